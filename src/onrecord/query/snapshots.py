"""Compares two states of a case's accounts by ids, positions and values, and says what is new in the later one.

Invariant: what was on record before is never new: groups are compared by their members, since their ids change when
they merge, and a remark that another page or version carries is the same remark.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from msgspec import field

from onrecord.model import Dispute, Figure, FigureTrack, Position, Record, Statement, Version
from onrecord.store import CaseReader


class Said(Record, frozen=True, kw_only=True):
    """What a state of the case keeps of a statement."""

    article: str
    position: Position
    speakers: tuple[str, ...]
    remark: str


class Number(Record, frozen=True, kw_only=True):
    """What a state of the case keeps of a figure."""

    article: str
    value: tuple[float | None, float | None]


class Snapshot(Record, frozen=True, kw_only=True):
    """The accounts of a case in ids, positions and values: enough to tell what is new, and no more.

    `disputes` hold the statements on each side, `tracks` their figures, `versions` are by article.
    """

    statements: dict[str, Said] = field(default_factory=dict)
    disputes: dict[str, tuple[tuple[Position, tuple[str, ...]], ...]] = field(default_factory=dict)
    figures: dict[str, Number] = field(default_factory=dict)
    tracks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)


class Shift(Record, frozen=True, kw_only=True):
    """A speaker's position that changed: what it was, by which statement, and the statement that takes the new one.

    `dispute` is null where no disputed point holds both.
    """

    dispute: str | None
    speakers: tuple[str, ...]
    before: Position
    earlier: str
    statement: str


class Move(Record, frozen=True, kw_only=True):
    """A figure track that got new values: the first figure with each of them."""

    track: str
    figures: tuple[str, ...]


class Changes(Record, frozen=True, kw_only=True):
    """What changed in the record, as ids.

    `statements` hold the first carrier of each new remark, `refusals` those of them that deny or confirm nothing;
    `carried` counts statements of new pages that carry what was on record.
    """

    statements: tuple[str, ...] = ()
    carried: int = 0
    refusals: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    disputes: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    edits: tuple[Version, ...] = ()


def take_snapshot(reader: CaseReader) -> Snapshot:
    """Return the state of the case's accounts, as they were last made."""
    return Snapshot(
        statements={
            each.id: Said(
                article=each.article,
                position=each.position,
                speakers=each.speakers,
                remark=each.utterance or each.id,
            )
            for each in reader.records(Statement)
        },
        disputes={
            each.id: tuple((side.position, side.statements) for side in each.sides) for each in reader.records(Dispute)
        },
        figures={each.id: Number(article=each.article, value=(each.low, each.high)) for each in reader.records(Figure)},
        tracks={each.id: each.figures for each in reader.records(FigureTrack)},
        versions={each.article: each for each in reader.records(Version)},
    )


def state_without(after: Snapshot, articles: Collection[str]) -> Snapshot:
    """Return the state as it would be without what stands in some articles; a dispute needs two sides that are left."""
    statements = {each: said for each, said in after.statements.items() if said.article not in articles}
    disputes = {
        dispute: tuple((position, kept) for position, members in sides if (kept := _among(members, statements)))
        for dispute, sides in after.disputes.items()
    }
    figures = {each: number for each, number in after.figures.items() if number.article not in articles}
    return Snapshot(
        statements=statements,
        disputes={dispute: sides for dispute, sides in disputes.items() if len(sides) > 1},
        figures=figures,
        tracks={track: _among(members, figures) for track, members in after.tracks.items()},
        versions={article: each for article, each in after.versions.items() if article not in articles},
    )


def _among(members: Iterable[str], kept: Collection[str]) -> tuple[str, ...]:
    return tuple(member for member in members if member in kept)


def compare_snapshots(before: Snapshot, after: Snapshot) -> Changes:
    """Return what the later state of a case has that the earlier had not."""
    known_remarks = {said.remark for statement, said in after.statements.items() if statement in before.statements}
    unchanged = set(_unchanged(after))
    fresh = [statement for statement in after.statements if statement not in before.statements]
    first: dict[str, str] = {}
    for statement in fresh:
        remark = after.statements[statement].remark
        if remark not in known_remarks and statement not in unchanged:
            first.setdefault(remark, statement)
    new = tuple(first.values())
    carried = (each for each in fresh if after.statements[each].remark not in first)
    edits = tuple(_edits(before, after))
    return Changes(
        statements=new,
        carried=sum(not _is_edition(after, each) for each in carried),
        refusals=tuple(statement for statement in new if after.statements[statement].position != "affirms"),
        shifts=(*_shifts(after, set(new)), *_turned(after, edits)),
        disputes=tuple(_new_disputes(before, after)),
        moves=tuple(_moves(before, after)),
        edits=edits,
    )


def _unchanged(after: Snapshot) -> Iterator[str]:
    """Yield the statements that a later version of a page has from the version before."""
    touched = {change.after for version in after.versions.values() for change in version.changes}
    for statement in after.statements:
        if statement not in touched and _is_edition(after, statement):
            yield statement


def _is_edition(after: Snapshot, statement: str) -> bool:
    """Whether a statement stands in a version of a page that was captured before."""
    version = after.versions.get(after.statements[statement].article)
    return version is not None and version.version_of is not None


def _shifts(after: Snapshot, new: set[str]) -> Iterator[Shift]:
    """Yield who stands on another side of a dispute than before, by a new remark."""
    for dispute, sides in after.disputes.items():
        placed = [(position, member) for position, members in sides for member in members]
        before: dict[str, dict[Position, str]] = defaultdict(dict)
        for position, member in placed:
            for speaker in () if member in new else _by(after, member):
                before[speaker].setdefault(position, member)
        for position, member in placed:
            turned = tuple(s for s in _by(after, member) if s in before and position not in before[s])
            if member in new and turned:
                was, earlier = next(iter(before[turned[0]].items()))
                yield Shift(dispute=dispute, speakers=turned, before=was, earlier=earlier, statement=member)


def _by(snapshot: Snapshot, statement: str) -> tuple[str, ...]:
    return snapshot.statements[statement].speakers if statement in snapshot.statements else ()


def _turned(after: Snapshot, edits: Iterable[Version]) -> Iterator[Shift]:
    """Yield statements whose position an edit turned."""
    for version in edits:
        for change in version.changes:
            earlier, later = change.before or "", change.after or ""
            old, new = after.statements.get(earlier), after.statements.get(later)
            if old is not None and new is not None and old.position != new.position:
                yield Shift(dispute=None, speakers=new.speakers, before=old.position, earlier=earlier, statement=later)


def _new_disputes(before: Snapshot, after: Snapshot) -> Iterator[str]:
    known = {member for sides in before.disputes.values() for _, members in sides for member in members}
    for dispute, sides in after.disputes.items():
        if not any(member in known for _, members in sides for member in members):
            yield dispute


def _moves(before: Snapshot, after: Snapshot) -> Iterator[Move]:
    """Yield the tracks in which a new figure has a value that none had before."""
    for track, figures in after.tracks.items():
        known = {after.figures[figure].value for figure in figures if figure in before.figures}
        fresh = {after.figures[figure].value: figure for figure in reversed(figures) if figure not in before.figures}
        moved = sorted(figure for value, figure in fresh.items() if value not in known and value != (None, None))
        if known and moved:
            yield Move(track=track, figures=tuple(moved))


def _edits(before: Snapshot, after: Snapshot) -> Iterator[Version]:
    """Yield the new versions of pages whose words are not those of the version before."""
    for article, version in after.versions.items():
        earlier = after.versions.get(version.version_of or "")
        if article not in before.versions and earlier is not None and version.number > earlier.number:
            yield version
