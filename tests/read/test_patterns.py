import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.patterns import PatternTagger


def passages_of(text):
    passages, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            passages.append((start, start + len(line.strip())))
        at += len(line)
    return passages


def read(text):
    """Return (source, cue, content parts) of each attribution."""
    return [
        (
            None if one.source is None else text[slice(*one.source)],
            " ".join(text[start:end] for start, end in one.cue) or None,
            [text[start:end] for start, end in one.content],
        )
        for one in PatternTagger().tag(text, passages_of(text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said that the dam was safe.", "The mayor", "said", ["the dam was safe"]),
        ("The mayor said the dam was safe.", "The mayor", "said", ["the dam was safe"]),
        ("The dam was safe, the mayor said on Monday.", "the mayor", "said", ["The dam was safe"]),
        ("The dam was safe, said Ana Reyes.", "Ana Reyes", "said", ["The dam was safe"]),
        ('"The dam is safe," Ana Reyes said.', "Ana Reyes", "said", ["The dam is safe"]),
        ('"Is it safe?" Ana Reyes asked.', "Ana Reyes", "asked", ["Is it safe?"]),
        ('"The dam is safe," said Reyes, "and dry."', "Reyes", "said", ["The dam is safe", "and dry."]),
        ('"The dam is safe," Reyes said. "It is dry."', "Reyes", "said", ["The dam is safe", "It is dry."]),
        ('Reyes added: "It is dry."', "Reyes", "added", ["It is dry."]),
        ("According to the mayor, the dam was safe.", "the mayor", "According to", ["the dam was safe"]),
        ("The dam was safe, according to the mayor.", "the mayor", "according to", ["The dam was safe"]),
        ("The dam, the mayor said, was safe.", "the mayor", "said", ["The dam", "was safe"]),
        ("As the mayor noted, the dam was safe.", "the mayor", "noted", ["the dam was safe"]),
        ("Ana Reyes, the mayor of Ondo, said the dam was safe.", "Ana Reyes", "said", ["the dam was safe"]),
        ("The mayor, Ana Reyes, said the dam was safe.", "The mayor, Ana Reyes", "said", ["the dam was safe"]),
        ("Ana Reyes told reporters in Ondo that the dam was safe.", "Ana Reyes", "told", ["the dam was safe"]),
        ("The company denied the allegations.", "The company", "denied", ["the allegations"]),
        ("The company declined to comment.", "The company", "declined", ["to comment"]),
        ("Reyes, however, refused to hand over the documents.", "Reyes", "refused", ["to hand over the documents"]),
        ("The council urged the firm to repair the dam.", "The council", "urged", ["to repair the dam"]),
        ('Reyes called the plan a "farce".', "Reyes", "called", ['the plan a "farce"']),
        ("The plan was condemned by the council.", "the council", "condemned", ["The plan"]),
        ("Residents were told to leave.", None, "told", ["to leave"]),
        ("The dam is safe, say engineers.", "engineers", "say", ["The dam is safe"]),
        ("The Herald quoted Reyes as saying the dam was safe.", "Reyes", "quoted", ["the dam was safe"]),
        (
            "Officials said at an event in Ondo that the dam was safe.",
            "Officials",
            "said",
            ["the dam was safe"],
        ),
        (
            "The firm did not immediately respond to a request for comment.",
            "The firm",
            "did not immediately respond",
            ["to a request for comment"],
        ),
        ('Reyes: "We will stay here."', "Reyes", None, ["We will stay here."]),
        ("The dam was declared safe: ministry", "ministry", None, ["The dam was declared safe"]),
    ],
)
def test_each_construction_gives_source_cue_and_content(text, source, cue, content):
    assert read(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The reported claims were in a call log.",
        "He called in the army.",
        "They found a body in the river.",
        "United States officials left the town.",
        "The views expressed are those of the author.",
        "She would tell nobody.",
        "The novel 'The Old Bridge' was sold.",
    ],
)
def test_a_cue_word_in_another_sense_reports_nothing(text):
    assert read(text) == []


def test_a_sentence_that_ends_with_its_agent_has_its_content_before_the_cue():
    # Behind the last word there is nothing to look into for where a clause ends.
    text = "We're encouraged by the count"
    (found,) = PatternTagger().tag(text, [(0, len(text))])
    assert found.source is not None
    assert text[slice(*found.source)] == "the count"
    assert all(end <= found.cue[0][0] for _, end in found.content)


def test_a_second_verb_shares_the_speaker():
    text = "Reyes announced a new bridge and said it would open in May, adding that the old one was closed."
    assert [(source, cue) for source, cue, _ in read(text)] == [
        ("Reyes", "announced"),
        ("Reyes", "said"),
        ("Reyes", "adding"),
    ]


def test_a_paraphrase_a_colon_and_a_quotation_are_two():
    text = 'Reyes said the bridge was old: "It will fall."'
    assert [content for _, _, content in read(text)] == [["the bridge was old"], ["It will fall."]]


def test_a_report_inside_a_report_is_nested():
    text = "The Herald reported the mayor said the dam was safe."
    outer, inner = PatternTagger().tag(text, passages_of(text))
    assert (outer.within, inner.within) == (None, 0)
    assert text[slice(*inner.source)] == "the mayor"


def test_speech_reported_inside_a_quotation_is_nested():
    text = 'Reyes said: "The minister announced that the dam is closed. We are waiting for him now."'
    assert [one.within for one in PatternTagger().tag(text, passages_of(text))] == [None, 0]


def test_paragraphs_of_one_quotation_are_one_statement():
    text = '"The dam is old," Reyes said. "It must go.\n\n"And it will go."'
    assert [content for _, _, content in read(text)] == [["The dam is old", "It must go.", "And it will go."]]


def test_a_line_that_signs_a_quotation_names_its_speaker():
    text = "“The dam will be closed for good.”\n– Ana Reyes, mayor"
    assert read(text) == [("Ana Reyes", None, ["The dam will be closed for good."])]


def test_passages_bound_what_is_read():
    text = "Reyes said the dam was safe. Caption: Reyes said no."
    found = PatternTagger().tag(text, [(0, 28)])
    assert all(end <= 28 for one in found for _, end in one.content)


WORDS = st.sampled_from(
    [
        "Ana",
        "Reyes",
        "said",
        "the",
        "mayor",
        "that",
        "told",
        "according",
        "to",
        ",",
        ".",
        '"',
        "“",
        "”",
        "denied",
        "and",
        "which",
        "by",
        "was",
        "\n",
        ":",
        "he",
        "not",
        "did",
        "-",
        "(",
        ")",
        "'",
        "saying",
        "as",
        "who",
        "it",
        ";",
        "WHO",
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_breaks_the_tagger(text):
    passages = passages_of(text)
    found = PatternTagger().tag(text, passages)
    assert found == PatternTagger().tag(text, passages)
    for number, one in enumerate(found):
        assert one.within is None or (0 <= one.within < len(found) and one.within != number)
        last = 0
        for start, end in one.content:
            assert last <= start < end
            assert any(first <= start and end <= stop for first, stop in passages)
            last = end
        for start, end in filter(None, (one.source, *one.cue)):
            assert text[start:end].strip()


@pytest.mark.parametrize("piece", ["he said ", "Ana, ", '"a said ', "according to ", "(- ", '"a said b.\n'])
def test_hostile_text_does_not_hang(piece):
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    PatternTagger().tag(text, passages_of(text))
    assert time.perf_counter() - started < 20
