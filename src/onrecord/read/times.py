"""An article's passages into its time expressions, resolved against its date, and the day on which a statement fell.

Invariant: an expression that the text and the article's date do not settle keeps its span and has null ends. News says
"on Friday" of the latest Friday up to publication; only words that look ahead ("will", "until") turn it forward.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from onrecord.language.calendar import (
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
from onrecord.model import Article, Part, TimeExpression

YEARS = range(1500, 2100)
"""Four digits within this range may be a year; figures outside it never are."""

_MONTH = "|".join(sorted((name.capitalize() for name in month_numbers()), key=lambda name: (-len(name), name)))
_WEEKDAY = "|".join(name.capitalize() for name in weekday_numbers())
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d,.]?\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?:[-–]|\ (?:to|and)\ )"
_SMALL_COUNT = rf"\d{{1,3}}|an?|{'|'.join(number_words('unit', 'teen'))}"
_DAYPART = r"(?:\ (?:morning|afternoon|evening|night|midnight|noon))"

_TIME = re.compile(
    rf"""\b(?:(?P<iso>(?P<iso_y>\d{{4}})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-]))
    | (?P<dotted>(?P<dot_d>\d\d?)(?P<mark>[./])(?P<dot_m>\d\d?)(?P=mark)(?P<dot_y>\d{{4}})(?!\d))
    | (?P<day_month>(?:(?:{_WEEKDAY}),?\ )?(?:(?P<dm_d1>\d\d?){_ORDINAL}{_TO})?
        (?P<dm_d>\d\d?){_ORDINAL}(?:\ of)?\ (?P<dm_m>{_MONTH})\b(?:\.?,?\ (?P<dm_y>{_YEAR}))?)
    | (?P<month_day>(?:(?:{_WEEKDAY}),?\ )?(?P<md_m>{_MONTH})\b\.?\ (?:the\ )?(?P<md_d>\d\d?){_ORDINAL}
        (?:{_TO}(?P<md_d2>\d\d?){_ORDINAL})?(?![\d\w]|[.,:]\d)(?:,?\ (?P<md_y>{_YEAR}))?)
    | (?P<month>(?:(?P<my_rel>(?i:last|next|this\ past|this|early|late|mid))[\ -])?(?P<my_m>{_MONTH})\b
        (?:\.?,?\ (?:of\ )?(?P<my_y>{_YEAR}))?)
    | (?P<weekday>(?:(?P<wd_rel>(?i:last|next|this\ past|this\ coming|this|the\ following|the\ previous))\ )?
        (?P<wd>{_WEEKDAY})\b(?!\ (?:Times|Telegraph|Mail|Mirror|Express|Herald|Post))(?:(?i:{_DAYPART}))?)
    | (?P<deictic>(?i:(?:the\ day\ before\ yesterday|yesterday|today|tonight|tomorrow|
        (?:this|last)\ (?:morning|afternoon|evening|night)){_DAYPART}?\b))
    | (?P<unit>(?i:(?:(?P<un_part>earlier|later)\ )?(?P<un_rel>this|last|next)\ (?P<un>week|weekend|month|year)\b))
    | (?P<ago>(?i:(?:(?P<ago_n>{_SMALL_COUNT})|several|a\ few|a\ couple\ of)
        \ (?P<ago_u>minute|hour|day|week|month|year|decade)s?\ ago\b))
    | (?P<same>(?i:(?:(?:that|the)\ same\ day|that\ (?:day|evening|night|morning|afternoon)|
        (?P<next>the\ (?:next|following)\ day|a\ day\ later)|
        (?P<before>the\ (?:previous\ day|day\ before(?!\ [a-z]))|a\ day\ earlier))\b))
    | (?P<decade>(?:(?i:early|late|mid)[\ -])?(?P<dec>(?:1[5-9]|20)\d0)s\b)
    | (?i:in|since|of|by|until|till|during|from|between|and|early|late|mid|through|before|after|to)\ (?P<year>{_YEAR}\b)
        (?!\ ?(?:%|-|–|\b(?:people|soldiers|troops|men|civilians|km|miles|tonnes)\b)))""",
    re.VERBOSE,
)
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "august", "mar", "jan", "dec", "jun"})
_MONTH_LED_BY = re.compile(
    r"\b(?:in|since|until|till|by|from|during|through|before|after|for|of|between)\s$", re.IGNORECASE
)
_FEAST_BEFORE = re.compile(r"\b(?:Black|Good|Bloody|Palm|Easter|Super|Cyber)\s$")
_CLAUSE_BORDER = re.compile(r"""[.!?,;:"“”()\n—]""")
_AHEAD_BEFORE = re.compile(
    r"\b(?:will|shall|would|upcoming|scheduled|slated|due|planned|plans|planning|expected|set (?:to|for)|(?:is|are) to|"
    r"going to|ahead of|(?:until|till|by|before)(?=\s*$))\b",
    re.IGNORECASE,
)
_AHEAD_AFTER = re.compile(
    r",?(?: (?!said|says|told|tells|announced|added|warned|confirmed|promised|vowed|declared|that\b)"
    r"[\w’'.-]{1,30}){0,5}?"
    r" (?:will|shall|(?:is|are) (?:to|due|scheduled|expected|set))\b"
)
_LOOK = 80
"""Characters searched before an expression for what tells its direction."""


_SOON = dt.timedelta(days=120)
_MONTHS = 12


class _Setting(NamedTuple):
    """What an expression is resolved against: the day of publication, the last day named before it, its direction."""

    published: dt.date | None
    named: dt.date | None
    ahead: bool


def find_times(article: Article, passages: Sequence[Part]) -> list[TimeExpression]:
    """Return the time expressions of the passages, in order, without their prepositions ("last Friday", "in" not).

    Ends are ISO 8601 dates, both included. Clock times and bare years inside names ("the 2012 treaty") are no time
    expressions.
    """
    text, published = article.text, _published_day(article)
    found: list[TimeExpression] = []
    named: dt.date | None = None
    for start, end in passages:
        for match in _TIME.finditer(text, start, end):
            kind = match.lastgroup or "year"
            if _is_name(text, match, kind):
                continue
            days = _RESOLVERS[kind](match, _Setting(published, named, _looks_ahead(text, start, match)))
            first, last = match.span(kind)
            found.append(
                TimeExpression(
                    start=first,
                    end=last,
                    text=text[first:last],
                    from_=days[0].isoformat() if days else None,
                    to=days[1].isoformat() if days else None,
                )
            )
            if days and days[0] == days[1] and days[0].year in YEARS:
                named = days[0]
    return found


def _published_day(article: Article) -> dt.date | None:
    published = article.published
    if published is None or not published.from_ or not published.to or published.from_[:10] != published.to[:10]:
        return None
    try:
        day = dt.date.fromisoformat(published.from_[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _is_name(text: str, match: re.Match[str], kind: str) -> bool:
    """Whether a calendar word is no time here: a month that is another word, a feast."""
    start = match.start(kind)
    before = text[max(0, start - 12) : start]
    if kind == "weekday":
        return _FEAST_BEFORE.search(before) is not None
    bare = kind == "month" and not match["my_rel"] and not match["my_y"]
    ambiguous = bare and match["my_m"].casefold() in _AMBIGUOUS_MONTHS
    return ambiguous and _MONTH_LED_BY.search(before) is None


def _looks_ahead(text: str, passage_start: int, match: re.Match[str]) -> bool:
    before = _CLAUSE_BORDER.split(text[max(passage_start, match.start() - _LOOK) : match.start()])[-1]
    return _AHEAD_BEFORE.search(before) is not None or _AHEAD_AFTER.match(text, match.end()) is not None


def _one_day(day: dt.date | None) -> Days | None:
    return None if day is None else (day, day)


def _shifted(day: dt.date | None, days: int) -> Days | None:
    return None if day is None else _one_day(day + dt.timedelta(days=days))


def _iso(match: re.Match[str], _setting: _Setting) -> Days | None:
    return _one_day(day_of(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])))


def _dotted(match: re.Match[str], _setting: _Setting) -> Days | None:
    """Day and month in digits: settled by dots, or with slashes only where one of the two cannot be a month."""
    day, month, year = int(match["dot_d"]), int(match["dot_m"]), int(match["dot_y"])
    if match["mark"] == "." or day > _MONTHS:
        return _one_day(day_of(year, month, day))
    return _one_day(day_of(year, day, month)) if month > _MONTHS else None


def _day_month(match: re.Match[str], setting: _Setting) -> Days | None:
    return _calendar_days(match["dm_y"], match["dm_m"], (match["dm_d1"] or match["dm_d"], match["dm_d"]), setting)


def _month_day(match: re.Match[str], setting: _Setting) -> Days | None:
    return _calendar_days(match["md_y"], match["md_m"], (match["md_d"], match["md_d2"] or match["md_d"]), setting)


def _calendar_days(year: str | None, month: str, days: tuple[str, str], setting: _Setting) -> Days | None:
    number = month_numbers()[month.casefold()]
    settled = int(year) if year else _nearest_year(number, int(days[0]), setting)
    if settled is None:
        return None
    first, last = day_of(settled, number, int(days[0])), day_of(settled, number, int(days[1]))
    return (first, last) if first and last and first <= last else None


def _nearest_year(month: int, day: int, setting: _Setting) -> int | None:
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


def _month(match: re.Match[str], setting: _Setting) -> Days | None:
    number = month_numbers()[match["my_m"].casefold()]
    if match["my_y"]:
        return month_days(int(match["my_y"]), number)
    published = setting.published
    if published is None:
        return None
    relation = (match["my_rel"] or "").casefold()
    if relation in {"last", "this past"}:
        return month_days(published.year - (number >= published.month), number)
    year = _nearest_year(number, 1, setting._replace(ahead=setting.ahead or relation == "next"))
    return None if year is None else month_days(year, number)


def _weekday(match: re.Match[str], setting: _Setting) -> Days | None:
    if setting.published is None:
        return None
    number = weekday_numbers()[match["wd"].casefold()]
    relation = (match["wd_rel"] or "").casefold()
    one = dt.timedelta(days=1)
    if relation in {"the following", "the previous"}:
        if setting.named is None:
            return None
        forward = relation == "the following"
        return _one_day(
            weekday_from(setting.named + one, number) if forward else weekday_until(setting.named - one, number)
        )
    if relation in {"next", "this coming"} or (setting.ahead and relation in {"", "this"}):
        return _one_day(weekday_from(setting.published + one * (relation == "next"), number))
    return _one_day(weekday_until(setting.published - one * (relation == "last"), number))


def _deictic(match: re.Match[str], setting: _Setting) -> Days | None:
    words = match["deictic"].casefold()
    if words.startswith("the day before"):
        return _shifted(setting.published, -2)
    if words.startswith(("yesterday", "last")):
        return _shifted(setting.published, -1)
    return _shifted(setting.published, 1 if words.startswith("tomorrow") else 0)


def _unit(match: re.Match[str], setting: _Setting) -> Days | None:
    day = setting.published
    if day is None:
        return None
    offset = {"last": -1, "this": 0, "next": 1}[match["un_rel"].casefold()]
    first, last = _unit_days(day, match["un"].casefold(), offset)
    part = (match["un_part"] or "").casefold() if offset == 0 else ""
    return (max(first, day) if part == "later" else first), (min(last, day) if part == "earlier" else last)


def _unit_days(day: dt.date, unit: str, offset: int) -> Days:
    if unit == "month":
        return month_days(day.year, day.month + offset)
    if unit == "year":
        return year_days(day.year + offset)
    first, last = week_days(day, offset)
    return (last - dt.timedelta(days=1), last) if unit == "weekend" else (first, last)


def _ago(match: re.Match[str], setting: _Setting) -> Days | None:
    """Days ago name a day, weeks its week, months its month, years its year; hours and vague counts nothing certain."""
    day, counted, unit = setting.published, match["ago_n"], match["ago_u"].casefold()
    if day is None or counted is None:
        return None
    count = int(counted) if counted.isdigit() else int(number_words("unit", "teen").get(counted.casefold(), 1))
    if unit == "day":
        return _shifted(day, -count)
    if unit == "week":
        return week_days(day, -count)
    if unit == "month":
        return month_days(day.year, day.month - count)
    return year_days(day.year - count) if unit == "year" else None


def _same(match: re.Match[str], setting: _Setting) -> Days | None:
    return _shifted(setting.named, 1 if match["next"] else -1 if match["before"] else 0)


def _decade(match: re.Match[str], _setting: _Setting) -> Days | None:
    return year_days(int(match["dec"]), int(match["dec"]) + 9)


def _year(match: re.Match[str], _setting: _Setting) -> Days | None:
    return year_days(int(match["year"]))


_RESOLVERS: dict[str, Callable[[re.Match[str], _Setting], Days | None]] = {
    "iso": _iso,
    "dotted": _dotted,
    "day_month": _day_month,
    "month_day": _month_day,
    "month": _month,
    "weekday": _weekday,
    "deictic": _deictic,
    "unit": _unit,
    "ago": _ago,
    "same": _same,
    "decade": _decade,
    "year": _year,
}
