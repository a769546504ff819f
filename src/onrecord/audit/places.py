"""Checks that statements stand in the captured bytes where the case says they do.

Invariant: the words are read from the bytes anew, so the map that led there proves nothing about itself.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, pairwise, zip_longest

from onrecord.audit.spans import Fault
from onrecord.clean.markup import parse_page, read_markup
from onrecord.clean.pdf.words import PdfWord, read_words
from onrecord.errors import PageError
from onrecord.model import Article, Box, Capture, CaptureSpan, OffsetMap, Part, Statement, capture_span

MARKS = range(0xE000, 0xF900)
"""Characters for private use (Unicode 23.5): one that the page does not show marks places in it."""


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
    if not _is_encoding(article.offsets.encoding):
        # That the page was read with another one is found where it is cleaned again.
        return
    named: list[tuple[Statement, str, str, CaptureSpan]] = []
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
                named.append((statement, where, article.text[slice(*part)], stored))
    source = _Source(article, capture, [place for *_, place in named])
    for statement, where, words, place in named:
        if not source.says(words, place):
            yield statement, (where, words, source.words_at(place))


def _is_encoding(name: str) -> bool:
    try:
        " ".encode(name)
    except LookupError:
        return False
    return True


class _Source:
    """The captured file, to read what stands at a place; `places` are all that will be asked for."""

    def __init__(self, article: Article, capture: Capture, places: Iterable[CaptureSpan]) -> None:
        self.article = article
        self.capture = capture
        self.places = places

    def words_at(self, place: CaptureSpan) -> str:
        """Return what stands there: decoded bytes, or the words in the boxes of a PDF."""
        if place.boxes:
            return " ".join(word.text for box in place.boxes for word in self._printed if _is_inside(word, box))
        return self.capture.data[place.start : place.end].decode(self.article.offsets.encoding, "replace")

    def says(self, words: str, place: CaptureSpan) -> bool:
        """Whether a place of the file shows the words; where lines break is for the text around it to say."""
        raw = self.words_at(place)
        ink = _ink(words)
        if self.capture.media_type == "application/pdf":
            # A box may hold more than the words, and they may be hyphenated there: the letters count.
            return Counter(filter(str.isalnum, ink)) <= Counter(filter(str.isalnum, _ink(raw)))
        if ink == _ink(raw) or self.capture.media_type != "text/html":
            return ink == _ink(raw)
        # The bytes show the words by themselves, or else together with all that is open around them.
        return ink == _visible_ink(raw) or ink == self._seen.get(_bytes_of(place))

    @cached_property
    def _printed(self) -> list[PdfWord]:
        try:
            file = read_words(self.capture.data, self.capture.uri)
        except PageError:
            # What cannot be read shows no words; that the page is broken is found where it is cleaned again.
            return []
        return [word for sheet in file.sheets for word in sheet.words]

    @cached_property
    def _seen(self) -> Mapping[Part, str]:
        """What readers of a web page see between the two ends of each place, without white space.

        The page is parsed whole, once, with a mark at both ends of every place; a place with an end that is not seen
        is left out.
        """
        places = [_bytes_of(place) for place in self.places]
        shown = set(self.article.text)
        mark = next((sign for sign in map(chr, MARKS) if sign not in shown), chr(MARKS[0]))
        # Words and the names of ends take turns.
        turns = _visible_ink(self._marked(mark, {end for place in places for end in place if end})).split(mark)
        sizes = accumulate(map(len, turns[::2]))
        ends = {"0": 0} | dict(zip(turns[1::2], sizes, strict=False))
        ink = "".join(turns[::2])
        found = ((place, ends.get(str(place[0])), ends.get(str(place[1]))) for place in places)
        return {place: ink[first:last] for place, first, last in found if first is not None and last is not None}

    def _marked(self, mark: str, ends: Collection[int]) -> str:
        """Return the page's source with each of these ends named, between two marks."""
        data, encoding = self.capture.data, self.article.offsets.encoding
        borders = [*sorted(ends), None]
        pieces = [data[: borders[0]].decode(encoding, "replace")]
        for start, end in pairwise(borders):
            pieces += [f"{mark}{start}{mark}", data[start:end].decode(encoding, "replace")]
        return "".join(pieces)


def _ink(text: str) -> str:
    return "".join(text.split())


def _visible_ink(markup: str) -> str:
    root = parse_page(markup)
    return "" if root is None else "".join(_ink(line.text) for line in read_markup(root).lines)


def _bytes_of(place: CaptureSpan) -> Part:
    return place.start or 0, place.end or 0


def _is_inside(word: PdfWord, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    page, left, bottom, right, top = box
    across, upright = (word.sides[0] + word.sides[2]) / 2, (word.sides[1] + word.sides[3]) / 2
    return word.page == page and left <= across <= right and bottom <= upright <= top


def _shown(span: CaptureSpan | None) -> str:
    if span is None:
        return "no exact place"
    return f"bytes {span.start}..{span.end}" if span.start is not None else f"boxes {span.boxes}"
