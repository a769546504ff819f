"""Turns a page's bytes into text: UTF-8, what a byte-order mark or a declaration says, or a detected legacy encoding.

Invariant: every decoding is strict. No character is replaced or dropped; what cannot be decoded is a PageError, and
the same bytes always give the same text.
"""

import codecs
import re
from typing import NoReturn

import charset_normalizer

from onrecord.errors import PageError
from onrecord.model import Capture, Record

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32's little-endian mark begins with UTF-16's, so it stands first."""

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
DECLARED_WITHIN = 4096
"""Browsers look for the declaration in the first 1,024 bytes (WHATWG); real pages put it a little later."""

LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
"""What the web calls ISO-8859-1 or ASCII is read as Windows-1252 (WHATWG Encoding, label table)."""

ACCENTED_SHARE = 0.05
"""Up to this share of accented letters a legacy page is in English, or too poor in them for statistics."""

CONTROL_SHARE = 0.01
WIDE_SHARE = 0.3
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r\f\v\x1b") | {127}))
ACCENTED = bytes(range(0xC0, 0x100))
"""Where the Windows code pages have their letters; the quotation marks and dashes below are the same in all of them."""


class Decoded(Record, frozen=True, kw_only=True):
    """A page's text and the name of the encoding it was read with (Python's codec name)."""

    text: str
    encoding: str


def decode_page(capture: Capture) -> Decoded:
    """Return the text of the capture's bytes, without its byte-order mark, otherwise unchanged to the last character.

    Raises:
        PageError: `empty` (nothing but white space), `binary` (NUL bytes or control characters) or `encoding`
            (broken UTF-8, or no encoding fits).
    """
    decoded = _decode(capture)
    if not decoded.text.strip():
        raise PageError("clean", "empty", f"{capture.uri}: the page has no text")
    # Bytes that are no text may still decode, above all as UTF-16.
    if len(NO_TEXT.findall(decoded.text)) > len(decoded.text) * CONTROL_SHARE:
        raise PageError("clean", "binary", f"{capture.uri}: over 1 % of the characters are control characters")
    return decoded


def _decode(capture: Capture) -> Decoded:
    data = capture.data
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(capture, data[len(mark) :], encoding)
    if b"\0" in data:
        return _strict(capture, data, _wide_encoding(capture))
    if len(data.translate(None, CONTROLS)) < len(data) * (1 - CONTROL_SHARE):
        raise PageError("clean", "binary", f"{capture.uri}: over 1 % of the bytes are control characters")
    declared = _declared_encoding(data) if capture.media_type == "text/html" else None
    for candidate in (declared, "utf-8"):
        if candidate is not None and (text := _try(data, candidate)) is not None:
            return Decoded(text=text, encoding=candidate)
    return _decode_legacy(capture)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        # Pages may declare codecs of Python that are none of text.
        return None


def _strict(capture: Capture, data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        _fail(capture, encoding, error)


def _fail(capture: Capture, encoding: str, error: UnicodeDecodeError) -> NoReturn:
    raise PageError(
        "clean", "encoding", f"{capture.uri}: broken {encoding} at byte {error.start}: {error.reason}"
    ) from error


def _wide_encoding(capture: Capture) -> str:
    """UTF-16 of mostly Latin text has its NUL bytes at every second place; anything else with NULs is no text."""
    data = capture.data
    half = len(data) / 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > half * WIDE_SHARE and not even:
        return "utf-16-le"
    if even > half * WIDE_SHARE and not odd:
        return "utf-16-be"
    raise PageError("clean", "binary", f"{capture.uri}: a NUL byte at {data.index(0)}: this is no text")


def _declared_encoding(data: bytes) -> str | None:
    found = DECLARED.search(data, 0, DECLARED_WITHIN)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):
        # A declaration that could be read as ASCII is not in UTF-16 (WHATWG).
        return "utf-8"
    return "cp1252" if name in LATIN else name


def _served_encoding(capture: Capture) -> str | None:
    """Return the encoding that the page's server named; it counts last, for many name one for all their pages."""
    name = capture.given.extra.get("http_charset") if capture.taken_from == "web" else None
    return "cp1252" if name in LATIN else name


def _decode_legacy(capture: Capture) -> Decoded:
    data = capture.data
    accented = len(data) - len(data.translate(None, ACCENTED))
    _refuse_broken_utf8(capture)
    said = _served_encoding(capture)
    if said is not None and (text := _try(data, said)) is not None:
        return Decoded(text=text, encoding=said)
    if accented <= len(data) * ACCENTED_SHARE and (text := _try(data, "cp1252")) is not None:
        return Decoded(text=text, encoding="cp1252")
    best = charset_normalizer.from_bytes(data).best()
    text = None if best is None else _try(data, best.encoding)
    if best is None or text is None:
        raise PageError("clean", "encoding", f"{capture.uri}: neither UTF-8 nor any legacy encoding fits the bytes")
    return Decoded(text=text, encoding=best.encoding)


def _refuse_broken_utf8(capture: Capture) -> None:
    """Fail where most bytes over 127 form UTF-8: some of the page is damaged, and no other encoding is meant."""
    lenient = capture.data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= character <= "\udcff" for character in lenient)
    good = sum(character > "\x7f" for character in lenient) - bad
    if good > bad:
        try:
            capture.data.decode("utf-8")
        except UnicodeDecodeError as error:
            _fail(capture, "utf-8", error)
