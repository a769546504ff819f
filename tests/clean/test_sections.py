import time
from itertools import pairwise

import pytest

from onrecord.model import transfer_article
from tests.two_tellings import DIGEST, JOKE, LIVE, REPORT, REWRITE, page


def shape(article):
    return [(section.genre, section.retells is not None) for section in article.sections]


def words_of(article, section):
    return article.text[section.start : section.end]


def test_a_joke_above_its_report_is_satire_that_retells_it(clean_text):
    article = clean_text(page(JOKE, REPORT))
    assert shape(article) == [("satire", True), ("news", False)]
    joke, report = article.sections
    assert joke.retells == report.id
    assert words_of(article, joke).endswith("trust me!")
    assert words_of(article, report).startswith("Oskeby council will drain")


def test_a_joke_below_its_report_retells_it_too(clean_text):
    article = clean_text(page(REPORT, JOKE))
    assert shape(article) == [("news", False), ("satire", True)]
    assert article.sections[1].retells == article.sections[0].id


def test_of_two_plain_tellings_the_upper_one_is_the_rewrite(clean_text):
    article = clean_text(page(REWRITE, REPORT))
    assert [retells for _, retells in shape(article)] == [True, False]
    assert "satire" not in [genre for genre, _ in shape(article)]
    assert words_of(article, article.sections[1]).startswith("Oskeby council will drain")


@pytest.mark.parametrize("text", [REPORT, REWRITE])
def test_one_article_has_no_sections(clean_text, text):
    assert clean_text(page(text)).sections == ()


def test_an_article_that_quotes_a_sentence_twice_is_one(clean_text):
    quote = '"We will drain the pond because the wall is cracked in nine places," Lunt said again on Tuesday evening.'
    assert (
        clean_text(page(REPORT, quote, "She had no further comment, and left the meeting before it ended.")).sections
        == ()
    )


def test_two_stories_on_one_page_are_not_one_told_twice(clean_text):
    other = """Varnholm will host the county's brass bands in June, the organisers said in a letter to all members.

Some forty bands have put down their names, more than ever, and the hotels are full until the middle of the month.

"We have never had so many tubas," the chairwoman, Signe Holt, told Bay Radio.

Holt said that the bands would march from the station to the harbour, where a stage is being built for the last concert.

The last festival, nine years ago, ended in rain. Holt promised sunshine, and refused to say how she would get it."""
    assert not any(section.retells for section in clean_text(page(REPORT, other)).sections)


def test_a_live_blog_has_an_entry_for_each_time_stamp(clean_text):
    article = clean_text(page(LIVE))
    assert len(article.sections) == 3
    assert {section.genre for section in article.sections} == {"live"}
    assert "17:15" in words_of(article, article.sections[1])
    assert not any(section.retells for section in article.sections)


def test_a_digest_has_its_stories(clean_text):
    article = clean_text(page(DIGEST))
    assert len(article.sections) == 2
    assert words_of(article, article.sections[1]).startswith("Ferry late for")
    assert not any(section.retells for section in article.sections)


@pytest.mark.parametrize("text", [page(JOKE, REPORT), page(REWRITE, REPORT), page(LIVE), page(DIGEST)])
def test_sections_ascend_and_hold_every_line_that_is_read(clean_text, text):
    article = clean_text(text)
    assert all(before.end <= after.start for before, after in pairwise(article.sections))
    for block in article.blocks:
        assert any(section.start <= block.start and block.end <= section.end for section in article.sections)


def test_ids_follow_when_the_page_is_given_another_address(clean_text):
    article = clean_text(page(JOKE, REPORT))
    moved = transfer_article(article, "ar_other", "other.txt")
    assert moved.sections[0].retells == moved.sections[1].id
    assert {section.id for section in moved.sections}.isdisjoint(section.id for section in article.sections)
    assert transfer_article(moved, article.id, article.uri) == article


@pytest.mark.parametrize("label", ["Satire", "SATIRE", "This article is satire.", "Satire & Humor"])
def test_a_page_that_calls_itself_satire_is_one_section_of_it(clean_text, label):
    (section,) = clean_text(page("Pond drained by moonlight", label, REPORT)).sections
    assert section.genre == "satire"
    assert section.evidence is not None
    assert section.evidence.text.casefold().strip(".") in label.casefold()


def test_an_opinion_is_told_by_its_label_with_the_words_that_say_it(clean_text):
    (section,) = clean_text(page("Opinion: The pond must stay", REPORT)).sections
    assert (section.genre, section.evidence.text) == ("opinion", "Opinion")


def test_a_menu_that_names_opinion_is_no_label(clean_text):
    menu = "Home\n\nNews\n\nOpinion\n\nSport\n\nCounty\n\nPond to be drained before the winter"
    assert clean_text(page(menu, REPORT)).sections == ()


def test_a_sentence_about_satire_is_no_label(clean_text):
    said = 'Osk called the plan "pure satire", and said that the council was a parody of itself.'
    assert clean_text(page(REPORT, said)).sections == ()


def test_an_address_under_opinion_is_evidence_without_words(clean_html):
    paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.split("\n\n"))
    head = '<meta property="og:url" content="https://oskeby.example/opinion/2025/pond">'
    article = clean_html(
        f"<html><head>{head}</head><body><article><h1>The pond</h1>{paragraphs}</article></body></html>"
    )
    assert [(section.genre, section.evidence) for section in article.sections] == [("opinion", None)]


@pytest.mark.parametrize(
    "repeated", [JOKE, REPORT, "Ha! You, folks! ", "Hedda Lunt said so.\n", "18:40\n\nSo it goes on.\n\n"]
)
def test_long_pages_take_linear_time(clean_text, repeated):
    started = time.monotonic()
    clean_text(page(repeated * (300_000 // len(repeated))))
    assert time.monotonic() - started < 30
