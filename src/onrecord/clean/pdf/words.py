"""Reads the words of a PDF with their places; the one module that knows pdfium.

Invariant: nothing of the document is run or fetched (no forms, scripts, attachments or links), and every word is one
that a page shows or, in a scan, that lies as text over its picture.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.errors import PageError

PAGES = 2_000
CHARACTERS = 2_000_000
"""Bounds on a document: the longest reports have some 1,000 pages with 3,000 characters each."""

PICTURES = 40
OBJECTS = 5_000
"""How many pictures of a page are kept, and among how many of its objects they are looked for."""

UNREADABLE_SHARE = 0.3
UNKNOWN = "\ufffd"
HYPHEN = 2
"""What pdfium puts for a hyphen at the end of a line."""

HIDDEN = frozenset("\u200b\u2060\ufeff")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
BOLD = re.compile(rb"(?i:bold|black|heavy|demi)")
BOLD_WEIGHT = 600
TALL = 3.0
"""A character's box is no taller than so many font sizes: some fonts claim an absurd height."""

JUMP = 1.0
"""A gap of one em within what pdfium takes for a word is a gap between words."""

QUARTER = math.pi / 2
SLANT = 0.1
SLANTED = 4
"""The `turn` of words that run neither level nor upright."""

Sides = tuple[float, float, float, float]
"""(left, bottom, right, top) in points."""

KEYS = ("Title", "Author", "Creator", "Producer", "CreationDate", "ModDate")


class PdfWord(NamedTuple):
    """A word as a page shows it.

    `sides` are in the page's own space. `start`, `end` and `base` are along and across the direction in which the word
    is read, so that a line's words have one `base`, its next line's a smaller one. `turn` counts quarter turns.
    """

    text: str
    page: int
    sides: Sides
    start: float
    end: float
    base: float
    size: float
    bold: bool
    turn: int


class PdfSheet(NamedTuple):
    """One page: its number from 1, its words in the order in which they were drawn, and where its pictures are."""

    number: int
    words: list[PdfWord]
    pictures: list[Sides]


class PdfFile(NamedTuple):
    """A document's pages and its metadata as it stands there."""

    sheets: list[PdfSheet]
    info: dict[str, str]


def read_words(data: bytes, uri: str) -> PdfFile:
    """Return the words of every page.

    Raises:
        PageError: `encrypted`, `broken`, `too_large`, or `no_text` (a scan, or fonts without letters).
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        _refuse(uri, error)
    with document:
        if len(document) > PAGES:
            raise PageError("clean", "too_large", f"{uri}: {len(document):,} pages are over the limit of {PAGES:,}")
        sheets: list[PdfSheet] = []
        read = 0
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                # A page that does not load is one on which a reader sees nothing.
                sheets.append(PdfSheet(index + 1, [], []))
                continue
            text = page.get_textpage()
            read += text.count_chars()
            if read > CHARACTERS:
                raise PageError("clean", "too_large", f"{uri}: over {CHARACTERS:,} characters up to page {index + 1}")
            sheets.append(PdfSheet(index + 1, list(_read_page(page, text, index + 1)), _read_pictures(page)))
            text.close()
            page.close()
        _check_text(uri, sheets)
        return PdfFile(sheets, {key: document.get_metadata_value(key) for key in KEYS})


def _refuse(uri: str, error: Exception) -> NoReturn:
    code = getattr(error, "err_code", None)
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        raise PageError(
            "clean", "encrypted", f"{uri}: the PDF is encrypted and opens only with its password"
        ) from error
    raise PageError("clean", "broken", f"{uri}: the PDF cannot be opened: {error}") from error


def _check_text(uri: str, sheets: list[PdfSheet]) -> None:
    letters = sum(len(word.text) for sheet in sheets for word in sheet.words)
    count = "1 page" if len(sheets) == 1 else f"{len(sheets):,} pages"
    if not letters:
        if any(sheet.pictures for sheet in sheets):
            raise PageError("clean", "no_text", f"{uri}: the PDF is a scan: pictures of {count} without a text layer")
        raise PageError("clean", "no_text", f"{uri}: the PDF shows no text ({count})")
    unknown = sum(word.text.count(UNKNOWN) for sheet in sheets for word in sheet.words)
    if unknown > letters * UNREADABLE_SHARE:
        raise PageError("clean", "no_text", f"{uri}: the PDF's fonts do not say which letters its {count} show")


def _read_pictures(page: pypdfium2.PdfPage) -> list[Sides]:
    found: list[Sides] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), OBJECTS)):
        each = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(each) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top):
            found.append((left.value, bottom.value, right.value, top.value))
        if len(found) == PICTURES:
            break
    return found


def _read_page(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int) -> Iterator[PdfWord]:
    """Yield the words whose middle lies on the visible part of the page."""
    left, bottom, right, top = page.get_bbox()
    for letters, sides, first in _group_letters(text):
        across, up = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        if letters and left <= across <= right and bottom <= up <= top:
            yield _place(text, letters, sides, first, number)


def _group_letters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, Sides, int]]:
    """Yield each word's letters, its sides, and the index of its first character."""
    raw = text.raw
    letters: list[str] = []
    sides = last = (0.0, 0.0, 0.0, 0.0)
    first = 0
    for index in range(text.count_chars()):
        letter = _letter(pdfium.FPDFText_GetUnicode(raw, index))
        box = None if letter.isspace() else _box(raw, index)
        if letters and (box is None or _is_apart(last, box, letter)):
            yield _join(letters), sides, first
            letters = []
        if box is None:
            continue
        if letters:
            sides = _around(sides, box)
        else:
            sides, first = box, index
        letters.append(letter)
        last = box
    if letters:
        yield _join(letters), sides, first


def _letter(code: int) -> str:
    if code == HYPHEN:
        return "-"
    letter = chr(code) if code <= 0x10FFFF else UNKNOWN  # noqa: PLR2004 - the last code point of Unicode
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in {"Cc", "Cn"} or letter in {"\ufffe", "\uffff"}:
        return UNKNOWN
    return LIGATURES.get(letter, letter)


def _join(letters: list[str]) -> str:
    """Return the word without what has no width; characters that came as two halves are put together."""
    word = "".join(letter for letter in letters if letter not in HIDDEN)
    if any("\ud800" <= letter <= "\udfff" for letter in word):
        word = word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return word


def _box(raw: object, index: int) -> Sides | None:
    """Return the character's sides, as high as its line, or None where it has no place."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(raw, index, rect):
        return None
    sides = (rect.left, rect.bottom, rect.right, rect.top)
    return sides if all(map(math.isfinite, sides)) else None


def _is_apart(last: Sides, box: Sides, letter: str) -> bool:
    """Whether a character cannot stand in one word with the one before it: on another line, or behind a gap."""
    high = max(last[3] - last[1], box[3] - box[1], 0.1)
    wide = max(last[2] - last[0], box[2] - box[0], 0.1)
    if min(last[3], box[3]) - max(last[1], box[1]) > 0:
        ahead = box[0] - last[2]
        jumps = ahead > JUMP * high or ahead < -2 * wide
        return jumps and unicodedata.bidirectional(letter) not in {"R", "AL"}
    # Not level: apart, unless the word runs up or down the page.
    away = max(box[1] - last[3], last[1] - box[3])
    beside = min(last[2], box[2]) - max(last[0], box[0])
    return beside <= 0 or away > JUMP * wide


def _around(one: Sides, other: Sides) -> Sides:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _place(text: pypdfium2.PdfTextPage, letters: str, sides: Sides, first: int, number: int) -> PdfWord:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text.raw, first, matrix)
    size = pdfium.FPDFText_GetFontSize(text.raw, first) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a) / QUARTER
    turn = round(angle) % 4 if abs(angle - round(angle)) < SLANT else SLANTED
    across, up = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text.raw, first, across, up)
    left, bottom, right, top = sides
    base = (up.value, -across.value, -up.value, across.value, up.value)[turn]
    start, end = ((left, right), (bottom, top), (-right, -left), (-top, -bottom), (left, right))[turn]
    high = right - left if turn in {1, 3} else top - bottom
    if not math.isfinite(size) or size <= 0 or high > TALL * size:
        size = max(high, 0.1)
    sides = (round(left, 1), round(bottom, 1), round(right, 1), round(top, 1))
    return PdfWord(letters, number, sides, start, end, base, size, _is_bold(text.raw, first), turn)


def _is_bold(raw: object, index: int) -> bool:
    name = ctypes.create_string_buffer(64)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, len(name), flags)
    return BOLD.search(name.value) is not None or pdfium.FPDFText_GetFontWeight(raw, index) >= BOLD_WEIGHT
