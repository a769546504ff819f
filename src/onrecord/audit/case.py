"""Proves a case: hashes, ids, texts, every span and every place in the captured files, against the stored bytes.

Invariant: nothing here trusts what it checks: texts are cleaned anew from the bytes, ids are computed anew, and the
accounts are made anew from the pages.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from onrecord.audit.accounts import account_faults
from onrecord.audit.figures import figure_faults
from onrecord.audit.links import LinkProof, actor_faults, judgement_faults
from onrecord.audit.places import offset_faults, place_faults
from onrecord.audit.spans import Fault, span_faults
from onrecord.clean import clean_capture
from onrecord.errors import PageError
from onrecord.model import (
    Article,
    Dispute,
    Figure,
    Judgement,
    Link,
    Record,
    Speaker,
    Statement,
    Thing,
    Utterance,
    Version,
    content_id,
    figure_id,
    statement_id,
)
from onrecord.publish.jsonl import EXPORT_FILES
from onrecord.store import CaseReader, StatementFilters, StoredPage


class Mismatch(Record, frozen=True, kw_only=True):
    """One place where a record and its source differ: which file, record and field, what stands there, what should."""

    file: str
    record: str
    field: str
    expected: str
    found: str


class AuditResult(Record, frozen=True, kw_only=True):
    """What was checked and what is wrong."""

    pages: int
    records: int
    mismatches: tuple[Mismatch, ...]


def audit_case(reader: CaseReader) -> AuditResult:
    """Check every page and every record of a case against its bytes."""
    texts: dict[str, str] = {}
    mismatches = [
        _mismatch(reader, article_id, "seal", "the page as it was stored", "a row or bytes changed afterwards")
        for article_id, holds in reader.seals()
        if not holds
    ]
    proof = LinkProof(reader)
    for page in reader.pages():
        proof.note_reading(page.reading)
        texts[page.article.id] = page.article.text
        mismatches += _page_mismatches(page)
        mismatches += (
            Mismatch(file=page.article.uri, record=figure, field=field, expected=expected, found=found)
            for figure, (field, expected, found) in figure_faults(page.article, page.reading.figures)
        )
        mismatches += _place_mismatches(reader, page)
    if not reader.is_assembled():
        mismatches.append(_mismatch(reader, "case", "accounts", "made from all pages", "the last build was cut off"))
    records = 0
    for kind in EXPORT_FILES.values():
        for record in reader.records(kind):
            records += 1
            mismatches += _record_mismatches(reader, record, texts)
            mismatches += (_mismatch(reader, _name_of(record), *fault) for fault in _link_faults(reader, proof, record))
    # What is told already would be told again by all that follows from it.
    if not mismatches:
        mismatches += (_mismatch(reader, name, *fault) for name, fault in account_faults(reader))
    return AuditResult(pages=len(texts), records=records, mismatches=tuple(mismatches))


def _mismatch(reader: CaseReader, record: str, field: str, expected: str, found: str) -> Mismatch:
    return Mismatch(file=reader.path.name, record=record, field=field, expected=expected, found=found)


def _page_mismatches(page: StoredPage) -> Iterator[Mismatch]:
    """Yield what is wrong with a page's bytes, id, text, and the spans of what was read from it."""
    article, capture = page.article, page.capture

    def wrong(record: str, field: str, expected: str, found: str) -> Mismatch:
        return Mismatch(file=article.uri, record=record, field=field, expected=expected, found=found)

    digest = sha256(capture.data).hexdigest()
    if digest != article.sha256:
        yield wrong(article.id, "sha256", article.sha256, digest)
    if content_id("ar", article.uri, digest) != article.id:
        yield wrong(article.id, "id", article.id, content_id("ar", article.uri, digest))
    try:
        fresh = clean_capture(capture)
    except PageError as error:
        yield wrong(article.id, "text", "text from the stored bytes", error.detail)
    else:
        if fresh.text != article.text:
            yield wrong(article.id, "text", *_first_difference(article.text, fresh.text))
        for field, expected, found in offset_faults(article.offsets, fresh.offsets):
            yield wrong(article.id, field, expected, found)
    texts = {article.id: article.text}
    for record in (article, page.reading):
        for field, expected, found in span_faults(record, article.id, texts):
            yield wrong(article.id, field, expected, found)


def _place_mismatches(reader: CaseReader, page: StoredPage) -> Iterator[Mismatch]:
    """Yield the statements of a page that do not stand in its bytes where they say."""
    statements = [*reader.statements(StatementFilters(article=page.article.id)), *reader.set_aside(page.article.id)]
    for statement, (field, expected, found) in place_faults(page.article, page.capture, statements):
        yield _mismatch(reader, statement.id, field, expected, found)


def _first_difference(stored: str, fresh: str, context: int = 30) -> tuple[str, str]:
    """Return the two texts around the first character in which they differ."""
    at = next((i for i, (a, b) in enumerate(zip(stored, fresh, strict=False)) if a != b), min(len(stored), len(fresh)))
    start = max(0, at - context)
    return f"{start}: {stored[start : at + context]}", f"{start}: {fresh[start : at + context]}"


def _home_of(reader: CaseReader, record: Record) -> str | None:
    """Return the article that spans lie in where the record does not name it: a remark's date is one carrier's."""
    if isinstance(record, Article):
        return record.id
    if isinstance(record, Utterance):
        carriers = (reader.record(Statement, statement) for statement in record.statements)
        return next((each.article for each in carriers if each and each.said_on == record.said_on), None)
    return None


def _record_mismatches(reader: CaseReader, record: Record, texts: Mapping[str, str]) -> Iterator[Mismatch]:
    """Yield what is wrong with one exported record: its spans, its id, the words it repeats."""
    name = _name_of(record)
    for field, expected, found in span_faults(record, _home_of(reader, record), texts):
        yield _mismatch(reader, name, field, expected, found)
    if isinstance(record, Statement) and name != statement_id(record.article, record.parts, record.cue):
        yield _mismatch(reader, name, "id", name, statement_id(record.article, record.parts, record.cue))
    if isinstance(record, Figure) and name != figure_id(record.article, record.start, record.end):
        yield _mismatch(reader, name, "id", name, figure_id(record.article, record.start, record.end))
    if isinstance(record, Dispute):
        statement = reader.record(Statement, record.matter.statement)
        if statement is None or record.matter.text not in statement.text:
            yield _mismatch(reader, name, "matter", record.matter.text, statement.text if statement else "no statement")
    if isinstance(record, Version):
        yield from _version_mismatches(reader, record, texts)


def _name_of(record: Record) -> str:
    """Return the record's id, its type where it has none."""
    return str(getattr(record, "id", type(record).__name__))


def _link_faults(reader: CaseReader, proof: LinkProof, record: Record) -> Iterator[Fault]:
    """Yield what is wrong with a link, or with what people gave."""
    if isinstance(record, Link):
        yield from proof.faults(record)
    elif isinstance(record, Judgement):
        yield from judgement_faults(reader, record)
    elif isinstance(record, Speaker | Thing):
        yield from actor_faults(reader, record)


def _version_mismatches(reader: CaseReader, version: Version, texts: Mapping[str, str]) -> Iterator[Mismatch]:
    """Yield the articles that a version names and the case has not, and the statements that they have not."""
    for field, article in (("article", version.article), ("version_of", version.version_of)):
        if article is not None and article not in texts:
            yield _mismatch(reader, version.id, field, article, "no such article")
    for index, change in enumerate(version.changes):
        for field, home in (("before", version.version_of), ("after", version.article)):
            named = getattr(change, field)
            statement = None if named is None else reader.record(Statement, named)
            if named is not None and (statement is None or statement.article != home):
                found = "no such statement" if statement is None else f"a statement of {statement.article}"
                yield _mismatch(reader, version.id, f"changes[{index}].{field}", f"{named} of {home}", found)
