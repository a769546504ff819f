"""Chains of one name into those who bear it: one bearer mostly, two where offices and countries contradict.

Invariant: every chain of a name belongs to one bearer; a chain that could be either of two stands by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.link.clusters import Clusters
from onrecord.link.compare import Name, parse_name
from onrecord.link.context import Companions, Context, Words, context_of
from onrecord.model import Chain


@dataclass(frozen=True)
class Bearer:
    """Who bears a name: chains sorted by id, and what their pages say of them."""

    name: Name
    chains: tuple[Chain, ...]
    context: Context

    @property
    def id(self) -> str:
        """Id of the first chain."""
        return self.chains[0].id


def find_bearers(chains: Iterable[Chain], clusters: Clusters, companions: Companions) -> dict[Words, list[Bearer]]:
    """Return who bears each name of two words or more, joined in `clusters`, ordered by the folded words."""
    named: dict[Words, list[Chain]] = defaultdict(list)
    for chain in chains:
        words = parse_name(chain.name).words
        if len(words) > 1:
            named[words].append(chain)
    return {words: _bearers(named[words], clusters, companions) for words in sorted(named)}


def group_by_context(chains: Sequence[Chain], clusters: Clusters) -> list[Bearer]:
    """Return the chains of one name as bearers, one for each set of things that pages say; judged ones alone."""
    found: dict[object, list[Chain]] = defaultdict(list)
    for chain in chains:
        context = context_of(chain)
        found[context, clusters.find(chain.id) if clusters.is_bound(chain.id) else ""].append(chain)
    bearers = [
        Bearer(parse_name(members[0].name), tuple(members), context_of(members[0])) for members in found.values()
    ]
    return sorted(bearers, key=lambda bearer: bearer.id)


def _bearers(chains: Sequence[Chain], clusters: Clusters, companions: Companions) -> list[Bearer]:
    bearers = group_by_context(chains, clusters)
    for bearer in bearers:
        clusters.join_alike((chain.id for chain in bearer.chains), _same_name(chains))
    _join_by_attribute(bearers, clusters, chains)
    merged = merge_bearers(bearers, clusters)
    rivals = _keep_rivals_apart(merged, clusters)
    if not rivals:
        for bearer in merged[1:]:
            clusters.join(merged[0].id, bearer.id, _same_name(chains))
    else:
        for bearer in merged:
            if bearer.id not in rivals:
                _join_by_company(bearer, [each for each in merged if each.id in rivals], clusters, companions)
    return merge_bearers(merged, clusters)


def _same_name(chains: Sequence[Chain]) -> str:
    pages = len({chain.article for chain in chains})
    return f"the same name on {pages} pages" if pages > 1 else "the same name"


def _join_by_attribute(bearers: list[Bearer], clusters: Clusters, chains: Sequence[Chain]) -> None:
    """Join those that share an office or a state, each with the first that has it; kinds must not differ."""
    holder: dict[tuple[str, str, frozenset[str]], Bearer] = {}
    for bearer in bearers:
        for kind, values in (("office", bearer.context.offices), ("state", bearer.context.states)):
            for value in sorted(values):
                first = holder.setdefault((kind, value, frozenset(bearer.context.types)), bearer)
                clusters.join(first.id, bearer.id, _same_name(chains))


def merge_bearers(bearers: list[Bearer], clusters: Clusters) -> list[Bearer]:
    """Return the bearers with those made one that are in one cluster, sorted by id."""
    together: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        together[clusters.find(bearer.id)].append(bearer)
    merged = []
    for members in together.values():
        chains = sorted((chain for each in members for chain in each.chains), key=lambda chain: chain.id)
        context = members[0].context.joined(each.context for each in members[1:])
        merged.append(Bearer(parse_name(chains[0].name), tuple(chains), context))
    return sorted(merged, key=lambda bearer: bearer.id)


def _keep_rivals_apart(bearers: list[Bearer], clusters: Clusters) -> set[str]:
    """Return the ids of the bearers that contradict another of the name, and keep those pairs apart."""
    rivals: set[str] = set()
    for n, one in enumerate(bearers):
        for other in bearers[n + 1 :]:
            if clusters.are_apart(one.id, other.id):
                rivals |= {one.id, other.id}
            elif one.context.contradicts(other.context):
                rivals |= {one.id, other.id}
                clusters.keep_apart(one.id, other.id)
                clusters.separate(
                    one.id, other.id, f"one name, and what pages say of it differs: {told_apart(one, other)}"
                )
    return rivals


def told_apart(one: Bearer, other: Bearer) -> str:
    """Return what contradicts, in words: "minister, Norvia / hockey player, Calmera"."""

    def told(context: Context) -> str:
        return ", ".join((*sorted(context.offices), *sorted(context.states), *sorted(context.types - {"person"})))

    return f"{told(one.context)} / {told(other.context)}"


def _join_by_company(bearer: Bearer, rivals: list[Bearer], clusters: Clusters, companions: Companions) -> None:
    """Join a bearer to the one of several rivals with whom it shares office, state or most companions, else to none."""
    chosen = best_supported(bearer, rivals, companions)
    if chosen is not None:
        clusters.join(bearer.id, chosen.id, "the same name, in the same company")
        return
    for rival in rivals[:2]:
        clusters.leave_open(
            bearer.id, rival.id, f"{len(rivals)} people bear the name, and the page does not tell which"
        )


def best_supported(one: Bearer, others: Sequence[Bearer], companions: Companions) -> Bearer | None:
    """Return the only one among the others for whom most speaks, None where nothing does or two are level."""
    fitting = [each for each in others if not one.context.contradicts(each.context)]
    ranked = sorted(
        ((support(one, each, companions), -n) for n, each in enumerate(fitting)),
        reverse=True,
    )
    if not ranked or ranked[0][0] == 0 or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return fitting[-ranked[0][1]]


def support(one: Bearer, other: Bearer, companions: Companions) -> int:
    """Return how much speaks for two bearers being one: offices, states, companions."""
    return one.context.shares(other.context) + companions.shared(one.chains, other.chains)
