"""One pass over feeds: takes what is new, looks again at what is recent, and says what changed in the record.

Invariant: what a server said of a page is stored after the page, and of a feed after all its entries; pages count as
told of after that is done. So a pass that is killed is made up for by the next one.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias

from lxml import etree
from msgspec.structs import replace

from onrecord.errors import InputError, PageError
from onrecord.model import Article, Capture, Failure, Record
from onrecord.pipeline import BuildOptions, Progress, add_captures, assemble_case, warc_path
from onrecord.query.changes import ChangesView, describe_changes, find_changes
from onrecord.query.snapshots import Changes
from onrecord.sources.addresses import host_of, normalize_address, split_sources
from onrecord.sources.files import failure_of
from onrecord.sources.web import (
    Fetched,
    Fetcher,
    Unchanged,
    Visit,
    WarcLog,
)
from onrecord.sources.web.captures import AHEAD, open_list
from onrecord.sources.web.lanes import Lanes
from onrecord.store import CaseReader, CaseWriter, PastVisit

Outcome: TypeAlias = Fetched | Unchanged | Failure
"""What a server gives for an address."""

MAY_PASS = frozenset({"retry_later", "unreachable", "timeout", "truncated", "tls", "robots"})
"""Failures of the moment, beside a server's own faults (`http_5…`): the feed is read again to try its entry again."""


class WatchOptions(Record, frozen=True, kw_only=True):
    """How a pass runs: pages published within `recheck_days` are asked for again (0: none)."""

    build: BuildOptions = BuildOptions()
    recheck_days: int = 7


class WatchResult(Record, frozen=True, kw_only=True):
    """What a pass did.

    `added` pages (versions of pages among them) came in, `unchanged` were asked for and are as they were. `failures`
    are all of this pass; `is_wrong` where one of them is new or is one of the addresses given.
    """

    added: int
    unchanged: int
    failures: tuple[Failure, ...]
    is_wrong: bool
    changes: ChangesView


Tell = Callable[[WatchResult], None]


def watch_case(
    feeds: Sequence[str],
    case: Path,
    now: datetime,
    options: WatchOptions = WatchOptions(),  # noqa: B008 - a frozen record
    progress: Progress = lambda _page: None,
    tell: Tell = lambda _result: None,
) -> WatchResult:
    """Take what is new in the feeds into the case, and tell and return what changed in its record since last told.

    Args:
        feeds: addresses of feeds, sitemaps and pages, files that list such, OPML files.
        case: the case, made if it is not there.
        now: the time of the pass.
        options: how it runs.
        progress: called with the article or the failure of each page that is done.
        tell: called with the result; where it does not return, the next pass tells it again.

    Raises:
        InputError: a list of addresses cannot be read.
        CaseError: the case cannot be read.
        StorageError: the case cannot be written, or another program is writing it.
    """
    addresses = watched_addresses(feeds)
    build = replace(options.build, again=True)
    with (
        CaseWriter(case) as writer,
        CaseReader(case) as reader,
        WarcLog(warc_path(case)) as log,
        Fetcher(build.fetch, log) as fetcher,
    ):
        writer.mark_told(at_first=True)
        failed_before = set(map(_place_of, reader.failures()))
        tour = _Tour(writer, fetcher, now, progress)
        day = (now - timedelta(days=options.recheck_days)).date().isoformat() if options.recheck_days else None
        result = add_captures(tour.captures(addresses, day), writer, build, tour.settle)
        tour.finish()
        new_failures = [each for each in result.failures if _place_of(each) not in failed_before]
        assemble_case(writer)
        untold = writer.untold()
        changes = find_changes(reader, untold) if untold else Changes()
        watched = WatchResult(
            added=result.added,
            unchanged=result.known + tour.unchanged,
            failures=result.failures,
            is_wrong=bool(new_failures) or any(each.uri in tour.given for each in result.failures),
            changes=describe_changes(reader, changes, new_failures),
        )
        tell(watched)
        writer.mark_told()
    return watched


def watched_addresses(feeds: Sequence[str]) -> list[str]:
    """Return the addresses to ask, each once: those given, those that files list, those of the feeds of OPML files.

    Raises:
        InputError: a file cannot be read, or holds no list of addresses.
    """
    outlines = [feed for feed in feeds if feed.lower().endswith(".opml") and "://" not in feed]
    paths, addresses = split_sources([feed for feed in feeds if feed not in outlines])
    for path in paths:
        cause = (
            "a list of addresses is a .urls file, or a .txt file with nothing else" if path.exists() else "no such file"
        )
        raise InputError(f"{path}: {cause}")
    listed = (address for outline in outlines for address in _outlined(Path(outline)))
    return list(dict.fromkeys((*addresses, *listed)))


def _outlined(path: Path) -> list[str]:
    """Return the addresses of the feeds in an OPML file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise InputError(f"{path}: {error.strerror if isinstance(error, OSError) else error}") from error
    return [address for outline in root.iter("outline") if (address := outline.get("xmlUrl"))]


def _place_of(failure: Failure) -> tuple[str, str, str]:
    return failure.uri, failure.stage, failure.code


class _Item(Record, frozen=True, kw_only=True):
    """An address to ask for, and the lists that lead to it, the outermost first."""

    url: str
    lists: tuple[str, ...] = ()


class _Tour:
    """Asks for feeds, their new entries and recent pages, and remembers what servers say once that is safe.

    Args:
        writer: the case.
        fetcher: what asks.
        now: the time of the pass.
        progress: told of each page that is done.
    """

    def __init__(self, writer: CaseWriter, fetcher: Fetcher, now: datetime, progress: Progress) -> None:
        self.given: set[str] = set()
        self.unchanged = 0
        self._writer = writer
        self._fetcher = fetcher
        self._now = now.isoformat(timespec="seconds").replace("+00:00", "Z")
        self._progress = progress
        self._asked: set[str] = set()
        self._pages: dict[str, PastVisit] = {}
        self._lists: dict[str, PastVisit] = {}
        self._incomplete: set[str] = set()

    def captures(self, addresses: Iterable[str], since: str | None) -> Iterator[Capture | Failure]:
        """Yield the pages that are new or may have changed: of the addresses, then those published since a day."""
        lanes: Lanes[Outcome] = Lanes(self._fetcher.options.hosts_at_once)
        try:
            given: dict[str, _Item] = {}
            for address in addresses:
                try:
                    url = normalize_address(address)
                except PageError as error:
                    yield failure_of(address.strip(), error)
                else:
                    given[url] = _Item(url=url)
            self.given.update(given)
            yield from self._follow(list(given.values()), lanes)
            if since is not None:
                recent = [_Item(url=visit.url) for visit in self._writer.visits_since(since)]
                yield from self._follow([item for item in recent if item.url not in self._asked], lanes)
        finally:
            lanes.close()

    def settle(self, page: Article | Failure) -> None:
        """Remember the visit to a page that is in the case now."""
        visit = self._pages.pop(page.uri, None)
        if visit is not None:
            published = page.published if isinstance(page, Article) else None
            day = (published.from_ or published.to) if published is not None else None
            self._writer.put_visit(replace(visit, published=day[:10] if day else visit.published))
        self._progress(page)

    def finish(self) -> None:
        """Remember the visits to pages that were known, and to lists of which nothing is left to be asked again."""
        for visit in self._pages.values():
            self._writer.put_visit(visit)
        for url, visit in self._lists.items():
            if url not in self._incomplete:
                self._writer.put_visit(visit)

    def _follow(self, items: Sequence[_Item], lanes: Lanes[Outcome]) -> Iterator[Capture | Failure]:
        """Yield what the items give, then what the lists among them lead to."""
        entries: list[_Item] = []
        for item, outcome in self._ask(items, lanes):
            if isinstance(outcome, Failure):
                if outcome.code in MAY_PASS or outcome.code.startswith("http_5"):
                    self._incomplete.update(item.lists)
                yield outcome
            elif isinstance(outcome, Unchanged):
                self._note_unchanged(item)
            elif outcome.kind == "page":
                yield self._note_page(item, outcome)
            else:
                try:
                    entries.extend(self._open(item, outcome))
                except PageError as error:
                    yield failure_of(item.url, error)
        if entries:
            yield from self._follow(entries, lanes)

    def _ask(self, items: Iterable[_Item], lanes: Lanes[Outcome]) -> Iterator[tuple[_Item, Outcome]]:
        """Yield each item with what its server says, in order, while those that follow are asked."""
        waiting: deque[tuple[_Item, Future[Outcome]]] = deque()
        for item in items:
            past = self._writer.visit(item.url)
            visit = Visit(item.url) if past is None else Visit(item.url, past.etag, past.last_modified)
            self._asked.add(item.url)
            waiting.append((item, lanes.submit(host_of(item.url), partial(self._fetcher.fetch, visit))))
            if len(waiting) >= AHEAD:
                first, answer = waiting.popleft()
                yield first, answer.result()
        for first, answer in waiting:
            yield first, answer.result()

    def _note_unchanged(self, item: _Item) -> None:
        self.unchanged += 1
        past = self._writer.visit(item.url)
        if past is not None:
            self._writer.put_visit(replace(past, checked_at=self._now))

    def _note_page(self, item: _Item, fetched: Fetched) -> Capture:
        past = self._writer.visit(item.url)
        known = None if past is None else past.published
        self._pages[fetched.capture.uri] = self._visit(item.url, fetched, known or self._now[:10])
        return fetched.capture

    def _visit(self, url: str, fetched: Fetched, published: str | None) -> PastVisit:
        return PastVisit(
            url=url,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            checked_at=self._now,
            published=published,
        )

    def _open(self, item: _Item, fetched: Fetched) -> list[_Item]:
        """Return the entries of a feed or sitemap that are new or say that they were updated."""
        updates = {entry.url: entry.updated for entry in open_list(fetched, item.url, len(item.lists))}
        self._lists[item.url] = self._visit(item.url, fetched, None)
        due = [url for url, updated in updates.items() if self._is_due(url, updated)]
        self._asked.update(due)
        return [_Item(url=url, lists=(*item.lists, item.url)) for url in due]

    def _is_due(self, url: str, updated: str | None) -> bool:
        """Whether an entry is to be asked for: never asked, a list of others, or updated since."""
        if url in self._asked:
            return False
        past = self._writer.visit(url)
        return past is None or past.published is None or (updated is not None and updated > past.checked_at)
