"""What is to check: the statements that carry disputed points, those of the weightiest point first.

Invariant: a line leaves the queue when somebody has checked it as it stands, and comes back when it is read otherwise.
"""

from collections import defaultdict
from itertools import islice
from typing import NamedTuple, get_args

from onrecord.model import Dispute, Record, SpeakerType, Statement
from onrecord.query.choices import Choice, stance_choices
from onrecord.query.disputes import dispute_lines
from onrecord.query.judgements import JudgementLine, judgement_lines
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup
from onrecord.query.statements import StatementLine, statement_line
from onrecord.query.wording import join_names, word_for
from onrecord.store import UNDO, CaseReader, StatementFilters

SPEAKING = frozenset(get_args(SpeakerType))
MOST_CHOICES = 60
"""Speakers, and statements, of a page among which a person chooses; others are named by words or id."""

LONGEST_CHOICE = 90


class _Waiting(NamedTuple):
    """A statement that nobody has checked, with the point that it carries."""

    statement: str
    matter: str
    dispute: str


class QueueLine(Record, frozen=True, kw_only=True):
    """A statement to check, in one line for a shell."""

    id: str
    speaker: str
    label: str
    text: str
    point: str


class QueueItem(Record, frozen=True, kw_only=True):
    """A statement to check, with the ids of all that stand in the same words: copies are checked together."""

    line: StatementLine
    point: str
    dispute: str
    ids: tuple[str, ...]


class QueueView(Record, frozen=True, kw_only=True):
    """The next statements to check, of `left` that are; `checked` of the statements of disputed points are checked."""

    items: tuple[QueueItem, ...]
    left: int
    checked: int
    last: JudgementLine | None = None


class StatementReview(Record, frozen=True, kw_only=True):
    """What a person sees who checks one statement: what holds now, and what could hold."""

    words: str
    stances: tuple[Choice, ...]
    speakers: tuple[Choice, ...]
    answers: tuple[Choice, ...]
    is_set_aside: bool


class SignOffView(Record, frozen=True, kw_only=True):
    """All that was judged in a case, to be read and signed: the statements that were checked, and the log."""

    case: str
    checked: tuple[StatementLine, ...]
    by: tuple[str, ...]
    judgements: Listing[JudgementLine]
    left: int


def queue_view(reader: CaseReader, most: int = 10) -> QueueView:
    """Return the next statements to check, at most `most` wordings, and what was judged last."""
    lookup = Lookup(reader)
    waiting, checked = _waiting(reader, lookup)
    alike: dict[tuple[str, str, str], list[_Waiting]] = defaultdict(list)
    for each in waiting:
        statement = lookup.required(each.statement)
        alike[each.dispute, statement.stance, statement.text].append(each)
    items = tuple(
        QueueItem(
            line=statement_line(lookup, lookup.required(first.statement)),
            point=first.matter,
            dispute=first.dispute,
            ids=tuple(each.statement for each in (first, *others)),
        )
        for first, *others in islice(alike.values(), most)
    )
    return QueueView(items=items, left=len(waiting), checked=checked, last=_last_judged(reader))


def _last_judged(reader: CaseReader) -> JudgementLine | None:
    """Return the newest judgement that stands."""
    standing = (each for each in reader.judgements() if not each.undone and each.kind != UNDO)
    newest = max(standing, key=lambda each: (each.at, each.id), default=None)
    lines = () if newest is None else judgement_lines(reader, on=newest.on).lines
    return next((line for line in lines if newest is not None and line.id == newest.id), None)


def statement_review(lookup: Lookup, statement: Statement) -> StatementReview:
    """Return what is needed to check one statement."""
    reader = lookup.reader
    spoken = [each for each in reader.statements(StatementFilters(article=statement.article)) if each != statement]
    elsewhere = [each for each in statement.answers if each not in {one.id for one in spoken}]
    near = sorted(spoken, key=lambda each: (abs(each.start - statement.start), each.id))[:MOST_CHOICES]
    claims = [*(lookup.required(each) for each in elsewhere), *sorted(near, key=lambda each: (each.start, each.id))]
    names = {name.name for name in lookup.speaker_names(statement.speakers)}
    speaking = [chain for chain in reader.chains(statement.article) if chain.type in SPEAKING]
    return StatementReview(
        words=statement.text,
        stances=stance_choices(statement.stance),
        speakers=tuple(
            Choice(id=chain.id, words=chain.name, chosen=chain.name in names) for chain in speaking[:MOST_CHOICES]
        ),
        answers=tuple(
            Choice(id=each.id, words=_one_line(lookup, each), chosen=each.id in statement.answers) for each in claims
        ),
        is_set_aside=statement.set_aside is not None,
    )


def _one_line(lookup: Lookup, statement: Statement) -> str:
    names = join_names([name.name for name in lookup.names_on(statement)])
    return f"{names}: {statement.text[:LONGEST_CHOICE]}"


def queue_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[QueueLine]:
    """Return the statements to check, in the order in which they weigh."""
    lookup = Lookup(reader)
    waiting, _ = _waiting(reader, lookup)
    lines = []
    for each in cut(waiting, limit, offset):
        line = statement_line(lookup, lookup.required(each.statement))
        lines.append(QueueLine(id=line.id, speaker=line.speaker, label=line.label, text=line.text, point=each.matter))
    return Listing(lines=tuple(lines), total=len(waiting), limit=limit, offset=offset)


def sign_off(reader: CaseReader) -> SignOffView:
    """Return the sign-off sheet."""
    lookup = Lookup(reader)
    found = [
        (statement, check) for statement in lookup.all_statements() if (check := lookup.reader.checks.of(statement))
    ]
    return SignOffView(
        case=reader.path.stem,
        checked=tuple(statement_line(lookup, statement) for statement, _ in found),
        by=tuple(f"{word_for('judgement', check.kind)}, {check.by}, {check.at}" for _, check in found),
        judgements=judgement_lines(reader),
        left=len(_waiting(reader, lookup)[0]),
    )


def _waiting(reader: CaseReader, lookup: Lookup) -> tuple[list[_Waiting], int]:
    """Return the unchecked statements of disputed points, and how many of their statements are checked."""
    disputes = {dispute.id: dispute for dispute in reader.records(Dispute)}
    waiting: dict[str, _Waiting] = {}
    checked: set[str] = set()
    for line in dispute_lines(reader).lines:
        for side in disputes[line.id].sides:
            for member in side.statements:
                if lookup.reader.checks.of(lookup.required(member)) is None:
                    waiting.setdefault(member, _Waiting(member, line.matter, line.id))
                else:
                    checked.add(member)
    return list(waiting.values()), len(checked)
