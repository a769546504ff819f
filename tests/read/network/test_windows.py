"""Passages to windows: what the network is given."""

import numpy as np
import pytest

from onrecord.read.network.weights import open_tokenizer
from onrecord.read.network.windows import FEATURES, WINDOW_PIECES, borders, group_lengths, pack_windows, read_passages
from onrecord.read.tagger import Attribution


def read_one(text, proposed=()):
    (pieces,) = read_passages(text, [(0, len(text))], open_tokenizer(), proposed)
    return pieces


def feature_at(text, pieces, word, number):
    return int(pieces.features[pieces.starts.tolist().index(text.index(word)), number])


def test_windows_hold_whole_passages():
    assert group_lengths([100, 100, 100, 254, 1]) == [range(2), range(2, 3), range(3, 4), range(4, 5)]
    assert group_lengths([]) == []


def test_every_word_of_a_passage_stands_in_one_window():
    lines = ["The wall holds, he said. " * 400, "x" * 3000]
    text = "\n".join(lines)
    passages = [(0, len(lines[0])), (len(lines[0]) + 1, len(text))]
    windows = pack_windows(read_passages(text, passages, open_tokenizer(), []))
    assert all(len(window) <= WINDOW_PIECES for window in windows)
    covered = np.concatenate([window.starts for window in windows])
    assert (np.diff(covered) >= 0).all()
    assert windows[0].starts[0] == 0
    assert max(window.ends.max() for window in windows) == len(text)


def test_a_passage_begins_with_a_border_unless_a_quotation_goes_on_over_it():
    lines = ["“It holds.", "“It holds well,” he said.", "Nobody was hurt."]
    text = "\n".join(lines)
    ends = [len("\n".join(lines[:count])) for count in (1, 2, 3)]
    (window,) = pack_windows(
        read_passages(text, list(zip([0, ends[0] + 1, ends[1] + 1], ends, strict=True)), open_tokenizer(), [])
    )
    words = window.starts[window.first]
    assert words[borders(window)].tolist() == [ends[1] + 1]


def test_case_and_quotation_are_features():
    text = "Mayor Orl said: “No wall holds.”"
    pieces = read_one(text)
    assert len({feature_at(text, pieces, word, 0) for word in ("Mayor", "said")}) == 2
    assert feature_at(text, pieces, "wall", 1) != feature_at(text, pieces, "said", 1)


def test_what_the_patterns_propose_is_a_feature():
    text = "Mayor Orl said that no wall holds."
    proposed = [Attribution((0, 9), ((10, 14),), ((20, 33),), None, 0.9)]
    pieces = read_one(text, proposed)
    assert [feature_at(text, pieces, word, 3) for word in ("Mayor", "Orl", "said", "that", "no", "holds")] == [
        1, 2, 3, 0, 5, 6,
    ]  # fmt: skip
    assert not pieces.features[:, 4].any()


def test_an_inner_proposal_has_its_own_row():
    text = "Orl said Mey warned of rain."
    proposed = [
        Attribution((0, 3), ((4, 8),), ((9, 27),), None, 0.9),
        Attribution((9, 12), ((13, 19),), ((20, 27),), 0, 0.9),
    ]
    pieces = read_one(text, proposed)
    assert (feature_at(text, pieces, "Mey", 3), feature_at(text, pieces, "Mey", 4)) == (5, 1)


@pytest.mark.parametrize("text", ['"' * 20_000, "\U0001f600 “ \x00 ” said", "a" * 50_000, "İ said ﬁne “yes”"])
def test_features_of_odd_texts_stay_in_their_bounds(text):
    for window in pack_windows(read_passages(text, [(0, len(text))], open_tokenizer(), [])):
        assert window.features.min() >= 0
        assert (window.features.max(axis=0) < np.array(FEATURES)).all()
