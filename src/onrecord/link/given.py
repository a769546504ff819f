"""Given names into their short forms and spellings in other languages, from a reviewed table.

Invariant: two names that the table knows and does not join are two names, however alike they look.
"""

from collections import defaultdict
from functools import cache
from typing import Literal

from onrecord.language.fold import fold
from onrecord.language.tables import read_table
from onrecord.model import Record

Kinship = Literal["short", "spelling"]
LOOSE_LANGUAGES = frozenset({"ar"})
"""Languages whose short vowels newspapers write as they hear them."""


class Given(Record, frozen=True, kw_only=True):
    """What the table says of a given name: the full names whose short form it is, and whose spelling."""

    short_of: frozenset[str]
    spelling_of: frozenset[str]
    loose: bool


def find_given(word: str) -> Given | None:
    """Return what the table knows of a folded word, or None."""
    return _table().get(word)


def kinship(one: str, other: str) -> Kinship | None:
    """Return whether two folded words are spellings of one given name, or one is short for the other.

    Two short forms of one name count only where they begin alike: Kate and Katie, not Kate and Kitty.
    """
    first, second = _table().get(one), _table().get(other)
    if first is None or second is None:
        return None
    if first.spelling_of & second.spelling_of:
        return "spelling"
    if first.short_of & second.spelling_of or first.spelling_of & second.short_of:
        return "short"
    return "short" if first.short_of & second.short_of and one[:2] == other[:2] else None


@cache
def _table() -> dict[str, Given]:
    short: dict[str, set[str]] = defaultdict(set)
    spelling: dict[str, set[str]] = defaultdict(set)
    loose: set[str] = set()
    for row in read_table("onrecord.link", "name_forms.csv"):
        full = row["name"]
        forms = [fold(form) for form in row["forms"].split()]
        for form in forms:
            (short if row["kind"] == "short" else spelling)[form].add(full)
        spelling[fold(row["name"])].add(full)
        if row["language"] in LOOSE_LANGUAGES:
            loose.update([fold(row["name"]), *forms])
    return {
        name: Given(short_of=frozenset(short[name]), spelling_of=frozenset(spelling[name]), loose=name in loose)
        for name in {*short, *spelling}
    }
