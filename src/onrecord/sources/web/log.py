"""Answers of servers <-> a WARC file beside the case, so that nothing depends on pages staying up.

Invariant: an answer and its request go to the file in one piece, and a piece that a killed program left half written
is cut off when the file is opened; whatever stands before it stays.
"""

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, NamedTuple, Self
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord import __version__
from onrecord.errors import CaseError, StorageError
from onrecord.sources.web.exchange import FOUND, Answer

CHUNK = 1 << 18
HEAD_BYTES = 1 << 17
"""Where the headers of a record end at the latest: those of an answer may have 100 kB."""

MAX_RECORD_BYTES = 100_000_000
"""Largest record that is taken back: what a page may have, several times."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_OURS = frozenset({"transfer-encoding"})
"""Headers that do not hold for the body as it is kept: it has no chunks any more."""


class _Place(NamedTuple):
    """Where a member of the file lies."""

    start: int
    end: int


class WarcLog:
    """A WARC file that answers are appended to and found in.

    Args:
        path: `case.warc.gz`; made with the first answer that is kept.

    Raises:
        CaseError: the file is damaged in its middle or is no WARC file.
        StorageError: it cannot be read or written; also from `append` and `find`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._places: dict[str, _Place] = {}
        self._file: IO[bytes] | None = None
        self._end = 0
        try:
            if path.exists():
                self._read_places()
        except OSError as error:
            raise StorageError(f"{path}: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what comes later is not kept."""
        with self._lock:
            if self._file is not None:
                self._file.close()

    def append(self, answer: Answer) -> None:
        """Keep an answer with its request; it is in the file when this returns."""
        with self._lock:
            try:
                if self._file is None:
                    self._file = self.path.open("ab")
                    self._write(b"" if self._end else _about(self.path.name))
                place = self._write(_packed(answer))
            except OSError as error:
                raise StorageError(f"{self.path}: {error.strerror}") from error
            self._note(answer.url, answer.status, place)

    def find(self, url: str) -> Answer | None:
        """Return the newest page or redirect that is kept for an address, None where there is none."""
        with self._lock:
            place = self._places.get(url)
            if place is None:
                return None
            try:
                with self.path.open("rb") as stream:
                    stream.seek(place.start)
                    packed = stream.read(place.end - place.start)
            except OSError as error:
                raise StorageError(f"{self.path}: {error.strerror}") from error
        return _unpacked(packed)

    def _write(self, data: bytes) -> _Place:
        if self._file is None or self._file.closed:
            raise StorageError(f"{self.path}: closed")
        place = _Place(self._end, self._end + len(data))
        try:
            self._file.write(data)
            self._file.flush()
        except OSError:
            # Nothing may be written behind a torn piece.
            self._file.close()
            raise
        self._end = place.end
        return place

    def _note(self, url: str, status: int, place: _Place) -> None:
        if status == FOUND or status in REDIRECTS:
            self._places[url] = place

    def _read_places(self) -> None:
        with self.path.open("r+b") as stream:
            for place, head in _members(stream, self.path):
                self._end = place.end
                kept = _parsed(head)
                if kept is not None:
                    self._note(kept.url, kept.status, place)
            stream.truncate(self._end)


def _members(stream: IO[bytes], path: Path) -> Iterator[tuple[_Place, bytes]]:
    """Yield where each whole gzip member lies and how it begins, unpacked; a torn last one is left out."""
    member, head = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
    start = end = 0
    while data := stream.read(CHUNK):
        end += len(data)
        while data:
            try:
                piece = member.decompress(data, CHUNK)
            except zlib.error as error:
                raise CaseError(f"{path}: damaged at byte {start}: {error}; move it away to go on") from error
            head += piece[: HEAD_BYTES - len(head)]
            data = member.unconsumed_tail
            if member.eof:
                data = member.unused_data
                yield _Place(start, end - len(data)), bytes(head)
                start = end - len(data)
                member, head = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()


def _packed(answer: Answer) -> bytes:
    """Return the members of the response and of its request."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    kept = [(name, value) for name, value in answer.headers if name.lower() not in NOT_OURS]
    about = {"WARC-Date": answer.answered_at}
    if answer.peer is not None:
        about["WARC-IP-Address"] = answer.peer
    if answer.cut:
        about["WARC-Truncated"] = "length"
    response = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        length=len(answer.body),
        http_headers=StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), kept, protocol="HTTP/1.1"),
        warc_headers_dict=about,
    )
    target = urlsplit(answer.url)._replace(scheme="", netloc="").geturl()
    request = writer.create_warc_record(
        answer.url,
        "request",
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(answer.request), is_http_request=True),
    )
    writer.write_request_response_pair(request, response)
    return buffer.getvalue()


def _about(name: str) -> bytes:
    """Return the record that says what wrote the file."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    about = {"software": f"onrecord/{__version__}", "format": "WARC File Format 1.0"}
    writer.write_record(writer.create_warcinfo_record(name, about))
    return buffer.getvalue()


def _unpacked(packed: bytes) -> Answer | None:
    """Return the answer that a response's member holds."""
    return _parsed(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, MAX_RECORD_BYTES))


def _parsed(record_bytes: bytes) -> Answer | None:
    """Return the answer that a record holds, None where it is no response; its body may be cut off."""
    with suppress(ArchiveLoadFailed):
        record = next(iter(ArchiveIterator(io.BytesIO(record_bytes))))
        url = record.rec_headers.get_header("WARC-Target-URI")
        if record.rec_type != "response" or record.http_headers is None or not url:
            return None
        status, _, reason = record.http_headers.statusline.partition(" ")
        return Answer(
            url=url,
            status=int(status) if status.isdigit() else 0,
            reason=reason,
            headers=tuple(record.http_headers.headers),
            body=record.raw_stream.read(),
            answered_at=record.rec_headers.get_header("WARC-Date"),
            peer=record.rec_headers.get_header("WARC-IP-Address"),
            cut=record.rec_headers.get_header("WARC-Truncated") is not None,
        )
    return None
