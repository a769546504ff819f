"""Captures into pages: cleaned, read and resolved, each text once.

Invariant: pages are cleaned and read without their address, and what comes of it is then given to whoever has it. So a
copy gets exactly what reading it would give, wherever that comes from: memory, the case, or a worker process.
"""

import hashlib
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Future
from typing import Generic, NamedTuple, ParamSpec, TypeVar

import msgspec
from msgspec.structs import replace

from onrecord import __version__
from onrecord.attempts import Fault, try_cleaning, try_reading, warm_up
from onrecord.model import READ_ROLES, Article, Capture, Failure, Reading, transfer_article, transfer_reading
from onrecord.read import Tagger
from onrecord.read.times import find_times
from onrecord.read.timing import time_figures, time_statements
from onrecord.store import CaseWriter
from onrecord.workers import GuardedPool, Lost

PAGES_IN_FLIGHT = 2
"""Pages handed to each worker ahead of its work, to clean and as many to read: enough to keep it busy, few enough to
bound memory."""

ALONE = 24
"""So many pages are read in the program's own process before workers share them: starting all takes about as long."""

SHORT = 200_000
"""Plain text of up to so many bytes or characters may be cleaned and read in the program's own process: that code is
ours, and linear in the text. Markup and PDF go through libraries that are neither."""

CLEANED_BYTES = 16_000_000
"""Bytes of pages whose articles are remembered: some 200 saved pages or 4,000 text files, at most as much memory."""

READ_CHARACTERS = 2_000_000
"""Characters of text whose readings are remembered: some 500 articles, with about 50 MB of readings."""

NOWHERE = "-"
"""Address of a page while it is cleaned and read."""

P = ParamSpec("P")
T = TypeVar("T")


class Page(NamedTuple):
    """An article with what was read from it; the key stands for all that the reading depends on but the date."""

    article: Article
    reading: Reading
    key: str


class Text(NamedTuple):
    """What was read from a text; `dated` is an article with the text, by whose date its times were resolved."""

    dated: Article
    reading: Future[Reading | Fault]


class Begun(NamedTuple):
    """A page on its way: the article, the key of its text, and what is read from that."""

    article: Article
    key: str
    text: Text


def read_pages(
    captures: Iterator[Capture], writer: CaseWriter, tagger: Tagger, jobs: int
) -> Iterator[tuple[Capture, Page | Failure]]:
    """Yield each capture with its page, in order; up to `jobs` workers share many pages.

    Args:
        captures: the pages' bytes.
        writer: the case, which knows what was read in earlier builds.
        tagger: what finds the attributions.
        jobs: how many workers there may be (1: this process reads all short texts itself).

    Raises:
        WorkerError: no worker could be started.
    """
    with GuardedPool(jobs, warm_up) as pool:
        hands = Hands(pool, ALONE if jobs > 1 else sys.maxsize)
        yield from _Reader(hands, writer, tagger).read(captures, jobs * PAGES_IN_FLIGHT)


class Hands:
    """Does the work on pages: in guarded workers, or here where the page can do no harm and nobody shares the work.

    Args:
        pool: the workers, each of which starts when it is first needed.
        alone: pages after which the workers do all work.
    """

    def __init__(self, pool: GuardedPool, alone: int) -> None:
        self.pool = pool
        self.alone = alone
        self.pages = 0

    def clean(self, capture: Capture) -> Future[Article | Fault]:
        """Begin to clean a page."""
        self.pages += 1
        size = len(capture.data)
        if self.pages > self.alone or size > SHORT or capture.media_type != "text/plain":
            return self.pool.submit(cleaning_seconds(size), try_cleaning, capture)
        return _done(try_cleaning, capture)

    def read(self, article: Article, tagger: Tagger) -> Future[Reading | Fault]:
        """Begin to read an article."""
        size = len(article.text)
        if self.pages > self.alone or size > SHORT:
            return self.pool.submit(reading_seconds(size), try_reading, article, tagger)
        return _done(try_reading, article, tagger)


def cleaning_seconds(size: int) -> float:
    """Return how long the cleaning of so many bytes may take: twice what honest markup took on a busy machine."""
    return 20 + size / 100_000


def reading_seconds(size: int) -> float:
    """Return how long the reading of so many characters may take: five times what it took there, 20 minutes at most."""
    return min(60 + size / 3_000, 1200)


def _done(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """Do the work here and now."""
    future: Future[T] = Future()
    try:
        future.set_result(work(*args, **kwargs))
    except MemoryError:
        future.set_exception(Lost("memory", "it needed more memory than there is"))
    return future


class Memory(Generic[T]):
    """Values by key, so that what comes again need not be made again; the one asked for longest ago is forgotten first.

    Args:
        most: how much all that is remembered may weigh.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self._kept: dict[Hashable, tuple[T, int]] = {}

    def recall(self, key: Hashable) -> T | None:
        """Return the value of the key, None where none is remembered."""
        kept = self._kept.pop(key, None)
        if kept is None:
            return None
        self._kept[key] = kept
        return kept[0]

    def keep(self, key: Hashable, value: T, weight: int) -> None:
        """Remember a value in place of the key's earlier one; what weighs more than the bound is not remembered."""
        _, before = self._kept.pop(key, (None, 0))
        self._kept[key] = value, weight
        self.weight += weight - before
        while self.weight > self.most:
            _, dropped = self._kept.pop(next(iter(self._kept)))
            self.weight -= dropped


class _Reader:
    """Has cleaned and read what is neither in memory nor in the case."""

    def __init__(self, hands: Hands, writer: CaseWriter, tagger: Tagger) -> None:
        self.hands = hands
        self.writer = writer
        self.tagger = tagger
        self.cleaned: Memory[Future[Article | Fault]] = Memory(CLEANED_BYTES)
        self.texts: Memory[Text] = Memory(READ_CHARACTERS)

    def read(self, captures: Iterable[Capture], ahead: int) -> Iterator[tuple[Capture, Page | Failure]]:
        """Yield each capture with its page, in order, while up to `ahead` others are cleaned and as many read."""
        cleaning = ((capture, self._begin_cleaning(capture)) for capture in captures)
        reading = (
            (capture, self._begin_reading(capture, _result("clean", cleaned)))
            for capture, cleaned in _run_ahead(cleaning, ahead, lambda page: page[1].done())
        )
        for capture, begun in _run_ahead(reading, ahead, lambda page: _is_read(page[1])):
            outcome = begun if isinstance(begun, Fault) else _finish(begun)
            yield capture, _failure(capture, outcome) if isinstance(outcome, Fault) else outcome

    def _begin_cleaning(self, capture: Capture) -> Future[Article | Fault]:
        key = capture.sha256, capture.media_type, msgspec.json.encode(capture.given)
        cleaned = self.cleaned.recall(key)
        if cleaned is None:
            cleaned = self.hands.clean(replace(capture, uri=NOWHERE))
            self.cleaned.keep(key, cleaned, len(capture.data))
        return cleaned

    def _begin_reading(self, capture: Capture, cleaned: Article | Fault) -> Begun | Fault:
        if isinstance(cleaned, Fault):
            return cleaned
        article = _without_address(cleaned)
        key = reading_key(article, self.tagger)
        text = self.texts.recall(key) or self._find_in_case(key)
        if text is None:
            text = Text(article, self.hands.read(article, self.tagger))
        self.texts.keep(key, text, len(article.text))
        return Begun(transfer_article(cleaned, capture.article_id, capture.uri), key, text)

    def _find_in_case(self, key: str) -> Text | None:
        found = self.writer.find_reading(key)
        if found is None:
            return None
        article, reading = found
        article = _without_address(article)
        return Text(article, _done(transfer_reading, reading, article))


def _run_ahead(begun: Iterable[T], ahead: int, is_done: Callable[[T], bool]) -> Iterator[T]:
    """Yield what is begun when it is asked for, in order: what is done, and what is so many behind the newest."""
    waiting: deque[T] = deque()
    for each in begun:
        waiting.append(each)
        while waiting and (len(waiting) >= ahead or is_done(waiting[0])):
            yield waiting.popleft()
    yield from waiting


def _is_read(begun: Begun | Fault) -> bool:
    return isinstance(begun, Fault) or begun.text.reading.done()


def _without_address(article: Article) -> Article:
    """Return the article with nothing but what it is read by: its text and blocks, its language and its date."""
    return Article(
        id=NOWHERE,
        uri=NOWHERE,
        sha256="",
        language=article.language,
        published=article.published,
        text=article.text,
        sections=transfer_article(article, NOWHERE, NOWHERE).sections,
        blocks=article.blocks,
    )


def reading_key(article: Article, tagger: Tagger) -> str:
    """Return the SHA-256 over all that the reading of an article without address depends on but its date."""
    reads = (__version__, tagger.name, tagger.weights, replace(article, published=None))
    return hashlib.sha256(msgspec.json.encode(reads)).hexdigest()


def _result(stage: str, future: Future[T | Fault]) -> T | Fault:
    try:
        return future.result()
    except Lost as lost:
        return Fault(stage, lost.code, lost.detail)


def _finish(begun: Begun) -> Page | Fault:
    reading = _result("read", begun.text.reading)
    if isinstance(reading, Fault):
        return reading
    if _days(begun.article) != _days(begun.text.dated):
        reading = date_reading(begun.article, reading)
    return Page(begun.article, transfer_reading(reading, begun.article), begun.key)


def _days(article: Article) -> tuple[str | None, str | None]:
    published = article.published
    return (None, None) if published is None else (published.from_, published.to)


def date_reading(article: Article, reading: Reading) -> Reading:
    """Return the reading with its times resolved by the date of another article with the same text."""
    if reading.unread is not None:
        return reading
    times = find_times(article, [(block.start, block.end) for block in article.blocks if block.role in READ_ROLES])
    return replace(
        reading,
        times=tuple(times),
        statements=tuple(time_statements(article, reading.statements, times)),
        figures=tuple(time_figures(article, reading.figures, times)),
    )


def _failure(capture: Capture, fault: Fault) -> Failure:
    return Failure(uri=capture.uri, stage=fault.stage, code=fault.code, detail=f"{capture.uri}: {fault.detail}")
