"""A person's corrections of one page, applied to what was read from it.

Invariant: no text is changed and nothing is deleted. Words that a person names are words of the page; a statement that
does not stand is set aside with who said so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast, get_args

import msgspec
from msgspec import field
from msgspec.structs import asdict, replace

from onrecord.errors import CaseError
from onrecord.model.article import READ_ROLES, Article, Block, PageDate, Role
from onrecord.model.bookkeeping import Judgement
from onrecord.model.reading import (
    Chain,
    ChainMention,
    ChainType,
    Figure,
    Position,
    Qualifier,
    Reading,
    Statement,
    TimeExpression,
    Withheld,
    chain_id,
    statement_id,
)
from onrecord.model.span import Part, Record, cue_at, join_parts, span_at

PAGE_KINDS = frozenset(
    {"reject", "position", "speaker", "words", "said_on", "figure", "add", "outlet", "published", "role"}
)
"""Kinds of judgements that correct what one page shows."""

STANCES = (*get_args(Position)[:2], *get_args(Withheld))
"""What a statement's position can be corrected to: it affirms, denies, or withholds in one of these ways."""


class GivenWords(Record, frozen=True, kw_only=True):
    """The words of a statement, as a person takes them from its article."""

    article: str
    parts: tuple[Part, ...]


class GivenDate(Record, frozen=True, kw_only=True):
    """When something was said, as a person reads the words at this place."""

    start: int
    end: int
    from_: str = field(name="from")
    to: str


class GivenFigure(Record, frozen=True, kw_only=True):
    """What a person reads in the words of a figure."""

    low: float | None
    high: float | None
    qualifier: Qualifier


class GivenStatement(Record, frozen=True, kw_only=True):
    """A statement that a person found: its words, who is named as its speaker, the reporting words, the position.

    `speaker` is the id of a chain or the place of words, as in a judgement of kind `speaker`.
    """

    parts: tuple[Part, ...]
    source: Part | None = None
    cue: Part | None = None
    speaker: str = ""
    stance: str = "affirms"
    quoted: bool = False


def by_record(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Return the corrections of pages that stand, by what they are on, of a kind the newest last."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for each in sorted(judgements, key=lambda judgement: (judgement.at, judgement.id)):
        if each.kind in PAGE_KINDS and not each.undone:
            found[each.on].append(each)
    return dict(found)


def correct_article(article: Article, on: Mapping[str, Sequence[Judgement]]) -> Article:
    """Return the article with its outlet, date and labels of lines as people corrected them."""
    for judgement in on.get(article.id, ()):
        if judgement.kind == "outlet":
            article = replace(article, outlet=judgement.value or None)
        elif judgement.kind == "published":
            day = PageDate(from_=judgement.value, to=judgement.value, zone=None, how="given", text=judgement.value)
            article = replace(article, published=day if judgement.value else None)
        elif judgement.kind == "role":
            start, role = _line_and_role(judgement)
            blocks = (_with_role(block, start, role) for block in article.blocks)
            article = replace(article, blocks=tuple(blocks))
    return article


def correct_reading(article: Article, reading: Reading, on: Mapping[str, Sequence[Judgement]]) -> Reading:
    """Return the reading with its statements and figures as people corrected them, and those that they added."""
    if not on:
        return reading
    chains = {chain.id: chain for chain in reading.chains}
    moved: dict[str, str] = {}
    statements: list[Statement] = []
    for statement in reading.statements:
        corrected = _correct(article, statement, on, chains)
        moved[statement.id] = corrected[-1].id
        statements += corrected
    for judgement in on.get(article.id, ()):
        if judgement.kind == "add":
            added = _added(article, judgement, chains)
            if added.id not in {each.id for each in statements}:
                statements += _correct(article, added, on, chains)
    hidden = _unread_lines(article, on.get(article.id, ()))
    statements = [_hide(each, hidden) for each in statements]
    if statements == list(reading.statements) and len(chains) == len(reading.chains):
        return _with_figures(reading, on, moved)
    within = (replace(each, within=moved.get(each.within or "", each.within)) for each in statements)
    ordered = tuple(sorted(within, key=lambda each: (each.start, each.id)))
    corrected_reading = replace(reading, statements=ordered, chains=tuple(chains.values()))
    return _with_figures(corrected_reading, on, moved)


def _line_and_role(judgement: Judgement) -> tuple[int, Role]:
    """Return where the line begins whose label was corrected, and what it is."""
    start, _, role = judgement.value.partition(":")
    if not start.isdigit() or role not in get_args(Role):
        raise _not_understood(judgement, "no line and label")
    return int(start), cast("Role", role)


def _with_role(block: Block, start: int, role: Role) -> Block:
    return replace(block, role=role) if block.start == start else block


def _unread_lines(article: Article, judgements: Sequence[Judgement]) -> dict[Part, str]:
    """Return the lines that people labelled as no part of the article, with who did."""
    starts = {_line_and_role(each)[0]: each.by for each in judgements if each.kind == "role"}
    return {
        (block.start, block.end): starts[block.start]
        for block in article.blocks
        if block.start in starts and block.role not in READ_ROLES
    }


def _hide(statement: Statement, lines: Mapping[Part, str]) -> Statement:
    """Return the statement, set aside where its line is no part of the article."""
    by = next((by for (start, end), by in lines.items() if start <= statement.start < end), None)
    return statement if by is None else _set_aside(statement, f"its line is no part of the article, says {by}")


def _set_aside(statement: Statement, reason: str) -> Statement:
    unresolved = {name: why for name, why in statement.unresolved.items() if name != "speakers"}
    return replace(statement, set_aside=statement.set_aside or reason, speakers=(), unresolved=unresolved)


def _correct(
    article: Article, statement: Statement, on: Mapping[str, Sequence[Judgement]], chains: dict[str, Chain]
) -> list[Statement]:
    """Return the statement as corrected, behind those that other words took the place of."""
    replaced: list[Statement] = []
    asked: set[str] = set()
    while statement.id not in asked:
        asked.add(statement.id)
        for judgement in on.get(statement.id, ()):
            if judgement.kind == "words":
                parts = decode_value(judgement, GivenWords).parts
                replaced.append(_set_aside(statement, f"{judgement.by} takes other words for what was said"))
                statement = replace(
                    statement,
                    id=statement_id(article.id, parts, statement.cue),
                    parts=parts,
                    text=join_parts(article.text, parts),
                    section=article.section_at(parts[0][0]),
                )
            else:
                statement = _correct_field(article, statement, judgement, chains)
    return [*(each for each in replaced if each.id != statement.id), statement]


def _correct_field(article: Article, statement: Statement, judgement: Judgement, chains: dict[str, Chain]) -> Statement:
    if judgement.kind == "reject":
        return _set_aside(statement, f"not a statement, says {judgement.by}")
    if judgement.kind == "position":
        return _with_stance(statement, judgement.value)
    if judgement.kind == "said_on":
        if not judgement.value:
            return replace(statement, said_on=None)
        date = decode_value(judgement, GivenDate)
        words = asdict(span_at(article.text, date.start, date.end))
        unresolved = {name: why for name, why in statement.unresolved.items() if name != "said_on"}
        said_on = TimeExpression(**words, from_=date.from_, to=date.to)
        return replace(statement, said_on=said_on, unresolved=unresolved)
    if judgement.kind == "speaker" and statement.set_aside is None:
        return _with_speaker(article, statement, judgement, chains)
    return statement


def _with_stance(statement: Statement, stance: str) -> Statement:
    if stance in ("affirms", "denies"):
        return replace(statement, position=cast("Position", stance), withheld=None)
    return replace(statement, position="withholds", withheld=cast("Withheld", stance))


def _with_speaker(article: Article, statement: Statement, judgement: Judgement, chains: dict[str, Chain]) -> Statement:
    """Return the statement with a chain as its speaker, or with the words at a place as one; empty: nobody is named."""
    unresolved = {name: why for name, why in statement.unresolved.items() if name != "speakers"}
    if not judgement.value:
        reason = {"speakers": f"{judgement.by} says that the page does not show who speaks"}
        return replace(statement, speakers=(), unresolved=unresolved | reason)
    speaker = _chain_of(article, judgement, judgement.value, chains)
    return replace(statement, speakers=(speaker,), unresolved=unresolved)


def _chain_of(article: Article, judgement: Judgement, value: str, chains: dict[str, Chain]) -> str:
    """Return the id of the chain that a value names; words at a place that no chain has become one ("place:type")."""
    place, _, kind = value.partition(":")
    if not kind:
        return value
    offsets = place.split("-")
    if len(offsets) != 2 or not all(map(str.isdigit, offsets)) or kind not in get_args(ChainType):  # noqa: PLR2004 - start, end
        raise _not_understood(judgement, "no place and kind of speaker")
    start, end = map(int, offsets)
    found = next(
        (c.id for c in chains.values() if any((m.start, m.end) == (start, end) for m in c.mentions)),
        chain_id(article.id, start, end),
    )
    if found not in chains:
        mention = ChainMention(**asdict(span_at(article.text, start, end)), form="name")
        chains[found] = Chain(
            id=found,
            article=article.id,
            name=mention.text,
            name_from="text",
            type=cast("ChainType", kind),
            mentions=(mention,),
        )
    return found


def _added(article: Article, judgement: Judgement, chains: dict[str, Chain]) -> Statement:
    """Return a statement that a person found."""
    given = decode_value(judgement, GivenStatement)
    cue = None if given.cue is None else cue_at(article.text, [given.cue])
    statement = Statement(
        id=statement_id(article.id, given.parts, cue),
        article=article.id,
        section=article.section_at(given.parts[0][0]),
        parts=given.parts,
        text=join_parts(article.text, given.parts),
        kind="direct" if given.quoted else "indirect",
        source=None if given.source is None else span_at(article.text, *given.source),
        cue=cue,
        position="affirms",
        withheld=None,
        basis="own_words" if given.quoted else "paraphrase",
        act="states",
        unresolved={} if given.speaker else {"speakers": f"{judgement.by} says that the page does not show who speaks"},
        score=1.0,
    )
    speakers = (_chain_of(article, judgement, given.speaker, chains),) if given.speaker else ()
    return replace(_with_stance(statement, given.stance), speakers=speakers)


def _with_figures(reading: Reading, on: Mapping[str, Sequence[Judgement]], moved: Mapping[str, str]) -> Reading:
    figures = (_correct_figure(figure, on.get(figure.id, ())) for figure in reading.figures)
    kept = tuple(replace(each, statement=moved.get(each.statement or "", each.statement)) for each in figures if each)
    return reading if kept == reading.figures else replace(reading, figures=kept)


def _correct_figure(figure: Figure, judgements: Sequence[Judgement]) -> Figure | None:
    """Return the figure as corrected, None where the words are no number of anything."""
    if not judgements:
        return figure
    if judgements[-1].kind == "reject":
        return None
    given = decode_value(judgements[-1], GivenFigure)
    return replace(figure, low=given.low, high=given.high, qualifier=given.qualifier)


ValueKind = TypeVar("ValueKind")


def decode_value(judgement: Judgement, kind: type[ValueKind]) -> ValueKind:
    """Return the value of a judgement that is a record; raise CaseError where it is none of that kind."""
    try:
        return msgspec.json.decode(judgement.value, type=kind)
    except msgspec.DecodeError as error:
        raise _not_understood(judgement, str(error)) from error


def _not_understood(judgement: Judgement, why: str) -> CaseError:
    return CaseError(f"judgement {judgement.id} ({judgement.kind}) cannot be understood: {why}")
