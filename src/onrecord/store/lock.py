"""The writer's lock: one program at a time changes a case, however long it takes.

Invariant: the lock ends with the process that holds it, killed or not, and no child process inherits it.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from onrecord.errors import StorageError
from onrecord.store.database import beside

PATIENCE = 1.0
"""Seconds to wait for the writer before us."""


class WriterLock:
    """Holds SQLite's exclusive lock on an empty file, `CASE-writer`, beside the case.

    The lock on the case's own file cannot serve: SQLite gives it up at the end of each page's transaction.

    Raises:
        StorageError: another writer has the case, or its folder cannot be written.
    """

    def __init__(self, case: Path) -> None:
        self.path = beside(case, "-writer")
        self._connection = self._acquire(case)
        # The writer before us removes its file on leaving; a lock on a removed file would exclude nobody.
        while not self.path.exists():
            self._connection.close()
            self._connection = self._acquire(case)

    def _acquire(self, case: Path) -> sqlite3.Connection:
        try:
            self.path.touch()
        except OSError as error:
            raise StorageError(f"{case}: the case cannot be written: {error.strerror} ({self.path.parent})") from error
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            connection.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise StorageError(
                    f"{case}: another program is writing this case; try again when it is done"
                ) from error
            raise StorageError(f"{case}: the case cannot be written: {error} ({self.path})") from error
        return connection

    def release(self) -> None:
        """Let the next writer in and remove the file."""
        with closing(self._connection), suppress(OSError):
            self.path.unlink()
