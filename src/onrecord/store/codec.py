"""Turns records into the rows of a case and back.

Invariant: decoding what was encoded gives an equal record; a row that does not decode is a CaseError.
"""

import functools
import hashlib
import zlib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row

from onrecord.errors import CaseError
from onrecord.language.addresses import article_address
from onrecord.model import (
    Article,
    Capture,
    Dispute,
    Figure,
    FigureTrack,
    Given,
    Lineage,
    Link,
    Mention,
    Origin,
    PageDate,
    Reading,
    Record,
    Speaker,
    Statement,
    Thing,
    Utterance,
    Version,
    content_id,
    wording_hash,
)

R = TypeVar("R", bound=Record)

Account = (
    Statement
    | Figure
    | Mention
    | Speaker
    | Thing
    | Link
    | Utterance
    | Lineage
    | Origin
    | Dispute
    | FigureTrack
    | Version
)
"""Any record of the accounts."""

SEALED = ("id", "uri", "sha256", "media_type", "captured_at", "given", "outlet", "article", "reading")
"""Columns of a page that its seal covers."""

_PLACED = (Statement, Figure, Mention)

Values = dict[str, str | int | None]
"""What goes into the columns of one row."""


def encode(record: Record) -> str:
    """Return the record as JSON."""
    return msgspec.json.encode(record).decode()


@functools.cache
def _decoder(kind: type[R]) -> msgspec.json.Decoder[R]:
    return msgspec.json.Decoder(kind)


def decode(kind: type[R], text: str) -> R:
    """Return the record of a row's JSON.

    Raises:
        CaseError: the JSON does not hold such a record.
    """
    try:
        record: R = _decoder(kind).decode(text)
    except msgspec.DecodeError as error:
        raise CaseError(f"the case is damaged: a stored {kind.__name__.lower()} does not decode: {error}") from error
    return record


def encode_page(capture: Capture, article: Article, reading: Reading) -> Values:
    """Return the row of a page, sealed."""
    row: Values = {
        "id": article.id,
        "uri": capture.uri,
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "captured_at": capture.captured_at,
        "given": encode(capture.given),
        "outlet": fold(article.outlet) if article.outlet else None,
        "article": encode(article),
        "reading": encode(reading),
        "taken_from": capture.taken_from,
        "address": article_address(article),
        "wording": wording_hash(article),
    }
    return {**row, "seal": seal_of(row)}


def decode_capture(row: Row[Any], data: bytes) -> Capture:
    """Return the capture of a page's row and its compressed bytes.

    Raises:
        CaseError: the bytes or the row are damaged.
    """
    try:
        return Capture(
            uri=row.uri,
            data=zlib.decompress(data),
            media_type=row.media_type,
            captured_at=row.captured_at,
            taken_from=row.taken_from,
            given=decode(Given, row.given),
        )
    except (zlib.error, ValueError) as error:
        raise CaseError(f"the case is damaged: page {row.id} ({row.uri}): {error}") from error


def seal_of(row: Mapping[str, Any]) -> str:
    """Return the SHA-256 over a page's columns: who changes one of them breaks it."""
    columns = [row[column] for column in SEALED]
    # Older seals know nothing of where a page was taken from: all of them were files.
    if row["taken_from"] != "file":
        columns.append(row["taken_from"])
    return hashlib.sha256(msgspec.json.encode(columns)).hexdigest()


def holds_bytes(data: bytes, sha256: str) -> bool:
    """Tell whether the compressed bytes are those of the given SHA-256."""
    try:
        return hashlib.sha256(zlib.decompress(data)).hexdigest() == sha256
    except zlib.error:
        return False


def fold(name: str) -> str:
    """Return a name as questions compare it: letter case folded, characters that no text can hold replaced."""
    return name.encode("utf-8", "replace").decode().casefold()


def record_id(record: Account) -> str:
    """Return the id that a record is stored under; who took it from whom has none of its own."""
    if isinstance(record, Lineage):
        return f"{record.from_} {record.to} {record.relation} {content_id('li', encode(record))}"
    return record.id


def encode_record(record: Account, number: int, published: Mapping[str, PageDate | None]) -> Values:
    """Return the row of a record of the accounts.

    Args:
        record: one of the accounts' records.
        number: its place in its table, from 1.
        published: each article's date, which a statement without its own falls back to.
    """
    row: Values = {"number": number, "id": record_id(record), "record": encode(record)}
    if isinstance(record, _PLACED):
        row["article"] = record.article
        row["start"] = record.start
    if isinstance(record, Version):
        row["article"], row["version_of"] = record.article, record.version_of
    if type(record) is Statement:
        row["position"], row["kind"], row["act"] = record.position, record.kind, record.act
        row["date_from"], row["date_to"] = _days_of(record, published.get(record.article))
    return row


def _days_of(statement: Statement, published: PageDate | None) -> tuple[str | None, str | None]:
    """Return the first and last day on which a statement can have been made, as its page shows it."""
    for interval in (statement.said_on, published):
        if interval is not None and (interval.from_ or interval.to):
            return _day(interval.from_), _day(interval.to)
    return None, None


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None
