"""Whether two names can be one person's: spelling variants, initials, a surname alone.

Invariant: the answer is symmetric and depends on the two names only.
"""

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz.fuzz import ratio

Verdict = Literal["same", "part", "different"]
"""`part`: one is the family name (or given name) of the other and nothing else."""

LEAST_RATIO = 80.0
"""Per cent of equal letters (rapidfuzz's normalised Indel) from which two words of a name are spelling variants."""

LEAST_ALIKE = 60.0
"""The same for two words with equal consonants: "Rosen" and "Rihsana" share theirs by chance."""

LEAST_LETTERS = 4
"""Shorter words must be equal: "Li" and "Lu", "Un" and "Il" are different names."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_SOUNDS = str.maketrans({"z": "s", "q": "k", "c": "k", "w": "v", "j": None, "h": None} | dict.fromkeys("aeiouy"))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return a folded word's consonants with look-alikes made equal: Zelensky, Zelenskyy, Selenskyj give `slnsk`."""
    first = word.replace("tsch", "ch").replace("sch", "sh").replace("ts", "z")
    return _DOUBLED.sub(r"\1", first.translate(_SOUNDS)) or word


def compare_names(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict:
    """Return whether two persons' names, as folded words, can name one person.

    The words of the shorter name stand in the longer one in the same order, each equal, an initial, or a spelling
    variant; family and given name are both among them. A suffix ("Jr.") must be on both or neither, and middle
    initials must not differ: "Ada B. Kern" is neither "Ada C. Kern" nor "Ada C. B. Kern".
    """
    shorter, longer = sorted((one, other), key=lambda tokens: (len(tokens), tokens))
    if not shorter or (_SUFFIXES & set(shorter)) != (_SUFFIXES & set(longer)):
        return "different"
    if len(shorter) == 1:
        if len(longer) == 1:
            return "same" if words_agree(shorter[0], longer[0]) else "different"
        ends = (longer[-1], longer[0])
        return "part" if any(words_agree(shorter[0], end) for end in ends) else "different"
    if _middle_initials(shorter) and _middle_initials(longer) not in {(), _middle_initials(shorter)}:
        return "different"
    at = 0
    for n, word in enumerate(shorter):
        given = n + 1 < len(shorter)
        while at < len(longer) and not words_agree(word, longer[at], given=given):
            at += 1
        if at == len(longer):
            return "different"
        at += 1
    spelled = sum(1 for word in shorter if len(word) > 1)
    ends_agree = words_agree(shorter[-1], longer[-1]) or words_agree(shorter[0], longer[0], given=True)
    return "same" if ends_agree and (spelled > 1 or len(shorter[-1]) > 1) else "different"


def _middle_initials(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word[0] for word in name[1:-1]) if any(len(word) == 1 for word in name[1:-1]) else ()


def words_agree(one: str, other: str, *, given: bool = False) -> bool:
    """Return whether two words of a name are the same, an initial of each other (given names only), or variants."""
    if one == other:
        return True
    if 1 in {len(one), len(other)}:
        return given and one[0] == other[0]
    if min(len(one), len(other)) < LEAST_LETTERS:
        return False
    # "Maria" is no spelling of "Mario": the ending of a given name tells two people apart.
    if given and one[:-1] == other[:-1] and {one[-1], other[-1]} & {"a"}:
        return False
    if given and {one, other} == {min(one, other, key=len), min(one, other, key=len) + "a"}:
        return False
    alike = ratio(one, other)
    return alike >= LEAST_RATIO or (alike >= LEAST_ALIKE and skeleton(one) == skeleton(other))
