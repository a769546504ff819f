"""`onrecord export`: write a case as files."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from onrecord.cli.console import print_json, say
from onrecord.query.annotations import export_annotations
from onrecord.query.export import export_jsonl
from onrecord.query.site import export_site
from onrecord.query.wording import number_of
from onrecord.review import reviewed_case
from onrecord.store import CaseReader, HeldCase


def export(
    case: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    format: Literal["jsonl", "html", "annotations"] = "jsonl",  # noqa: A002 - the option's name on the command line
    reviewed_only: bool = False,
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
        with index.html to begin at. annotations: each article's text with what stands on record in it, and what joins
        the articles, in the shape of gold: with --reviewed-only, to measure and train with.
    reviewed_only:
        Leave out every statement that nobody has checked, and all that rests on it.
    json:
        Print the manifest, of html and annotations the files' hashes.
    quiet:
        Print nothing but errors.
    """
    with ExitStack() as open_now:
        if reviewed_only:
            reader = open_now.enter_context(CaseReader(case))
            case = open_now.enter_context(reviewed_case(reader))
        shown, written = _write(case, output, format)
    if json:
        print_json(shown)
    elif not quiet:
        say(written)
    return 0


def _write(case: Path, output: Path, form: Literal["jsonl", "html", "annotations"]) -> tuple[object, str]:
    """Write the files; return what was written, for programs and in words."""
    if form == "html":
        with HeldCase(case) as held:
            hashes = export_site(held, output)
        return hashes, f"{output}: {number_of(len(hashes), 'file')}, begin at {output / 'index.html'}"
    with CaseReader(case) as reader:
        if form == "annotations":
            hashes = export_annotations(reader, output)
            return hashes, f"{output}: {number_of(len(hashes), 'file')}"
        manifest = export_jsonl(reader, output)
    return manifest, f"{output}: {sum(manifest.counts.values())} records in {len(manifest.files)} files"
