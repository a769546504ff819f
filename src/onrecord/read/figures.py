"""An article's passages into figures: the quantities that somebody would compare between articles.

Invariant: a figure's span is its qualifier and number, with a per cent sign, currency or unit of measure, and overlaps
no other figure's; its bounds follow from its qualifier.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Article, Figure, Part, TimeExpression, figure_id, span_at
from onrecord.read.counted import find_counted
from onrecord.read.no_figures import is_figure
from onrecord.read.quantities import Quantity, find_quantities
from onrecord.read.times import find_times

_WINDOW = 60
"""Characters before a figure that tell whether it lies ahead."""
_CLAUSE_BORDER = re.compile(r"[.!?;:]\s|[\n“”\"]|\bsaid\b")
_GOES_ON = re.compile(
    r",? (?:(?:and|or|to|against|then|now|later|still|only) )?(?:(?:up|down|compared|instead|rather) )?"
    r"(?:(?:from|with|than|of|to) )?(?:(?:as (?:many|few) as|another|an earlier|a previous) )?"
)
"""What stands between two figures of one thing."""

_AHEAD = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were) (?:expected|projected|forecast|set|due|likely|scheduled|predicted) to|"
    r"expects?|forecasts?|predicts?|projects?|plans? to|by 20\d\d)\b",
    re.IGNORECASE,
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
    dates = [(time.start, time.end) for time in found_times]
    starts = [start for start, _ in dates]
    found: list[Figure] = []
    for passage in passages:
        for quantity in find_quantities(article.text, *passage):
            dated = _overlaps(quantity.numbers, dates, starts)
            if is_figure(article.text, quantity, passage, dated=dated):
                figure = _figure(article, quantity, passage)
                found.append(_with_shared(article.text, figure, found[-1]) if found else figure)
    return found


def _with_shared(text: str, figure: Figure, before: Figure) -> Figure:
    """Return a figure that names nothing with what the one before it counts: "12,000 soldiers, up from |3,000|"."""
    if figure.counted is not None or before.counted is None or figure.unit != before.unit:
        return figure
    between = text[max(before.end, before.counted.end) : figure.start]
    return replace(figure, counted=before.counted) if _GOES_ON.fullmatch(between) else figure


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
        forecast=_AHEAD.search(before) is not None,
    )
