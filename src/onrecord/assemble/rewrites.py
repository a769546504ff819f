"""Finds rewrites in other words: bodies whose sentences tell the same things in the same course.

Two reporters at one event tell some of the same things, each in an order of their own; who rewrites a text
keeps its course. Words in quotation marks show nothing, since both may have heard them.

Invariant: sentences are paired in the order of both bodies, each once; what is found does not depend on the order of
the bodies. Cost: a body is compared with at most `NEIGHBOURS` others for each pair of rare words in a sentence.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.assemble.bodies import Body
from onrecord.assemble.content_words import Weights, merge_synonyms, stem_words
from onrecord.language.sentences import sentence_spans
from onrecord.language.shingles import Word
from onrecord.model import Part, Record

LEAST_STEMS = 4
"""Words of content that a sentence needs to be told from others."""

LEAST_ALIKE = 0.42
"""Weighed Dice coefficient of two sentences from which they may tell the same."""

LEAST_PAIRED = 6
LEAST_COURSE = 0.5
"""Share of the shorter body's sentences that must be paired in order …"""

LEAST_IN_ORDER = 0.8
"""… and of those that have a pair at all: among reporters of one event half and more stand elsewhere."""

OTHER_PAGES = 50
"""As if so many pages had none of the words: in a case of three, a word of all three is not yet a common one."""

KEYS = 3
"""Rarest words of a sentence, of which every two are a key."""

LEAST_KEYS = 3
NEIGHBOURS = 24
GRAINS = 1 << 20
"""Parts of a unit of weight in which sums of weights are counted."""

MOST_SENTENCES = 80
"""Of one body; a longer text is compared by its beginning."""


class Told(Record, frozen=True, kw_only=True):
    """A sentence: its offsets, and the stems of its words outside quotation marks, by sense."""

    place: Part
    stems: frozenset[str]


class Rewritten(Record, frozen=True, kw_only=True):
    """Two bodies (by index, the lesser first) and the offsets of the sentences that tell the same, in order."""

    one: int
    other: int
    pairs: tuple[tuple[Part, Part], ...]
    likeness: float


def find_rewrites(bodies: Sequence[Body]) -> list[Rewritten]:
    """Return which bodies tell the same things in the same course, sorted by (one, other).

    `bodies` are in the order of their dates; copies of one text are compared once.
    """
    first: dict[int, int] = {}
    for index, body in enumerate(bodies):
        first.setdefault(body.kind, index)
    told = {index: read_sentences(bodies[index]) for index in first.values()}
    bags = [frozenset[str]().union(*(each.stems for each in sentences)) for sentences in told.values()]
    weights = Weights([*bags, *[frozenset[str]()] * OTHER_PAGES])
    ready = {index: _Sentences(sentences, weights) for index, sentences in told.items()}
    found = (_compare(one, other, ready[one], ready[other]) for one, other in _candidates(told, weights))
    return sorted((course for course in found if course is not None), key=lambda each: (each.one, each.other))


def read_sentences(body: Body) -> list[Told]:
    """Return the sentences of a body that say enough to be told from others, in order."""
    found: list[Told] = []
    for block in body.article.blocks:
        if block.role == "body" and len(found) < MOST_SENTENCES:
            for start, end in sentence_spans(body.article.text, block.start, block.end):
                own = [word.text for word in _own_words(body, start, end)]
                stems = frozenset(merge_synonyms(stem_words(own)))
                if len(stems) >= LEAST_STEMS:
                    found.append(Told(place=(start, end), stems=stems))
    return found[:MOST_SENTENCES]


def _own_words(body: Body, start: int, end: int) -> Iterator[Word]:
    """Yield the body's words between two offsets that stand in no quotation marks."""
    low, high = (bisect_left(body.words, offset, key=lambda word: word.start) for offset in (start, end))
    for place in range(low, high):
        if not body.quoted[place]:
            yield body.words[place]


def _candidates(told: dict[int, list[Told]], weights: Weights) -> list[tuple[int, int]]:
    """Return the pairs of bodies that share several pairs of rare words, each within one sentence."""
    sharers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in sorted(told):
        keys = {key for sentence in told[index] for key in _keys(sentence, weights)}
        for key in keys:
            sharers[key].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for posting in sharers.values():
        for place, one in enumerate(posting):
            shared.update((one, other) for other in posting[place + 1 : place + 1 + NEIGHBOURS])
    return sorted(pair for pair, count in shared.items() if count >= LEAST_KEYS)


def _keys(sentence: Told, weights: Weights) -> Iterator[tuple[str, str]]:
    """Yield every two of the rarest stems that another body has too."""
    known = [stem for stem in sentence.stems if weights.frequency[stem] > 1]
    yield from combinations(sorted(weights.rarest(known, KEYS)), 2)


class _Sentences:
    """The sentences of a body, ready to be compared: which of them have a stem, and what each weighs.

    Weights are whole numbers of `GRAINS`, so that their sums are the same in any order.
    """

    def __init__(self, told: Sequence[Told], weights: Weights) -> None:
        self.told = told
        self.holders: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(told):
            for stem in sentence.stems:
                self.holders[stem].append(place)
        self.grains = {stem: round(weights.total((stem,)) * GRAINS) for stem in self.holders}
        self.totals = [sum(self.grains[stem] for stem in sentence.stems) for sentence in told]


def _compare(one: int, other: int, first: _Sentences, second: _Sentences) -> Rewritten | None:
    alike = [_likenesses(each, total, second) for each, total in zip(first.told, first.totals, strict=True)]
    least = min(len(first.told), len(second.told))
    matched = min(
        sum(max(row) >= LEAST_ALIKE for row in alike),
        sum(max(column) >= LEAST_ALIKE for column in zip(*alike, strict=True)),
    )
    needed = max(LEAST_PAIRED, LEAST_COURSE * least, LEAST_IN_ORDER * matched)
    # No more can be paired than have a pair at all.
    pairs = _longest_course(alike) if matched >= needed else []
    if len(pairs) < needed:
        return None
    return Rewritten(
        one=one,
        other=other,
        pairs=tuple((first.told[a].place, second.told[b].place) for a, b in pairs),
        likeness=math.fsum(alike[a][b] for a, b in pairs) / least,
    )


def _likenesses(one: Told, own: int, others: _Sentences) -> list[float]:
    """Return the Dice coefficient of a sentence with each of the others, weighed by rarity; `own` is its weight."""
    shared = [0] * len(others.told)
    common = [0] * len(others.told)
    for stem in one.stems & others.holders.keys():
        grains = others.grains[stem]
        for place in others.holders[stem]:
            shared[place] += grains
            common[place] += 1
    return [
        2 * weight / (own + total) if number > 1 and own + total else 0.0
        for weight, number, total in zip(shared, common, others.totals, strict=True)
    ]


def _longest_course(alike: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs, ascending on both sides, whose likeness adds up to most; each is alike enough."""
    rows, columns = len(alike), len(alike[0]) if alike else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for a in range(rows - 1, -1, -1):
        for b in range(columns - 1, -1, -1):
            paired = alike[a][b] + best[a + 1][b + 1] if alike[a][b] >= LEAST_ALIKE else 0.0
            best[a][b] = max(paired, best[a + 1][b], best[a][b + 1])
    pairs: list[tuple[int, int]] = []
    a = b = 0
    while a < rows and b < columns:
        if alike[a][b] >= LEAST_ALIKE and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs
