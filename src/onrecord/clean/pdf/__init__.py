"""Turns a PDF into the text that a reader sees, in reading order, with the page and the box of every word.

Invariant: every word that the pages show is in the text once; running heads and feet are labelled, not cut.
"""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.clean.dating import parse_date
from onrecord.clean.lines import Line
from onrecord.clean.metadata import PageFacts
from onrecord.clean.pdf.composing import compose
from onrecord.clean.pdf.facts import bound_by, is_later, read_author, read_pdf_date, read_title
from onrecord.clean.pdf.labels import hint_roles
from onrecord.clean.pdf.paragraphs import Paragraph, Style, join_broken, measure_style, split_column
from onrecord.clean.pdf.rows import Row, group_rows, order_columns
from onrecord.clean.pdf.running import find_running, printed_address
from onrecord.clean.pdf.words import SLANTED, PdfFile, PdfWord, read_words
from onrecord.model import Capture, PageDate, Record, Role, Word


class PdfPage(Record, frozen=True, kw_only=True):
    """A PDF's text in lines, one for each paragraph, with what its layout and its metadata show.

    `hints` are roles that the layout shows, None where it shows none. `made` is what the time at which the file was
    made says about its publication. `silent` are the numbers of pages without text, in a PDF that has text elsewhere.
    """

    text: str
    lines: Sequence[Line]
    hints: Sequence[Role | None]
    words: tuple[Word, ...]
    facts: PageFacts
    made: PageDate | None
    silent: tuple[int, ...]


def read_pdf(capture: Capture) -> PdfPage:
    """Return the text of a PDF.

    Raises:
        PageError: `encrypted`, `broken`, `too_large`, or `no_text` (see `read_words`).
    """
    file = read_words(capture.data, capture.uri)
    paragraphs, style = _read_paragraphs(file)
    composed = compose(paragraphs)
    title = read_title(file.info["Title"])
    made, changed = (read_pdf_date(file.info[key]) for key in ("CreationDate", "ModDate"))
    date = None if made is None else parse_date(made, "bound")
    return PdfPage(
        text=composed.text,
        lines=composed.lines,
        hints=hint_roles(paragraphs, composed.lines, file.sheets, style, capture.given.title or title),
        words=tuple(composed.words),
        facts=PageFacts(
            title=title,
            byline=read_author(file.info["Author"]),
            url=printed_address(row for each in paragraphs if each.is_running for row in each.rows),
            updated=changed if is_later(changed, made) else None,
        ),
        made=None if date is None else bound_by(date, f"{file.info['Creator']} {file.info['Producer']}"),
        silent=tuple(sheet.number for sheet in file.sheets if not sheet.words),
    )


def _read_paragraphs(file: PdfFile) -> tuple[list[Paragraph], Style]:
    """Return the document's paragraphs in reading order, and how its text is set."""
    main = [_main_turn(sheet.words) for sheet in file.sheets]
    edges = find_running(
        [[word for word in sheet.words if word.turn == turn] for sheet, turn in zip(file.sheets, main, strict=True)]
    )
    pages = [list(order_columns(each.words)) for each in edges]
    style = measure_style([rows for columns in pages for rows in columns])
    paragraphs: list[Paragraph] = []
    number = 0
    for sheet, turn, each, columns in zip(file.sheets, main, edges, pages, strict=True):
        paragraphs += _as_running(each.heads, number)
        for rows in columns:
            number += 1
            paragraphs += split_column(rows, number, style)
        paragraphs += _as_running(each.feet, number)
        paragraphs += _as_running(_turned_rows(sheet.words, turn), number)
    return list(join_broken(paragraphs, style.size)), style


def _as_running(rows: Iterable[Row], column: int) -> Iterator[Paragraph]:
    return (Paragraph([row], column, is_running=True) for row in rows)


def _main_turn(words: Sequence[PdfWord]) -> int:
    """Return how far the text of a page is turned: as most of its letters are."""
    letters = [sum(len(word.text) for word in words if word.turn == turn) for turn in range(SLANTED)]
    return letters.index(max(letters))


def _turned_rows(words: Sequence[PdfWord], main: int) -> Iterator[Row]:
    """Yield what runs in another direction than the page's text: notes in the margin, stamps, watermarks."""
    for turn in range(SLANTED + 1):
        if turn != main:
            yield from group_rows([word for word in words if word.turn == turn])
