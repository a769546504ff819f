"""Two names of persons into whether they can name one: word by word, in order, and why.

Invariant: the answer is symmetric and depends on the two names only; where it is not "different", the names share a
word that is equal, a spelling or a short form, or a reading, so that they meet in a block (see `candidates`).
"""

from collections.abc import Sequence

from onrecord.link.align import align_words, join_split, word_likeness
from onrecord.link.comparison import Comparison, other_name, part_of_name, same_name
from onrecord.link.eastern import Reading, families_of, readings_agree, same_characters
from onrecord.link.given import find_given
from onrecord.link.judge import REASONS, judge_pairs
from onrecord.link.labels import compare_labels
from onrecord.link.names import Name, Word, is_patronymic, parse_name

__all__ = ["Comparison", "Name", "compare_labels", "compare_persons", "parse_name"]

_STRONG = frozenset({"equal", "spelling"})


def compare_persons(one: Name, other: Name) -> Comparison:
    """Return whether two names can name one person."""
    shorter, longer = sorted((one, other), key=lambda name: (len(name.parts), name.text))
    if not shorter.parts:
        return Comparison(verdict="different", score=0.0, reason="no name")
    if shorter.suffix != longer.suffix:
        return _different(shorter, longer, "one is the elder, the other the younger")
    if shorter.characters and longer.characters and shorter.script == longer.script:
        return _compare_characters(shorter, longer)
    if shorter.words == longer.words:
        return same_name(1.0, "the same name" if shorter.script == longer.script else "another script")
    if len(shorter.parts) == 1:
        return _compare_single(shorter, longer)
    return _compare_given(shorter, longer) or _compare_readings(shorter, longer) or _compare_full(shorter, longer)


def _agrees(word: Word, others: Sequence[Word], *, loose: bool) -> bool:
    return any(word_likeness(word, other, loose=loose).kind != "none" for other in others)


def _different(one: Name, other: Name, reason: str = "different names") -> Comparison:
    """Return the verdict with a score that grows with how alike the words are all the same."""
    loose = one.loose or other.loose
    best = [max(word_likeness(word, each, loose=loose).score for each in other.parts) for word in one.parts]
    return other_name(sum(best) / max(len(one.parts), len(other.parts)), reason)


def _compare_characters(one: Name, other: Name) -> Comparison:
    """Compare names in Chinese characters or in Hangul: what sounds the same may be written for two people."""
    if same_characters(one.characters, other.characters):
        return same_name(1.0, "the same name")
    first, second = one.readings[0], other.readings[0]
    if first.families == second.families and not (first.given and second.given):
        return part_of_name(0.6, "the family name alone")
    return _different(one, other)


def _compare_readings(one: Name, other: Name) -> Comparison | None:
    """Compare names as Korean and Chinese ones; None where they are not both readable so."""
    shared = [system for system in ("korean", "chinese") if _native(one, system) and _native(other, system)]
    if shared:
        agreed = all(_agree(_native(one, system), _native(other, system)) for system in shared)
    elif _agree(one.readings, other.readings):
        agreed = True
    elif one.characters or other.characters:
        agreed = False
    else:
        return None
    if not agreed:
        return _different(one, other)
    if one.script != other.script:
        return same_name(0.95, "another script")
    turned = one.words[0] != other.words[0] and one.words[0] in other.words
    return same_name(0.92, "another order of the names") if turned else same_name(0.95, REASONS["spelling"])


def _native(name: Name, system: str) -> list[Reading]:
    return [reading for reading in name.readings if reading.system == system and reading.native]


def _agree(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    return any(readings_agree(first, second) for first in one for second in other)


def _compare_single(single: Name, full: Name) -> Comparison:
    """Compare a name of one word with any."""
    loose = single.loose or full.loose
    word = single.parts[0]
    kinds = [word_likeness(word, part, loose=loose).kind for part in full.parts]
    if len(kinds) == 1:
        if kinds[0] in _STRONG:
            return same_name(0.95, REASONS["spelling"])
        return part_of_name(0.5, REASONS["short"]) if kinds[0] == "short" else _different(single, full)
    families = single.readings[0].families if single.characters else families_of(word.text)
    if kinds[-1] in _STRONG or any(not families.isdisjoint(reading.families) for reading in full.readings):
        return part_of_name(0.65 if kinds[-1] == "equal" else 0.6, "the family name alone")
    if kinds[0] in _STRONG or kinds[0] == "short":
        return part_of_name(0.5 if kinds[0] == "equal" else 0.48, "the given name alone")
    middle = any(
        kind in _STRONG and not is_patronymic(part.text) and find_given(part.text) is None
        for part, kind in zip(full.parts[1:-1], kinds[1:-1], strict=True)
    )
    return part_of_name(0.5, "one of the family names alone") if middle else _different(single, full)


def _compare_given(one: Name, other: Name) -> Comparison | None:
    """Compare what may be the given name alone of a Korean or Chinese one: "Jong Un" and "Kim Jong Un"."""
    if not other.readings:
        return None
    first, *middle, last = other.words
    ways = ((first, [*middle, last]), (last, [first, *middle]))
    alone = any("".join(one.words) == "".join(given) and families_of(family) for family, given in ways)
    return part_of_name(0.5, "the given name alone") if alone else None


def _compare_full(one: Name, other: Name) -> Comparison:
    """Compare two names of two words or more, in the order as written and with the family name first."""
    loose = one.loose or other.loose
    first = join_split(one.parts, other.parts, loose=loose)
    second = join_split(other.parts, one.parts, loose=loose)
    if sum(_agrees(word, second, loose=loose) for word in first) < min(2, len(first)):
        return _different(one, other)
    orders = [(second, False)]
    if not (one.ordered and other.ordered) and len(second) > 1:
        orders += [((second[-1], *second[:-1]), True), ((*second[1:], second[0]), True)]
    judged = (
        judge_pairs(first, order, align_words(first, order, loose=loose), turned=turned) for order, turned in orders
    )
    found = max((each for each in judged if each is not None), key=lambda each: each.score, default=None)
    if found is None:
        return _different(one, other)
    if one.script != other.script and found.verdict == "same":
        return Comparison(verdict="same", score=found.score, reason="another script")
    return found
