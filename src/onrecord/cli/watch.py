"""`onrecord watch`: take what is new in feeds, and say what changed in the record."""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.build import list_failures, shown_progress
from onrecord.cli.console import print_json, safe, say
from onrecord.pipeline import BuildOptions
from onrecord.query import ChangeLine, FigureTrackView, StatementLine, VersionLine
from onrecord.query.changes import ChangesView, ShiftLine
from onrecord.query.wording import number_of
from onrecord.sources.web import FetchOptions
from onrecord.watch import WatchOptions, WatchResult, watch_case

SHOWN = 20
"""Lines of each kind that are printed; `--json` has them all."""


def watch(  # noqa: PLR0913 - each is an option of the command line
    feeds: list[str],
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    recheck_days: int = 7,
    jobs: int | None = None,
    delay: float = FetchOptions().delay,
    allow: list[str] | None = None,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Take what is new in feeds into a case and say what changed in its record; fit for cron.

    Parameters
    ----------
    feeds:
        Addresses of feeds, sitemaps and pages, files that list such (.urls), and OPML files.
    output:
        The case file, made if it is not there; what servers answer is kept in a WARC file beside it.
    recheck_days:
        Ask again for pages that were published in so many days before; 0 for none.
    jobs:
        Processes that read pages; by default as many as the machine has cores.
    delay:
        Seconds between two requests to one host; a host that wants more gets it.
    allow:
        Network that may be connected to besides the public ones, such as 10.0.0.0/8; may be given several times.
    json:
        Print a machine-readable account of what changed.
    quiet:
        Print nothing where nothing changed.
    """
    fetch = FetchOptions(delay=delay, allow=tuple(allow or ()))
    options = WatchOptions(build=BuildOptions(jobs=jobs or os.cpu_count() or 1, fetch=fetch), recheck_days=recheck_days)

    def tell(result: WatchResult) -> None:
        if json:
            print_json({"case": str(output), "changed": bool(result.changes), **_fields(result)})
        elif result.changes or not quiet:
            say(f"{output}: {_told(result)}")
            _print_changes(result.changes)
        sys.stdout.flush()

    with shown_progress(quiet=quiet) as progress:
        result = watch_case(feeds, output, datetime.now(UTC), options, progress, tell)
    return 1 if result.is_wrong else 0


def _fields(result: WatchResult) -> dict[str, object]:
    return {name: getattr(result, name) for name in result.__struct_fields__}


def _told(result: WatchResult) -> str:
    told = f"{number_of(result.added, 'page')} added, {result.unchanged} unchanged, {len(result.failures)} failed"
    return told if result.changes else f"{told}; nothing changed in the record"


def _print_changes(changes: ChangesView) -> None:
    _print_lines("Positions that changed", (_shift(line) for line in changes.shifts), len(changes.shifts))
    refusals = changes.refusals
    _print_lines("New denials and statements that confirm nothing", map(_statement, refusals), len(refusals))
    refused = {line.id for line in refusals}
    others = [line for line in changes.statements if line.id not in refused]
    _print_lines("New statements", map(_statement, others), len(others))
    if changes.carried:
        say(f"\nWhat was on record before is carried in {number_of(changes.carried, 'more place')}")
    matters = [f"“{line.matter}” ({line.by})" for line in changes.disputes]
    _print_lines("New disputed points", matters, len(matters))
    _print_lines("Numbers that moved", map(_move, changes.moves), len(changes.moves))
    for edit in changes.edits:
        _print_edit(edit)
    list_failures(changes.failures)


def _print_lines(title: str, lines: Iterable[str], number: int) -> None:
    """Print the first lines under a title, and how many there are."""
    if not number:
        return
    say(f"\n{title} ({number})")
    for line, _ in zip(lines, range(SHOWN), strict=False):
        say(f"  {safe(line)}")
    if number > SHOWN:
        say(f"  … and {number - SHOWN} more")


def _shift(line: ShiftLine) -> str:
    return f"{_statement(line.line)}; before: {_statement(line.before)}"


def _statement(line: StatementLine) -> str:
    place = ", ".join(part for part in (line.outlet or line.page, line.when) if part)
    return f"{line.speaker} {line.label}: “{line.text}” ({place})"


def _move(track: FigureTrackView) -> str:
    return f"{track.what}: {track.moved}"


def _print_edit(edit: VersionLine) -> None:
    name = f"{edit.page} ({edit.outlet})" if edit.outlet else edit.page
    say(f"\n{safe(f'{name}, version {edit.number}: {edit.words}')}")
    for change in edit.changes[:SHOWN]:
        for line in _change(change):
            say(f"  {safe(line)}")
    if len(edit.changes) > SHOWN:
        say(f"  … and {len(edit.changes) - SHOWN} more")


def _change(change: ChangeLine) -> Iterator[str]:
    if change.before is not None and change.after is not None:
        yield f"{change.label}: {_brief(change.before)} → {_brief(change.after)}"
    else:
        shown = change.after or change.before
        yield change.label if shown is None else f"{change.label}: {_brief(shown)}"


def _brief(line: StatementLine) -> str:
    return f"{line.speaker} {line.label}: “{line.text}”"
