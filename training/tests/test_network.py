"""The trained tagger: its decoder on made-up scores, its links, and the bundled weights."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from onrecord.errors import InputError
from onrecord.language.quotes import scan_quotations
from onrecord.read.tagger import Attribution
from training.runtime import network
from training.runtime.decoding import CONTENT, CUE, SOURCE, TAGS, Fragment, best_tags, find_fragments, log_probabilities
from training.runtime.extent import Extents
from training.runtime.linking import LinkScores, WindowWords, link_outer, nest
from training.runtime.network import NetworkTagger
from training.runtime.windows import WINDOW_PIECES, group_lengths, pack_windows, read_passages

BUNDLED = pytest.mark.skipif(
    not network.weights_folder().joinpath("reader.onnx").is_file(), reason="the weights are not bundled"
)

PAGE = (
    "Harbour wall is safe, Velmar council says\n\n"
    "The mayor of Velmar, Ilsa Brandt, said on Tuesday that the harbour wall would hold through the winter.\n\n"
    "“We measured it twice,” engineer Tomas Okafor told the Velmar Courier. “It has not moved.”\n\n"
    "According to the fishermen’s union, three boats were damaged. The port authority denied the report.\n\n"
    "The wall was built in 1911 and is 400 metres long."
)


def passages_of(text):
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def scores_for(tags, strength=8.0):
    return log_probabilities(np.eye(TAGS, dtype=np.float32)[tags] * strength)


def linked(pairs, words, width=4):
    """Return scores in which each (asking, answering, block) pair shares its own column, nobody has a small share."""
    rows = np.zeros((words, 4 * width), dtype=np.float32)
    for column, (asking, answering, block) in enumerate(pairs):
        rows[asking, block * width + column % width] = 1
        rows[answering, (block + 1) * width + column % width] = 1
    return LinkScores(rows, np.full(4 * width, 0.1, dtype=np.float32))


def test_a_fragment_that_goes_on_must_have_begun():
    tags = best_tags(scores_for([1, 4, 4, 0])).tolist()
    assert tags[1:] in ([3, 4, 0], [2, 2, 0]) or tags == [3, 4, 4, 0]


def test_fragments_that_touch_stay_apart():
    fragments = find_fragments(scores_for([1, 2, 3, 5, 6, 5, 0]))
    assert [(one.role, one.first, one.end) for one in fragments] == [
        (SOURCE, 0, 2), (CUE, 2, 3), (CONTENT, 3, 5), (CONTENT, 5, 6),
    ]  # fmt: skip


def test_no_words_have_no_fragments():
    assert find_fragments(np.zeros((0, TAGS), dtype=np.float32)) == []


@given(st.lists(st.lists(st.floats(-30, 30, width=32) | st.just(float("nan")), min_size=7, max_size=7), max_size=30))
def test_decoded_tags_are_always_well_formed(rows):
    tags = best_tags(log_probabilities(np.asarray(rows, dtype=np.float32).reshape(-1, TAGS))).tolist()
    assert len(tags) == len(rows)
    for before, tag in zip([0, *tags], tags, strict=False):
        assert tag % 2 == 1 or tag == 0 or before in (tag - 1, tag)


def test_contents_that_share_a_cue_are_parts_of_one_attribution():
    text = "“So,” she said, “it is.”"
    words = WindowWords([0, 6, 10, 16], [5, 9, 14, 24])
    fragments = [
        Fragment(CONTENT, 0, 1, 0.9),
        Fragment(SOURCE, 1, 2, 0.8),
        Fragment(CUE, 2, 3, 0.7),
        Fragment(CONTENT, 3, 4, 0.6),
    ]
    found = link_outer(
        fragments, linked([(0, 2, 0), (3, 2, 0), (2, 1, 2)], 4), words, Extents(text, scan_quotations(text))
    )
    assert [[text[a:b] for a, b in one.content] for one in found] == [["So", "it is."]]
    assert text[slice(*found[0].source)] == "she"
    assert found[0].score == 0.6


def test_a_cue_that_answers_to_nobody_has_no_source():
    text = "it was said that it rains"
    words = WindowWords([7, 12], [11, 25])
    fragments = [Fragment(CUE, 0, 1, 0.9), Fragment(CONTENT, 1, 2, 0.9)]
    (found,) = link_outer(fragments, linked([(1, 0, 0)], 2), words, Extents(text, []))
    assert found.source is None
    assert [text[a:b] for a, b in found.content] == ["it rains"]


def test_a_content_without_cue_stands_alone():
    text = "it rains it pours"
    words = WindowWords([0, 9], [8, 17])
    fragments = [Fragment(CONTENT, 0, 1, 0.9), Fragment(CONTENT, 1, 2, 0.9)]
    found = link_outer(fragments, linked([], 2), words, Extents(text, []))
    assert [(one.cue, one.content) for one in found] == [((), ((0, 8),)), ((), ((9, 17),))]


def test_an_inner_attribution_points_to_the_one_that_holds_it():
    outer = [
        Attribution((0, 1), ((2, 3),), ((10, 40),), None, 1.0),
        Attribution(None, ((5, 6),), ((50, 60),), None, 1.0),
    ]
    inner = [Attribution((12, 14), ((15, 18),), ((20, 38),), None, 1.0), Attribution(None, (), ((70, 80),), None, 1.0)]
    found = nest(list(reversed(outer)), inner)
    assert [(one.content, one.within) for one in found] == [(((10, 40),), None), (((20, 38),), 0), (((50, 60),), None)]


def test_content_is_snapped_to_the_quotation_that_it_all_but_fills():
    text = "She said: “The harbour wall is safe for now.”"
    extents = Extents(text, scan_quotations(text))
    (part,) = extents.parts([(text.index("harbour"), text.index(" now"))])
    assert text[slice(*part)] == "The harbour wall is safe for now."


def test_windows_hold_whole_passages():
    assert group_lengths([100, 100, 100, 254, 1]) == [range(2), range(2, 3), range(3, 4), range(4, 5)]
    assert group_lengths([]) == []


@BUNDLED
def test_every_word_of_a_passage_stands_in_one_window():
    text = "The wall holds, he said. " * 400 + "\n" + "x" * 3000
    windows = pack_windows(read_passages(text, passages_of(text), network._tokenizer()))
    assert all(len(window) <= WINDOW_PIECES for window in windows)
    covered = np.concatenate([window.starts for window in windows])
    assert (np.diff(covered) >= 0).all()


@BUNDLED
def test_the_style_of_quotation_marks_does_not_matter():
    straight = PAGE.replace("“", '"').replace("”", '"').replace("’", "'")
    assert NetworkTagger().tag(straight, passages_of(straight)) == NetworkTagger().tag(PAGE, passages_of(PAGE))


@BUNDLED
def test_the_output_is_the_same_for_any_order_and_number_of_threads():
    other = PAGE.replace("Velmar", "Ostrand").replace("said", "warned")
    alone = [NetworkTagger().tag(text, passages_of(text)) for text in (PAGE, other)]
    turned = [NetworkTagger(threads=2).tag(text, passages_of(text)) for text in (other, PAGE)]
    assert alone == turned[::-1]


@BUNDLED
def test_plain_sentences_are_read():
    found = NetworkTagger().tag(PAGE, passages_of(PAGE))
    read = {
        (PAGE[slice(*one.source)] if one.source else None, PAGE[slice(*one.cue[0])] if one.cue else None)
        for one in found
    }
    assert {("the fishermen’s union", "According to"), ("The port authority", "denied")} <= read
    assert all(PAGE[slice(*part)].strip("“”") == PAGE[slice(*part)] for one in found for part in one.content)


@BUNDLED
@pytest.mark.parametrize("text", ["", "   \n \n", '"' * 20_000, "\ud83d\ude00 “ \x00 ” said", "a" * 50_000])
def test_odd_texts_are_read_without_failing(text):
    found = NetworkTagger().tag(text, passages_of(text))
    assert all(0 <= start < end <= len(text) for one in found for start, end in one.content)


@BUNDLED
def test_a_tagger_can_be_sent_to_another_process():
    copy = pickle.loads(pickle.dumps(NetworkTagger()))  # noqa: S301 - our own bytes
    assert copy.tag(PAGE, passages_of(PAGE)) == NetworkTagger().tag(PAGE, passages_of(PAGE))


@BUNDLED
def test_damaged_weights_are_refused():
    with pytest.raises(InputError, match="tokenizer"):
        network._checked("tokenizer.json", "0" * 64)
