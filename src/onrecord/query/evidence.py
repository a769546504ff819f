"""Turns one statement into its own view: its paragraph, what it answers, and who else carries the remark.

Invariant: other carriers are shown with every word difference; what is not known is listed with its reason.
"""

from onrecord.model import Dispute, Origin, Record, Statement, Utterance, origin_id
from onrecord.query.citing import Citation, cite_statement
from onrecord.query.context import Excerpt, paragraph_of, place_words
from onrecord.query.differences import WordDifference, show_differences
from onrecord.query.disputes import DisputeLine, dispute_line
from onrecord.query.judgements import JudgementLine, judgement_lines
from onrecord.query.listing import Listing
from onrecord.query.lookup import Lookup
from onrecord.query.origins import OriginLine, origin_line
from onrecord.query.reviewing import StatementReview, statement_review
from onrecord.query.statements import StatementLine, statement_line
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters


class Fact(Record, frozen=True, kw_only=True):
    """One thing the page tells about a statement, under a heading."""

    heading: str
    words: str


class CarrierLine(Record, frozen=True, kw_only=True):
    """One page that carries the remark; `fullest` where it is the wording the others are compared with."""

    line: StatementLine
    differences: tuple[WordDifference, ...]


class StatementView(Record, frozen=True, kw_only=True):
    """Everything the case holds on one statement; `place` says where in the captured file its words stand."""

    line: StatementLine
    paragraph: Excerpt
    place: str
    facts: tuple[Fact, ...]
    unknown: tuple[Fact, ...]
    answers: tuple[StatementLine, ...]
    answered_by: tuple[StatementLine, ...]
    reported_by: StatementLine | None
    reports: tuple[StatementLine, ...]
    carriers: tuple[CarrierLine, ...]
    origin: OriginLine | None
    disputes: tuple[DisputeLine, ...]
    citation: Citation
    judgements: Listing[JudgementLine]
    review: StatementReview | None


def statement_view(reader: CaseReader, statement_id: str, *, for_review: bool = False) -> StatementView | None:
    """Return the view of one statement, or None where there is none of this id.

    `for_review`: with what a person can choose from who corrects it.
    """
    lookup = Lookup(reader)
    statement = lookup.statement(statement_id)
    if statement is None:
        return None
    spoken = reader.statements(StatementFilters(article=statement.article))
    neighbours = [*spoken, *reader.set_aside(statement.article)]
    outer = None if statement.within is None else lookup.statement(statement.within)
    answered = [reader.record(Statement, other) for other in statement.answers]
    utterance = None if statement.utterance is None else reader.record(Utterance, statement.utterance)
    line = statement_line(lookup, statement)
    return StatementView(
        line=line,
        citation=cite_statement(lookup.article(statement.article), statement, line.speaker),
        judgements=judgement_lines(reader, on=statement.id),
        review=statement_review(lookup, statement) if for_review else None,
        paragraph=paragraph_of(lookup.article(statement.article), statement),
        place=place_words(statement),
        facts=tuple(_facts(statement)),
        unknown=tuple(_unknown(statement)),
        answers=tuple(statement_line(lookup, other) for other in answered if other is not None),
        answered_by=tuple(statement_line(lookup, other) for other in spoken if statement_id in other.answers),
        reported_by=None if outer is None else statement_line(lookup, outer),
        reports=tuple(statement_line(lookup, other) for other in neighbours if other.within == statement_id),
        carriers=() if utterance is None else _carriers(lookup, utterance),
        origin=None if utterance is None else _origin(lookup, utterance),
        disputes=tuple(
            dispute_line(lookup, dispute)
            for dispute in reader.records(Dispute)
            if any(statement_id in side.statements for side in dispute.sides)
        ),
    )


def _facts(statement: Statement) -> list[Fact]:
    named = (
        ("The page names the speaker as", statement.source),
        ("Reporting words", statement.cue),
        ("Said at or in", statement.channel),
        ("Said to", statement.addressee),
        ("As reported", statement.via),
        ("The page keeps its distance", statement.hedge),
    )
    return [Fact(heading=heading, words=f"“{span.text}”") for heading, span in named if span is not None]


def _unknown(statement: Statement) -> list[Fact]:
    return [
        Fact(heading=word_for("unresolved", name), words=reason.replace("_", " "))
        for name, reason in sorted(statement.unresolved.items())
    ]


def _carriers(lookup: Lookup, utterance: Utterance) -> tuple[CarrierLine, ...]:
    differs = {variant.statement: variant.differs for variant in utterance.variants}
    found = [lookup.reader.record(Statement, statement_id) for statement_id in utterance.statements]
    return tuple(
        CarrierLine(
            line=statement_line(lookup, statement),
            differences=show_differences(differs.get(statement.id, ())),
        )
        for statement in found
        if statement is not None
    )


def _origin(lookup: Lookup, utterance: Utterance) -> OriginLine | None:
    found = lookup.reader.record(Origin, origin_id(utterance.id))
    return None if found is None else origin_line(lookup, found)
