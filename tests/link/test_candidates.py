"""Which names are compared at all: none that could be one's is missed, and no more than a bounded number is given."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.name_pairs import read_pairs
from onrecord.link.candidates import MOST_SHARING, NameIndex, block_keys
from onrecord.link.compare import compare_persons, parse_name

WORDS = st.sampled_from(
    [
        "Ada",
        "Kern",
        "Kerns",
        "Dmitri",
        "Dmitry",
        "Dimitri",
        "Orlov",
        "Orloff",
        "Kim",
        "Hong",
        "Kyun",
        "Hong-gyun",
        "D.",
        "Bill",
        "William",
        "عمر",
        "Omar",
        "김홍균",
        "Müller",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_names_that_are_not_told_apart_share_a_key(one, other):
    first, second = parse_name(one), parse_name(other)
    if compare_persons(first, second).verdict != "different":
        assert set(block_keys(first)) & set(block_keys(second))


@pytest.mark.parametrize("pair", [each for each in read_pairs() if each.same == "yes"], ids=lambda each: each.one)
def test_known_pairs_that_are_found_the_same_share_a_key(pair):
    first, second = parse_name(pair.one), parse_name(pair.other)
    if compare_persons(first, second).verdict == "same":
        assert set(block_keys(first)) & set(block_keys(second))


@settings(max_examples=30)
@given(st.lists(NAMES, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_adding_changes_nothing(names, draw):
    indexes = []
    for order in (names, draw.sample(names, len(names))):
        index = NameIndex()
        for name in order:
            index.add(parse_name(name))
        indexes.append(index)
    for name in names:
        assert indexes[0].sharing(parse_name(name)) == indexes[1].sharing(parse_name(name))


def test_a_name_borne_by_thousands_gives_a_bounded_number_and_its_own_spelling_among_them():
    draw = random.Random(3)  # noqa: S311 - test data, not a secret
    given_names = ["".join(draw.choices("bdfgklmnprst", k=3)) + "a" for _ in range(3000)]
    index = NameIndex()
    for name in [*given_names, "Dmitri"]:
        index.add(parse_name(f"{name} Kern"))
    found = index.sharing(parse_name("Dimitri Kern"))
    assert len(found) <= MOST_SHARING
    assert parse_name("Dmitri Kern") in found
    assert len(index.sharing(parse_name("Kern"))) <= MOST_SHARING


def test_adding_a_name_again_changes_nothing():
    index = NameIndex()
    for _ in range(2):
        index.add(parse_name("Ada Kern"))
    assert index.sharing(parse_name("Ada Kern")) == [parse_name("Ada Kern")]
    assert index.sharing(parse_name("")) == []
