"""Puts items into groups by pairwise likeness, without looking at all pairs.

Invariant: the groups depend on the items alone; every item is in exactly one group. Cost: an item is paired with at
most `neighbours` others for each of its keys, and items that copies repeat are compared once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

Links = Mapping[float, Mapping[int, Sequence[int]]]
"""Pairs of items that belong together: by their likeness, for an item those with a greater index."""

SAMPLED_MEMBERS = 6
"""Two groups are compared by this many members of each: the first that joined, which are the most alike."""


class Item(NamedTuple):
    """What is to be grouped.

    Items share a key or are never compared. `calendar` (a date and an id) tells which of those that share one stand
    near each other. Items of one `kind` on two pages are interchangeable: whatever is said of one holds for the other.
    """

    keys: tuple[str, ...]
    calendar: tuple[str, str]
    kind: Hashable
    page: str


def link_neighbours(items: Sequence[Item], neighbours: int, judge: Callable[[int, int], float | None]) -> Links:
    """Return the pairs that share a key, stand near each other in the calendar and belong together.

    Args:
        items: what is paired.
        neighbours: with how many of the following items each one is paired for each of its keys.
        judge: the likeness of two items (the lesser index first) that belong together, else None; symmetric.
            Asked once for two kinds, and for any two items of one page.
    """
    kinds = number_equal(item.kind for item in items)
    pages = number_equal(item.page for item in items)
    of_kind = Counter(kinds)
    verdicts: dict[tuple[int, int], float | None] = {}
    strangers: dict[int, set[int]] = defaultdict(set)
    links: dict[float, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))

    def compare(one: int, other: int) -> float | None:
        low, high = sorted((kinds[one], kinds[other]))
        # Two that have no copies never meet again.
        if pages[one] == pages[other] or of_kind[low] == of_kind[high] == 1:
            return judge(one, other)
        if (low, high) not in verdicts:
            verdicts[low, high] = judge(one, other)
            if verdicts[low, high] is None:
                strangers[low].add(high)
                strangers[high].add(low)
        return verdicts[low, high]

    for one, followers in _followers(items, neighbours):
        page, kind = pages[one], kinds[one]
        never = strangers[kind]
        near = [other for other in followers if kinds[other] not in never or pages[other] == page]
        # Most that stand near a copy are copies too: they are taken together.
        copies = [other for other in near if kinds[other] == kind and pages[other] != page and one < other]
        likeness = compare(one, copies[0]) if copies else None
        if likeness is not None:
            links[likeness][one].extend(copies)
        for other in set(near).difference(copies) if len(copies) < len(near) else ():
            first, second = (one, other) if one < other else (other, one)
            likeness = compare(first, second)
            if likeness is not None:
                links[likeness][first].append(second)
    return links


def keep_best(links: Links, items: Sequence[Item], share: float) -> Links:
    """Return the links without those of an item to a page where another item is much more alike.

    A link stays where, for both its items, its likeness is at least `share` of the best link to the other's page.
    """
    best: dict[tuple[int, str], float] = {}
    kept: dict[float, dict[int, list[int]]] = defaultdict(dict)
    for likeness in sorted(links, reverse=True):
        for one, others in sorted(links[likeness].items()):
            for other in others:
                best.setdefault((one, items[other].page), likeness)
                best.setdefault((other, items[one].page), likeness)
            near = [
                other
                for other in others
                if likeness >= share * max(best[one, items[other].page], best[other, items[one].page])
            ]
            if near:
                kept[likeness][one] = near
    return kept


def number_equal(values: Iterable[Hashable]) -> list[int]:
    """Return for each value a number that equal values share."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]


def _followers(items: Sequence[Item], neighbours: int) -> Iterator[tuple[int, set[int]]]:
    """Yield the items along the calendar, each with those that come next in one of its keys' postings.

    Copies have equal keys, and the keys of one content mostly the same postings: each is walked along once.
    """
    order = sorted(range(len(items)), key=lambda index: items[index].calendar)
    numbers = number_equal(items[index].keys for index in order)
    holders: list[list[int]] = []
    sharers: dict[str, list[int]] = defaultdict(list)
    for place, (index, number) in enumerate(zip(order, numbers, strict=True)):
        if number == len(holders):
            holders.append([])
            for key in dict.fromkeys(items[index].keys):
                sharers[key].append(number)
        holders[number].append(place)
    walks: list[list[Iterator[Sequence[int]]]] = [[] for _ in holders]
    for sharing in dict.fromkeys(map(tuple, sharers.values())):
        places = sorted(chain.from_iterable(holders[number] for number in sharing))
        walk = _walk([order[place] for place in places], neighbours)
        for number in sharing:
            walks[number].append(walk)
    for index, number in zip(order, numbers, strict=True):
        yield index, set(chain.from_iterable(map(next, walks[number])))


def _walk(posting: Sequence[int], neighbours: int) -> Iterator[Sequence[int]]:
    """Yield for each place of a posting those that come next in it."""
    return (posting[place : place + neighbours] for place in range(1, len(posting) + 1))


def join_groups(
    count: int,
    links: Links,
    alike: Callable[[int, int], float],
    share: float,
    apart: Sequence[Sequence[int]],
) -> list[list[int]]:
    """Return groups of `range(count)`, each sorted, ordered by their least member.

    Links (likeness, one, other) join the groups of their two items, the strongest first, where no two members must stay
    apart and the members are on average at least `share` times as alike as the linked two.

    Args:
        count: number of items.
        links: the pairs that belong together.
        alike: the likeness of any two items.
        share: the share of a link's likeness that the groups' average must reach.
        apart: for each item those with which it may never share a group (symmetric).
    """
    group = [[index] for index in range(count)]
    for likeness in sorted(links, reverse=True):
        refused: set[tuple[int, int, int, int]] = set()
        for one, other in _unjoined(links[likeness], group):
            if group[one] is group[other]:
                continue
            smaller, larger = sorted((group[one], group[other]), key=lambda members: (len(members), members[0]))
            # Groups only grow: while neither did, the answer to the next link between them is the same.
            attempt = (smaller[0], len(smaller), larger[0], len(larger))
            if attempt in refused:
                continue
            if _must_stay_apart(smaller, larger, group, apart) or not _are_alike(
                smaller[:SAMPLED_MEMBERS], larger[:SAMPLED_MEMBERS], alike, share * likeness
            ):
                refused.add(attempt)
                continue
            larger.extend(smaller)
            for index in smaller:
                group[index] = larger
    distinct = {id(members): members for members in group}
    return sorted(sorted(members) for members in distinct.values())


def _unjoined(links: Mapping[int, Sequence[int]], group: Sequence[list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs in order, without those that are in one group when the first item's turn comes."""
    for one in sorted(links):
        for other in sorted([other for other in links[one] if group[other] is not group[one]]):
            yield one, other


def _must_stay_apart(
    smaller: Sequence[int], larger: list[int], group: Sequence[list[int]], apart: Sequence[Sequence[int]]
) -> bool:
    return any(group[stranger] is larger for item in smaller for stranger in apart[item])


def _are_alike(some: Sequence[int], others: Sequence[int], alike: Callable[[int, int], float], least: float) -> bool:
    """Whether each of some members is on average at least so much alike each of the others."""
    return sum(alike(a, b) for a in some for b in others) >= least * (len(some) * len(others))


def connect(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected components of the linked ids, each sorted, ordered by their least id."""
    pairs = list(links)
    ids = sorted({*chain.from_iterable(pairs)})
    places = {each: place for place, each in enumerate(ids)}
    components: dict[int, list[str]] = defaultdict(list)
    for place, least in enumerate(least_joined(len(ids), ((places[one], places[other]) for one, other in pairs))):
        components[least].append(ids[place])
    return list(components.values())


def least_joined(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of `range(count)` the least that it hangs together with by the links."""
    least = list(range(count))

    def find(item: int) -> int:
        while least[item] != item:
            least[item] = least[least[item]]
            item = least[item]
        return item

    for pair in links:
        low, high = sorted(map(find, pair))
        least[high] = low
    return [find(item) for item in range(count)]
