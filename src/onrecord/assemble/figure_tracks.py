"""Groups figures that measure the same quantity, and says of each two why they agree, move or conflict.

Invariant: two figures of one sentence share a track only where one replaces the other there, and only different known
speakers on one day conflict.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import pairwise

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights
from onrecord.assemble.counting import Counted
from onrecord.assemble.figure_pairs import (
    SAME_NUMBER,
    Measured,
    compared_value,
    place_of,
    ratio_of,
    relate_figures,
    replaces,
    says_same_scope,
)
from onrecord.assemble.grouping import Item, join_groups, link_neighbours, number_equal
from onrecord.assemble.voices import Voices
from onrecord.model import Figure, FigureTrack, Part

KEYS = 4
NEIGHBOURS = 16
STORY_DAYS = 14
STORY_LIKENESS = 0.2
"""Dice coefficient of two articles' title and beginning from which they are taken to tell one story."""

STORY_BONUS = 0.3
TIED = 1.0
"""How alike two figures are that their page ties: more than any others."""

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
PAIRS_KEPT = 1 << 18
"""Pairs of figures whose likeness is remembered, because their copies ask for it again."""

COMPARED = 12
"""Every figure of a track is compared with so many that follow it along the calendar."""


def track_figures(measured: Sequence[Measured], voices: Voices) -> list[FigureTrack]:
    """Return the tracks of at least two figures, sorted by id."""
    ordered = sorted((item for item in measured if item.counted.kind), key=lambda item: item.counted.figure.id)
    weights = Weights(item.counted.context for item in ordered)
    tied = _tied(ordered)
    judge = _Judge(ordered, weights, tied)
    links = {**link_neighbours(_items(ordered, weights), NEIGHBOURS, judge.likeness), TIED: tied}
    groups = join_groups(len(ordered), links, judge.alike, AVERAGE_SHARE, _sentence_mates(ordered, tied))
    return [_track([ordered[index] for index in group], voices) for group in groups if len(group) > 1]


def _items(measured: Sequence[Measured], weights: Weights) -> list[Item]:
    keys = cache(partial(_keys, weights))
    return [
        Item(
            keys=keys(item.counted.kind, compared_value(item.counted.figure), item.counted.context, item.counted.story),
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
    return counted.who, counted.context, counted.story, compared_value(counted.figure)


class _Judge:
    """Says of two figures (by index) whether they measure the same quantity."""

    def __init__(self, items: Sequence[Measured], weights: Weights, tied: Mapping[int, Sequence[int]]) -> None:
        self._items = items
        self._tied = tied
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
        if max(a, b) in self._tied.get(min(a, b), ()):
            return TIED
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


def _tied(items: Sequence[Measured]) -> dict[int, list[int]]:
    """Return the pairs that the page itself ties: the lesser index with the others.

    One replaces the other in its sentence, or is said to be of the same weeks, of the same place as the one before it.
    """
    by_page: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(items)), key=lambda index: place_of(items[index].counted.figure)):
        by_page[items[index].counted.figure.article].append(index)
    tied: dict[int, list[int]] = defaultdict(list)
    for one, other in (pair for indices in by_page.values() for pair in pairwise(indices)):
        first, second = items[one], items[other]
        moved = replaces(first, second) or replaces(second, first)
        if first.counted.kind == second.counted.kind and (
            moved or says_same_scope(first.counted.figure, second.counted.figure)
        ):
            tied[min(one, other)].append(max(one, other))
    return dict(tied)


def _sentence_mates(items: Sequence[Measured], tied: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return for each figure the others of its sentence that it may not join, at most MOST_MATES on either side."""
    by_sentence: dict[tuple[str, Part], list[int]] = defaultdict(list)
    for index in sorted(range(len(items)), key=lambda index: items[index].counted.figure.start):
        by_sentence[items[index].counted.figure.article, items[index].counted.sentence].append(index)
    mates: list[list[int]] = [[] for _ in items]
    for indices in by_sentence.values():
        for place, index in enumerate(indices):
            mates[index] = [
                other
                for other in indices[max(0, place - MOST_MATES) : place + 1 + MOST_MATES]
                if other != index and max(index, other) not in tied.get(min(index, other), ())
            ]
    return mates


def _one_sentence(one: Measured, other: Measured) -> bool:
    same_page = one.counted.figure.article == other.counted.figure.article
    return same_page and one.counted.sentence == other.counted.sentence


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _value_points(one: Figure, other: Figure) -> float:
    a, b = compared_value(one), compared_value(other)
    if a is None or b is None:
        return 0.0
    ratio = ratio_of(a, b)
    if ratio >= 1 - SAME_NUMBER:
        return EQUAL_BONUS
    if ratio >= CLOSE_RATIO:
        return CLOSE_BONUS
    return -FAR_MALUS if ratio < FAR_RATIO else 0.0


def _track(items: Sequence[Measured], voices: Voices) -> FigureTrack:
    along = sorted(items, key=lambda item: (item.day or "", item.counted.figure.id))
    pairs = [
        relate_figures(one, other, voices)
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
