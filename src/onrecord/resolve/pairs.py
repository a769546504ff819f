"""Two who are named together: whom "both sides", "the two countries", "the couple", "the latter" stand for.

Rule: the nearest sentence before the words in which two of the asked kind are named together decides, or which names
just two of them; where it shows several pairs, the words stay open. Invariant: no pair is ever guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.language.phrases import DETERMINERS
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.mentions import Named
from onrecord.resolve.naming import NameFinder
from onrecord.resolve.passages import Passages

Asked = Literal["state", "body", "person", "any"]

REACH = 3
"""Sentences that are searched backwards, the one with the words included."""

_NOUNS: dict[str, Asked] = {
    **dict.fromkeys(("countries", "nations", "states", "governments", "capitals", "neighbours", "neighbors"), "state"),
    **dict.fromkeys(("country", "nation", "state", "government", "koreas", "superpowers", "allies"), "state"),
    **dict.fromkeys(("companies", "firms", "teams", "clubs", "agencies", "ministries", "banks"), "body"),
    **dict.fromkeys(("sides", "side", "party", "parties"), "any"),
    **dict.fromkeys(("leaders", "presidents", "ministers", "men", "women", "politicians", "candidates"), "person"),
    **dict.fromkeys(("officials", "rivals", "scientists", "researchers", "authors", "brothers", "sisters"), "person"),
}
"""What is named together by a noun behind "both" or "the two"."""

_ALONE: dict[str, Asked] = {
    **dict.fromkeys(("the couple", "the pair", "the duo"), "person"),
    **dict.fromkeys(("both", "the two", "both of them", "the two of them", "neither", "neither of them"), "any"),
    **dict.fromkeys(("each", "the former", "the latter"), "any"),
}
_COUNTS = frozenset({"both", "two", "neither", "either"})
_OPEN = frozenset({"state", "any"})
"""What no description could stand for: "both sides" without a pair are nobody, "the two leaders" are two leaders."""

_JOINTS = frozenset({"and", "and the", ", and", "as well as", "together with", "along with", "nor", "or"})

Pair = tuple[Group, Group]


@dataclass(frozen=True)
class Paired:
    """The two whom words stand for, or the several pairs that they can stand for; both empty where nobody fits."""

    groups: tuple[Group, ...] = ()
    candidates: tuple[Pair, ...] = ()


def asks_for_pair(text: str, start: int, end: int) -> Asked | None:
    """Return what kind of two the words at a place stand for, or None where they stand for no two at all."""
    words = text[start:end].casefold().split()
    before = text[max(0, start - len("neither ")) : start].casefold().split()
    if before and before[-1] in {"the", "both", "neither"} and words and words[0] not in DETERMINERS - {"two"}:
        words = [before[-1], *words]
    alone = _ALONE.get(" ".join(words))
    if alone is not None or len(words) < 2:  # noqa: PLR2004 - a count and its noun
        return alone
    counted = words[0] in _COUNTS - {"two"} or words[:2] in (["the", "two"], ["these", "two"], ["of", "both"])
    return _NOUNS.get(words[-1]) if counted else None


def can_be_described(asked: Asked) -> bool:
    """Return whether words for a pair that nobody fits still describe somebody."""
    return asked not in _OPEN


class PairFinder:
    """Finds who is named together in one article.

    Args:
        cast: everybody it names.
        names: where.
        passages: its sentences.
    """

    def __init__(self, cast: Cast, names: NameFinder, passages: Passages) -> None:
        self._text = cast.text
        self._names = names
        self._passages = passages

    def stand_for(self, words: str, asked: Asked, start: int) -> Paired:
        """Return the two for whom words that ask for a pair stand at a place."""
        for first, last in self._passages.before(start, REACH):
            pairs = self.together(first, last, asked)
            if len(pairs) > 1:
                return Paired(candidates=tuple(pairs))
            if pairs:
                one, other = pairs[0]
                return Paired(groups={"the former": (one,), "the latter": (other,)}.get(words.casefold(), (one, other)))
        return Paired()

    def together(self, first: int, last: int, asked: Asked) -> list[Pair]:
        """Return the pairs of one kind that a part of the text joins, else the only two of the kind that it names."""
        groups = [group for _, group in self._named(first, last, asked)]
        return self.joined(first, last, asked) or self._only_two(groups)

    def joined(self, first: int, last: int, asked: Asked) -> list[Pair]:
        """Return the pairs of one kind that a part of the text joins with "and", each once; of lists none."""
        named = self._named(first, last, asked)
        joined: list[Pair] = []
        for n in range(len(named) - 1):
            (one, left), (other, right) = named[n], named[n + 1]
            listed = n > 0 and self._text[named[n - 1][0].end : one.first].strip() == ","
            between = self._text[one.end : other.first].strip()
            if between in _JOINTS and not listed and left is not right and _kind(left) == _kind(right):
                joined.append((left, right))
        return _distinct(joined)

    def _named(self, first: int, last: int, asked: Asked) -> list[tuple[Named, Group]]:
        return [
            (mention, group)
            for mention, group in self._names.between(first, last)
            if _kind(group) is not None and asked in {_kind(group), "any"} and not mention.placed
        ]

    @staticmethod
    def _only_two(groups: Sequence[Group]) -> list[Pair]:
        distinct = [group for n, group in enumerate(groups) if group not in groups[:n]]
        return [(distinct[0], distinct[1])] if len(distinct) == 2 and _kind(distinct[0]) == _kind(distinct[1]) else []  # noqa: PLR2004 - a pair


def _distinct(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for n, pair in enumerate(pairs) if not any(set(map(id, pair)) == set(map(id, p)) for p in pairs[:n])]


def _kind(group: Group) -> Asked | None:
    """Return as what a group is one of two, or None for what nobody counts so."""
    if group.type == "state":
        return "state" if group.state is not None and group.state.body is None else "body"
    if group.type in {"organisation", "media"}:
        return "body"
    if group.type == "person" or (group.type is None and len(group.key) > 1 and not group.placed):
        return "person"
    return None


def name_pairs(pairs: Sequence[Pair]) -> str:
    """Return the pairs in words, for a reason: "France and Norvia, or Oxby and Wexley"."""
    return ", or ".join(f"{one.name} and {other.name}" for one, other in pairs)
