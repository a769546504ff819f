"""Puts statements in the order of time: by when they were said, else by when their page was published.

Invariant: the times stay apart, that of the content with them; each line says by which of the two it is placed.
"""

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
