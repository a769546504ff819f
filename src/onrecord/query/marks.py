"""Turns a text and spans that may overlap into a row of segments, each with what it belongs to.

Invariant: the segments' texts, joined, are the slice they were cut from; nothing is added, moved or left out.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, get_args

from onrecord.model import Record

MarkKind = Literal[
    "affirms", "denies", "withholds", "set_aside", "source", "cue", "figure", "time", "shared", "named", "focus"
]
KINDS: tuple[MarkKind, ...] = get_args(MarkKind)


class Mark(Record, frozen=True, kw_only=True):
    """A span of a text to show as something; `anchor` is where links to it arrive, `number` what stands behind it."""

    start: int
    end: int
    kind: MarkKind
    anchor: str | None = None
    number: int | None = None


class Segment(Record, frozen=True, kw_only=True):
    """A piece of text under the same marks throughout.

    `anchors` are the ids of marks that begin here, `numbers` those of marks that end here.
    """

    start: int
    text: str
    kinds: tuple[MarkKind, ...] = ()
    anchors: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def cut_segments(
    text: str, start: int, end: int, marks: Sequence[Mark], borders: Iterable[int] = ()
) -> tuple[Segment, ...]:
    """Cut `text[start:end]` at every end of a mark and at every further border.

    Marks that reach beyond the slice are shown as far as it goes. Takes time in the number of marks times its
    logarithm, however they overlap.
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(max(mark.start, start), []).append(mark)
        closing.setdefault(min(mark.end, end), []).append(mark)
    edges = {start, end, *opening, *closing, *(border for border in borders if start < border < end)}
    active: dict[MarkKind, int] = dict.fromkeys(KINDS, 0)
    segments: list[Segment] = []
    for first, last in pairwise(sorted(edges)):
        begin, stop = opening.get(first, ()), closing.get(last, ())
        for mark in closing.get(first, ()):
            active[mark.kind] -= 1
        for mark in begin:
            active[mark.kind] += 1
        segments.append(
            Segment(
                start=first,
                text=text[first:last],
                kinds=tuple([kind for kind, number in active.items() if number]),
                anchors=tuple([mark.anchor for mark in begin if mark.anchor and mark.start == first]),
                numbers=tuple([mark.number for mark in stop if mark.number and mark.end == last]),
            )
        )
    return tuple(segments)
