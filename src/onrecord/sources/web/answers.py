"""A server's answer -> a page, a feed or a sitemap: its bytes unpacked, its kind by what it says and what it is.

Invariant: never more bytes are unpacked than a page may have, however small the packed ones are.
"""

import codecs
import re
import zlib
from typing import Literal

from onrecord.errors import PageError
from onrecord.model import Capture, Given, MediaType, Record
from onrecord.sources.files import STAGE, Budget
from onrecord.sources.kinds import PAGE_TYPES, UNKNOWN_TYPES, identify_page, is_page, named_charset
from onrecord.sources.web.exchange import FOUND, Answer

Kind = Literal["page", "feed", "sitemap"]

PACKED_TYPES = frozenset({"application/gzip", "application/x-gzip"})

LISTS: dict[str, Kind] = {"rss": "feed", "feed": "feed", "RDF": "feed", "urlset": "sitemap", "sitemapindex": "sitemap"}
"""Names of the outermost element, without prefix (RSS 2.0, Atom, RSS 1.0, sitemaps.org)."""

WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
GZIP_MARK = b"\x1f\x8b"
CHUNK = 1 << 16
SNIFFED = 8192
"""Bytes in which the outermost element must begin; what comes before are declarations and comments."""

BEFORE_ROOT = re.compile(r"\s+|<\?[^>]*>|<!--(?:(?!-->).)*-->|<![A-Za-z][^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})")


class Found(Record, frozen=True, kw_only=True):
    """The bytes of an answer, unpacked, and what they are."""

    kind: Kind
    data: bytes
    media_type: MediaType


def require_wanted(answer: Answer) -> None:
    """Raise PageError (`not_a_page`) where the answer's type is none that is read."""
    kind = answer.content_type
    known = kind in PAGE_TYPES or kind in PACKED_TYPES or kind in UNKNOWN_TYPES or _is_xml(kind)
    if answer.status == FOUND and not known:
        raise PageError(STAGE, "not_a_page", f"this is {kind}")


def read_answer(answer: Answer, max_bytes: int) -> Found:
    """Return what an answer holds.

    Raises:
        PageError: `empty`, `truncated`, `too_large`, `bad_packing`, or `not_a_page`, naming what it is.
    """
    data = unpack(answer, max_bytes)
    kind = answer.content_type
    if data.startswith(GZIP_MARK) and (kind in PACKED_TYPES or kind in UNKNOWN_TYPES or _is_xml(kind)):
        data, kind = _inflate(data, zlib.MAX_WBITS | 16, max_bytes), ""
    if not data:
        raise PageError(STAGE, "empty", "the answer has no bytes")
    root = _root(data)
    if root in LISTS and PAGE_TYPES.get(kind) != "application/pdf":
        return Found(kind=LISTS[root], data=data, media_type="text/plain")
    if kind not in PAGE_TYPES and root.lower() != "html" and not is_page(data):
        said = kind or "of a type that the server does not name"
        raise PageError(STAGE, "not_a_page", f"this is {said}" + (f", outermost element {root}" if root else ""))
    named = PAGE_TYPES.get(kind, "text/html")
    page = identify_page(data, answer.url, named, Budget(max_bytes))
    return Found(kind="page", data=page.data, media_type=page.media_type)


def _is_xml(kind: str) -> bool:
    return kind in ("text/xml", "application/xml") or kind.endswith("+xml")


def unpack(answer: Answer, max_bytes: int, *, cut: bool = False) -> bytes:
    """Return an answer's body without its content encoding.

    Raises:
        PageError: `too_large` (unless it may be cut), `truncated`, or `bad_packing`.
    """
    data = answer.body
    coding = (answer.header("content-encoding") or "identity").strip().lower()
    if coding in ("identity", "", "none", "utf-8"):
        return data
    if coding in ("gzip", "x-gzip"):
        return _inflate(data, zlib.MAX_WBITS | 16, max_bytes, cut=cut)
    if coding == "deflate":
        # The name means zlib's format; some servers send the bare stream.
        is_zlib = len(data) > 1 and data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
        return _inflate(data, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, max_bytes, cut=cut)
    raise PageError(STAGE, "bad_packing", f"the answer is packed with {coding[:40]}, which was not asked for")


def _inflate(data: bytes, window: int, max_bytes: int, *, cut: bool = False) -> bytes:
    """Return packed bytes unpacked, all members of them; what follows the last one is no part of it."""
    unpacked = bytearray()
    member = zlib.decompressobj(window)
    try:
        for start in range(0, len(data), CHUNK):
            rest = data[start : start + CHUNK]
            while rest and not (member.eof and rest[0] != GZIP_MARK[0]):
                if member.eof:
                    member = zlib.decompressobj(window)
                unpacked += member.decompress(rest, max_bytes + 1 - len(unpacked))
                if len(unpacked) > max_bytes:
                    if cut:
                        return bytes(unpacked[:max_bytes])
                    raise PageError(STAGE, "too_large", f"more than {max_bytes} bytes when unpacked")
                rest = member.unconsumed_tail or member.unused_data
    except zlib.error as error:
        raise PageError(STAGE, "bad_packing", f"the answer cannot be unpacked: {error}") from error
    unpacked += member.flush()
    if not member.eof and not cut:
        raise PageError(STAGE, "truncated", f"the packed answer ends after {len(unpacked)} bytes")
    return bytes(unpacked)


def _root(data: bytes) -> str:
    """Return the local name of the outermost element, nothing where the bytes do not begin with markup."""
    encoding = next((encoding for mark, encoding in WIDE if data.startswith(mark)), "utf-8")
    text = data[:SNIFFED].decode(encoding, "ignore").lstrip("\ufeff")
    place = 0
    while found := BEFORE_ROOT.match(text, place):
        place = found.end()
    root = ROOT.match(text, place)
    return root[1] if root else ""


def capture_of(found: Found, answer: Answer, asked: str) -> Capture:
    """Return the capture of a page.

    What the server says about its encoding stands in `extra` as `http_charset`, for cleaning to fall back on where
    neither mark, declaration nor UTF-8 fits: servers that send one default for all pages are often wrong.

    Args:
        found: what the answer holds.
        answer: the answer; its address is where the page is.
        asked: the address that was asked for, from which redirects may have led there.
    """
    charset = named_charset(answer.header("content-type") or "")
    return Capture(
        uri=asked,
        data=found.data,
        media_type=found.media_type,
        captured_at=answer.answered_at,
        taken_from="web",
        given=Given(url=answer.url, extra={"http_charset": charset} if charset else {}),
    )
