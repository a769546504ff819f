"""What a case was built with, and whether its accounts cover all its pages.

Invariant: the mark of pages without accounts changes in the same transaction as the pages or the accounts.
"""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.store.tables import settings, state

UNASSEMBLED = "unassembled"
"""Stands in the state while pages wait for their accounts."""

_MARK = insert(state).values(key=UNASSEMBLED, value="").on_conflict_do_nothing()


def is_assembled(connection: Connection) -> bool:
    """Tell whether no page came in since the accounts were put."""
    return connection.scalar(select(state.c.value).where(state.c.key == UNASSEMBLED)) is None


def mark_unassembled(connection: Connection) -> None:
    """Note that a page came in."""
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
