"""Keeps, beside a case that is served, a copy of what people checked in it, for whoever asks for that alone.

Invariant: the copy is made anew when the case has changed; it lies in a folder of its own that goes with the program.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from onrecord.review import write_reviewed
from onrecord.store import CaseReader


class ReviewedCopy:
    """The copy of one case; may be asked from several threads."""

    def __init__(self, case: Path) -> None:
        self._case = case
        self._lock = Lock()
        self._folder: TemporaryDirectory[str] | None = None
        self._made_of: tuple[tuple[int, int], ...] = ()

    def path(self) -> Path:
        """Return where the copy lies, as the case is now."""
        with self._lock:
            state = _state_of(self._case)
            if self._folder is None or state != self._made_of:
                folder = TemporaryDirectory(prefix="onrecord-reviewed-")
                with CaseReader(self._case) as reader:
                    write_reviewed(reader, Path(folder.name, self._case.name))
                # A request that still reads the former copy keeps its open file.
                self._discard()
                self._folder, self._made_of = folder, state
            return Path(self._folder.name, self._case.name)

    def close(self) -> None:
        """Remove the copy; whoever asks again gets a new one."""
        with self._lock:
            self._discard()

    def _discard(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _state_of(case: Path) -> tuple[tuple[int, int], ...]:
    """Return what tells that the case has changed: sizes and times of its file and of the log beside it."""
    files = (case, case.with_name(case.name + "-wal"))
    return tuple((each.stat().st_mtime_ns, each.stat().st_size) for each in files if each.exists())
