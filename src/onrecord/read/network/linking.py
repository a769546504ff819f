"""Scores of a window to what the network reads in it: fragments of both layers, and which belongs to which.

Invariant: an answer counts words of its window, so it holds wherever the same window stands; every content links to a
cue or to nobody, every cue to a source or to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.read.network.decoding import CONTENT, CUE, SOURCE, Floats, Fragment, find_fragments

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's scores for the words of one window: log probabilities of both layers' tags, and links.

    `links` has four blocks of columns per word: content asks, cue answers, cue asks, source answers; `nobody` is the
    row of [CLS], which answers for nobody. `passages` numbers the passage that each word stands in.
    """

    outer: Floats
    inner: Floats
    links: Floats
    nobody: Floats
    passages: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layer:
    """Fragments in order; `links[i]` is the number of the cue or source that fragment i belongs to, or NOBODY."""

    fragments: tuple[Fragment, ...]
    links: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network reads in a window: the attributions, and those inside their contents."""

    outer: Layer
    inner: Layer


def read_scores(scores: Scores) -> Answer:
    """Return the answer that the scores give."""
    outer = find_fragments(scores.outer)
    return Answer(_linked(outer, scores), _linked(_inside(scores.inner, outer), scores))


def _inside(logs: Floats, outer: Sequence[Fragment]) -> list[Fragment]:
    """Return the inner layer's fragments, read inside each outer content alone."""
    return [
        Fragment(one.role, content.first + one.first, content.first + one.end, one.score)
        for content in outer
        if content.role == CONTENT
        for one in find_fragments(logs[content.first : content.end])
    ]


def _linked(fragments: Sequence[Fragment], scores: Scores) -> Layer:
    """Link contents to cues of their own passage, cues to sources."""
    cues, sources = ([(n, one) for n, one in enumerate(fragments) if one.role == role] for role in (CUE, SOURCE))
    links = []
    for one in fragments:
        if one.role == SOURCE:
            links.append(NOBODY)
        elif one.role == CUE:
            links.append(_answering(scores, one, sources, 2))
        else:
            passage = scores.passages[one.first]
            near = [(number, cue) for number, cue in cues if scores.passages[cue.first] == passage]
            links.append(_answering(scores, one, near, 0))
    return Layer(tuple(fragments), tuple(links))


def _answering(scores: Scores, asking: Fragment, answering: Sequence[tuple[int, Fragment]], block: int) -> int:
    width = len(scores.nobody) // 4
    asks = slice(block * width, (block + 1) * width)
    answers = slice((block + 1) * width, (block + 2) * width)
    rows = np.stack([scores.nobody[answers], *(scores.links[one.first, answers] for _, one in answering)])
    # Without BLAS: its sums may depend on the number of threads.
    best = int(np.einsum("ij,j->i", rows, scores.links[asking.first, asks]).argmax())
    return answering[best - 1][0] if best else NOBODY
