"""Turns what somebody looks for into the statements found and what they can be narrowed by, each with a number.

Invariant: a number beside a value is how many statements are found when it is chosen as well.
"""

from collections.abc import Iterable, Mapping

from onrecord.model import Record
from onrecord.query.chronology import bounds_of
from onrecord.query.listing import Listing
from onrecord.query.lookup import Lookup
from onrecord.query.statements import StatementLine, statement_lines
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters

MOST_VALUES = 10
FIGURE_WORDS = {"yes": "with a number", "no": "without a number"}
MOST_ROWS = 500
"""Statements on one page of the table."""


class FacetValue(Record, frozen=True, kw_only=True):
    """A value to narrow by: what the address asks with, its words, and how many statements have it."""

    asks: dict[str, str]
    words: str
    number: int


class Facet(Record, frozen=True, kw_only=True):
    """What statements can be narrowed by; `clears` are the fields of the address that it asks with."""

    heading: str
    clears: tuple[str, ...]
    values: tuple[FacetValue, ...]


class SearchView(Record, frozen=True, kw_only=True):
    """The statements found, and what they can be narrowed by."""

    found: Listing[StatementLine]
    facets: tuple[Facet, ...] = ()


def search_view(reader: CaseReader, filters: StatementFilters) -> SearchView:
    """Return the statements that match, in the order of the case, with the facets of all of them."""
    counts = reader.count_by(filters, MOST_VALUES)
    lookup = Lookup(reader)
    fields = (("What they do", "position", "position"), ("Act", "act", "act"), ("Wording", "kind", "statement_kind"))
    facets = [_of_field(heading, name, codebook, counts.counts[name]) for heading, name, codebook in fields]
    speakers = [
        FacetValue(asks={"speaker": speaker}, words=name.name, number=number)
        for speaker, number in counts.speakers.items()
        for name in lookup.speaker_names((speaker,))
    ]
    outlets = [
        FacetValue(asks={"outlet": outlet}, words=outlet, number=number)
        for article, number in counts.outlets
        if (outlet := lookup.article(article).outlet) is not None
    ]
    number = {"yes": "with a number", "no": "without a number"}
    figures = [
        FacetValue(asks={"figure": each}, words=number[each], number=n) for each, n in counts.counts["figure"].items()
    ]
    return SearchView(
        found=statement_lines(reader, filters),
        facets=tuple(
            facet
            for facet in (
                *facets,
                Facet(heading="Speaker", clears=("speaker",), values=tuple(speakers)),
                Facet(heading="Outlet", clears=("outlet",), values=tuple(outlets)),
                Facet(heading="Month", clears=("date_from", "date_to"), values=_months(counts.counts["month"])),
                Facet(heading="Numbers", clears=("figure",), values=_most(figures)),
            )
            if len(facet.values) > 1
        ),
    )


def table_view(reader: CaseReader, filters: StatementFilters) -> SearchView:
    """Return the statements that match as the rows of a table."""
    return SearchView(found=statement_lines(reader, filters))


def _of_field(heading: str, name: str, codebook: str, counts: Mapping[str, int]) -> Facet:
    values = (
        FacetValue(asks={name: value}, words=word_for(codebook, value), number=number)
        for value, number in counts.items()
        if value
    )
    return Facet(heading=heading, clears=(name,), values=_most(values))


def _most(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda value: (-value.number, value.words))[:MOST_VALUES])


def _months(counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
    """Return the months in which most was said, in the order of time."""
    kept = sorted(sorted(filter(None, counts), key=lambda month: (-counts[month], month))[:MOST_VALUES])
    values = []
    for month in kept:
        first, last = bounds_of(month)
        values.append(FacetValue(asks={"date_from": first, "date_to": last}, words=month, number=counts[month]))
    return tuple(values)
