"""Passages to windows: the exact numbers that the network reads, whole paragraphs packed side by side.

Invariant: a window depends on the text and the passages only, and every word of a passage stands in exactly one window.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.language.quotes import Quotation, scan_quotations
from onrecord.model import Part
from onrecord.read.tagger import Attribution

Numbers = NDArray[np.int64]

WINDOW_PIECES = 254
"""Word pieces in a window, beside its two marks; the encoder was pretrained on sequences of 256."""

FIRST_MARK, LAST_MARK = 101, 102
"""Vocabulary numbers of [CLS] and [SEP]."""

CASES = 6
"""Letter case of a word: none, lower, Capitalised, ALL CAPITALS, mIxed, with a digit."""

QUOTINGS = 5
"""Where a word stands: outside quotation marks, inside, inside two, on an opening mark, on a closing mark."""

LAYOUTS = 3
"""Inside a paragraph, at its start, at the start of a paragraph that goes on from the window before."""

PROPOSALS = 7
"""What the patterns propose on a layer: nothing, or the beginning or the rest of a source, a cue, a content."""

FEATURES = (CASES, QUOTINGS, LAYOUTS, PROPOSALS, PROPOSALS)
"""How many values each feature of a piece has; the last two are the patterns' outer and inner attributions."""

_NONE, _LOWER, _CAPITALISED, _CAPITALS, _MIXED, _DIGIT = range(CASES)
_OUTSIDE, _INSIDE, _DEEPER, _OPENING, _CLOSING = range(QUOTINGS)
_WITHIN, _START, _GOES_ON = range(LAYOUTS)

_ONE_STYLE = str.maketrans("“”„‟«»〝〞〟‘’‚‹›`", '"""""""""' + "''''''")
_DOUBLED = re.compile("''|``")
_CUT_AFTER = frozenset('.!?"”')
_LONGEST_SLICE = 20_000
"""Characters that are tokenised at a time: a page without a line break must not be held several times over."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces in order: vocabulary numbers, features (n x 5, as in FEATURES), their places in the text.

    `first` is true for the first piece of each word.
    """

    ids: Numbers
    features: Numbers
    starts: Numbers
    ends: Numbers
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def slice(self, start: int, end: int) -> "Pieces":
        """Return the pieces from `start` to before `end`."""
        return Pieces(
            self.ids[start:end],
            self.features[start:end],
            self.starts[start:end],
            self.ends[start:end],
            self.first[start:end],
        )


def pack_windows(passages: Sequence[Pieces]) -> list[Pieces]:
    """Return windows of whole passages, each as full as the next passage allows."""
    return [
        _join(passages[window.start : window.stop]) for window in group_lengths([len(pieces) for pieces in passages])
    ]


def group_lengths(lengths: Sequence[int], room: int = WINDOW_PIECES) -> list[range]:
    """Return which passages of the given lengths share a window; `room` is that of the first one."""
    groups: list[range] = []
    first = filled = 0
    for number, length in enumerate(lengths):
        if number > first and filled + length > room:
            groups.append(range(first, number))
            first, filled, room = number, 0, WINDOW_PIECES
        filled += length
    return [*groups, range(first, len(lengths))] if lengths else groups


def read_passages(
    text: str, passages: Sequence[Part], tokenizer: Tokenizer, proposed: Sequence[Attribution]
) -> list[Pieces]:
    """Return the pieces of each passage; one that is longer than a window becomes several.

    `proposed` are the attributions that the patterns find in the text.
    """
    marks = np.stack([_quoting(text), *_proposals(text, proposed)], axis=1)
    return [
        part
        for start, end in passages
        for number, pieces in enumerate(_bounded(text, start, end, tokenizer, marks))
        for part in [_with_layout(pieces, _GOES_ON if number else _START)]
    ]


def borders(window: Pieces) -> NDArray[np.bool_]:
    """Return for each word whether it begins a passage outside quotation marks: nothing goes on there."""
    features = window.features[window.first]
    quoted = np.isin(features[:, 1], (_INSIDE, _DEEPER, _OPENING))
    # The mark that repeats itself at the head of a quotation's next paragraph stands before quoted words.
    quoted[:-1] |= quoted[1:]
    return np.asarray((features[:, 2] == _START) & ~quoted)


def framed(window: Pieces) -> tuple[Numbers, Numbers]:
    """Return what the network is given of a window: numbers and features between the two marks."""
    ids = np.concatenate(([FIRST_MARK], window.ids, [LAST_MARK])).astype(np.int64)
    return ids, np.pad(window.features, ((1, 1), (0, 0)))


def _bounded(text: str, start: int, end: int, tokenizer: Tokenizer, marks: NDArray[np.int8]) -> Iterator[Pieces]:
    """Yield a passage in stretches of at most a window, cut behind a sentence where there is one."""
    for at in range(start, end, _LONGEST_SLICE):
        pieces = _tokenise(text, at, min(end, at + _LONGEST_SLICE), tokenizer, marks)
        while len(pieces) > WINDOW_PIECES:
            cut = _cut(text, pieces)
            yield pieces.slice(0, cut)
            pieces = pieces.slice(cut, len(pieces))
        if len(pieces):
            yield pieces


def _cut(text: str, pieces: Pieces) -> int:
    words = np.flatnonzero(pieces.first[: WINDOW_PIECES + 1])
    for cut in reversed(words[words > WINDOW_PIECES // 2].tolist()):
        if text[int(pieces.ends[cut - 1]) - 1] in _CUT_AFTER:
            return int(cut)
    return int(words[-1]) or WINDOW_PIECES


def _tokenise(text: str, start: int, end: int, tokenizer: Tokenizer, marks: NDArray[np.int8]) -> Pieces:
    words = _DOUBLED.sub('" ', text[start:end].translate(_ONE_STYLE))
    found = tokenizer.encode(words, add_special_tokens=False)
    offsets = np.asarray(found.offsets, dtype=np.int64).reshape(-1, 2) + start
    numbers = np.asarray(found.word_ids, dtype=np.int64)
    first = np.diff(numbers, prepend=-1) != 0
    features = np.zeros((len(numbers), len(FEATURES)), dtype=np.int64)
    if len(numbers):
        place = np.flatnonzero(first)
        last = np.append(place[1:], len(numbers)) - 1
        cases = [_case(text[offsets[a, 0] : offsets[b, 1]]) for a, b in zip(place, last, strict=True)]
        features[:, 0] = np.asarray(cases)[np.cumsum(first) - 1]
        features[:, [1, 3, 4]] = marks[offsets[:, 0]]
    return Pieces(np.asarray(found.ids, dtype=np.int64), features, offsets[:, 0], offsets[:, 1], first)


def _case(word: str) -> int:
    if any(sign.isdigit() for sign in word):
        return _DIGIT
    if word.islower():
        return _LOWER
    if word.isupper() and len(word) > 1:
        return _CAPITALS
    if word[:1].isupper():
        return _CAPITALISED if word[1:].islower() or len(word) == 1 else _MIXED
    return _MIXED if any(sign.isalpha() for sign in word) else _NONE


def _quoting(text: str) -> NDArray[np.int8]:
    """Return for each character where it stands; one pass over each of the two outer depths."""
    places = np.zeros(len(text) + 1, dtype=np.int8)
    quotations = [quotation for quotation in scan_quotations(text) if quotation.depth <= 1]
    for depth, place in enumerate((_INSIDE, _DEEPER)):
        for quotation in quotations:
            if quotation.depth == depth:
                _mark(places, quotation, place)
    return places


def _proposals(text: str, proposed: Sequence[Attribution]) -> NDArray[np.int8]:
    """Return two rows, outer and inner: for each character the role it is proposed for, as the tags are numbered.

    Shorter fragments cover longer ones: a cue in the middle of what was said stays a cue.
    """
    rows = np.zeros((2, len(text) + 1), dtype=np.int8)
    fragments = [
        (end - start, start, end, role, int(one.within is not None))
        for one in proposed
        for role, parts in ((1, () if one.source is None else (one.source,)), (2, one.cue), (3, one.content))
        for start, end in parts
    ]
    for _, start, end, role, row in sorted(fragments, key=lambda one: (-one[0], one[1:])):
        rows[row, start:end] = 2 * role
        rows[row, start] = 2 * role - 1
    return rows


def _mark(places: NDArray[np.int8], quotation: Quotation, place: int) -> None:
    words = ((quotation.inner_start, quotation.inner_end), *quotation.continues)
    for start, end in words:
        places[start:end] = place
    places[quotation.start : quotation.inner_start] = _OPENING
    if quotation.closed:
        places[words[-1][1] : quotation.end] = _CLOSING


def _with_layout(pieces: Pieces, layout: int) -> Pieces:
    pieces.features[0, 2] = layout
    return pieces


def _join(window: Sequence[Pieces]) -> Pieces:
    return Pieces(
        np.concatenate([pieces.ids for pieces in window]),
        np.concatenate([pieces.features for pieces in window]),
        np.concatenate([pieces.starts for pieces in window]),
        np.concatenate([pieces.ends for pieces in window]),
        np.concatenate([pieces.first for pieces in window]),
    )
