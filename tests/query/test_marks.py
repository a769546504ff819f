from hypothesis import given
from hypothesis import strategies as st

from onrecord.query.marks import KINDS, Mark, cut_segments

TEXT = "The ferry sailed at noon, he said."


def test_overlapping_marks_share_the_segment_they_have_in_common():
    marks = [Mark(start=0, end=9, kind="affirms"), Mark(start=4, end=16, kind="figure")]
    found = [(segment.text, segment.kinds) for segment in cut_segments(TEXT, 0, len(TEXT), marks)]
    assert found == [
        ("The ", ("affirms",)),
        ("ferry", ("affirms", "figure")),
        (" sailed", ("figure",)),
        (" at noon, he said.", ()),
    ]


def test_two_marks_of_one_kind_end_one_after_the_other():
    marks = [Mark(start=0, end=16, kind="affirms"), Mark(start=4, end=9, kind="affirms")]
    kinds = [segment.kinds for segment in cut_segments(TEXT, 0, 20, marks)]
    assert kinds == [("affirms",), ("affirms",), ("affirms",), ()]


def test_both_anchors_of_marks_that_begin_together_are_kept():
    marks = [Mark(start=4, end=9, kind="affirms", anchor="a"), Mark(start=4, end=16, kind="denies", anchor="b")]
    assert cut_segments(TEXT, 0, 20, marks)[1].anchors == ("a", "b")


def test_a_mark_that_begins_before_the_slice_has_no_anchor_in_it():
    (first, *_) = cut_segments(TEXT, 4, 20, [Mark(start=0, end=9, kind="affirms", anchor="a", number=3)])
    assert (first.text, first.anchors, first.numbers) == ("ferry", (), (3,))


def test_a_number_stands_where_its_mark_ends():
    segments = cut_segments(TEXT, 0, 20, [Mark(start=0, end=9, kind="affirms", number=1)])
    assert [segment.numbers for segment in segments] == [(1,), ()]


marks = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(KINDS)).map(
        lambda drawn: Mark(start=drawn[0], end=drawn[0] + drawn[1], kind=drawn[2])
    ),
    max_size=20,
)


@given(st.text(min_size=20, max_size=60), marks, st.lists(st.integers(0, 60)))
def test_segments_are_the_slice_and_each_character_has_the_kinds_that_cover_it(text, drawn, borders):
    segments = cut_segments(text, 3, len(text) - 3, drawn, borders)
    assert "".join(segment.text for segment in segments) == text[3:-3]
    for segment in segments:
        for offset in (segment.start, segment.start + len(segment.text) - 1):
            covering = {mark.kind for mark in drawn if mark.start <= offset < mark.end}
            assert set(segment.kinds) == covering
