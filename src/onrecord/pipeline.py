"""The flow on one screen: paths -> captures -> articles -> readings -> accounts.

Invariant: the per-article half is pure and stored page by page; the accounts are rebuilt from what is stored. So a
build that was cut off goes on where it stopped, and the order in which pages come leaves no trace.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from onrecord.assemble import assemble_accounts
from onrecord.link import link_readings
from onrecord.model import Article, Capture, Failure, Record, locate_statements
from onrecord.pages import Page, read_pages
from onrecord.read.network import NetworkTagger
from onrecord.sources import read_captures
from onrecord.store import CaseWriter

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
    tagger = NetworkTagger()
    found = read_captures(paths)
    with CaseWriter(case) as writer:
        if options.retry_failed:
            writer.clear_failures()
        intake = _Intake(writer, progress)
        for capture, outcome in read_pages(intake.new_captures(found), writer, tagger, options.jobs):
            intake.keep(capture, outcome)
        writer.set_setting("tagger", tagger.name)
        writer.set_setting("weights", tagger.weights or "")
        if not writer.is_assembled():
            with _without_cycle_search():
                pages = [(article, locate_statements(article, reading)) for article, reading in writer.pages()]
                writer.put_accounts(assemble_accounts(pages, link_readings(pages)))
    return BuildResult(added=intake.added, known=intake.known, failures=tuple(intake.failures))


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Keep Python from searching for garbage in cycles: it would go through millions of records that make none."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


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
            elif self.writer.is_known(capture.article_id):
                self.known += 1
            else:
                yield capture

    def keep(self, capture: Capture, outcome: Page | Failure) -> None:
        """Store what became of a capture."""
        if isinstance(outcome, Failure):
            self.fail(outcome, capture.article_id)
            return
        self.writer.add_page(capture, outcome.article, outcome.reading, outcome.key)
        self.added += 1
        self.progress(outcome.article)

    def fail(self, failure: Failure, article_id: str | None) -> None:
        """Store a failure."""
        self.writer.add_failure(failure, article_id)
        self.failures.append(failure)
        self.progress(failure)
