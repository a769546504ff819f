"""A place in the capture is exact or absent."""

import pytest

from onrecord.model import CaptureSpan, OffsetMap, capture_span

TEXT = "Žižkov & the ferry … sailed"
# <p>Žižkov &amp; the <b>ferry</b> [an orphan] sailed
RUNS = ((0, 7, 3, 12), (7, 8, 12, 17), (8, 13, 17, 22), (13, 18, 25, 30), (21, 27, 40, 46))
MAP = OffsetMap(runs=RUNS)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Žižkov", (3, 11)),
        ("kov & the", (8, 21)),
        ("&", (12, 17)),
        ("the ferry", (18, 30)),
        ("ferry ", (25, 30)),
        ("erry", (26, 30)),
        ("sailed", (40, 46)),
        ("ferry …", None),
        ("…", None),
        ("ferry … sailed", None),
        (" … ", None),
    ],
)
def test_words_have_the_bytes_of_their_runs_or_none(words, place):
    start = TEXT.index(words)
    found = capture_span(MAP, TEXT, start, start + len(words))
    assert found == (None if place is None else CaptureSpan(start=place[0], end=place[1]))


def test_white_space_between_runs_is_the_texts_own():
    offsets = OffsetMap(runs=((0, 3, 10, 13), (4, 7, 50, 53)))
    assert capture_span(offsets, "She\nwon", 0, 7) == CaptureSpan(start=10, end=53)
    assert capture_span(offsets, "She won", 3, 4) is None
    assert capture_span(offsets, "She won", 2, 4) == CaptureSpan(start=12, end=13)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (7, 9), (20, 30)])
def test_nothing_has_no_place(start, end):
    assert capture_span(OffsetMap(runs=((0, 3, 10, 13),)), "She won", start, end) is None


WORDS = (
    (0, 4, 1, 10.0, 100.0, 40.0, 110.0),
    (5, 9, 1, 44.0, 101.0, 80.0, 111.0),
    (10, 14, 1, 10.0, 80.0, 40.0, 90.0),
    (15, 19, 2, 50.0, 80.0, 90.0, 90.0),
)
PRINTED = "Tugs went home late"


def test_words_of_a_pdf_have_a_box_for_each_line():
    offsets = OffsetMap(words=WORDS)
    assert capture_span(offsets, PRINTED, 0, 9) == CaptureSpan(boxes=((1, 10.0, 100.0, 80.0, 111.0),))
    assert capture_span(offsets, PRINTED, 6, 19) == CaptureSpan(
        boxes=((1, 44.0, 101.0, 80.0, 111.0), (1, 10.0, 80.0, 40.0, 90.0), (2, 50.0, 80.0, 90.0, 90.0))
    )


def test_a_word_that_the_pdf_does_not_place_is_an_orphan():
    offsets = OffsetMap(words=(WORDS[0], WORDS[2]))
    assert capture_span(offsets, PRINTED, 0, 14) is None
    assert capture_span(offsets, PRINTED, 5, 9) is None
