"""Finds the time of day in a page's time stamp and says in which zone it is, where the stamp itself says so.

Invariant: an abbreviation that stands for two zones ("IST", "CST") gives none; a stamp with two times gives no time.
"""

import re
from datetime import date, timedelta

from onrecord.model import Record

CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?(?![\d:])"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|Z\b|[A-Z]{2,5}\b)\)?)?",
    re.IGNORECASE,
)
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?$")
ZONES = {
    "GMT": "+00:00", "UTC": "+00:00", "Z": "+00:00", "WET": "+00:00", "BST": "+01:00", "CET": "+01:00",
    "CEST": "+02:00", "EET": "+02:00", "SAST": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "EAT": "+03:00",
    "PKT": "+05:00", "SGT": "+08:00", "HKT": "+08:00", "JST": "+09:00", "KST": "+09:00", "AEST": "+10:00",
    "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00", "EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
"""Offsets of the zones whose abbreviation means one zone in the news; summer time has its own."""

AMERICAN = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}
"""Standard offsets of zones that name no season; summer time is theirs by the rule since 2007."""

SUMMER_SINCE = 2007


class Clock(Record, frozen=True, kw_only=True):
    """A time of day as offsets into the text that was searched; `zone` is an offset such as "+02:00" or null."""

    start: int
    end: int
    time: str
    zone: str | None


def find_clock(text: str, day: date) -> Clock | None:
    """Return the only time of day in the text, or None where there is none or several; `day` decides summer time."""
    found = [clock for match in CLOCK.finditer(text) if (clock := _clock(match, day)) is not None]
    return found[0] if len(found) == 1 else None


def _clock(match: re.Match[str], day: date) -> Clock | None:
    """A number is a time with a colon in it, or with "am", or with a full stop and a zone ("10.32 GMT")."""
    hour, half = int(match["hour"]), (match["half"] or "")[:1].casefold()
    offset = _offset(match["zone"] or "", day)
    colon = match["minute"] is not None and match[0][len(match["hour"])] in ":h"
    dotted = match["minute"] is not None and offset is not None
    if not (half or colon or dotted) or (half and not 1 <= hour <= 12):  # noqa: PLR2004 - hours of half a day
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    end = match.end() if offset is not None else match.end("half" if half else "minute")
    return Clock(start=match.start(), end=end, time=f"{hour:02}:{match['minute'] or '00'}", zone=offset)


def _offset(name: str, day: date) -> str | None:
    name = name.upper().replace(" ", "")
    if (shift := OFFSET.search(name)) is not None:
        return f"{shift['sign']}{int(shift['hours']):02}:{shift['minutes'] or '00'}"
    if name in AMERICAN and day.year >= SUMMER_SINCE:
        hours = AMERICAN[name] + _is_american_summer(day)
        return f"-{-hours:02}:00"
    return ZONES.get(name)


def _is_american_summer(day: date) -> bool:
    """From the second Sunday of March to the first of November (Energy Policy Act of 2005, in force since 2007)."""
    return _sunday(date(day.year, 3, 8)) <= day < _sunday(date(day.year, 11, 1))


def _sunday(first: date) -> date:
    return first + timedelta(days=6 - first.weekday())
