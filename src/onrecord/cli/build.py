"""`onrecord build`: read pages into a case."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.console import err, print_json, safe, say, warn
from onrecord.model import Article, Failure
from onrecord.pipeline import BuildOptions, BuildResult, build_case
from onrecord.query.wording import number_of

SHOWN_FAILURES = 20
"""Failures that are listed one by one; the rest is counted by cause."""


def build(
    paths: list[Path],
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    jobs: int | None = None,
    retry_failed: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Read files and folders of .txt, .html, .htm and .jsonl into a case; an existing case is added to.

    Parameters
    ----------
    paths:
        Files and folders of them; a meta.json or meta.csv beside the files gives their addresses and dates.
    output:
        The case file, made if it is not there.
    jobs:
        Processes that read pages; by default as many as the machine has cores.
    retry_failed:
        Try again the pages that failed in an earlier build.
    json:
        Print a machine-readable summary, with every failure.
    quiet:
        Print nothing but failures.
    """
    options = BuildOptions(jobs=jobs or os.cpu_count() or 1, retry_failed=retry_failed)
    with _shown_progress(quiet=quiet) as progress:
        result = build_case(paths, output, options, progress)
    if json:
        print_json({"case": str(output), "added": result.added, "known": result.known, "failures": result.failures})
    elif not quiet:
        say(f"{output}: {told(result)}")
    _list_failures(result)
    return 1 if result.failures else 0


@contextmanager
def _shown_progress(*, quiet: bool) -> Iterator[Callable[[Article | Failure], None]]:
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
    return f"{number_of(result.added, 'page')} added, {result.known} known before, {len(result.failures)} failed"


def _list_failures(result: BuildResult) -> None:
    for failure in result.failures[:SHOWN_FAILURES]:
        warn(f"failed ({failure.stage}, {failure.code}): {failure.detail}")
    if len(result.failures) > SHOWN_FAILURES:
        warn(f"… and {len(result.failures) - SHOWN_FAILURES} more: they are kept in the case (failures.jsonl)")
