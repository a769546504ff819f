"""Scores of a window to fragments, on made-up scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.network.decoding import (
    BEGINS,
    CONTENT,
    CUE,
    ENDS,
    INSIDE,
    ONLY,
    SOURCE,
    TAGS,
    best_tags,
    find_fragments,
    log_probabilities,
    role_of,
    tag_of,
    without_crossing,
)

ROLES = (SOURCE, CUE, CONTENT)


def scores_for(tags, strength=8.0):
    return log_probabilities(np.eye(TAGS, dtype=np.float32)[tags] * strength)


def test_every_tag_has_its_own_number():
    assert {0} | {tag_of(role, place) for role in ROLES for place in (BEGINS, INSIDE, ENDS, ONLY)} == set(range(TAGS))


def test_a_tag_knows_its_role():
    places = (BEGINS, INSIDE, ENDS, ONLY)
    assert [role_of(tag_of(role, place)) for role in ROLES for place in places] == [r for r in ROLES for _ in places]
    assert role_of(0) == 0


def test_no_fragment_goes_on_over_a_border():
    begins, inside, ends = (tag_of(CONTENT, place) for place in (BEGINS, INSIDE, ENDS))
    logs = scores_for([begins, inside, inside, ends])
    (whole,) = find_fragments(logs)
    assert (whole.first, whole.end) == (0, 4)
    cut = find_fragments(without_crossing(logs, np.array([False, False, True, False])))
    assert all(one.end <= 2 or one.first >= 2 for one in cut)


def test_fragments_that_touch_stay_apart():
    source = [tag_of(SOURCE, BEGINS), tag_of(SOURCE, INSIDE), tag_of(SOURCE, ENDS)]
    contents = [tag_of(CONTENT, BEGINS), tag_of(CONTENT, ENDS), tag_of(CONTENT, ONLY)]
    fragments = find_fragments(scores_for([*source, tag_of(CUE, ONLY), *contents, 0]))
    assert [(one.role, one.first, one.end) for one in fragments] == [
        (SOURCE, 0, 3), (CUE, 3, 4), (CONTENT, 4, 6), (CONTENT, 6, 7),
    ]  # fmt: skip


def test_a_fragment_that_goes_on_must_have_begun():
    inside, ends = tag_of(CUE, INSIDE), tag_of(CUE, ENDS)
    (fragment,) = find_fragments(scores_for([inside, inside, inside, ends, 0]))
    assert (fragment.role, fragment.first, fragment.end) == (CUE, 0, 4)


def test_a_word_of_doubtful_tag_lowers_the_score_of_its_fragment():
    sure, doubtful = scores_for([tag_of(SOURCE, ONLY)]), scores_for([tag_of(SOURCE, ONLY)], strength=3.0)
    assert find_fragments(sure)[0].score > find_fragments(doubtful)[0].score


def test_no_words_have_no_fragments():
    assert find_fragments(np.zeros((0, TAGS), dtype=np.float32)) == []


@given(
    st.lists(st.lists(st.floats(-30, 30, width=32) | st.just(float("nan")), min_size=TAGS, max_size=TAGS), max_size=30)
)
def test_decoded_tags_are_always_well_formed(rows):
    logs = log_probabilities(np.asarray(rows, dtype=np.float32).reshape(-1, TAGS))
    tags = best_tags(logs).tolist()
    assert len(tags) == len(rows)
    goes_on = {tag_of(role, place): role for role in ROLES for place in (BEGINS, INSIDE)}
    continues = {tag_of(role, place): role for role in ROLES for place in (INSIDE, ENDS)}
    for before, tag in zip([0, *tags], [*tags, 0], strict=True):
        assert goes_on.get(before) == continues.get(tag)
    covered = [word for one in find_fragments(logs) for word in range(one.first, one.end)]
    assert covered == [word for word, tag in enumerate(tags) if tag]
