import time

import pytest

from onrecord.clean.lines import split_lines
from onrecord.clean.plain import label_lines
from onrecord.clean.restart import find_restart
from tests.two_tellings import JOKE, REPORT, REWRITE, page

LEDE = REPORT.split("\n\n")[0]


def restart(*parts):
    """Return the line at which the page begins again."""
    lines = split_lines(page(*parts))
    found = find_restart(page(*parts), lines, label_lines(lines))
    return None if found is None else lines[found].text


def test_a_rewrite_ends_where_its_original_begins():
    assert restart(REWRITE, REPORT) == LEDE


def test_a_joke_ends_where_a_plain_story_begins_that_shares_no_running_words():
    told = REPORT.replace("because the wall is cracked in nine places", "since its wall has nine cracks")
    assert restart(JOKE, told) == LEDE


def test_what_is_printed_twice_is_cut_although_one_is_called_by_surname():
    again = REPORT.replace("Tomas Quay", "Quay")
    assert restart(REPORT, again) == LEDE


def test_the_headline_above_a_second_lede_is_a_sign():
    title = REWRITE.split("\n\n")[0]
    told = REPORT.replace("Tomas Quay", "Quay")
    assert restart(REWRITE, title, told) == title
    assert restart(REWRITE, "The weather in the county this week", told) is None


def test_two_stories_about_the_same_persons_are_no_retelling():
    first = "\n\n".join(REWRITE.split("\n\n")[1:])
    other = """Hedda Lunt, the mayor of Oskeby, announced that the school beside the pond would have a new roof soon.

The tiles come from Varnholm, and their colour will be a deep red, as Lunt showed on a drawing that she had brought.

Tomas Quay, an engineer, called the old roof a sieve. Quay has mended it himself, more than once, with tar and sacking.

Berit Osk, who teaches there, was glad. Osk keeps buckets in each room and knows the order in which they are emptied.

The children have drawn the new roof for the hall, and nobody in the whole of the building will miss the buckets."""
    assert restart(first, other) is None


@pytest.mark.parametrize("start", ["But ", "Meanwhile, ", "“", "He and "])
def test_no_story_begins_in_the_middle_of_one(start):
    told = REPORT.replace("Oskeby council", f"{start}Oskeby council", 1)
    assert restart(REWRITE, told) != told.split("\n\n")[0]


def test_a_short_summary_is_no_second_telling():
    short = "\n\n".join(REPORT.split("\n\n")[:3])
    assert len(short) < 500
    assert restart(REWRITE, short) is None


def test_an_interview_is_full_of_restarts():
    asked = "Is it true that the pond of Oskeby will be drained before the winter?"
    lede, *told = REPORT.split("\n\n")
    assert restart(REWRITE, lede, *(part for line in told for part in (line, asked))) is None
    assert restart(REWRITE, lede, *told, asked) == lede


def test_one_article_that_introduces_somebody_twice_is_one():
    assert (
        restart(REPORT, "The pond was dug by the grandfather of Hedda Lunt, whose portrait hangs in the hall.") is None
    )


@pytest.mark.parametrize("repeated", [REPORT + "\n\n", JOKE + "\n\n", "Hedda Lunt. ", "Lunt 240,000\n", "a b "])
def test_a_million_characters_take_seconds(repeated):
    text = repeated * (1_000_000 // len(repeated))
    lines = split_lines(text)
    roles = ["body"] * len(lines)
    started = time.monotonic()
    find_restart(text, lines, roles)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("note", ["This article is satire.", "This page is satire."])
def test_a_note_below_a_plain_report_is_about_the_joke_above_it(clean_text, note):
    article = clean_text(page(JOKE, REPORT, note))
    assert [section.genre for section in article.sections] == ["satire", "news"]


def test_a_joke_below_a_labelled_opinion_is_what_retells(clean_text):
    opinion, joke = clean_text(page("Opinion: The pond must be drained before the winter", REPORT, JOKE)).sections
    assert (opinion.genre, joke.genre) == ("opinion", "satire")
    assert joke.retells == opinion.id
    assert opinion.retells is None
