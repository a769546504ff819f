"""Puts items into groups by pairwise likeness, without looking at all pairs.

Invariant: the groups depend on the items alone; every item is in exactly one group. Cost: an item is paired with at
most `neighbours` others for each of its keys.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

SAMPLED_MEMBERS = 6
"""Two groups are compared by this many members of each: the first that joined, which are the most alike."""


def neighbour_pairs(
    keys: Sequence[Iterable[str]], calendar: Sequence[tuple[str, str]], neighbours: int
) -> list[tuple[int, int]]:
    """Return the pairs (lesser index first, sorted) that share a key and stand near each other in the calendar.

    Args:
        keys: the keys of each item.
        calendar: where each item stands among those with its key: a date and an id.
        neighbours: how many of the following items each one is paired with.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for index, item_keys in enumerate(keys):
        for key in dict.fromkeys(item_keys):
            postings[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for posting in postings.values():
        posting.sort(key=lambda index: calendar[index])
        for place, index in enumerate(posting):
            pairs.update(
                (min(index, other), max(index, other)) for other in posting[place + 1 : place + 1 + neighbours]
            )
    return sorted(pairs)


def join_groups(
    count: int,
    links: Iterable[tuple[float, int, int]],
    alike: Callable[[int, int], float],
    share: float,
    apart: Sequence[Sequence[int]],
) -> list[list[int]]:
    """Return groups of `range(count)`, each sorted, ordered by their least member.

    Links (likeness, one, other) join the groups of their two items, the strongest first, where no two members must stay
    apart and the members are on average at least `share` times as alike as the linked two.

    Args:
        count: number of items.
        links: pairs that belong together, with their likeness.
        alike: the likeness of any two items.
        share: the share of a link's likeness that the groups' average must reach.
        apart: for each item those with which it may never share a group (symmetric).
    """
    group = {index: [index] for index in range(count)}
    for likeness, one, other in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        smaller, larger = sorted((group[one], group[other]), key=lambda members: (len(members), members[0]))
        if smaller is larger or any(group[stranger] is larger for item in smaller for stranger in apart[item]):
            continue
        pairs = [(a, b) for a in smaller[:SAMPLED_MEMBERS] for b in larger[:SAMPLED_MEMBERS]]
        if sum(alike(a, b) for a, b in pairs) < share * likeness * len(pairs):
            continue
        larger.extend(smaller)
        for index in smaller:
            group[index] = larger
    distinct = {id(members): members for members in group.values()}
    return sorted(sorted(members) for members in distinct.values())


def connect(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected components of the linked ids, each sorted, ordered by their least id."""
    head: dict[str, str] = {}

    def find(item: str) -> str:
        head.setdefault(item, item)
        while head[item] != item:
            head[item] = head[head[item]]
            item = head[item]
        return item

    for one, other in links:
        low, high = sorted((find(one), find(other)))
        head[high] = low
    components: dict[str, list[str]] = defaultdict(list)
    for item in sorted(head):
        components[find(item)].append(item)
    return sorted(components.values())
