"""Full names that are written differently into whom they name: other spellings, short forms, initials.

Invariant: a name that fits two who are not one is joined to neither, unless offices, states or the company they keep
single one out; what stays open says between whom.
"""

from collections import defaultdict
from collections.abc import Iterable

from onrecord.link.bearers import Bearer, best_supported, support, told_apart
from onrecord.link.clusters import Clusters
from onrecord.link.context import Companions, Words
from onrecord.link.known import KnownNames, Pair, compare_bearers

SURE = 0.8
"""Score from which two spellings alone make two names one; below it something else must speak for it."""

MOST_NAMED = 3
"""Rivals that an open verdict is noted with."""


def join_spellings(bearers: dict[Words, list[Bearer]], clusters: Clusters, companions: Companions) -> None:
    """Join the bearers of different full names that are spellings of one."""
    known_names = KnownNames(bearers)
    pairs = [
        pair
        for found in bearers.values()
        for bearer in found
        for pair in known_names.spelled_alike(bearer)
        if pair.one.name.words < pair.other.name.words
    ]
    undecided = torn_bearers(pairs)
    fullest: dict[str, Bearer] = {}
    for pair in sorted(pairs, key=lambda each: each.key):
        known = [fullest.get(clusters.find(each.id), each) for each in (pair.one, pair.other)]
        # Step by step a name can drift away from itself: whoever is joined must fit the fullest form.
        if compare_bearers(*known).verdict == "same" or clusters.find(pair.one.id) == clusters.find(pair.other.id):
            _join_pair(pair, undecided, clusters, companions)
            fullest[clusters.find(pair.one.id)] = max(known, key=lambda each: (len(each.name.words), each.name.words))
        else:
            clusters.leave_open(
                pair.one.id,
                pair.other.id,
                f"{pair.compared.reason}, but {known[0].name.text} is not {known[1].name.text}",
            )


def torn_bearers(pairs: Iterable[Pair]) -> dict[str, list[Bearer]]:
    """Return, by id, the bearers whose name fits two that do not fit each other, with all whom it fits.

    "Ada Kern" fits "Ada B. Kern" and "Ada C. Kern", who are two.
    """
    fitting: dict[str, list[Bearer]] = defaultdict(list)
    for pair in pairs:
        fitting[pair.one.id].append(pair.other)
        fitting[pair.other.id].append(pair.one)
    return {
        each: others
        for each, others in fitting.items()
        if any(compare_bearers(others[0], other).verdict == "different" for other in others[1:])
    }


def _join_pair(pair: Pair, undecided: dict[str, list[Bearer]], clusters: Clusters, companions: Companions) -> None:
    one, other = pair.one, pair.other
    for torn, wanted in ((one, other), (other, one)):
        rivals = undecided.get(torn.id)
        if rivals is not None and best_supported(torn, rivals, companions) is not wanted:
            if len(rivals) <= MOST_NAMED:
                clusters.leave_open(one.id, other.id, f"{torn.name.text} can be either of {len(rivals)}")
            return
    if one.context.contradicts(other.context):
        clusters.leave_open(
            one.id, other.id, f"{pair.compared.reason}, but what pages say differs: {told_apart(one, other)}"
        )
    elif pair.compared.score >= SURE:
        clusters.join(one.id, other.id, pair.compared.reason)
    elif support(one, other, companions):
        clusters.join(one.id, other.id, f"{pair.compared.reason}, in the same office, state or company")
    else:
        clusters.leave_open(one.id, other.id, f"{pair.compared.reason}, and nothing else shows that they are one")
