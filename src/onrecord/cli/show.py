"""`onrecord show`: a case's record in the terminal."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import msgspec
from cyclopts import Parameter

from onrecord import query
from onrecord.cli.console import print_json, print_table, say, warn
from onrecord.errors import UsageError
from onrecord.model import ThingType
from onrecord.query.wording import number_of
from onrecord.store import CaseReader, StatementFilters

What = Literal[
    "overview",
    "statements",
    "speakers",
    "figures",
    "disputes",
    "origins",
    "timeline",
    "mentions",
    "links",
    "versions",
    "set-aside",
]


class Table(msgspec.Struct, frozen=True):
    """How a kind of line is listed: the function that gives the lines, and heading -> field of each column."""

    lines: Callable[..., query.Listing[Any]]
    columns: Mapping[str, str]


def _statements(reader: CaseReader, limit: int | None) -> query.Listing[query.StatementLine]:
    return query.statement_lines(reader, StatementFilters(limit=limit))


STATEMENT_COLUMNS = {
    "speaker": "speaker", "does": "label", "words": "text", "basis": "basis", "when": "when", "outlet": "outlet",
    "page": "page",
}  # fmt: skip
TIMELINE_COLUMNS = {
    "day": "day_words", "dated by": "dated_by", "speaker": "speaker", "does": "label", "words": "text", "said": "said",
    "page of": "published", "about": "about", "outlet": "outlet", "page": "page",
}  # fmt: skip
TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "statements": Table(_statements, STATEMENT_COLUMNS),
        "timeline": Table(query.timeline, TIMELINE_COLUMNS),
        "speakers": Table(
            query.speaker_lines,
            {"speaker": "name", "type": "type", "of": "of", "roles": "held", "statements": "statements", "says": "says",
             "denies": "denies", "neither": "withholds", "pages": "pages", "also": "also", "actor": "actor_id",
             "party": "party", "country": "country"},
        ),
        "figures": Table(
            query.figure_lines,
            {"figure": "text", "value": "value", "counts": "counted", "same quantity": "what", "speaker": "speaker",
             "when": "when", "page": "page"},
        ),
        "disputes": Table(
            query.dispute_lines,
            {"disputed": "matter", "by": "by", "says so": "says", "denies": "denies", "neither": "withholds",
             "pages": "pages"},
        ),
        "origins": Table(query.origin_lines, {"what": "what", "kind": "kind", "rests on": "sources"}),
        "mentions": Table(
            query.mention_lines,
            {"name": "name", "type": "type", "mentions": "mentions", "statements": "statements", "pages": "pages",
             "also": "also"},
        ),
        "links": Table(
            query.link_lines,
            {"decision": "label", "who": "who", "one": "one", "other": "other", "why": "reason", "id of one": "one_id",
             "id of other": "other_id", "page of one": "one_page", "page of other": "other_page",
             "judgement": "judgement"},
        ),
        "versions": Table(
            query.edit_lines,
            {"page": "page", "outlet": "outlet", "version": "version", "captured": "captured", "edit": "what",
             "speaker": "speaker", "before": "before", "after": "after"},
        ),
        "set-aside": Table(
            query.set_aside_lines,
            {"words": "text", "why": "set_aside", "outlet": "outlet", "page": "page"},
        ),
    }
)  # fmt: skip
"""What can be listed."""


def show(
    case: Path,
    what: What = "overview",
    /,
    *,
    kind: Annotated[ThingType | None, Parameter(name="--type")] = None,
    limit: Annotated[int, Parameter(name=["--limit", "-n"])] = 200,
    json: bool = False,
) -> int:
    """Show what a case holds: a table on a terminal, tab-separated lines in a pipe.

    Parameters
    ----------
    case:
        The case file.
    what:
        What to list.
    kind:
        Of the mentions, those of one kind: all vessels, all products and weapons.
    limit:
        The most lines to show; 0 for all.
    json:
        Print the lines as JSON.
    """
    if kind is not None and what != "mentions":
        raise UsageError(f"--type tells kinds of mentions apart, not {what}: `onrecord show CASE.db mentions`")
    with CaseReader(case) as reader:
        if what == "overview":
            return _show_overview(query.overview(reader), json=json)
        table = TABLES[what]
        lines = table.lines if kind is None else partial(table.lines, kind=kind)
        print_listing(what, table.columns, lines(reader, limit=limit or None), json=json)
    return 0


def print_listing(title: str, columns: Mapping[str, str], listing: query.Listing[Any], *, json: bool) -> None:
    """Print a listing, and say on standard error how many lines are not shown."""
    if json:
        print_json(listing.lines)
    else:
        print_table(
            title, list(columns), ([_cell(line, field) for field in columns.values()] for line in listing.lines)
        )
    if len(listing.lines) < listing.total:
        warn(f"{len(listing.lines)} of {listing.total} shown; --limit 0 shows all")


def _cell(line: object, field: str) -> str:
    value = getattr(line, field)
    return "" if value is None else str(value)


def _show_overview(overview: query.Overview, *, json: bool) -> int:
    if json:
        print_json(overview)
        return 0
    if not overview.assembled:
        warn("the last build was cut off: run `onrecord build` again")
    say(
        ", ".join(
            [
                number_of(overview.pages, "page"),
                number_of(len(overview.outlets), "outlet"),
                number_of(overview.statements, "statement"),
                number_of(overview.speakers, "speaker"),
                number_of(overview.figures, "figure"),
                number_of(overview.disputed_points, "disputed point"),
            ]
        )
        + (f"; {overview.span}" if overview.span else "")
    )
    _print_tally("set aside", overview.set_aside)
    _print_tally("not read", overview.unread)
    _print_tally("not processed", overview.failures)
    _print_tally("not resolved", overview.unresolved)
    for view in overview.disputes:
        say(f"\nDisputed: “{view.line.matter}” ({view.line.by})")
        print_table(
            "",
            ("", "speaker", "does", "words", "when"),
            [
                (column.heading, line.speaker, line.label, line.text, line.when)
                for column in view.columns
                for line in column.lines
            ],
        )
    for track in overview.tracks:
        say(f"\nHow the number moved: {track.what}: {track.moved}")
    for link in overview.lineage:
        taker, source = (
            f"{page.name} ({page.outlet})" if page.outlet else page.name for page in (link.taker, link.source)
        )
        say(f"\n{taker}: {link.relation} {source}" + (f", {link.share} %" if link.share else ""))
    return 0


def _print_tally(title: str, tallies: Sequence[query.Tally]) -> None:
    for tally in tallies:
        say(f"{title}: {tally.name} ({tally.count})")
