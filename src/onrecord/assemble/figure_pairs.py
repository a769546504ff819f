"""Says of two figures of one track whether they agree, move, conflict or measure something else, and why.

Invariant: only different known speakers conflict, over the same scope at the same moment; every answer has its reason.
"""

import math
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from onrecord.assemble.counting import Counted
from onrecord.assemble.voices import Voices
from onrecord.model import Figure, FigurePair, PairRelation, Record, ScopeKind, Statement

SCOPE_REASONS: Mapping[ScopeKind, str] = MappingProxyType(
    {
        "phase": "one is {}, the other {}",
        "rate": "one is for each {}, the other for each {}",
        "part": "one is of the {}, the other of the {}",
        "place": "one is for {}, the other for {}",
    }
)

OPEN_SCOPES: Mapping[ScopeKind, str] = MappingProxyType(
    {
        "phase": "one is {}, of the other that is not said",
        "part": "one is of the {}, of the other that is not said",
        "place": "one is for {}, the other names no place",
    }
)
DURATIONS = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
"""Units of what takes time: two waits, terms or ages are seldom one."""

_ESTIMATES = re.compile(r"\b(?:predict|forecast|project|expect|estimat|reckon|guess)", re.IGNORECASE)

SAME_NUMBER = 0.01
ROUNDED = 0.1
CLOSE_ENOUGH = 0.75
"""Bounds that meet agree from this ratio on ("more than 30" and "32"); "at least two" and "at least six" do not."""


class Measured(Record, frozen=True, kw_only=True):
    """A figure with what it counts, the statement it stands in and the ISO date it was given."""

    counted: Counted
    statement: Statement | None
    day: str | None


def measure(
    counts: Sequence[Counted], statements: Mapping[str, Statement], days: Mapping[str, str | None]
) -> list[Measured]:
    """Return the counted figures with their statements and the days they were given: said on, published."""
    measured: list[Measured] = []
    for counted in counts:
        figure = counted.figure
        statement = statements.get(figure.statement or "")
        said = statement.said_on.to if statement and statement.said_on else None
        day = (said or days[figure.article] or "")[:10] or None
        measured.append(Measured(counted=counted, statement=statement, day=day))
    return measured


def relate_figures(one: Measured, other: Measured, voices: Voices) -> FigurePair:
    """Return how two figures relate; `one` is the earlier where both days are known."""
    if replaces(one, other):
        one, other = other, one
    relation, reason = _relate(one, other, voices)
    a, b = one.counted.figure.id, other.counted.figure.id
    return FigurePair(a=a, b=b, relation=relation, reason=reason)


def _relate(one: Measured, other: Measured, voices: Voices) -> tuple[PairRelation, str]:
    first, second = one.counted.figure, other.counted.figure
    if replaces(other, one):
        return "revision", "the page moves it from the one number to the other"
    apart = _apart(one.counted, other.counted)
    if apart is not None:
        return "different_scope", apart
    agreed = _compare_numbers(first, second)
    if agreed is not None:
        return agreed
    elsewhere = _differing_scope(first, second, ("place",))
    if elsewhere:
        return "different_scope", elsewhere
    relation, reason = _compare_givers(one, other, voices)
    unlike = _may_be_unlike(one, other) if relation == "conflict" else None
    return ("different_scope", unlike) if unlike else (relation, reason)


def _may_be_unlike(one: Measured, other: Measured) -> str | None:
    """Return why two figures are not known to measure the same, though different speakers gave them on one day."""
    first, second = one.counted.figure, other.counted.figure
    if _is_estimate(one) and _is_estimate(other):
        return "both are estimates"
    if one.counted.whole != other.counted.whole:
        return "of one of them the page counts a part"
    if first.unit in DURATIONS or (first.unit == "%" and not one.counted.event):
        return "they may measure two things"
    if says_same_scope(first, second):
        return None
    for kind, words in OPEN_SCOPES.items():
        named = [scope.value for figure in (first, second) for scope in figure.scope if scope.kind == kind]
        if len(named) == 1:
            return words.format(named[0])
    return None


def _is_estimate(measured: Measured) -> bool:
    cue = measured.statement.cue if measured.statement else None
    return measured.counted.figure.forecast or (cue is not None and _ESTIMATES.search(cue.text) is not None)


def _apart(one: Counted, other: Counted) -> str | None:
    """Return why two figures do not measure the same, whatever their numbers; None where nothing says so."""
    if one.who and other.who and one.who != other.who:
        return f"one counts {one.who}, the other {other.who}"
    if one.figure.forecast != other.figure.forecast:
        return "one lies ahead, the other does not"
    moments = one.figure.as_of, other.figure.as_of
    if None not in moments and moments[0] != moments[1]:
        return "they hold for different moments"
    return _differing_scope(one.figure, other.figure, ("phase", "rate", "part"))


def replaces(one: Measured, other: Measured) -> bool:
    """Whether a figure's own sentence says that it takes the other's place."""
    return one.counted.moved_from is not None and place_of(other.counted.figure) == (
        one.counted.figure.article,
        *one.counted.moved_from,
    )


def _differing_scope(one: Figure, other: Figure, kinds: Sequence[ScopeKind]) -> str | None:
    """Return in what two figures differ by the words that restrict them, None where both are not known to."""
    first, second = ({scope.kind: scope.value for scope in figure.scope} for figure in (one, other))
    for kind in kinds:
        if kind in first and kind in second and first[kind] != second[kind]:
            a, b = first[kind], second[kind]
            return None if kind == "place" and (a in b or b in a) else SCOPE_REASONS[kind].format(a, b)
    return None


def _compare_numbers(one: Figure, other: Figure) -> tuple[PairRelation, str] | None:
    """Return whether two numbers agree, None where they differ."""
    a, b = compared_value(one), compared_value(other)
    if a is None or b is None:
        return "different_scope", "one of them gives no number to compare"
    about = "about" in (one.qualifier, other.qualifier)
    if ratio_of(a, b) >= 1 - (ROUNDED if about else SAME_NUMBER):
        return "agree", "the same number"
    if _bounds_meet(one, other) and ratio_of(a, b) >= CLOSE_ENOUGH:
        return "agree", "each lies within the bounds of the other"
    return None


def _compare_givers(one: Measured, other: Measured, voices: Voices) -> tuple[PairRelation, str]:
    """Return what two different numbers are to each other, by who gave them when."""
    first, second = one.counted.figure, other.counted.figure
    voice = voices.compare(one.statement, other.statement) if one.statement and other.statement else "unknown"
    if voice not in {"same", "near"} and _known_apart(one, other) and says_same_scope(first, second):
        return "conflict", "different speakers give different numbers for what the page calls the same"
    if one.day and other.day and one.day != other.day:
        if voice == "same":
            return "revision", f"the same speaker gave it on {one.day} and on {other.day}"
        return "different_scope", f"given on different days: {one.day} and {other.day}"
    if _bounds_meet(first, second):
        return "different_scope", "both can be true: the bounds leave room for either"
    if voice == "other" and one.day and other.day:
        return "conflict", f"different speakers give different numbers on {one.day}"
    return "different_scope", "not known to be two speakers' numbers for the same moment"


def _known_apart(one: Measured, other: Measured) -> bool:
    first, second = (item.statement.speakers if item.statement else () for item in (one, other))
    return bool(first and second) and not set(first) & set(second)


def says_same_scope(one: Figure, other: Figure) -> bool:
    """Whether the later of two figures of one page says that it is of the earlier one's scope ("the same weeks")."""
    later = max(one, other, key=lambda figure: figure.start)
    return one.article == other.article and any(scope.kind == "same" for scope in later.scope)


def _bounds_meet(one: Figure, other: Figure) -> bool:
    """Whether the two intervals share a value, open ends reaching without limit; vague figures share any."""
    low, high = max(_low(one), _low(other)), min(_high(one), _high(other))
    return low <= high


def _low(figure: Figure) -> float:
    return -math.inf if figure.low is None else figure.low


def _high(figure: Figure) -> float:
    return math.inf if figure.high is None else figure.high


def compared_value(figure: Figure) -> float | None:
    """Return what a figure is compared by; a vague one ("dozens") has nothing to compare."""
    if figure.qualifier == "vague":
        return None
    return figure.low if figure.low is not None else figure.high


def ratio_of(a: float, b: float) -> float:
    """Return the smaller value's share of the larger one; 0 where their signs differ."""
    if a == b:
        return 1.0
    return min(abs(a), abs(b)) / max(abs(a), abs(b)) if a * b > 0 else 0.0


def place_of(figure: Figure) -> tuple[str, int, int]:
    """Return where a figure stands: its article, start and end."""
    return figure.article, figure.start, figure.end
