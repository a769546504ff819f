"""`onrecord export`: write a case as files."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from onrecord.cli.console import print_json, say
from onrecord.query.export import export_jsonl
from onrecord.query.site import export_site
from onrecord.query.wording import number_of
from onrecord.store import CaseReader, HeldCase


def export(
    case: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    format: Literal["jsonl", "html"] = "jsonl",  # noqa: A002 - the option's name on the command line
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
        jsonl: one file per record type, one JSON object per line. html: the dossier as pages that open from disk,
        with index.html to begin at.
    json:
        Print the manifest, of html the files' hashes.
    quiet:
        Print nothing but errors.
    """
    if format == "html":
        with HeldCase(case) as held:
            hashes = export_site(held, output)
        shown: object = hashes
        written = f"{output}: {number_of(len(hashes), 'file')}, begin at {output / 'index.html'}"
    else:
        with CaseReader(case) as reader:
            manifest = export_jsonl(reader, output)
        shown = manifest
        written = f"{output}: {sum(manifest.counts.values())} records in {len(manifest.files)} files"
    if json:
        print_json(shown)
    elif not quiet:
        say(written)
    return 0
