"""Captures into pages: cleaned, read and resolved, each text once.

Invariant: pages are cleaned and read without their address, and what comes of it is then given to whoever has it. So a
copy gets exactly what reading it would give, wherever that comes from: memory, the case, or a worker process.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Generic, NamedTuple, ParamSpec, TypeVar

import msgspec
from msgspec.structs import replace

from onrecord import __version__
from onrecord.clean import clean_capture
from onrecord.errors import PageError, StorageError
from onrecord.model import READ_ROLES, Article, Capture, Failure, Reading, transfer_reading
from onrecord.read import Tagger, read_article
from onrecord.read.dates import date_statements
from onrecord.read.times import find_times
from onrecord.resolve import resolve_reading
from onrecord.store import CaseWriter

PAGES_IN_FLIGHT = 2
"""Pages handed to each worker ahead of its work, to clean and as many to read: enough to keep it busy, few enough to
bound memory."""

WORTH_A_POOL = 24
"""Fewer new pages than this are read in the program's own process: starting workers takes about as long."""

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


class Fault(NamedTuple):
    """Why a page could not be processed, in words that do not name it: copies share them."""

    stage: str
    code: str
    detail: str


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
    """Yield each capture with its page, in order; several processes share many pages.

    Args:
        captures: the pages' bytes.
        writer: the case, which knows what was read in earlier builds.
        tagger: what finds the attributions.
        jobs: how many processes may work (1: this one).

    Raises:
        StorageError: a worker process was killed.
    """
    first = list(islice(captures, WORTH_A_POOL if jobs > 1 else 0))
    if len(first) < WORTH_A_POOL:
        yield from _Reader(_ThisProcess(), writer, tagger).read(chain(first, captures), ahead=1)
        return
    # Workers are started afresh: a forked copy of a program with threads and an open database may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from _Reader(pool, writer, tagger).read(chain(first, captures), ahead=jobs * PAGES_IN_FLIGHT)


class _ThisProcess(Executor):
    """Does at once and here what it is given to do."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the finished work."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
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
    """Cleans and reads in a pool what is neither in memory nor in the case."""

    def __init__(self, pool: Executor, writer: CaseWriter, tagger: Tagger) -> None:
        self.pool = pool
        self.writer = writer
        self.tagger = tagger
        self.cleaned: Memory[Future[Article | Fault]] = Memory(CLEANED_BYTES)
        self.texts: Memory[Text] = Memory(READ_CHARACTERS)

    def read(self, captures: Iterable[Capture], ahead: int) -> Iterator[tuple[Capture, Page | Failure]]:
        """Yield each capture with its page, in order, while up to `ahead` others are cleaned and as many read."""
        cleaning = ((capture, self._begin_cleaning(capture)) for capture in captures)
        reading = (
            (capture, self._begin_reading(capture, _result(capture, cleaned)))
            for capture, cleaned in _run_ahead(cleaning, ahead)
        )
        for capture, begun in _run_ahead(reading, ahead):
            outcome = begun if isinstance(begun, Fault) else _finish(capture, begun)
            yield capture, _failure(capture, outcome) if isinstance(outcome, Fault) else outcome

    def _begin_cleaning(self, capture: Capture) -> Future[Article | Fault]:
        key = capture.sha256, capture.media_type, msgspec.json.encode(capture.given)
        cleaned = self.cleaned.recall(key)
        if cleaned is None:
            cleaned = self.pool.submit(_clean, replace(capture, uri=NOWHERE))
            self.cleaned.keep(key, cleaned, len(capture.data))
        return cleaned

    def _begin_reading(self, capture: Capture, cleaned: Article | Fault) -> Begun | Fault:
        if isinstance(cleaned, Fault):
            return cleaned
        article = _without_address(cleaned)
        key = reading_key(article, self.tagger)
        text = self.texts.recall(key) or self._find_in_case(key)
        if text is None:
            text = Text(article, self.pool.submit(_read, article, self.tagger))
        self.texts.keep(key, text, len(article.text))
        return Begun(replace(cleaned, id=capture.article_id, uri=capture.uri), key, text)

    def _find_in_case(self, key: str) -> Text | None:
        found = self.writer.find_reading(key)
        if found is None:
            return None
        article, reading = found
        return Text(article, _ThisProcess().submit(transfer_reading, reading, NOWHERE))


def _run_ahead(begun: Iterable[T], ahead: int) -> Iterator[T]:
    """Yield what is begun when it is asked for, in order, so many behind the newest."""
    waiting: deque[T] = deque()
    for each in begun:
        waiting.append(each)
        if len(waiting) >= ahead:
            yield waiting.popleft()
    yield from waiting


def _clean(capture: Capture) -> Article | Fault:
    try:
        return clean_capture(capture)
    except PageError as error:
        return Fault(error.stage, error.code, error.detail.removeprefix(f"{capture.uri}: "))
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page is stored with its cause and stops no other
        return Fault("clean", "internal", f"{type(error).__name__}: {error}")


def _without_address(article: Article) -> Article:
    """Return the article with nothing but what it is read by: its text and blocks, its language and its date."""
    return Article(
        id=NOWHERE,
        uri=NOWHERE,
        url=None,
        canonical_url=None,
        sha256="",
        title=None,
        outlet=None,
        agency=None,
        byline=None,
        language=article.language,
        published=article.published,
        updated=None,
        text=article.text,
        sections=article.sections,
        blocks=article.blocks,
    )


def reading_key(article: Article, tagger: Tagger) -> str:
    """Return the SHA-256 over all that the reading of an article without address depends on but its date."""
    reads = (__version__, tagger.name, tagger.weights, replace(article, published=None))
    return hashlib.sha256(msgspec.json.encode(reads)).hexdigest()


def _read(article: Article, tagger: Tagger) -> Reading | Fault:
    try:
        return resolve_reading(article, read_article(article, tagger))
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page is stored with its cause and stops no other
        return Fault("read", "internal", f"{type(error).__name__}: {error}")


def _result(capture: Capture, future: Future[T]) -> T:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise StorageError(
            f"{capture.uri}: a worker process was killed near this page (out of memory?); "
            "what was read before is kept: run again with --jobs 1"
        ) from error


def _finish(capture: Capture, begun: Begun) -> Page | Fault:
    reading = _result(capture, begun.text.reading)
    if isinstance(reading, Fault):
        return reading
    if _days(begun.article) != _days(begun.text.dated):
        reading = date_reading(begun.article, reading)
    return Page(begun.article, transfer_reading(reading, begun.article.id), begun.key)


def _days(article: Article) -> tuple[str | None, str | None]:
    published = article.published
    return (None, None) if published is None else (published.from_, published.to)


def date_reading(article: Article, reading: Reading) -> Reading:
    """Return the reading with its times resolved by the date of another article with the same text."""
    if reading.unread is not None:
        return reading
    times = find_times(article, [(block.start, block.end) for block in article.blocks if block.role in READ_ROLES])
    undated = [replace(statement, said_on=None) for statement in reading.statements]
    dates = date_statements(article, undated, times)
    dated = (replace(statement, said_on=date) for statement, date in zip(undated, dates, strict=True))
    return replace(reading, times=tuple(times), statements=tuple(dated))


def _failure(capture: Capture, fault: Fault) -> Failure:
    return Failure(uri=capture.uri, stage=fault.stage, code=fault.code, detail=f"{capture.uri}: {fault.detail}")
