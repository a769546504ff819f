"""Turns the figures of a track into bars on one scale: how far each reaches, and where it leaves off knowing.

Invariant: the scale begins at 0 (or at the least number below it) and ends at the greatest one; a figure without a
number has no bar.
"""

from collections.abc import Iterable

from onrecord.model import Figure, Record

HUES = 5
"""Colours of speakers; a sixth speaker has the first one's, and the name stands beside it in any case."""

POINT = 1.2
"""Width of an exact number on a scale of 100."""

ROOM = 96.0
"""Where the greatest number stands on a scale of 100: an open end reaches beyond it."""


class FigureBar(Record, frozen=True, kw_only=True):
    """A figure on a scale of 0 to 100: where its bar begins and ends, and which ends are open.

    `about`: the number is given as rough. `hue` tells speakers apart, from 0.
    """

    begin: float
    end: float
    open_begin: bool
    open_end: bool
    about: bool
    hue: int

    @property
    def width(self) -> float:
        """How wide the bar is."""
        return round(self.end - self.begin, 2)


def plot_figures(figures: Iterable[tuple[Figure, str]]) -> dict[str, FigureBar]:
    """Return the bars of figures that measure one thing, by id; each comes with the name of who gives it."""
    given = list(figures)
    bounds = [bound for figure, _ in given for bound in (figure.low, figure.high) if bound is not None]
    if not bounds or max(bounds) == min(0.0, *bounds):
        return {}
    least = min(0.0, *bounds)
    hues: dict[str, int] = {}
    bars: dict[str, FigureBar] = {}
    for figure, who in given:
        hue = hues.setdefault(who, len(hues)) % HUES
        if figure.low is not None or figure.high is not None:
            bars[figure.id] = _bar(figure, least, ROOM / (max(bounds) - least), hue)
    return bars


def _bar(figure: Figure, least: float, scale: float, hue: int) -> FigureBar:
    begin = 0.0 if figure.low is None else (figure.low - least) * scale
    end = 100.0 if figure.high is None else (figure.high - least) * scale
    if figure.low == figure.high:
        begin = max(0.0, end - POINT)
    return FigureBar(
        begin=round(begin, 2),
        end=round(end, 2),
        open_begin=figure.low is None,
        open_end=figure.high is None,
        about=figure.qualifier == "about",
        hue=hue,
    )
