"""Opens a case's file for reading or writing, and says in plain words why it cannot.

Invariant: a file that is not a case of this or an older version is never written to.
"""

import functools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, Pool, QueuePool

from onrecord.errors import CaseError, InputError, StorageError
from onrecord.store.migrate import migrate, schema_version
from onrecord.store.tables import APPLICATION_ID, SCHEMA_VERSION, metadata

PATIENCE = 5.0
"""Seconds to wait for somebody else's transaction."""

CACHE_KIBIBYTES = 65_536
"""Memory for pages of the file: with SQLite's own 2 MB, the indexes of ids are written out over and over again."""

SMALLEST_DATABASE = 512
"""Bytes of SQLite's smallest page (SQLite, "Database File Format")."""

NOT_A_CASE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""Result codes that blame the file's content."""

OUT_OF_REACH = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""Result codes that blame the disk, the permissions or another program."""


@contextmanager
def errors_of_reading(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file that it cannot read into a CaseError naming file and cause."""
    try:
        yield
    except DBAPIError as error:
        if primary_code(error) in NOT_A_CASE | OUT_OF_REACH:
            raise CaseError(f"{path}: the case cannot be read: {error.orig}") from error
        raise


@contextmanager
def errors_of_writing(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file that it cannot write into a StorageError naming file and cause.

    A file that is corrupt is a CaseError here too.
    """
    try:
        yield
    except DBAPIError as error:
        if primary_code(error) in NOT_A_CASE:
            raise CaseError(f"{path}: the case cannot be read: {error.orig}") from error
        if primary_code(error) in OUT_OF_REACH:
            raise StorageError(
                f"{path}: the case cannot be written: {error.orig}; what was already stored is kept"
            ) from error
        raise


def primary_code(error: DBAPIError) -> int:
    """Return SQLite's primary result code, -1 where the error is not SQLite's own."""
    return getattr(error.orig, "sqlite_errorcode", -1) & 0xFF


def open_for_reading(path: Path, *, briefly: bool = False) -> Engine:
    """Return an engine that reads the case and cannot change it.

    `briefly`: its connections stay open until it is disposed of, so that many short questions cost little.

    Raises:
        InputError: there is no such file.
        CaseError: the file is corrupt, no case, or of another schema version than this program's.
    """
    require_full_text()
    if not path.exists():
        raise InputError(f"{path}: no such file")
    _require_case_size(path)
    pool = QueuePool if briefly else NullPool
    with errors_of_reading(path):
        try:
            return _checked_for_reading(path, "mode=ro", pool)
        except DBAPIError as error:
            # A case left in write-ahead mode needs a helper file, which a read-only folder refuses. Without pending
            # writes the file alone is the case, and nobody can write beside us.
            refused = primary_code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            if not refused or beside(path, "-wal").exists():
                raise
            return _checked_for_reading(path, "mode=ro&immutable=1", pool)


def _checked_for_reading(path: Path, access: str, pool: type[Pool]) -> Engine:
    engine = _engine(path, access, pool)
    try:
        with engine.connect() as connection:
            _require_this_version(case_version(connection, path), path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _require_this_version(version: int | None, path: Path) -> None:
    if version is None:
        raise CaseError(f"{path}: this is an empty file: no page was ever stored in it")
    if version < SCHEMA_VERSION:
        raise CaseError(
            f"{path}: the case has the older schema version {version}; building into it once brings it to "
            f"{SCHEMA_VERSION}"
        )


def open_for_writing(path: Path) -> Engine:
    """Return an engine that writes the case; a new or empty file becomes one, an older one is migrated.

    Raises:
        CaseError: the file is corrupt, no case, or newer than this program.
        StorageError: the file or its folder cannot be written.
    """
    require_full_text()
    if path.exists():
        _require_case_size(path)
    engine = _engine(path, "mode=rwc", QueuePool)
    try:
        with errors_of_writing(path):
            with engine.connect() as connection:
                case_version(connection, path)
            _use_write_ahead_log(path)
            with engine.begin() as connection:
                migrate(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        engine.dispose()
        raise
    return engine


def case_version(connection: Connection, path: Path) -> int | None:
    """Return the case's schema version, None for a file without any table.

    Raises:
        CaseError: the file belongs to another program or to a newer version of this one, or lacks a table.
    """
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if application != APPLICATION_ID:
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() or application:
            raise CaseError(f"{path}: this is an SQLite database of another program, not a case")
        return None
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise CaseError(
            f"{path}: the case has schema version {version}, this program knows up to {SCHEMA_VERSION}: "
            "a newer onrecord made it"
        )
    missing = metadata.tables.keys() - inspect(connection).get_table_names()
    if version == SCHEMA_VERSION and missing:
        raise CaseError(f"{path}: the case is damaged: it lacks the tables {', '.join(sorted(missing))}")
    return version


def fold_into_one_file(path: Path) -> None:
    """Move what the write-ahead log holds into the case's file and leave that mode, so that any medium can be read.

    Where somebody still reads the case, its mode stays and only the log is emptied.

    Raises:
        StorageError: the file cannot be written; the log keeps what it holds.
    """
    try:
        with closing(_connect(path, "mode=rw")) as connection:
            connection.execute("PRAGMA busy_timeout = 200")
            try:
                connection.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        kept = beside(path, "-wal")
        raise StorageError(f"{path}: {error}; the newest pages are kept beside it in {kept.name}") from error


def beside(path: Path, suffix: str) -> Path:
    """Return the path of a file that SQLite or the writer keeps beside the case."""
    return path.with_name(path.name + suffix)


@functools.cache
def require_full_text() -> None:
    """Raise StorageError where SQLite was built without its full-text index."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError as error:
            raise StorageError(
                f"this Python's SQLite {sqlite3.sqlite_version} lacks the full-text index FTS5 ({error}); "
                "a Python from python.org, Debian or conda-forge has it"
            ) from error


def _require_case_size(path: Path) -> None:
    if path.is_dir():
        raise CaseError(f"{path}: this is a folder, not a case")
    # SQLite takes a file of one byte for an empty one and would overwrite it.
    if 0 < path.stat().st_size < SMALLEST_DATABASE:
        raise CaseError(f"{path}: the case cannot be read: file is not a database")


def _engine(path: Path, access: str, pool: type[Pool]) -> Engine:
    """Return an engine; who reads for long takes no pool: a connection that lies idle keeps the writer from tidying."""
    engine = create_engine("sqlite://", creator=lambda: _connect(path, access), poolclass=pool)
    # sqlite3 would begin transactions late and end them at schema changes: we begin them ourselves.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _connect(path: Path, access: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{access}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # In write-ahead mode this outlives a killed program, and a power cut takes the last commits but no more.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    return connection


def _use_write_ahead_log(path: Path) -> None:
    """Switch the file to write-ahead mode, in which readers go on while pages come in."""
    try:
        with closing(_connect(path, "mode=rw")) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        raise StorageError(f"{path}: the case cannot be written: {error}") from error
