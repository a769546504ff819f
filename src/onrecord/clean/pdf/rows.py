"""Puts the words of a page into rows, and the rows into columns, in the order in which a reader goes through them.

Invariant: every word stands in exactly one row, and in a bounded number of columns.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from onrecord.clean.lines import SENTENCE_END
from onrecord.clean.pdf.words import PdfWord

LEVEL = 0.35
"""Words whose bases differ by less than this part of their size stand in one row: raised figures, mixed fonts."""

GUTTER = 0.9
"""No white space between columns is narrower, in ems; between words of a justified line there may be as much."""

WIDE_GUTTER = 1.5
FEW_ROWS, MANY_ROWS = 3, 6
"""How many rows on both sides make a gutter, and a narrow one beside which the rows begin at no common place: rivers in
justified text are narrow and short."""

COLUMN_EMS = 6.0
COLUMN_LETTERS = 12
"""A column of text is at least so wide, with so many letters a row: the figures of a table are none."""

CELL_GAP, CLEAR_CELL_GAP = 2.5, 6.0
"""Words this many ems apart in one row are cells of a table, or the two ends of a letterhead's line, where others of
the row are closer together; words that are all as far apart are a justified line's, up to the second bound."""

CELLS_TO_EM = 4
MOST_CELLS = 600
MOST_ROWS = 2_000
DEPTH = 8
"""Bounds on the search for columns: places across a page, rows of it, and how often a part is cut again."""

WIDER = 1.5

CLEAR_GAP = 1.3
BULLET = re.compile(r"[•‣▪●◦■□➢➤✓❖·]")


@dataclass(frozen=True)
class Row:
    """Words on one line of one column, in reading order."""

    words: tuple[PdfWord, ...]

    @cached_property
    def start(self) -> float:
        """Where the row begins."""
        return min(word.start for word in self.words)

    @cached_property
    def end(self) -> float:
        """Where the row ends."""
        return max(word.end for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of the font that most letters are set in, in points."""
        sizes = sorted((word.size, len(word.text)) for word in self.words)
        passed = list(accumulate(letters for _, letters in sizes))
        return sizes[bisect_left(passed, passed[-1] / 2)][0]

    @cached_property
    def base(self) -> float:
        """The base that most words stand on."""
        return median(word.base for word in self.words)

    @cached_property
    def least_gap(self) -> float:
        """The smallest space between two of its words, in points; without bound for a single word or gap."""
        gaps = [word.start - before.end for before, word in pairwise(self.words)]
        return min(gaps) if len(gaps) > 1 else math.inf

    @cached_property
    def is_bold(self) -> bool:
        """Whether all words are bold."""
        return all(word.bold for word in self.words)

    @cached_property
    def is_table(self) -> bool:
        """Whether the row falls into cells, a bullet before its text not counted."""
        first = 2 if BULLET.fullmatch(self.words[0].text) else 1
        return any(is_cell_gap(self, index) for index in range(first, len(self.words)))

    @cached_property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def ends_sentence(self) -> bool:
        """Whether the row's last character ends a sentence, perhaps inside quotation marks."""
        return SENTENCE_END.search(self.text[-5:]) is not None

    @property
    def begins_small(self) -> bool:
        """Whether the first letter is a small one."""
        return next((letter.islower() for letter in self.text if letter.isalnum()), False)


def is_cell_gap(row: Row, index: int) -> bool:
    """Whether the word at the index stands so far from the one before it that they are in two cells of a table."""
    gap = row.words[index].start - row.words[index - 1].end
    return gap > CELL_GAP * row.size and gap > min(2 * row.least_gap, CLEAR_CELL_GAP * row.size)


def group_rows(words: Sequence[PdfWord]) -> list[Row]:
    """Return the words in rows from the top to the bottom; all must have the same `turn`."""
    rows: list[list[PdfWord]] = []
    size = 0.0
    for word in sorted(words, key=lambda each: (-each.base, each.start)):
        if rows and rows[-1][0].base - word.base < LEVEL * max(size, word.size):
            rows[-1].append(word)
            size = max(size, word.size)
        else:
            rows.append([word])
            size = word.size
    return [Row(_in_order(row)) for row in rows]


def _in_order(words: list[PdfWord]) -> tuple[PdfWord, ...]:
    right_to_left = sum(unicodedata.bidirectional(word.text[0]) in {"R", "AL"} for word in words)
    if 2 * right_to_left > len(words):
        return tuple(sorted(words, key=lambda word: -word.end))
    return tuple(sorted(words, key=lambda word: word.start))


def order_columns(words: Sequence[PdfWord], depth: int = 0, few: int = FEW_ROWS) -> Iterator[list[Row]]:
    """Yield the columns in reading order, each with its rows: what stands above columns, they, what stands below.

    The page is cut at the white space between columns that has most rows on both its sides, and so is each part
    (after Nagy and Seth's recursive cuts, 1984, but with the rows that a column ends at found with it). So `few` rows
    are enough for a column.
    """
    rows = group_rows(words)
    gutter = _find_gutter(rows, few) if depth < DEPTH else None
    if gutter is None:
        if rows:
            yield rows
        return
    band = [word for row in rows[gutter.first : gutter.behind] for word in row.words]
    left = [word for word in band if word.start + word.end < 2 * gutter.place]
    right = [word for word in band if word.start + word.end >= 2 * gutter.place]
    above = [word for row in rows[: gutter.first] for word in row.words]
    below = [word for row in rows[gutter.behind :] for word in row.words]
    # What is so much wider than the column at its left is no single column, however short it is.
    short = 2 if _width(right) > WIDER * _width(left) else FEW_ROWS
    for part, enough in ((above, FEW_ROWS), (left, FEW_ROWS), (right, short), (below, FEW_ROWS)):
        yield from order_columns(part, depth + 1, enough)


def _width(words: Sequence[PdfWord]) -> float:
    return max(word.end for word in words) - min(word.start for word in words)


class _Gutter(NamedTuple):
    """White space at `place` in the rows `first` to `behind`."""

    first: int
    behind: int
    place: float


def _find_gutter(rows: Sequence[Row], few: int) -> _Gutter | None:
    """Return the white space with most rows beside it that parts two columns of text; of equals the first."""
    if not few <= len(rows) <= MOST_ROWS:
        return None
    low, high = min(row.start for row in rows), max(row.end for row in rows)
    em = median(row.size for row in rows)
    count = min(MOST_CELLS, int((high - low) / em * CELLS_TO_EM))
    if (high - low) < 2 * COLUMN_EMS * em or count <= 0:
        return None
    cell = (high - low) / count
    free = _free_cells(rows, low, cell, count)
    best: _Gutter | None = None
    for (first, behind), places in _free_runs(free, few):
        if best is not None and behind - first <= best.behind - best.first:
            continue
        for start, end in _neighbours(places):
            found = _Gutter(first, behind, low + (start + end) / 2 * cell)
            trimmed = _trim(rows, found)
            is_wide = (end - start) * cell >= WIDE_GUTTER * em
            better = best is None or trimmed.behind - trimmed.first > best.behind - best.first
            if better and _parts_columns(rows, trimmed, em, (few, few if is_wide else MANY_ROWS)):
                best = trimmed
    return best


def _free_cells(
    rows: Sequence[Row], low: float, cell: float, count: int
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return for each row which of the places across the page lie in a gap wide enough, or beside the row."""
    free = np.ones((len(rows), count), dtype=np.bool_)
    for index, row in enumerate(rows):
        reach = GUTTER * row.size
        words = sorted((word.start, word.end) for word in row.words)
        start, end = words[0]
        for next_start, next_end in [*words[1:], (math.inf, math.inf)]:
            if next_start - end < reach:
                end = max(end, next_end)
                continue
            free[index, max(0, int((start - low) / cell)) : int((end - low) / cell) + 1] = False
            start, end = next_start, next_end
    return free


def _free_runs(
    free: np.ndarray[tuple[int, int], np.dtype[np.bool_]], few: int
) -> list[tuple[tuple[int, int], list[int]]]:
    """Return the runs of rows that leave a place free, each with all such places, the longest runs first."""
    edges = np.diff(np.pad(free.T, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    begins, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    long = ends[:, 1] - begins[:, 1] >= few
    runs = [
        (first, behind, place)
        for (place, first), behind in zip(begins[long].tolist(), ends[long, 1].tolist(), strict=True)
    ]
    runs.sort(key=lambda run: (run[0] - run[1], run[0], run[2]))
    return [(key, [place for _, _, place in same]) for key, same in groupby(runs, key=lambda run: run[:2])]


def _neighbours(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of places that lie side by side."""
    stretches: list[tuple[int, int]] = []
    for place in places:
        if stretches and stretches[-1][1] == place:
            stretches[-1] = (stretches[-1][0], place + 1)
        else:
            stretches.append((place, place + 1))
    return stretches


def _sides(row: Row, place: float) -> tuple[bool, bool]:
    return row.start < place, row.end > place


def _trim(rows: Sequence[Row], gutter: _Gutter) -> _Gutter:
    """Leave out what stands on one side only, apart from the columns, next to text that runs across both."""
    first, behind, place = gutter
    pitch = _pitch(rows[first:behind])
    both = [index for index in range(first, behind) if all(_sides(rows[index], place))]
    if not both:
        return gutter
    for index in range(both[-1] + 1, behind):
        if behind < len(rows) and rows[index - 1].base - rows[index].base > CLEAR_GAP * pitch:
            behind = index
            break
    for index in range(both[0], first, -1):
        if first > 0 and rows[index - 1].base - rows[index].base > CLEAR_GAP * pitch:
            first = index
            break
    return _Gutter(first, behind, place)


def _pitch(rows: Sequence[Row]) -> float:
    gaps = [before.base - row.base for before, row in pairwise(rows)]
    return median(gaps) if gaps else 0.0


def _parts_columns(rows: Sequence[Row], gutter: _Gutter, em: float, needed: tuple[int, int]) -> bool:
    """Whether a column of text is on either side: so many rows where the right ones begin at one place, or else."""
    band = rows[gutter.first : gutter.behind]
    sides = [
        [[word for word in row.words if (word.start + word.end >= 2 * gutter.place) is right] for row in band]
        for right in (False, True)
    ]
    left, right = ([words for words in side if words] for side in sides)
    enough = needed[0] if _is_aligned(right) else needed[1]
    return min(len(left), len(right)) >= enough and _is_column(left, em) and _is_column(right, em)


def _is_aligned(rows: Sequence[Sequence[PdfWord]]) -> bool:
    """Whether half of the rows and more begin at the same place, as no words below each other do by chance."""
    starts = Counter(round(min(word.start for word in words)) for words in rows)
    return 2 * max(starts.values(), default=0) >= len(rows)


def _is_column(rows: Sequence[Sequence[PdfWord]], em: float) -> bool:
    words = [word for row in rows for word in row]
    width = max(word.end for word in words) - min(word.start for word in words)
    return width >= COLUMN_EMS * em and sum(len(word.text) for word in words) >= COLUMN_LETTERS * len(rows)
