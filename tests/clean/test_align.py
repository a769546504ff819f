"""Streams are aligned in order, and what fits two places is in none."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.align import Match, align

FIRST = "thecouncilmetonmondayandvotedforthebridge"
SECOND = "nobodyaskedthepilotswhattheythoughtofit"
THIRD = "theferrywillsailagainwhenthestormhaspassed"


def test_equal_streams_are_one_block():
    assert align(FIRST, FIRST) == [Match(0, 0, len(FIRST))]
    assert align("", "") == []


def test_both_go_on_behind_what_one_of_them_lacks():
    assert align(FIRST + THIRD, FIRST + SECOND + THIRD) == [
        Match(0, 0, len(FIRST)),
        Match(len(FIRST), len(FIRST + SECOND), len(THIRD)),
    ]
    assert align(FIRST + SECOND + THIRD, FIRST + THIRD) == [
        Match(0, 0, len(FIRST)),
        Match(len(FIRST + SECOND), len(FIRST), len(THIRD)),
    ]


def test_a_changed_character_costs_only_itself():
    assert align(FIRST + "…" + SECOND, FIRST + "&h" + SECOND) == [
        Match(0, 0, len(FIRST)),
        Match(len(FIRST) + 1, len(FIRST) + 2, len(SECOND)),
    ]


def test_what_fits_two_places_is_in_no_block():
    # The second sentence stands twice on the right, and nothing tells which of the two the left one is.
    left, right = FIRST + SECOND + THIRD, FIRST + SECOND + "x" + SECOND + THIRD
    assert align(left, right) == [
        Match(0, 0, len(FIRST)),
        Match(len(FIRST + SECOND), len(FIRST + SECOND + "x" + SECOND), len(THIRD)),
    ]


def test_doubt_at_the_end_is_doubt_as_well():
    assert align(FIRST + SECOND, FIRST + SECOND + "x" + SECOND) == [Match(0, 0, len(FIRST))]


@given(st.text("ab", max_size=60), st.text("ab", max_size=60), st.text("abcdefgh", min_size=30, max_size=60))
def test_blocks_ascend_and_are_equal(first, second, common):
    left, right = first + common + second, second + common + first
    at = (0, 0)
    for one in align(left, right):
        assert one.size > 0
        assert left[one.left : one.left + one.size] == right[one.right : one.right + one.size]
        assert at[0] <= one.left
        assert at[1] <= one.right
        at = (one.left + one.size, one.right + one.size)
