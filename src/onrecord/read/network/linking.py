"""Fragments of a window and the network's link scores to attributions.

Invariant: every content of the outer layer ends up in exactly one attribution; an inner attribution lies inside the
content of the outer one that it points to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.model import Part
from onrecord.read.tagger import Attribution
from training.runtime.decoding import CONTENT, CUE, SOURCE, Floats, Fragment
from training.runtime.extent import Extents

_NOBODY = -1


@dataclass(frozen=True, slots=True)
class LinkScores:
    """Four blocks of columns per word: content asks, cue answers, cue asks, source answers; `nobody` is [CLS]'s."""

    words: Floats
    nobody: Floats

    def cue_of(self, content: Fragment, cues: Sequence[Fragment]) -> int:
        """Return the number of the cue that reports the content, -1 for none."""
        return self._answer(content, cues, 0)

    def source_of(self, cue: Fragment, sources: Sequence[Fragment]) -> int:
        """Return the number of the source that the cue belongs to, -1 for none."""
        return self._answer(cue, sources, 2)

    def _answer(self, asking: Fragment, answering: Sequence[Fragment], block: int) -> int:
        width = len(self.nobody) // 4
        asks = slice(block * width, (block + 1) * width)
        answers = slice((block + 1) * width, (block + 2) * width)
        rows = np.stack([self.nobody[answers], *(self.words[one.first, answers] for one in answering)])
        # Without BLAS: its sums may depend on the number of threads.
        return int(np.einsum("ij,j->i", rows, self.words[asking.first, asks]).argmax()) - 1


@dataclass(frozen=True, slots=True)
class WindowWords:
    """Where the words of a window stand in the text."""

    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, fragment: Fragment) -> Part:
        """Return the place of a fragment."""
        return self.starts[fragment.first], self.ends[fragment.end - 1]


def link_outer(
    fragments: Sequence[Fragment], scores: LinkScores, words: WindowWords, extents: Extents
) -> list[Attribution]:
    """Return the attributions of a window's outer layer; contents that share a cue are parts of one."""
    cues, sources, contents = _by_role(fragments)
    groups: dict[int, list[Fragment]] = {}
    for content in contents:
        cue = scores.cue_of(content, cues)
        # A content without cue stands alone: the negative keys keep them apart.
        groups.setdefault(cue if cue != _NOBODY else -1 - content.first, []).append(content)
    found = []
    for cue, parts in groups.items():
        places = extents.parts([words.span(part) for part in parts])
        if not places:
            continue
        if cue < 0:
            found.append(Attribution(None, (), places, None, min(part.score for part in parts)))
        else:
            found.append(_reported(cues[cue], sources, scores, words, (places, parts)))
    return found


def link_inner(
    fragments: Sequence[Fragment], scores: LinkScores, words: WindowWords, extents: Extents
) -> list[Attribution]:
    """Return the attributions of a window's inner layer, `within` still open; each has a cue."""
    cues, sources, contents = _by_role(fragments)
    groups: dict[int, list[Fragment]] = {}
    for content in contents:
        groups.setdefault(scores.cue_of(content, cues), []).append(content)
    found = []
    for cue, parts in groups.items():
        places = extents.parts([words.span(part) for part in parts])
        if cue != _NOBODY and places:
            found.append(_reported(cues[cue], sources, scores, words, (places, parts)))
    return found


def nest(outer: Sequence[Attribution], inner: Sequence[Attribution]) -> list[Attribution]:
    """Return all attributions by place, each inner one pointing to the outer one that holds it, if any does."""
    by_place = sorted(outer, key=_place)
    holders = {number: _holder(by_place, one) for number, one in enumerate(inner)}
    kept = [(one, holders[number]) for number, one in enumerate(inner) if holders[number] is not None]
    order = sorted([*((one, None) for one in by_place), *kept], key=lambda pair: (_place(pair[0]), pair[1] is not None))
    positions = {id(one): number for number, (one, _) in enumerate(order)}
    return [one if holder is None else replace(one, within=positions[id(by_place[holder])]) for one, holder in order]


def _by_role(fragments: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment], list[Fragment]]:
    cues, sources, contents = ([one for one in fragments if one.role == role] for role in (CUE, SOURCE, CONTENT))
    return cues, sources, contents


def _reported(
    cue: Fragment,
    sources: Sequence[Fragment],
    scores: LinkScores,
    words: WindowWords,
    content: tuple[tuple[Part, ...], list[Fragment]],
) -> Attribution:
    places, parts = content
    number = scores.source_of(cue, sources)
    source = None if number == _NOBODY else sources[number]
    doubt = min(one.score for one in (cue, *parts, *([] if source is None else [source])))
    return Attribution(None if source is None else words.span(source), (words.span(cue),), places, None, doubt)


def _place(one: Attribution) -> tuple[int, int, tuple[Part, ...]]:
    return one.content[0][0], -one.content[-1][1], one.cue


def _holder(outer: Sequence[Attribution], inner: Attribution) -> int | None:
    start, end = inner.content[0][0], inner.content[-1][1]
    for number, one in enumerate(outer):
        if any(first <= start and end <= last for first, last in one.content):
            return number
    return None
