"""Matches of the grammar of times into the days that they stand for, against the day of publication.

Invariant: what the text and that day do not settle is None ("several weeks ago", "3/4/2011"); an end that lies in no
certain day is open ("in recent weeks" ends with publication and begins nobody knows when).
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from onrecord.language.calendar import (
    PARTS_OF_YEAR,
    Days,
    day_of,
    month_days,
    month_numbers,
    week_days,
    weekday_from,
    weekday_numbers,
    weekday_until,
    year_days,
)
from onrecord.language.numbers import number_words

Ends = tuple[dt.date | None, dt.date | None]
"""First and last day, both included; None where open."""

_SOON = dt.timedelta(days=120)
_ONE = dt.timedelta(days=1)
_MONTHS = 12
_OFFSETS = {"last": -1, "this": 0, "the": 0, "next": 1}


class Setting(NamedTuple):
    """What an expression is resolved against: the day of publication, the last day named before it, its direction."""

    published: dt.date | None
    named: dt.date | None
    ahead: bool


def resolve_time(match: re.Match[str], setting: Setting) -> Ends | None:
    """Return the days that a hit of the grammar stands for, or None where they are not settled."""
    try:
        return _RESOLVERS[kind_of_time(match)](match, setting)
    except OverflowError:  # a count of years that leads out of the calendar
        return None


def kind_of_time(match: re.Match[str]) -> str:
    """Return the name of the kind of expression, which is also the name of its group."""
    return match.lastgroup or "year"


def _one_day(day: dt.date | None) -> Days | None:
    return None if day is None else (day, day)


def _shifted(day: dt.date | None, days: int) -> Days | None:
    return None if day is None else _one_day(day + dt.timedelta(days=days))


def _iso(match: re.Match[str], _setting: Setting) -> Days | None:
    return _one_day(day_of(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])))


def _dotted(match: re.Match[str], _setting: Setting) -> Days | None:
    """Day and month in digits: settled by dots, or with slashes only where one of the two cannot be a month."""
    day, month, year = int(match["dot_d"]), int(match["dot_m"]), int(match["dot_y"])
    if match["mark"] == "." or day > _MONTHS:
        return _one_day(day_of(year, month, day))
    return _one_day(day_of(year, day, month)) if month > _MONTHS else None


def _day_month(match: re.Match[str], setting: Setting) -> Days | None:
    return _calendar_days(match["dm_y"], match["dm_m"], (match["dm_d1"] or match["dm_d"], match["dm_d"]), setting)


def _month_day(match: re.Match[str], setting: Setting) -> Days | None:
    return _calendar_days(match["md_y"], match["md_m"], (match["md_d"], match["md_d2"] or match["md_d"]), setting)


def _calendar_days(year: str | None, month: str, days: tuple[str, str], setting: Setting) -> Days | None:
    number = month_numbers()[month.casefold()]
    settled = int(year) if year else _nearest_year(number, int(days[0]), setting)
    if settled is None:
        return None
    first, last = day_of(settled, number, int(days[0])), day_of(settled, number, int(days[1]))
    return (first, last) if first and last and first <= last else None


def _nearest_year(month: int, day: int, setting: Setting) -> int | None:
    """Return the year in which such a day lies nearest: after publication where the clause looks ahead, else before.

    Custom omits the year of a day that is near, so that an approaching day (`_SOON`) is not one of nearly a year ago.
    """
    published = setting.published
    if published is None:
        return None
    if setting.ahead:
        return published.year + ((month, day) < (published.month, published.day))
    soon = published + _SOON
    if (published.month, published.day) < (month, day):
        return published.year - (soon.year == published.year and (month, day) > (soon.month, soon.day))
    return published.year + (soon.year > published.year and (month, day) <= (soon.month, soon.day))


def _month(match: re.Match[str], setting: Setting) -> Days | None:
    number = month_numbers()[match["my_m"].casefold()]
    if match["my_y"]:
        return month_days(int(match["my_y"]), number)
    published = setting.published
    if published is None:
        return None
    if match["my_ry"]:
        return month_days(published.year + _OFFSETS[match["my_ry"].casefold()], number)
    relation = (match["my_rel"] or "").casefold()
    if relation in {"last", "this past"}:
        return month_days(published.year - (number >= published.month), number)
    if number == published.month and relation != "next":
        return month_days(published.year, number)
    year = _nearest_year(number, 1, setting._replace(ahead=setting.ahead or relation == "next"))
    return None if year is None else month_days(year, number)


def _weekday(match: re.Match[str], setting: Setting) -> Days | None:
    published, number = setting.published, weekday_numbers()[match["wd"].casefold()]
    relation = (match["wd_rel"] or "").casefold()
    if relation in {"the following", "the previous"}:
        return _beside_named(setting.named, number, forward=relation == "the following")
    if published is None:
        return None
    if match["wd_week"]:
        monday, _ = week_days(published, _OFFSETS[match["wd_week"].casefold()])
        return _shifted(monday, number)
    if relation in {"next", "this coming"} or (setting.ahead and relation in {"", "this"}):
        return _one_day(weekday_from(published + _ONE * (relation == "next"), number))
    return _one_day(weekday_until(published - _ONE * (relation == "last"), number))


def _beside_named(named: dt.date | None, number: int, *, forward: bool) -> Days | None:
    if named is None:
        return None
    return _one_day(weekday_from(named + _ONE, number) if forward else weekday_until(named - _ONE, number))


def _deictic(match: re.Match[str], setting: Setting) -> Days | None:
    words, published = match["deictic"].casefold(), setting.published
    if words == "overnight":
        return None if published is None else (published - _ONE, published)
    for start, days in (("the day before", -2), ("the day after", 2), ("yesterday", -1), ("last", -1), ("tomorrow", 1)):
        if words.startswith(start):
            return _shifted(published, days)
    return _shifted(published, 0)


def _unit(match: re.Match[str], setting: Setting) -> Days | None:
    day = setting.published
    if day is None:
        return None
    offset = _OFFSETS[match["un_rel"].casefold()]
    unit = match["un"].casefold()
    if unit == "weekend" and offset == 0 and not setting.ahead:
        return _weekend(match, setting)
    first, last = _unit_days(day, unit, offset)
    part = (match["un_part"] or "").casefold() if offset == 0 else ""
    return (max(first, day) if part == "later" else first), (min(last, day) if part == "earlier" else last)


def _unit_days(day: dt.date, unit: str, offset: int) -> Days:
    if unit == "day":
        return day + _ONE * offset, day + _ONE * offset
    if unit == "month":
        return month_days(day.year, day.month + offset)
    if unit == "year":
        return year_days(day.year + offset)
    first, last = week_days(day, offset)
    return (last - _ONE, last) if unit == "weekend" else (first, last)


def _weekend(_match: re.Match[str], setting: Setting) -> Days | None:
    """Return the weekend that lies nearest: over where nothing looks ahead."""
    if setting.published is None:
        return None
    if setting.ahead:
        return _unit_days(setting.published, "weekend", 0)
    saturday = weekday_until(setting.published, weekday_numbers()["saturday"])
    return saturday, min(saturday + _ONE, setting.published)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else int(number_words("unit", "teen").get(words.casefold(), 1))


def _ago(match: re.Match[str], setting: Setting) -> Days | None:
    """Days ago name a day, weeks its week, months its month, years its year; hours and vague counts nothing certain."""
    return _away(setting.published, match["ago_n"], match["ago_u"], -1)


def _from_now(match: re.Match[str], setting: Setting) -> Days | None:
    return _away(setting.published, match["now_n"], match["now_u"], 1)


def _away(day: dt.date | None, counted: str | None, unit: str, way: int) -> Days | None:
    if day is None or counted is None or unit.casefold() not in {"day", "week", "month", "year"}:
        return None
    return _unit_days(day, unit.casefold(), way * _count(counted))


def _window(match: re.Match[str], setting: Setting) -> Ends | None:
    """Return a stretch that ends or begins with publication; how far it reaches only a count says."""
    day, unit, counted = setting.published, match["win_u"].casefold(), match["win_n"]
    if day is None:
        return None
    way = 1 if match["win_way"].casefold() in {"coming", "next"} else -1
    far: dt.date | None = None
    if unit == "hour":
        far = day + _ONE * way * (-(-_count(counted) // 24)) if counted else day
    elif unit != "decade" and (counted or not match["window"].casefold().endswith("s")):
        far = _moved(day, unit, way * _count(counted or "1"))
    return (day, far) if way > 0 else (far, day)


def _moved(day: dt.date, unit: str, count: int) -> dt.date:
    """Return the same day so many units on; a day that the month lacks is its last."""
    if unit in {"day", "week"}:
        return day + _ONE * count * (7 if unit == "week" else 1)
    first, last = month_days(day.year, day.month + count * (1 if unit == "month" else 12))
    return min(first + _ONE * (day.day - 1), last)


def _future(_match: re.Match[str], setting: Setting) -> Ends | None:
    return None if setting.published is None else (setting.published, None)


def _same(match: re.Match[str], setting: Setting) -> Days | None:
    return _shifted(setting.named, 1 if match["next"] else -1 if match["before"] else 0)


def _part(match: re.Match[str], setting: Setting) -> Days | None:
    """Halves and quarters are their months; the end of a year or month may be any of its days."""
    months = PARTS_OF_YEAR.get(match["part_n"].casefold(), (1, 12))
    if match["part_y"]:
        year = int(match["part_y"])
    elif setting.published is None:
        return None
    elif match["part_u"].casefold() != "year":
        unit, offset = match["part_u"].casefold(), _OFFSETS[match["part_rel"].casefold()]
        return _unit_days(setting.published, unit, offset) if match["part_n"].casefold() not in PARTS_OF_YEAR else None
    else:
        year = setting.published.year + _OFFSETS[match["part_rel"].casefold()]
    return month_days(year, months[0])[0], month_days(year, months[1])[1]


def _decade(match: re.Match[str], _setting: Setting) -> Days | None:
    return year_days(int(match["dec"]), int(match["dec"]) + 9)


def _year(match: re.Match[str], _setting: Setting) -> Days | None:
    return year_days(int(match["year"]))


_RESOLVERS: dict[str, Callable[[re.Match[str], Setting], Ends | None]] = {
    "iso": _iso,
    "dotted": _dotted,
    "day_month": _day_month,
    "month_day": _month_day,
    "month": _month,
    "weekday": _weekday,
    "deictic": _deictic,
    "unit": _unit,
    "weekend": _weekend,
    "ago": _ago,
    "from_now": _from_now,
    "window": _window,
    "future": _future,
    "same": _same,
    "part": _part,
    "decade": _decade,
    "year": _year,
}
