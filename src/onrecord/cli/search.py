"""`onrecord search`: find statements in a case."""

from pathlib import Path

from onrecord import query
from onrecord.cli.show import STATEMENT_COLUMNS, print_listing
from onrecord.model import Act, Position
from onrecord.store import CaseReader, StatementFilters


def search(  # noqa: PLR0913 - each is an option of the command line
    case: Path,
    /,
    *words: str,
    speaker: str | None = None,
    about: str | None = None,
    position: Position | None = None,
    act: Act | None = None,
    outlet: str | None = None,
    has_figure: bool | None = None,
    sources: int | None = None,
    checked: bool | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 50,
    json: bool = False,
) -> int:
    """Find statements by words (all of them), speaker, what they name, position, outlet and date.

    Parameters
    ----------
    case:
        The case file.
    words:
        Words that the statement holds, in any order and inflection.
    speaker:
        A name, or a part of it.
    about:
        The name, or a part of it, of somebody or something that the statement's words name: a ship, a place, a weapon.
    position:
        What the speaker does.
    act:
        What the words do: accuse, promise, warn.
    outlet:
        The outlet of the page, by its whole name.
    has_figure:
        Whether a number stands in it.
    sources:
        On how many original sources its remark is shown to rest, at least.
    checked:
        Whether somebody checked it.
    since:
        First day (YYYY-MM-DD) on which it was said or, where the page does not say, published.
    until:
        Last day, itself included.
    limit:
        The most lines to show; 0 for all.
    json:
        Print the lines as JSON.
    """
    filters = StatementFilters(
        words=" ".join(words) or None,
        speaker=speaker,
        about=about,
        position=position,
        act=act,
        outlet=outlet,
        has_figure=has_figure,
        sources=sources,
        checked=checked,
        date_from=since,
        date_to=until,
        limit=limit or None,
    )
    with CaseReader(case) as reader:
        print_listing("found", STATEMENT_COLUMNS, query.statement_lines(reader, filters), json=json)
    return 0
