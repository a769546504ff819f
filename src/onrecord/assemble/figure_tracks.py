"""Groups figures that measure the same quantity, and says of each two why they agree, move or conflict.

Invariant: two figures of one sentence share a track only where one replaces the other there, and only different known
speakers on one day conflict.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import pairwise
from types import MappingProxyType

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights
from onrecord.assemble.counting import Counted
from onrecord.assemble.grouping import Item, join_groups, link_neighbours, number_equal
from onrecord.assemble.voices import Voices
from onrecord.model import Figure, FigurePair, FigureTrack, PairRelation, Part, Record, ScopeKind, Statement

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
PAIRS_KEPT = 1 << 16
"""Pairs of figures whose likeness is remembered, because their copies ask for it again."""

COMPARED = 12
"""Every figure of a track is compared with so many that follow it along the calendar."""

SCOPE_REASONS: Mapping[ScopeKind, str] = MappingProxyType(
    {
        "phase": "one is {}, the other {}",
        "rate": "one is for each {}, the other for each {}",
        "part": "one is of the {}, the other of the {}",
        "place": "one is for {}, the other for {}",
    }
)

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
    tied = _tied(ordered)
    judge = _Judge(ordered, weights, tied)
    links = {**link_neighbours(_items(ordered, weights), NEIGHBOURS, judge.likeness), TIED: tied}
    groups = join_groups(len(ordered), links, judge.alike, AVERAGE_SHARE, _sentence_mates(ordered, tied))
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
    for index in sorted(range(len(items)), key=lambda index: _place(items[index].counted.figure)):
        by_page[items[index].counted.figure.article].append(index)
    tied: dict[int, list[int]] = defaultdict(list)
    for one, other in (pair for indices in by_page.values() for pair in pairwise(indices)):
        first, second = items[one], items[other]
        moved = _replaces(first, second) or _replaces(second, first)
        if first.counted.kind == second.counted.kind and (
            moved or _same_scope(first.counted.figure, second.counted.figure)
        ):
            tied[min(one, other)].append(max(one, other))
    return dict(tied)


def _place(figure: Figure) -> tuple[str, int, int]:
    return figure.article, figure.start, figure.end


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
    if _replaces(one, other):
        one, other = other, one
    relation, reason = _relate(one, other, voices)
    a, b = one.counted.figure.id, other.counted.figure.id
    return FigurePair(a=a, b=b, relation=relation, reason=reason)


def _relate(one: Measured, other: Measured, voices: Voices) -> tuple[PairRelation, str]:
    first, second = one.counted.figure, other.counted.figure
    if _replaces(other, one):
        return "revision", "the page moves it from the one number to the other"
    apart = _apart(one.counted, other.counted)
    if apart is not None:
        return "different_scope", apart
    agreed = _compare_numbers(first, second)
    if agreed is not None:
        return agreed
    elsewhere = _differing_scope(first, second, ("place",))
    return ("different_scope", elsewhere) if elsewhere else _compare_givers(one, other, voices)


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


def _replaces(one: Measured, other: Measured) -> bool:
    """Whether a figure's own sentence says that it takes the other's place."""
    return one.counted.moved_from is not None and _place(other.counted.figure) == (
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
    first, second = one.counted.figure, other.counted.figure
    voice = voices.compare(one.statement, other.statement) if one.statement and other.statement else "unknown"
    if voice not in {"same", "near"} and _known_apart(one, other) and _same_scope(first, second):
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


def _same_scope(one: Figure, other: Figure) -> bool:
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
