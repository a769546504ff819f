"""Resolves inside one article: which person, body, state or unnamed group stands behind each statement's source.

Invariant: a statement either has speakers, each a chain of spans in its own article, or says why it has none.
"""

from bisect import bisect_left
from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from onrecord.language.offices import Office
from onrecord.language.titles import find_title
from onrecord.model import Article, Block, Chain, ChainType, Reading, Statement, chain_id, span_at
from onrecord.resolve.carried import CarriedVoices
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.owners import fill_owners
from onrecord.resolve.passages import Passages
from onrecord.resolve.repeats import point_back
from onrecord.resolve.retelling import set_aside
from onrecord.resolve.shared_subjects import SharedSubjects
from onrecord.resolve.speakers import Answer, SpeakerFinder

__all__ = ["resolve_reading"]

Placed = TypeVar("Placed", Block, Statement)


def resolve_reading(article: Article, reading: Reading) -> Reading:
    """Return the reading with its chains, and with each statement's speakers as chain ids.

    A statement without a speaker says why in `unresolved["speakers"]`. Chains also cover whoever is named and does not
    speak. Several articles on one page are resolved each by itself, and what a retelling makes up is set aside. Linear
    in the article's length.
    """
    if reading.unread is not None:
        return reading
    resolved = [_resolve_article(each, part) for each, part in _separate_articles(article, reading)]
    known = {each.id: each for part in resolved for each in part.statements}
    chains = tuple(chain for part in resolved for chain in part.chains)
    return set_aside(
        article, replace(reading, statements=tuple(known[each.id] for each in reading.statements), chains=chains)
    )


def _separate_articles(article: Article, reading: Reading) -> list[tuple[Article, Reading]]:
    """Return each article of the page with its statements."""
    texts = article.separate_texts()
    if len(texts) == 1:
        return [(article, reading)]
    parts = []
    for start, end in texts:
        blocks, statements = _between(article.blocks, start, end), _between(reading.statements, start, end)
        parts.append((replace(article, blocks=blocks), replace(reading, statements=statements)))
    return parts


def _between(placed: tuple[Placed, ...], start: int, end: int) -> tuple[Placed, ...]:
    """Return those that begin in a stretch of the text, of records in the order of their places."""
    first, last = (bisect_left(placed, place, key=lambda each: each.start) for place in (start, end))
    return placed[first:last]


def _resolve_article(article: Article, reading: Reading) -> Reading:
    cast, passages = Cast(article), Passages(article)
    finder = SpeakerFinder(cast, passages, reading.statements)
    carried = CarriedVoices(article.text, reading.statements)
    shared = SharedSubjects(article.text, passages, reading.statements)
    speaking: dict[str, Answer] = {}
    for statement in sorted(reading.statements, key=_reading_order):
        answer = finder.resolve(statement, _groups(speaking, statement.within))
        subject = None if answer.groups else shared.before(statement)
        if subject is not None and subject.id in speaking:
            answer = speaking[subject.id]
        voice = finder.last_voice()
        if not answer.groups and voice is not None and carried.goes_on(statement):
            answer = Answer(groups=(voice,))
        speaking[statement.id] = answer
    # "We told them so," Kern said: who reports a nested statement may come behind it.
    for statement in reading.statements:
        outer = _groups(speaking, statement.within)
        if not speaking[statement.id].groups and outer:
            speaking[statement.id] = finder.resolve(statement, outer)
    point_back(article, cast)
    fill_owners(cast, passages)
    groups = sorted(cast.groups, key=lambda group: min(group.mentions))
    ids = {id(group): chain_id(article.id, *min(group.mentions)) for group in groups}
    statements = tuple(_with_speakers(each, speaking[each.id], ids) for each in reading.statements)
    return replace(
        reading, statements=statements, chains=tuple(_chain(article, group, ids[id(group)]) for group in groups)
    )


def _groups(speaking: Mapping[str, Answer], statement: str | None) -> tuple[Group, ...]:
    return speaking[statement].groups if statement is not None and statement in speaking else ()


def _reading_order(statement: Statement) -> tuple[int, int, str]:
    place = statement.start if statement.source is None else statement.source.start
    return (place, 1 if statement.within else 0, statement.id)


def _with_speakers(statement: Statement, answer: Answer, ids: Mapping[int, str]) -> Statement:
    if answer.groups:
        return replace(statement, speakers=tuple(ids[id(group)] for group in answer.groups))
    return replace(statement, speakers=(), unresolved={"speakers": answer.reason} | statement.unresolved)


def _settled_type(group: Group) -> ChainType:
    """Return what a group is; a single bare name that speaks is a person where a pronoun says so, else a body."""
    if group.speaks and group.type in {None, "place", "other", "product", "event"}:
        return "organisation" if group.gender is None else "person"
    return group.type or ("place" if group.placed else "other")


def _held_for(office: Office) -> frozenset[str]:
    """Return whose office it is; a trade has no owner: a "Berlin correspondent" is of no state."""
    title = find_title(office.head)
    return frozenset() if title is not None and title.kind == "trade" else office.states


def _chain(article: Article, group: Group, chain: str) -> Chain:
    states = sorted({state for office in group.roles.values() if office is not None for state in _held_for(office)})
    return Chain(
        id=chain,
        article=article.id,
        name=group.name,
        name_from=group.name_from,
        type=_settled_type(group),
        of=group.of or (states[0] if len(states) == 1 else None),
        mentions=group.chain_mentions(article.text),
        roles=tuple(span_at(article.text, *place) for place in sorted(group.roles)),
    )
