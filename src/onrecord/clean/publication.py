"""Decides when a page was published and when updated, from what was given, its metadata, its text and its address.

Invariant: a day of an update is never the day of publication; a visible stamp that says the same is the evidence.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from msgspec.structs import replace

from onrecord.clean.dates import find_dates
from onrecord.clean.dating import (
    date_by_address,
    date_by_credits,
    date_by_markup,
    date_by_text,
    differ,
    parse_date,
)
from onrecord.clean.lines import Line
from onrecord.model import PageDate, Record, Role

UNDATED = "nothing on the page says when it was published"
BEFORE_UPDATE = "the page says that it was updated then, so it is no younger"
LONGEST_OFFSET = timedelta(hours=14)
QUARTER = timedelta(minutes=15)
SLACK = timedelta(minutes=2)
"""Clocks of the world differ by whole quarters of an hour; a stamp may lie a minute or two beside the metadata's."""


class DateSources(Record, frozen=True, kw_only=True):
    """All that can date a page: a given date, strings of its metadata, its address, its lines, its markup.

    `made` is the bound that the time at which its file was made sets.
    """

    given: str | None
    published: str | None
    updated: str | None
    address: str | None
    lines: Sequence[Line]
    roles: Sequence[Role]
    markup: str | None
    made: PageDate | None = None


class PageDates(Record, frozen=True, kw_only=True):
    """The two dates of a page, and notes on them: `date_conflict`, `undated`."""

    published: PageDate | None
    updated: PageDate | None
    notes: dict[str, str]


def decide_dates(sources: DateSources) -> PageDates:
    """Return when the page was published and updated, each with its evidence, and what speaks against it."""
    updated = _updated(sources)
    shown = date_by_text(sources.lines, sources.roles)
    stated = _stated(sources, shown)
    told = None if sources.given is None else parse_date(sources.given, "given")
    notes: dict[str, str] = {}
    if told is not None:
        against = stated or _with_year(shown, told)
        if against is not None and differ(told, against):
            notes["date_conflict"] = f"the page's {against.how} says {against.text!r}"
        return PageDates(published=_seen(told, shown), updated=updated, notes=notes)
    if sources.given is not None:
        notes["date_conflict"] = f"the given date {sources.given!r} is no ISO 8601 date"
    published = stated or sources.made or _inferred(sources, updated) or shown
    if published is None:
        notes["undated"] = UNDATED
    return PageDates(published=published, updated=updated, notes=notes)


def _updated(sources: DateSources) -> PageDate | None:
    shown = date_by_text(sources.lines, sources.roles, updated=True)
    told = _parsed(sources.updated)
    return shown if told is None else _seen(_in_page_zone(told, shown), shown)


def _stated(sources: DateSources, shown: PageDate | None) -> PageDate | None:
    """Return the date that the page's metadata, its dateline or its address states."""
    complete = shown if shown is not None and shown.from_ is not None else None
    addressed = date_by_address(sources.address)
    told = _parsed(sources.published)
    if told is None:
        return complete or addressed
    told = _in_page_zone(told, complete)
    if complete is None and addressed is not None and _is_day_beside(told, addressed):
        return addressed
    return _seen(told, shown)


def _inferred(sources: DateSources, updated: PageDate | None) -> PageDate | None:
    """Return what can be inferred where no date is stated; htmldate's search through the markup is the costly step."""
    found = None if sources.markup is None else _parsed(date_by_markup(sources.markup))
    if found is not None and not (updated is not None and _day(updated) == _day(found)):
        return found
    picture = date_by_credits(sources.lines, sources.roles)
    last = None if updated is None else updated.to
    if picture is None:
        return None if updated is None or last is None else _before(updated)
    if picture.from_ is None or last is None or last[:10] < picture.from_[:10]:
        return picture
    return replace(picture, to=last, reason=f"{picture.reason}; {BEFORE_UPDATE}")


def _before(updated: PageDate) -> PageDate:
    return replace(updated, from_=None, how="bound", reason=BEFORE_UPDATE)


def _parsed(raw: str | None) -> PageDate | None:
    return None if raw is None else parse_date(raw, "meta")


def _day(when: PageDate) -> str | None:
    return None if when.from_ is None else when.from_[:10]


def _seen(told: PageDate, shown: PageDate | None) -> PageDate:
    """Return the date with the visible words that say the same day as its evidence, where there are any."""
    visible = _with_year(shown, told)
    if visible is None or visible.from_ is None or _day(visible) != _day(told):
        return told
    return replace(told, text=visible.text, start=visible.start, end=visible.end)


def _with_year(shown: PageDate | None, near: PageDate) -> PageDate | None:
    """Return the visible date; one without a year in the year in which it lies nearest to the other date."""
    if shown is None or shown.from_ is not None or near.from_ is None:
        return shown
    beside = date.fromisoformat(near.from_[:10])
    days = [
        date.fromisoformat(found.iso)
        for year in (beside.year - 1, beside.year, beside.year + 1)
        for found in find_dates(f"{shown.text} {year}")
        if found.iso is not None
    ]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs((day - beside).days)).isoformat()
    return replace(shown, from_=nearest, to=nearest, reason=None)


def _in_page_zone(told: PageDate, shown: PageDate | None) -> PageDate:
    """Return an instant that metadata gives in UTC on the page's own day, where a visible stamp says another day.

    Just after midnight in UTC it is the evening before in America: the stamp's time tells by how much. A bare day
    counts only where it is the earlier one: a later one may be the day of the visit, which mastheads show.
    """
    if shown is None or not _is_day_beside(told, shown):
        return told
    instant, local = datetime.fromisoformat(str(told.from_)), datetime.fromisoformat(str(shown.from_))
    if "T" not in str(shown.from_):
        return shown if local.date() < instant.date() else told
    if local.tzinfo is not None:
        return shown
    offset = local.replace(tzinfo=instant.tzinfo) - instant
    whole = round(offset / QUARTER) * QUARTER
    if abs(offset - whole) > SLACK or abs(whole) > LONGEST_OFFSET:
        return told
    moment = instant.astimezone(timezone(whole)).isoformat()
    return replace(told, from_=moment, to=moment, zone=moment[-6:])


def _is_day_beside(told: PageDate, other: PageDate) -> bool:
    """Whether one is an instant in UTC and the other, a whole day or a moment, the calendar's next or last day."""
    if told.zone != "+00:00" or told.from_ is None or other.from_ is None or _day(other) != (other.to or "")[:10]:
        return False
    return abs((date.fromisoformat(told.from_[:10]) - date.fromisoformat(other.from_[:10])).days) == 1
