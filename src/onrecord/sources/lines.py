"""Turns a JSONL file into captures, line by line: each line is a page with what is known about it.

Invariant: a line that cannot be used is a failure with its number and costs no other line.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import PageError
from onrecord.model import Capture, Failure, MediaType
from onrecord.sources.files import (
    MAX_PAGE_BYTES,
    STAGE,
    PageFile,
    failure_of,
    modified_at,
    open_regular,
    visible_name,
)
from onrecord.sources.metadata import given_of, text_of

MAX_LINE_BYTES = 2 * MAX_PAGE_BYTES
"""Longest line that is read: a page of the largest size with its metadata and the escapes of JSON."""

CHUNK = 1 << 20


def read_lines(file: PageFile) -> Iterator[Capture | Failure]:
    """Yield one capture or failure for each line that is not blank.

    A line is a JSON object with `text` or `html` and any of `id`, `url`, `date`, `title`, `outlet` and further columns;
    the capture's bytes are the UTF-8 of the text (of the HTML where there is no text).

    Raises:
        PageError: the file cannot be opened or read on.
    """
    with open_regular(file) as stream:
        captured_at = modified_at(stream)
        for number, line in _number_lines(stream, file.uri):
            yield _read_line(line, file.uri, number, captured_at)


def _number_lines(stream: BinaryIO, uri: str) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not blank with their numbers from 1, None for one that is too long."""
    number = 0
    try:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) > MAX_LINE_BYTES:
                _skip_rest_of_line(stream, line)
                yield number, None
            elif not line.isspace() and line:
                yield number, line
        if number == 0:
            raise PageError(STAGE, "empty", f"{uri}: the file has no bytes")
    except OSError as error:
        raise PageError(STAGE, "unreadable", f"{uri}: {error.strerror} after line {number}") from error


def _skip_rest_of_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(CHUNK)


def _read_line(line: bytes | None, file_uri: str, number: int, captured_at: str) -> Capture | Failure:
    uri, place = f"{file_uri}#{number}", f"{file_uri}, line {number}"
    try:
        columns = _decode_line(line, place)
        identifier = text_of(columns.get("id"))
        uri = f"{file_uri}#{visible_name(identifier)}" if identifier else uri
        data, media_type = _page_of(columns, place)
    except PageError as error:
        return failure_of(uri, error)
    given = given_of({column: value for column, value in columns.items() if column not in ("text", "html")})
    return Capture(uri=uri, data=data, media_type=media_type, captured_at=captured_at, given=given)


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


def _page_of(columns: dict[str, Any], place: str) -> tuple[bytes, MediaType]:
    kinds: tuple[tuple[str, MediaType], ...] = (("text", "text/plain"), ("html", "text/html"))
    for column, media_type in kinds:
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
    if any(columns.get(column) == "" for column, _ in kinds):
        raise PageError(STAGE, "empty", f"{place}: the page has no text")
    raise PageError(STAGE, "bad_line", f"{place}: neither text nor html holds a text")
