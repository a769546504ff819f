"""Turns an article's text and the bytes it was read from into the map that leads back from one to the other.

Invariant: what does not align exactly with the source has no place, and order is kept: text is never given the place
of other text that looks alike. A map of bytes that do not survive being decoded and encoded again is empty.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.clean.align import Match, align
from onrecord.clean.markup import MarkupText, PageLine
from onrecord.clean.source import Piece, Run, SourceText
from onrecord.model import OffsetMap
from onrecord.model import Run as ByteRun

RUN_SIZE = 2_000
"""Longest run that is mapped by single characters: looking one up encodes no more than this."""

_SPACE = r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#(?:160|32|[xX](?:[aA]0|20)));?)+"
SPACE = re.compile(_SPACE)
SPACE_BEHIND = re.compile(_SPACE + r"\Z")
SPACE_SIZE = 100
"""White space before a word is looked for so far back."""


class _Place(NamedTuple):
    """`size` characters of the text from `at` on stand in the source from `start` to `end`.

    They stand there as they are, one by one, unless they do so only as a `whole`: as a reference or folded space.
    """

    at: int
    size: int
    start: int
    end: int
    whole: bool = False


def map_plain(data: bytes, text: str, encoding: str) -> OffsetMap:
    """Return the map of a plain text, which is all of the bytes but their byte-order mark.

    Args:
        data: the captured bytes.
        text: what they say.
        encoding: Python's name of the encoding they were read with.
    """
    return _map(data, text, encoding, [_Place(0, len(text), 0, len(text))] if text else [])


def map_markup(data: bytes, source: str, encoding: str, page: MarkupText) -> OffsetMap:
    """Return the map of the text that the lines of an HTML page make.

    Args:
        data: the captured bytes.
        source: what they say: the page's markup.
        encoding: Python's name of the encoding they were read with.
        page: the page's lines and ink.
    """
    origin = SourceText(source)
    mapper = _Mapper(origin, align(page.ink, origin.ink), encoding)
    for line in page.lines:
        mapper.add_line(line)
    return _map(data, source, encoding, mapper.places)


def _left_end(match: Match) -> int:
    return match.left + match.size


class _Mapper:
    """Goes along the lines of a page, their ink, what it is aligned to, and the source that holds that."""

    def __init__(self, origin: SourceText, matches: Sequence[Match], encoding: str) -> None:
        self.origin = origin
        self.matches = matches
        self.encoding = encoding
        self.places: list[_Place] = []
        self._match = 0
        self._run = 0
        self._pieces_of: Run | None = None
        self._pieces: list[Piece] = []
        self._line = ""
        self._line_start = 0
        self._at = 0

    def add_line(self, line: PageLine) -> None:
        """Find the places of the next line."""
        self._line, self._line_start, self._at = line.text, line.start, 0
        for start, end in line.ink:
            self._follow(start, end)

    def _follow(self, start: int, end: int) -> None:
        """Go on with the page's ink from `start` to `end`."""
        while self._match < len(self.matches) and _left_end(self.matches[self._match]) <= start:
            self._match += 1
        for index in range(self._match, len(self.matches)):
            left, right, size = self.matches[index]
            if left >= end:
                break
            first, behind = max(start, left), min(end, left + size)
            self._skip(first - start)
            self._copy(right + first - left, right + behind - left)
            start = behind
        self._skip(end - start)

    def _copy(self, start: int, end: int) -> None:
        """Go on with the source's ink from `start` to `end`."""
        runs = self.origin.runs
        while self._run < len(runs) and runs[self._run].ink + runs[self._run].size <= start:
            self._run += 1
        for index in range(self._run, len(runs)):
            run = runs[index]
            if run.ink >= end:
                break
            first, behind = max(start, run.ink), min(end, run.ink + run.size)
            self._skip(first - start)
            self._copy_run(run, first - run.ink, behind - run.ink)
            start = behind
        self._skip(end - start)

    def _copy_run(self, run: Run, start: int, end: int) -> None:
        """Place the run's characters of ink from `start` to `end`: at once where it stands in the line as it is."""
        if end - start == run.size and self._copy_whole(run):
            return
        if self._pieces_of != run:
            self._pieces_of, self._pieces = run, self.origin.pieces(run)
        pieces = self._pieces
        for index in range(bisect_right(pieces, start, key=lambda piece: piece.at) - 1, len(pieces)):
            at, ink, low, high = pieces[index]
            if at >= end:
                break
            first, behind = max(start - at, 0), min(end - at, len(ink))
            if high - low == len(ink):
                self._put(ink[first:behind], low + first)
            elif behind - first == len(ink):
                self._put_whole(ink, low, high)
            else:
                self._skip(behind - first)

    def _copy_whole(self, run: Run) -> bool:
        """Place the whole run at once if it stands in the line as it is; return whether it does."""
        raw = self.origin.source[run.start : run.end]
        words = raw.strip()
        if "&" in raw or not self._line.startswith(words, self._after_space()):
            return False
        self._put(words, run.start + raw.index(words))
        return True

    def _after_space(self) -> int:
        return self._at + self._line.startswith(" ", self._at)

    def _skip(self, size: int) -> None:
        """Pass over characters of ink that have no place."""
        for _ in range(size):
            self._at = self._after_space() + 1

    def _put(self, words: str, start: int) -> None:
        """Place the next words of the line, which stand in the source from `start` on as they are."""
        self._append(_Place(self._next(start), len(words), start, start + len(words)))
        self._at += len(words)

    def _put_whole(self, ink: str, start: int, end: int) -> None:
        self._append(_Place(self._next(start), len(ink), start, end, whole=True))
        self._at += len(ink)

    def _next(self, start: int) -> int:
        """Return the offset of the line's next ink, which stands at `start` in the source.

        Before it, the white space that the text has there is placed: what is next to either word in the source.
        """
        at = self._after_space()
        last = self.places[-1] if self.places else None
        if at > self._at and last is not None and last.at + last.size == self._line_start + self._at:
            source = self.origin.source
            space = SPACE.match(source, last.end, start) or SPACE_BEHIND.search(
                source, max(last.end, start - SPACE_SIZE), start
            )
            if space is not None:
                whole = len(space[0].encode(self.encoding)) != len(" ".encode(self.encoding))
                self._append(_Place(self._line_start + self._at, 1, space.start(), space.end(), whole))
        self._at = at
        return self._line_start + at

    def _append(self, place: _Place) -> None:
        last = self.places[-1] if self.places else None
        joins = last is not None and last.at + last.size == place.at and last.end == place.start
        if last is None or not joins or last.whole or place.whole:
            self.places.append(place)
        else:
            self.places[-1] = _Place(last.at, last.size + place.size, last.start, place.end)


def _map(data: bytes, source: str, encoding: str, places: Sequence[_Place]) -> OffsetMap:
    """Return the map of places in the source, by counting the bytes that its characters take."""
    try:
        encoded = source.encode(encoding)
    except UnicodeEncodeError:
        return OffsetMap(encoding=encoding)
    mark = len(data) - len(encoded)
    if mark < 0 or data[mark:] != encoded:
        return OffsetMap(encoding=encoding)
    runs: list[ByteRun] = []
    at, offset = 0, mark
    for place in _cut(places):
        start = offset + len(source[at : place.start].encode(encoding))
        offset = start + len(source[place.start : place.end].encode(encoding))
        at = place.end
        runs.append((place.at, place.at + place.size, start, offset))
    # Encodings that shift between states count differently in pieces: no place would be certain.
    whole = offset + len(source[at:].encode(encoding)) == len(data)
    return OffsetMap(encoding=encoding, runs=tuple(runs) if whole else ())


def _cut(places: Sequence[_Place]) -> Iterator[_Place]:
    """Yield the places, long ones in several pieces."""
    for place in places:
        at, size, start, _, whole = place
        if whole or size <= RUN_SIZE:
            yield place
            continue
        for first in range(0, size, RUN_SIZE):
            part = min(RUN_SIZE, size - first)
            yield _Place(at + first, part, start + first, start + first + part)
