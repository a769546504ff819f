import pytest

from onrecord.query.dates import show_between, show_day


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024-10-25", "25 Oct 2024"),
        ("2024-10-05T14:30:00+02:00", "5 Oct 2024, 14:30"),
        ("2024-10", "2024-10"),
        ("soon", "soon"),
    ],
)
def test_a_day_is_written_out_and_anything_else_stays(iso, words):
    assert show_day(iso) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-10-25", "2024-10-25", "25 Oct 2024"),
        ("2024-10-01", "2024-10-25", "1 to 25 Oct 2024"),
        ("2024-06-12", "2024-10-25", "12 Jun 2024 to 25 Oct 2024"),
        ("2024-06-12", None, "12 Jun 2024 or later"),
        (None, "2024-06-12", "12 Jun 2024 or earlier"),
        (None, None, None),
    ],
)
def test_an_interval_says_which_of_its_ends_is_known(first, last, words):
    assert show_between(first, last) == words
