"""Two names of things (vessels, products, events, places, bodies) into whether they can name one.

Invariant: every word of one stands for one of the other, in order; numbers and letters of a series are equal.
"""

import re
from functools import lru_cache

from onrecord.language.class_nouns import LONGEST_NOUN, ThingKind, kind_beside
from onrecord.language.fold import fold
from onrecord.link.comparison import Comparison, other_name, same_name
from onrecord.link.eastern import syllables_alike
from onrecord.link.words import Agreement, compare_words

_SERIES = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_NUMERAL = re.compile(r"\d+|[ivx]+|[a-z]")

LABELS_KEPT = 1 << 18

_SLIPPING = 7
"""Letters from which a slip of the pen is forgiven."""


def compare_labels(one: str, other: str) -> Comparison:
    """Return whether two names of things can name one: "MV Sea Star" and "Sea-Star", not "Sea Star 2" and "Sea Star 3".

    Words that only say the kind of thing ("tanker") may be left out at either end; no other word may.
    """
    (first, bare, kind), (second, plain, other_kind) = sorted(map(_parse, (one, other)), key=lambda label: label[0])
    if not first or not second:
        return other_name(0.0, "no name")
    if first == second:
        return same_name(1.0, "the same name")
    belief, reason = _alike(bare, plain)
    if not belief:
        matching = sum(_agreement(a, b) is not None for a, b in zip(bare, plain, strict=False))
        return other_name(matching / max(len(bare), len(plain)) * 0.9)
    if kind and other_kind and kind.isdisjoint(other_kind):
        return same_name(0.4, "the same name, of another kind of thing")
    return same_name(belief, reason if kind == other_kind else "without the kind of thing")


@lru_cache(LABELS_KEPT)
def _parse(label: str) -> tuple[list[str], list[str], frozenset[ThingKind]]:
    """Return the words of a label, those without the kind of thing, and the kinds."""
    words = _words(label)
    return words, *_without_class(words)


def _words(label: str) -> list[str]:
    return _SERIES.sub(" ", fold(label)).split()


def _without_class(words: list[str]) -> tuple[list[str], frozenset[ThingKind]]:
    """Return the words without those at either end that say the kind of thing, and the kinds; never none."""
    bare, kinds = words, set[ThingKind]()
    for step in (1, -1):
        while (found := _class_at(bare[::step], step)) is not None and found[0] < len(bare):
            taken, kind = found
            bare = bare[taken:] if step > 0 else bare[:-taken]
            kinds.update([kind] if kind else [])
    return bare, frozenset(kinds)


def _class_at(words: list[str], step: int) -> tuple[int, ThingKind | None] | None:
    """Return how many of the first words say the kind of thing, and which; "the" says none."""
    for taken in range(min(LONGEST_NOUN, len(words)), 0, -1):
        kind = kind_beside(words[:taken][::step])
        if kind is not None or words[:taken] == ["the"]:
            return taken, kind
    return None


def _alike(one: list[str], other: list[str]) -> tuple[float, str]:
    """Return the belief that two names are one, 0 where they are not, and why."""
    if one == other:
        return 1.0, "the same name"
    if "".join(one) == "".join(other):
        return 0.95, "two spellings of one name"
    kinds = [_agreement(a, b) for a, b in zip(one, other, strict=False)]
    if len(one) != len(other) or None in kinds or kinds.count("slip") > 1:
        return 0.0, ""
    return (0.75, "a slip of the pen") if "slip" in kinds else (0.9, "two spellings of one name")


def _agreement(one: str, other: str) -> Agreement | None:
    """Return how two words agree; numbers and single letters only where they are equal."""
    if one == other:
        return "equal"
    if _NUMERAL.fullmatch(one) or _NUMERAL.fullmatch(other):
        return None
    kind = compare_words(one, other).kind
    if kind == "spelling" or syllables_alike(one, other):
        return "spelling"
    return "slip" if kind == "slip" and min(len(one), len(other)) >= _SLIPPING else None
