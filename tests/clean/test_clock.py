from datetime import date

import pytest

from onrecord.clean.clock import find_clock

WINTER, SUMMER = date(2021, 1, 4), date(2021, 7, 4)


@pytest.mark.parametrize(
    ("text", "day", "time", "zone"),
    [
        ("10:32 GMT", WINTER, "10:32", "+00:00"),
        ("10.32 GMT", WINTER, "10:32", "+00:00"),
        ("at 8:48 p.m.", WINTER, "20:48", None),
        ("4:10 p.m. ET", WINTER, "16:10", "-05:00"),
        ("4:10 p.m. ET", SUMMER, "16:10", "-04:00"),
        ("12 am PST", WINTER, "00:00", "-08:00"),
        ("5pm CEST", SUMMER, "17:00", "+02:00"),
        ("09:25 UTC+3", WINTER, "09:25", "+03:00"),
        ("09:25 (GMT +05:30)", WINTER, "09:25", "+05:30"),
        ("10:00 IST", WINTER, "10:00", None),
        ("10:00 CST", WINTER, "10:00", None),
    ],
)
def test_a_time_is_read_with_its_zone_where_the_abbreviation_means_one(text, day, time, zone):
    found = find_clock(text, day)
    assert found is not None
    assert (found.time, found.zone) == (time, zone)
    assert text[found.start : found.end].strip(" .)") in text


@pytest.mark.parametrize("text", ["", "page 10", "10.32", "25:10", "13 pm", "10:00 and 11:30", "4 min read"])
def test_what_is_no_certain_time_is_none(text):
    assert find_clock(text, WINTER) is None


@pytest.mark.parametrize(
    ("day", "zone"),
    [
        (date(2021, 3, 13), "-05:00"),
        (date(2021, 3, 14), "-04:00"),
        (date(2021, 11, 6), "-04:00"),
        (date(2021, 11, 7), "-05:00"),
        (date(2001, 7, 4), None),
    ],
)
def test_american_summer_time_follows_the_rule_of_2007(day, zone):
    found = find_clock("9:00 ET", day)
    assert found is not None
    assert found.zone == zone
