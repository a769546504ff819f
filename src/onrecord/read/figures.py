"""An article's passages into figures: the quantities that somebody would compare between articles.

Invariant: a figure's span is its qualifier and number, with a per cent sign, currency or unit of measure, and overlaps
no other figure's; its bounds follow from its qualifier.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.model import Article, Figure, Part, TimeExpression, figure_id, span_at
from onrecord.read.counted import find_counted
from onrecord.read.no_figures import is_figure
from onrecord.read.quantities import Quantity, find_quantities
from onrecord.read.scope import scope_figures
from onrecord.read.shared_counts import share_counted
from onrecord.read.times import find_times, is_counted_stretch

_WINDOW = 60
"""Characters before a figure that tell whether it lies ahead."""
_CLAUSE_BORDER = re.compile(r"[.!?;:]\s|[\n“”\"]|\bsaid\b")
_AHEAD = re.compile(
    r"\b(?:will|shall|would(?! have)|(?:is|are|was|were) (?:expected|projected|forecast|set|due|likely|scheduled|"
    r"predicted) to|expects?|forecasts?|predicts?|projects?|plans? to|by 20\d\d)\b",
    re.IGNORECASE,
)
_AHEAD_BEHIND = re.compile(
    r"(?: [\w’'-]+){0,4}? (?:will|shall|(?:is|are|was|were) (?:expected|projected|forecast|due|scheduled|planned)|"
    r"(?:is|are|was|were) (?:set|likely) to|expected to)\b"
)


def find_figures(
    article: Article, passages: Sequence[Part], times: Sequence[TimeExpression] | None = None
) -> list[Figure]:
    """Return the figures of the passages in order; `statement` and `as_of` are left open.

    `times` are the time expressions of the same passages where the caller has found them already.

    Percentages keep the printed number (55 per cent is 55.0, unit `%`), shares are fractions ("two thirds" is 0.667),
    money is in units of its ISO 4217 currency, scaled ("$5.7bn" is 5.7e9).
    """
    found_times = find_times(article, passages) if times is None else times
    dates = [(time.start, time.end) for time in found_times if not is_counted_stretch(time)]
    starts = [start for start, _ in dates]
    found: list[Figure] = []
    for passage in passages:
        for quantity in find_quantities(article.text, *passage):
            dated = _overlaps(quantity.numbers, dates, starts)
            if is_figure(article.text, quantity, passage, dated=dated):
                found.append(_figure(article, quantity, passage))
    return scope_figures(article.text, share_counted(article.text, found))


def _overlaps(place: Part, spans: Sequence[Part], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, place[1] - 1) - 1
    return index >= 0 and spans[index][1] > place[0]


def _figure(article: Article, quantity: Quantity, passage: Part) -> Figure:
    text = article.text
    counted = find_counted(text, quantity, *passage)
    before = _CLAUSE_BORDER.split(text[max(passage[0], quantity.start - _WINDOW) : quantity.start])[-1]
    return Figure(
        id=figure_id(article.id, quantity.start, quantity.end),
        article=article.id,
        start=quantity.start,
        end=quantity.end,
        text=text[quantity.start : quantity.end],
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        unit=quantity.unit,
        counted=span_at(text, *counted) if counted else None,
        statement=None,
        as_of=None,
        forecast=bool(_AHEAD.search(before) or _AHEAD_BEHIND.match(text, quantity.end, passage[1])),
    )
