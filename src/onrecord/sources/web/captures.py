"""Addresses -> captures, in their order; a feed or a sitemap gives those of its entries in its place.

Invariant: each address is asked for once, and what is fetched ahead of the reader is bounded.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import islice

from msgspec import field
from msgspec.structs import replace

from onrecord.errors import PageError
from onrecord.model import Capture, Failure, Record
from onrecord.sources.addresses import host_of, normalize_address
from onrecord.sources.files import STAGE, failure_of
from onrecord.sources.web.feeds import FeedEntry, read_feed
from onrecord.sources.web.fetcher import Fetched, Fetcher, Unchanged, Visit
from onrecord.sources.web.lanes import Lanes
from onrecord.sources.web.sitemaps import read_sitemap

AHEAD = 64
"""Addresses that are fetched ahead of the one that is read next."""

MAX_DEPTH = 3
"""Lists within lists that are opened: an index of sitemaps, one of them, and a feed."""

MAX_LISTED = 50_000
"""New addresses that feeds and sitemaps may bring in one run: more than half a day at one a second."""


class _Item(Record, frozen=True, kw_only=True):
    """An address to fetch: what the list it comes from says about it, and in how many lists it stands."""

    url: str
    said: dict[str, str] = field(default_factory=dict)
    depth: int = 0


@dataclass
class _Slot:
    """An item in its place; `future` is there once its fetching has been asked for."""

    item: _Item
    future: Future[Fetched | Failure] | None = None


def fetch_captures(
    addresses: Iterable[str],
    fetcher: Fetcher,
    is_known: Callable[[str], bool] = lambda _address: False,
    *,
    again: bool = False,
) -> Iterator[Capture | Failure]:
    """Yield what each address gives, in the order of the addresses; each address once.

    What the fetcher's log holds is taken from there.

    Args:
        addresses: of pages, feeds and sitemaps.
        fetcher: what fetches them.
        is_known: tells of an address whether its page need not be fetched; asked in the caller's thread, once for
            each address.
        again: ask servers whether pages of the log have changed; where one has not, the log's capture is yielded.

    Raises:
        StorageError: the log cannot be written.
    """
    queue = _Queue(addresses, partial(_fetch, fetcher, again), fetcher.options.hosts_at_once, is_known)
    try:
        yield from queue.run()
    finally:
        queue.lanes.close()


class _Queue:
    """What is not yielded yet, in order; the first ones are being fetched.

    Args:
        addresses: what was given.
        fetch: fetches an address, in any thread.
        threads: how many may be fetched at once.
        is_known: tells which need not be.
    """

    def __init__(
        self,
        addresses: Iterable[str],
        fetch: Callable[[str], Fetched | Failure],
        threads: int,
        is_known: Callable[[str], bool],
    ) -> None:
        self.fetch = fetch
        self.is_known = is_known
        self.lanes: Lanes[Fetched | Failure] = Lanes(threads)
        self._given = iter(addresses)
        self._waiting: deque[_Slot | Failure] = deque()
        self._seen: set[str] = set()
        self._listed = 0

    def run(self) -> Iterator[Capture | Failure]:
        """Yield what the addresses give."""
        while True:
            self._fill()
            if not self._waiting:
                return
            first = self._waiting.popleft()
            if isinstance(first, Failure):
                yield first
            elif first.future is not None:
                yield from self._take(first.item, first.future.result())

    def _fill(self) -> None:
        """See to it that enough is being fetched."""
        while len(self._waiting) < AHEAD and (address := next(self._given, None)) is not None:
            try:
                item = _Item(url=normalize_address(address))
            except PageError as error:
                self._waiting.append(failure_of(address.strip(), error))
            else:
                self._waiting.extend(self._admit(item))
        for slot in islice(self._waiting, AHEAD):
            if isinstance(slot, _Slot) and slot.future is None:
                slot.future = self.lanes.submit(host_of(slot.item.url), partial(self.fetch, slot.item.url))

    def _admit(self, *items: _Item) -> list[_Slot]:
        """Return places for the items that had none and need one."""
        slots: list[_Slot] = []
        for item in items:
            if item.url not in self._seen:
                self._seen.add(item.url)
                if not self.is_known(item.url):
                    slots.append(_Slot(item))
        return slots

    def _take(self, item: _Item, outcome: Fetched | Failure) -> Iterator[Capture | Failure]:
        if isinstance(outcome, Failure):
            yield outcome
        elif outcome.kind == "page":
            given = outcome.capture.given
            yield replace(outcome.capture, given=replace(given, extra=given.extra | item.said))
        else:
            try:
                yield from self._open_list(item, outcome)
            except PageError as error:
                yield failure_of(item.url, error)

    def _open_list(self, item: _Item, fetched: Fetched) -> Iterator[Failure]:
        """Put the entries of a list in its place; yield how many had no room."""
        slots = self._admit(*_entries(item, fetched))
        room = MAX_LISTED - self._listed
        self._listed += len(slots[:room])
        self._waiting.extendleft(reversed(slots[:room]))
        if len(slots) > room:
            detail = f"{item.url}: {len(slots) - room} addresses are left for the next run"
            yield Failure(uri=item.url, stage=STAGE, code="too_many", detail=detail)


def _fetch(fetcher: Fetcher, again: bool, url: str) -> Fetched | Failure:
    kept = fetcher.recall(url)
    if kept is not None and not again:
        return kept
    visit = Visit(url) if kept is None else Visit(url, kept.etag, kept.last_modified)
    outcome = fetcher.fetch(visit)
    if not isinstance(outcome, Unchanged):
        return outcome
    if kept is None:
        return Failure(uri=url, stage=STAGE, code="http_304", detail=f"{url}: unchanged, but nothing was known of it")
    return kept


def _entries(item: _Item, fetched: Fetched) -> Iterator[_Item]:
    """Yield the entries of a list, with what a feed says about them.

    That stands beside the page's own evidence, not in place of it.
    """
    for entry in open_list(fetched, item.url, item.depth):
        said = {"feed": item.url, "feed_title": entry.title}
        times = {"feed_published": entry.published, "feed_updated": entry.updated}
        kept = {name: value for name, value in (said | times).items() if value is not None}
        yield _Item(url=entry.url, said=kept if fetched.kind == "feed" else {}, depth=item.depth + 1)


def open_list(fetched: Fetched, url: str, depth: int) -> list[FeedEntry]:
    """Return the entries of a feed or a sitemap.

    Args:
        fetched: the list.
        url: the address that was asked for it.
        depth: how many lists led to it.

    Raises:
        PageError: `too_deep`, `too_large`, `bad_feed` or `bad_sitemap`.
    """
    if depth == MAX_DEPTH:
        raise PageError(STAGE, "too_deep", f"{url}: a {fetched.kind} in a list in a list in a list")
    data, base = fetched.capture.data, fetched.capture.given.url or url
    if fetched.kind == "feed":
        return read_feed(data, base)
    return [FeedEntry(url=address) for address in read_sitemap(data, base)]
