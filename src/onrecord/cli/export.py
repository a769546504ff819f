"""`onrecord export`: write a case as files."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from onrecord.cli.console import print_json, say
from onrecord.query.export import export_jsonl
from onrecord.store import CaseReader

WRITERS = {"jsonl": export_jsonl}
"""Format -> what writes it."""


def export(
    case: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    format: Literal["jsonl"] = "jsonl",  # noqa: A002 - the option's name on the command line
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Write a case as files that other programs read, with a manifest of their hashes.

    Parameters
    ----------
    case:
        The case file.
    output:
        The folder to write into, made if it is not there.
    format:
        jsonl: one file per record type, one JSON object per line.
    json:
        Print the manifest.
    quiet:
        Print nothing but errors.
    """
    with CaseReader(case) as reader:
        manifest = WRITERS[format](reader, output)
    if json:
        print_json(manifest)
    elif not quiet:
        say(f"{output}: {sum(manifest.counts.values())} records in {len(manifest.files)} files")
    return 0
