"""Links and groups are those that a look at every pair would give, however many copies there are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assemble.grouping import (
    SAMPLED_MEMBERS,
    Item,
    connect,
    join_groups,
    keep_best,
    link_neighbours,
    number_equal,
)

KEYS = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)


@st.composite
def copies(draw):
    """Return items of few kinds on few pages, with keys that some share."""
    kinds = draw(st.lists(KEYS, min_size=1, max_size=4))
    days = draw(st.lists(st.sampled_from(["", "2024-05-01", "2024-05-02"]), min_size=len(kinds), max_size=len(kinds)))
    drawn = draw(st.lists(st.tuples(st.integers(0, len(kinds) - 1), st.integers(0, 5)), max_size=30))
    return [
        Item(keys=kinds[kind], calendar=(days[kind], f"{n:02}"), kind=kind, page=f"page {page}")
        for n, (kind, page) in enumerate(drawn)
    ]


def judge_of(items):
    """Return a judge that looks at kinds alone but on one page, and is symmetric."""

    def judge(a, b):
        one, other = sorted((items[a].kind, items[b].kind))
        if items[a].page == items[b].page:
            return 0.25 if (a + b) % 3 == 0 else None
        return None if (one * 7 + other) % 3 == 1 else 1.0 / (1 + other - one)

    return judge


def plain_links(items, neighbours, judge):
    """Return the links in the plainest way."""
    pairs = set()
    for key in sorted({key for item in items for key in item.keys}):
        posting = sorted((n for n, item in enumerate(items) if key in item.keys), key=lambda n: items[n].calendar)
        for place, one in enumerate(posting):
            pairs |= {(min(one, other), max(one, other)) for other in posting[place + 1 : place + 1 + neighbours]}
    return sorted((likeness, *pair) for pair in pairs if (likeness := judge(*pair)) is not None)


def plain_groups(count, links, alike, share, apart):
    """Return the groups in the plainest way: every link in its turn."""
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
    return sorted({tuple(sorted(members)) for members in group.values()})


def as_triples(links):
    return sorted((likeness, a, b) for likeness, pairs in links.items() for a, others in pairs.items() for b in others)


@given(items=copies(), neighbours=st.integers(1, 4))
def test_the_links_are_those_of_every_pair_of_neighbours(items, neighbours):
    judge = judge_of(items)
    assert as_triples(link_neighbours(items, neighbours, judge)) == plain_links(items, neighbours, judge)


@given(
    items=copies(),
    share=st.sampled_from([0.2, 0.5, 1.0]),
    apart=st.sets(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=6),
    table=st.lists(st.sampled_from([0.0, 0.3, 0.6, 1.0]), min_size=16, max_size=16),
)
def test_the_groups_are_those_of_every_link_in_its_turn(items, share, apart, table):
    judge = judge_of(items)
    links = link_neighbours(items, 3, judge)
    strangers = [[] for _ in items]
    for one, other in apart:
        if one != other and max(one, other) < len(items):
            strangers[one].append(other)
            strangers[other].append(one)

    def alike(a, b):
        one, other = sorted((items[a].kind, items[b].kind))
        return table[4 * one + other]

    groups = join_groups(len(items), links, alike, share, strangers)
    expected = plain_groups(len(items), as_triples(links), alike, share, strangers)
    assert [tuple(group) for group in groups] == expected


@pytest.mark.parametrize("count", [50, 500])
def test_copies_are_judged_once_however_many_there_are(count):
    items = [
        Item(keys=("shared", kind), calendar=("", f"{n:04}{kind}"), kind=kind, page=f"page {n}")
        for n in range(count)
        for kind in "xyz"
    ]
    asked = []

    def judge(a, b):
        asked.append(frozenset((items[a].kind, items[b].kind)))
        return 1.0 if items[a].kind == items[b].kind else None

    link_neighbours(items, 24, judge)
    on_two_pages = len({frozenset(pair) for pair in combinations("xyz", 2)}) + 3
    # Items of one page are asked one by one: three pairs on each page.
    assert len(asked) == on_two_pages + 3 * count


def test_refused_groups_are_not_asked_again_for_each_link():
    asked = []

    def alike(a, b):
        asked.append((a, b))
        return 0.0 if a // 100 != b // 100 else 1.0

    within = {n: [n + 1] for n in range(199) if n != 99}
    between = {n: [100 + n] for n in range(100)}
    groups = join_groups(200, {1.0: within, 0.5: between}, alike, 0.9, [[] for _ in range(200)])
    assert [len(group) for group in groups] == [100, 100]
    assert len([pair for pair in asked if pair[0] // 100 != pair[1] // 100]) == SAMPLED_MEMBERS**2


def test_equal_values_share_a_number():
    assert number_equal(["b", "a", "b", ("a",)]) == [0, 1, 0, 2]


def test_connected_ids_come_out_sorted():
    assert connect([("d", "c"), ("a", "b"), ("b", "e")]) == [["a", "b", "e"], ["c", "d"]]


@given(items=copies(), share=st.sampled_from([0.0, 0.5, 1.0]))
def test_the_best_link_of_an_item_to_a_page_stays(items, share):
    links = link_neighbours(items, 4, judge_of(items))
    kept = keep_best(links, items, share)
    pairs = {
        (one, other): likeness for likeness, found in links.items() for one, others in found.items() for other in others
    }
    for (one, other), likeness in pairs.items():
        rivals = [
            pairs[pair]
            for pair in pairs
            for mine, its in (pair, pair[::-1])
            if (mine == one and items[its].page == items[other].page)
            or (mine == other and items[its].page == items[one].page)
        ]
        assert (other in kept.get(likeness, {}).get(one, [])) == (likeness >= share * max(rivals))
