"""Figures that name nothing into ones with what the figure before them counts.

Invariant: words are only shared within a sentence, or `_NEAR` by a word that stands for the number before.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Figure, span_at
from onrecord.read.counted import head_noun
from onrecord.read.quantities import MEASURES

_NEAR = 200
"""Characters between two figures of which one may stand for the other's thing."""
_CONVERTED = re.compile(r" ?[(;,/] ?(?:or |about |around |~|≈|roughly )?")
_GOES_ON = re.compile(
    r",? (?:(?:and|or|to|against|then|now|later|still|only) )?(?:(?:up|down|compared|instead|rather) )?"
    r"(?:(?:from|with|than|of|to) )?(?:(?:as (?:many|few) as|another|an earlier|a previous) )?"
)
"""What stands between two figures of one thing."""
_SENTENCE_BORDER = re.compile(r"[.!?]\s|\n")
_FATE = r"(?:dead|killed|wounded|injured|hurt|infected|missing|arrested|detained)\b"
_TOLD = re.compile(
    rf" (?:of them )?(?:(?:have|has|had|were|was|are|is)(?: been)? (?!{_FATE})[a-z]|(?!{_FATE})[a-z]+ed\b)|"
    r" of them\b(?= ?[.,;:]|$)"
)
"""What is said of a number that stands for those counted before: "54 nations signed, |27| have ratified"."""
_SOME_OF_THEM = re.compile(
    r"(?:\bwith|\bonly|\bbut|\band(?: said| that| says)?|\bof (?:whom|which|them)|,)(?: (?:only|just|some|another))? $"
)
_ANAPHORS = frozenset({"number", "numbers", "figure", "total", "tally", "count"})
"""They stand for what was counted before: "3,000 soldiers have arrived, and the number will rise to |10,000|"."""


def share_counted(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of one text, in order, those that name nothing with what the one before them counts."""
    shared: list[Figure] = []
    for figure in figures:
        shared.append(_shared(text, figure, shared[-1]) if shared else figure)
    return shared


def _shared(text: str, figure: Figure, before: Figure) -> Figure:
    if before.counted is None or max(before.end, before.counted.end) > figure.start or figure.counted == before.counted:
        return _converted(text, figure, before)
    between = text[before.end : figure.start]
    if _repeats(figure, before) and len(between) <= _NEAR:
        return _with_noun(text, figure, before)
    if _SENTENCE_BORDER.search(between):
        return figure
    goes_on = _GOES_ON.fullmatch(text, max(before.end, before.counted.end), figure.start)
    if figure.counted is None and figure.unit in {None, before.unit} and goes_on:
        return replace(figure, counted=before.counted, unit=before.unit)
    if _counts_some(text, figure, before) and _SOME_OF_THEM.search(between):
        return _with_noun(text, figure, before)
    return _converted(text, figure, before)


def _converted(text: str, figure: Figure, before: Figure) -> Figure:
    """Return a conversion with what is measured: "785 miles (|1,260 km|)"."""
    is_same = figure.unit is not None and before.unit is not None and figure.unit != before.unit
    if is_same and before.counted and _CONVERTED.fullmatch(text, before.end, figure.start):
        return replace(figure, counted=before.counted)
    return figure


def _repeats(figure: Figure, before: Figure) -> bool:
    """Whether a figure goes on with what was counted before.

    It only says the number again ("Yes, |12,000|!"), names its unit alone ("the port shows |3,800 tonnes|") or stands
    for it ("the number will rise to |10,000|").
    """
    if figure.unit != before.unit:
        return False
    if figure.counted is None:
        return (figure.low, figure.high) == (before.low, before.high)
    is_bare = figure.counted.end <= figure.end and figure.unit in MEASURES
    return is_bare or figure.counted.text.casefold() in _ANAPHORS


def _counts_some(text: str, figure: Figure, before: Figure) -> bool:
    """Whether a figure may count some of those before it."""
    told = figure.counted is None or (figure.unit is None and _TOLD.match(text, figure.end) is not None)
    return told and before.unit is None and figure.unit in {None, "%"}


def _with_noun(text: str, figure: Figure, before: Figure) -> Figure:
    if before.counted is None:
        return figure
    noun = head_noun(text, (before.counted.start, before.counted.end))
    return replace(figure, counted=span_at(text, *noun) if noun else before.counted)
