"""The bundled network: what it reads in plain sentences, and that nothing but its exact input changes an answer."""

import pickle
import random

import pytest

from onrecord.errors import InputError
from onrecord.read.network import NetworkTagger, tagger, weights

PAGE = (
    "Harbour wall is safe, Velmar council says\n\n"
    "The mayor of Velmar, Ilsa Brandt, said on Tuesday that the harbour wall would hold through the winter.\n\n"
    "“We measured it twice,” engineer Tomas Okafor told the Velmar Courier. “It has not moved.”\n\n"
    "According to the fishermen’s union, three boats were damaged. The port authority denied the report.\n\n"
    "The wall was built in 1911 and is 400 metres long."
)
MARKED = (
    # sentence, source, cue, content
    ("The union said that no boat was lost.", "The union", "said", "no boat was lost"),
    ("“No boat was lost,” the union said.", "the union", "said", "No boat was lost"),
    ("No boat was lost, according to the union.", "the union", "according to", "No boat was lost"),
    ("According to Ilsa Brandt, the wall will hold.", "Ilsa Brandt", "According to", "the wall will hold"),
    ("Tomas Okafor denied that he had seen the report.", "Tomas Okafor", "denied", "he had seen the report"),
    ("Brandt told reporters the wall would hold.", "Brandt", "told", "the wall would hold"),
    ("Okafor called the report “a fairy tale”.", "Okafor", "called", "the report “a fairy tale”"),
    ("The port authority declined to comment.", "The port authority", "declined", "to comment"),
    ("“It has not moved,” said Okafor, the engineer.", "Okafor, the engineer", "said", "It has not moved"),
    ("Brandt promised to repair the wall by spring.", "Brandt", "promised", "to repair the wall by spring"),
)
"""Sentences of our own with the one attribution that each holds."""


@pytest.fixture(autouse=True)
def _cold():
    tagger._answer.cache_clear()


def passages_of(text):
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def words_of(text, attribution):
    source = "" if attribution.source is None else text[slice(*attribution.source)]
    cue, content = (" … ".join(text[a:b] for a, b in parts) for parts in (attribution.cue, attribution.content))
    return source, cue, content


@pytest.mark.parametrize(("text", "source", "cue", "content"), MARKED)
def test_marked_sentences_are_read(text, source, cue, content):
    (found,) = NetworkTagger().tag(text, passages_of(text))
    assert words_of(text, found) == (source, cue, content)


def test_sentences_in_which_nobody_speaks_are_left_alone():
    text = "The wall was built in 1911 and is 400 metres long. Three boats lay behind it."
    assert NetworkTagger().tag(text, passages_of(text)) == []


def test_what_somebody_reports_of_another_is_nested():
    text = "Okafor said that the union had warned that the wall was moving."
    found = NetworkTagger().tag(text, passages_of(text))
    assert [(words_of(text, one)[:2], one.within) for one in found] == [
        (("Okafor", "said"), None),
        (("the union", "had warned"), 0),
    ]


def test_who_is_cited_is_nested_in_the_outlet_s_statement():
    text = "The Gazette, citing two officials, reported that the wall was moving."
    found = NetworkTagger().tag(text, passages_of(text))
    assert [(words_of(text, one)[:2], one.within) for one in found] == [
        (("The Gazette", "reported"), None),
        (("two officials", "citing"), 0),
    ]


def test_the_answer_is_the_same_in_any_order_with_any_number_of_threads_and_in_a_warm_cache():
    pages = [PAGE, PAGE.replace("Velmar", "Ostrand").replace("said", "warned"), *(text for text, *_ in MARKED)]
    alone = {}
    for text in pages:
        tagger._answer.cache_clear()
        alone[text] = NetworkTagger().tag(text, passages_of(text))
    draw = random.Random(7)  # noqa: S311 - draws an order, keeps no secret
    for threads in (1, 2):
        shared = NetworkTagger(threads)
        for text in draw.sample(pages, len(pages)) + draw.sample(pages, len(pages)):
            assert shared.tag(text, passages_of(text)) == alone[text]


def test_a_window_that_was_read_before_is_not_read_again(monkeypatch):
    shared = NetworkTagger()
    first = shared.tag(PAGE, passages_of(PAGE))
    monkeypatch.setattr(tagger, "open_network", lambda _threads: pytest.fail("the network was asked again"))
    moved = "\n\n" + PAGE
    assert shared.tag(PAGE, passages_of(PAGE)) == first
    assert [words_of(moved, one) for one in shared.tag(moved, passages_of(moved))] == [
        words_of(PAGE, one) for one in first
    ]


def test_the_style_of_quotation_marks_does_not_matter():
    straight = PAGE.replace("“", '"').replace("”", '"').replace("’", "'")
    assert NetworkTagger().tag(straight, passages_of(straight)) == NetworkTagger().tag(PAGE, passages_of(PAGE))


@pytest.mark.parametrize("text", ["", "   \n \n", '"' * 20_000, "\U0001f600 “ \x00 ” said", "a" * 50_000])
def test_odd_texts_are_read_without_failing(text):
    found = NetworkTagger().tag(text, passages_of(text))
    assert all(0 <= start < end <= len(text) for one in found for start, end in one.content)


def test_a_tagger_can_be_sent_to_another_process():
    copy = pickle.loads(pickle.dumps(NetworkTagger()))  # noqa: S301 - our own bytes
    assert copy.tag(PAGE, passages_of(PAGE)) == NetworkTagger().tag(PAGE, passages_of(PAGE))


def test_damaged_weights_are_refused():
    with pytest.raises(InputError, match="tokenizer"):
        weights.read_checked("tokenizer.json", "0" * 64)


def test_missing_weights_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    with pytest.raises(InputError, match="reader"):
        weights.read_checked("reader.onnx", "0" * 64)
