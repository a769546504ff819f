"""Finds running heads, feet and page numbers: what stands at the edge of pages and not in their text.

Invariant: only the outermost rows of a page are taken for such.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from onrecord.clean.pdf.rows import Row, group_rows
from onrecord.clean.pdf.words import PdfWord

EDGE_ROWS = 3
"""So many rows from the top and from the bottom of a page may be running heads and feet."""

SAME_HEIGHT = 4.0
"""How many points apart two rows may stand that are at the same height of two pages."""

NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s?)?(?:page\s|p\.\s?)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?(?:\s?[-–—|])?|[-–—\s.(]{0,4}more[-–—\s.)]{0,4}",
    re.IGNORECASE,
)
"""A page's number standing alone, and the "-more-" at the foot of a press release's page."""

PRINTED = re.compile(r"(?P<address>(?:https?|file)://\S+)(?:\s.{0,20})?$|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d\b")
"""What browsers print at the edges of a page: its address, and when it was printed."""

SMALL, FAR = 0.92, 2.0
"""A row in smaller type than the others, and so many times as far from them, is a head or foot of a single page."""


class Edges(NamedTuple):
    """The running heads and feet of a page, and the words that are neither."""

    heads: list[Row]
    feet: list[Row]
    words: list[PdfWord]


def find_running(pages: Sequence[Sequence[PdfWord]]) -> list[Edges]:
    """Return the edges of each page: rows that stand at the same height of another page too, but for their numbers.

    Args:
        pages: for each page the words that are read in its main direction.
    """
    rows = [group_rows(words) for words in pages]
    seen: dict[str, list[tuple[int, float]]] = {}
    for page, each in enumerate(rows):
        for row in _edge_rows(each):
            seen.setdefault(_key(row), []).append((page, row.base))
    kept = {key: _repeated(places) for key, places in seen.items()}
    return [_part(words, each, page, kept) for page, (words, each) in enumerate(zip(pages, rows, strict=True))]


def printed_address(rows: Iterable[Row]) -> str | None:
    """Return the address that a browser printed at the edge of a page, None where it is cut off or there is none."""
    found = (PRINTED.match(row.text) for row in rows)
    whole = (each["address"] for each in found if each is not None and each["address"])
    return next((address for address in whole if address.startswith("http") and address[-1] not in "…."), None)


def _edge_rows(rows: Sequence[Row]) -> list[Row]:
    return [*rows[:EDGE_ROWS], *rows[max(EDGE_ROWS, len(rows) - EDGE_ROWS) :]]


def _key(row: Row) -> str:
    return NUMBER.sub("#", row.text.casefold())


def _repeated(places: Sequence[tuple[int, float]]) -> set[tuple[int, float]]:
    """Return the places at whose height the same words stand on another page."""
    found: set[tuple[int, float]] = set()
    ordered = sorted(places, key=lambda place: (place[1], place[0]))
    for one, other in pairwise(ordered):
        if one[0] != other[0] and other[1] - one[1] <= SAME_HEIGHT:
            found |= {one, other}
    return found


def _is_marginal(rows: Sequence[Row], index: int) -> bool:
    """Whether the outermost row at the index is a page's number, a browser's mark, or stands apart in small type."""
    row = rows[index]
    if PAGE_NUMBER.fullmatch(row.text) or PRINTED.match(row.text):
        return True
    gaps = [before.base - after.base for before, after in pairwise(rows)]
    if len(gaps) <= EDGE_ROWS:
        return False
    apart = gaps[0 if index == 0 else -1] > FAR * median(gaps)
    return apart and row.size < SMALL * median(each.size for each in rows)


def _part(words: Sequence[PdfWord], rows: Sequence[Row], page: int, kept: dict[str, set[tuple[int, float]]]) -> Edges:
    running = {
        index
        for index, row in enumerate(rows)
        if (index < EDGE_ROWS or index >= len(rows) - EDGE_ROWS) and (page, row.base) in kept.get(_key(row), ())
    }
    running |= {index for index in (0, len(rows) - 1) if rows and _is_marginal(rows, index)}
    heads = [rows[index] for index in sorted(running) if 2 * index < len(rows)]
    feet = [rows[index] for index in sorted(running) if 2 * index >= len(rows)]
    taken = {id(word) for row in (*heads, *feet) for word in row.words}
    return Edges(heads, feet, [word for word in words if id(word) not in taken])
