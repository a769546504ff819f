"""Turns a WARC file, plain or gzip, into captures: the pages that a crawl brought, each as its server sent it.

Invariant: one record at a time, in constant memory. Requests, revisits, pictures, redirects and error pages are passed
over. A page that cannot be taken out is a failure; a stretch of the file that is no record is one failure with the byte
near which it begins, and reading goes on at the next record.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BufferedReader
from urllib.parse import urlsplit

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.errors import PageError
from onrecord.model import Capture, Failure, Given, MediaType, Record
from onrecord.sources.addresses import normalize_address
from onrecord.sources.bodies import decode_body
from onrecord.sources.files import MAX_PAGE_BYTES, STAGE, OpenFile, UnfoldsTooFarError, failure_of, visible_name
from onrecord.sources.kinds import PAGE_TYPES, UNKNOWN_TYPES, given_by_server, identify_page, is_page
from onrecord.sources.resuming import find_member, find_record
from onrecord.sources.unpacking import GzipStream, is_gzip

MAX_STRETCHES = 100
"""Stretches without records after which the rest of a file is given up."""

PAGE_STATUS = 200


class _Message(Record, frozen=True, kw_only=True):
    """What a record says about the page in it."""

    address: str
    media_type: MediaType | None
    given: Given
    codings: tuple[str, ...]


def read_warc(file: OpenFile) -> Iterator[Capture | Failure]:
    """Yield the pages of a WARC file: HTTP responses of status 200 and resources that are HTML, plain text or PDF.

    A capture has the page's address and the time of its record. One address that was captured twice gives two captures.

    Raises:
        PageError: `empty`: the file has no bytes; `bad_record`: too much of it is no record.
        UnfoldsTooFarError: `too_large`: what is packed in it is an attack.
    """
    if not file.stream.peek(1):
        raise PageError(STAGE, "empty", f"{file.uri}: the file has no bytes")
    packed = is_gzip(file)
    start = 0
    said = False
    for _ in range(MAX_STRETCHES):
        stretch = _Stretch(file, start, packed=packed)
        try:
            for record in stretch:
                yield from _read_record(record, file, f"{file.uri}#{stretch.name}")
                said = False
        except UnfoldsTooFarError:
            raise
        except (PageError, OSError) as error:
            # What begins a stretch may break off again at once: it is the same damage.
            place, name = stretch.damaged_at()
            if not said:
                yield _damage(file.uri, name, error)
            said = True
        else:
            return
        found = (find_member if packed else find_record)(file.stream, place + 1)
        if found is None:
            return
        start = found
    raise PageError(STAGE, "bad_record", f"{file.uri}: the rest after byte {start} is not read: too much is damaged")


def _damage(uri: str, name: str, error: PageError | OSError) -> Failure:
    cause = error.detail.removeprefix(f"{uri}: ") if isinstance(error, PageError) else str(error)[:200]
    return Failure(uri=f"{uri}#{name}", stage=STAGE, code="bad_record", detail=f"{uri}#{name}: {visible_name(cause)}")


class _Stretch:
    """The records from one place of the file on.

    `place` is where the last one begins (in gzip, its member), `name` the same for an address, unique in the file: a
    record that is not the first of its member has a `+` and the bytes before it there.
    """

    def __init__(self, file: OpenFile, start: int, *, packed: bool) -> None:
        if start:
            file.stream.seek(start)
        self.plain = _PlainStream(file.stream, start)
        self.packed = GzipStream(file.stream, file.uri, file.budget, start) if packed else None
        self.place = start
        self.name = str(start)
        self.is_done = False

    def __iter__(self) -> Iterator[WarcRecord]:
        for record in ArchiveIterator(self.packed or self.plain, parse_http=False, stream_detect=False):
            self.place, before = self.packed.member_at(record.stream_pos) if self.packed else (record.stream_pos, 0)
            self.name = f"{self.place}+{before}" if before else str(self.place)
            self.is_done = False
            yield record
            self.is_done = True

    def damaged_at(self) -> tuple[int, str]:
        """Return the place of what could not be read (of the record before it, where it is not known), and its name."""
        if self.packed and self.packed.member > self.place:
            return self.packed.member, str(self.packed.member)
        return self.place, f"after-{self.name}" if self.is_done else self.name


class _PlainStream(io.RawIOBase):
    """The file's bytes; its errors are told from those of the records."""

    def __init__(self, stream: BufferedReader, start: int) -> None:
        self.stream = stream
        self.position = start

    def tell(self) -> int:
        return self.position

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.stream.read(size)
        except OSError as error:
            raise PageError(STAGE, "unreadable", str(error.strerror)) from error
        self.position += len(data)
        return data


def _read_record(record: WarcRecord, file: OpenFile, uri: str) -> Iterator[Capture | Failure]:
    """Yield the page of a record, or its failure under the uri; nothing for what is no page.

    Raises:
        PageError: `bad_record`: the record does not have the length that it states.
    """
    if (record.headers.get("Content-Length") or "").strip() != str(record.content_length):
        raise PageError(STAGE, "bad_record", "it does not state its length")
    try:
        message = _message_of(record)
    except OSError as error:
        yield failure_of(uri, PageError(STAGE, "bad_record", f"{uri}: no HTTP header: {str(error)[:200]}"))
        return
    fits = record.content_length <= MAX_PAGE_BYTES
    body = record.reader.read(record.content_length) if message and fits else b""
    if len(body) + record.consume() < record.content_length:
        raise PageError(STAGE, "bad_record", "it is shorter than it states")
    if message is None:
        return
    try:
        capture = _capture_of(message, body if fits else None, record, file)
    except UnfoldsTooFarError:
        raise
    except PageError as error:
        yield Failure(uri=uri, stage=error.stage, code=error.code, detail=f"{uri}: {message.address}: {error.detail}")
    else:
        if capture is not None:
            yield capture


def _message_of(record: WarcRecord) -> _Message | None:
    """Return what the record says about its page, None where it holds none."""
    address = _address_of(record)
    if not address.lower().startswith(("http://", "https://")) or _path(address) == "/robots.txt":
        return None
    if record.record_type == WarcRecordType.resource:
        return _typed(address, record.headers.get("Content-Type") or "", ())
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    record.parse_http(quirks_mode=True)
    headers = record.http_headers
    if headers.status_code != PAGE_STATUS:
        return None
    codings = (*headers.get_multiple("Content-Encoding"), *headers.get_multiple("Transfer-Encoding"))
    return _typed(address, headers.get("Content-Type") or "", codings)


def _address_of(record: WarcRecord) -> str:
    """Return the record's address in the form in which it would be fetched, or as it stands where it has none."""
    # Older versions of wget put it in angle brackets.
    named = (record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    try:
        return normalize_address(named)
    except PageError:
        return visible_name(named)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _typed(address: str, content_type: str, codings: Sequence[str]) -> _Message | None:
    kind = content_type.partition(";")[0].strip().lower()
    media_type = PAGE_TYPES.get(kind)
    if media_type is None and kind not in UNKNOWN_TYPES:
        return None
    given = given_by_server(address, content_type)
    return _Message(address=address, media_type=media_type, given=given, codings=tuple(codings))


def _moment(answered: datetime) -> str:
    # Milliseconds throughout, as in what is fetched now: two versions of one page may be a second apart.
    return answered.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _capture_of(message: _Message, body: bytes | None, record: WarcRecord, file: OpenFile) -> Capture | None:
    """Return the page in a body, which is None where it is too large to be one; None where the body is no page."""
    if body is None:
        raise PageError(STAGE, "too_large", f"{record.content_length} bytes; a page may have {MAX_PAGE_BYTES}")
    data = decode_body(body, message.codings, "the body", file.budget)
    if message.media_type is None and not is_page(data):
        return None
    page = identify_page(data, "the body", message.media_type, file.budget)
    answered = record.record_date
    return Capture(
        uri=message.address,
        data=page.data,
        media_type=page.media_type,
        captured_at=_moment(answered) if answered else file.captured_at,
        taken_from="web" if answered else "file",
        given=message.given,
    )
