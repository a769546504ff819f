"""Words in Arabic and Hebrew letters into what matches their spellings in Latin ones.

Short vowels are not written there: محمد matches Mohammed and Muhammad, but not Mahmoud, whose long vowel is.

Invariant: what matches is decided letter by letter, from the table; time grows with the product of both lengths.
"""

import re
from functools import cache

from onrecord.language.tables import read_table

LONGEST_WORD = 24
"""Letters; what goes on longer is no word of a name."""

_SHORT = frozenset("aeiouy")
_FRONT = frozenset("ei")
_AYN = "ع"
"""A consonant that Latin leaves out, or writes as the vowel beside it."""

_OTHERS = re.compile(r"[^lmnr]+")
_DOUBLED = re.compile(r"(.)\1+")


def is_abjad(word: str) -> bool:
    """Return whether a word is in Arabic or Hebrew letters."""
    return "\u0590" <= word[:1] <= "\u06ff"


def abjad_matches(word: str, latin: str) -> bool:
    """Return whether a word in Arabic or Hebrew letters can be this folded word."""
    if max(len(word), len(latin)) > LONGEST_WORD:
        return False
    if word in _irregular():
        return latin in _irregular()[word]
    # Offsets in the Latin word, each with whether a vowel that is not written was read last.
    reached = {(0, False)}
    for letter in word:
        after = {
            (at + len(written), (vowel and not written) or letter == _AYN)
            for at, vowel in reached
            for written in _letters().get(letter, ("",))
            if latin.startswith(written, at) and not (letter == _AYN and _is_long(latin, at, written, vowel=vowel))
        }
        # One vowel that is not written may follow.
        vowels = {(at, vowel) for at, vowel in after if latin[at : at + 1] in _SHORT}
        reached = after | {(at + 1, True) for at, vowel in vowels if not _is_long(latin, at, latin[at], vowel=vowel)}
    return any(at == len(latin) for at, _ in reached)


def _is_long(latin: str, at: int, written: str, *, vowel: bool) -> bool:
    """Return whether a vowel behind one that is not written would be: سعد is Saad, and Said has a letter for its i."""
    return vowel and latin[max(0, at - 1) : at] == "a" and written in _FRONT


def steady_letters(word: str) -> str:
    """Return what spellings of a word in Arabic, Hebrew and Latin letters share whatever else they do: l, m, n, r."""
    latin = "".join(_letters().get(letter, (letter,))[0] for letter in word) if is_abjad(word) else word
    return _DOUBLED.sub(r"\1", _OTHERS.sub("", latin))


@cache
def _irregular() -> dict[str, frozenset[str]]:
    """Return the words that sound otherwise than they are written."""
    return {row["word"]: frozenset(row["latin"].split()) for row in read_table("onrecord.link", "abjad_words.csv")}


@cache
def _letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("onrecord.link", "abjads.csv"):
        written = [each.removeprefix("-") for each in row["latin"].split()]
        doubled = [each * 2 for each in written if len(each) == 1 and each not in _SHORT]
        found |= dict.fromkeys(row["letters"], (*written, *doubled))
    return found
