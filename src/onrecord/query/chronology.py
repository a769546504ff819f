"""Puts statements in the order of time: by when they were said, else by when their page was published.

Invariant: the times stay apart, that of the content with them; each line says by which of the two it is placed.
"""

from calendar import monthrange
from collections import Counter, defaultdict

from onrecord.model import Record
from onrecord.query.dates import show_between
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup
from onrecord.query.statements import StatementLine, sorting_key, statement_line
from onrecord.store import CaseReader


def timeline(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[StatementLine]:
    """Return the statements in the order of time, those without any date last.

    Articles, statements and speakers are each read once, however many lines there are.
    """
    lookup = Lookup(reader)
    articles = lookup.all_articles()
    statements = sorted(
        lookup.all_statements(), key=lambda statement: sorting_key(articles[statement.article], statement)
    )
    lines = tuple(statement_line(lookup, statement) for statement in cut(statements, limit, offset))
    return Listing(lines=lines, total=len(statements), limit=limit, offset=offset)


MOST_PERIODS = 16
"""So many days are shown one by one; of more their months, and of more months their years."""

DAY, MONTH, YEAR = len("2025-03-12"), len("2025-03"), len("2025")


class Period(Record, frozen=True, kw_only=True):
    """How much was said in a day, a month or a year, by position; `share` is in percent of the fullest period."""

    label: str
    first: str
    last: str
    says: int
    denies: int
    withholds: int
    share: float

    @property
    def statements(self) -> int:
        """All that was said in it."""
        return self.says + self.denies + self.withholds


def periods(reader: CaseReader) -> tuple[Period, ...]:
    """Return how the statements are spread over time, in at most `MOST_PERIODS` periods where years allow it."""
    found = reader.count_days()
    length = next((each for each in (DAY, MONTH) if len({day[:each] for day, _, _ in found}) <= MOST_PERIODS), YEAR)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for day, position, number in found:
        counts[day[:length]][position] += number
    fullest = max((each.total() for each in counts.values()), default=1)
    return tuple(
        Period(
            label=show_between(first, last) or period if length == DAY else period,
            first=first,
            last=last,
            says=count["affirms"],
            denies=count["denies"],
            withholds=count["withholds"],
            share=round(100 * count.total() / fullest, 2),
        )
        for period, count in sorted(counts.items())
        for first, last in [bounds_of(period)]
    )


def bounds_of(period: str) -> tuple[str, str]:
    """Return the first and the last day of a day, a month or a year."""
    if len(period) == DAY:
        return period, period
    if len(period) == YEAR:
        return f"{period}-01-01", f"{period}-12-31"
    year, month = (int(part) for part in period.split("-"))
    return f"{period}-01", f"{period}-{monthrange(year, month)[1]:02}"
