"""A site's robots.txt -> whether a page may be fetched, and how slowly (RFC 9309).

Invariant: a site whose rules cannot be read because it is in trouble is left alone in this run; one that has none may
be read.
"""

from collections.abc import Callable
from threading import Lock
from urllib.parse import urlsplit

from protego import Protego

from onrecord.errors import PageError
from onrecord.sources.addresses import origin_of
from onrecord.sources.files import STAGE
from onrecord.sources.web.exchange import FOUND

AGENT = "onrecord"
"""The name that rules may be written for."""

MAX_ROBOTS_BYTES = 500_000
"""What is read of a robots.txt; the standard asks for no less than 500 kiB, its rules stand first."""

LONGEST_DELAY = 30.0
"""Seconds: a longer crawl delay is taken for this one, as the large search engines do."""

SERVER_ERROR = 500
ReadRobots = Callable[[str], tuple[int, str]]
"""Address of a robots.txt -> status of the answer and its text; raises PageError."""


class Robots:
    """The rules of every site that is asked in a run, each read once.

    Args:
        read: fetches a robots.txt.
    """

    def __init__(self, read: ReadRobots) -> None:
        self.read = read
        self._rules: dict[str, Protego | PageError] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def require_allowed(self, url: str) -> float:
        """Return the seconds that the site wants between two requests, 0 where it does not say.

        Raises:
            PageError: `robots`: the site's rules forbid the page, or could not be had; otherwise why its server
                could not be asked for them.
        """
        rules = self._rules_of(origin_of(url))
        if isinstance(rules, PageError):
            raise PageError(rules.stage, rules.code, rules.detail)
        if not rules.can_fetch(url, AGENT):
            raise PageError(STAGE, "robots", f"{urlsplit(url).hostname} does not want this page to be fetched")
        return min(rules.crawl_delay(AGENT) or 0.0, LONGEST_DELAY)

    def _rules_of(self, origin: str) -> Protego | PageError:
        with self._lock:
            lock = self._locks.setdefault(origin, Lock())
        with lock:
            if origin not in self._rules:
                self._rules[origin] = self._read_rules(f"{origin}/robots.txt")
            return self._rules[origin]

    def _read_rules(self, url: str) -> Protego | PageError:
        try:
            status, text = self.read(url)
        except PageError as error:
            return PageError(error.stage, error.code, f"{url}: {error.detail}")
        if status >= SERVER_ERROR:
            return PageError(STAGE, "robots", f"{url}: status {status}: what the site allows is not known now")
        return Protego.parse(text if status == FOUND else "")
