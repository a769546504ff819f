"""`onrecord build`: read pages, from files and from the web, into a case."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.console import err, print_json, safe, say, warn
from onrecord.errors import UsageError
from onrecord.model import Actor, Article, Failure
from onrecord.pipeline import BuildOptions, BuildResult, build_case
from onrecord.query.wording import number_of
from onrecord.sources.actors import read_actors
from onrecord.sources.web import FetchOptions

SHOWN_FAILURES = 20
"""Failures that are listed one by one; the rest is counted by cause."""


def build(  # noqa: PLR0913 - each is an option of the command line
    sources: list[str] | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    jobs: int | None = None,
    retry_failed: bool = False,
    again: bool = False,
    delay: float = FetchOptions().delay,
    allow: list[str] | None = None,
    actors: Path | None = None,
    no_actors: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Read files, folders, archives and pages of the web into a case; an existing case is added to.

    Parameters
    ----------
    sources:
        Pages as text, HTML, MHTML or PDF, files of many pages (JSONL, CSV, TSV, WARC), folders and .zip archives of all
        these, and - for a page that is pasted; a meta.json or meta.csv beside files gives their addresses and dates.
        Addresses of pages, feeds and sitemaps, and files that list addresses (.urls); what servers answer is kept in a
        WARC file beside the case. None to finish what a build left, or to change the list of actors.
    output:
        The case file, made if it is not there.
    jobs:
        Processes that read pages; by default as many as the machine has cores.
    retry_failed:
        Try again the pages that failed in an earlier build.
    again:
        Ask servers also for pages that are in the case; a page whose words have changed becomes a new version.
    delay:
        Seconds between two requests to one host; a host that wants more gets it.
    allow:
        Network that may be connected to besides the public ones, such as 10.0.0.0/8; may be given several times.
    actors:
        Your own list of actors, a CSV file with the column name and any of id, aliases (; or a vertical bar between),
        party, country. The case keeps it, in place of a former one, and prefers its names.
    no_actors:
        Forget the list of actors that the case keeps.
    json:
        Print a machine-readable summary, with every failure.
    quiet:
        Print nothing but failures.
    """
    fetch = FetchOptions(delay=delay, allow=tuple(allow or ()))
    options = BuildOptions(
        jobs=jobs or os.cpu_count() or 1,
        retry_failed=retry_failed,
        again=again,
        fetch=fetch,
        actors=_listed(actors, forget=no_actors),
    )
    if not sources and not output.exists():
        raise UsageError(f"{output}: no such case; name the pages to build it from")
    with shown_progress(quiet=quiet) as progress:
        result = build_case(sources or (), output, options, progress)
    if json:
        reasons = count_reasons(result.failures)
        done = {"case": str(output), "added": result.added, "updated": result.updated, "known": result.known}
        print_json(done | {"failed": reasons, "failures": result.failures})
    elif not quiet:
        say(f"{output}: {told(result)}")
    list_failures(result.failures)
    return 1 if result.failures else 0


def _listed(path: Path | None, *, forget: bool) -> tuple[Actor, ...] | None:
    """Return the actors that the case is to keep, None where it keeps those that it has."""
    if path is None:
        return () if forget else None
    if forget:
        raise UsageError("--actors and --no-actors exclude each other")
    listed = read_actors(path)
    if listed.unused:
        warn(f"{path}: not used: {', '.join(f'column {name}' for name in listed.unused)}")
    return listed.actors


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Callable[[Article | Failure], None]]:
    """Give a function to call for each page: it moves a bar on a terminal and is silent elsewhere."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} pages read"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[page]}"),
    )
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bar:
        task = bar.add_task("reading", total=None, page="")

        def step(page: Article | Failure) -> None:
            bar.update(task, advance=1, page=safe(page.uri)[-60:].replace("[", "("))

        yield step


def told(result: BuildResult) -> str:
    """Return what a build did in words."""
    reasons = ", ".join(f"{code} {number}" for code, number in count_reasons(result.failures).items())
    failed = f"{len(result.failures)} failed" + (f" ({reasons})" if reasons else "")
    updated = f"{result.updated} updated, " if result.updated else ""
    return f"{number_of(result.added, 'page')} added, {updated}{result.known} known before, {failed}"


def count_reasons(failures: Sequence[Failure]) -> dict[str, int]:
    """Return how many pages failed for each reason, the most frequent first."""
    counted = Counter(failure.code for failure in failures)
    return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))


def list_failures(failures: Sequence[Failure]) -> None:
    """Print the first failures to standard error, and how many there are more."""
    for failure in failures[:SHOWN_FAILURES]:
        warn(f"failed ({failure.stage}, {failure.code}): {failure.detail}")
    if len(failures) > SHOWN_FAILURES:
        warn(f"… and {len(failures) - SHOWN_FAILURES} more: they are kept in the case (failures.jsonl)")
