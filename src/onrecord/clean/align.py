"""Aligns two nearly equal streams of characters: blocks of equal text in order, exact or absent.

Invariant: blocks ascend in both streams and no character is used twice. Text that fits two places, because something
was left out of one stream there, is in no block. The work is bounded: where it is spent, the rest stays unaligned.
"""

from collections.abc import Iterator
from typing import NamedTuple

ANCHOR = 24
"""So many characters in common, once in the window of either stream, show where both go on."""

WINDOWS = (500, 5_000, 50_000, 500_000)
"""How far both streams are searched for where they go on; the next window only where the one before failed."""

STEPS = (0, 8, 24, 64, 160, 400, 1_000, 2_500, 6_000, 15_000, 40_000)
"""How far on an anchor is tried; what equals before it is found by going back from it."""

WORK = 40_000_000
"""Characters that may be searched in all: some 50 ms; a page as its parser reads it hardly ever needs any."""

CHUNK = 4_096


class Match(NamedTuple):
    """`size` characters from `left` on in the first stream are those from `right` on in the second."""

    left: int
    right: int
    size: int


def align(left: str, right: str) -> list[Match]:
    """Return the blocks of equal text of two streams, in order."""
    matches: list[Match] = []
    work = _Work(WORK)
    at: Match | None = Match(0, 0, 0)
    while at is not None:
        size = _common_start(left, right, at)
        if size:
            matches.append(Match(at.left, at.right, size))
        at = Match(at.left + size, at.right + size, 0)
        if at.left == len(left) and at.right == len(right):
            break
        ended = at.left == len(left) or at.right == len(right)
        found = None if ended else _find_anchor(left, right, at, work)
        # What both end with might be what they have had in common last: then it stands in two places.
        again = _take_back(matches, left, right, found or Match(len(left), len(right), 0))
        at = again if found is not None and work.spend(found.left - again.left) else None
    return matches


def _common_start(left: str, right: str, at: Match) -> int:
    """Return how many characters are equal from the given places on."""
    i, j = at.left, at.right
    while True:
        size = min(CHUNK, len(left) - i, len(right) - j)
        if size == 0 or left[i : i + size] != right[j : j + size]:
            break
        i, j = i + size, j + size
    low = 0
    while low < size:
        middle = (low + size + 1) // 2
        if left[i : i + middle] == right[j : j + middle]:
            low = middle
        else:
            size = middle - 1
    return i + low - at.left


class _Work:
    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, amount: int) -> bool:
        """Whether so much more may be done."""
        self.left -= amount
        return self.left >= 0


def _find_anchor(left: str, right: str, at: Match, work: _Work) -> Match | None:
    """Return the next place where both streams have the same characters, once in a window of either."""
    for window in WINDOWS:
        for anchor in _anchors(left, right, at, window):
            if not work.spend(2 * window):
                return None
            there = _only(right, anchor, at.right, window)
            here = -1 if there < 0 else _only(left, anchor, at.left, window)
            if here >= 0:
                return Match(here, there, 0)
        if window >= max(len(left) - at.left, len(right) - at.right):
            return None
    return None


def _anchors(left: str, right: str, at: Match, window: int) -> Iterator[str]:
    """Yield what stands at some distance in either stream: one of them may have more here than the other."""
    for step in STEPS:
        if step >= window:
            return
        for text, start in ((left, at.left + step), (right, at.right + step)):
            if step == 0 or start + ANCHOR <= len(text):
                yield text[start : start + ANCHOR]


def _only(text: str, words: str, start: int, window: int) -> int:
    """Return where the words stand in a window of the text, -1 if nowhere or more than once."""
    found = text.find(words, start, start + window)
    return found if found >= 0 and text.find(words, found + 1, start + window) < 0 else -1


def _take_back(matches: list[Match], left: str, right: str, found: Match) -> Match:
    """Go back from a place where both go on to where they begin to be equal; give up blocks that this runs into.

    Returns the place behind which both are equal and no block is.
    """
    begin = _common_end(left, right, found)
    doubt_left, doubt_right = found.left - begin, found.right - begin
    kept_left, kept_right = doubt_left, doubt_right
    while matches:
        last = matches.pop()
        keep = min(last.size, doubt_left - last.left, doubt_right - last.right)
        if keep == last.size:
            matches.append(last)
            break
        kept_left, kept_right = max(kept_left, last.left + last.size), max(kept_right, last.right + last.size)
        if keep > 0:
            matches.append(Match(last.left, last.right, keep))
            break
    ahead = max(kept_left - doubt_left, kept_right - doubt_right)
    return Match(doubt_left + ahead, doubt_right + ahead, 0)


def _common_end(left: str, right: str, at: Match) -> int:
    """Return how many characters are equal up to the given places."""
    i, j = at.left, at.right
    while True:
        size = min(CHUNK, i, j)
        if size == 0 or left[i - size : i] != right[j - size : j]:
            break
        i, j = i - size, j - size
    low = 0
    while low < size:
        middle = (low + size + 1) // 2
        if left[i - middle : i] == right[j - middle : j]:
            low = middle
        else:
            size = middle - 1
    return at.left - i + low
