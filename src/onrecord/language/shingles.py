"""Words with their offsets, runs of words (shingles), and the one MinHash signature that near copies are found by.

Invariant: equal words give equal shingles, signatures and bands on every machine; a change of the method or of a
constant here changes `SIGNATURE_VERSION`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import rensa

SHINGLE_WORDS = 5
"""Five running words are rarely the same by chance in two news texts (Lyon et al. 2001 use three for prose)."""

SIGNATURE_SIZE = 128
SIGNATURE_SEED = 20180101
BAND_ROWS = 4
"""32 bands of 4 rows: two texts meet in a band with even chance where a third of their shingles are shared
(1 - (1 - j**4)**32; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4)."""

SIGNATURE_VERSION = f"rensa-r{SIGNATURE_SIZE}-w{SHINGLE_WORDS}-1"

# A word may hold apostrophes and the points and commas of a number ("didn't", "1,000", "3.5").
_WORD = re.compile(r"[^\W_]+(?:(?:['’]|(?<=\d)[.,](?=\d))[^\W_]+)*")


class Word(NamedTuple):
    """A word as it compares (case folded, plain apostrophe) and where it stands."""

    text: str
    start: int
    end: int


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of `text[start:end]` in order, with offsets into `text`."""
    stop = len(text) if end is None else end
    return [
        Word(found.group().casefold().replace("’", "'"), found.start(), found.end())
        for found in _WORD.finditer(text, start, stop)
    ]


def shingle_words(words: Sequence[str], size: int = SHINGLE_WORDS) -> list[str]:
    """Return every run of `size` words, joined by blanks; a shorter text is one shingle, no words are none."""
    if not words:
        return []
    return [" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))]


def sign_shingles(shingles: Iterable[str]) -> tuple[int, ...]:
    """Return the MinHash signature (SIGNATURE_SIZE 32-bit numbers) of a set of shingles (Broder 1997, by rensa)."""
    sketch = rensa.RMinHash(num_perm=SIGNATURE_SIZE, seed=SIGNATURE_SEED)
    sketch.update(sorted(set(shingles)))
    return tuple(sketch.digest())


def signature_bands(signature: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the signature's bands, each led by its number: near copies share at least one of them."""
    return [
        (start // BAND_ROWS, *signature[start : start + BAND_ROWS]) for start in range(0, len(signature), BAND_ROWS)
    ]
