"""Turns ISO dates and intervals into the words of a page: "25 Oct 2024", "12 Jun to 25 Oct 2024".

Invariant: what is not a calendar date shows unchanged; an open end is said in words, never filled.
"""

import re
from datetime import date

from onrecord.model import Interval, PageDate, TimeExpression

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = re.compile(r"T(\d\d:\d\d)")


def show_day(iso: str) -> str:
    """Return "25 Oct 2024" for "2024-10-25", with the time of day where there is one.

    Midnight is what pages that know only the day write into their code: it is not shown.
    """
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    clock = _CLOCK.match(iso, 10)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" + (f", {clock[1]}" if clock and clock[1] != "00:00" else "")


def show_interval(interval: Interval | PageDate | TimeExpression) -> str | None:
    """Return the interval in words, or None where neither end is known."""
    return show_between(interval.from_, interval.to)


def show_between(first: str | None, last: str | None) -> str | None:
    """Return "1 to 3 Oct 2024", "1 Oct 2024 or later", "3 Oct 2024 or earlier", or None where neither end is known."""
    if first is None:
        return None if last is None else f"{show_day(last)} or earlier"
    if last is None:
        return f"{show_day(first)} or later"
    if first == last:
        return show_day(first)
    begin, end = show_day(first), show_day(last)
    day, _, month = begin.partition(" ")
    return f"{day} to {end}" if month and end.endswith(f" {month}") else f"{begin} to {end}"
