"""Turns disputed points into lines and three columns: says so, denies, neither confirms nor denies.

Invariant: both sides are kept, and the matter is a source's own words with the way back to them.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Basis, Course, Dispute, Origin, Record, Side, Statement, origin_id
from onrecord.query.citing import Citation, cite_statement
from onrecord.query.context import Excerpt, paragraph_of, place_words
from onrecord.query.figures import FigureLine, figures_in
from onrecord.query.judgements import JudgementLine, judgement_lines
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, SpeakerName
from onrecord.query.origins import OriginLine, origin_line
from onrecord.query.statements import StatementLine, sorting_key, statement_line
from onrecord.query.wording import DISPUTE_COLUMNS, join_names, number_of, word_for
from onrecord.store import CaseReader

MOST_SET_ASIDE = 6
BASES: tuple[Basis, ...] = ("own_words", "paraphrase", "characterised")
NOTING = frozenset({"note", "tag", "rating"})
"""Judgements that say something about a line and correct nothing."""


class DisputeLine(Record, frozen=True, kw_only=True):
    """A disputed point in one line; `says`, `denies` and `withholds` name who stands where."""

    id: str
    matter: str
    matter_id: str
    by: str
    kind: str
    says: str
    denies: str
    withholds: str
    headings: tuple[str, ...]
    statements: int
    speakers: int
    pages: int


class CarriedLine(Record, frozen=True, kw_only=True):
    """One act of speaking: its strongest line, and those that carry the same remark elsewhere."""

    line: StatementLine
    others: tuple[StatementLine, ...]


class DisputeColumn(Record, frozen=True, kw_only=True):
    """Those who take one position, with their statements in the order of time and the sources these rest on.

    `remarks` are the same lines, those of one act of speaking together.
    """

    position: str
    heading: str
    lines: tuple[StatementLine, ...]
    remarks: tuple[CarriedLine, ...]
    origin: OriginLine | None


class CourseView(Record, frozen=True, kw_only=True):
    """Somebody who took more than one position on a point: the positions in order, and whether that order is known."""

    name: SpeakerName
    stands: tuple[StatementLine, ...]
    order: str


class FocusView(Record, frozen=True, kw_only=True):
    """One line of a point in the paragraph of its page."""

    line: StatementLine
    paragraph: Excerpt
    place: str
    citation: Citation


class DisputeView(Record, frozen=True, kw_only=True):
    """A disputed point: the matter in its source's words and a column for each position.

    What stands below and beside the columns is there for one point at a time: who changed position, the numbers in
    these statements, what the pages set aside, and the line that was chosen, in its paragraph. `without_own_words` are
    those of whom every line is a paraphrase or a page's description, `referred` the statements that send a question
    elsewhere. `checked` of the point's lines somebody has looked at; `notes` are what people noted on them.
    """

    line: DisputeLine
    matter: StatementLine | None
    columns: tuple[DisputeColumn, ...]
    rests_on: str = ""
    courses: tuple[CourseView, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    set_aside: tuple[StatementLine, ...] = ()
    focus: FocusView | None = None
    without_own_words: tuple[SpeakerName, ...] = ()
    referred: tuple[StatementLine, ...] = ()
    checked: int = 0
    notes: tuple[JudgementLine, ...] = ()


def dispute_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[DisputeLine]:
    """Return the disputed points, those with most speakers, then pages, then statements first."""
    lookup = Lookup(reader)
    lines = [dispute_line(lookup, dispute) for dispute in reader.records(Dispute)]
    lines.sort(key=lambda line: (-line.speakers, -line.pages, -line.statements, line.id))
    return Listing(lines=tuple(cut(lines, limit, offset)), total=len(lines), limit=limit, offset=offset)


def dispute_views(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[DisputeView]:
    """Return the disputed points with their columns, in the order of `dispute_lines`."""
    lookup = Lookup(reader)
    listing = dispute_lines(reader, limit, offset)
    found = [reader.record(Dispute, line.id) for line in listing.lines]
    views = tuple(_view(lookup, dispute) for dispute in found if dispute is not None)
    return Listing(lines=views, total=listing.total, limit=limit, offset=offset)


def dispute_view(reader: CaseReader, dispute_id: str, chosen: str | None = None) -> DisputeView | None:
    """Return one disputed point, or None where there is none of this id; `chosen` is the line shown on its page."""
    dispute = reader.record(Dispute, dispute_id)
    if dispute is None:
        return None
    lookup = Lookup(reader)
    members = [statement for side in dispute.sides for statement in _statements_of(lookup, side)]
    focus = next((statement for statement in members if statement.id == chosen), None)
    pages = sorted({statement.article for statement in members})
    aside = [line for page in pages for line in reader.set_aside(page)]
    return replace(
        _view(lookup, dispute),
        rests_on=_rests_on(lookup, pages),
        courses=tuple(course_view(lookup, course) for course in dispute.courses if _is_changed(course)),
        figures=tuple(figures_in(lookup, members)),
        set_aside=tuple(statement_line(lookup, line) for line in aside[:MOST_SET_ASIDE]),
        focus=_focus(lookup, focus or next(s for s in members if s.id == dispute.matter.statement)),
        without_own_words=lookup.speaker_names(_without_own_words(members)),
        referred=tuple(statement_line(lookup, each) for each in members if each.withheld == "referred"),
        checked=sum(lookup.reader.checks.of(each) is not None for each in members),
        notes=_notes(lookup, members),
    )


def _without_own_words(members: Sequence[Statement]) -> tuple[str, ...]:
    """Return the speakers of whom no line is in their own words, wholly or in part, in the order of their ids."""
    own = {
        speaker for each in members if each.basis == "own_words" or each.kind == "mixed" for speaker in each.speakers
    }
    return tuple(sorted({speaker for each in members for speaker in each.speakers} - own))


def _notes(lookup: Lookup, members: Sequence[Statement]) -> tuple[JudgementLine, ...]:
    """Return what people noted on the statements, tagged them with, or how they rated them, and did not take back."""
    noted = [each.id for each in members if any(j.kind in NOTING for j in lookup.reader.checks.on.get(each.id, ()))]
    lines = (line for each in noted for line in judgement_lines(lookup.reader, on=each).lines)
    return tuple(line for line in lines if line.kind in NOTING and line.undone is None)


def _rests_on(lookup: Lookup, pages: Sequence[str]) -> str:
    """Return on how many pages a point stands, and how many of these have no date."""
    number = number_of(lookup.editions.count_pages(pages), "page")
    undated = sum(lookup.article(page).published is None for page in pages)
    return f"{number}, {undated} without a date" if undated else number


def _is_changed(course: Course) -> bool:
    return len({stand.position for stand in course.stands}) > 1


def course_view(lookup: Lookup, course: Course) -> CourseView:
    """Return the positions of a speaker on a point, in words."""
    (name,) = lookup.speaker_names((course.speaker,))
    found = [lookup.reader.record(Statement, stand.statement) for stand in course.stands]
    order = (
        "in the order in which it was said" if course.ordered else "as the pages came: when it was said is not known"
    )
    stands = tuple(statement_line(lookup, statement) for statement in found if statement is not None)
    return CourseView(name=name, stands=stands, order=order)


def _focus(lookup: Lookup, statement: Statement) -> FocusView:
    article, line = lookup.article(statement.article), statement_line(lookup, statement)
    return FocusView(
        line=line,
        paragraph=paragraph_of(article, statement),
        place=place_words(statement),
        citation=cite_statement(article, statement, line.speaker),
    )


def dispute_line(lookup: Lookup, dispute: Dispute) -> DisputeLine:
    """Return the line of one disputed point."""
    matter = lookup.reader.record(Statement, dispute.matter.statement)
    members = [statement for side in dispute.sides for statement in _statements_of(lookup, side)]
    return DisputeLine(
        id=dispute.id,
        matter=dispute.matter.text,
        matter_id=dispute.matter.statement,
        by="" if matter is None else join_names([name.name for name in lookup.names_on(matter)]),
        kind=word_for("dispute_kind", dispute.kind),
        says=_who(lookup, dispute, "affirms"),
        denies=_who(lookup, dispute, "denies"),
        withholds=_who(lookup, dispute, "withholds"),
        headings=tuple(heading for _, heading in DISPUTE_COLUMNS[dispute.kind]),
        statements=len(members),
        speakers=len({speaker for side in dispute.sides for speaker in side.speakers}),
        pages=lookup.editions.count_pages(statement.article for statement in members),
    )


def _view(lookup: Lookup, dispute: Dispute) -> DisputeView:
    matter = lookup.reader.record(Statement, dispute.matter.statement)
    columns = []
    for position, heading in DISPUTE_COLUMNS[dispute.kind]:
        sides = [side for side in dispute.sides if side.position == position]
        origin = lookup.reader.record(Origin, origin_id(f"{dispute.id}:{position}"))
        members = _members_of(lookup, sides)
        lines = tuple(statement_line(lookup, statement) for statement in members)
        columns.append(
            DisputeColumn(
                position=position,
                heading=heading,
                lines=lines,
                remarks=_remarks(members, lines, dispute.matter.statement),
                origin=None if origin is None else origin_line(lookup, origin),
            )
        )
    return DisputeView(
        line=dispute_line(lookup, dispute),
        matter=None if matter is None else statement_line(lookup, matter),
        columns=tuple(columns),
    )


def _who(lookup: Lookup, dispute: Dispute, position: str) -> str:
    sides = [side for side in dispute.sides if side.position == position]
    names = [name.name for side in sides for name in lookup.speaker_names(side.speakers)]
    unnamed = any(side.statements and not side.speakers for side in sides)
    return join_names(list(dict.fromkeys(names)) or (["speakers not named"] if unnamed else []))


def _statements_of(lookup: Lookup, side: Side) -> list[Statement]:
    found = [lookup.reader.record(Statement, statement_id) for statement_id in side.statements]
    return [statement for statement in found if statement is not None]


def _members_of(lookup: Lookup, sides: list[Side]) -> list[Statement]:
    members = [statement for side in sides for statement in _statements_of(lookup, side)]
    return sorted(members, key=lambda each: sorting_key(lookup.article(each.article), each))


def _remarks(members: Sequence[Statement], lines: Sequence[StatementLine], matter: str) -> tuple[CarriedLine, ...]:
    """Return the lines by remark, in the order of each one's first.

    The line that gives the point its matter stands for its remark, else the one nearest to the speaker's own words.
    """
    together: dict[str, list[tuple[Statement, StatementLine]]] = {}
    for statement, line in zip(members, lines, strict=True):
        together.setdefault(statement.utterance or statement.id, []).append((statement, line))
    found = []
    for carriers in together.values():
        strongest = min(carriers, key=lambda carrier: (carrier[0].id != matter, *_strength(carrier[0])))[1]
        others = tuple(line for _, line in carriers if line.id != strongest.id)
        found.append(CarriedLine(line=strongest, others=others))
    return tuple(found)


def _strength(statement: Statement) -> tuple[int, bool]:
    """Return a rank by how far the words are the speaker's own, the least first."""
    return BASES.index(statement.basis), statement.kind != "mixed"
