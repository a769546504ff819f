"""Who is cited speaks inside the attribution that cites."""

import pytest

from onrecord.read.citing import with_cited
from onrecord.read.tagger import Attribution


def attribution(text, source, cue, content, within=None):
    def span(words):
        start = text.index(words)
        return start, start + len(words)

    return Attribution(span(source), (span(cue),), (span(content),), within, 0.9)


def words(text, found):
    return [
        (text[slice(*one.source)], text[slice(*one.cue[0])], text[slice(*one.content[0])], one.within) for one in found
    ]


@pytest.mark.parametrize(
    ("text", "content", "cited"),
    [
        ("The Gazette, citing two officials, reported that the wall fell.", "the wall fell", "two officials"),
        ("The Gazette reported that the wall fell, citing a source in Oxby.", "the wall fell", "a source in Oxby"),
        ("The wall fell, The Gazette reported, quoting Ada Kern.", "The wall fell", "Ada Kern"),
    ],
)
def test_who_is_cited_speaks_inside(text, content, cited):
    found = with_cited(text, [attribution(text, "The Gazette", "reported", content)])
    cue = "quoting" if "quoting" in text else "citing"
    assert words(text, found) == [("The Gazette", "reported", content, None), (cited, cue, content, 0)]


def test_a_citation_at_the_end_of_a_content_is_cut_off():
    text = "The Gazette reported the wall fell citing sources in the harbour office."
    content = "the wall fell citing sources in the harbour office"
    found = with_cited(text, [attribution(text, "The Gazette", "reported", content)])
    assert words(text, found)[0][2] == words(text, found)[1][2] == "the wall fell"


def test_both_who_report_one_sentence_are_read():
    text = "The wall fell, according to the harbour office, the Gazette reported."
    found = with_cited(text, [attribution(text, "the harbour office", "reported", "The wall fell")])
    assert words(text, found) == [
        ("the Gazette", "reported", "The wall fell", None),
        ("the harbour office", "according to", "The wall fell", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Gazette reported that the wall fell, citing safety concerns.",
        "The Gazette reported that the wall fell. The board closed, citing officials.",
        "The Gazette reported that the wall, citing officials, fell.",
        "The Gazette reported that the wall fell, citing.",
    ],
)
def test_reasons_and_other_clauses_are_nobody(text):
    content = text[text.index("the wall") : text.index(" fell") + 5]
    read = [attribution(text, "The Gazette", "reported", content)]
    assert with_cited(text, read) == read


def test_what_was_read_from_the_citing_itself_makes_way():
    text = "The Gazette reported on Monday that the wall fell on Monday, citing two officials."
    read = [
        attribution(text, "The Gazette", "reported", "the wall fell"),
        attribution(text, "The Gazette", "citing", "two officials"),
    ]
    assert words(text, with_cited(text, read)) == [
        ("The Gazette", "reported", "the wall fell", None),
        ("two officials", "citing", "the wall fell", 0),
    ]


def test_what_lies_inside_still_points_to_its_holder():
    text = "The Gazette, citing officials, reported that Kern said it rains. Orl said that Mey warned of snow."
    first = attribution(text, "The Gazette", "reported", "Kern said it rains")
    second = attribution(text, "Orl", "said that", "Mey warned of snow")
    inner = attribution(text, "Mey", "warned", "of snow", within=1)
    assert [one.within for one in with_cited(text, [first, second, inner])] == [None, 0, None, 2]
