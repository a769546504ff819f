"""Turns a JSONL file into captures, line by line: each line is a page with what is known about it.

Invariant: a line that cannot be used is a failure with its number and costs no other line.
"""

import json
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any

from onrecord.errors import PageError
from onrecord.model import Capture, Failure, MediaType
from onrecord.sources.files import MAX_PAGE_BYTES, STAGE, OpenFile, failure_of, visible_name
from onrecord.sources.metadata import given_of, text_of
from onrecord.sources.unpacking import open_unpacked

MAX_LINE_BYTES = 2 * MAX_PAGE_BYTES
"""Longest line that is read: a page of the largest size with its metadata and the escapes of JSON."""

MAX_BLANK_LINES = 1_000_000
"""Lines with nothing in them, one after the other, after which nothing more is expected."""

CHUNK = 1 << 20

PAGE_COLUMNS: Mapping[str, MediaType] = {"text": "text/plain", "html": "text/html"}
"""Where a page's words stand; the first that holds some counts."""


def read_lines(file: OpenFile) -> Iterator[Capture | Failure]:
    """Yield one capture or failure for each line that is not blank, of a JSONL file or a gzip of one.

    A line is a JSON object with `text` or `html` and any of `id`, `url`, `date`, `title`, `outlet` and further columns;
    the capture's bytes are the UTF-8 of the text (of the HTML where there is no text).

    Raises:
        PageError: the file cannot be read on.
    """
    for number, line in number_lines(open_unpacked(file), file.uri):
        place = f"{file.uri}, line {number}"
        try:
            columns = _decode_line(line, place)
        except PageError as error:
            yield failure_of(f"{file.uri}#{number}", error)
        else:
            yield read_columns(columns, file, number, place)


def number_lines(stream: BufferedReader, uri: str) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not blank with their numbers from 1, None for one that is too long.

    Raises:
        PageError: `empty`: there is no line; `given_up`: there are too many blank ones; `unreadable`: the disk fails.
    """
    number = said = 0
    try:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) > MAX_LINE_BYTES:
                skip_rest_of_line(stream, line)
                said = number
                yield number, None
            elif not line.isspace() and line:
                said = number
                yield number, line
            elif number - said > MAX_BLANK_LINES:
                raise PageError(STAGE, "given_up", f"{uri}: {number - said} blank lines; the rest is not read")
        if number == 0:
            raise PageError(STAGE, "empty", f"{uri}: the file has no bytes")
    except OSError as error:
        raise PageError(STAGE, "unreadable", f"{uri}: {error.strerror} after line {number}") from error


def skip_rest_of_line(stream: BufferedReader, line: bytes) -> None:
    """Read on to the end of a line of which too much was read already."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(CHUNK)


def _decode_line(line: bytes | None, place: str) -> dict[str, Any]:
    if line is None:
        raise PageError(STAGE, "too_large", f"{place}: longer than {MAX_LINE_BYTES} bytes")
    try:
        columns = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PageError(STAGE, "bad_line", f"{place}: not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise PageError(STAGE, "bad_line", f"{place}: no JSON: {error.msg} at character {error.pos}") from error
    except (ValueError, RecursionError) as error:
        raise PageError(STAGE, "bad_line", f"{place}: {error}") from error
    if not isinstance(columns, dict):
        raise PageError(STAGE, "bad_line", f"{place}: not an object but {type(columns).__name__}")
    return columns


def read_columns(columns: Mapping[str, Any], file: OpenFile, number: int, place: str) -> Capture | Failure:
    """Return the page that a line or a table's row holds, addressed by its `id` or else its number.

    Args:
        columns: the values by their columns' names.
        file: where they stand.
        number: of the line or row.
        place: words for the line or row, with the file's address.
    """
    identifier = text_of(columns.get("id"))
    uri = f"{file.uri}#{visible_name(identifier)}" if identifier else f"{file.uri}#{number}"
    try:
        data, media_type = _page_of(columns, place)
    except PageError as error:
        return failure_of(uri, error)
    given = given_of({column: value for column, value in columns.items() if column not in PAGE_COLUMNS})
    return Capture(uri=uri, data=data, media_type=media_type, captured_at=file.captured_at, given=given)


def _page_of(columns: Mapping[str, Any], place: str) -> tuple[bytes, MediaType]:
    for column, media_type in PAGE_COLUMNS.items():
        words = columns.get(column)
        if isinstance(words, str) and words:
            try:
                data = words.encode("utf-8")
            except UnicodeEncodeError as error:
                detail = f"{place}: {column} holds half a surrogate pair at character {error.start}"
                raise PageError(STAGE, "bad_line", detail) from error
            if len(data) > MAX_PAGE_BYTES:
                detail = f"{place}: {column} has {len(data)} bytes; a page may have {MAX_PAGE_BYTES}"
                raise PageError(STAGE, "too_large", detail)
            return data, media_type
    if any(columns.get(column) == "" for column in PAGE_COLUMNS):
        raise PageError(STAGE, "empty", f"{place}: the page has no text")
    raise PageError(STAGE, "bad_line", f"{place}: neither text nor html holds a text")
