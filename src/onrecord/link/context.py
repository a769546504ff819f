"""What surrounds a name where it stands: offices, countries, and who is named on the same pages.

Invariant: whatever is compared was read from the pages; where a page says nothing, nothing speaks for or against.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.language.offices import read_office
from onrecord.language.states import find_state
from onrecord.link.compare import parse_name
from onrecord.model import Chain, ChainType, Record

_VAGUE = frozenset({"other", "place"})
"""Types of chains whose names alone did not show what they are."""

MOST_COMPANIONS = 3
"""Shared companions beyond these add nothing."""

MOST_PAGES = 20
"""Pages of the rarer of two names that are searched for companions: those of the smallest ids."""

Words = tuple[str, ...]
"""The folded words of a name."""


CONTEXTS_KEPT = 1 << 14
"""Sets of roles whose reading is remembered: copies of an article bring the same ones again and again."""


class Context(Record, frozen=True, kw_only=True):
    """What pages say of somebody: heads of offices ("vice minister"), states by name, and what kind of thing it is."""

    offices: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    types: frozenset[ChainType] = frozenset()

    def contradicts(self, other: "Context") -> bool:
        """Return whether the two cannot be one: different kinds, or other offices of other states."""
        if self.types and other.types and not self.types & other.types:
            return True
        offices = self.offices and other.offices and not self.offices & other.offices
        states = self.states and other.states and not self.states & other.states
        return bool(offices and states)

    def shares(self, other: "Context") -> int:
        """Return how much speaks for the two being one: 2 for an office or state in common, 4 for both."""
        return 2 * bool(self.offices & other.offices) + 2 * bool(self.states & other.states)

    def joined(self, others: Iterable["Context"]) -> "Context":
        """Return the context of several that are one."""
        every = [self, *others]
        return Context(
            offices=frozenset().union(*(each.offices for each in every)),
            states=frozenset().union(*(each.states for each in every)),
            types=frozenset().union(*(each.types for each in every)),
        )


def context_of(chain: Chain) -> Context:
    """Return what the chain's article says of it."""
    return _read_context(chain.type, chain.of, tuple(role.text for role in chain.roles))


@lru_cache(CONTEXTS_KEPT)
def _read_context(kind: ChainType, of: str | None, roles: tuple[str, ...]) -> Context:
    offices: set[str] = set()
    states = set() if of is None else {of}
    for role in roles:
        office = read_office(role, 0, len(role))
        if office is not None:
            offices.add(" ".join((*sorted(office.ranks), office.head)))
            states |= office.states
    known = {state.name if (state := find_state(each)) is not None else each for each in states}
    types: frozenset[ChainType] = frozenset() if kind in _VAGUE else frozenset({kind})
    return Context(offices=frozenset(offices), states=frozenset(known), types=types)


class Companions:
    """Who is named on which page, to tell namesakes apart by the company they keep.

    Args:
        chains: all of the case.
    """

    def __init__(self, chains: Iterable[Chain]) -> None:
        self._named: dict[str, set[Words]] = {}
        self._pages: dict[Words, set[str]] = {}
        for chain in chains:
            if chain.type == "person" and len(words := parse_name(chain.name).words) > 1:
                self._named.setdefault(chain.article, set()).add(words)
                self._pages.setdefault(words, set()).add(chain.article)

    def shared(self, one: Sequence[Chain], other: Sequence[Chain]) -> int:
        """Return how many full names stand on pages of both, their own left out; at most `MOST_COMPANIONS`."""
        fewer, more = sorted(({each.article for each in chains} for chains in (one, other)), key=len)
        own = {parse_name(chain.name).words for chain in (*one, *other)}
        found: set[Words] = set()
        for page in sorted(fewer)[:MOST_PAGES]:
            for words in self._named.get(page, set()) - own - found:
                if not more.isdisjoint(self._pages[words]):
                    found.add(words)
            if len(found) >= MOST_COMPANIONS:
                return MOST_COMPANIONS
        return len(found)
