"""Time expressions are found and resolved against the date of the article."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import PageDate
from onrecord.read.times import find_times
from tests.factories import make_article

FRIDAY = "2024-10-25"


def times_of(text, date=FRIDAY):
    article = make_article(text, date=date)
    return find_times(article, [(block.start, block.end) for block in article.blocks])


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The ferry sank on Tuesday.", "Tuesday", "2024-10-22"),
        ("The ferry sank on Friday.", "Friday", "2024-10-25"),
        ("The ferry sank last Friday.", "last Friday", "2024-10-18"),
        ("The ferry sank late Sunday night.", "Sunday night", "2024-10-20"),
        ("The ferry will sail on Tuesday.", "Tuesday", "2024-10-29"),
        ("On Tuesday, the ferry will sail.", "Tuesday", "2024-10-29"),
        ("The ferry sails next Friday.", "next Friday", "2024-11-01"),
        ("The ban lasts until Monday.", "Monday", "2024-10-28"),
        ("The ferry sank yesterday.", "yesterday", "2024-10-24"),
        ("The ferry sank the day before yesterday.", "the day before yesterday", "2024-10-23"),
        ("The ferry sails tomorrow morning.", "tomorrow morning", "2024-10-26"),
        ("The ferry sank last night.", "last night", "2024-10-24"),
        ("The ferry sank three days ago.", "three days ago", "2024-10-22"),
        ("The ferry sank on 3 March 2011.", "3 March 2011", "2011-03-03"),
        ("The ferry sank on March 3rd, 2011.", "March 3rd, 2011", "2011-03-03"),
        ("The ferry sank on Thursday, 3 March 2011.", "Thursday, 3 March 2011", "2011-03-03"),
        ("The ferry sank on Oct. 3.", "Oct. 3", "2024-10-03"),
        ("The ferry sank on December 30.", "December 30", "2024-12-30"),
        ("The ferry sank on 30 March.", "30 March", "2024-03-30"),
        ("The log of 2011-03-03 is lost.", "2011-03-03", "2011-03-03"),
        ("The log of 03.04.2011 is lost.", "03.04.2011", "2011-04-03"),
        ("The log of 3/24/2011 is lost.", "3/24/2011", "2011-03-24"),
    ],
)
def test_a_day_is_resolved(text, words, day):
    (time,) = times_of(text)
    assert (time.text, time.from_, time.to) == (words, day, day)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It sank in August 2011.", "August 2011", "2011-08-01", "2011-08-31"),
        ("It sank in March.", "March", "2024-03-01", "2024-03-31"),
        ("It sank last October.", "last October", "2023-10-01", "2023-10-31"),
        ("It sank in 2012.", "2012", "2012-01-01", "2012-12-31"),
        ("It sank in the 1950s.", "1950s", "1950-01-01", "1959-12-31"),
        ("It sank last week.", "last week", "2024-10-14", "2024-10-20"),
        ("It sank earlier this week.", "earlier this week", "2024-10-21", "2024-10-25"),
        ("It sank last month.", "last month", "2024-09-01", "2024-09-30"),
        ("It sank two years ago.", "two years ago", "2022-01-01", "2022-12-31"),
        ("It sailed on 4-6 July.", "4-6 July", "2024-07-04", "2024-07-06"),
    ],
)
def test_a_longer_time_is_an_interval(text, words, first, last):
    (time,) = times_of(text)
    assert (time.text, time.from_, time.to) == (words, first, last)


def test_that_day_is_the_day_named_before():
    times = times_of("The pier burned on Monday. That day the ferry was away. The next day it came back.")
    assert [(time.text, time.from_) for time in times] == [
        ("Monday", "2024-10-21"),
        ("That day", "2024-10-21"),
        ("The next day", "2024-10-22"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Odile May may march on.", "Black Friday sales fell.", "The Sunday Times wrote.", "It counted 2000 soldiers."],
)
def test_calendar_words_in_names_are_no_times(text):
    assert times_of(text) == []


def test_digits_that_could_be_two_days_stay_open():
    (time,) = times_of("The log of 3/4/2011 is lost.")
    assert (time.from_, time.to) == (None, None)


def test_without_a_date_only_what_names_its_year_is_resolved():
    times = times_of("It sank on Friday, not on 3 March 2011 and not last week.", date=None)
    assert [(time.text, time.from_) for time in times] == [
        ("Friday", None),
        ("3 March 2011", "2011-03-03"),
        ("last week", None),
    ]


@pytest.mark.parametrize(("first", "last"), [("2024-10-20", "2024-10-25"), (None, "2024-10-25"), ("soon", "soon")])
def test_a_page_date_that_is_no_single_day_resolves_nothing(first, last):
    article = msgspec.structs.replace(
        make_article("It sank on Friday."), published=PageDate(from_=first, to=last, zone=None, how="bound")
    )
    (time,) = find_times(article, [(0, 18)])
    assert time.from_ is None


def test_a_page_date_with_a_clock_time_is_its_day():
    at = "2024-10-25T23:10:00+02:00"
    article = msgspec.structs.replace(
        make_article("It sank on Friday."), published=PageDate(from_=at, to=at, zone="+02:00", how="meta")
    )
    assert find_times(article, [(0, 18)])[0].from_ == FRIDAY


@given(st.text(alphabet="MondayMrch ilst0123456789-/., agoextwk", max_size=150))
def test_every_time_is_a_slice_of_any_text(text):
    article = make_article(text or "x")
    for time in find_times(article, [(0, len(article.text))]):
        assert article.text[time.start : time.end] == time.text
        assert (time.from_ is None) == (time.to is None)
