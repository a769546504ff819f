"""The flow on one screen: paths -> captures -> articles -> readings -> accounts.

Invariant: the per-article half is pure and stored page by page; the accounts are rebuilt from what is stored. So a
build that was cut off goes on where it stopped, and the order in which pages come leaves no trace.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from onrecord.assemble import assemble_accounts
from onrecord.clean import clean_capture
from onrecord.errors import PageError, StorageError
from onrecord.link import link_readings
from onrecord.model import Article, Capture, Failure, Reading, Record
from onrecord.read import PatternTagger, Tagger, read_article
from onrecord.resolve import resolve_reading
from onrecord.sources import read_captures
from onrecord.store import CaseWriter

PAGES_IN_FLIGHT = 4
"""Captures handed to each worker ahead of its work: enough to keep it busy, few enough to bound memory."""

WORTH_A_POOL = 24
"""Fewer new pages than this are read in the program's own process: starting workers takes about as long."""

Page = tuple[Article, Reading]
Progress = Callable[[Article | Failure], None]


class BuildOptions(Record, frozen=True, kw_only=True):
    """How a build runs: worker processes (1: none), and whether pages that failed before are tried again."""

    jobs: int = 1
    retry_failed: bool = False


class BuildResult(Record, frozen=True, kw_only=True):
    """What a build did: pages taken in, pages known before, and what failed now."""

    added: int
    known: int
    failures: tuple[Failure, ...]


def read_page(capture: Capture, tagger: Tagger) -> Page:
    """Run the per-article half on one capture; raises PageError."""
    article = clean_capture(capture)
    return article, resolve_reading(article, read_article(article, tagger))


def build_case(
    paths: Sequence[Path],
    case: Path,
    options: BuildOptions = BuildOptions(),  # noqa: B008 - a frozen record
    progress: Progress = lambda _page: None,
) -> BuildResult:
    """Read what is new under the paths into the case, then rebuild its accounts.

    `progress` is called with the article or the failure of each page that is done. Raises InputError where a path
    cannot be read at all, CaseError and StorageError where the case cannot.
    """
    tagger = PatternTagger()
    found = read_captures(paths)
    with CaseWriter(case) as writer:
        if options.retry_failed:
            writer.clear_failures()
        intake = _Intake(writer, progress)
        for capture, outcome in _read_pages(intake.new_captures(found), tagger, options.jobs):
            intake.keep(capture, outcome)
        writer.set_setting("tagger", tagger.name)
        writer.set_setting("weights", tagger.weights or "")
        if not writer.is_assembled():
            pages = list(writer.pages())
            writer.put_accounts(assemble_accounts(pages, link_readings(pages)))
    return BuildResult(added=intake.added, known=intake.known, failures=tuple(intake.failures))


class _Intake:
    """Takes pages and failures into the case one by one, and counts them."""

    def __init__(self, writer: CaseWriter, progress: Progress) -> None:
        self.writer = writer
        self.progress = progress
        self.added = 0
        self.known = 0
        self.failures: list[Failure] = []

    def new_captures(self, found: Iterable[Capture | Failure]) -> Iterator[Capture]:
        """Yield the captures that the case has not; store what could not be captured."""
        for capture in found:
            if isinstance(capture, Failure):
                self.fail(capture, None)
            elif self.writer.has_page(capture.article_id) or self.writer.has_failed(capture.article_id):
                self.known += 1
            else:
                yield capture

    def keep(self, capture: Capture, outcome: Page | Failure) -> None:
        """Store what became of a capture."""
        if isinstance(outcome, Failure):
            self.fail(outcome, capture.article_id)
            return
        self.writer.add_page(capture, *outcome)
        self.added += 1
        self.progress(outcome[0])

    def fail(self, failure: Failure, article_id: str | None) -> None:
        """Store a failure."""
        self.writer.add_failure(failure, article_id)
        self.failures.append(failure)
        self.progress(failure)


def _read_or_fail(tagger: Tagger, capture: Capture) -> Page | Failure:
    try:
        return read_page(capture, tagger)
    except PageError as error:
        return Failure(uri=capture.uri, stage=error.stage, code=error.code, detail=error.detail)
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page is stored with its cause and stops no other
        detail = f"{capture.uri}: {type(error).__name__}: {error}"
        return Failure(uri=capture.uri, stage="read", code="internal", detail=detail)


def _read_pages(captures: Iterator[Capture], tagger: Tagger, jobs: int) -> Iterator[tuple[Capture, Page | Failure]]:
    """Yield each capture with what was read from it, in order; several processes share many pages."""
    first = list(islice(captures, WORTH_A_POOL if jobs > 1 else 0))
    if len(first) < WORTH_A_POOL:
        for capture in chain(first, captures):
            yield capture, _read_or_fail(tagger, capture)
        return
    # Workers are started afresh: a forked copy of a program with threads and an open database may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        ahead: deque[tuple[Capture, Future[Page | Failure]]] = deque()
        for capture in chain(first, captures):
            ahead.append((capture, pool.submit(partial(_read_or_fail, tagger), capture)))
            if len(ahead) >= jobs * PAGES_IN_FLIGHT:
                yield _finished(*ahead.popleft())
        while ahead:
            yield _finished(*ahead.popleft())


def _finished(capture: Capture, future: Future[Page | Failure]) -> tuple[Capture, Page | Failure]:
    try:
        return capture, future.result()
    except BrokenProcessPool as error:
        raise StorageError(
            f"{capture.uri}: a worker process was killed near this page (out of memory?); "
            "what was read before is kept: run again with --jobs 1"
        ) from error
