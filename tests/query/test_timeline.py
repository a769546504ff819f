"""The timeline goes by when a thing was said, else by its page, and keeps the times apart."""

import msgspec
import pytest

from onrecord.model import Interval, TimeExpression
from onrecord.query import timeline
from onrecord.query.statements import about_when, said_when, sorting_key
from onrecord.store import CaseReader
from tests.factories import make_article, make_statement
from tests.fiction import Story

STORY = Story()
TEXT = "Odile Varga said the pier is shut last week."


def statement(said=None, about=None, **fields):
    article = make_article(TEXT)
    made = make_statement(article, "the pier is shut", source="Odile Varga", cue="said")
    on = None if said is None else TimeExpression(start=34, end=43, text="last week", from_=said[0], to=said[1])
    interval = None if about is None else Interval(from_=about[0], to=about[1])
    return article, msgspec.structs.replace(made, said_on=on, about_time=interval, **fields)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with CaseReader(STORY.write(tmp_path_factory.mktemp("case") / "brisk.db")) as opened:
        yield opened


def test_lines_stand_in_the_order_of_their_days(reader):
    lines = timeline(reader).lines
    days = [line.day for line in lines]
    assert days == sorted(days)
    assert {line.dated_by for line in lines} == {"said", "published"}


def test_a_line_keeps_the_times_apart(reader):
    line = next(line for line in timeline(reader).lines if line.id == STORY.distance.id)
    assert (line.said, line.published, line.about, line.dated_by) == (
        "on 14 May (14 May 2024)", "15 May 2024", None, "said",
    )  # fmt: skip


def test_a_long_timeline_is_read_with_few_queries(reader, monkeypatch):
    asked = []
    monkeypatch.setattr(CaseReader, "record", lambda *given: asked.append(given))
    monkeypatch.setattr(CaseReader, "article", lambda *given: asked.append(given))
    assert timeline(reader).total > 1
    assert asked == []


def test_what_was_said_within_days_stands_behind_what_was_said_on_the_first():
    day, week = statement(("2024-10-14", "2024-10-14")), statement(("2024-10-14", "2024-10-20"))
    page, none = statement(), statement((None, None))
    undated = (msgspec.structs.replace(none[0], published=None), none[1])
    keys = [sorting_key(*one) for one in (day, week, page, undated)]
    assert keys == sorted(keys)


def test_a_relative_day_is_shown_with_what_it_means():
    _, relative = statement((None, None), unresolved={"said_on": "the week before publication"})
    assert said_when(relative) == "last week (the week before publication)"


@pytest.mark.parametrize(
    ("about", "forecast", "words"),
    [
        (None, False, None),
        (None, True, "what is to come"),
        (("2024-08-01", None), False, "1 Aug 2024 or later"),
        ((None, "2025-06-30"), True, "30 Jun 2025 or earlier, to come"),
    ],
)
def test_what_it_is_about_is_said_in_words(about, forecast, words):
    assert about_when(statement(about=about, forecast=forecast)[1]) == words


def test_a_part_of_the_timeline_is_a_part_of_the_whole(reader):
    assert timeline(reader, limit=2, offset=1).lines == timeline(reader).lines[1:3]
