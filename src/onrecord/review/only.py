"""A case of what people checked: the pages of another case with the statements and numbers that somebody looked at.

Invariant: its accounts follow from these alone, so that nothing unchecked stands in a line of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from onrecord.accounts import correct_page
from onrecord.model import Checks, Reading, by_record
from onrecord.pipeline import assemble_case
from onrecord.store import CaseReader, CaseWriter

REVIEWED_ONLY = "reviewed_only"
"""Setting by which a case of what was checked, and an export of it, is told."""


@contextmanager
def reviewed_case(reader: CaseReader) -> Iterator[Path]:
    """Give a case, for as long as this is open, that holds of the reader's what people checked; of the same name."""
    with TemporaryDirectory(prefix="onrecord-reviewed-") as folder:
        path = Path(folder, reader.path.name)
        write_reviewed(reader, path)
        yield path


def write_reviewed(reader: CaseReader, path: Path) -> None:
    """Write the case of what people checked in another one; raises StorageError where that cannot be written."""
    judgements = reader.judgements()
    checks, corrections = Checks(judgements), by_record(judgements)
    with CaseWriter(path) as writer:
        for page in reader.pages():
            _, reading = correct_page(page.article, page.reading, corrections)
            writer.add_page(page.capture, page.article, _checked(reading, checks))
        writer.put_actors(reader.actors())
        writer.add_judgement(*judgements)
        for key, value in reader.settings().items():
            writer.set_setting(key, value)
        writer.set_setting(REVIEWED_ONLY, "yes")
        assemble_case(writer)


def _checked(reading: Reading, checks: Checks) -> Reading:
    """Return the reading with its checked statements, the numbers in them, and the numbers that were checked."""
    statements = tuple(each for each in reading.statements if each.set_aside is None and checks.of(each) is not None)
    kept = {each.id for each in statements}
    figures = tuple(
        replace(each, statement=each.statement if each.statement in kept else None)
        for each in reading.figures
        if each.statement in kept or checks.of_figure(each) is not None
    )
    return replace(
        reading,
        statements=tuple(replace(each, within=each.within if each.within in kept else None) for each in statements),
        figures=figures,
        quotations=(),
    )
