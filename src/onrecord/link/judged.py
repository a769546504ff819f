"""Human judgements on who is whom: they come before every rule, and no rule overrides them.

Invariant: judgements are applied in the order in which they were made; one on a chain that the case does not have
waits until it has it again.
"""

from collections.abc import Sequence

from onrecord.link.clusters import Clusters
from onrecord.model import Judgement

_SAME = "same"
_NOT_SAME = "not_same"
_UNSURE = "unsure"


def apply_judgements(clusters: Clusters, judgements: Sequence[Judgement]) -> None:
    """Join what a person judged the same, and keep apart what they judged not the same or were unsure about.

    Whoever is the same as somebody is apart from all from whom that one is. "Unsure" keeps every rule from joining the
    two and leaves it open. Of two that contradict each other, that two are not the same holds.
    """
    standing = sorted(
        (each for each in judgements if not each.undone and each.on in clusters and each.value in clusters),
        key=lambda each: (each.at, each.id),
    )
    for each in standing:
        if each.kind in {_NOT_SAME, _UNSURE}:
            clusters.keep_apart(each.on, each.value)
    for each in standing:
        by = f"judged by {each.by}"
        if each.kind == _NOT_SAME:
            clusters.separate(each.on, each.value, by, each.id)
        elif each.kind == _UNSURE:
            clusters.leave_open(each.on, each.value, f"{by}: unsure", each.id)
        elif each.kind == _SAME and not clusters.join(each.on, each.value, by, each.id):
            clusters.leave_open(each.on, each.value, f"{by} to be the same, and judged to be apart", each.id)
