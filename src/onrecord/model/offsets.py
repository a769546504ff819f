"""The way back from an article's text to the bytes that it was read from.

Invariant: a place is exact or absent: what was not aligned to the capture has none, and is never moved to words that
look alike.
"""

from bisect import bisect_right

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
    if offsets.words:
        return _boxes(offsets, start, end)
    first = _byte_at(offsets, text, start, last=False)
    behind = _byte_at(offsets, text, end - 1, last=True)
    if first is None or behind is None or not _is_covered(offsets, text, start, end):
        return None
    return CaptureSpan(start=first, end=behind)


def _run_at(offsets: OffsetMap, at: int) -> Run | None:
    index = bisect_right(offsets.runs, at, key=lambda run: run[0]) - 1
    run = offsets.runs[index] if index >= 0 else None
    return run if run is not None and run[0] <= at < run[1] else None


def _byte_at(offsets: OffsetMap, text: str, at: int, *, last: bool) -> int | None:
    """Return where the character's bytes begin, or where they end (`last`)."""
    run = _run_at(offsets, at)
    if run is None:
        return None
    start, end, low, high = run
    upto = at + 1 if last else at
    if len(text[start:end].encode(offsets.encoding, "surrogatepass")) == high - low:
        return low + len(text[start:upto].encode(offsets.encoding, "surrogatepass"))
    edge = end if last else start
    return (high if last else low) if upto == edge else None


def _is_covered(offsets: OffsetMap, text: str, start: int, end: int) -> bool:
    """Whether every character but white space, which the text may have added, lies in a run."""
    index = max(0, bisect_right(offsets.runs, start, key=lambda run: run[0]) - 1)
    at = start
    while at < end:
        run = offsets.runs[index] if index < len(offsets.runs) else (end, end, 0, 0)
        if text[at : min(run[0], end)].strip():
            return False
        at = max(at, run[1])
        index += 1
    return True


def _boxes(offsets: OffsetMap, start: int, end: int) -> CaptureSpan | None:
    """Return one box for each line that the words between the offsets stand on."""
    index = max(0, bisect_right(offsets.words, start, key=lambda word: word[0]) - 1)
    lines: list[Box] = []
    for first, behind, page, *sides in offsets.words[index:]:
        if first >= end:
            break
        if behind > start:
            left, bottom, right, top = sides
            last = lines[-1] if lines else None
            # The same line goes on: it is level with the word before, and the word stands to the right of it.
            if last is not None and last[0] == page and last[1] <= left and bottom < last[4] and top > last[2]:
                lines[-1] = (page, last[1], min(last[2], bottom), max(last[3], right), max(last[4], top))
            else:
                lines.append((page, left, bottom, right, top))
    return CaptureSpan(boxes=tuple(lines)) if lines else None
