"""Joins rows to paragraphs, within a column and across the ends of columns and pages.

Invariant: rows are only put together, in order; a paragraph that goes on behind a column's end takes its rest, and
what stood between follows it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from onrecord.clean.pdf.rows import BULLET, Row

SAME_SIZE = 0.08
DISPLAY = 1.15
"""Type this much larger than the text's is a headline's."""

GAP = 1.2
WIDE_GAP = 1.7
"""How much further than usual the next row lies where a paragraph ends, and where not even a sentence goes on."""

INDENT, MOST_INDENT = 0.8, 4.0
"""How far a paragraph's first row is set in, in ems."""

FULL = 3.0
"""A row that leaves fewer ems has no room for another word."""

FLUSH = 1.0
"""Rows that end within one point of their column's edge end at it."""

SHORT_SHARE = 0.3
"""A row that leaves so much of its column empty ends its paragraph even without a full stop."""

FEW_GAPS = 6
"""A column with fewer rows is measured by the distances of the whole document."""

USUAL_PITCH = 1.2
MANY_SHARE = 0.3
MOST_ENDS = 0.95
"""The right edge of a column is where most rows end at the latest; a single one may stick out."""

AHEAD = 12
"""How many paragraphs may stand between the two parts of one: captions, notes, running heads."""


@dataclass
class Paragraph:
    """Rows that make one paragraph; `column` numbers the columns of the document through.

    `room` is how much of its column the last row leaves empty, in points. `is_open` says that no paragraph ends like
    this, `indented` that the first row is set in.
    """

    rows: list[Row]
    column: int
    is_running: bool = False
    room: float = 0.0
    is_open: bool = False
    indented: bool = False

    @property
    def size(self) -> float:
        """The size of its type in points."""
        return median_low(row.size for row in self.rows)

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.rows[0].words[0].page

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(row.is_bold for row in self.rows)


class Style(NamedTuple):
    """How the document's text is set: the size of its type and the distance from row to row, in points.

    `indent` is how far the first rows of paragraphs are set in, in points (0 where they are not).
    """

    size: float
    pitch: float
    indent: float = 0.0


class _Column(NamedTuple):
    """What a column's rows are measured by: its edges in points, and how its text is set.

    `is_justified` says that its rows end at its right edge, but for the last one of each paragraph.
    """

    left: float
    right: float
    style: Style
    is_justified: bool

    @property
    def width(self) -> float:
        return self.right - self.left


def measure_style(columns: Sequence[Sequence[Row]]) -> Style:
    """Return how most letters of the columns are set."""
    letters: Counter[float] = Counter()
    for row in (row for rows in columns for row in rows):
        letters[round(row.size, 1)] += len(row.text)
    size = min(letters, key=lambda each: (-letters[each], each), default=1.0)
    gaps = sorted(gap for rows in columns for gap in _gaps(rows, size))
    return Style(size, gaps[len(gaps) // 4] if gaps else USUAL_PITCH * size, _find_indent(columns, size))


def _texts(rows: Sequence[Row], size: float) -> list[Row]:
    return [row for row in rows if not row.is_table and is_size(row.size, size)]


def _gaps(rows: Sequence[Row], size: float) -> list[float]:
    """Return the distances between rows of text; a quarter of them are no larger than those within a paragraph."""
    pairs = ((before, row) for before, row in pairwise(rows) if is_size(before.size, size) and is_size(row.size, size))
    return [before.base - row.base for before, row in pairs]


def _left_edge(rows: Sequence[Row]) -> float:
    """Return the outermost place where many rows begin: in short paragraphs most rows may be first ones, set in."""
    starts = Counter(round(row.start) for row in rows)
    many = max(starts.values(), default=0) * MANY_SHARE
    return min((start for start, count in starts.items() if count >= many), default=0)


def _find_indent(columns: Sequence[Sequence[Row]], size: float) -> float:
    """Return how far the first rows of most paragraphs are set in, in points; 0 where they are not."""
    insets: Counter[int] = Counter()
    firsts: Counter[int] = Counter()
    for rows in columns:
        texts = _texts(rows, size)
        left = _left_edge(texts)
        for row, after in pairwise(texts):
            if INDENT * size < row.start - left < MOST_INDENT * size:
                step = round(row.start - left)
                insets[step] += 1
                firsts[step] += abs(after.start - left) < size / 2
    indent = min(firsts, key=lambda step: (-firsts[step], step), default=0)
    return indent if firsts[indent] > 1 and firsts[indent] * 3 >= insets[indent] else 0


def split_column(rows: Sequence[Row], number: int, style: Style) -> list[Paragraph]:
    """Return the paragraphs of a column."""
    column = _measure(rows, style)
    paragraphs: list[Paragraph] = []
    for row in rows:
        if paragraphs and not _breaks(paragraphs[-1].rows, row, column):
            paragraphs[-1].rows.append(row)
        else:
            indented = row.start - column.left > INDENT * row.size
            paragraphs.append(Paragraph([row], number, indented=indented))
    for each in paragraphs:
        each.room = column.right - each.rows[-1].end
        flush = column.is_justified and abs(each.room) < FLUSH
        each.is_open = flush or (style.indent > 0 and each.room < FULL * style.size)
    return paragraphs


def _measure(rows: Sequence[Row], style: Style) -> _Column:
    texts = _texts(rows, style.size) or list(rows)
    ends = sorted(row.end for row in texts)
    right = ends[int(MOST_ENDS * (len(ends) - 1))]
    gaps = sorted(_gaps(rows, style.size))
    pitch = gaps[len(gaps) // 4] if len(gaps) >= FEW_GAPS else style.pitch
    flush = sum(abs(end - right) < FLUSH for end in ends)
    return _Column(_left_edge(texts), right, Style(style.size, pitch, style.indent), 2 * flush > len(ends))


def is_size(one: float, other: float) -> bool:
    """Whether two sizes of type are the same to the eye."""
    return abs(one - other) <= SAME_SIZE * max(one, other)


def _breaks(paragraph: Sequence[Row], row: Row, column: _Column) -> bool:
    """Whether a new paragraph begins with the row."""
    before = paragraph[-1]
    if not is_size(before.size, row.size) or before.is_table or row.is_table or BULLET.match(row.text):
        return True
    gap = (before.base - row.base) / _pitch(row, column)
    goes_on = row.begins_small and not before.ends_sentence
    if gap > WIDE_GAP or (gap > GAP and not goes_on):
        return True
    if goes_on:
        return False
    if row.size >= DISPLAY * column.style.size or before.is_bold != row.is_bold:
        return before.ends_sentence or before.is_bold != row.is_bold or before.text.isupper() != row.text.isupper()
    return _is_set_in(paragraph, row, column) or _ends_early(before, row, column)


def _pitch(row: Row, column: _Column) -> float:
    return (
        column.style.pitch
        if is_size(row.size, column.style.size)
        else max(USUAL_PITCH, column.style.pitch / column.style.size) * row.size
    )


def _is_set_in(paragraph: Sequence[Row], row: Row, column: _Column) -> bool:
    """Whether the row begins further in than the one before it, or further out than a paragraph's rows do."""
    before = paragraph[-1]
    indent = column.style.indent
    if indent and abs(row.start - column.left - indent) < row.size / 4:
        return True
    if _is_centred(before, row):
        return False
    step = row.start - before.start
    if step > INDENT * row.size:
        hangs = BULLET.match(before.text) and len(before.words) > 1
        return not (hangs and abs(row.start - before.words[1].start) < row.size / 2)
    return step < -INDENT * row.size and len(paragraph) > 1


def _is_centred(before: Row, row: Row) -> bool:
    off = abs(before.start + before.end - row.start - row.end)
    return off < row.size and abs(before.start - row.start) > row.size / 2


def _needed(row: Row) -> float:
    """Return how much room the row's first word would have needed at the end of the row before."""
    return row.words[0].end - row.words[0].start + row.size / 4


def _ends_early(before: Row, row: Row, column: _Column) -> bool:
    """Whether the next row's first word would have had room, and nothing says that the sentence goes on there."""
    room = column.width - (before.end - before.start) if _is_centred(before, row) else column.right - before.end
    if room < _needed(row):
        return False
    return before.ends_sentence or before.text.endswith(":") or room > SHORT_SHARE * column.width


def join_broken(paragraphs: Sequence[Paragraph], body: float) -> Iterator[Paragraph]:
    """Yield the paragraphs in order, those broken at the end of a column or page, or around a picture, in one."""
    taken: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        if index in taken:
            continue
        for later in _continuations(paragraphs, index, taken, body):
            taken.add(later)
            rest = paragraphs[later]
            paragraph.rows.extend(rest.rows)
            paragraph.room, paragraph.is_open = rest.room, rest.is_open
        yield paragraph


def _continuations(paragraphs: Sequence[Paragraph], index: int, taken: set[int], body: float) -> Iterator[int]:
    """Yield the places of the paragraphs that go on with the one at the index, each after the one before was added."""
    paragraph = paragraphs[index]
    if paragraph.is_running or not is_size(paragraph.size, body):
        return
    later = last = index
    while later - last < AHEAD and later + 1 < len(paragraphs):
        later += 1
        rest = paragraphs[later]
        if later in taken or rest.is_running or not is_size(rest.size, body):
            continue
        moved_on = rest.column != paragraphs[last].column or later - last > 1
        if not moved_on or not _goes_on(paragraph, rest):
            return
        last = later
        yield later


def _goes_on(paragraph: Paragraph, rest: Paragraph) -> bool:
    """Whether a paragraph's sentence is open at its end, and the other begins in mid-sentence."""
    end, start = paragraph.rows[-1], rest.rows[0]
    if end.is_table or start.is_table:
        return False
    if paragraph.is_open and not rest.indented and not rest.is_bold:
        return True
    if end.ends_sentence or end.text.endswith((":", ";")) or BULLET.match(start.text):
        return False
    if start.begins_small:
        return True
    # A name may be broken: "the minister, Ilse | Varden": both sides must look like text, not like headings.
    is_text = len(rest.rows) > 1 or start.ends_sentence
    return is_text and not rest.indented and not rest.is_bold and paragraph.room < _needed(start)
