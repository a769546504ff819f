"""A memory keeps what was asked for last and never more than its bound."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import Memory


def test_what_is_kept_is_recalled():
    memory = Memory(10)
    memory.keep("a", "first", 4)
    assert memory.recall("a") == "first"
    assert memory.recall("b") is None


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    memory = Memory(10)
    for key in "abc":
        memory.keep(key, key.upper(), 3)
    memory.recall("a")
    memory.keep("d", "D", 3)
    assert [memory.recall(key) for key in "abcd"] == ["A", None, "C", "D"]


def test_what_is_heavier_than_the_bound_is_not_kept_and_empties_nothing_but_room():
    memory = Memory(10)
    memory.keep("huge", "HUGE", 11)
    assert memory.recall("huge") is None
    memory.keep("a", "A", 10)
    assert memory.recall("a") == "A"


def test_a_new_value_takes_the_place_of_the_old_one():
    memory = Memory(10)
    memory.keep("a", "old", 6)
    memory.keep("a", "new", 7)
    assert (memory.recall("a"), memory.weight) == ("new", 7)


@given(
    most=st.integers(0, 20),
    calls=st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 25)), max_size=60),
)
def test_the_weight_never_exceeds_the_bound(most, calls):
    memory = Memory(most)
    kept = {}
    for keeps, key, weight in calls:
        if keeps:
            memory.keep(key, (key, weight), weight)
            kept[key] = (key, weight)
        else:
            assert memory.recall(key) in {None, kept.get(key)}
        remembered = [value for value in map(memory.recall, range(6)) if value is not None]
        assert memory.weight == sum(weight for _, weight in remembered) <= most
