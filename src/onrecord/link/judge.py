"""Two aligned names of persons into a verdict: which words may be left out, abbreviated or misspelt.

Invariant: what both names hold at one place must agree; two names that differ there are two people's.
"""

from collections.abc import Sequence
from itertools import pairwise

from onrecord.link.align import Pair
from onrecord.link.comparison import Comparison, part_of_name, same_name
from onrecord.link.given import find_given
from onrecord.link.names import Word, is_patronymic

_STRONG = frozenset({"equal", "spelling"})
_FULL = frozenset({"equal", "spelling", "short"})
_FIRST_OF_MANY = "mohammed"
"""Left out as often as written before the name that is used: Muhammad Shehbaz Sharif."""

REASONS = {
    "initial": "initials",
    "short": "a short form of the given name",
    "slip": "a slip of the pen",
    "spelling": "two spellings of one name",
}
_TURNED, _TRAILING, _CROSSED, _LED, _EXTRA = 0.9, 0.9, 0.5, 0.7, 0.96
"""What is left of the belief after another order, a last family name that one leaves out, words that each leaves out,
a first initial left out, a middle name left out."""

Gap = tuple[list[Word], list[Word]]


def judge_pairs(
    one: Sequence[Word], other: Sequence[Word], pairs: Sequence[Pair], *, turned: bool = False
) -> Comparison | None:
    """Return what the pairs of two names' words say, None where the names are different.

    Args:
        one: the words of a name, given names first.
        other: the words of another.
        pairs: which agree, ascending.
        turned: one of the names was put in another order for this.
    """
    if len(pairs) < min(2, len(one)) or not _kinds_suffice(pairs):
        return None
    if turned and not _may_turn(one, other, pairs):
        return None
    lead, *middle, trail = _gaps(one, other, pairs)
    if any(left and right for left, right in (lead, *middle, trail)) or _swapped(lead, middle, trail):
        return None
    factors = [_lead_factor(lead, pairs), _middle_factor(one, other, pairs, middle)]
    left_out = [word for gap in middle for word in (*gap[0], *gap[1])]
    trailing = [*trail[0], *trail[1]]
    if trailing:
        ending = _trail_verdict(one, other, pairs, trail)
        if isinstance(ending, Comparison):
            return ending
        factors.append(ending)
        shorter_side = 1 if trail[0] else 0
        if any(gap[shorter_side] for gap in middle):
            factors.append(_CROSSED if _are_given([word for gap in middle for word in gap[shorter_side]]) else None)
    if None in factors:
        return None
    belief = _TURNED if turned else 1.0
    for factor in (*(pair.likeness.score for pair in pairs), *factors):
        belief *= factor or 0.0
    return same_name(belief, _reason(pairs, turned=turned, fuller=bool(left_out or trailing or lead[0] or lead[1])))


def _reason(pairs: Sequence[Pair], *, turned: bool, fuller: bool) -> str:
    kinds = {pair.likeness.kind for pair in pairs}
    found = next((reason for kind, reason in REASONS.items() if kind in kinds), None)
    if found is not None:
        return found
    return "a fuller form of the name" if fuller else "another order of the names" if turned else "the same name"


def _kinds_suffice(pairs: Sequence[Pair]) -> bool:
    """Return whether the family name agrees, one word is written out, and at most one is a slip, beside full words."""
    kinds = [pair.likeness.kind for pair in pairs]
    if kinds[-1] in {"initial", "short"} or not _FULL & set(kinds):
        return False
    if ("slip" in kinds and any(kind not in _STRONG for kind in kinds if kind != "slip")) or kinds.count("slip") > 1:
        return False
    return "initial" not in kinds or kinds[-1] in _STRONG


def _may_turn(one: Sequence[Word], other: Sequence[Word], pairs: Sequence[Pair]) -> bool:
    """Return whether all words agree, and one is no given name: James Thomas is not Thomas James."""
    whole = len(pairs) == len(one) and len(pairs) <= len(other)
    return (
        whole
        and all(pair.likeness.kind in _FULL for pair in pairs)
        and not all(_is_given(one[pair.one]) or _is_given(other[pair.other]) for pair in pairs)
    )


def _gaps(one: Sequence[Word], other: Sequence[Word], pairs: Sequence[Pair]) -> list[Gap]:
    """Return what stands before, between and behind the paired words, in either name."""
    bounds = [(-1, -1), *((pair.one, pair.other) for pair in pairs), (len(one), len(other))]
    return [
        (list(one[first + 1 : after]), list(other[second + 1 : behind]))
        for (first, second), (after, behind) in pairwise(bounds)
    ]


def _swapped(lead: Gap, middle: Sequence[Gap], trail: Gap) -> bool:
    """Return whether a word that one name holds here stands elsewhere in the other."""
    lone = [{word.text for gap in (lead, *middle, trail) for word in gap[side]} for side in (0, 1)]
    return not lone[0].isdisjoint(lone[1])


def _lead_factor(lead: Gap, pairs: Sequence[Pair]) -> float | None:
    """Return what is left of the belief where one name holds more at its beginning: "J. Edgar Hoover"."""
    words = [*lead[0], *lead[1]]
    if not words:
        return 1.0
    given = find_given(words[0].text)
    often = words[0].initial or (given is not None and _FIRST_OF_MANY in given.spelling_of)
    return _LED if len(words) == 1 and often and pairs[0].likeness.kind in _STRONG else None


def _middle_factor(
    one: Sequence[Word], other: Sequence[Word], pairs: Sequence[Pair], middle: Sequence[Gap]
) -> float | None:
    """Return what is left where one name holds more in the middle, None where that is no middle name left out."""
    belief = 1.0
    # "Ada C. B. Kern" is not "Ada B. Kern".
    initials = any(one[pair.one].initial and other[pair.other].initial for pair in pairs[1:-1])
    for n, gap in enumerate(middle):
        for side, words in enumerate((one, other)):
            start = (pairs[n].one, pairs[n].other)[side]
            # "Jean-Luc" is not "Jean", but "Kern-Varga" is "Kern".
            if gap[side] and n == 0 and words[start + 1].tied:
                return None
            if initials and any(word.initial for word in gap[side]):
                return None
            belief *= _EXTRA ** len(gap[side])
    return belief


def _trail_verdict(
    one: Sequence[Word], other: Sequence[Word], pairs: Sequence[Pair], trail: Gap
) -> Comparison | float | None:
    """Return what is left where one name goes on behind the last word of the other: a second family name."""
    shorter = other if trail[0] else one
    last = shorter[-1]
    if pairs[-1].likeness.kind != "equal" or any(word.initial for word in (*trail[0], *trail[1])):
        return None
    if is_patronymic(last.text) and len(shorter) == 2:  # noqa: PLR2004 - given name and patronymic
        return part_of_name(0.5, "given name and patronymic alone")
    if all(_is_given(word) or word.initial for word in shorter):
        return part_of_name(0.48, "the given names alone")
    return _TRAILING


def _are_given(words: Sequence[Word]) -> bool:
    return all(word.initial or _is_given(word) for word in words)


def _is_given(word: Word) -> bool:
    return find_given(word.text) is not None
