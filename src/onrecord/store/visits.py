"""What is known of addresses that were asked for, so that the next visit costs server and reader little.

Invariant: this is state of the case, not its record: it enters no export and no id.
"""

from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.model import Record
from onrecord.store.tables import pages, visits


class PastVisit(Record, frozen=True, kw_only=True):
    """The last visit to an address.

    `etag` and `last_modified` are what its server said of that version, `checked_at` is when (ISO 8601, UTC).
    `published` is the ISO day of the page's publication, of its first visit where it shows none; null for a feed.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    checked_at: str
    published: str | None = None


def read_answers(connection: Connection) -> dict[str, str]:
    """Return when servers answered, by article id, for all pages that were taken from the web."""
    query = select(pages.c.id, pages.c.captured_at).where(pages.c.taken_from == "web")
    return {row.id: row.captured_at for row in connection.execute(query)}


def find_visit(connection: Connection, url: str) -> PastVisit | None:
    """Return the visit to an address, None where there was none."""
    row = connection.execute(select(visits).where(visits.c.url == url)).one_or_none()
    return None if row is None else _visit(row)


def visits_since(connection: Connection, day: str) -> list[PastVisit]:
    """Return the visits to pages that were published on the ISO day or later, ordered by address."""
    query = select(visits).where(visits.c.published >= day).order_by(visits.c.url)
    return [_visit(row) for row in connection.execute(query)]


def put_visit(connection: Connection, visit: PastVisit) -> None:
    """Store a visit in place of the earlier one to its address."""
    row = {name: getattr(visit, name) for name in visit.__struct_fields__}
    changed = {name: value for name, value in row.items() if name != "url"}
    connection.execute(insert(visits).values(row).on_conflict_do_update(index_elements=["url"], set_=changed))


def _visit(row: Row[Any]) -> PastVisit:
    return PastVisit(
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        checked_at=row.checked_at,
        published=row.published,
    )
