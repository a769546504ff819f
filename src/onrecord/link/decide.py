"""Decides which chains of many articles are one person, body, state, outlet or thing, and records why.

Invariant: same chains in, same groups out, in any order; a group's id is its smallest chain's id. Unnamed speakers and
documents never leave their article, but for an office that other pages give a name. What a person judged holds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from onrecord.link.bearers import find_bearers
from onrecord.link.bodies import join_bodies, join_states
from onrecord.link.clusters import Clusters, Verdict
from onrecord.link.context import Companions
from onrecord.link.judged import apply_judgements
from onrecord.link.listed import claim_actors
from onrecord.link.offices import join_offices
from onrecord.link.single_names import join_single_names
from onrecord.link.spellings import join_spellings
from onrecord.model import Actor, Chain, ChainType, Judgement, Record

_NAMED: frozenset[ChainType] = frozenset({"person", "place", "vessel", "product", "event", "other"})
"""Types whose names are compared; bodies, states and outlets have rules of their own."""


class Decisions(Record, frozen=True, kw_only=True):
    """The groups, each a tuple of chains sorted by id, themselves sorted by id; the verdicts; the actors by chain."""

    groups: tuple[tuple[Chain, ...], ...]
    verdicts: tuple[Verdict, ...]
    actors: dict[str, Actor]


def decide_groups(
    chains: Sequence[Chain],
    days: Mapping[str, str | None] = MappingProxyType({}),
    actors: Sequence[Actor] = (),
    judgements: Sequence[Judgement] = (),
) -> Decisions:
    """Return the chains grouped by whom they stand for.

    Human judgements come first, then the user's list, then what the names alone tell, then names that need others.

    Args:
        chains: all of the case.
        days: the date of each article (ISO), null where it is unknown.
        actors: the user's own list.
        judgements: what people decided before.
    """
    ordered = sorted(chains, key=lambda chain: chain.id)
    clusters = Clusters(chain.id for chain in ordered)
    apply_judgements(clusters, judgements)
    listed = claim_actors(ordered, actors, clusters)
    join_states(ordered, clusters)
    join_bodies(ordered, clusters)
    named = [chain for chain in ordered if chain.type in _NAMED]
    companions = Companions(named)
    bearers = find_bearers(named, clusters, companions)
    join_spellings(bearers, clusters, companions)
    join_single_names(named, bearers, clusters, companions)
    join_offices(ordered, clusters, days)
    grouped: dict[str, list[Chain]] = defaultdict(list)
    for chain in ordered:
        grouped[clusters.find(chain.id)].append(chain)
    owners = {root: clusters.owner(root) for root in grouped}
    return Decisions(
        groups=tuple(tuple(grouped[root]) for root in sorted(grouped)),
        verdicts=tuple(clusters.verdicts),
        actors={root: listed[owner] for root, owner in owners.items() if owner is not None},
    )
