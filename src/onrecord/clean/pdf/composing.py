"""Writes paragraphs of rows out as one text, and keeps where each word of it stands on its page.

Invariant: every character of the text that is not white space belongs to exactly one word with a box.
"""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.clean.lines import Line
from onrecord.clean.pdf.hyphens import SOFT_HYPHEN, Hyphenation
from onrecord.clean.pdf.paragraphs import Paragraph
from onrecord.clean.pdf.rows import is_cell_gap
from onrecord.model import Word

CELL_SPACE = "   "
"""What stands between the cells of a table's row, as wide as a menu's gaps are in a page of plain text."""


class Composed(NamedTuple):
    """A text, its lines (one for each paragraph) and its words with their boxes."""

    text: str
    lines: list[Line]
    words: list[Word]


def compose(paragraphs: Sequence[Paragraph]) -> Composed:
    """Return the paragraphs as lines of one text; words that were divided at the end of a row are put together."""
    hyphenation = Hyphenation([row for paragraph in paragraphs for row in paragraph.rows])
    writer = _Writer(hyphenation)
    lines: list[Line] = []
    for paragraph in paragraphs:
        if lines:
            writer.write("\n")
        start = writer.length
        writer.write_paragraph(paragraph)
        lines.append(Line(start, writer.length, "".join(writer.pieces[writer.mark :])))
    return Composed("".join(writer.pieces), lines, writer.words)


class _Writer:
    """The text so far, in pieces, of which the current paragraph begins at `mark`."""

    def __init__(self, hyphenation: Hyphenation) -> None:
        self.hyphenation = hyphenation
        self.pieces: list[str] = []
        self.length = 0
        self.mark = 0
        self.words: list[Word] = []

    def write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def write_paragraph(self, paragraph: Paragraph) -> None:
        self.mark = len(self.pieces)
        for number, row in enumerate(paragraph.rows):
            after = paragraph.rows[number + 1].words[0].text if number + 1 < len(paragraph.rows) else ""
            for index, word in enumerate(row.words):
                if index:
                    self.write(CELL_SPACE if is_cell_gap(row, index) else " ")
                last = index == len(row.words) - 1 and after
                divided = last and self.hyphenation.is_division(word.text, after)
                shown = word.text[:-1] if divided else word.text
                start = self.length
                self.write(shown.replace(SOFT_HYPHEN, ""))
                if self.length > start:
                    self.words.append((start, self.length, word.page, *word.sides))
            if after and not divided and not _is_bound(row.words[-1].text, after):
                self.write(" ")


def _is_bound(end: str, start: str) -> bool:
    """Whether a hyphen or a slash binds the last word of a row to the next row's first: "Anglo-" and "Saxon"."""
    return len(end) > 1 and end[-1] in "-\u2010/" and end[-2].isalnum() and start[0].isalnum()
