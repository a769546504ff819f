"""Turns a table of pages (CSV, TSV) into captures, row by row: each row is a page with what is known about it.

Invariant: a row that cannot be used is a failure with its number, as spreadsheets count (the header is row 1), and no
row takes more memory than the longest line of a JSONL file.
"""

import csv
from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import Self

from onrecord.errors import PageError
from onrecord.model import Capture, Failure
from onrecord.sources.files import STAGE, OpenFile, failure_of
from onrecord.sources.lines import MAX_BLANK_LINES, MAX_LINE_BYTES, PAGE_COLUMNS, read_columns, skip_rest_of_line
from onrecord.sources.metadata import FIELDS
from onrecord.sources.unpacking import open_unpacked

DELIMITERS = (",", ";", "\t")
"""What stands between cells: spreadsheets write semicolons where a comma is the decimal point."""

KNOWN = frozenset({"id", *FIELDS, *PAGE_COLUMNS})


class _BadRowError(PageError):
    """A row cannot be used; the next ones can."""


def read_rows(file: OpenFile) -> Iterator[Capture | Failure]:
    """Yield one capture or failure for each row that is not blank, of a table or a gzip of one.

    The first line names the columns: `text` or `html`, any of `id`, `url`, `date`, `title`, `outlet`, and the user's
    own. The table is in UTF-8; cells hold line breaks and delimiters between quotation marks (RFC 4180).

    Raises:
        PageError: `bad_table`: no column holds pages; `empty`, `unreadable`, …: the file cannot be read on.
    """
    lines = _Lines(open_unpacked(file), file.uri)
    columns, delimiter = _read_header(lines, file.uri)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = said = 1
    cells: list[str] | None = []
    while cells is not None:
        number += 1
        place = f"{file.uri}, row {number}"
        try:
            cells = _next_row(rows, lines, place)
            if cells and any(map(str.strip, cells)):
                said = number
                yield read_columns(_name_cells(columns, cells, place), file, number, place)
            elif number - said > MAX_BLANK_LINES:
                raise PageError(STAGE, "given_up", f"{file.uri}: {number - said} blank rows; the rest is not read")
        except _BadRowError as error:
            yield failure_of(f"{file.uri}#{number}", error)


class _Lines:
    """The lines of a table, as `csv` asks for them; `taken` are the bytes that the present row has had."""

    def __init__(self, stream: BufferedReader, uri: str) -> None:
        self.stream = stream
        self.uri = uri
        self.taken = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        try:
            line = self.stream.readline(MAX_LINE_BYTES + 1)
            self.taken += len(line)
            if self.taken > MAX_LINE_BYTES:
                skip_rest_of_line(self.stream, line)
                raise _BadRowError(STAGE, "too_large", f"longer than {MAX_LINE_BYTES} bytes")
        except OSError as error:
            raise PageError(STAGE, "unreadable", f"{self.uri}: {error.strerror}") from error
        if not line:
            raise StopIteration
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _BadRowError(STAGE, "bad_line", f"not UTF-8 at byte {error.start} of a line") from error


def _read_header(lines: _Lines, uri: str) -> tuple[list[str], str]:
    """Return the names of the columns and what stands between cells."""
    try:
        header = next(lines, None)
    except _BadRowError as error:
        raise PageError(STAGE, "bad_table", f"{uri}: row 1: {error.detail}") from error
    if header is None:
        raise PageError(STAGE, "empty", f"{uri}: the file has no bytes")
    for delimiter in DELIMITERS:
        columns = [_column(cell) for cell in header.removeprefix("\ufeff").split(delimiter)]
        if not PAGE_COLUMNS.keys().isdisjoint(columns):
            return columns, delimiter
    raise PageError(STAGE, "bad_table", f"{uri}: row 1 names no column `text` or `html`")


def _column(cell: str) -> str:
    name = cell.strip().removeprefix('"').removesuffix('"').strip()
    return name.lower() if name.lower() in KNOWN else name


def _next_row(rows: Iterator[list[str]], lines: _Lines, place: str) -> list[str] | None:
    """Return the cells of the next row, None at the end."""
    lines.taken = 0
    # The limit belongs to the whole program, and what is right for pages need not be for others.
    usual = csv.field_size_limit(MAX_LINE_BYTES)
    try:
        return next(rows, None)
    except csv.Error as error:
        raise _BadRowError(STAGE, "bad_line", f"{place}: {error}") from error
    except _BadRowError as error:
        raise _BadRowError(STAGE, error.code, f"{place}: {error.detail}") from error
    finally:
        csv.field_size_limit(usual)


def _name_cells(columns: Sequence[str], cells: Sequence[str], place: str) -> dict[str, str]:
    if any(cells[len(columns) :]):
        # A page whose commas were not quoted would lose what stands behind them.
        raise _BadRowError(STAGE, "bad_line", f"{place}: {len(cells)} cells under {len(columns)} columns")
    return dict(zip(columns, cells, strict=False))
