"""Finds where reading a damaged WARC file can go on: the next place that begins a record.

Invariant: each byte is looked at once for a search, and a search tries a bounded number of places.
"""

import re
import zlib
from collections.abc import Iterator
from io import BufferedReader

from onrecord.sources.unpacking import GZIP_ONLY

WINDOW = 1 << 20
BEGINNING = 2048
"""Bytes that are looked at to see whether a record begins: a gzip header with a file's name, and a line."""

MAX_TRIED = 10_000
RECORD = re.compile(rb"\nWARC/[01]\.\d{1,2}\r?\n")
MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")


def find_record(stream: BufferedReader, start: int) -> int | None:
    """Return where the next record of a plain WARC file begins, None where none does or the file cannot go back."""
    for place, window in _windows(stream, start - 1):
        if found := RECORD.search(window, 0, WINDOW + BEGINNING):
            return place + found.start() + 1
    return None


def find_member(stream: BufferedReader, start: int) -> int | None:
    """Return where the next gzip member begins that holds a record, None where none does or the file cannot go back."""
    tried = 0
    for place, window in _windows(stream, start):
        for found in MEMBER.finditer(window, 0, WINDOW):
            tried += 1
            if tried > MAX_TRIED:
                return None
            if _holds_record(window[found.start() : found.start() + BEGINNING]):
                return place + found.start()
    return None


def _windows(stream: BufferedReader, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the file from the place on, piece by piece, each with the beginning of the next."""
    if not stream.seekable():
        return
    stream.seek(start)
    window = stream.read(WINDOW + BEGINNING)
    while window:
        yield start, window
        start += WINDOW
        window = window[WINDOW:] + stream.read(WINDOW) if len(window) == WINDOW + BEGINNING else b""


def _holds_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(GZIP_ONLY).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False
