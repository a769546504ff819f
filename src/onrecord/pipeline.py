"""The flow on one screen: paths and addresses -> captures -> articles -> readings -> accounts.

Invariant: the per-article half is pure and stored page by page; the accounts are rebuilt from what is stored. So a
build that was cut off goes on where it stopped, and the order in which pages come leaves no trace.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from onrecord.accounts import make_accounts
from onrecord.model import Actor, Article, Capture, Failure, Record
from onrecord.pages import Page, read_pages
from onrecord.read.network import NetworkTagger
from onrecord.sources import read_captures
from onrecord.sources.addresses import split_sources
from onrecord.sources.web import Fetcher, FetchOptions, WarcLog, fetch_captures
from onrecord.store import CaseWriter

Progress = Callable[[Article | Failure], None]


class BuildOptions(Record, frozen=True, kw_only=True):
    """How a build runs.

    `jobs` are worker processes (1: short texts need none), `retry_failed` tries pages again that failed before, `again`
    fetches pages of the web again: one whose words are stored is known, whatever changed around them. `fetch` is how
    they are fetched. `actors` are the user's own list in place of the one that the case keeps (None: that one stays).
    """

    jobs: int = 1
    retry_failed: bool = False
    again: bool = False
    fetch: FetchOptions = FetchOptions()
    actors: tuple[Actor, ...] | None = None


class BuildResult(Record, frozen=True, kw_only=True):
    """What a build did: pages taken in, those of which other things are given now, those known, and what failed now."""

    added: int
    updated: int
    known: int
    failures: tuple[Failure, ...]


def build_case(
    sources: Sequence[Path | str],
    case: Path,
    options: BuildOptions = BuildOptions(),  # noqa: B008 - a frozen record
    progress: Progress = lambda _page: None,
) -> BuildResult:
    """Read what is new among the sources into the case, then rebuild its accounts.

    Sources are paths, addresses of pages, feeds and sitemaps, and files that list addresses. What servers answer is
    kept in a WARC file beside the case; without an address nothing is connected to. `progress` is called with the
    article or the failure of each page that is done. Raises InputError where a source cannot be read at all, CaseError
    and StorageError where the case cannot.
    """
    paths, addresses = split_sources(sources)
    found: Iterable[Capture | Failure] = read_captures(paths)
    stored: list[str] = []
    with CaseWriter(case) as writer, ExitStack() as open_now:

        def is_stored(address: str) -> bool:
            known = not options.again and writer.has_address(address)
            stored.extend([address] * known)
            return known

        if addresses:
            log = open_now.enter_context(WarcLog(warc_path(case)))
            fetcher = open_now.enter_context(Fetcher(options.fetch, log))
            found = chain(found, fetch_captures(addresses, fetcher, is_stored, again=options.again))
        result = add_captures(found, writer, options, progress)
        assemble_case(writer)
    return replace(result, known=result.known + len(stored))


def warc_path(case: Path) -> Path:
    """Return where the answers of servers are kept: `story.db` has `story.warc.gz` beside it."""
    return case.with_suffix(".warc.gz")


def add_captures(
    found: Iterable[Capture | Failure], writer: CaseWriter, options: BuildOptions, progress: Progress
) -> BuildResult:
    """Read what is new among the captures into the case, page by page; its accounts are then behind its pages."""
    tagger = NetworkTagger()
    if options.actors is not None:
        writer.put_actors(options.actors)
    if options.retry_failed:
        writer.clear_failures()
    intake = _Intake(writer, options, progress)
    for capture, outcome in read_pages(intake.new_captures(found), writer, tagger, options.jobs):
        intake.keep(capture, outcome)
    writer.set_setting("tagger", tagger.name)
    writer.set_setting("weights", tagger.weights or "")
    return intake.result()


def assemble_case(writer: CaseWriter) -> None:
    """Make the accounts anew where they are behind the pages, the judgements or the list of actors."""
    if writer.is_assembled():
        return
    with _without_cycle_search():
        accounts = make_accounts(writer.pages(), writer.actors(), writer.judgements(), writer.answered())
        writer.put_accounts(accounts)


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
    """Takes pages and failures into the case one by one, and counts them; of equal captures the first counts."""

    def __init__(self, writer: CaseWriter, options: BuildOptions, progress: Progress) -> None:
        self.writer = writer
        self.options = options
        self.progress = progress
        self._added = 0
        self._updated = 0
        self._known = 0
        self._failures: list[Failure] = []
        self._settled: set[str] = set()
        self._given_anew: set[str] = set()

    def new_captures(self, found: Iterable[Capture | Failure]) -> Iterator[Capture]:
        """Yield the captures that the case has not, or not with what is given now; store what could not be captured."""
        for capture in found:
            if isinstance(capture, Failure):
                self._fail(capture, None)
            elif self._is_settled(capture):
                self._pass_over(capture)
            else:
                yield capture

    def keep(self, capture: Capture, outcome: Page | Failure) -> None:
        """Store what became of a capture."""
        if capture.article_id in self._settled:
            # Its equal was on its way when it was yielded.
            self._pass_over(capture)
            return
        self._settled.add(capture.article_id)
        if isinstance(outcome, Failure):
            self._fail(outcome, capture.article_id)
        elif self.options.again and capture.taken_from == "web" and self.writer.has_wording(outcome.article):
            self._known += 1
        else:
            is_update = capture.article_id in self._given_anew
            self._updated += is_update
            self._added += not is_update
            self.writer.add_page(capture, outcome.article, outcome.reading, outcome.key)
            self.progress(outcome.article)

    def result(self) -> BuildResult:
        """Return what was done."""
        return BuildResult(added=self._added, updated=self._updated, known=self._known, failures=tuple(self._failures))

    def _is_settled(self, capture: Capture) -> bool:
        if capture.article_id in self._settled:
            return True
        is_known = self.writer.is_known(capture.article_id)
        if is_known and self.writer.is_given_anew(capture):
            self._given_anew.add(capture.article_id)
            return False
        return is_known

    def _pass_over(self, capture: Capture) -> None:
        self._settled.add(capture.article_id)
        self.writer.note_answer(capture)
        self._known += 1

    def _fail(self, failure: Failure, article_id: str | None) -> None:
        self.writer.add_failure(failure, article_id)
        self._failures.append(failure)
        self.progress(failure)
