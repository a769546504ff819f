"""Tells what a page is by its bytes where its name is wrong about that, and takes it out of what it is packed in.

Invariant: what is neither text, HTML, PDF nor a saved page in gzip or MHTML is a PageError that says what it is.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.errors import PageError
from onrecord.model import Given, MediaType
from onrecord.sources.files import MAX_PAGE_BYTES, STAGE, Budget
from onrecord.sources.mhtml import find_saved_page, is_saved_page
from onrecord.sources.unpacking import GZIP_MAGIC, unpack_page

PAGE_TYPES: Mapping[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
    "application/x-pdf": "application/pdf",
}
"""What servers call what is read."""

UNKNOWN_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""What servers say that do not know: the bytes decide."""

CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)

LEGACY = re.compile(r"cp(125\d|866|874|9\d\d)|iso8859-\d+|koi8[-_][rut]|gb\w+|big5\w*|shift_jis\w*|euc[-_]\w+|mac-\w+")
"""Python's names of the encodings that pages were written in before UTF-8."""

OTHER_KINDS: Mapping[bytes, str] = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip within a gzip",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"bplist00": "a web archive of Safari",
    b"WARC/": "a WARC file",
}
"""First bytes of what people save under a page's name."""

PDF_MAGIC = b"%PDF-"
PDF_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
HTML_BEGINS = re.compile(r"<(?:!doctype\s{1,9}html|html)[\s>]")
HEAD = 4096


@dataclass(frozen=True)
class Page:
    """A page's own bytes and what they are; `url` is the address that a browser saved with it."""

    data: bytes
    media_type: MediaType
    url: str | None = None


def identify_page(data: bytes, uri: str, named: MediaType | None, budget: Budget) -> Page:
    """Return the page in the bytes of a file.

    Args:
        data: the file's bytes.
        uri: its address, for errors.
        named: what its name or its server says that it is, None where nothing is said.
        budget: what the file that it came from may unfold to.

    Raises:
        PageError: `empty`; `not_a_page`, with what it is; `bad_packing`, `truncated` or `too_large` of what is packed.
    """
    if data.startswith(GZIP_MAGIC):
        data = unpack_page(data, uri, budget, MAX_PAGE_BYTES)
    if not data:
        raise PageError(STAGE, "empty", f"{uri}: the file has no bytes")
    if _is_pdf(data, named):
        return Page(data, "application/pdf")
    other = next((kind for first_bytes, kind in OTHER_KINDS.items() if data.startswith(first_bytes)), None)
    if other is not None:
        raise PageError(STAGE, "not_a_page", f"{uri}: this is {other}")
    if is_saved_page(data):
        saved, url = find_saved_page(data, uri)
        return Page(saved, "text/html", url)
    if is_html(data):
        return Page(data, "text/html")
    if named == "application/pdf":
        raise PageError(STAGE, "not_a_page", f"{uri}: this is no PDF, whatever its name says")
    return Page(data, named or "text/plain")


def _is_pdf(data: bytes, named: MediaType | None) -> bool:
    # Readers of PDF take its mark anywhere in the first 1,024 bytes.
    head = data[:1024]
    return PDF_MAGIC in head if named == "application/pdf" else PDF_BEGINS.match(head) is not None


def is_page(data: bytes) -> bool:
    """Tell whether the bytes, of which nothing is said, are HTML or PDF."""
    return is_html(data) or _is_pdf(data, None)


def is_html(data: bytes) -> bool:
    """Tell whether the bytes begin as an HTML document does, after white space, an XML declaration and comments."""
    head = _head(data).lstrip().lower()
    while head.startswith(("<!--", "<?xml")):
        head = head.partition("-->" if head.startswith("<!--") else "?>")[2].lstrip()
    return HTML_BEGINS.match(head) is not None


def _head(data: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) : HEAD].decode(encoding, "ignore")
    return data[:HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1")


def given_by_server(url: str, content_type: str) -> Given:
    """Return what a server says about a page: its address, and the legacy encoding that it names, as Python does.

    The encoding stands in `extra` as `http_charset`, for cleaning to fall back on where neither mark, declaration nor
    UTF-8 fits: servers that send one default for all pages are often wrong.
    """
    charset = _legacy_charset(content_type)
    return Given(url=url, extra={"http_charset": charset} if charset else {})


def _legacy_charset(content_type: str) -> str | None:
    found = CHARSET.search(content_type)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1]).name
    except LookupError:
        return None
    return name if LEGACY.fullmatch(name) else None
