"""Scores of a window to fragments: the best sequence of tags that is well formed, cut into sources, cues and contents.

Invariant: fragments are in order, do not overlap, and cover whole words; no score, NaN included, makes it fail.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SOURCE, CUE, CONTENT = 1, 2, 3
"""Roles, numbered as the tags are: role r has the tags 2r-1 (begins) and 2r (goes on); 0 is no role."""

TAGS = 7

_FORBIDDEN = np.float32(-1e9)
_STEPS = np.zeros((TAGS, TAGS), dtype=np.float32)
"""Cost of going from a tag (row) to another (column): a fragment goes on from its own tags only."""
for _goes_on in range(2, TAGS, 2):
    _STEPS[:, _goes_on] = _FORBIDDEN
    _STEPS[[_goes_on - 1, _goes_on], _goes_on] = 0


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words `first` to before `end` of a window in one role; `score` is the mean probability of their tags."""

    role: int
    first: int
    end: int
    score: float


def log_probabilities(scores: Floats) -> Floats:
    """Return the logarithms of the tags' probabilities, row by row."""
    shifted = np.nan_to_num(scores) - np.nan_to_num(scores).max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def best_tags(logs: Floats) -> NDArray[np.int64]:
    """Return the likeliest well-formed tags of the words (Viterbi); `logs` is (words, 7) log probabilities."""
    if not len(logs):
        return np.zeros(0, dtype=np.int64)
    total = logs[0] + np.where(np.arange(TAGS) % 2 == 0, _FORBIDDEN, 0).astype(np.float32)
    total[0] = logs[0, 0]
    before = np.zeros((len(logs), TAGS), dtype=np.int64)
    for word in range(1, len(logs)):
        reached = total[:, None] + _STEPS
        before[word] = reached.argmax(axis=0)
        total = reached.max(axis=0) + logs[word]
    tags = np.zeros(len(logs), dtype=np.int64)
    tags[-1] = total.argmax()
    for word in range(len(logs) - 1, 0, -1):
        tags[word - 1] = before[word, tags[word]]
    return tags


def find_fragments(logs: Floats) -> list[Fragment]:
    """Return the fragments of the words, in order."""
    if not len(logs):
        return []
    tags = best_tags(logs)
    roles = (tags + 1) // 2
    begins = np.flatnonzero((tags % 2 == 1) | (np.diff(roles, prepend=-1) != 0))
    ends = np.append(begins[1:], len(tags))
    sure = np.exp(logs[np.arange(len(tags)), tags])
    return [
        Fragment(int(roles[first]), int(first), int(end), float(sure[first:end].mean()))
        for first, end in zip(begins.tolist(), ends.tolist(), strict=True)
        if roles[first]
    ]
