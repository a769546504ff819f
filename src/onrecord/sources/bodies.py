"""Takes a page out of an HTTP message's body: chunks joined, content codings undone.

Invariant: what a header says about the body counts only where the bytes bear it out, for servers may be wrong about it
and archives often keep a body as it was shown and the headers as they were sent; and no more is unpacked than a page
may have.
"""

import io
import re
from collections.abc import Sequence

from fastwarc.stream_io import BrotliReader, ZstdReader

from onrecord.errors import PageError
from onrecord.sources.files import MAX_PAGE_BYTES, STAGE, Budget
from onrecord.sources.unpacking import GZIP_MAGIC, unpack_page

MAX_CODINGS = 3
"""Codings one around the other that are undone; servers use one, at most two by mistake."""

CHUNK_HEADER = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]{0,1000})?\r?\n")
GZIP_CODINGS = ("gzip", "x-gzip")
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


def decode_body(body: bytes, codings: Sequence[str], uri: str, budget: Budget, most: int = MAX_PAGE_BYTES) -> bytes:
    """Return the page that a body holds.

    Args:
        body: as a server sent it, or as an archive keeps it.
        codings: values of Content-Encoding and then Transfer-Encoding, in the order in which they were applied.
        uri: the page's address, for errors.
        budget: what the archive's file, or the answer, may unfold to.
        most: bytes that a page may have.

    Raises:
        PageError: `bad_packing`, `truncated` or `too_large`.
    """
    applied = [coding.strip().lower() for value in codings for coding in value.split(",", MAX_CODINGS + 1)]
    applied = [coding for coding in applied if coding not in ("", "identity", "none")]
    if len(applied) > MAX_CODINGS:
        raise PageError(STAGE, "bad_packing", f"{uri}: packed {len(applied)} times over")
    for coding in reversed(applied):
        body = _undo(body, coding, uri, budget, most)
    return body


def _undo(body: bytes, coding: str, uri: str, budget: Budget, most: int) -> bytes:
    if coding == "chunked":
        return _join_chunks(body, uri) if CHUNK_HEADER.match(body) else body
    if coding in GZIP_CODINGS:
        return unpack_page(body, uri, budget, most) if body.startswith(GZIP_MAGIC) else body
    if coding == "deflate":
        return body if body.lstrip()[:1] == b"<" else unpack_page(body, uri, budget, most)
    if coding == "br":
        return body if body.lstrip()[:1] == b"<" else _read_all(BrotliReader(io.BytesIO(body)), uri, budget, most)
    if coding == "zstd":
        return _read_all(ZstdReader(io.BytesIO(body)), uri, budget, most) if body.startswith(ZSTD_MAGIC) else body
    # Servers also name encodings of characters here.
    return body


def _join_chunks(body: bytes, uri: str) -> bytes:
    """Return the chunks' bytes (RFC 9112, 7.1)."""
    chunks: list[bytes] = []
    place = 0
    while header := CHUNK_HEADER.match(body, place):
        size = int(header[1], 16)
        if size == 0:
            return b"".join(chunks)
        end = header.end() + size
        if end > len(body):
            break
        chunks.append(body[header.end() : end])
        place = end + 2 if body.startswith(b"\r\n", end) else end + 1
    if place < len(body) and header is None:
        raise PageError(STAGE, "bad_packing", f"{uri}: no chunk begins at byte {place} of the body")
    raise PageError(STAGE, "truncated", f"{uri}: the body ends in the chunk at byte {place}")


def _read_all(reader: BrotliReader | ZstdReader, uri: str, budget: Budget, most: int) -> bytes:
    try:
        data = reader.read(most + 1)
    except OSError as error:
        raise PageError(STAGE, "bad_packing", f"{uri}: the packed bytes are damaged or cut off") from error
    budget.take(len(data), uri)
    if len(data) > most:
        raise PageError(STAGE, "too_large", f"{uri}: unfolds to over {most} bytes; a page may have no more")
    return data
