"""Reads a case: pages as they came in, and the records of its accounts.

Invariant: nothing here changes the file, and every answer comes in an order that depends on its content alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from msgspec.structs import replace
from sqlalchemy import Connection, Row, Select, Table, func, literal_column, or_, select

from onrecord.model import (
    Actor,
    Article,
    Capture,
    Chain,
    Checks,
    Failure,
    Figure,
    Judgement,
    Link,
    Mention,
    Part,
    Reading,
    Record,
    SetAside,
    Statement,
    by_record,
    correct_article,
)
from onrecord.store import state
from onrecord.store.codec import SEALED, decode, decode_capture, holds_bytes, seal_of
from onrecord.store.database import errors_of_reading, open_for_reading
from onrecord.store.facets import FacetCounts, count_days, count_facets
from onrecord.store.filters import (
    EVERY_STATEMENT,
    Reviewed,
    StatementFilters,
    any_expression,
    conditions,
    phrase_expression,
)
from onrecord.store.given import read_judgements
from onrecord.store.tables import (
    RECORD_TABLES,
    blobs,
    failures,
    link_ends,
    pages,
    statement_things,
    statement_words,
    statements,
    versions,
)
from onrecord.store.visits import read_answers

R = TypeVar("R", bound=Record)

MOST_WORDS = 32
"""Words by which statements are looked for that resemble another one."""

AT_ONCE = 500
"""Rows fetched together while streaming: at most some tens of MB of pages."""


class StoredPage(Record, frozen=True, kw_only=True):
    """A page with its bytes and what was read from it, before the case was linked."""

    capture: Capture
    article: Article
    reading: Reading


class CaseReader:
    """A case, open for reading; `briefly`: for a few questions at once, before it is closed again.

    Raises:
        InputError: there is no such file.
        CaseError: the file is corrupt, newer than this program, or no case; also from any method that meets damage.
    """

    def __init__(self, path: Path, *, briefly: bool = False) -> None:
        self.path = path
        self._engine = open_for_reading(path, briefly=briefly)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection to the file, for this package alone; errors of the file are `CaseError`."""
        with errors_of_reading(self.path), self._engine.connect() as connection:
            yield connection

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        with self.connect() as connection:
            yield from connection.execution_options(yield_per=AT_ONCE).execute(query)

    def settings(self) -> dict[str, str]:
        """Return what the case was built with, sorted by key."""
        with self.connect() as connection:
            return state.read_settings(connection)

    def is_assembled(self) -> bool:
        """Tell whether the accounts cover every page; not so after a build that was cut off."""
        with self.connect() as connection:
            return state.is_assembled(connection)

    def answered(self) -> dict[str, str]:
        """Return when servers answered, by article id, for all pages that were taken from the web."""
        with self.connect() as connection:
            return read_answers(connection)

    def counts(self) -> dict[str, int]:
        """Return the number of records by the stem of their export file."""
        tables = {"articles": pages} | {table.name: table for table in (*RECORD_TABLES.values(), failures)}
        with self.connect() as connection:
            return {stem: _count(connection, table) for stem, table in tables.items()}

    def pages(self) -> Iterator[StoredPage]:
        """Yield every page, ordered by article id."""
        for row in self._stream(_pages_with_bytes().order_by(pages.c.id)):
            yield _stored_page(row)

    def articles(self) -> Iterator[Article]:
        """Yield every article as people corrected it, ordered by id."""
        for row in self._stream(_ARTICLES.order_by(pages.c.id)):
            yield correct_article(_article(row), self._corrections)

    def article(self, article_id: str) -> Article | None:
        """Return the article as people corrected it, without reading its bytes, or None."""
        found = map(_article, self._stream(_ARTICLES.where(pages.c.id == article_id)))
        return next((correct_article(article, self._corrections) for article in found), None)

    @cached_property
    def _corrections(self) -> Mapping[str, Sequence[Judgement]]:
        return by_record(self.judgements())

    @cached_property
    def checks(self) -> Checks:
        """What people judged, asked by record; read once, when it is first asked for."""
        return Checks(self.judgements())

    def actors(self) -> tuple[Actor, ...]:
        """Return the user's list of actors, ordered by id."""
        return tuple(self.records(Actor))

    @cached_property
    def _reviewed(self) -> Reviewed:
        outlets = {
            on: judgement.value
            for on, judgements in self._corrections.items()
            for judgement in judgements
            if judgement.kind == "outlet"
        }
        return Reviewed(outlets=outlets, checked=self.checked_ids())

    def checked_ids(self) -> frozenset[str]:
        """Return the ids of the statements that people checked as they stand."""
        if not self.checks.touched:
            return frozenset()
        touched = list(self.checks.touched)
        query = select(statements.c.record).where(
            or_(statements.c.id.in_(touched), statements.c.article.in_([*touched, *self.checks.articles]))
        )
        found = (decode(Statement, row.record) for row in self._stream(query))
        return frozenset(each.id for each in found if self.checks.of(each) is not None)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return all judgements, undone ones among them, ordered by id."""
        with self.connect() as connection:
            return read_judgements(connection)

    def page(self, article_id: str) -> StoredPage | None:
        """Return the page of that article, or None."""
        with self.connect() as connection:
            row = connection.execute(_pages_with_bytes().where(pages.c.id == article_id)).one_or_none()
        return None if row is None else _stored_page(row)

    def unread(self) -> dict[str, str]:
        """Return why nothing was read from pages, by article id, for those from which nothing was."""
        says_so = func.instr(pages.c.reading, '"unread":"') > 0
        found = self._stream(select(pages.c.id, pages.c.reading).where(says_so).order_by(pages.c.id))
        return {row.id: decode(Reading, row.reading).unread or "" for row in found}

    def seals(self) -> Iterator[tuple[str, bool]]:
        """Yield each article's id and whether its page is as it was stored: row, readings and bytes."""
        for row in self._stream(_pages_with_bytes().order_by(pages.c.id)):
            columns = {column: getattr(row, column) for column in (*SEALED, "taken_from")}
            yield row.id, seal_of(columns) == row.seal and holds_bytes(row.data, row.sha256)

    def records(self, kind: type[R]) -> Iterator[R]:
        """Yield all records of a kind: those with a place by article, start and id, the others by id.

        Articles and failures are kinds too (see `articles` and `failures`).
        """
        if kind is Article:
            yield from cast("Iterator[R]", self.articles())
        elif kind is Failure:
            yield from cast("list[R]", self.failures())
        else:
            table = RECORD_TABLES[kind]
            for row in self._stream(select(table.c.record).order_by(*_order(table))):
                yield decode(kind, row.record)

    def record(self, kind: type[R], record_id: str) -> R | None:
        """Return the record of that kind and id, or None."""
        table = RECORD_TABLES[kind]
        with self.connect() as connection:
            found = connection.scalar(select(table.c.record).where(table.c.id == record_id))
        return None if found is None else decode(kind, found)

    def statements(self, filters: StatementFilters = EVERY_STATEMENT) -> list[Statement]:
        """Return the statements that meet the filters, ordered by article, start and id.

        Raises:
            UsageError: a date of the filters is none.
        """
        query = select(statements.c.record).where(*conditions(filters, self._reviewed)).order_by(*_order(statements))
        query = query.limit(filters.limit).offset(filters.offset or None)
        return [decode(Statement, row.record) for row in self._stream(query)]

    def placed_statement(self, article_id: str, parts: tuple[Part, ...]) -> Statement | None:
        """Return the statement whose words stand at exactly these places of an article, or None."""
        found = self.statements(StatementFilters(article=article_id))
        return next((each for each in found if each.parts == parts), None)

    def resembling(self, phrase: str, words: str, most: int) -> list[Statement]:
        """Return up to `most` statements with the phrase, words in a row, and as many that share most of the words.

        Accents, letter case and marks do not matter. Those with the phrase come first, in the case's order, then the
        others by how many of the words, and how rare ones, they have (BM25).
        """
        index = statement_words.c
        in_a_row = (
            select(index.rowid).where(index.statement_words.match(phrase_expression(phrase))).order_by(index.rowid)
        )
        alike = (
            select(index.rowid)
            .where(index.statement_words.match(any_expression(words, MOST_WORDS)))
            .order_by(literal_column("rank"), index.rowid)
        )
        with self.connect() as connection:
            found = [row for query in (in_a_row, alike) for row in connection.execute(query.limit(most)).scalars()]
            numbers = list(dict.fromkeys(found))
            rows = connection.execute(
                select(statements.c.number, statements.c.record).where(statements.c.number.in_(numbers))
            )
            by_number = {row.number: decode(Statement, row.record) for row in rows}
        return [by_number[number] for number in numbers]

    def set_aside(self, article_id: str) -> list[SetAside]:
        """Return what is set aside in an article, ordered by start and id."""
        return self._standing_in(SetAside, article_id)

    def figures(self, article_id: str) -> list[Figure]:
        """Return the figures of an article as people corrected them, ordered by start and id."""
        return self._standing_in(Figure, article_id)

    def _standing_in(self, kind: type[R], article_id: str) -> list[R]:
        table = RECORD_TABLES[kind]
        query = select(table.c.record).where(table.c.article == article_id).order_by(*_order(table))
        return [decode(kind, row.record) for row in self._stream(query)]

    def mentions(self, thing_id: str) -> list[Mention]:
        """Return the mentions of a thing, ordered by article, start and id."""
        table = RECORD_TABLES[Mention]
        names_it = func.instr(table.c.record, f'"thing":"{thing_id}"') > 0
        rows = self._stream(select(table.c.record).where(names_it).order_by(*_order(table)))
        return [mention for row in rows if (mention := decode(Mention, row.record)).thing == thing_id]

    def count_about(self) -> dict[str, int]:
        """Return in how many statements each thing is named, by its id; none where it is named in no statement."""
        thing = statement_things.c.thing
        query = select(thing, func.count().label("statements")).group_by(thing)
        return {row.thing: row.statements for row in self._stream(query)}

    def naming(self) -> Iterator[tuple[str, str]]:
        """Yield the id of each thing that a statement's words name, with the statement's."""
        for row in self._stream(select(statement_things.c.thing, statement_things.c.statement)):
            yield row.thing, row.statement

    def link_holders(self) -> dict[str, set[str]]:
        """Return the ids of the things and speakers at the ends of each link, by its id."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._stream(select(link_ends.c.link, link_ends.c.thing, link_ends.c.speaker)):
            found[row.link] |= {row.thing, row.speaker} - {None}
        return dict(found)

    def links_about(self, holder_id: str) -> list[Link]:
        """Return the links that have the thing or speaker of that id at one of their ends, ordered by id."""
        about = link_ends.c.link
        held = or_(link_ends.c.thing == holder_id, link_ends.c.speaker == holder_id)
        table = RECORD_TABLES[Link]
        query = select(table.c.record).where(table.c.id.in_(select(about).where(held))).order_by(table.c.id)
        return [decode(Link, row.record) for row in self._stream(query)]

    def link_things(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of the things at each link's ends, in their order, by its id: one where it joins them."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self._stream(select(link_ends.c.link, link_ends.c.thing).order_by(literal_column("rowid"))):
            found[row.link] = (*found.get(row.link, ()), row.thing)
        return found

    def chain(self, chain_id: str) -> Chain | None:
        """Return one article's mentions of somebody by their id, or None; without an index, all pages are searched."""
        holds = func.instr(pages.c.reading, f'"id":"{chain_id}"') > 0
        for row in self._stream(select(pages.c.reading).where(holds)):
            for chain in decode(Reading, row.reading).chains:
                if chain.id == chain_id:
                    return chain
        return None

    def chains(self, article_id: str) -> tuple[Chain, ...]:
        """Return whom an article mentions, in order of appearance; nobody where there is no such article."""
        found = self._stream(select(pages.c.reading).where(pages.c.id == article_id))
        return next((decode(Reading, row.reading).chains for row in found), ())

    def count_statements(self, filters: StatementFilters = EVERY_STATEMENT) -> int:
        """Return how many statements meet the filters, without regard to limit and offset.

        Raises:
            UsageError: a date of the filters is none.
        """
        with self.connect() as connection:
            return (
                connection.scalar(
                    select(func.count()).select_from(statements).where(*conditions(filters, self._reviewed))
                )
                or 0
            )

    def count_by(self, filters: StatementFilters, most: int) -> FacetCounts:
        """Return how the statements that meet the filters, without regard to limit and offset, are spread.

        Of speakers the `most` frequent. Raises UsageError where a date of the filters is none.
        """
        with self.connect() as connection:
            return count_facets(connection, conditions(filters, self._reviewed), most)

    def count_days(self) -> list[tuple[str, str, int]]:
        """Return (day, position, number of statements): when they were said, else published; without those undated."""
        with self.connect() as connection:
            return count_days(connection)

    def failures(self) -> list[Failure]:
        """Return what could not be processed, ordered by uri, stage, code and detail."""
        columns = [failures.c[name] for name in ("uri", "stage", "code", "detail")]
        return [
            Failure(uri=row.uri, stage=row.stage, code=row.code, detail=row.detail)
            for row in self._stream(select(*columns).order_by(*columns))
        ]


_PAGES_IN_VERSIONS = pages.outerjoin(versions, versions.c.article == pages.c.id)
_ARTICLES = select(pages.c.article, versions.c.version_of).select_from(_PAGES_IN_VERSIONS)


def _pages_with_bytes() -> Select[Any]:
    pages_with_bytes = _PAGES_IN_VERSIONS.join(blobs, blobs.c.sha256 == pages.c.sha256)
    return select(pages, blobs.c.data, versions.c.version_of).select_from(pages_with_bytes)


def _article(row: Row[Any]) -> Article:
    """Return the article of a page's row; which version it is came out when the accounts were made."""
    article = decode(Article, row.article)
    return article if row.version_of is None else replace(article, version_of=row.version_of)


def _stored_page(row: Row[Any]) -> StoredPage:
    return StoredPage(
        capture=decode_capture(row, row.data),
        article=_article(row),
        reading=decode(Reading, row.reading),
    )


def _order(table: Table) -> list[Any]:
    return [table.c[name] for name in ("article", "start", "id") if name in table.c]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
