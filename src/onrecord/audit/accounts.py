"""Proves the accounts of a case: they are made anew from its pages, and compared row by row.

Invariant: what people gave (judgements, their list of actors) is taken as it stands; all else follows from the pages.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from onrecord.accounts import make_accounts
from onrecord.audit.spans import Fault
from onrecord.model import Actor, Judgement
from onrecord.store import CaseReader, CaseWriter, differing_rows


def account_faults(reader: CaseReader) -> Iterator[tuple[str, Fault]]:
    """Yield the name of each record or index that does not follow from the pages, with what is wrong with it."""
    with TemporaryDirectory(prefix="onrecord-audit-") as folder:
        remade = Path(folder, "case.db")
        _remake(reader, remade)
        with CaseReader(remade) as fresh:
            for table, key, column, found, expected in differing_rows(reader, fresh):
                faults = _field_faults(expected, found) if column == "record" else [(column, expected, found)]
                yield from ((f"{table} {key}", fault) for fault in faults)


def _field_faults(expected: str, found: str) -> Iterator[Fault]:
    """Yield the fields in which two records differ, the record where one of them is none."""
    try:
        made, stored = (msgspec.json.decode(record, type=dict[str, Any]) for record in (expected, found))
    except msgspec.DecodeError:
        yield "record", expected, found
        return
    for field in sorted({*made, *stored}):
        if made.get(field) != stored.get(field):
            yield field, str(made.get(field)), str(stored.get(field))


def _remake(reader: CaseReader, path: Path) -> None:
    """Write the case's pages into a new one, and its accounts made from them."""
    with CaseWriter(path) as writer:
        for page in reader.pages():
            writer.add_page(page.capture, page.article, page.reading)
        actors, judgements = tuple(reader.records(Actor)), tuple(reader.records(Judgement))
        writer.add_judgement(*judgements)
        writer.put_accounts(make_accounts(writer.pages(), actors, judgements, reader.answered()))
