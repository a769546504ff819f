"""Keeps requests to one host apart in time, and knows how long a server wants to be left alone.

Invariant: between two requests to one host lies at least its delay, whoever makes them.
"""

import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock

from onrecord.errors import PageError
from onrecord.sources.files import STAGE
from onrecord.sources.web.exchange import Answer
from onrecord.sources.web.guard import StoppedError

FIRST_WAIT = 1.0
"""Seconds before the second try where the server names none; each further wait is twice as long."""

BUSY = frozenset({429, 500, 502, 503, 504})
"""Answers that may be better next time (RFC 9110, 15.6; RFC 6585, 4)."""


class Clock:
    """The passing of time, which a test may replace.

    Args:
        stopped: set when the program wants to stop; it ends every wait.
    """

    def __init__(self, stopped: Event) -> None:
        self.stopped = stopped

    def now(self) -> float:
        """Return seconds on a clock that never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            StoppedError: the program wants to stop.
        """
        if self.stopped.wait(seconds):
            raise StoppedError


class Pace:
    """Tells requests when it is their turn.

    Args:
        clock: the passing of time.
        longest_wait: seconds after which a turn is not waited for.
    """

    def __init__(self, clock: Clock, longest_wait: float) -> None:
        self.clock = clock
        self.longest_wait = longest_wait
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def wait_for_turn(self, host: str, delay: float) -> None:
        """Wait until the host may be asked, and take this turn.

        Raises:
            PageError: `retry_later`: that would be too long.
            StoppedError: the program wants to stop.
        """
        with self._lock:
            now = self.clock.now()
            turn = max(now, self._next.get(host, now))
            if turn - now > self.longest_wait:
                raise PageError(STAGE, "retry_later", f"{host} may not be asked for another {turn - now:.0f} seconds")
            self._next[host] = turn + delay
        if turn > now:
            self.clock.sleep(turn - now)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Ask the host nothing for so long."""
        with self._lock:
            until = self.clock.now() + seconds
            self._next[host] = max(until, self._next.get(host, until))


def wait_before_retry(attempt: int, answer: Answer | None) -> float:
    """Return the seconds to wait before a server is asked again.

    What it says in `Retry-After` counts, in seconds or as a date, which is compared with the server's own clock.

    Args:
        attempt: how often it was asked again before.
        answer: what it said, None where it said nothing.
    """
    usual = FIRST_WAIT * float(1 << attempt)
    said = answer.header("retry-after") if answer else None
    if answer is None or said is None:
        return usual
    number = said.strip()
    if number.isdecimal():
        return float(number) if len(number) < 10 else float("inf")  # noqa: PLR2004 - ten digits are centuries
    until, now = _moment(said), _moment(answer.header("date")) or datetime.fromisoformat(answer.answered_at)
    return usual if until is None else max(0.0, (until - now).total_seconds())


def _moment(date: str | None) -> datetime | None:
    """Return the moment that an HTTP date names, None where it names none."""
    if date is None:
        return None
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None
