"""An address -> the page that its server gives, fetched safely and politely.

Invariant: whatever a server does, `fetch` returns; what went wrong is a failure with a code. Every address that is
asked, redirects' included, has passed the same checks.
"""

from collections.abc import Mapping
from contextlib import suppress
from threading import Event
from types import TracebackType
from typing import Self

from onrecord import __version__
from onrecord.errors import PageError
from onrecord.model import Capture, Failure, Record
from onrecord.sources.addresses import host_of, normalize_address
from onrecord.sources.files import STAGE, failure_of
from onrecord.sources.web.answers import Kind, capture_of, read_answer, require_wanted, unpack
from onrecord.sources.web.exchange import FOUND, Answer, Limits, Line, UnreachableError, exchange
from onrecord.sources.web.guard import Resolve, read_networks, resolve_host
from onrecord.sources.web.log import REDIRECTS, WarcLog
from onrecord.sources.web.pace import BUSY, Clock, Pace, wait_before_retry
from onrecord.sources.web.robots import AGENT, MAX_ROBOTS_BYTES, Robots

MAX_REDIRECTS = 10
MAX_ROBOTS_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""

NOT_MODIFIED = 304
SAID = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip",
}


class FetchOptions(Record, frozen=True, kw_only=True):
    """How pages are fetched.

    Attributes:
        delay: seconds between two requests to one host.
        allow: networks that may be connected to besides the public ones (`10.0.0.0/8`).
        page_seconds: longest time that one answer may take.
        longest_wait: longest time in seconds to wait before a server is asked again.
        tries: how often a server is asked that is busy or cannot be reached.
        max_bytes: largest page, both as sent and unpacked.
        hosts_at_once: hosts that are asked at the same time.
    """

    delay: float = 1.0
    allow: tuple[str, ...] = ()
    page_seconds: float = 60.0
    longest_wait: float = 120.0
    tries: int = 4
    max_bytes: int = 20_000_000
    hosts_at_once: int = 8


class Visit(Record, frozen=True):
    """An address to fetch, with what its server said about the version that is known."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


class Fetched(Record, frozen=True, kw_only=True):
    """A page, feed or sitemap, with what its server said about this version.

    The capture of a feed or sitemap holds its XML under the media type `text/plain`; it is no page.
    """

    kind: Kind
    capture: Capture
    etag: str | None = None
    last_modified: str | None = None


class Unchanged(Record, frozen=True):
    """The page has not changed since the visit's version."""

    url: str


class Fetcher:
    """Fetches pages, feeds and sitemaps; several threads may share it.

    Args:
        options: how.
        log: where answers for pages are kept, None for nowhere.
        clock: the passing of time.
        resolve: who knows the addresses of a name.

    Raises:
        UsageError: an allowed network is none.
    """

    def __init__(
        self,
        options: FetchOptions = FetchOptions(),  # noqa: B008 - a frozen record
        log: WarcLog | None = None,
        clock: Clock | None = None,
        resolve: Resolve = resolve_host,
    ) -> None:
        self.options = options
        self.log = log
        self._clock = clock or Clock(Event())
        self._line = Line(read_networks(options.allow), resolve, self._clock.stopped)
        self._pace = Pace(self._clock, options.longest_wait)
        self._robots = Robots(self._read_robots)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up what other threads have under way."""
        self._clock.stopped.set()

    def fetch(self, visit: Visit) -> Fetched | Unchanged | Failure:
        """Return what the server gives for an address; answers for pages are kept in the log.

        Raises:
            StorageError: the log cannot be written.
            StoppedError: the fetcher was closed meanwhile.
        """
        try:
            return self._fetch(visit)
        except PageError as error:
            detail = error.detail.removeprefix(f"{visit.url}: ")
            return failure_of(visit.url, PageError(error.stage, error.code, f"{visit.url}: {detail}"))

    def recall(self, url: str) -> Fetched | None:
        """Return the page that the log has for an address, through the redirects that it has."""
        try:
            return self._recall(url)
        except PageError:
            return None

    def _fetch(self, visit: Visit) -> Fetched | Unchanged:
        asked = url = normalize_address(visit.url)
        hops: list[Answer] = []
        while True:
            delay = self._robots.require_allowed(url)
            answer = self._ask(url, _said(visit), delay, self._limits(self.options.max_bytes))
            hops.append(answer)
            target = _target_of(answer)
            if target is None:
                return self._outcome(visit, asked, hops)
            _require_new(target, hops)
            url = target

    def _ask(self, url: str, said: Mapping[str, str], delay: float, limits: Limits) -> Answer:
        """Return a server's answer, asking again where it is busy or breaks off."""
        host = host_of(url)
        cause = PageError(STAGE, "unreachable", f"{host} was not asked")
        inspect = require_wanted if not limits.cut else _take_anything
        for attempt in range(self.options.tries):
            self._pace.wait_for_turn(host, max(delay, self.options.delay))
            answer = None
            try:
                answer = exchange(url, said, self._line, limits, inspect)
            except UnreachableError as error:
                cause = PageError(STAGE, error.code, error.detail)
            else:
                if answer.status not in BUSY:
                    return answer
                cause = _refusal(answer)
            self._pace.leave_alone(host, wait_before_retry(attempt, answer))
        raise cause

    def _limits(self, max_bytes: int, *, cut: bool = False) -> Limits:
        return Limits(seconds=self.options.page_seconds, max_bytes=max_bytes, cut=cut)

    def _outcome(self, visit: Visit, asked: str, hops: list[Answer]) -> Fetched | Unchanged:
        answer = hops[-1]
        if answer.status == NOT_MODIFIED and (visit.etag or visit.last_modified):
            return Unchanged(visit.url)
        if answer.status != FOUND:
            self._keep(hops)
            raise _refusal(answer)
        fetched = _fetched(asked, answer, self.options.max_bytes)
        if fetched.kind == "page":
            self._keep(hops)
        return fetched

    def _keep(self, hops: list[Answer]) -> None:
        """Keep answers in the log, but for those that it has."""
        if self.log is None:
            return
        for answer in hops:
            kept = self.log.find(answer.url)
            if kept is None or (kept.status, kept.body) != (answer.status, answer.body):
                self.log.append(answer)

    def _recall(self, asked: str) -> Fetched | None:
        url: str | None = asked
        for _ in range(MAX_REDIRECTS + 1):
            answer = self.log.find(url) if self.log and url else None
            if answer is None:
                return None
            if answer.status == FOUND:
                return _fetched(asked, answer, self.options.max_bytes)
            url = _target_of(answer)
        return None

    def _read_robots(self, url: str) -> tuple[int, str]:
        """Return status and text of a robots.txt, if it is there, through some redirects; too many are no rules."""
        for _ in range(MAX_ROBOTS_REDIRECTS + 1):
            answer = self._ask(url, SAID, 0.0, self._limits(MAX_ROBOTS_BYTES, cut=True))
            target = _target_of(answer)
            if target is None:
                found = unpack(answer, self.options.max_bytes) if answer.status == FOUND else b""
                return answer.status, found[:MAX_ROBOTS_BYTES].decode("utf-8", "replace")
            url = target
        return answer.status, ""


def _said(visit: Visit) -> Mapping[str, str]:
    conditions = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
    return SAID | {name: value for name, value in conditions.items() if value}


def _take_anything(_answer: Answer) -> None:
    return


def _fetched(asked: str, answer: Answer, max_bytes: int) -> Fetched:
    found = read_answer(answer, max_bytes)
    return Fetched(
        kind=found.kind,
        capture=capture_of(found, answer, asked),
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
    )


def _target_of(answer: Answer) -> str | None:
    """Return where an answer sends on to, None where it does not.

    Raises:
        PageError: `bad_redirect`: to no address that is fetched.
    """
    location = answer.header("location")
    if answer.status not in REDIRECTS or not location:
        return None
    with suppress(UnicodeError):
        # Headers are bytes; those that are no ASCII are mostly UTF-8.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return normalize_address(location, answer.url)
    except PageError as error:
        raise PageError(STAGE, "bad_redirect", f"sent on to {error.detail}") from error


def _require_new(target: str, hops: list[Answer]) -> None:
    if len(hops) > MAX_REDIRECTS:
        raise PageError(STAGE, "bad_redirect", f"sent on more than {MAX_REDIRECTS} times")
    if any(answer.url == target for answer in hops):
        raise PageError(STAGE, "bad_redirect", f"sent on in a circle, back to {target}")


def _refusal(answer: Answer) -> PageError:
    """Return why an answer is no page."""
    code = "retry_later" if answer.status in (429, 503) else f"http_{answer.status}"
    return PageError(STAGE, code, f"status {answer.status} {answer.reason}".rstrip())
