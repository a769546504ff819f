"""Resolves inside one article: which person, body, state or unnamed group stands behind each statement's source.

Invariant: a statement either has speakers, each a chain of spans in its own article, or says why it has none.
"""

from bisect import bisect_left, bisect_right
from typing import TypeVar

from msgspec.structs import replace

from onrecord.model import Article, Block, Chain, ChainType, Reading, Statement, chain_id, span_at
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.retelling import set_aside
from onrecord.resolve.speakers import NO_ANTECEDENT, NO_SOURCE, SpeakerFinder

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
    cast = Cast(article)
    finder = SpeakerFinder(article, cast, reading.statements)
    ends = sorted(statement.parts[-1][1] for statement in reading.statements)
    speaking: dict[str, list[Group]] = {}
    for statement in sorted(reading.statements, key=_reading_order):
        outer = speaking.get(statement.within or "", [])
        found = finder.resolve(statement, outer)
        if not found and _goes_on(article, statement, ends):
            voice = finder.last_voice()
            found = [] if voice is None else [voice]
        speaking[statement.id] = found
    # "We told them so," Kern said: who reports a nested statement may come behind it.
    for statement in reading.statements:
        if not speaking[statement.id] and speaking.get(statement.within or ""):
            speaking[statement.id] = finder.resolve(statement, speaking[statement.within or ""])
    groups = sorted(cast.groups, key=lambda group: min(group.mentions))
    ids = {id(group): chain_id(article.id, *min(group.mentions)) for group in groups}
    statements = tuple(
        _with_speakers(each, [ids[id(group)] for group in speaking[each.id]]) for each in reading.statements
    )
    return replace(
        reading, statements=statements, chains=tuple(_chain(article, group, ids[id(group)]) for group in groups)
    )


def _reading_order(statement: Statement) -> tuple[int, int, str]:
    place = statement.start if statement.source is None else statement.source.start
    return (place, 1 if statement.within else 0, statement.id)


def _goes_on(article: Article, statement: Statement, ends: list[int]) -> bool:
    """Return whether a quotation without source and cue stands right behind another statement, nothing in between."""
    if statement.source is not None or statement.cue is not None or statement.kind != "direct":
        return False
    at = bisect_right(ends, statement.start)
    between = article.text[ends[at - 1] : statement.start] if at else "\n"
    return "\n" not in between and not any(character.isalnum() for character in between)


def _with_speakers(statement: Statement, speakers: list[str]) -> Statement:
    if speakers:
        return replace(statement, speakers=tuple(speakers))
    reason = NO_SOURCE if statement.source is None else NO_ANTECEDENT
    return replace(statement, speakers=(), unresolved={"speakers": reason} | statement.unresolved)


def _settled_type(group: Group) -> ChainType:
    """Return what a group is; a single bare name that speaks is a person where a pronoun says so, else a body."""
    if group.speaks and group.type in {None, "place", "other"}:
        return "organisation" if group.gender is None else "person"
    return group.type or ("place" if group.placed else "other")


def _chain(article: Article, group: Group, chain: str) -> Chain:
    states = sorted({state for office in group.roles.values() if office is not None for state in office.states})
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
