"""What people give to a case, and no build makes or deletes: their judgements, and their list of actors.

Invariant: a judgement is never changed but for the mark that it is undone, and each of these changes that bears on the
accounts marks them as behind in the same transaction: a program killed before they are made anew leaves that to the
next build. Which disputed points are checked is marked at once.
"""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from onrecord.errors import UsageError
from onrecord.model import QUIET_KINDS, Actor, Checks, Dispute, Judgement, Statement, judgement_id
from onrecord.store import state
from onrecord.store.codec import decode, encode
from onrecord.store.tables import RECORD_TABLES

UNDO = "undo"
"""Kind of the judgement that takes another one back: `on` is that one's id, `value` its kind."""

_ACTORS = RECORD_TABLES[Actor]
_JUDGEMENTS = RECORD_TABLES[Judgement]
_DISPUTES = RECORD_TABLES[Dispute]
_STATEMENTS = RECORD_TABLES[Statement]


def read_actors(connection: Connection) -> tuple[Actor, ...]:
    """Return the user's actors, ordered by id."""
    return tuple(
        decode(Actor, record) for record in connection.scalars(select(_ACTORS.c.record).order_by(_ACTORS.c.id))
    )


def put_actors(connection: Connection, actors: Iterable[Actor]) -> None:
    """Replace the list of actors as a whole; nothing happens where it is the same."""
    ordered = tuple(sorted(actors, key=lambda actor: actor.id))
    if ordered == read_actors(connection):
        return
    connection.execute(delete(_ACTORS))
    if ordered:
        connection.execute(insert(_ACTORS), [{"id": actor.id, "record": encode(actor)} for actor in ordered])
    state.mark_unassembled(connection)


def read_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Return all judgements, those undone and those that undo them among them, ordered by id."""
    rows = connection.scalars(select(_JUDGEMENTS.c.record).order_by(_JUDGEMENTS.c.id))
    return tuple(decode(Judgement, record) for record in rows)


def add_judgements(connection: Connection, judgements: Iterable[Judgement]) -> None:
    """Add judgements; one that is there already stays as it is."""
    given = list(judgements)
    for judgement in given:
        row = {"id": judgement.id, "record": encode(judgement)}
        connection.execute(insert(_JUDGEMENTS).values(row).on_conflict_do_nothing())
    if all((each.value if each.kind == UNDO else each.kind) in QUIET_KINDS for each in given):
        mark_reviewed(connection)
    else:
        state.mark_unassembled(connection)


def mark_reviewed(connection: Connection) -> None:
    """Mark the disputed points of which somebody checked every statement, and those alone."""
    checks = Checks(read_judgements(connection))
    records = connection.execute(select(_DISPUTES.c.id, _DISPUTES.c.record).order_by(_DISPUTES.c.id)).all()
    for row in records if checks.on else [row for row in records if '"reviewed":true' in row.record]:
        dispute = decode(Dispute, row.record)
        members = [statement for side in dispute.sides for statement in side.statements]
        found = connection.scalars(select(_STATEMENTS.c.record).where(_STATEMENTS.c.id.in_(members)))
        reviewed = all(checks.of(decode(Statement, record)) is not None for record in found)
        if reviewed != dispute.reviewed:
            changed = encode(replace(dispute, reviewed=reviewed))
            connection.execute(update(_DISPUTES).where(_DISPUTES.c.id == dispute.id).values(record=changed))


def undo_judgement(connection: Connection, undone_id: str, by: str, at: str, note: str | None) -> Judgement:
    """Mark a judgement as undone, and return the one that says by whom and when.

    Raises:
        UsageError: there is no such judgement, or it is no longer one that can be undone.
    """
    found = connection.scalar(select(_JUDGEMENTS.c.record).where(_JUDGEMENTS.c.id == undone_id))
    if found is None:
        raise UsageError(f"{undone_id}: no such judgement")
    judgement = decode(Judgement, found)
    if judgement.undone:
        raise UsageError(f"{undone_id}: it is undone already")
    if judgement.kind == UNDO:
        raise UsageError(f"{undone_id}: it undoes {judgement.on}; to take that back, judge again")
    undo = Judgement(
        id=judgement_id(undone_id, UNDO, judgement.kind, by, at),
        on=undone_id,
        kind=UNDO,
        value=judgement.kind,
        by=by,
        at=at,
        note=note,
    )
    closed = encode(replace(judgement, undone=True))
    connection.execute(update(_JUDGEMENTS).where(_JUDGEMENTS.c.id == undone_id).values(record=closed))
    add_judgements(connection, (undo,))
    return undo
