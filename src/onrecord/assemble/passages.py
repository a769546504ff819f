"""Finds the running words that two bodies share, and the pairs of articles that are worth the search.

Invariant: words at the two ends of a passage are equal one by one; passages do not overlap in the later text.
Cost: an article is compared with at most MOST_SHARERS others for each of its fingerprints.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from onrecord.assemble.bodies import Body
from onrecord.language.shingles import SHINGLE_WORDS, shingle_words, sign_shingles, signature_bands
from onrecord.model import Record

PASSAGE_WORDS = 8
"""Shorter runs are shared by chance: names with titles, formulas of reporting."""

WINDOW = PASSAGE_WORDS - SHINGLE_WORDS + 1
"""Winnowing with this window keeps at least one shingle of every shared run of PASSAGE_WORDS words, and two fifths
of all (Schleimer, Wilkerson and Aiken 2003)."""

MOST_SHARERS = 24
"""A shingle in more articles than this links each of them to the earliest alone: a wire's text in a thousand papers."""

MOST_PLACES = 4
"""How many places of one run of words are tried as the beginning of a passage."""


class Passage(Record, frozen=True, kw_only=True):
    """`size` words that stand at word `a` of one body and at word `b` of the other."""

    a: int
    b: int
    size: int


def candidate_pairs(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Return pairs (earlier index, later index) of bodies that may share a passage, sorted.

    `bodies` are in the order of their dates. Near copies meet in a band of their signatures, others in a fingerprint.
    """
    copies: dict[int, list[int]] = defaultdict(list)
    for index, body in enumerate(bodies):
        copies[body.kind].append(index)
    sharers: dict[object, list[int]] = defaultdict(list)
    for kind, (first, *_) in copies.items():
        for key in dict.fromkeys(_keys(bodies[first].texts)):
            sharers[key].append(kind)
    pairs: set[tuple[int, int]] = set()
    for kinds in dict.fromkeys(map(tuple, sharers.values())):
        posting = sorted(chain.from_iterable(copies[kind] for kind in kinds))
        if len(posting) > MOST_SHARERS:
            pairs.update((posting[0], other) for other in posting[1:])
        else:
            pairs.update(combinations(posting, 2))
    return sorted(pairs)


def _keys(words: Sequence[str]) -> Iterator[object]:
    """Yield what bodies meet in: fingerprints and bands of the signature."""
    shingles = shingle_words(words)
    yield from fingerprints(shingles)
    if shingles:
        yield from signature_bands(sign_shingles(shingles))


def fingerprints(shingles: Sequence[str]) -> list[int]:
    """Return the hashes of the shingles that winnowing keeps: the least of each window, in order of appearance."""
    hashes = [zlib.crc32(shingle.encode()) for shingle in shingles]
    kept = (min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1))) if hashes else ()
    return list(dict.fromkeys(kept))


def shared_passages(one: Sequence[str], other: Sequence[str]) -> list[Passage]:
    """Return the shared runs of at least PASSAGE_WORDS words, each place of `other` used once, in its order."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(one) - PASSAGE_WORDS + 1):
        found = places[tuple(one[start : start + PASSAGE_WORDS])]
        if len(found) < MOST_PLACES:
            found.append(start)
    passages: list[Passage] = []
    b = 0
    while b <= len(other) - PASSAGE_WORDS:
        starts = places.get(tuple(other[b : b + PASSAGE_WORDS]), [])
        if not starts:
            b += 1
            continue
        size, a = max((_run_length(one, start, other, b), -start) for start in starts)
        passages.append(Passage(a=-a, b=b, size=size))
        b += size
    return passages


def _run_length(one: Sequence[str], a: int, other: Sequence[str], b: int) -> int:
    length = PASSAGE_WORDS
    while a + length < len(one) and b + length < len(other) and one[a + length] == other[b + length]:
        length += 1
    return length
