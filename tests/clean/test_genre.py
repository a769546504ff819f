import pytest

from onrecord.clean.genre import find_label, genre_of_metadata
from onrecord.clean.lines import split_lines
from onrecord.clean.plain import label_lines
from tests.two_tellings import REPORT, page

TITLE = "Pond to be drained before the winter"


def label(*parts):
    text = page(*parts)
    lines = split_lines(text)
    found = find_label(text, lines, label_lines(lines))
    return found and (found.genre, found.evidence.text)


def test_a_report_says_nothing_of_its_genre():
    assert label(TITLE, REPORT) is None


@pytest.mark.parametrize(
    ("note", "genre"),
    [
        ("This article is a work of satire.", "satire"),
        ("The Puddle is a satirical website; all of it is made up.", "satire"),
        ("The views expressed in this article are the author’s own.", "opinion"),
    ],
)
def test_a_note_at_the_foot_tells_the_genre(note, genre):
    found = label(TITLE, REPORT, note)
    assert found is not None
    assert found[0] == genre
    assert found[1] in note


@pytest.mark.parametrize(
    "note",
    [
        "The Puddle is a satirical website of some renown in the county.",
        "The views expressed are those of the author.",
        "“This article is satire,” Osk said of the plan.",
    ],
)
def test_words_about_satire_or_views_are_no_note(note):
    assert label(TITLE, REPORT, note) is None


def test_a_note_amid_the_article_is_about_something_else():
    upper, lower = REPORT.split("\n\n")[:2], REPORT.split("\n\n")[2:]
    assert label(TITLE, *upper, "This article is satire.", *lower) is None


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Opinion: The pond must stay", ("opinion", "Opinion")),
        ("The pond must stay | Opinion", ("opinion", "Opinion")),
        ("Opinion poll: the pond must stay", None),
    ],
)
def test_a_label_stands_at_either_end_of_the_title(title, found):
    assert label(title, REPORT) == found


def test_a_way_to_the_page_is_a_label_and_a_list_of_rubrics_is_none():
    assert label("Home / Opinion / Letters", TITLE, REPORT) == ("opinion", "Home / Opinion / Letters")
    assert label("News / Opinion / Letters", TITLE, REPORT) is None


@pytest.mark.parametrize(
    ("subjects", "address", "genre"),
    [
        (["OpinionNewsArticle"], None, "opinion"),
        (["County", " Satire "], "https://oskeby.example/opinion/pond", "satire"),
        ([], "https://oskeby.example/opinion/2025/pond", "opinion"),
        ([], "https://satire.oskeby.example/pond", "satire"),
        ([], "https://oskeby.example/news/opinion", None),
        ([], "https://[oskeby/opinion/pond", None),
        ([], None, None),
    ],
)
def test_metadata_comes_before_the_address_and_the_last_segment_names_the_page(subjects, address, genre):
    assert genre_of_metadata(subjects, address) == genre
