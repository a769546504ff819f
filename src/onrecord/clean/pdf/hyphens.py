"""Decides what a hyphen at the end of a row is: part of a word that is written with one, or only of its division.

Invariant: without evidence for a division the hyphen stays, as a reader sees it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from onrecord.clean.pdf.rows import Row
from onrecord.language.tables import read_table

HYPHENS = "-\u2010\u00ad"
SOFT_HYPHEN = "\u00ad"
LEAST_BEFORE, LEAST_BEHIND = 2, 2
"""No typesetter leaves a single letter of a divided word on a row."""

DIVIDED_SHARE = 0.03
DIVIDED_ROWS = 3
"""So many rows end in a hyphen only in documents that divide words: compounds alone end one row in a hundred."""


class Hyphenation:
    """What a document shows of its own way with hyphens.

    Args:
        rows: all rows of the document in reading order.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.words = set(_whole_words(rows))
        ends = [
            (row.words[-1].text, after.words[0].text)
            for row, after in pairwise(rows)
            if is_divided(row.words[-1].text, after.words[0].text)
        ]
        self.divides = len(ends) >= max(DIVIDED_ROWS, DIVIDED_SHARE * len(rows)) or any(
            self._is_proven(*_fragments(*pair)) for pair in ends
        )

    def is_division(self, end: str, start: str) -> bool:
        """Whether a word that ends a row and one that begins the next are one word without its hyphen.

        Yes for a soft hyphen, for a word that the document has in one piece elsewhere, and for endings that are no
        words ("-tion"). No for what it has with a hyphen elsewhere, for two whole words, and for parts that usually
        have one ("self-", "-based"); those that may also be syllables ("ex-", "-side") only beside a whole word.
        Otherwise as the document does it in general.
        """
        if not is_divided(end, start):
            return False
        if end.endswith(SOFT_HYPHEN):
            return True
        before, behind = _fragments(end, start)
        if self._is_proven(before, behind):
            return True
        if self._is_compound(before, behind):
            return False
        return self.divides and min(len(before) - LEAST_BEFORE, len(behind) - LEAST_BEHIND) >= 0

    def _is_compound(self, before: str, behind: str) -> bool:
        parts = _parts()
        return (
            f"{before}-{behind}" in self.words
            or {before, behind} <= self.words
            or (before, "first") in parts
            or (behind, "last") in parts
            or ((before, "prefix") in parts and behind in self.words)
            or ((behind, "suffix") in parts and before in self.words)
        )

    def _is_proven(self, before: str, behind: str) -> bool:
        if f"{before}-{behind}" in self.words or len(before) < LEAST_BEFORE:
            return False
        return before + behind in self.words or (behind, "syllable") in _parts()


def is_divided(end: str, start: str) -> bool:
    """Whether a hyphen stands between a letter that ends a row and a small one that begins the next."""
    return len(end) > 1 and end[-1] in HYPHENS and end[-2].isalpha() and start[0].islower()


def _fragments(end: str, start: str) -> tuple[str, str]:
    """Return the letters on both sides of the hyphen, in small letters, without other parts of a compound."""
    before = end[:-1]
    behind = next((start[:index] for index, letter in enumerate(start) if not letter.isalpha()), start)
    first = next((index for index in range(len(before), 0, -1) if not before[index - 1].isalpha()), 0)
    return before[first:].casefold(), behind.casefold()


def _whole_words(rows: Sequence[Row]) -> Iterable[str]:
    """Yield the words that no end of a row divides, in small letters, without marks around them."""
    divided = False
    for row in rows:
        for index, word in enumerate(row.words):
            last = index == len(row.words) - 1
            if not (divided and index == 0) and not (last and word.text[-1] in HYPHENS):
                yield word.text.casefold().strip(".,:;!?()[]\"'“”‘’«»")
        divided = row.words[-1].text[-1] in HYPHENS


@cache
def _parts() -> frozenset[tuple[str, str]]:
    return frozenset((row["part"], row["place"]) for row in read_table("onrecord.clean.pdf", "compounds.csv"))
