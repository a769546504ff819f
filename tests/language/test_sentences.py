"""Sentence borders: exact slices, bounded windows."""

import time
from itertools import pairwise

import pytest

from onrecord.language.sentences import WIDEST_WINDOW, sentence_spans


def test_sentences_are_slices_without_outer_white_space():
    text = "Ada Kern came.  She left again.\n"
    assert [text[slice(*span)] for span in sentence_spans(text)] == ["Ada Kern came.", "She left again."]


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole():
    text = "Not this. Ada Kern came. She left."
    assert sentence_spans(text, 10, 24) == [(10, 24)]


def test_short_sentences_come_out_whole_from_a_long_paragraph_of_lines():
    line = "Ada Kern came to Oxby and counted the boats there.\n"
    text = line * (3 * WIDEST_WINDOW // len(line))
    assert {text[slice(*span)] for span in sentence_spans(text)} == {line.strip()}


@pytest.mark.parametrize("text", ["x" * 12_345, "word " * 3_000, "one line\n" * 2_000])
def test_a_text_without_full_stops_loses_no_word(text):
    spans = sentence_spans(text)
    assert "".join("".join(text[slice(*span)].split()) for span in spans) == "".join(text.split())
    assert max(end - start for start, end in spans) <= WIDEST_WINDOW


def test_spans_ascend_and_do_not_overlap_across_windows():
    spans = sentence_spans('"One said “two. ' * 2_000)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_open_quotation_marks_take_linear_time():
    begin = time.perf_counter()
    sentence_spans("“Kern came. " * 40_000)
    assert time.perf_counter() - begin < 20
