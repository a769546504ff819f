"""`onrecord audit`: prove a case, and an export of it."""

from pathlib import Path

from onrecord.audit import Mismatch, audit_case, audit_export, read_manifest
from onrecord.cli.console import print_json, say, warn
from onrecord.query.wording import number_of
from onrecord.review import REVIEWED_ONLY, reviewed_case
from onrecord.store import CaseReader

SHOWN = 50
"""Mismatches that are listed one by one."""


def audit(case: Path, export: Path | None = None, /, *, json: bool = False, quiet: bool = False) -> int:
    """Prove a case: re-slice every span from the stored bytes; exit 1 where anything differs.

    Parameters
    ----------
    case:
        The case file.
    export:
        A folder that `onrecord export` wrote from it: its files are compared line by line with the case.
    json:
        Print a machine-readable summary.
    quiet:
        Print nothing but mismatches.
    """
    with CaseReader(case) as reader:
        result = audit_case(reader)
        mismatches = [*result.mismatches, *(_export_mismatches(reader, export) if export else ())]
    if json:
        print_json({"pages": result.pages, "records": result.records, "mismatches": mismatches})
    else:
        for mismatch in mismatches[:SHOWN]:
            where = f"{mismatch.file}: {mismatch.record} {mismatch.field}"
            warn(f"{where}: expected {mismatch.expected!r}, found {mismatch.found!r}")
        if not quiet:
            checked = f"{number_of(result.pages, 'page')}, {number_of(result.records, 'record')} checked"
            say(f"{checked}: {number_of(len(mismatches), 'mismatch', 'mismatches')}")
    return 1 if mismatches else 0


def _export_mismatches(reader: CaseReader, export: Path) -> list[Mismatch]:
    """Compare an export with the case, or, where it leaves out what nobody checked, with what was checked of it."""
    if REVIEWED_ONLY not in read_manifest(export).settings:
        return list(audit_export(reader, export))
    with reviewed_case(reader) as checked, CaseReader(checked) as reviewed:
        return list(audit_export(reviewed, export))
