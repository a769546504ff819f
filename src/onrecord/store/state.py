"""What a case was built with, whether its accounts cover all its pages, and of which pages it was told what is new.

Invariant: the mark of what waits for accounts changes in the same transaction as that or the accounts.
"""

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.store.tables import pages, settings, state

UNASSEMBLED = "unassembled"
"""Stands in the state while pages, judgements or actors wait for their accounts."""

TOLD = "told"
"""Number of the newest page of which somebody who watches the case was told."""

_MARK = insert(state).values(key=UNASSEMBLED, value="").on_conflict_do_nothing()


def is_assembled(connection: Connection) -> bool:
    """Tell whether nothing that they are made from has changed since the accounts were put."""
    return connection.scalar(select(state.c.value).where(state.c.key == UNASSEMBLED)) is None


def mark_unassembled(connection: Connection) -> None:
    """Note that a page, a judgement or another list of actors came in."""
    connection.execute(_MARK)


def mark_assembled(connection: Connection) -> None:
    """Note that the accounts cover every page."""
    connection.execute(delete(state).where(state.c.key == UNASSEMBLED))


def read_settings(connection: Connection) -> dict[str, str]:
    """Return the settings, sorted by key."""
    return {row.key: row.value for row in connection.execute(select(settings).order_by(settings.c.key))}


def put_setting(connection: Connection, key: str, value: str) -> None:
    """Set one setting."""
    statement = insert(settings).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def untold(connection: Connection) -> frozenset[str]:
    """Return the articles that came in since the case was told of; none where it never was."""
    told = connection.scalar(select(state.c.value).where(state.c.key == TOLD))
    if told is None:
        return frozenset()
    return frozenset(connection.scalars(select(pages.c.id).where(pages.c.number > int(told))))


def mark_told(connection: Connection, *, at_first: bool) -> None:
    """Note that all pages were told of; `at_first`: only where nothing was noted before."""
    newest = str(connection.scalar(select(func.max(pages.c.number))) or 0)
    mark = insert(state).values(key=TOLD, value=newest)
    if at_first:
        connection.execute(mark.on_conflict_do_nothing())
    else:
        connection.execute(mark.on_conflict_do_update(index_elements=["key"], set_={"value": newest}))
