"""What a statement is about in time is read from its own words; what is to come is marked."""

from time import process_time

import msgspec
import pytest

from onrecord.read.times import find_times
from onrecord.read.timing import time_statements
from tests.factories import make_article, make_statement

VARGA = "Odile Varga"


def timed(content, lead=f"{VARGA} said on Monday that", *, date="2024-10-25", kind="indirect"):
    text = f"{lead} {content}."
    article = make_article(text, date=date)
    statement = make_statement(article, content, source=VARGA, cue="said")
    statement = msgspec.structs.replace(statement, kind=kind)
    (found,) = time_statements(article, [statement], find_times(article, [(0, len(text))]))
    return found


@pytest.mark.parametrize(
    ("content", "first", "last"),
    [
        ("ships had come since August", "2024-08-01", None),
        ("ships had come in August", "2024-08-01", "2024-08-31"),
        ("ships had come until August", None, "2024-08-31"),
        ("ships had come before 3 August", None, "2024-08-02"),
        ("ships had come after 3 August", "2024-08-04", None),
        ("ships had come from 3 August to 5 September", "2024-08-03", "2024-09-05"),
        ("ships had come between 3 August and 5 September", "2024-08-03", "2024-09-05"),
        ("ships had come from 3 August onwards", "2024-08-03", None),
        ("ships had already come", None, "2024-10-21"),
        ("ships were currently at sea", "2024-10-21", "2024-10-21"),
        ("ships had come yesterday", "2024-10-20", "2024-10-20"),
    ],
)
def test_the_time_of_the_content_is_read_from_its_words(content, first, last):
    found = timed(content)
    assert (found.about_time.from_, found.about_time.to, found.forecast) == (first, last, False)
    assert "about_time" not in found.unresolved


@pytest.mark.parametrize(
    ("content", "first", "last"),
    [
        ("ships will come in the coming months", "2024-10-21", None),
        ("ships would come by June", "2024-10-21", "2025-06-30"),
        ("ships are to come on 3 December", "2024-12-03", "2024-12-03"),
        ("ships will come until 2029", "2024-10-21", "2029-12-31"),
    ],
)
def test_what_is_to_come_is_marked(content, first, last):
    found = timed(content)
    assert (found.about_time.from_, found.about_time.to, found.forecast) == (first, last, True)


@pytest.mark.parametrize(
    ("content", "ahead"),
    [
        ("ships will come", True),
        ("ships are expected to come", True),
        ("it would be a mistake", False),
        ("the men who will sail are soldiers", False),
        ("ships would come if it rained", False),
        ("ships had come", False),
    ],
)
def test_without_words_of_time_only_the_look_ahead_is_told(content, ahead):
    found = timed(content)
    assert (found.about_time, found.forecast) == (None, ahead)
    assert "about_time" not in found.unresolved


def test_several_times_give_none_and_the_reason():
    found = timed("ships had come in August and again in September")
    assert found.about_time is None
    assert found.unresolved["about_time"] == "its words name several times"


def test_words_counted_from_an_unknown_day_give_none_and_the_reason():
    found = timed("ships had come last week", date=None)
    assert found.about_time is None
    assert found.unresolved == {
        "said_on": "the Monday before publication",
        "about_time": "it is counted from a day that the page does not tell",
    }


def test_today_in_a_quotation_is_the_day_of_speaking():
    assert timed("ships come today", kind="direct").about_time.from_ == "2024-10-21"
    unknown = timed("ships come today", lead=f"{VARGA} said:", kind="direct")
    assert unknown.about_time is None
    assert "day of speaking" in unknown.unresolved["about_time"]


def test_the_date_of_the_act_is_not_what_it_is_about():
    text = f"{VARGA} announced her departure on Monday."
    article = make_article(text)
    statement = make_statement(article, "her departure on Monday", source=VARGA, cue="announced")
    (found,) = time_statements(article, [statement], find_times(article, [(0, len(text))]))
    assert (found.said_on.text, found.about_time) == ("Monday", None)


def test_a_time_within_a_nested_statement_is_that_statements_own():
    text = f"{VARGA} said Ivo Brand denied ships had come in August."
    article = make_article(text)
    outer = make_statement(article, "Ivo Brand denied ships had come in August", source=VARGA, cue="said")
    inner = make_statement(article, "ships had come in August", source="Ivo Brand", cue="denied")
    inner = msgspec.structs.replace(inner, within=outer.id)
    found = time_statements(article, [outer, inner], find_times(article, [(0, len(text))]))
    assert [one.about_time and one.about_time.from_ for one in found] == [None, "2024-08-01"]


def test_timing_again_for_another_date_leaves_nothing_of_the_first():
    text = f"{VARGA} said on Monday that ships had come last week."
    undated, dated = make_article(text, date=None), make_article(text)
    statement = make_statement(undated, "ships had come last week", source=VARGA, cue="said")
    first = time_statements(undated, [statement], find_times(undated, [(0, len(text))]))
    again = time_statements(dated, first, find_times(dated, [(0, len(text))]))
    assert again == time_statements(dated, [statement], find_times(dated, [(0, len(text))]))
    assert again[0].unresolved == {}


def test_many_statements_over_many_times_take_linear_time():
    text = "he said on Monday that it sank. " * 4_000
    article = make_article(text)
    times = find_times(article, [(0, len(text))])
    made = [make_statement(article, "it sank", source="he", cue="said")]
    width = 32
    statements = [
        msgspec.structs.replace(
            made[0],
            id=f"st_{number}",
            parts=((number * width + 23, number * width + 430),),
            text=text[number * width + 23 : number * width + 430],
        )
        for number in range(3_000)
    ]
    start = process_time()
    assert len(time_statements(article, statements, times)) == len(statements)
    assert process_time() - start < 20
