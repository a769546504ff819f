"""A page of a long list: the lines that were asked for, and how many there are in all."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from onrecord.model import Record

Line = TypeVar("Line")


class Listing(Record, Generic[Line], frozen=True, kw_only=True):
    """Lines `offset` to `offset + len(lines)` of `total`; `limit` is the most that was asked for, None for all."""

    lines: tuple[Line, ...]
    total: int
    limit: int | None
    offset: int


def cut(items: Sequence[Line], limit: int | None, offset: int) -> Sequence[Line]:
    """Return at most `limit` items from `offset` on."""
    return items[offset:] if limit is None else items[offset : offset + limit]
