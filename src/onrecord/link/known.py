"""The names of a case, asked for those that another name can be: candidates are found, then compared.

Invariant: what is found depends on the names alone, not on the order in which they were known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.link.bearers import Bearer
from onrecord.link.candidates import NameIndex
from onrecord.link.compare import Comparison, Name, compare_labels, compare_persons, parse_name
from onrecord.link.context import Words, context_of
from onrecord.model import Chain


@dataclass(frozen=True)
class Pair:
    """Two bearers whose names can be one's."""

    one: Bearer
    other: Bearer
    compared: Comparison

    @property
    def key(self) -> tuple[float, str, str]:
        """Order of joining: the surest first."""
        return (-self.compared.score, self.one.id, self.other.id)


def compare_bearers(one: Bearer, other: Bearer) -> Comparison:
    """Return how the names of two bearers compare: as persons' names where both can be persons, else as labels.

    A name with words before or behind it is only then a fuller form: "New Harbour Patriots" are no form of New Harbour.
    """
    persons = ("person" in one.context.types) + ("person" in other.context.types)
    if persons > 1 or (persons and len(one.name.words) == len(other.name.words)):
        return compare_persons(one.name, other.name)
    return compare_labels(one.name.text, other.name.text)


class KnownNames:
    """Who bears which name in a case.

    Args:
        bearers: those of each name, by its folded words.
    """

    def __init__(self, bearers: Mapping[Words, Sequence[Bearer]]) -> None:
        self._bearers = bearers
        self._index = NameIndex()
        for found in bearers.values():
            self._index.add(found[0].name)

    def spelled_alike(self, bearer: Bearer) -> list[Pair]:
        """Return the bearer with each whose other name can be its own."""
        return [
            Pair(bearer, other, compared)
            for name in self._index.sharing(bearer.name)
            if name.words != bearer.name.words
            for other in self._bearers[name.words]
            if (compared := compare_bearers(bearer, other)).verdict == "same"
        ]

    def owners(self, chain: Chain) -> list[Bearer]:
        """Return the people of whose full name the chain's is the last word, else the first, in one office or state.

        What may be no person's name at all must be written just as in the full one.
        """
        name, context = parse_name(chain.name), context_of(chain)
        fitting = [
            each
            for other in self._index.sharing(name)
            if (chain.type == "person" or name.words[0] in other.words)
            and compare_persons(name, other).verdict == "part"
            for each in self._bearers[other.words]
            if "person" in each.context.types and not each.context.contradicts(context)
        ]
        family = [each for each in fitting if _ends_with(each.name, name)]
        return family or [each for each in fitting if context.shares(each.context)]


def _ends_with(full: Name, word: Name) -> bool:
    """Return whether the word is a full name's last, where the family name stands in most languages."""
    return compare_persons(parse_name(full.words[-1]), word).verdict == "same"
