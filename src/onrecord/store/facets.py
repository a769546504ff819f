"""Counts how statements are spread over what they can be narrowed by.

Invariant: one pass over an index that holds these columns alone, however many statements there are.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from onrecord.model import Record
from onrecord.store.tables import pages, statement_speakers, statements


class FacetCounts(Record, frozen=True, kw_only=True):
    """How statements are spread: by values of their own fields, by speakers' ids, and by outlets.

    Of an outlet the id of one of its articles and the number.
    """

    counts: dict[str, dict[str, int]]
    speakers: dict[str, int]
    outlets: tuple[tuple[str, int], ...]


def count_facets(connection: Connection, wanted: Sequence[ColumnElement[bool]], most: int) -> FacetCounts:
    """Return how the statements that meet the conditions are spread; of speakers and outlets the `most` frequent."""
    fields = [statements.c[name] for name in ("position", "kind", "act")]
    has_figure, month = statements.c.figures > 0, func.substr(statements.c.date_from, 1, 7)
    number = func.count().label("number")
    spread = select(*fields, has_figure.label("has_figure"), month.label("month"), number)
    said = statement_speakers.join(statements, statements.c.id == statement_speakers.c.statement)
    spoken = (
        select(statement_speakers.c.speaker.label("value"), number)
        .select_from(said if wanted else statement_speakers)
        .group_by(statement_speakers.c.speaker)
        .order_by(literal_column("number").desc(), statement_speakers.c.speaker)
        .limit(most)
    )
    carried = (
        select(func.min(pages.c.id).label("value"), number)
        .select_from(statements.join(pages, pages.c.id == statements.c.article))
        .where(pages.c.outlet.is_not(None))
        .group_by(pages.c.outlet)
        .order_by(literal_column("number").desc(), pages.c.outlet)
        .limit(most)
    )
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("position", "kind", "act", "figure", "month")}
    for row in connection.execute(spread.where(*wanted).group_by(*fields, has_figure, month)):
        for name in ("position", "kind", "act", "month"):
            counts[name][getattr(row, name) or ""] += row.number
        counts["figure"]["yes" if row.has_figure else "no"] += row.number
    return FacetCounts(
        counts={name: dict(found) for name, found in counts.items()},
        speakers={row.value: row.number for row in connection.execute(spoken.where(*wanted))},
        outlets=tuple((row.value, row.number) for row in connection.execute(carried.where(*wanted))),
    )


def count_days(connection: Connection) -> list[tuple[str, str, int]]:
    """Return (day, position, number of statements), in the order of time."""
    day, position = statements.c.date_from, statements.c.position
    query = select(day, position, func.count()).where(day.is_not(None)).group_by(day, position).order_by(day, position)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]
