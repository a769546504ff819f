"""Decides whether a predicted speaker is the gold one, by the words of their names.

Invariant: persons agree by family name with given names that do not contradict, all others by most of their words.
"""

import json
import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

_WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
STOP_WORDS = frozenset(_WORDS["stop_words"])
TITLES = frozenset(_WORDS["titles"])
DEMONYMS: dict[str, str] = _WORDS["demonyms"]
ALIKE = 0.82
MOST = 0.6


@cache
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, peoples as their countries."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return tuple(DEMONYMS.get(word, word) for word in re.findall(r"[a-z0-9]+", folded))


@cache
def _alike(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= 4
    return one == other or (long_enough and SequenceMatcher(None, one, other).ratio() >= ALIKE)


def _same_person(gold: list[str], name: list[str]) -> bool:
    if not gold or not name:
        return False
    if not (_alike(gold[-1], name[-1]) or _alike(gold[-1], name[0]) or _alike(gold[0], name[-1])):
        return False
    if len(gold) == 1 or len(name) == 1:
        return True
    agreeing = sum(
        any(_alike(x, y) or (x[0] == y[0] and min(len(x), len(y)) == 1) for y in set(name)) for x in set(gold)
    )
    return agreeing >= 2


def same_name(gold: str, name: str, kind: str | None) -> bool:
    """Say whether two names are one speaker's; `kind` is the gold speaker's type, None where several speak."""
    gold_words, words = name_words(gold), name_words(name)
    if not gold_words or not words:
        return False
    ours, theirs = set(gold_words) - STOP_WORDS, set(words) - STOP_WORDS
    if gold_words == words or ours == theirs:
        return True
    if kind in {None, "person"}:
        bare = [[w for w in each if w not in STOP_WORDS | TITLES] for each in (gold_words, words)]
        if _same_person(*bare):
            return True
        if kind == "person":
            return False
    return bool(ours | theirs) and len(ours & theirs) / len(ours | theirs) >= MOST


def joint_names(name: str) -> list[str]:
    """Return the name, and the names of those who speak jointly under it ("A and B", "A; B")."""
    members = [part.strip() for part in re.split(r";|/|, | and ", name) if len(part.strip()) > 2]
    return [name, *members] if len(members) > 1 else [name]
