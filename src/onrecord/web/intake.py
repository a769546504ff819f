"""Takes files and addresses from the browser into the case, one build at a time, and tells how far it is.

Invariant: a build from the browser is the one that `onrecord build` runs; what failed is told with its reason, and a
build that is under way lets nobody start another.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

from onrecord.errors import OnRecordError, UsageError
from onrecord.model import Article, Failure, Record
from onrecord.pipeline import BuildOptions, build_case

TOLD = ("outlet", "date", "url", "title")
"""What a reader may tell of a page."""

METADATA = frozenset({"meta.json", "meta.csv"})
MOST_ON_SHEET = 60
"""Files for which the sheet has a line; of more, a file of metadata tells outlet, date and address."""


class IntakeView(Record, frozen=True, kw_only=True):
    """How far the build is, or how the last one ended; `failures` are the first of them, in words."""

    running: bool = False
    ended: bool = False
    pages: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0
    failures: tuple[str, ...] = ()
    error: str | None = None


class SheetView(Record, frozen=True, kw_only=True):
    """Files that wait for what is to be told of them: their names, and how many are not on the sheet."""

    token: str
    files: tuple[str, ...]
    more: int
    has_metadata: bool
    told: tuple[str, ...] = TOLD


class Intake:
    """What is being taken in: files that wait for their metadata, and the one build that may run."""

    def __init__(self, case: Path) -> None:
        self._case = case
        self._lock = Lock()
        self._waiting: dict[str, TemporaryDirectory[str]] = {}
        self._view = IntakeView()
        self._thread: Thread | None = None

    def new_folder(self) -> Path:
        """Return an empty folder for files that wait; the last part of its path is the token to ask by."""
        folder = TemporaryDirectory(prefix="onrecord-intake-")
        path = Path(folder.name)
        with self._lock:
            self._waiting[path.name] = folder
        return path

    def sheet(self, token: str) -> SheetView | None:
        """Return the sheet of the files that wait under a token, None where there are none."""
        with self._lock:
            folder = self._waiting.get(token)
        if folder is None:
            return None
        names = sorted(path.name for path in Path(folder.name).iterdir())
        pages = [name for name in names if name not in METADATA]
        return SheetView(
            token=token,
            files=tuple(pages[:MOST_ON_SHEET]),
            more=max(0, len(pages) - MOST_ON_SHEET),
            has_metadata=len(pages) < len(names),
        )

    def start_files(self, token: str, told: Sequence[dict[str, str]]) -> None:
        """Read the files that wait under a token; `told` has for each the `file` and what was filled in.

        Raises:
            UsageError: there are none, or a build is under way.
        """
        with self._lock:
            folder = self._waiting.pop(token, None)
        if folder is None:
            raise UsageError("these files are gone: give them again")
        path = Path(folder.name)
        if told and not (path / "meta.json").exists():
            (path / "meta.json").write_text(json.dumps(list(told)), encoding="utf-8")
        try:
            self._start([path], folder)
        except UsageError:
            with self._lock:
                self._waiting[token] = folder
            raise

    def start_addresses(self, addresses: Sequence[str]) -> None:
        """Fetch and read pages of the web; raises UsageError where a build is under way."""
        self._start(list(addresses), None)

    def view(self) -> IntakeView:
        """Return how far it is."""
        with self._lock:
            return self._view

    def wait(self) -> None:
        """Return when the build that runs has ended."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Let the build that runs end, and forget files that wait."""
        self.wait()
        with self._lock:
            for folder in self._waiting.values():
                folder.cleanup()
            self._waiting.clear()

    def _start(self, sources: Sequence[Path | str], folder: TemporaryDirectory[str] | None) -> None:
        with self._lock:
            if self._view.running:
                raise UsageError("pages are being read: wait until that is done")
            self._view = IntakeView(running=True)
            self._thread = Thread(target=self._run, args=(sources, folder), daemon=True)
        self._thread.start()

    def _run(self, sources: Sequence[Path | str], folder: TemporaryDirectory[str] | None) -> None:
        done = 0

        def progress(_page: Article | Failure) -> None:
            nonlocal done
            done += 1
            with self._lock:
                self._view = IntakeView(running=True, pages=done)

        view = IntakeView(ended=True, error="the build ended for a reason that is not known")
        try:
            result = build_case(sources, self._case, BuildOptions(), progress)
            view = IntakeView(
                ended=True,
                pages=done,
                added=result.added,
                known=result.known + result.updated,
                failed=len(result.failures),
                failures=tuple(failure.detail for failure in result.failures[:MOST_ON_SHEET]),
            )
        except OnRecordError as error:
            view = IntakeView(ended=True, pages=done, error=str(error))
        finally:
            if folder is not None:
                folder.cleanup()
            with self._lock:
                self._view = view
