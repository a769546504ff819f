"""Says in words what changed in a case's record: for whoever watches it.

Invariant: every line leads to a statement, a number or a page of the case as it is now.
"""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from onrecord.assemble.content_words import stem_words
from onrecord.language.shingles import find_words
from onrecord.model import Dispute, Failure, FigureTrack, Record, Speaker, Statement
from onrecord.query.disputes import DisputeLine, dispute_line
from onrecord.query.figures import FigureTrackView, track_view
from onrecord.query.lookup import Lookup, shown_name
from onrecord.query.snapshots import Changes, Shift, Snapshot, compare_snapshots, state_without, take_snapshot
from onrecord.query.statements import StatementLine, sorting_key, statement_line
from onrecord.query.versions import VersionLine, version_line
from onrecord.query.wording import join_names
from onrecord.store import CaseReader

LEAST_COVERED = 0.6
LEAST_SHARED = 2
"""Share and number of content words of the shorter of two statements from which they are about one matter."""


class ShiftLine(Record, frozen=True, kw_only=True):
    """A speaker's changed position: what was said before, and what is said now."""

    speaker: str
    before: StatementLine
    line: StatementLine


class ChangesView(Record, frozen=True, kw_only=True):
    """What changed in the record, ready to print; refusals are among the statements, too."""

    statements: tuple[StatementLine, ...]
    carried: int
    refusals: tuple[StatementLine, ...]
    shifts: tuple[ShiftLine, ...]
    disputes: tuple[DisputeLine, ...]
    moves: tuple[FigureTrackView, ...]
    edits: tuple[VersionLine, ...]
    failures: tuple[Failure, ...]

    def __bool__(self) -> bool:
        return any((self.statements, self.carried, self.shifts, self.moves, self.edits, self.failures))


def find_changes(reader: CaseReader, new_articles: Collection[str]) -> Changes:
    """Return what some articles brought into the case's record."""
    after = take_snapshot(reader)
    before = state_without(after, new_articles)
    changes = compare_snapshots(before, after)
    told = {shift.statement for shift in changes.shifts}
    turns = (shift for shift in _turns(reader, before, after, changes.statements) if shift.statement not in told)
    return replace(changes, shifts=(*changes.shifts, *turns))


def _turns(reader: CaseReader, before: Snapshot, after: Snapshot, new: Iterable[str]) -> Iterator[Shift]:
    """Yield new statements whose speaker took another position towards the same words before."""
    positions: dict[str, list[str]] = {}
    for statement in after.statements:
        for speaker in after.statements[statement].speakers if statement in before.statements else ():
            positions.setdefault(speaker, []).append(statement)
    for statement in new:
        said = after.statements[statement]
        earlier = (each for speaker in said.speakers for each in positions.get(speaker, ()))
        turned = [each for each in earlier if after.statements[each].position != said.position]
        matter = _content(reader, statement) if turned else frozenset()
        for each in turned:
            if _is_covered(matter, _content(reader, each)):
                was = after.statements[each].position
                yield Shift(dispute=None, speakers=said.speakers, before=was, earlier=each, statement=statement)
                break


def _content(reader: CaseReader, statement_id: str) -> frozenset[str]:
    statement = reader.record(Statement, statement_id)
    words = () if statement is None else find_words(statement.text)
    return frozenset(stem_words(word.text for word in words))


def _is_covered(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= max(LEAST_SHARED, LEAST_COVERED * min(len(one), len(other)))


def describe_changes(reader: CaseReader, changes: Changes, failures: Iterable[Failure] = ()) -> ChangesView:
    """Return the changes with the lines of the case as it is now; `failures` are those that are new."""
    lookup = Lookup(reader)
    disputes = [reader.record(Dispute, dispute) for dispute in changes.disputes]
    tracks = [reader.record(FigureTrack, move.track) for move in changes.moves]
    return ChangesView(
        statements=tuple(_lines(lookup, changes.statements)),
        carried=changes.carried,
        refusals=tuple(_lines(lookup, changes.refusals)),
        shifts=tuple(_shift_lines(lookup, changes.shifts)),
        disputes=tuple(dispute_line(lookup, dispute) for dispute in disputes if dispute is not None),
        moves=tuple(track_view(lookup, track) for track in tracks if track is not None),
        edits=tuple(version_line(lookup, version, is_edit=True) for version in changes.edits),
        failures=tuple(failures),
    )


def _lines(lookup: Lookup, statement_ids: Iterable[str]) -> Iterator[StatementLine]:
    """Yield the statements' lines in the order of time."""
    found = (lookup.reader.record(Statement, statement_id) for statement_id in statement_ids)
    kept = [statement for statement in found if statement is not None]
    kept.sort(key=lambda statement: sorting_key(lookup.article(statement.article), statement))
    for statement in kept:
        yield statement_line(lookup, statement)


def _shift_lines(lookup: Lookup, shifts: Iterable[Shift]) -> Iterator[ShiftLine]:
    for shift in shifts:
        earlier = lookup.reader.record(Statement, shift.earlier)
        statement = lookup.reader.record(Statement, shift.statement)
        if earlier is None or statement is None:
            continue
        speakers = [lookup.reader.record(Speaker, speaker) for speaker in shift.speakers]
        line = statement_line(lookup, statement)
        yield ShiftLine(
            speaker=join_names([shown_name(speaker) for speaker in speakers if speaker is not None]) or line.speaker,
            before=statement_line(lookup, earlier),
            line=line,
        )
