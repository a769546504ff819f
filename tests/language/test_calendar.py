"""Calendar words stand for intervals of days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.calendar import (
    day_of,
    month_days,
    month_numbers,
    week_days,
    weekday_from,
    weekday_numbers,
    weekday_until,
    year_days,
)

DAYS = st.dates(dt.date(1600, 1, 8), dt.date(2500, 12, 1))


@pytest.mark.parametrize(("name", "number"), [("january", 1), ("sept", 9), ("sep", 9), ("dec", 12), ("may", 5)])
def test_months_have_numbers(name, number):
    assert month_numbers()[name] == number


def test_weekdays_count_from_monday():
    assert [weekday_numbers()[name] for name in ("monday", "friday", "sunday")] == [0, 4, 6]


def test_a_day_that_the_calendar_lacks_is_none():
    assert day_of(2023, 2, 29) is None
    assert day_of(2024, 2, 29) == dt.date(2024, 2, 29)


def test_months_count_on_into_other_years():
    assert month_days(2024, 0) == (dt.date(2023, 12, 1), dt.date(2023, 12, 31))
    assert month_days(2024, 13) == (dt.date(2025, 1, 1), dt.date(2025, 1, 31))


def test_years_are_whole():
    assert year_days(2012) == (dt.date(2012, 1, 1), dt.date(2012, 12, 31))
    assert year_days(1950, 1959) == (dt.date(1950, 1, 1), dt.date(1959, 12, 31))


@given(DAYS, st.integers(0, 6))
def test_the_nearest_weekdays_enclose_a_day(day, weekday):
    before, after = weekday_until(day, weekday), weekday_from(day, weekday)
    assert before <= day <= after
    assert before.weekday() == after.weekday() == weekday
    assert (after - before).days == (0 if day.weekday() == weekday else 7)


@given(DAYS)
def test_a_week_holds_its_day(day):
    monday, sunday = week_days(day)
    assert monday <= day <= sunday
    assert (monday.weekday(), sunday.weekday()) == (0, 6)
