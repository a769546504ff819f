"""Who judges, and the case that they judge: opened with its accounts as its pages and judgements make them.

Invariant: no case is made where there is none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model import Judgement, Record, judgement_id
from onrecord.pipeline import assemble_case
from onrecord.store import CaseReader, CaseWriter


class Judge(Record, frozen=True, kw_only=True):
    """Who judges, when (ISO 8601, UTC, seconds), and what they have to say about it."""

    by: str
    at: str
    note: str | None = None


@contextmanager
def opened(case: Path, *, assembled: bool = True) -> Iterator[tuple[CaseWriter, CaseReader]]:
    """Open a case that is there; `assembled`: with its accounts made anew where they are behind."""
    if not case.exists():
        raise InputError(f"{case}: no such file")
    with CaseWriter(case) as writer:
        if assembled:
            assemble_case(writer)
        with CaseReader(case) as reader:
            yield writer, reader


def make_judgement(kind: str, on: str, value: str, judge: Judge, was: str | None = None) -> Judgement:
    """Return the judgement of somebody; `was` is what the program had read there."""
    return Judgement(
        id=judgement_id(on, kind, value, judge.by, judge.at),
        on=on,
        kind=kind,
        value=value,
        by=judge.by,
        at=judge.at,
        note=judge.note,
        was=was,
    )
