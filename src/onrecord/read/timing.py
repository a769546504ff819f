"""Statements into statements with their times: when each was said, what it is about, whether it looks ahead.

Invariant: all that depends on the article's date of publication is set here, so that a text that was read for one date
is timed again for another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from onrecord.model import Article, Part, Statement, TimeExpression
from onrecord.read.about import About, find_about
from onrecord.read.dates import date_statements
from onrecord.read.times import published_day, relative_words

_TIMED = ("said_on", "about_time")


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
