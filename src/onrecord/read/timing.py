"""Statements and figures into those with their times: when each was said, what it is about, when a count held.

Invariant: all that depends on the article's date of publication is set here, so that a text that was read for one date
is timed again for another.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from onrecord.model import Article, Figure, Interval, Part, Statement, TimeExpression
from onrecord.read.about import About, find_about
from onrecord.read.dates import date_statements
from onrecord.read.times import published_day, relative_words

_TIMED = ("said_on", "about_time")
_MOMENT = re.compile(r"\b(?:by|as of|up to|until)(?: the end of)? $", re.IGNORECASE)
"""What leads to the moment that a count holds for."""

_SENTENCE_BORDER = re.compile(r"[.!?;:]\s|[\n“”\"]")
_LONGEST_LEAD = len("as of the end of ")
_FAR = 60
"""Characters between a figure and its moment, at most."""


def time_statements(
    article: Article, statements: Sequence[Statement], times: Sequence[TimeExpression]
) -> list[Statement]:
    """Return the statements with `said_on`, `about_time` and `forecast`; the times are in the order of the text.

    A time that is counted from an unknown day of publication keeps its words, has open ends, and the reason says what
    it means ("the Friday before publication").
    """
    nested: Mapping[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.within is not None:
            nested[statement.within].append(statement)
    placed = sorted(statements, key=_place)  # by place alone: ids depend on the article's address, dates must not
    dates = dict(zip((one.id for one in placed), date_statements(article, placed, times), strict=True))
    return [_timed(article, replace(one, said_on=dates[one.id]), nested.get(one.id, ()), times) for one in statements]


def time_figures(article: Article, figures: Sequence[Figure], times: Sequence[TimeExpression]) -> list[Figure]:
    """Return the figures with the moment that each holds for: "11,000 containers |by June|", "|as of Friday|, 31"."""
    text = article.text
    held = [replace(figure, as_of=None) for figure in figures]
    for time in times:
        lead = _MOMENT.search(text, max(0, time.start - _LONGEST_LEAD), time.start)
        if lead is None or time.to is None:
            continue
        behind = bisect_right(held, time.start, key=lambda figure: figure.start)
        # The figure before it in its clause, else the one behind it.
        near = [n for n in (behind - 1, behind) if 0 <= n < len(held) and _in_clause(text, held[n], lead.start(), time)]
        if near and held[near[0]].as_of is None:
            held[near[0]] = replace(held[near[0]], as_of=Interval(from_=time.from_, to=time.to))
    return held


def _in_clause(text: str, figure: Figure, lead: int, time: TimeExpression) -> bool:
    between = text[figure.end : lead] if figure.start < lead else text[time.end : figure.start]
    return len(between) <= _FAR and not _SENTENCE_BORDER.search(between)


def _place(statement: Statement) -> tuple[tuple[Part, ...], int, int]:
    source, cue = statement.source, statement.cue
    return statement.parts, -1 if cue is None else cue.start, -1 if source is None else source.start


def _timed(
    article: Article, statement: Statement, nested: Sequence[Statement], times: Sequence[TimeExpression]
) -> Statement:
    about = find_about(article, statement, nested, times)
    reasons = _reasons(article, statement, about)
    return replace(statement, about_time=about.interval, forecast=about.forecast, unresolved=reasons)


def _reasons(article: Article, statement: Statement, about: About) -> dict[str, str]:
    reasons = {field: reason for field, reason in statement.unresolved.items() if field not in _TIMED}
    said = statement.said_on
    if said is not None and said.from_ is None and said.to is None and published_day(article) is None:
        reasons["said_on"] = relative_words(said)
    if about.reason is not None:
        reasons["about_time"] = about.reason
    return reasons
