"""Time expressions are found and resolved against the date of the article."""

import datetime as dt
from time import process_time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import PageDate
from onrecord.read.times import find_times, is_counted_stretch, relative_words, resolve_from
from onrecord.read.timing import time_statements
from tests.factories import make_article, make_statement

FRIDAY = "2024-10-25"
HARD = (
    "999 years ago", "the end of the week", "the first half of this month", "in 999 years' time", "the past 999 years",
    "a day after it", "That day", "the previous Monday", "31 February", "Feb 29", "Monday, 30 March", "the next 9 days",
    "1999-99-99", "99.99.2000", "1/2/2003", "in 2099", "the 1990s", "over the weekend", "last Jan", "said", "will", ".",
)  # fmt: skip


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
        ("The ferry sails the day after tomorrow.", "the day after tomorrow", "2024-10-27"),
        ("The ferry sank on Thursday of last week.", "Thursday of last week", "2024-10-17"),
        ("Lunt said Friday the pier will be shut.", "Friday", "2024-10-25"),
        ("Lunt said on Monday that the pier will be shut.", "Monday", "2024-10-21"),
        ("Lunt will be told what sank on Monday.", "Monday", "2024-10-21"),
        ("The ferry could sail on Monday.", "Monday", "2024-10-28"),
        ("The ferry could have sunk on Monday.", "Monday", "2024-10-21"),
        ("By Monday the river had risen.", "Monday", "2024-10-21"),
        ("The crew had left by Monday.", "Monday", "2024-10-21"),
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
        ("It sank late last month.", "late last month", "2024-09-01", "2024-09-30"),
        ("It sank over the weekend.", "the weekend", "2024-10-19", "2024-10-20"),
        ("It sank in January of last year.", "January of last year", "2023-01-01", "2023-01-31"),
        ("It sank in the first half of 2023.", "the first half of 2023", "2023-01-01", "2023-06-30"),
        ("It will sail by the end of next year.", "the end of next year", "2025-01-01", "2025-12-31"),
        ("It burned overnight.", "overnight", "2024-10-24", "2024-10-25"),
        ("It burned for the past two weeks.", "the past two weeks", "2024-10-11", "2024-10-25"),
        ("It will burn for the next three months.", "the next three months", "2024-10-25", "2025-01-25"),
        ("It will sail in two weeks' time.", "two weeks' time", "2024-11-04", "2024-11-10"),
        ("It sank in recent days.", "recent days", None, "2024-10-25"),
        ("It will sail in the coming months.", "the coming months", "2024-10-25", None),
        ("It will sail in the near future.", "the near future", "2024-10-25", None),
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


def test_a_day_after_what_happened_lies_before_the_day_named():
    times = times_of("The pier was shut on Monday, a day after she praised it.")
    assert [(time.text, time.from_) for time in times] == [("Monday", "2024-10-21"), ("a day after", "2024-10-20")]


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


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Friday", "the Friday before publication"),
        ("last Friday", "the Friday before publication"),
        ("June", "the June before publication"),
        ("yesterday", "the day before publication"),
        ("today", "the day of publication"),
        ("last week", "the week before publication"),
        ("three days ago", "“three days ago” counted from publication, whose day is unknown"),
    ],
)
def test_words_beside_an_unknown_date_of_publication_keep_their_meaning(words, meaning):
    (time,) = times_of(f"The ferry sank in {words}.", date=None)
    assert (time.text, relative_words(time)) == (words, meaning)


def test_words_of_somebody_count_from_the_day_of_speaking():
    text = "“We sail tomorrow.”"
    (time,) = times_of(text)
    assert resolve_from(text, time, dt.date(2024, 10, 21)).from_ == "2024-10-22"


def test_only_a_counted_stretch_holds_a_figure():
    times = times_of("It burned for the past 24 hours, in recent days and three days ago.")
    assert [is_counted_stretch(time) for time in times] == [True, False, False]


EXPRESSIONS = st.sampled_from(
    ["Monday", "Friday night", "last Tuesday", "yesterday", "today", "last week", "this week", "earlier this month",
     "last June", "March", "3 March", "Oct. 30", "two weeks ago", "recent days", "the weekend", "next Friday"]
)  # fmt: skip
CUES = st.sampled_from(["said", "told reporters", "announced", "denied it", "wrote"])


@given(EXPRESSIONS, CUES, st.dates(dt.date(1600, 1, 1), dt.date(2090, 1, 1)))
def test_what_was_said_is_never_dated_after_publication(words, cue, day):
    text = f"Odile Varga {cue} on {words} that the pier will be shut."
    article = make_article(text, date=str(day))
    times = find_times(article, [(0, len(text))])
    statement = make_statement(article, "the pier will be shut", source="Odile Varga", cue=cue.split()[0])
    for timed in time_statements(article, [statement], times):
        if timed.said_on is not None:
            assert (timed.said_on.from_ or "") <= (timed.said_on.to or "9999") <= str(day)


@given(st.text(alphabet="MondayMrch ilst0123456789-/., agoextwk'", max_size=150), st.none() | st.just(FRIDAY))
def test_every_time_is_a_slice_of_any_text(text, date):
    article = make_article(text or "x", date=date)
    for time in find_times(article, [(0, len(article.text))]):
        assert article.text[time.start : time.end] == time.text
        assert time.from_ is None or time.to is None or time.from_ <= time.to


@given(st.lists(st.sampled_from(HARD), max_size=30), st.none() | st.dates(dt.date(1500, 1, 1), dt.date(2099, 12, 31)))
def test_no_run_of_words_of_time_raises(words, day):
    text = " ".join(words) or "x"
    article = make_article(text, date=None if day is None else str(day))
    for time in find_times(article, [(0, len(text))]):
        assert text[time.start : time.end] == time.text
        assert relative_words(time)
        assert resolve_from(text, time, dt.date(2024, 1, 31)).text == time.text


def test_a_long_text_of_half_expressions_is_read_in_linear_time():
    article = make_article("the in recent last Oct 2 of 19 a few next by the end of " * 2_000)
    start = process_time()
    find_times(article, [(0, len(article.text))])
    assert process_time() - start < 5
