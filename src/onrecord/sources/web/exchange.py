"""A request -> the server's answer, as it was sent, within limits of time and size.

Invariant: one guarded connection for each exchange; no redirect is followed, no cookie kept, no proxy asked.
"""

import functools
import ssl
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from threading import Event
from urllib.parse import urlsplit

import httpcore2
import msgspec

from onrecord.errors import PageError
from onrecord.model import Record
from onrecord.sources.files import STAGE
from onrecord.sources.web.guard import Deadline, GuardedBackend, Network, Resolve

FOUND = 200
ERROR_BYTES = 64_000
"""What is read of an answer that is no page: enough to keep what the server said."""


class UnreachableError(Exception):
    """The server could not be reached or broke the connection off: worth another try.

    Args:
        code: `unreachable`, or `truncated` where the answer had begun.
        detail: the cause.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Answer(Record, frozen=True, kw_only=True):
    """What a server sent for an address: the body as it came over the wire, but for its chunks.

    `answered_at` is ISO 8601 in UTC, `request` the headers that were sent, `peer` the IP address that answered;
    `cut` tells that the body was longer than what was read.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    answered_at: str
    request: tuple[tuple[str, str], ...] = ()
    peer: str | None = None
    cut: bool = False

    def header(self, name: str) -> str | None:
        """Return the first header of a name in small letters, None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def content_type(self) -> str:
        """The media type in small letters, without its parameters; empty where none is given."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()


class Limits(Record, frozen=True, kw_only=True):
    """How long an answer may take, how many bytes it may have, and whether a longer one is cut instead of refused."""

    seconds: float
    max_bytes: int
    cut: bool = False


class Line(Record, frozen=True):
    """How to get out: networks allowed besides the public ones, who resolves names, and the wish to stop."""

    allowed: tuple[Network, ...]
    resolve: Resolve
    stopped: Event


def exchange(
    url: str, headers: Mapping[str, str], line: Line, limits: Limits, inspect: Callable[[Answer], None]
) -> Answer:
    """Ask for an address and return the whole answer.

    Args:
        url: the address, in the one form.
        headers: what to say besides the host.
        line: how to connect.
        limits: how much to take; of an answer that is no page, `ERROR_BYTES` at most.
        inspect: is given the answer before its body is read, and raises PageError where that is not wanted.

    Raises:
        PageError: `refused_address`, `timeout`, `too_large`, `tls`, `bad_address`, or what `inspect` raises.
        UnreachableError: no connection, or it broke off.
        StoppedError: the program wants to stop.
    """
    sent = (("Host", urlsplit(url).netloc), *headers.items(), ("Connection", "close"))
    backend = GuardedBackend(line.allowed, line.resolve, Deadline(limits.seconds, line.stopped))
    begun = False
    try:
        with httpcore2.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool:
            response = pool.handle_request(_request(url, sent))
            begun = True
            try:
                head = _head(url, response, sent, backend.peer)
                inspect(head)
                return _with_body(head, response.iter_stream(), limits)
            finally:
                response.close()
    except httpcore2.LocalProtocolError as error:
        raise PageError(STAGE, "bad_address", f"this cannot be asked for: {error}") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as error:
        if isinstance(error.__cause__, ssl.SSLCertVerificationError):
            raise PageError(STAGE, "tls", f"the server's certificate does not hold: {error}") from error
        code = "truncated" if begun else "unreachable"
        raise UnreachableError(code, str(error) or type(error).__name__) from error


@functools.cache
def _trust() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


def _request(url: str, headers: Iterable[tuple[str, str]]) -> httpcore2.Request:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    place = httpcore2.URL(
        scheme=parts.scheme.encode(), host=(parts.hostname or "").encode(), port=parts.port, target=target.encode()
    )
    return httpcore2.Request(
        "GET", place, headers=[(name.encode(), value.encode("latin-1")) for name, value in headers]
    )


def _head(url: str, response: httpcore2.Response, sent: tuple[tuple[str, str], ...], peer: str | None) -> Answer:
    return Answer(
        url=url,
        status=response.status,
        reason=bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1"),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers),
        body=b"",
        answered_at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        request=sent,
        peer=peer,
    )


def _with_body(head: Answer, chunks: Iterable[bytes], limits: Limits) -> Answer:
    found = head.status == FOUND
    most = limits.max_bytes if found else min(limits.max_bytes, ERROR_BYTES)
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            if found and not limits.cut:
                raise PageError(STAGE, "too_large", f"more than {most} bytes were sent")
            return msgspec.structs.replace(head, body=bytes(body[:most]), cut=True)
    return msgspec.structs.replace(head, body=bytes(body))
