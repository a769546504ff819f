import time

import pytest

from onrecord.clean.lines import split_lines
from onrecord.clean.stories import find_entries, find_stories
from tests.two_tellings import page

PROSE = "The mayor, Hedda Lunt, said that the pumps would start soon and that the road would stay open all week."


def roles_of(lines):
    return ["body" if len(line.words) > 8 else "heading" for line in lines]


def entries(*lines):
    found = split_lines(page(*lines))
    return [found[index].text for index in find_entries(found, roles_of(found))]


def stories(*lines):
    found = split_lines(page(*lines))
    roles = ["title", *roles_of(found)[1:]]
    return [found[index].text for index in find_stories(found, roles)]


def blog(*stamps):
    return entries("The pond", *(line for stamp in stamps for line in (stamp, PROSE)))


@pytest.mark.parametrize(
    "stamps",
    [
        ("18:40", "17:15", "16:02"),
        ("9.05 am", "11.30 am", "1 pm"),
        ("Updated at 18:40 GMT", "17:15 GMT", "Monday 16:02"),
        ("00:10", "23:50", "22:15", "21:02"),
    ],
)
def test_an_entry_stands_under_each_stamp(stamps):
    assert blog(*stamps) == list(stamps)


def test_midnight_lies_between_two_entries_once():
    assert blog("00:10", "23:50", "00:20", "23:55") == []


def test_two_stamps_are_no_live_blog():
    assert blog("18:40", "17:15") == []


def test_stamps_out_of_order_are_no_live_blog():
    assert blog("17:15", "18:40", "16:02", "19:30") == []


def test_stamps_with_nothing_below_are_a_list_of_times():
    assert entries("The ferry", "08:10", "09:40", "11:10", PROSE) == []
    assert (
        entries("The ferry", "08:10", PROSE, "09:40", "10:00", "11:00", "11:30", "12:00", PROSE, "13:10", PROSE) == []
    )


def test_a_time_inside_words_is_no_stamp():
    assert blog("Ferry sails 18:40", "Ferry sails 17:15", "Ferry sails 16:02") == []


def test_stories_of_a_wire_begin_with_datelines():
    one, two = f"OSKEBY (Meridian) - {PROSE}", f"VARNHOLM (Meridian) - {PROSE}"
    assert stories("The county", "Pond drained", one, "Ferry late", two) == ["Pond drained", "Ferry late"]
    assert stories("The county", "Pond drained", one, "Ferry late", PROSE) == []


def test_headings_are_stories_only_where_the_page_is_called_a_digest():
    rest = [line for heading in ("Pond drained", "Ferry late", "Bands in June") for line in (heading, PROSE)]
    assert stories("The county in brief", *rest) == ["Pond drained", "Ferry late", "Bands in June"]
    assert stories("The county and its pond", *rest) == []
    assert stories("The county in brief", *rest[:4]) == []


@pytest.mark.parametrize("repeated", ["18:40\n", f"18:40\n{PROSE}\n", "A" * 1000, "1:", "AB, "])
def test_a_million_characters_take_seconds(repeated):
    lines = split_lines(repeated * (1_000_000 // len(repeated)))
    roles = roles_of(lines)
    started = time.monotonic()
    find_entries(lines, roles)
    find_stories(lines, roles)
    assert time.monotonic() - started < 20
