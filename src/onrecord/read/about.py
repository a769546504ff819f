"""A statement's content and its time expressions into the time that it is about, and whether that lies ahead.

Invariant: the interval comes from words inside the content; several times that differ, or words counted from a day that
nobody knows, give none, with the reason.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.model import Article, Interval, Part, Statement, TimeExpression
from onrecord.read.times import is_deictic, published_day, resolve_from

_SEVERAL = "its words name several times"
_UNCOUNTED = "it is counted from a day that the page does not tell"
_NO_SPEAKING_DAY = "it is counted from the day of speaking, which the page does not tell"
_MOST = 6
"""Times in one statement that may still come to one interval."""
_LEAD = 24
"""Characters before an expression in which its preposition stands."""

_SINCE = re.compile(
    r"\b(?:since|starting|beginning|effective|as of|as from)(?: (?:on|in|from|late|early|mid))*\s$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to|by|no later than|within)"
    r"(?: (?:on|in|at|late|early|mid|the (?:end|start|middle) of))*\s$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|ahead of|prior to)(?: (?:the (?:end|start) of))?\s$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following)\s$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)(?: (?:on|in|late|early))*\s$", re.IGNORECASE)
_TO = re.compile(r",?\s(?:to|and|until|till|through|up to)\s(?:(?:on|in|late|early)\s)?|[-–]", re.IGNORECASE)
_ONWARDS = re.compile(r"\s(?:on|onwards?)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:already|so far|to date|until now|up to now|by now)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:currently|right now|at present|at the moment|as of now)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|[’']ll|shall|(?:is|are|was|were) (?:to|(?:going|set|due|expected|likely|scheduled|about) to)"
    r"|expect(?:s|ed)? to|plan(?:s|ned)? to|intend(?:s|ed)? to|in the (?:near|foreseeable) future)\b"
)
_WOULD = re.compile(r"\bwould\b(?! have| like| prefer| be (?:an?|the) )")
_IF = re.compile(r"\b(?:if|unless|were|had it|could)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?—(]\s|\b(?:that|whether|which|who|whom|because|although|if|unless|when|where)\b")


class About(NamedTuple):
    """What a statement is about in time: the interval or the reason why it has none, and whether it lies ahead."""

    interval: Interval | None
    forecast: bool
    reason: str | None


_Ends = tuple[str | None, str | None]


def find_about(
    article: Article, statement: Statement, nested: Sequence[Statement], times: Sequence[TimeExpression]
) -> About:
    """Return what a statement is about in time, by its own words: those of statements `nested` in it are not its own.

    `times` are the article's, in order; words of the speaker ("today") count from the day of speaking.
    """
    said = statement.said_on
    spoken = dt.date.fromisoformat(said.from_) if said and said.from_ and said.from_ == said.to else None
    day = spoken or published_day(article)
    ahead = _looks_ahead(article.text, statement)
    others = {time.start for time in _inside(times, (part for inner in nested for part in inner.parts))}
    own = [
        time
        for time in _inside(times, statement.parts)
        if time.start not in others and (said is None or time.start != said.start)
    ]
    if not own:
        return About(_by_adverb(statement.text, day), ahead, None)
    if len(own) > _MOST:
        return About(None, ahead, _SEVERAL)
    if spoken is None and statement.kind == "direct" and any(is_deictic(time) for time in own):
        return About(None, ahead, _NO_SPEAKING_DAY)
    counted = [resolve_from(article.text, time, spoken) if spoken else time for time in own]
    if any(time.from_ is None and time.to is None for time in counted):
        return About(None, ahead, _UNCOUNTED)
    ends = set(_intervals(article.text, counted, day if ahead else None))
    if len(ends) != 1:
        return About(None, ahead, _SEVERAL)
    first, last = ends.pop()
    return About(Interval(from_=first, to=last), ahead or _is_after(first, day), None)


def _inside(times: Sequence[TimeExpression], parts: Iterable[Part]) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    for start, end in parts:
        low = bisect_left(times, start, key=lambda time: time.start)
        high = bisect_left(times, end, lo=low, key=lambda time: time.start)
        found.extend(time for time in times[low:high] if time.end <= end)
    return found


def _intervals(text: str, times: Sequence[TimeExpression], begins: dt.date | None) -> Iterable[_Ends]:
    """Yield the interval of each time with its preposition, ranges ("from May to June") as one.

    What lies ahead by an end ("will be ready by June") begins with the day that it is counted from.
    """
    skip = False
    for at, time in enumerate(times):
        if skip:
            skip = False
            continue
        later = times[at + 1] if at + 1 < len(times) else None
        before = text[max(0, time.start - _LEAD) : time.start]
        if later is not None and _FROM.search(before) and _TO.fullmatch(text, time.end, max(time.end, later.start)):
            skip = True
            yield time.from_, later.to
        else:
            yield _with_preposition(before, time, text[time.end : time.end + 9], begins)


def _with_preposition(before: str, time: TimeExpression, after: str, begins: dt.date | None) -> _Ends:
    begin = begins.isoformat() if begins and time.to and begins.isoformat() <= time.to else None
    if _SINCE.search(before) or (_FROM.search(before) and _ONWARDS.match(after)):
        return time.from_, None
    if _UNTIL.search(before):
        return begin, time.to
    if _BEFORE.search(before):
        return begin, _shifted(time.from_, -1)
    if _AFTER.search(before):
        return _shifted(time.to, 1), None
    return time.from_, time.to


def _shifted(day: str | None, days: int) -> str | None:
    return None if day is None else (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _by_adverb(words: str, day: dt.date | None) -> Interval | None:
    """Return what "already" and "currently" say without a date: up to the day of speaking, or that day."""
    if day is None:
        return None
    if _SO_FAR.search(words):
        return Interval(from_=None, to=day.isoformat())
    return Interval(from_=day.isoformat(), to=day.isoformat()) if _NOW.search(words) else None


def _looks_ahead(text: str, statement: Statement) -> bool:
    """Whether the first clause of the content tells what is to come; "would" does so in reported speech only."""
    start, end = statement.parts[0]
    border = _CLAUSE_END.search(text, start + 1, end)
    clause = text[start : border.start() if border else end]
    if _AHEAD.search(clause) is not None:
        return True
    reported = statement.kind != "direct" and _IF.search(text, start, end) is None
    return reported and _WOULD.search(clause) is not None


def _is_after(first: str | None, day: dt.date | None) -> bool:
    return first is not None and day is not None and first > day.isoformat()
