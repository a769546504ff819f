"""Two words of names into how they agree: equal, spellings of one, a short form, an initial, a slip of the pen.

Invariant: the answer is symmetric and depends on the two words only.
"""

from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA, Indel

from onrecord.language.fold import fold
from onrecord.link.abjads import abjad_matches, is_abjad
from onrecord.link.given import find_given, kinship
from onrecord.link.sounds import sound_alike
from onrecord.model import Record

PAIRS_KEPT = 1 << 18
LEAST_SWAPPED = 5
"""Letters from which two swapped neighbours are a slip."""

LEAST_DROPPED = 7
"""Letters of the longer word from which a letter left out is a slip: "Morton" is no slip of "Moton"."""

LEAST_MISTYPED = 8
"""Letters from which a neighbouring key is a slip."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ABJAD_TWINS = str.maketrans("أإآىة", "ااايه")

Agreement = Literal["equal", "spelling", "short", "slip", "initial", "none"]


class Likeness(Record, frozen=True, kw_only=True):
    """How two words agree; `score` from 0 to 1, for "none" the share of letters that they have in common."""

    kind: Agreement
    score: float


_EQUAL = Likeness(kind="equal", score=1.0)
_NONE = Likeness(kind="none", score=0.0)
_SCORES: dict[Agreement, float] = {"spelling": 0.95, "short": 0.8, "slip": 0.75, "initial": 0.55}
_AGREED: dict[Agreement, Likeness] = {kind: Likeness(kind=kind, score=score) for kind, score in _SCORES.items()}


@lru_cache(PAIRS_KEPT)
def compare_words(one: str, other: str, *, loose: bool = False) -> Likeness:
    """Return how two words agree, given in small letters with their diacritics (`Word.written`).

    Args:
        one: a word.
        other: another; the order of the two does not matter.
        loose: short vowels may vary, as in names from Arabic and Persian.
    """
    if one == other:
        return _EQUAL
    if is_abjad(one) or is_abjad(other):
        return _compare_abjads(one, other)
    first, second = fold(one), fold(other)
    if first == second:
        return _EQUAL
    if not first or not second:
        return _NONE
    kind = _agreement(one, other, first, second, loose=loose)
    return _AGREED[kind] if kind else Likeness(kind="none", score=Indel.normalized_similarity(first, second))


def compare_initials(one: str, other: str) -> Likeness:
    """Return how two folded words agree of which one at least is an initial."""
    if one == other:
        return _EQUAL
    return _AGREED["initial"] if one.startswith(other) or other.startswith(one) else _NONE


def _agreement(one: str, other: str, first: str, second: str, *, loose: bool) -> Agreement | None:
    kin = kinship(first, second)
    if kin is not None:
        return kin
    if find_given(first) is not None and find_given(second) is not None:
        return None
    if len(first) + len(second) > len("lilu") + 1 and sound_alike(one, other, loose=loose):
        return "spelling"
    # "Krämer" is no slip for "Kramner": one slip, in letters or in marks.
    return "slip" if is_slip(first, second) and OSA.distance(one, other) == 1 else None


def _compare_abjads(one: str, other: str) -> Likeness:
    if is_abjad(one) and is_abjad(other):
        first, second = one.translate(_ABJAD_TWINS), other.translate(_ABJAD_TWINS)
        alike = first == second
        return _AGREED["spelling"] if alike else Likeness(kind="none", score=Indel.normalized_similarity(first, second))
    word, latin = (one, other) if is_abjad(one) else (other, one)
    return _AGREED["spelling"] if abjad_matches(word, fold(latin)) else _NONE


def is_slip(one: str, other: str) -> bool:
    """Return whether one folded word is a slip of the pen of the other: one letter left out, swapped or mistyped.

    First and last letters stay: "Hansen" and "Jansen", "Christian" and "Christina" are different names. A letter is
    mistyped as its neighbour on the keyboard: "Barton" and "Burton" are different names.
    """
    longest = max(len(one), len(other))
    if longest < LEAST_SWAPPED or one[0] != other[0] or one[-1] != other[-1] or OSA.distance(one, other) != 1:
        return False
    if len(one) != len(other):
        return longest >= LEAST_DROPPED
    at = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    if sorted(one) == sorted(other):
        return True
    return longest >= LEAST_MISTYPED and _are_neighbours(one[at], other[at])


def _are_neighbours(one: str, other: str) -> bool:
    places = {key: (row, column) for row, keys in enumerate(_KEYS) for column, key in enumerate(keys)}
    if one not in places or other not in places:
        return False
    (row, column), (other_row, other_column) = places[one], places[other]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1
