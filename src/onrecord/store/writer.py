"""Writes a case: pages one by one, then the accounts as a whole.

Invariant: each method is one transaction, so a program killed at any moment leaves a case that opens and goes on.
"""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from onrecord.errors import StorageError
from onrecord.language.addresses import article_address
from onrecord.model import (
    Accounts,
    Actor,
    Article,
    Capture,
    Failure,
    Given,
    Judgement,
    PageDate,
    Reading,
    Statement,
    by_record,
    correct_article,
    wording_hash,
)
from onrecord.store import given, state, visits
from onrecord.store.codec import Account, decode, encode_page, encode_record, seal_of
from onrecord.store.database import errors_of_writing, fold_into_one_file, open_for_writing
from onrecord.store.index import (
    AT_ONCE,
    add_facets,
    index_links,
    index_speakers,
    index_things,
    index_words,
    insert_rows,
)
from onrecord.store.lock import WriterLock
from onrecord.store.tables import (
    ACCOUNT_KINDS,
    ACCOUNT_TABLES,
    RECORD_TABLES,
    blobs,
    failures,
    pages,
)
from onrecord.store.visits import PastVisit

# What runs once for each page is composed once: composing takes longer than running.
_IS_STORED = select(exists().where(pages.c.id == bindparam("article")))
_HAS_FAILED = select(exists().where(failures.c.article == bindparam("article")))
_IS_KNOWN = select(or_(_IS_STORED.scalar_subquery(), _HAS_FAILED.scalar_subquery()))
_GIVEN = select(pages.c.given).where(pages.c.id == bindparam("article"))
_HAS_ADDRESS = select(exists().where(pages.c.uri == bindparam("address")))
_WAS_READ = (
    select(pages.c.article, pages.c.reading)
    .where(pages.c.reading_key == bindparam("reading_key"))
    .order_by(pages.c.number)
    .limit(1)
)
_NEWEST_WORDING = (
    select(pages.c.wording)
    .where(pages.c.address == bindparam("address"), pages.c.taken_from == "web")
    .order_by(pages.c.captured_at.desc(), pages.c.id)
    .limit(1)
)
_ANSWERED_LATER = select(pages).where(
    pages.c.id == bindparam("article"), pages.c.taken_from == "web", pages.c.captured_at > bindparam("captured_at")
)
_ANSWERED_EARLIER = select(pages.c.captured_at).where(
    pages.c.id == bindparam("article"), pages.c.taken_from == "web", pages.c.captured_at < bindparam("captured_at")
)
_PUT_BLOB = insert(blobs).on_conflict_do_nothing()
_ADD_PAGE = insert(pages)
_PUT_PAGE = _ADD_PAGE.on_conflict_do_update(
    index_elements=["id"], set_={column.name: column for column in _ADD_PAGE.excluded if column.name != "number"}
)
_FORGET_FAILURES = delete(failures).where(
    or_(
        failures.c.article == bindparam("page"),
        and_(failures.c.uri == bindparam("address"), failures.c.article.is_(None)),
    )
)


class _Published(msgspec.Struct):
    """The one field of an article that the accounts need."""

    published: PageDate | None


class CaseWriter:
    """A case, open for writing by this program alone; created where there is none, migrated where it is older.

    Raises:
        CaseError: the file is corrupt, newer than this program, or no case.
        StorageError: another writer has it, or disk or folder cannot be written; also from any method that writes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = WriterLock(path)
        try:
            self._engine = open_for_writing(path)
        except BaseException:
            self._lock.release()
            raise
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        # The error on its way says what went wrong; the log keeps what could not be moved.
        with suppress(StorageError):
            self.close()

    def close(self) -> None:
        """Leave the case as one file and let the next writer in.

        Raises:
            StorageError: the write-ahead log could not be moved into the file; it is kept beside it.
        """
        if self._closed:
            return
        self._closed = True
        self._engine.dispose()
        try:
            fold_into_one_file(self.path)
        finally:
            self._lock.release()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with errors_of_writing(self.path), self._engine.begin() as connection:
            yield connection

    def is_known(self, article_id: str) -> bool:
        """Tell whether the page is stored or has failed before."""
        with self._begin() as connection:
            return bool(connection.scalar(_IS_KNOWN, {"article": article_id}))

    def is_given_anew(self, capture: Capture) -> bool:
        """Tell whether the page is stored and other things are given with it now, in a file beside it or around it.

        Where nothing is given now, what was given stays: the file that said it may be elsewhere, or damaged. With pages
        of the web nothing is given by hand.
        """
        if capture.taken_from == "web" or capture.given == Given():
            return False
        with self._begin() as connection:
            before = connection.scalar(_GIVEN, {"article": capture.article_id})
        return before is not None and decode(Given, before) != capture.given

    def has_address(self, uri: str) -> bool:
        """Tell whether a page of the address is stored."""
        with self._begin() as connection:
            return bool(connection.scalar(_HAS_ADDRESS, {"address": uri}))

    def has_wording(self, article: Article) -> bool:
        """Tell whether the article's page had the same words when the web gave it last, whatever stood around them."""
        with self._begin() as connection:
            newest = connection.scalar(_NEWEST_WORDING, {"address": article_address(article)})
        return newest is not None and newest == wording_hash(article)

    def note_answer(self, capture: Capture) -> None:
        """Note when a server first gave a stored page, whichever of its captures comes in first."""
        if capture.taken_from != "web":
            return
        sought = {"article": capture.article_id, "captured_at": capture.captured_at}
        with self._begin() as connection:
            found = connection.execute(_ANSWERED_LATER, sought).mappings().one_or_none()
            if found is not None:
                row = {**found, "captured_at": capture.captured_at}
                columns = {"captured_at": capture.captured_at, "seal": seal_of(row)}
                connection.execute(update(pages).where(pages.c.number == row["number"]).values(columns))
                state.mark_unassembled(connection)

    def answered(self) -> dict[str, str]:
        """Return when servers answered, by article id, for all pages that were taken from the web."""
        with self._begin() as connection:
            return visits.read_answers(connection)

    def visit(self, url: str) -> PastVisit | None:
        """Return when the address was asked for last, None where it never was."""
        with self._begin() as connection:
            return visits.find_visit(connection, url)

    def visits_since(self, day: str) -> list[PastVisit]:
        """Return the visits of pages that were published on the ISO day or later, ordered by address."""
        with self._begin() as connection:
            return visits.visits_since(connection, day)

    def put_visit(self, visit: PastVisit) -> None:
        """Note that an address was asked for; what its server said is kept in place of what it said before."""
        with self._begin() as connection:
            visits.put_visit(connection, visit)

    def untold(self) -> frozenset[str]:
        """Return the articles that came in since `mark_told`."""
        with self._begin() as connection:
            return state.untold(connection)

    def mark_told(self, *, at_first: bool = False) -> None:
        """Note that somebody was told what is new with all pages; `at_first`: only where this was never noted."""
        with self._begin() as connection:
            state.mark_told(connection, at_first=at_first)

    def actors(self) -> tuple[Actor, ...]:
        """Return the user's list of actors, ordered by id."""
        with self._begin() as connection:
            return given.read_actors(connection)

    def put_actors(self, actors: Iterable[Actor]) -> None:
        """Take the user's list of actors in place of the former one; a new one leaves the accounts behind it."""
        with self._begin() as connection:
            given.put_actors(connection, actors)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return all judgements, undone ones among them, ordered by id."""
        with self._begin() as connection:
            return given.read_judgements(connection)

    def add_judgement(self, *judgements: Judgement) -> None:
        """Keep judgements from now on, all or none; the accounts are behind them."""
        with self._begin() as connection:
            given.add_judgements(connection, judgements)

    def undo_judgement(self, judgement_id: str, by: str, at: str, note: str | None = None) -> Judgement:
        """Take a judgement back and return the one, of kind `undo`, that says so; the accounts are behind it.

        Raises:
            UsageError: there is no such judgement, or it is no longer one that can be undone.
        """
        with self._begin() as connection:
            return given.undo_judgement(connection, judgement_id, by, at, note)

    def is_assembled(self) -> bool:
        """Tell whether the accounts cover every page, judgement and actor."""
        with self._begin() as connection:
            return state.is_assembled(connection)

    def settings(self) -> dict[str, str]:
        """Return what the case was built with, sorted by key."""
        with self._begin() as connection:
            return state.read_settings(connection)

    def set_setting(self, key: str, value: str) -> None:
        """Note what the case is built with."""
        with self._begin() as connection:
            state.put_setting(connection, key, value)

    def find_reading(self, reading_key: str) -> tuple[Article, Reading] | None:
        """Return an article that was read under the key and what was read from it, None where there is none."""
        with self._begin() as connection:
            row = connection.execute(_WAS_READ, {"reading_key": reading_key}).one_or_none()
        return None if row is None else (decode(Article, row.article), decode(Reading, row.reading))

    def add_page(self, capture: Capture, article: Article, reading: Reading, reading_key: str | None = None) -> None:
        """Store a page and what was read from it, in place of an earlier reading of it.

        Its failures are forgotten, and those of its address when the bytes could not be had.

        Args:
            capture: the page's bytes.
            article: the article that they became.
            reading: what was read from the article.
            reading_key: what stands for all that the reading depends on; a copy finds the reading under it.
        """
        if reading.article != article.id:
            raise ValueError(f"{article.uri}: the reading is of {reading.article}, not of {article.id}")
        blob = {"sha256": capture.sha256, "data": zlib.compress(capture.data)}
        with self._begin() as connection:
            # Of equal captures that are read at the same time the earliest answer counts, as in `note_answer`.
            sought = {"article": article.id, "captured_at": capture.captured_at}
            earlier = connection.scalar(_ANSWERED_EARLIER, sought) if capture.taken_from == "web" else None
            first = capture if earlier is None else msgspec.structs.replace(capture, captured_at=earlier)
            connection.execute(_PUT_BLOB, blob)
            connection.execute(_PUT_PAGE, encode_page(first, article, reading) | {"reading_key": reading_key})
            connection.execute(_FORGET_FAILURES, {"page": article.id, "address": capture.uri})
            state.mark_unassembled(connection)

    def add_failure(self, failure: Failure, article_id: str | None = None) -> None:
        """Store a failure in place of an earlier one of the same address and stage.

        Args:
            failure: what went wrong.
            article_id: the article that the capture would have become, where its bytes could be read.
        """
        row = {**msgspec.structs.asdict(failure), "article": article_id}
        same_place = (failures.c.uri == failure.uri) & (failures.c.stage == failure.stage)
        with self._begin() as connection:
            connection.execute(delete(failures).where(same_place))
            connection.execute(insert(failures).values(row))

    def clear_failures(self) -> None:
        """Forget all failures, so that their pages are tried again."""
        with self._begin() as connection:
            connection.execute(delete(failures))

    def pages(self) -> Iterator[tuple[Article, Reading]]:
        """Yield every article with its reading, ordered by article id."""
        query = select(pages.c.article, pages.c.reading).order_by(pages.c.id)
        with self._begin() as connection:
            for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
                yield decode(Article, row.article), decode(Reading, row.reading)

    def put_accounts(self, accounts: Accounts) -> None:
        """Replace all records of the accounts and the index of their words, and note that they cover every page."""
        with self._begin() as connection:
            for table in reversed(ACCOUNT_TABLES):
                connection.execute(delete(table))
            published = _read_dates(connection)
            for kind in ACCOUNT_KINDS:
                table = RECORD_TABLES[kind]
                records: tuple[Account, ...] = getattr(accounts, table.name)
                rows = (encode_record(record, number, published) for number, record in enumerate(records, 1))
                insert_rows(connection, table, add_facets(rows, accounts) if kind is Statement else rows)
            index_speakers(connection, accounts)
            index_links(connection, accounts)
            index_things(connection, accounts)
            index_words(connection, accounts.statements)
            given.mark_reviewed(connection)
            state.mark_assembled(connection)


def _read_dates(connection: Connection) -> dict[str, PageDate | None]:
    decoder = msgspec.json.Decoder(_Published)
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(pages.c.id, pages.c.article))
    read = {row.id: decoder.decode(row.article).published for row in rows}
    return read | _corrected_dates(connection)


def _corrected_dates(connection: Connection) -> dict[str, PageDate | None]:
    """Return the dates of the pages that people gave another one."""
    corrections = by_record(given.read_judgements(connection))
    dated = [on for on, judgements in corrections.items() if any(each.kind == "published" for each in judgements)]
    query = select(pages.c.article).where(pages.c.id.in_(dated))
    articles = [decode(Article, row.article) for row in connection.execute(query)] if dated else []
    return {article.id: correct_article(article, corrections).published for article in articles}
