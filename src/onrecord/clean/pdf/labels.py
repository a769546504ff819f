"""Says which paragraphs of a PDF the size of their type and their place show to be titles, headings and captions.

Invariant: None means that the layout shows nothing; what the wording shows is decided elsewhere.
"""

from collections.abc import Sequence

from onrecord.clean.lines import Line
from onrecord.clean.pdf.paragraphs import DISPLAY, Paragraph, Style, is_size
from onrecord.clean.pdf.running import PRINTED
from onrecord.clean.pdf.words import PdfSheet, Sides
from onrecord.clean.wording import HEADLINE_WORDS, PROSE_WORDS, SECTION_WORDS, own_role
from onrecord.model import Role

TITLE_WORDS = 45
UNDER_PICTURE = 3.0
"""A caption's first row stands within so many ems below its picture."""


def hint_roles(
    paragraphs: Sequence[Paragraph], lines: Sequence[Line], sheets: Sequence[PdfSheet], style: Style, title: str | None
) -> list[Role | None]:
    """Return the role that layout shows for each paragraph, `lines` being their text and `title` the known headline."""
    chosen = _find_title(paragraphs, lines, style, title)
    pictures = {sheet.number: sheet.pictures for sheet in sheets}
    roles: list[Role | None] = []
    for index, (paragraph, line) in enumerate(zip(paragraphs, lines, strict=True)):
        if index == chosen:
            roles.append("title")
        elif paragraph.is_running:
            # A newspaper's running head dates it; the stamp of a printed web page only says when it was printed.
            roles.append(None if own_role(line) == "dateline" and not PRINTED.match(line.text) else "boilerplate")
        elif own_role(line) is not None:
            roles.append(None)
        elif _is_heading(paragraph, line, style):
            roles.append("heading")
        elif _is_caption(paragraph, pictures.get(paragraph.page, ()), style):
            roles.append("caption")
        else:
            roles.append(None)
    return roles


def _find_title(paragraphs: Sequence[Paragraph], lines: Sequence[Line], style: Style, title: str | None) -> int | None:
    """Return the place of the known title, or else of what is set in the largest type on the first page with text."""
    places = [index for index, paragraph in enumerate(paragraphs) if not paragraph.is_running]
    first = [index for index in places if paragraphs[index].page == paragraphs[places[0]].page]
    key = Line(0, len(title), title).key if title else ""
    known = next((index for index in first if key and lines[index].key == key), None)
    if known is not None:
        return known
    large = [
        index
        for index in first
        if paragraphs[index].size >= DISPLAY * style.size
        and SECTION_WORDS < len(lines[index].words) <= TITLE_WORDS
        and own_role(lines[index]) is None
    ]
    return max(large, key=lambda index: (round(paragraphs[index].size), -index), default=None)


def _is_heading(paragraph: Paragraph, line: Line, style: Style) -> bool:
    """Whether the paragraph is set larger than the text, or bold in it, and is no sentence."""
    if line.ends_sentence and len(line.words) >= PROSE_WORDS:
        return False
    shown = paragraph.size >= DISPLAY * style.size or (paragraph.is_bold and paragraph.size > style.size * 0.9)
    return shown and len(line.words) <= HEADLINE_WORDS and not line.text.endswith((":", ","))


def _is_small(paragraph: Paragraph, style: Style) -> bool:
    return paragraph.size < style.size and not is_size(paragraph.size, style.size)


def _is_caption(paragraph: Paragraph, pictures: Sequence[Sides], style: Style) -> bool:
    """Whether the paragraph is set smaller than the text and stands right below a picture."""
    if not _is_small(paragraph, style):
        return False
    row = paragraph.rows[0]
    left, right = min(word.sides[0] for word in row.words), max(word.sides[2] for word in row.words)
    top = max(word.sides[3] for word in row.words)
    return any(
        -paragraph.size <= picture[1] - top <= UNDER_PICTURE * paragraph.size
        and picture[0] <= (left + right) / 2 <= picture[2]
        for picture in pictures
    )
