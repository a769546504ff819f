"""Scores of a window to fragments: the best sequence of tags that is well formed, cut into sources, cues and contents.

Invariant: fragments are in order, do not overlap, and cover whole words; no score, NaN included, makes it fail.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SOURCE, CUE, CONTENT = 1, 2, 3
"""Roles; 0 is no role."""

TAGS = 13
"""No role, then four for each role: its first word, a word inside, its last word, its only word (BIOES)."""

BEGINS, INSIDE, ENDS, ONLY = 1, 2, 3, 4

_FORBIDDEN = np.float32(-1e9)


def tag_of(role: int, place: int) -> int:
    """Return the tag of a word at this place (BEGINS, INSIDE, ENDS, ONLY) of a fragment."""
    return 4 * (role - 1) + place


def role_of(tag: int) -> int:
    """Return the role of a tag, 0 for none."""
    return (tag + 3) // 4


_OPENS = np.array([tag_of(role, place) for role in (SOURCE, CUE, CONTENT) for place in (BEGINS, ONLY)])
_CLOSES = np.array([tag_of(role, place) for role in (SOURCE, CUE, CONTENT) for place in (ENDS, ONLY)])
_GOING_ON = np.array([tag_of(role, place) for role in (SOURCE, CUE, CONTENT) for place in (INSIDE, ENDS)])
_FIRST, _LAST = np.append(0, _OPENS), np.append(0, _CLOSES)
"""Tags that the first and the last word may have."""

_STEPS = np.full((TAGS, TAGS), _FORBIDDEN, dtype=np.float32)
"""Cost of going from a tag (row) to another (column)."""
_STEPS[np.ix_(_LAST, _FIRST)] = 0
for _role in (SOURCE, CUE, CONTENT):
    _STEPS[np.ix_([tag_of(_role, BEGINS), tag_of(_role, INSIDE)], [tag_of(_role, INSIDE), tag_of(_role, ENDS)])] = 0


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


def without_crossing(logs: Floats, borders: NDArray[np.bool_]) -> Floats:
    """Return the log probabilities with none left for a fragment that goes on at a border."""
    kept = logs.copy()
    kept[np.ix_(borders, _GOING_ON)] = _FORBIDDEN
    return kept


def best_tags(logs: Floats) -> NDArray[np.int64]:
    """Return the likeliest well-formed tags of the words (Viterbi); `logs` is (words, TAGS) log probabilities."""
    if not len(logs):
        return np.zeros(0, dtype=np.int64)
    total = logs[0] + _FORBIDDEN
    total[_FIRST] = logs[0, _FIRST]
    before = np.zeros((len(logs), TAGS), dtype=np.int64)
    for word in range(1, len(logs)):
        reached = total[:, None] + _STEPS
        before[word] = reached.argmax(axis=0)
        total = reached.max(axis=0) + logs[word]
    tags = np.zeros(len(logs), dtype=np.int64)
    tags[-1] = _LAST[total[_LAST].argmax()]
    for word in range(len(logs) - 1, 0, -1):
        tags[word - 1] = before[word, tags[word]]
    return tags


def find_fragments(logs: Floats) -> list[Fragment]:
    """Return the fragments of the words, in order."""
    if not len(logs):
        return []
    tags = best_tags(logs)
    begins = np.flatnonzero(np.isin(tags, _OPENS))
    ends = np.flatnonzero(np.isin(tags, _CLOSES)) + 1
    sure = np.exp(logs[np.arange(len(tags)), tags])
    return [
        Fragment(role_of(int(tags[first])), first, end, float(sure[first:end].mean()))
        for first, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]
