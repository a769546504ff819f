"""Calendar words of English (months and weekdays by babel's CLDR tables) and the intervals of days they stand for.

Invariant: an interval is a pair of dates, both ends included, the first never after the last.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel.dates import get_day_names, get_month_names

Days = tuple[dt.date, dt.date]
"""A first and a last day, both included."""

_PRESS_FORMS = {"sept": 9}
"""Abbreviations of the press that CLDR lists under other forms."""


PARTS_OF_YEAR: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "first half": (1, 6),
        "second half": (7, 12),
        "first quarter": (1, 3),
        "second quarter": (4, 6),
        "third quarter": (7, 9),
        "fourth quarter": (10, 12),
        "last quarter": (10, 12),
    }
)
"""Named parts of a year, with their first and last month."""


@cache
def month_numbers() -> Mapping[str, int]:
    """Return names and abbreviations of months, case folded and without a full stop, with their numbers (1 to 12)."""
    forms = {
        name.rstrip(".").casefold(): number
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale="en").items()
    }
    return forms | _PRESS_FORMS


@cache
def weekday_numbers() -> Mapping[str, int]:
    """Return the full names of weekdays, case folded, with their numbers (Monday is 0)."""
    return {name.casefold(): number for number, name in get_day_names("wide", locale="en").items()}


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month; months below 1 and above 12 count on into other years."""
    first = _first_of(year, month)
    return first, _first_of(year, month + 1) - dt.timedelta(days=1)


def year_days(first: int, last: int | None = None) -> Days:
    """Return the first and last day of a year, or of the years from `first` to `last`."""
    return dt.date(first, 1, 1), dt.date(first if last is None else last, 12, 31)


def week_days(day: dt.date, weeks: int = 0) -> Days:
    """Return Monday and Sunday of the week that lies `weeks` after the week of `day` (ISO 8601 weeks)."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks)
    return monday, monday + dt.timedelta(days=6)


def weekday_until(day: dt.date, weekday: int) -> dt.date:
    """Return the latest such weekday on or before `day`."""
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


def weekday_from(day: dt.date, weekday: int) -> dt.date:
    """Return the earliest such weekday on or after `day`."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def _first_of(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
