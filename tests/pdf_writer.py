"""Writes small PDFs for tests: words at places, in the standard fonts, with metadata (PDF 32000-1, 7.5)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

PAGE = (595, 842)
"""A4 in points."""

FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "typed": "Courier"}
TYPED_WIDTH = 0.6
"""Every Courier character is so wide, in ems: lines can be set without a table of widths."""


class Shown(NamedTuple):
    """One string on a page: its baseline's start in points, its size, its font, and the quarter turns it is rotated."""

    x: float
    y: float
    size: float
    text: str
    font: str = "typed"
    turns: int = 0
    mode: int = 0


class Picture(NamedTuple):
    """A grey picture with its lower left corner at a place, in points."""

    x: float
    y: float
    width: float
    height: float


def write_pdf(
    pages: Sequence[Iterable[Shown | Picture]],
    info: dict[str, str] | None = None,
    size: tuple[float, float] = PAGE,
    extra: str = "",
) -> bytes:
    """Return a PDF with the pages; `info` is its metadata, `extra` goes into every page's dictionary."""
    fonts = "".join(f"/{name} {3 + at} 0 R " for at, name in enumerate(FONTS))
    first = 3 + len(FONTS)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [b"<</Type /Catalog /Pages 2 0 R>>"]
    objects.append(f"<</Type /Pages /Count {len(pages)} /Kids [{kids}]>>".encode())
    objects += [
        f"<</Type /Font /Subtype /Type1 /BaseFont /{each} /Encoding /WinAnsiEncoding>>".encode()
        for each in FONTS.values()
    ]
    for at, shown in enumerate(pages):
        box = f"/MediaBox [0 0 {size[0]:g} {size[1]:g}] /Resources <</Font <<{fonts}>>>> {extra}"
        objects.append(f"<</Type /Page /Parent 2 0 R {box} /Contents {first + 2 * at + 1} 0 R>>".encode())
        content = b"\n".join(map(_operators, shown))
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(
        b"<<" + b"".join(b"/%s %s" % (key.encode(), _string(text)) for key, text in (info or {}).items()) + b">>"
    )
    return _file(objects)


def _operators(shown: Shown | Picture) -> bytes:
    if isinstance(shown, Picture):
        place = f"q {shown.width:g} 0 0 {shown.height:g} {shown.x:g} {shown.y:g} cm"
        return f"{place} BI /W 1 /H 1 /CS /G /BPC 8 ID z EI Q".encode()
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[shown.turns % 4]
    place = f"{cos} {sin} {-sin} {cos} {shown.x:g} {shown.y:g} Tm {shown.mode} Tr"
    return f"BT /{shown.font} {shown.size:g} Tf {place} ".encode() + _string(shown.text) + b" Tj ET"


def _string(text: str) -> bytes:
    try:
        encoded = text.encode("cp1252")
    except UnicodeEncodeError:
        encoded = text.encode("utf-16")
    return b"(" + encoded.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"


def _file(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer % (size, len(objects), len(written))
    return bytes(written)


def wrap(text: str, width: float, size: float) -> list[str]:
    """Return the text in lines of Courier that are no wider, broken at spaces and behind hyphens within words."""
    room = int(width / (size * TYPED_WIDTH))
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def set_lines(lines: Iterable[str], x: float, y: float, size: float, leading: float = 1.2) -> list[Shown]:
    """Return the lines below each other, the first with its baseline at `y`."""
    return [Shown(x, y - at * leading * size, size, line) for at, line in enumerate(lines)]
