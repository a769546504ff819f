"""Class nouns: which common nouns tell what kind of thing a name is, and where they stand to it.

Invariant: the reviewed table `class_nouns.csv` holds kinds of things only; no ship, weapon or town is in it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from onrecord.language.fold import fold
from onrecord.language.phrases import singular
from onrecord.language.tables import read_table
from onrecord.language.titles import find_body, find_title
from onrecord.model import Record

ThingKind = Literal["vessel", "product", "event", "place"]
Stands = Literal["before", "called", "after", "of", "first", "last", "name", "again", "prefix", "loose"]
"""Where a class noun stands to a name.

before, after: directly ("the tanker Kestrel", "Kestrel missiles"); called: before it where the page says that it is a
name ("a missile called Kestrel"); of: before it with "of"; first, last, name: the name's own words; again: for the name
("the ship"); prefix: before it and no part of it (MV); loose: part of it that may be left off (HMS, Hurricane).
"""

LONGEST_NOUN = 4
"""Words of the longest row of `class_nouns.csv`."""

PARTS = frozenset(
    {
        "owner",
        "pilot",
        "operator",
        "crew",
        "captain",
        "range",
        "engine",
        "speed",
        "payload",
        "maker",
        "mission",
        "launch",
    }
)
"""What a weapon or a model has: whoever has anything else is its maker."""

_BESIDE: tuple[Stands, ...] = ("before", "after", "prefix", "loose")
_KINDS: dict[str, ThingKind] = {"vessel": "vessel", "product": "product", "event": "event", "place": "place"}


class ClassNoun(Record, frozen=True, kw_only=True):
    """A class noun at some words: what it tells, how many words it takes, whether it is a plural."""

    kind: ThingKind
    taken: int
    plural: bool


def noun_ending(words: Sequence[str], stands: Stands) -> ClassNoun | None:
    """Return the longest class noun that the words end with, or None."""
    lengths = range(min(LONGEST_NOUN, len(words)), 0, -1)
    return next((noun for taken in lengths if (noun := _noun(words[-taken:], stands)) is not None), None)


def noun_opening(words: Sequence[str], stands: Stands) -> ClassNoun | None:
    """Return the longest class noun that the words begin with, or None."""
    lengths = range(min(LONGEST_NOUN, len(words)), 0, -1)
    return next((noun for taken in lengths if (noun := _noun(words[:taken], stands)) is not None), None)


def again(words: Sequence[str]) -> ThingKind | None:
    """Return what kind of thing "the" and these words in small letters point back to ("cargo ship"), or None."""
    noun = noun_ending(words, "again")
    if noun is None or noun.plural or not all(map(modifies, words[: -noun.taken])):
        return None
    return noun.kind


def kind_inside(words: str, stands: Stands) -> ThingKind | None:
    """Return what exactly these words of a name tell at that place in it, capitals or not; None where nothing."""
    return _things().get((fold(words), stands))


def kind_beside(words: Sequence[str]) -> ThingKind | None:
    """Return the kind that exactly these folded words tell of a name beside them: "mv", "oil tanker", "missiles"."""
    keys = (" ".join(words), " ".join([*words[:-1], singular(words[-1])]))
    found = (_things().get((key, stands)) for key in keys for stands in _BESIDE)
    return next(filter(None, found), None)


def ship_prefix(word: str) -> bool:
    """Return whether a word in capitals leads a ship's name and is no part of it: "MV"."""
    return word.isupper() and kind_inside(word, "prefix") is not None


def loose_words(words: Sequence[str]) -> int:
    """Return how many leading words of a name may be left off it: 1 for "HMS Kestrel", 2 for "Tropical Storm Ada"."""
    for count in range(min(LONGEST_NOUN, len(words) - 1), 0, -1):
        kind = kind_inside(" ".join(words[:count]), "loose")
        if kind == "event" or (kind == "vessel" and words[0].isupper()):
            return count
    return 0


def is_maker(words: str) -> bool:
    """Return whether these last words of a name tell of a firm or body: "Airways"."""
    return ("maker", "last") in _rows_of(fold(words))


def is_numbered(name: str) -> bool:
    """Return whether a number behind the name only counts: "Article 5"."""
    return ("numbered", "last") in _rows_of(fold(name.rsplit(maxsplit=1)[-1]))


def modifies(word: str) -> bool:
    """Return whether a word in small letters can stand between a name and its class noun: "ballistic", "anti-ship"."""
    known = "-" in word or ("modifier", "after") in _rows_of(fold(word)) or word.endswith(("ic", "al"))
    return word.islower() and known


def is_agent(word: str) -> bool:
    """Return whether the word behind a name shows it for a body that has people: "spokesman", "fighters", "army"."""
    noun = singular(word.casefold())
    if not word.islower() or noun in PARTS:
        return False
    people = ("people", "after") in _rows_of(fold(noun)) | _rows_of(fold(word))
    return people or find_title(noun) is not None or find_body(noun) not in {None, "place", "document"}


def _noun(words: Sequence[str], stands: Stands) -> ClassNoun | None:
    """Return the class noun that exactly these words in small letters are, in the singular or plural."""
    if not all(word[:1].islower() and word[-1].isalnum() for word in words):
        return None
    key = fold(" ".join(words))
    if not key:
        return None
    *first, last = key.split()
    kind = _things().get((key, stands))
    one = kind or _things().get((" ".join([*first, singular(last)]), stands))
    return None if one is None else ClassNoun(kind=one, taken=len(words), plural=kind is None)


def _rows_of(key: str) -> frozenset[tuple[str, str]]:
    return _table().get(key, frozenset())


@cache
def _things() -> dict[tuple[str, str], ThingKind]:
    found: dict[tuple[str, str], ThingKind] = {}
    for key, rows in _table().items():
        for kind, stands in sorted(rows):
            if kind in _KINDS:
                found.setdefault((key, stands), _KINDS[kind])
    return found


@cache
def _table() -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in read_table("onrecord.language", "class_nouns.csv"):
        found.setdefault(fold(row["word"]), set()).update((row["kind"], stands) for stands in row["stands"].split())
    return {word: frozenset(kinds) for word, kinds in found.items()}
