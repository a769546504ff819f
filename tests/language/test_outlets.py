import pytest

from onrecord.language.outlets import LONGEST_NAME, is_outlet, is_press
from onrecord.language.tables import read_table


@pytest.mark.parametrize(
    "words",
    [
        "Reuters",
        "Reuters news agency",
        "the Ondo Herald",
        "the Ondo Herald-Tribune",
        "the newspaper",
        "newspaper Velm Tagen",
        "state media",
        "local newspapers",
        "Norvian news agencies",
        "TorvaPress",
        "Norvia's CNN",
        "BBC Sport",
        "the Velm Standard",
        "ondo.com",
        "media reports",
        "a news site",
    ],
)
def test_names_and_kinds_of_outlets_are_known(words):
    assert is_outlet(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "the press",
        "reporters",
        "time",
        "the post",
        "Sky Reyes",
        "CNN President Ana Reyes",
        "government reports",
        "the Velm Council",
        "Standard",
        "the media",
    ],
)
def test_persons_bodies_and_the_press_at_large_are_no_outlets(words):
    assert not is_outlet(words.split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("reporters", True),
        ("The press", True),
        ("a group of journalists", True),
        ("state media", False),
        ("the mayor", False),
    ],
)
def test_the_press_at_large_is_told_from_an_outlet(words, expected):
    assert is_press(words.split()) is expected


def test_the_table_is_sorted_out():
    rows = read_table("onrecord.language", "outlets.csv")
    assert {row["part"] for row in rows} == {"whole", "head"}
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    assert all(0 < len(row["name"].split()) <= LONGEST_NAME for row in rows)
