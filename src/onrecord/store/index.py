"""Fills the tables by which records of the accounts are found, and inserts rows fast.

Invariant: these tables repeat what the records say; they are filled in the transaction that puts the records.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, TableClause
from sqlalchemy.dialects.sqlite import insert

from onrecord.model import Accounts, Link, Mention, Speaker, Statement, Thing
from onrecord.store.codec import fold
from onrecord.store.tables import (
    link_ends,
    speaker_names,
    statement_speakers,
    statement_things,
    statement_words,
    thing_names,
)

AT_ONCE = 2000
"""Rows that go to the database together."""


def insert_rows(connection: Connection, table: TableClause, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns, past the library's look at every single value."""
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        columns = [column.name for column in table.columns if column.name in batch[0]]
        statement = insert(table).compile(dialect=connection.dialect, column_keys=columns)
        connection.exec_driver_sql(str(statement), list(map(itemgetter(*columns), batch)))


def add_facets(rows: Iterable[Mapping[str, Any]], accounts: Accounts) -> Iterator[Mapping[str, Any]]:
    """Yield the statements' rows with how many numbers stand in each, and on how many sources its remark rests."""
    figures = Counter(figure.statement for figure in accounts.figures)
    sources = {origin.for_: origin.at_least for origin in accounts.origins}
    for row, statement in zip(rows, accounts.statements, strict=True):
        found = sources.get(statement.utterance or "")
        yield {**row, "figures": figures[statement.id], "sources": found}


def index_speakers(connection: Connection, accounts: Accounts) -> None:
    """Fill the tables by which statements are found from a speaker's id or name, on pages or in the user's list."""
    names = (
        {"speaker": speaker.id, "name": name}
        for speaker in accounts.speakers
        for name in dict.fromkeys(map(fold, _names_of(speaker)))
    )
    insert_rows(connection, speaker_names, names)
    said = (
        {"statement": statement.id, "speaker": speaker}
        for statement in accounts.statements
        for speaker in dict.fromkeys(statement.speakers)
    )
    insert_rows(connection, statement_speakers, said)


def _names_of(known: Speaker | Thing) -> Iterator[str]:
    yield known.name
    yield from (alias.text for alias in known.aliases)
    if known.actor is not None:
        yield from (known.actor.name, *known.actor.aliases)


def index_things(connection: Connection, accounts: Accounts) -> None:
    """Fill the tables by which statements are found from what is named inside their words."""
    names = (
        {"thing": thing.id, "name": name}
        for thing in accounts.things
        for name in dict.fromkeys(map(fold, _names_of(thing)))
    )
    insert_rows(connection, thing_names, names)
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(accounts.mentions, key=lambda each: (each.article, each.start, each.id)):
        named[mention.article].append(mention)
    starts = {article: [mention.start for mention in mentions] for article, mentions in named.items()}

    def things_in(statement: Statement) -> Iterator[str]:
        for first, last in statement.parts:
            begin, stop = (bisect_left(starts.get(statement.article, []), place) for place in (first, last))
            inside = named[statement.article][begin:stop] if begin < stop else []
            yield from (mention.thing for mention in inside if mention.end <= last)

    rows = (
        {"statement": statement.id, "thing": thing}
        for statement in accounts.statements
        for thing in dict.fromkeys(things_in(statement))
    )
    insert_rows(connection, statement_things, rows)


def index_links(connection: Connection, accounts: Accounts) -> None:
    """Fill the table by which links are found from a thing or speaker: whoever has the name at one of the ends."""
    speaker_of = {thing.id: thing.speaker for thing in accounts.things}
    held: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    places = {(end.article, end.start, end.end) for link in accounts.links for end in (link.one, link.other)}
    for mention in accounts.mentions:
        place = mention.article, mention.start, mention.end
        if place in places:
            held[place].append(mention.thing)

    def holders(link: Link) -> Iterable[str]:
        if link.thing is not None:
            return (link.thing,)
        ends = ((end.article, end.start, end.end) for end in (link.one, link.other))
        return dict.fromkeys(thing for place in ends for thing in held[place])

    rows = (
        {"link": link.id, "thing": thing, "speaker": speaker_of.get(thing)}
        for link in accounts.links
        for thing in holders(link)
    )
    insert_rows(connection, link_ends, rows)


def index_words(connection: Connection, statements: Sequence[Statement]) -> None:
    """Fill the full-text index, whose row numbers are the statements' numbers."""
    connection.execute(insert(statement_words).values(statement_words="delete-all"))
    rows = ({"rowid": number, "text": statement.text} for number, statement in enumerate(statements, 1))
    insert_rows(connection, statement_words, rows)
