"""Two cases into the rows that differ: pages, records of the accounts, and what records are looked up by.

Invariant: where nothing is yielded, every question about the accounts has the same answer in both cases.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, select, text

from onrecord.store.reader import AT_ONCE, CaseReader
from onrecord.store.tables import ACCOUNT_TABLES, pages

NO_ROW = "no such row"
_PAGE_COLUMNS = (pages.c.id, pages.c.outlet, pages.c.address, pages.c.wording)
"""What pages are looked up by; the page itself has its seal."""


class Difference(NamedTuple):
    """What one case has at a place where another has something else."""

    table: str
    key: str
    column: str
    one: str
    other: str


def differing_rows(one: CaseReader, other: CaseReader) -> Iterator[Difference]:
    """Yield where pages and accounts of two cases differ, in the order of the tables and their keys.

    Of pages it is what they are looked up by.

    Raises:
        CaseError: a case is damaged.
    """
    with one.connect() as first, other.connect() as second:
        for table in (pages, *ACCOUNT_TABLES):
            if not _are_equal(_rows(table, first), _rows(table, second)):
                yield from _differences(table, first, second)
        if not _are_equal(_words(first), _words(second)):
            yield Difference("statement_words", "index", "words", "other words", "the words of the statements")


def _are_equal(one: Iterator[Any], other: Iterator[Any]) -> bool:
    """Compare rows as they come, so that equal tables of any size need no memory."""
    return all(a == b for a, b in zip_longest(one, other))


def _rows(table: Table, connection: Connection) -> Iterator[tuple[Any, ...]]:
    ordered = select(*_columns(table)).order_by(*_key(table))
    for row in connection.execution_options(yield_per=AT_ONCE).execute(ordered):
        yield tuple(row)


def _columns(table: Table) -> list[Column[Any]]:
    return list(_PAGE_COLUMNS if table is pages else table.columns)


def _key(table: Table) -> list[Column[Any]]:
    return [table.c.id] if table is pages else list(table.primary_key.columns)


def _words(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """Yield each word of the full-text index with where it stands."""
    connection.execute(
        text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_found USING fts5vocab(main, statement_words, instance)")
    )
    for row in connection.execution_options(yield_per=AT_ONCE).execute(text("SELECT * FROM temp.words_found")):
        yield tuple(row)


def _differences(table: Table, first: Connection, second: Connection) -> Iterator[Difference]:
    columns = _columns(table)
    keys = [columns.index(column) for column in _key(table)]
    ours, theirs = (
        {tuple(row[key] for key in keys): row for row in _rows(table, connection)} for connection in (first, second)
    )
    for key in sorted({*ours, *theirs}, key=repr):
        mine, other = ours.get(key), theirs.get(key)
        named = " ".join(map(str, key))
        if mine is None or other is None:
            yield Difference(table.name, named, "row", _told(mine), _told(other))
            continue
        for column, a, b in zip(columns, mine, other, strict=True):
            if a != b:
                yield Difference(table.name, named, column.name, str(a), str(b))


def _told(row: tuple[Any, ...] | None) -> str:
    return NO_ROW if row is None else str(row)
