"""Groups figures that measure the same quantity, and says of each two why they agree, move or conflict.

Invariant: two figures of one sentence never share a track, and only different known speakers on one day conflict.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights
from onrecord.assemble.counting import Counted
from onrecord.assemble.grouping import Item, join_groups, link_neighbours, number_equal
from onrecord.assemble.voices import Voices
from onrecord.model import Figure, FigurePair, FigureTrack, PairRelation, Part, Record, Statement

KEYS = 4
NEIGHBOURS = 16
STORY_DAYS = 14
STORY_LIKENESS = 0.2
"""Dice coefficient of two articles' title and beginning from which they are taken to tell one story."""

STORY_BONUS = 0.3
EQUAL_BONUS = 0.2
CLOSE_BONUS, CLOSE_RATIO = 0.1, 0.5
FAR_MALUS, FAR_RATIO = 0.3, 0.25
"""A toll moves, but seldom to four times itself: such figures mostly count another event."""

WHO_MALUS = 0.3
"""Off where different people are counted; half of it where one figure names no particular ones."""

LEAST_EVENT = 0.4
LEAST_OTHER = 0.5
AVERAGE_SHARE = 0.4
MOST_MATES = 24
PAIRS_KEPT = 1 << 16
"""Pairs of figures whose likeness is remembered, because their copies ask for it again."""

COMPARED = 12
"""Every figure of a track is compared with so many that follow it along the calendar."""

SAME_NUMBER = 0.01
ROUNDED = 0.1
CLOSE_ENOUGH = 0.75
"""Bounds that meet agree from this ratio on ("more than 30" and "32"); "at least two" and "at least six" do not."""


class Measured(Record, frozen=True, kw_only=True):
    """A figure with what it counts, the statement it stands in and the ISO date it was given."""

    counted: Counted
    statement: Statement | None
    day: str | None


def track_figures(measured: Sequence[Measured], voices: Voices) -> list[FigureTrack]:
    """Return the tracks of at least two figures, sorted by id."""
    ordered = sorted((item for item in measured if item.counted.kind), key=lambda item: item.counted.figure.id)
    weights = Weights(item.counted.context for item in ordered)
    judge = _Judge(ordered, weights)
    links = link_neighbours(_items(ordered, weights), NEIGHBOURS, judge.likeness)
    groups = join_groups(len(ordered), links, judge.alike, AVERAGE_SHARE, _sentence_mates(ordered))
    return [_track([ordered[index] for index in group], voices) for group in groups if len(group) > 1]


def _items(measured: Sequence[Measured], weights: Weights) -> list[Item]:
    keys = cache(partial(_keys, weights))
    return [
        Item(
            keys=keys(item.counted.kind, _value(item.counted.figure), item.counted.context, item.counted.story),
            calendar=(item.day or "", item.counted.figure.id),
            kind=_kind(item),
            page=item.counted.figure.article,
        )
        for item in measured
    ]


def _keys(
    weights: Weights, kind: str | None, value: float | None, context: Iterable[str], story: Iterable[str]
) -> tuple[str, ...]:
    """Return what a figure is looked up by: its kind with its value, with rare words around, with the story's."""
    return tuple(f"{kind} {part}" for part in (value, *weights.rarest(context, KEYS), *sorted(story)))


def _kind(measured: Measured) -> Hashable:
    """Return all of a figure that `_Judge` looks at where the other stands on another page."""
    return measured.counted.kind, measured.counted.event, measured.day, _content(measured.counted)


def _content(counted: Counted) -> Hashable:
    """Return all by which a figure is like another."""
    return counted.who, counted.context, counted.story, _value(counted.figure)


class _Judge:
    """Says of two figures (by index) whether they measure the same quantity."""

    def __init__(self, items: Sequence[Measured], weights: Weights) -> None:
        self._items = items
        self._weights = weights
        self._contents = number_equal(_content(item.counted) for item in items)
        self._by_content = {content: item.counted for content, item in zip(self._contents, items, strict=True)}
        self._compare = lru_cache(PAIRS_KEPT)(self._compare_contents)

    def likeness(self, a: int, b: int) -> float | None:
        """Return how alike two figures of one kind are where that is enough."""
        one, other = self._items[a], self._items[b]
        if one.counted.kind != other.counted.kind or _one_sentence(one, other):
            return None
        if not one.counted.event and not one.counted.context & other.counted.context:
            return None
        if (days_between(one.day, other.day) or 0) > STORY_DAYS:
            return None
        alike = self.alike(a, b)
        return alike if alike >= (LEAST_EVENT if one.counted.event else LEAST_OTHER) else None

    def alike(self, a: int, b: int) -> float:
        """Return how alike two figures are: words around, story and value, minus what tells them apart."""
        return self._compare(self._contents[a], self._contents[b])

    def _compare_contents(self, first: int, second: int) -> float:
        one, other = self._by_content[first], self._by_content[second]
        shared = self._weights.total(one.context & other.context)
        both = self._weights.total(one.context) + self._weights.total(other.context)
        points = 2 * shared / both if both > 0 else 0.0
        points += STORY_BONUS if _dice(one.story, other.story) >= STORY_LIKENESS else 0.0
        if one.who != other.who:
            points -= WHO_MALUS if one.who and other.who else WHO_MALUS / 2
        return points + _value_points(one.figure, other.figure)


def _sentence_mates(items: Sequence[Measured]) -> list[list[int]]:
    """Return for each figure the others of its sentence, at most MOST_MATES on either side."""
    by_sentence: dict[tuple[str, Part], list[int]] = defaultdict(list)
    for index in sorted(range(len(items)), key=lambda index: items[index].counted.figure.start):
        by_sentence[items[index].counted.figure.article, items[index].counted.sentence].append(index)
    mates: list[list[int]] = [[] for _ in items]
    for indices in by_sentence.values():
        for place, index in enumerate(indices):
            mates[index] = [
                other for other in indices[max(0, place - MOST_MATES) : place + 1 + MOST_MATES] if other != index
            ]
    return mates


def _one_sentence(one: Measured, other: Measured) -> bool:
    same_page = one.counted.figure.article == other.counted.figure.article
    return same_page and one.counted.sentence == other.counted.sentence


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _value(figure: Figure) -> float | None:
    """Return what a figure is compared by; a vague one ("dozens") has nothing to compare."""
    if figure.qualifier == "vague":
        return None
    return figure.low if figure.low is not None else figure.high


def _value_points(one: Figure, other: Figure) -> float:
    a, b = _value(one), _value(other)
    if a is None or b is None:
        return 0.0
    ratio = _ratio(a, b)
    if ratio >= 1 - SAME_NUMBER:
        return EQUAL_BONUS
    if ratio >= CLOSE_RATIO:
        return CLOSE_BONUS
    return -FAR_MALUS if ratio < FAR_RATIO else 0.0


def _ratio(a: float, b: float) -> float:
    """Return the smaller value's share of the larger one; 0 where their signs differ."""
    if a == b:
        return 1.0
    return min(abs(a), abs(b)) / max(abs(a), abs(b)) if a * b > 0 else 0.0


def _track(items: Sequence[Measured], voices: Voices) -> FigureTrack:
    along = sorted(items, key=lambda item: (item.day or "", item.counted.figure.id))
    pairs = [
        _pair(one, other, voices)
        for place, one in enumerate(along)
        for other in along[place + 1 : place + 1 + COMPARED]
    ]
    names = Counter(item.counted.what for item in along if item.counted.what)
    ids = sorted(item.counted.figure.id for item in items)
    return FigureTrack(
        id=ids[0],
        what=min(names, key=lambda name: (-names[name], name)) if names else str(items[0].counted.kind),
        figures=tuple(ids),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.a, pair.b))),
    )


def _pair(one: Measured, other: Measured, voices: Voices) -> FigurePair:
    """Return how two figures relate; `one` is the earlier where both days are known."""
    relation, reason = _relate(one, other, voices)
    a, b = one.counted.figure.id, other.counted.figure.id
    return FigurePair(a=a, b=b, relation=relation, reason=reason)


def _relate(one: Measured, other: Measured, voices: Voices) -> tuple[PairRelation, str]:
    first, second = one.counted, other.counted
    if first.who and second.who and first.who != second.who:
        return "different_scope", f"one counts {first.who}, the other {second.who}"
    if first.figure.forecast != second.figure.forecast:
        return "different_scope", "one lies ahead, the other does not"
    if first.phase and second.phase and first.phase != second.phase:
        return "different_scope", f"one is {first.phase}, the other {second.phase}"
    moments = first.figure.as_of, second.figure.as_of
    if None not in moments and moments[0] != moments[1]:
        return "different_scope", "they hold for different moments"
    return _compare_numbers(first.figure, second.figure) or _compare_givers(one, other, voices)


def _compare_numbers(one: Figure, other: Figure) -> tuple[PairRelation, str] | None:
    """Return whether two numbers agree, None where they differ."""
    a, b = _value(one), _value(other)
    if a is None or b is None:
        return "different_scope", "one of them gives no number to compare"
    about = "about" in (one.qualifier, other.qualifier)
    if _ratio(a, b) >= 1 - (ROUNDED if about else SAME_NUMBER):
        return "agree", "the same number"
    if _bounds_meet(one, other) and _ratio(a, b) >= CLOSE_ENOUGH:
        return "agree", "each lies within the bounds of the other"
    return None


def _compare_givers(one: Measured, other: Measured, voices: Voices) -> tuple[PairRelation, str]:
    """Return what two different numbers are to each other, by who gave them when."""
    voice = voices.compare(one.statement, other.statement) if one.statement and other.statement else "unknown"
    if one.day and other.day and one.day != other.day:
        if voice == "same":
            return "revision", f"the same speaker gave it on {one.day} and on {other.day}"
        return "different_scope", f"given on different days: {one.day} and {other.day}"
    if _bounds_meet(one.counted.figure, other.counted.figure):
        return "different_scope", "both can be true: the bounds leave room for either"
    if voice == "other" and one.day and other.day:
        return "conflict", f"different speakers give different numbers on {one.day}"
    return "different_scope", "not known to be two speakers' numbers for the same moment"


def _bounds_meet(one: Figure, other: Figure) -> bool:
    """Whether the two intervals share a value, open ends reaching without limit; vague figures share any."""
    low, high = max(_low(one), _low(other)), min(_high(one), _high(other))
    return low <= high


def _low(figure: Figure) -> float:
    return -math.inf if figure.low is None else figure.low


def _high(figure: Figure) -> float:
    return math.inf if figure.high is None else figure.high


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
