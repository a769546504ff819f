"""Finds the page in what browsers save as "web page, single file": MHTML, a MIME message of parts (RFC 2557).

Invariant: linear in the size of the file: headers are read up to a limit, and the parts are found by their boundary.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from onrecord.errors import PageError
from onrecord.sources.files import STAGE, visible_name

MAX_HEADER_BYTES = 16_384
MAX_PARTS = 100
"""Parts that are looked at: browsers put the page first, and its pictures and styles behind it."""

MAX_DEPTH = 3
FIRST_FIELD = re.compile(rb"[A-Za-z-]{1,40}:[ \t]")
MIME_FIELD = re.compile(
    rb"^(?:mime-version|content-type):[ \t]*(?:1\.0|multipart/|text/html)", re.IGNORECASE | re.MULTILINE
)
BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def is_saved_page(data: bytes) -> bool:
    """Tell whether the bytes begin with the header of a MIME message."""
    header, _ = _split_header(data)
    return FIRST_FIELD.match(header) is not None and len(MIME_FIELD.findall(header)) > 1


def find_saved_page(data: bytes, uri: str) -> tuple[bytes, str | None]:
    """Return the first HTML part of a MIME message, decoded, and the web address it had, if any.

    Raises:
        PageError: `not_a_page`: no part is HTML; `empty`: it has no bytes; `bad_packing`: it cannot be decoded.
    """
    for fields, body in _leaves(data, 0):
        if fields.get_content_type() in ("text/html", "application/xhtml+xml"):
            location = str(fields.get("Content-Location", "")).strip()
            page = _decode(fields, body, uri)
            if not page:
                raise PageError(STAGE, "empty", f"{uri}: the saved page has no bytes")
            return page, visible_name(location) if location.lower().startswith(("http://", "https://")) else None
    raise PageError(STAGE, "not_a_page", f"{uri}: this is a MIME message without HTML")


def _split_header(data: bytes) -> tuple[bytes, bytes]:
    blank = BLANK_LINE.search(data, 0, MAX_HEADER_BYTES)
    return (data[: blank.start()], data[blank.end() :]) if blank else (data[:MAX_HEADER_BYTES], b"")


def _leaves(data: bytes, depth: int) -> Iterator[tuple[Message, bytes]]:
    """Yield the header and the encoded body of each part that has no parts itself."""
    header, body = _split_header(data.lstrip(b"\r\n"))
    fields = BytesHeaderParser().parsebytes(header + b"\n\n")
    boundary = fields.get_boundary()
    if fields.get_content_maintype() != "multipart" or not boundary:
        yield fields, body
        return
    if depth < MAX_DEPTH:
        for part in _split_parts(body, b"--" + boundary.encode("ascii", "replace")):
            yield from _leaves(part, depth + 1)


def _split_parts(body: bytes, delimiter: bytes) -> Iterator[bytes]:
    """Yield what stands between lines that begin with the delimiter; what stands before the first is a note."""
    body = b"\n" + body
    delimiter = b"\n" + delimiter
    start = body.find(delimiter)
    for _ in range(MAX_PARTS):
        if start < 0 or body.startswith(b"--", start + len(delimiter)):
            return
        end = body.find(delimiter, start + len(delimiter))
        line_end = body.find(b"\n", start + len(delimiter))
        if line_end >= 0:
            yield body[line_end + 1 : end if end >= 0 else len(body)].removesuffix(b"\r")
        start = end


def _decode(fields: Message, body: bytes, uri: str) -> bytes:
    coding = str(fields.get("Content-Transfer-Encoding", "")).strip().lower()
    if coding == "quoted-printable":
        return quopri.decodestring(body)
    if coding != "base64":
        return body
    try:
        return base64.b64decode(body)
    except binascii.Error as error:
        raise PageError(STAGE, "bad_packing", f"{uri}: the saved page is broken base64: {error}") from error
