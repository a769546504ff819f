"""An article's passages into its time expressions, resolved against its date.

Invariant: an expression that the text and the article's date do not settle keeps its span and has null ends. News says
"on Friday" of the latest Friday up to publication; only words that look ahead ("will", "until") turn it forward.
"""

import datetime as dt
import re
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Article, Part, TimeExpression
from onrecord.read.time_days import Ends, Setting, kind_of_time, resolve_time
from onrecord.read.time_grammar import TIME

YEARS = range(1500, 2100)
"""Four digits within this range may be a year; figures outside it never are."""

_AMBIGUOUS_MONTHS = frozenset({"may", "march", "august", "mar", "jan", "dec", "jun"})
_MONTH_LED_BY = re.compile(
    r"\b(?:in|since|until|till|by|from|during|through|before|after|for|of|between)\s$", re.IGNORECASE
)
_FEAST_BEFORE = re.compile(r"\b(?:Black|Good|Bloody|Palm|Easter|Super|Cyber)\s$")
_CLAUSE_BORDER = re.compile(r"""[.!?,;:"“”()\n—]""")
_DIRECTION = re.compile(
    r"(?P<past>\b(?:said|told|announced|wrote|tweeted|posted|reported|confirmed|denied|declared|stated|claimed|warned|"
    r"(?:would|could|might|may|should|must|will) (?:\w+ )?have|had)\b)"
    r"|\b(?:will|shall|would|could|might|should|must|can|upcoming|scheduled|slated|due|planned|plans|planning|"
    r"expected|set (?:to|for)|(?:is|are) to|going to|ahead of|starting|effective)\b"
    r"|\b(?P<limit>until|till|by|before)\s*$",
    re.IGNORECASE,
)
_AHEAD_AFTER = re.compile(
    r",?(?: (?!said|says|told|tells|announced|added|warned|confirmed|promised|vowed|declared|had|that\b)"
    r"[\w’'.-]{1,30}){0,5}?"
    r" (?:will|shall|(?:is|are) (?:to|due|scheduled|expected|set))\b"
)
_RISEN_AFTER = re.compile(r",?(?: [\w’'.-]{1,30}){0,5}? had\b")
_COUNTED_FROM_TODAY = frozenset(
    {"weekday", "deictic", "unit", "weekend", "ago", "from_now", "window", "future", "part"}
)
_LOOK = 80
"""Characters searched before an expression for what tells its direction."""


def find_times(article: Article, passages: Sequence[Part]) -> list[TimeExpression]:
    """Return the time expressions of the passages, in order, without their prepositions ("last Friday", "in" not).

    Ends are ISO 8601 dates, both included, null where open ("in recent weeks" has no beginning). Clock times and bare
    years inside names ("the 2012 treaty") are no time expressions.
    """
    text, published = article.text, published_day(article)
    found: list[TimeExpression] = []
    named: dt.date | None = None
    for start, end in passages:
        for match in TIME.finditer(text, start, end):
            kind = kind_of_time(match)
            if _is_no_time(text, match, kind):
                continue
            ends = resolve_time(match, Setting(published, named, _looks_ahead(text, start, match)))
            found.append(_expression(text, match.span(kind), ends))
            if ends and ends[0] and ends[0] == ends[1] and ends[0].year in YEARS:
                named = ends[0]
    return found


def _expression(text: str, span: Part, ends: Ends | None) -> TimeExpression:
    first, last = ends or (None, None)
    return TimeExpression(start=span[0], end=span[1], text=text[slice(*span)], from_=_iso(first), to=_iso(last))


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def published_day(article: Article) -> dt.date | None:
    """Return the day on which the article was published, or None where it is not known to the day."""
    published = article.published
    if published is None or not published.from_ or not published.to or published.from_[:10] != published.to[:10]:
        return None
    try:
        day = dt.date.fromisoformat(published.from_[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


def look_back(time: TimeExpression, published: dt.date | None) -> TimeExpression:
    """Return the expression as words of past speaking mean it: where it lay ahead of publication, the one before."""
    if published is None or time.from_ is None or time.from_ <= published.isoformat():
        return time
    match = TIME.match(time.text)
    ends = None if match is None else resolve_time(match, Setting(published, None, ahead=False))
    return time if ends is None else replace(time, from_=_iso(ends[0]), to=_iso(ends[1]))


def resolve_from(text: str, time: TimeExpression, day: dt.date) -> TimeExpression:
    """Return the expression as somebody means it who speaks on another day than that of publication."""
    match = TIME.match(text, time.start)
    if match is None or kind_of_time(match) not in _COUNTED_FROM_TODAY:
        return time
    setting = Setting(day, None, _looks_ahead(text, max(0, time.start - _LOOK), match))
    first, last = resolve_time(match, setting) or (None, None)
    return replace(time, from_=_iso(first), to=_iso(last))


def is_deictic(time: TimeExpression) -> bool:
    """Whether the words point to the day itself or its neighbours ("today", "tomorrow")."""
    match = TIME.match(time.text)
    return match is not None and kind_of_time(match) == "deictic"


def is_counted_stretch(time: TimeExpression) -> bool:
    """Whether the words count a stretch of time ("the past 24 hours"), whose number is a figure and no date."""
    match = TIME.match(time.text)
    return match is not None and match["win_n"] is not None


def relative_words(time: TimeExpression) -> str:
    """Return what an expression of past speaking means beside an unknown day of publication."""
    match = TIME.match(time.text)
    counted = f"“{time.text}” counted from publication, whose day is unknown"
    if match is None or match.end() != len(time.text):
        return counted
    kind = kind_of_time(match)
    relation = (match["wd_rel"] or match["my_rel"] or "last").casefold()
    if kind in {"weekday", "month"} and relation in {"last", "this past"} and not match["wd_week"]:
        return f"the {match['wd'] or match['my_m']} before publication"
    if kind == "deictic":
        days = resolve_time(match, Setting(dt.date(2000, 1, 3), None, ahead=False)) or (None, None)
        ends = {"2000-01-03": "the day of publication", "2000-01-02": "the day before publication"}
        return ends.get(str(days[0]), counted)
    if kind == "unit" and match["un_rel"].casefold() == "last":
        return f"the {match['un'].casefold()} before publication"
    return counted


def _is_no_time(text: str, match: re.Match[str], kind: str) -> bool:
    """Whether the words are no time here: a month that is another word, a feast."""
    start = match.start(kind)
    before = text[max(0, start - 12) : start]
    if kind == "weekday":
        return _FEAST_BEFORE.search(before) is not None
    bare = kind == "month" and not match["my_rel"] and not match["my_y"] and not match["my_ry"]
    ambiguous = bare and match["my_m"].casefold() in _AMBIGUOUS_MONTHS
    return ambiguous and _MONTH_LED_BY.search(before) is None


def _looks_ahead(text: str, passage_start: int, match: re.Match[str]) -> bool:
    """Whether the last word of the clause that tells a direction looks ahead, or what follows does."""
    before = _CLAUSE_BORDER.split(text[max(passage_start, match.start() - _LOOK) : match.start()])[-1]
    told = list(_DIRECTION.finditer(before))
    if told:
        # a limit takes its direction from the verb: "had left by Monday"
        tells = told[-2] if told[-1]["limit"] and len(told) > 1 else told[-1]
        return not tells["past"] and _RISEN_AFTER.match(text, match.end()) is None
    return _AHEAD_AFTER.match(text, match.end()) is not None
