"""The way back from an article's text to the bytes that it was read from.

Invariant: a place is exact or absent: what was not aligned to the capture has none, and is never moved to words that
look alike.
"""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.model.span import Record

Run = tuple[int, int, int, int]
"""(start, end, from, to): the characters `start` to `end` of the text stand in the bytes `from` to `to`."""

Box = tuple[int, float, float, float, float]
"""(page from 1, left, bottom, right, top), in points from the page's lower left corner (PDF 32000-1, 8.3.2.3)."""

Word = tuple[int, int, int, float, float, float, float]
"""(start, end) in the text and the box of a word on a page of a PDF."""


class CaptureSpan(Record, frozen=True, kw_only=True):
    """Where words stand in the capture: the bytes `start` to `end`, or for a PDF one box for each line."""

    start: int | None = None
    end: int | None = None
    boxes: tuple[Box, ...] = ()


class OffsetMap(Record, frozen=True, kw_only=True):
    """Runs of text and their bytes in ascending order, or the boxes of a PDF's words.

    A run whose text has as many bytes in `encoding` as it spans is mapped character by character; any other (an
    entity, folded white space) only as a whole. Between runs the bytes hold markup, or the text is an orphan.
    """

    encoding: str = "utf-8"
    runs: tuple[Run, ...] = ()
    words: tuple[Word, ...] = ()


def capture_span(offsets: OffsetMap, text: str, start: int, end: int) -> CaptureSpan | None:
    """Return where `text[start:end]` stands in the capture, or None where it does not align exactly.

    Args:
        offsets: the map of the article.
        text: the article's whole text.
        start: offset of the first character.
        end: offset behind the last character.
    """
    words = text[start:end]
    # White space at the ends may be the text's own: the words decide, where there are any.
    first, behind = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if first >= behind:
        first, behind = start, end
    places = offsets.words or offsets.runs
    if first >= behind or not _is_covered(places, text, first, behind):
        return None
    if offsets.words:
        return _boxes(offsets.words, first, behind)
    low, high = _byte_at(offsets, text, first, last=False), _byte_at(offsets, text, behind - 1, last=True)
    return None if low is None or high is None else CaptureSpan(start=low, end=high)


def _index_at(places: Sequence[Run] | Sequence[Word], at: int) -> int:
    """Return the index of the last place that begins at or before the character, or 0."""
    return max(0, bisect_right(places, at, key=lambda place: place[0]) - 1)


def _byte_at(offsets: OffsetMap, text: str, at: int, *, last: bool) -> int | None:
    """Return where the character's bytes begin, or where they end (`last`)."""
    start, end, low, high = offsets.runs[_index_at(offsets.runs, at)]
    if not start <= at < end:
        return None
    upto = at + 1 if last else at
    if _encoded_size(text[start:end], offsets.encoding) == high - low:
        return low + (_encoded_size(text[start:upto], offsets.encoding) or 0)
    edge = end if last else start
    return (high if last else low) if upto == edge else None


def _encoded_size(text: str, encoding: str) -> int | None:
    """Return how many bytes the text has, None where it holds what the encoding has not and an entity stood for."""
    try:
        return len(text.encode(encoding, "surrogatepass"))
    except UnicodeEncodeError:
        return None


def _is_covered(places: Sequence[Run] | Sequence[Word], text: str, start: int, end: int) -> bool:
    """Whether every character but white space, which the text may have added, has a place."""
    at = start
    for index in range(_index_at(places, start), len(places)):
        first, behind = places[index][:2]
        if at >= end or first >= end:
            break
        if text[at : max(at, first)].strip():
            return False
        at = max(at, behind)
    return not text[at:end].strip()


def _boxes(words: Sequence[Word], start: int, end: int) -> CaptureSpan | None:
    """Return one box for each line that the words between the offsets stand on."""
    lines: list[Box] = []
    for index in range(_index_at(words, start), len(words)):
        first, behind, page, left, bottom, right, top = words[index]
        if first >= end:
            break
        if behind > start:
            last = lines[-1] if lines else None
            # The same line goes on: it is level with the words before (lines set close overlap a little), and the word
            # stands to the right of them.
            level = last is not None and 2 * (min(top, last[4]) - max(bottom, last[2])) > top - bottom
            if last is not None and level and last[0] == page and last[3] <= left + (top - bottom) / 2:
                lines[-1] = (page, last[1], min(last[2], bottom), max(last[3], right), max(last[4], top))
            else:
                lines.append((page, left, bottom, right, top))
    return CaptureSpan(boxes=tuple(lines)) if lines else None
