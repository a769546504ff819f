"""A server's answer -> a page, a feed or a sitemap: its bytes unpacked, its kind by what it says and what it is.

Invariant: never more bytes are unpacked than a page may have, however small the packed ones are.
"""

import codecs
import re
from typing import Literal

from onrecord.errors import PageError
from onrecord.model import Capture, MediaType, Record
from onrecord.sources.bodies import decode_body
from onrecord.sources.files import STAGE, Budget
from onrecord.sources.kinds import PAGE_TYPES, UNKNOWN_TYPES, given_by_server, identify_page, is_page
from onrecord.sources.unpacking import GZIP_MAGIC, unpack_page
from onrecord.sources.web.exchange import FOUND, Answer

Kind = Literal["page", "feed", "sitemap"]

PACKED_TYPES = frozenset({"application/gzip", "application/x-gzip"})

LISTS: dict[str, Kind] = {"rss": "feed", "feed": "feed", "RDF": "feed", "urlset": "sitemap", "sitemapindex": "sitemap"}
"""Names of the outermost element, without prefix (RSS 2.0, Atom, RSS 1.0, sitemaps.org)."""

WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
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
    budget = Budget(len(answer.body))
    if data.startswith(GZIP_MAGIC):
        # Sitemaps lie on servers as .xml.gz.
        data = unpack_page(data, answer.url, budget, max_bytes)
    if not data:
        raise PageError(STAGE, "empty", "the answer has no bytes")
    kind, root = answer.content_type, _root(data)
    if root in LISTS and PAGE_TYPES.get(kind) != "application/pdf":
        return Found(kind=LISTS[root], data=data, media_type="text/plain")
    if kind not in PAGE_TYPES and not is_page(data):
        said = kind or "of a type that the server does not name"
        raise PageError(STAGE, "not_a_page", f"this is {said}" + (f", outermost element {root}" if root else ""))
    page = identify_page(data, answer.url, PAGE_TYPES.get(kind), budget)
    return Found(kind="page", data=page.data, media_type=page.media_type)


def _is_xml(kind: str) -> bool:
    return kind in ("text/xml", "application/xml") or kind.endswith("+xml")


def unpack(answer: Answer, max_bytes: int) -> bytes:
    """Return an answer's body without its content encoding.

    Raises:
        PageError: `too_large`, `truncated`, or `bad_packing`.
    """
    codings = [value for name, value in answer.headers if name.lower() == "content-encoding"]
    return decode_body(answer.body, codings, answer.url, Budget(len(answer.body)), max_bytes)


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

    Args:
        found: what the answer holds.
        answer: the answer; its address is where the page is.
        asked: the address that was asked for, from which redirects may have led there.
    """
    return Capture(
        uri=asked,
        data=found.data,
        media_type=found.media_type,
        captured_at=answer.answered_at,
        taken_from="web",
        given=given_by_server(answer.url, answer.header("content-type") or ""),
    )
