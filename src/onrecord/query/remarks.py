"""Turns remarks into lines: one act of speaking, on how many pages it stands and on how many sources that rests."""

from onrecord.model import Origin, Record, Statement, Utterance, origin_id
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup
from onrecord.query.origins import origin_line
from onrecord.query.statements import StatementLine, statement_line
from onrecord.store import CaseReader


class RemarkLine(Record, frozen=True, kw_only=True):
    """A remark in its fullest wording; `sources` is in words, None where nothing is known about it."""

    id: str
    line: StatementLine
    places: int
    sources: str | None


def remark_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[RemarkLine]:
    """Return the remarks that stand in more than one place, those in most places first."""
    lookup = Lookup(reader)
    several = [remark for remark in reader.records(Utterance) if len(remark.statements) > 1]
    places = {remark.id: _count_places(lookup, remark) for remark in several}
    carried = [remark for remark in several if places[remark.id] > 1]
    carried.sort(key=lambda remark: (-places[remark.id], remark.id))
    lines = [
        _remark_line(lookup, remark, places[remark.id], reader.record(Origin, origin_id(remark.id)))
        for remark in cut(carried, limit, offset)
    ]
    kept = tuple(line for line in lines if line is not None)
    return Listing(lines=kept, total=len(carried), limit=limit, offset=offset)


def _count_places(lookup: Lookup, remark: Utterance) -> int:
    """Return in how many places a remark stands; versions of one page count once, as its newest has it."""
    return lookup.editions.count_places([variant.article for variant in remark.variants]) or len(remark.statements)


def _remark_line(lookup: Lookup, remark: Utterance, places: int, origin: Origin | None) -> RemarkLine | None:
    found = [lookup.reader.record(Statement, statement_id) for statement_id in remark.statements]
    carriers = [statement for statement in found if statement is not None]
    if not carriers:
        return None
    fullest = max(carriers, key=lambda statement: len(statement.text))
    return RemarkLine(
        id=remark.id,
        line=statement_line(lookup, fullest),
        places=places,
        sources=None if origin is None else origin_line(lookup, origin).sources,
    )
