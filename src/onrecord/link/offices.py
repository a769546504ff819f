"""Offices without a name into who holds them, where the case's own pages show it: "the Norvian president".

Invariant: a holder is known by a page that gives a name the office, never from a table; where pages show two, their
dates decide or it stays open.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.language.offices import Office, read_office
from onrecord.language.states import find_state
from onrecord.link.clusters import Clusters
from onrecord.model import Chain, Record, Span

OfficeKey = tuple[str, frozenset[str], frozenset[str], str]
"""Head, ranks, qualifying words, and the state or other owner."""

FAR = 90
"""Days by which one holder's page must be nearer than another's to decide between the two."""


class _Holding(Record, frozen=True, kw_only=True):
    """A page that gives an office to a name."""

    chain: Chain
    role: Span


def join_offices(chains: Sequence[Chain], clusters: Clusters, days: Mapping[str, str | None]) -> None:
    """Join each office without a name to its only holder on the case's pages; `days` are the articles' dates (ISO)."""
    holdings: dict[OfficeKey, list[_Holding]] = defaultdict(list)
    for chain in chains:
        if chain.type == "person":
            for role in chain.roles:
                for key in _keys(role, chain.of):
                    holdings[key].append(_Holding(chain=chain, role=role))
    for chain in chains:
        if chain.type == "unnamed" and chain.roles:
            shown = [each for key in _keys(chain.roles[0], chain.of) for each in holdings.get(key, [])]
            _join_holder(chain, shown, clusters, days)


def _keys(role: Span, of: str | None) -> list[OfficeKey]:
    office = read_office(role.text, 0, len(role.text))
    if office is None or not office.single:
        return []
    return [(office.head, office.ranks, office.words, owner) for owner in _owners(office, of)]


def _owners(office: Office, of: str | None) -> list[str]:
    """Return whose office it is: the states it names, else the owner that its page shows, else that the words tell."""
    if office.states:
        return sorted(office.states)
    state = None if of is None else find_state(of)
    return [of or ""] if state is None else [state.name]


def _join_holder(chain: Chain, shown: Sequence[_Holding], clusters: Clusters, days: Mapping[str, str | None]) -> None:
    nearest: dict[str, tuple[int, str]] = {}
    by_id = {each.chain.id: each for each in shown}
    for each in shown:
        root = clusters.find(each.chain.id)
        gap = (_days_between(days.get(chain.article), days.get(each.chain.article)), each.chain.id)
        nearest[root] = min(nearest.get(root, gap), gap)
    ranked = sorted(nearest.values())
    if not ranked:
        return
    holding = by_id[ranked[0][1]]
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < FAR:
        names = ", ".join(sorted({by_id[each].chain.name for _, each in ranked}))
        clusters.leave_open(chain.id, holding.chain.id, f"pages show several in the office: {names}")
        return
    clusters.join(chain.id, holding.chain.id, f"the office: a page calls {holding.chain.name} “{holding.role.text}”")


def _days_between(one: str | None, other: str | None) -> int:
    """Return the days between two dates; pages without a date lie as far apart as nothing else."""
    if one is None or other is None:
        return date.max.toordinal()
    return abs(date.fromisoformat(one[:10]).toordinal() - date.fromisoformat(other[:10]).toordinal())
