"""Names of one word into whose they are: the family name of somebody whom other pages name in full.

Invariant: where two people have the family name, offices, states or the company on its page decide, or it stays open.
"""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.link.bearers import Bearer, best_supported, group_by_context, merge_bearers
from onrecord.link.clusters import Clusters
from onrecord.link.compare import parse_name
from onrecord.link.context import Companions, Words, context_of
from onrecord.link.known import KnownNames
from onrecord.link.spellings import SURE
from onrecord.model import Chain

MOST_NAMED = 3
"""People of one name whom an open verdict names."""

_ALIKE = "the same single name, and no full one"
_THINGS = frozenset({"vessel", "product", "event"})


def join_single_names(
    chains: Sequence[Chain], bearers: dict[Words, list[Bearer]], clusters: Clusters, companions: Companions
) -> None:
    """Join names of one word to who bears them in full, those that nobody bears to each other.

    Args:
        chains: those whose names may be of one word, persons and things; others are passed over.
        bearers: the full names of the case, by their words.
        clusters: takes the verdicts.
        companions: who is named on which page.
    """
    known = KnownNames(bearers)
    lone: dict[Words, list[Chain]] = defaultdict(list)
    for chain in chains:
        name = parse_name(chain.name)
        if len(name.words) != 1:
            continue
        persons = merge_bearers(known.owners(chain), clusters) if chain.type not in _THINGS else []
        if not persons or not _join_owner(chain, persons, clusters, companions):
            lone[name.words].append(chain)
    _join_lone(lone, clusters)


def _join_owner(chain: Chain, persons: list[Bearer], clusters: Clusters, companions: Companions) -> bool:
    """Join a chain to whose name it is or leave it open between several; False where it may be no person's."""
    single = Bearer(parse_name(chain.name), (chain,), context_of(chain))
    if len(persons) == 1 and chain.type == "person":
        return clusters.join(chain.id, persons[0].id, "part of one full name only")
    chosen = best_supported(single, persons, companions)
    if chosen is not None:
        return clusters.join(chain.id, chosen.id, "part of the full name of one of the same office, state or company")
    if chain.type != "person":
        return False
    names = ", ".join(sorted({each.name.text for each in persons})[:MOST_NAMED])
    more = f" and {len(persons) - MOST_NAMED} more" if len(persons) > MOST_NAMED else ""
    clusters.leave_open(chain.id, persons[0].id, f"part of the full name of {names}{more}, and nothing shows whose")
    return True


def _join_lone(lone: dict[Words, list[Chain]], clusters: Clusters) -> None:
    """Join names of one word that are nobody's: the same ones, and spellings of one where pages tell what both are."""
    alone: dict[Words, list[Bearer]] = {}
    for words in sorted(lone):
        singles = group_by_context(lone[words], clusters)
        for n, one in enumerate(singles):
            clusters.join_alike((chain.id for chain in one.chains), _ALIKE)
            first = next((each for each in singles[:n] if not each.context.contradicts(one.context)), None)
            if first is not None:
                clusters.join(first.id, one.id, _ALIKE)
        merged = [each for each in merge_bearers(singles, clusters) if each.context.types]
        if merged:
            alone[words] = merged
    # Of what no page tells the kind, another spelling is not known to be the same.
    known = KnownNames(alone)
    pairs = [pair for found in alone.values() for one in found for pair in known.spelled_alike(one)]
    for pair in sorted(pairs, key=lambda each: each.key):
        said, also = pair.one.context, pair.other.context
        if pair.compared.score >= SURE and said.types & also.types and not said.contradicts(also):
            clusters.join(pair.one.id, pair.other.id, pair.compared.reason)
