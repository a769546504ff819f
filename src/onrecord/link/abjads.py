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
    reached = {0}
    for letter in word:
        after = {
            at + len(written)
            for at in reached
            for written in _letters().get(letter, ("",))
            if latin.startswith(written, at)
        }
        # One vowel that is not written may follow.
        reached = after | {at + 1 for at in after if latin[at : at + 1] in _SHORT}
    return len(latin) in reached


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
