"""How statements are spread over time: by days where there are few, by months or years where there are many."""

import pytest

from onrecord.query.chronology import MOST_PERIODS, periods


class Days:
    """A case that knows on which days something was said."""

    def __init__(self, *days):
        self.days = days

    def count_days(self):
        return list(self.days)


def test_few_days_are_shown_by_themselves_with_positions_and_share():
    first, second = periods(
        Days(("2025-03-11", "affirms", 6), ("2025-03-12", "affirms", 1), ("2025-03-12", "denies", 2))
    )
    assert (first.label, first.first, first.last, first.share) == ("11 Mar 2025", "2025-03-11", "2025-03-11", 100.0)
    assert (second.says, second.denies, second.withholds, second.statements, second.share) == (1, 2, 0, 3, 50.0)


@pytest.mark.parametrize(
    ("days", "label", "first", "last"),
    [
        ([f"2024-02-{day:02}" for day in range(1, 29)], "2024-02", "2024-02-01", "2024-02-29"),
        (
            [f"{year}-{month:02}-01" for year in (2023, 2024) for month in range(1, 13)],
            "2023",
            "2023-01-01",
            "2023-12-31",
        ),
    ],
)
def test_many_days_are_put_together(days, label, first, last):
    assert len(days) > MOST_PERIODS
    found = periods(Days(*((day, "affirms", 1) for day in days)))
    assert (found[0].label, found[0].first, found[0].last) == (label, first, last)
    assert sum(each.statements for each in found) == len(days)


def test_nothing_is_shown_where_nothing_is_dated():
    assert periods(Days()) == ()
