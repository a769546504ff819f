"""Reads the date that each kind of evidence gives by itself: metadata, address, dateline, markup, credits.

Invariant: a date names its evidence, with the place where that stands in the text; a date without a year has null ends.
Which of them dates the page is decided in `publication`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from lxml import etree
from msgspec.structs import replace

from onrecord.clean.clock import Clock, find_clock
from onrecord.clean.dates import FoundDate, find_dates, is_dateline
from onrecord.clean.lines import Line
from onrecord.language.calendar import day_of, month_days, month_numbers
from onrecord.model import DateEvidence, PageDate, Role

EARLIEST, LATEST = "1990-01-01", "2100-01-01"
"""Limits for htmldate, whose own default asks the clock: the same page must date the same next year."""

ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"(?P<time>[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[a-z]{3})(?:[/-](?P<day>\d{1,2}))?(?=[/-])")
MARK = re.compile(r"\b(?:(?P<updated>updated|modified|edited)|published|posted|first)\b", re.IGNORECASE)
MARK_BEHIND = re.compile(r"\W{1,3}(?:updated|modified|edited)\W{0,3}$", re.IGNORECASE)
STATED = re.compile(r"\b(?:published|posted|first)\b", re.IGNORECASE)
LEAD = 90
"""A dateline at the start of a paragraph ends within so many characters."""

LEAD_PARAGRAPHS = 2
PLACE = re.compile(r"[A-Z][A-Z.’'-]{2}")
"""A paragraph's dateline begins with its place in capitals; "The May 3, 2019 attack – …" has none."""

LEAD_END = re.compile(r"\s?[-–—]{1,2}\s|\)\s?[-–—:]")
NO_YEAR = "the page gives no year"
AFTER_CREDIT = "a credit or caption of the page bears this date, so the page is no older"


def parse_date(raw: str, how: DateEvidence) -> PageDate | None:
    """Return the ISO 8601 date or time (a month or year becomes an interval), or any date with a year; else None."""
    text = raw.strip()
    found = ISO.fullmatch(text)
    if found is None:
        dates = [each.iso for each in find_dates(text) if each.iso is not None]
        return PageDate(from_=dates[0], to=dates[0], zone=None, how=how, text=raw) if dates else None
    year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    first, last = _interval(year or 0, month, day)
    if first is None:
        return None
    zone = found["zone"]
    if zone is not None:
        zone = "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    moment = f"{first}T{(found['time'] or '')[1:]}{zone or ''}"
    if found["time"] is None or day is None or not _is_moment(moment):
        return PageDate(from_=first, to=last, zone=None, how=how, text=raw)
    return PageDate(from_=moment, to=moment, zone=zone, how=how, text=raw)


def _is_moment(text: str) -> bool:
    """Whether clock and zone exist: some pages write 24:30 or +99:00."""
    try:
        datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return True


def _interval(year: int, month: int | None, day: int | None) -> tuple[str | None, str | None]:
    """Return the first and last day of a day, month or year, or two nulls where the calendar has no such."""
    first = day_of(year, 1 if month is None else month, 1 if day is None else day)
    last = day_of(year, 12 if month is None else month, day or 1)
    if first is None or last is None:
        return None, None
    if day is None:
        last = month_days(last.year, last.month)[1]
    return first.isoformat(), last.isoformat()


def date_by_markup(page: str) -> str | None:
    """Return the original publication date that htmldate finds in the page, as an ISO date, or None."""
    # As slow to import as trafilatura, and for pages only that state no date.
    import htmldate  # noqa: PLC0415 - as above

    try:
        return htmldate.find_date(page, original_date=True, extensive_search=True, min_date=EARLIEST, max_date=LATEST)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        # What it raises on broken trees and strings; the page's own text may still have a date.
        return None


def date_by_address(url: str | None) -> PageDate | None:
    """Return the date in the page's address ("/2018/01/31/"), a month where it has no day, or None."""
    found = ADDRESS.search(url or "")
    if found is None:
        return None
    named = found["month"]
    month = int(named) if named.isdigit() else month_numbers().get(named, 0)
    first, last = _interval(int(found["year"]), month, int(found["day"]) if found["day"] else None)
    if first is None:
        return None
    return PageDate(from_=first, to=last, zone=None, how="url", text=found[0].strip("/-"))


def date_by_text(lines: Sequence[Line], roles: Sequence[Role], *, updated: bool = False) -> PageDate | None:
    """Return the date of the page's dateline, with its place in the text; without a year its ends are null."""
    candidates = [
        (line, found)
        for line in _dated_lines(lines, roles)
        for found in _lead_dates(line)
        if _is_updated(line.text, found) is updated
    ]
    complete = [pair for pair in candidates if pair[1].iso is not None]
    return next((_visible_date(line, found) for line, found in complete or candidates), None)


def _visible_date(line: Line, found: FoundDate) -> PageDate:
    clock = None if found.iso is None else _clock_beside(line.text, found, date.fromisoformat(found.iso))
    start, end, moment = found.start, found.end, found.iso
    if clock is not None:
        start, end = min(start, clock.start), max(end, clock.end)
        moment = f"{found.iso}T{clock.time}{clock.zone or ''}"
    return PageDate(
        from_=moment,
        to=moment,
        zone=clock.zone if clock is not None else None,
        how="dateline",
        text=line.text[start:end],
        start=line.start + start,
        end=line.start + end,
        reason=None if found.iso else NO_YEAR,
    )


def _clock_beside(text: str, found: FoundDate, day: date) -> Clock | None:
    """Return the time of day behind the date, or else before it, up to the next date or word like "updated"."""
    if len(text) > LEAD:
        return None
    dates = find_dates(text)
    marks = [mark.start() for mark in MARK.finditer(text)]
    end = min(
        [
            len(text),
            *(each.start for each in dates if each.start >= found.end),
            *(at for at in marks if at >= found.end),
        ]
    )
    start = max(
        [0, *(each.end for each in dates if each.end <= found.start), *(at for at in marks if at < found.start)]
    )
    behind = find_clock(text[found.end : end], day)
    if behind is not None:
        return replace(behind, start=behind.start + found.end, end=behind.end + found.end)
    before = find_clock(text[start : found.start], day)
    return None if before is None else replace(before, start=before.start + start, end=before.end + start)


def _dated_lines(lines: Sequence[Line], roles: Sequence[Role]) -> list[Line]:
    """Return the lines that can date the page, the surest first.

    Lines that say "Published" come first, then datelines from the title to the second paragraph, then those above the
    title (a masthead may bear the day of the visit), last the first paragraph.
    """
    title = roles.index("title") if "title" in roles else -1
    paragraphs = 0
    ranked: list[tuple[int, int]] = []
    for index, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if role == "dateline" and STATED.search(line.text[:LEAD]) is not None:
            ranked.append((0, index))
        elif paragraphs < LEAD_PARAGRAPHS and role in {"dateline", "byline"}:
            ranked.append((1 if index > title else 2, index))
        elif role == "body" and paragraphs == 0:
            ranked.append((3, index))
        paragraphs += role == "body"
    return [lines[index] for _, index in sorted(ranked)]


def _lead_dates(line: Line) -> list[FoundDate]:
    """Return the dates of a dateline; in a longer line only those before the dash that ends its dateline."""
    text = line.text[:LEAD]
    if len(line.text) > LEAD or (line.ends_sentence and not is_dateline(line.text)):
        end = LEAD_END.search(text)
        text = text[: end.start()] if end is not None and PLACE.match(text) else ""
    return find_dates(text)


def _is_updated(text: str, found: FoundDate) -> bool:
    """Whether the words before the date, or at the line's end behind it, say that it is the date of an update."""
    marks = list(MARK.finditer(text, 0, found.start))
    if marks:
        return marks[-1]["updated"] is not None
    return MARK_BEHIND.match(text, found.end) is not None


def date_by_credits(lines: Sequence[Line], roles: Sequence[Role]) -> PageDate | None:
    """Return the latest date in a caption or credit as the bound from below that it is, or None."""
    dated = [
        (found.iso, line.start + found.start, line.start + found.end, line.text[found.start : found.end])
        for line, role in zip(lines, roles, strict=True)
        if role in {"caption", "credit"}
        for found in find_dates(line.text)
        if found.iso is not None
    ]
    if not dated:
        return None
    latest, start, end, words = max(dated, key=lambda each: (each[0], -each[1]))
    return PageDate(
        from_=latest, to=None, zone=None, how="bound", text=words, start=start, end=end, reason=AFTER_CREDIT
    )


def differ(one: PageDate, other: PageDate) -> bool:
    """Whether two dates are more than a day apart: a night's work and a time zone make one day."""
    if None in {one.from_, one.to, other.from_, other.to}:
        return False
    first, last = (date.fromisoformat(str(each)[:10]).toordinal() for each in (one.from_, one.to))
    other_first, other_last = (date.fromisoformat(str(each)[:10]).toordinal() for each in (other.from_, other.to))
    return other_first > last + 1 or first > other_last + 1
