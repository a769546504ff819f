"""Checks that statements stand in the captured bytes where the case says they do.

Invariant: the words are read from the bytes anew, by decoding and parsing no more than the place itself, so the map
that led there proves nothing about itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import zip_longest

from onrecord.audit.spans import Fault
from onrecord.clean.markup import parse_page, read_markup
from onrecord.clean.pdf.words import PdfWord, read_words
from onrecord.errors import PageError
from onrecord.model import Article, Box, Capture, CaptureSpan, OffsetMap, Statement, capture_span


def offset_faults(stored: OffsetMap, fresh: OffsetMap) -> Iterator[Fault]:
    """Yield the first difference between an article's map and the one that cleaning it again gives."""
    if stored.encoding != fresh.encoding:
        yield "offsets.encoding", stored.encoding, fresh.encoding
    for name in ("runs", "words"):
        pairs = zip_longest(getattr(stored, name), getattr(fresh, name))
        for index, (expected, found) in enumerate(pairs):
            if expected != found:
                yield f"offsets.{name}[{index}]", str(expected), str(found)
                break


def place_faults(
    article: Article, capture: Capture, statements: Iterable[Statement]
) -> Iterator[tuple[Statement, Fault]]:
    """Yield each part of a statement that does not stand where it says, with what is wrong about it."""
    source = _Source(capture, article.offsets.encoding)
    for statement in statements:
        for index, (part, stored) in enumerate(zip_longest(statement.parts, statement.capture_spans)):
            where = f"capture_spans[{index}]"
            if part is None:
                yield statement, (where, "no such part", str(stored))
                continue
            computed = capture_span(article.offsets, article.text, *part)
            if stored != computed:
                yield statement, (where, _shown(computed), _shown(stored))
            elif stored is not None:
                words, raw = article.text[slice(*part)], source.words_at(stored)
                if not source.says(raw, words):
                    yield statement, (where, words, raw)


class _Source:
    """The captured file, to read what stands at a place."""

    def __init__(self, capture: Capture, encoding: str) -> None:
        self.capture = capture
        self.encoding = encoding

    def words_at(self, place: CaptureSpan) -> str:
        """Return what stands there: decoded bytes, or the words in the boxes of a PDF."""
        if place.boxes:
            return " ".join(word.text for box in place.boxes for word in self._printed if _is_inside(word, box))
        return self.capture.data[place.start : place.end].decode(self.encoding, "replace")

    @cached_property
    def _printed(self) -> list[PdfWord]:
        try:
            file = read_words(self.capture.data, self.capture.uri)
        except PageError:
            # What cannot be read shows no words; that the page is broken is found where it is cleaned again.
            return []
        return [word for sheet in file.sheets for word in sheet.words]

    def says(self, raw: str, words: str) -> bool:
        """Whether a piece of the file shows the words; where lines break is for the text around it to say."""
        ink = "".join(words.split())
        if self.capture.media_type == "application/pdf":
            # A box may hold more than the words, and they may be hyphenated there: the letters count.
            return Counter(filter(str.isalnum, ink)) <= Counter(filter(str.isalnum, raw))
        if "".join(raw.split()) == ink:
            return True
        root = parse_page(raw) if self.capture.media_type == "text/html" else None
        return root is not None and ink == "".join("".join(line.text.split()) for line in read_markup(root).lines)


def _is_inside(word: PdfWord, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    page, left, bottom, right, top = box
    across, upright = (word.sides[0] + word.sides[2]) / 2, (word.sides[1] + word.sides[3]) / 2
    return word.page == page and left <= across <= right and bottom <= upright <= top


def _shown(span: CaptureSpan | None) -> str:
    if span is None:
        return "no exact place"
    return f"bytes {span.start}..{span.end}" if span.start is not None else f"boxes {span.boxes}"
