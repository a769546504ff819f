"""Spelling variants of one word into one key: ASCII, case folded, hyphens as spaces, apostrophes and full stops gone.

Invariant: a key consists of ASCII letters, digits and single spaces; folding a key changes nothing.
"""

import re
from functools import lru_cache

from anyascii import anyascii

_POSSESSIVE = re.compile(r"['’]s?$")
_DROPPED = re.compile(r"['’ʼ‘`.]")
_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 18)
def fold(words: str) -> str:
    """Return the key of the words: "Kim Hong-kyun's" and "KIM Hong Kyun" have the same.

    Transliteration to ASCII is anyascii's, which is the same on every machine.
    """
    bare = _POSSESSIVE.sub("", words.strip())
    ascii_words = _DROPPED.sub("", anyascii(bare)).casefold()
    return _OTHER.sub(" ", ascii_words).strip()
