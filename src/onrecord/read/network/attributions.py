"""What the network reads in a window to attributions in the text.

Invariant: a content ends up in at most one attribution; an inner attribution lies inside the content of the outer one
that it points to.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Part
from onrecord.read.network.decoding import CONTENT, Fragment
from onrecord.read.network.extents import Extents
from onrecord.read.network.linking import NOBODY, Answer, Layer
from onrecord.read.network.windows import WINDOW_PIECES
from onrecord.read.tagger import Attribution

_BEHIND = ",;: \n"


@dataclass(frozen=True, slots=True)
class WindowWords:
    """Where the words of a window stand in the text."""

    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, fragment: Fragment) -> Part:
        """Return the place of a fragment."""
        return self.starts[fragment.first], self.ends[fragment.end - 1]

    def trimmed(self, fragment: Fragment, text: str) -> Part:
        """Return the place of a source or a cue, without the comma or colon behind it."""
        start, end = self.span(fragment)
        while end > start + 1 and text[end - 1] in _BEHIND:
            end -= 1
        return start, end


def outer_attributions(answer: Answer, words: WindowWords, extents: Extents) -> list[Attribution]:
    """Return the attributions of a window; contents that share a cue are parts of one."""
    return _attributions(answer.outer, words, extents)


def inner_attributions(answer: Answer, words: WindowWords, extents: Extents) -> list[Attribution]:
    """Return the attributions inside contents, `within` still open; each has a cue."""
    return [one for one in _attributions(answer.inner, words, extents) if one.cue]


def nest(outer: Sequence[Attribution], inner: Sequence[Attribution]) -> list[Attribution]:
    """Return all attributions by place, each inner one pointing to the outer one that holds it, if any does."""
    by_place = sorted(outer, key=_place)
    starts = [one.content[0][0] for one in by_place]
    held = [(one, _holder(by_place, starts, one)) for one in inner]
    kept = [(one, holder) for one, holder in held if holder is not None]
    order = sorted([*((one, None) for one in by_place), *kept], key=lambda pair: (_place(pair[0]), pair[1] is not None))
    positions = {id(one): number for number, (one, _) in enumerate(order)}
    return [one if holder is None else replace(one, within=positions[id(by_place[holder])]) for one, holder in order]


def _attributions(layer: Layer, words: WindowWords, extents: Extents) -> list[Attribution]:
    groups: dict[int, list[Fragment]] = {}
    for one, cue in zip(layer.fragments, layer.links, strict=True):
        if one.role == CONTENT:
            # A content without cue stands alone: the negative keys keep them apart.
            groups.setdefault(cue if cue != NOBODY else NOBODY - one.first, []).append(one)
    found = []
    for cue, contents in groups.items():
        parts = extents.parts([words.span(one) for one in contents])
        # Neither marks nor a cue: the writer's own words.
        if parts and (cue >= 0 or extents.are_quoted(parts)):
            found.append(_attribution(layer, cue, parts, contents, extents.text, words))
    return found


def _attribution(
    layer: Layer, cue: int, parts: tuple[Part, ...], contents: Sequence[Fragment], text: str, words: WindowWords
) -> Attribution:
    """Return an attribution; it is as sure as the most doubtful of its fragments."""
    if cue < 0:
        return Attribution(None, (), parts, None, min(one.score for one in contents))
    reports, source = layer.fragments[cue], layer.links[cue]
    named = None if source == NOBODY else layer.fragments[source]
    doubt = min(one.score for one in (reports, *contents, *([] if named is None else [named])))
    speaker = None if named is None else words.trimmed(named, text)
    return Attribution(speaker, (words.trimmed(reports, text),), parts, None, doubt)


def _place(one: Attribution) -> tuple[int, int, tuple[Part, ...]]:
    return one.content[0][0], -one.content[-1][1], one.cue


def _holder(outer: Sequence[Attribution], starts: Sequence[int], inner: Attribution) -> int | None:
    """Return the number of the attribution around an inner one, the nearest that begins before it."""
    start, end = inner.content[0][0], inner.content[-1][1]
    after = bisect_right(starts, start)
    for number in range(after - 1, max(-1, after - 1 - WINDOW_PIECES), -1):
        if any(first <= start and end <= last for first, last in outer[number].content):
            return number
    return None
