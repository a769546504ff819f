"""A person's corrections of statements, numbers and pages: kept, and the accounts made anew.

Invariant: what a judgement is on is a record of the case, and what it says was understood (see `values`).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.model import Article, Figure, Judgement, Record, SetAside, Statement
from onrecord.pipeline import assemble_case
from onrecord.review.judge import Judge, make_judgement, opened
from onrecord.review.values import KINDS, find_page, id_of
from onrecord.store import CaseReader


def correct_case(
    case: Path, kind: str, on: str, values: Sequence[str], judge: Judge, *, at_once: bool = True
) -> Judgement:
    """Keep what a person says of a statement, a number or a page; the accounts are made anew where it changes them.

    Args:
        case: the case.
        kind: one of `KINDS`.
        on: the id of the statement, number or page; of a page its file's name will do.
        values: what the kind takes, as a person types it.
        judge: who judges.
        at_once: make the accounts anew now; else the next build, or the next correction that does, makes them.

    Returns:
        The judgement; one that stands in the same words by the same person is given as it is.

    Raises:
        InputError: there is no such case.
        UsageError: there is no such record, or what was typed cannot be understood or does not stand on the page.
        CaseError: the case cannot be read.
        StorageError: the case cannot be written, or another program is writing it.
    """
    return correct_records(case, kind, [on], values, judge, at_once=at_once)[0]


def correct_records(
    case: Path, kind: str, ons: Sequence[str], values: Sequence[str], judge: Judge, *, at_once: bool = True
) -> tuple[Judgement, ...]:
    """Keep one thing of several records, as `correct_case` does of one: of all or, where one is refused, of none."""
    if kind not in KINDS:
        raise UsageError(f"{kind}: no such judgement; there are {', '.join(KINDS)}")
    asked = KINDS[kind]
    if not asked.may_take(len(values)):
        raise UsageError(f"{kind} takes {', '.join(asked.takes) or 'nothing'} behind the id")
    with opened(case, assembled=at_once) as (writer, reader):
        before = writer.judgements()
        made = []
        for on in ons:
            record = _find(reader, asked.on, on)
            value = asked.read(reader, record, values)
            made.append(_as_it_stands(make_judgement(kind, id_of(record), value, judge, _was(kind, record)), before))
        writer.add_judgement(*(each for each in made if each not in before))
        if at_once:
            assemble_case(writer)
    return tuple(made)


def _as_it_stands(made: Judgement, before: Sequence[Judgement]) -> Judgement:
    """Return the judgement, or the one that says the same and stands; raise UsageError where it was just undone."""
    standing = [each for each in before if (each.on, each.kind) == (made.on, made.kind) and not each.undone]
    last = max(standing, key=lambda each: (each.at, each.id), default=None)
    if last is not None and (last.value, last.by, last.note) == (made.value, made.by, made.note):
        return last
    if any(each.id == made.id for each in before):
        raise UsageError("this was judged and undone this very second: judge again")
    return made


def _find(reader: CaseReader, what: str, typed: str) -> Record:
    """Return the record that a judgement is on."""
    written = typed.strip().encode("utf-8", "replace").decode()
    kinds: Mapping[str, tuple[type[Record], ...]] = {
        "statement": (Statement, SetAside),
        "statement or number": (Statement, SetAside, Figure),
        "number": (Figure,),
        "page": (),
        "anything": (Statement, SetAside, Figure),
    }
    for kind in kinds[what]:
        record = reader.record(kind, written)
        if record is not None:
            return record
    article = find_page(reader, written) if what in ("page", "anything") else None
    if article is None:
        raise UsageError(f"“{typed}” is not the id of a {'record' if what == 'anything' else what} of the case")
    return article


def _was(kind: str, record: Record) -> str | None:
    """Return what the record says before the judgement, as far as that is a word or two."""
    if isinstance(record, Statement):
        said_on = record.said_on
        told = {
            "position": record.stance,
            "speaker": ",".join(record.speakers),
            "words": record.text,
            "said_on": "" if said_on is None else f"{said_on.text}: {said_on.from_} to {said_on.to}",
            "answers": ",".join(record.answers),
        }
        return told.get(kind)
    if isinstance(record, Figure) and kind == "figure":
        return f"{record.qualifier} {record.low} to {record.high}"
    if isinstance(record, Article):
        published = record.published
        told = {
            "outlet": record.outlet or "",
            "published": "" if published is None else f"{published.from_} to {published.to}",
        }
        return told.get(kind)
    return None
