"""Lessons to batches: windows packed anew for each epoch, with tags, links and a little noise.

Invariant: the same seed, epoch and number give the same batch in any process.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.read.network.decoding import BEGINS, CONTENT, CUE, ENDS, INSIDE, ONLY, SOURCE, tag_of
from onrecord.read.network.windows import FEATURES, FIRST_MARK, LAST_MARK, WINDOW_PIECES, group_lengths
from training.corpus import NOBODY, UNKNOWN, Layer, Lesson, Passage
from training.settings import TrainingSettings

IGNORED = -100
MASK = 103
"""Vocabulary number of [MASK]."""

LEAST_ROOM = 96
"""Pieces in the shortest first window: where an article's windows begin differs from epoch to epoch."""

_CAPITALISED = (2, 3)
_WORDS = (1, 2, 3)

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs (asking piece, answering piece or 0 for nobody), and all pieces that could answer."""

    contents: list[tuple[int, int]]
    cues: list[tuple[int, int]]
    cue_places: list[int]
    source_places: list[int]

    def __len__(self) -> int:
        return len(self.contents) + len(self.cues)


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its two marks: numbers, features and tags of its pieces, IGNORED where there is none."""

    ids: Numbers
    features: Numbers
    outer: Numbers
    inner: Numbers
    outer_links: Links
    inner_links: Links


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one length; `mask` is 1 where there is a piece."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    outer: Tensor
    inner: Tensor
    examples: Sequence[Example]


def windows_of(lesson: Lesson, room: int = WINDOW_PIECES) -> list[Example]:
    """Return an article's windows; `room` is that of the first one, at least one passage always fits."""
    lengths = [len(passage.ids) for passage in lesson.passages]
    return [_example(lesson, lesson.passages[group.start : group.stop]) for group in group_lengths(lengths, room)]


def epoch_batches(lessons: Sequence[Lesson], size: int, seed: int, epoch: int) -> list[list[Example]]:
    """Return an epoch's batches in random order, windows of like length together."""
    draw = np.random.default_rng([seed, epoch])
    rooms = draw.integers(LEAST_ROOM, WINDOW_PIECES + 1, size=len(lessons)).tolist()
    examples = [one for lesson, room in zip(lessons, rooms, strict=True) for one in windows_of(lesson, room)]
    examples = [examples[number] for number in draw.permutation(len(examples))]
    pool = size * 16
    sorted_pools = [
        sorted(examples[at : at + pool], key=lambda one: len(one.ids)) for at in range(0, len(examples), pool)
    ]
    batches = [some[at : at + size] for some in sorted_pools for at in range(0, len(some), size)]
    return [batches[number] for number in draw.permutation(len(batches))]


def disturbed(example: Example, settings: TrainingSettings, draw: np.random.Generator) -> Example:
    """Return the example with words masked, names above all, and now and then without one of its features."""
    ids, features = example.ids.copy(), example.features.copy()
    case = features[:, 0]
    chances = np.where(
        np.isin(case, _CAPITALISED), settings.masked_names, np.where(np.isin(case, _WORDS), settings.masked_words, 0)
    )
    chances[[0, -1]] = 0
    ids[draw.random(len(ids)) < chances] = MASK
    if draw.random() < settings.blind_case:
        features[:, 0] = 0
    if draw.random() < settings.blind_quotes:
        features[:, 1] = 0
    if draw.random() < settings.blind_patterns:
        features[:, 3:] = 0
    return Example(ids, features, example.outer, example.inner, example.outer_links, example.inner_links)


def collate(examples: Sequence[Example]) -> Batch:
    """Return the examples as one batch."""
    length = max(len(one.ids) for one in examples)

    def padded(rows: list[Numbers], value: int) -> Tensor:
        return torch.from_numpy(
            np.stack(
                [
                    np.pad(row, [(0, length - len(row))] + [(0, 0)] * (row.ndim - 1), constant_values=value)
                    for row in rows
                ]
            )
        )

    return Batch(
        padded([one.ids for one in examples], 0),
        padded([one.features for one in examples], 0),
        padded([np.ones_like(one.ids) for one in examples], 0),
        padded([one.outer for one in examples], IGNORED),
        padded([one.inner for one in examples], IGNORED),
        examples,
    )


def _example(lesson: Lesson, passages: Sequence[Passage]) -> Example:
    ids = [FIRST_MARK, *(number for passage in passages for number in passage.ids), LAST_MARK]
    none = [0] * len(FEATURES)
    features = [none, *(row for passage in passages for row in passage.features), none]
    first = [flag for passage in passages for flag in passage.first]
    outer, outer_links = _targets([passage.outer for passage in passages], first, lesson.targets)
    inner, inner_links = _targets([passage.inner for passage in passages], first, lesson.targets)
    return Example(np.array(ids), np.array(features), outer, inner, outer_links, inner_links)


def _targets(layers: Sequence[Layer], first: Sequence[bool], targets: Sequence[int]) -> tuple[Numbers, Links]:
    """Return tags and links of a window's pieces; places count from its first mark."""
    roles = [role for layer in layers for role in layer.roles]
    fragments = [fragment for layer in layers for fragment in layer.fragments]
    tags = np.full(len(roles) + 2, IGNORED)
    begins: list[tuple[int, int, int]] = []
    before = NOBODY
    runs: list[list[int]] = []
    for place, (role, fragment, is_first) in enumerate(zip(roles, fragments, first, strict=True), 1):
        if not is_first or role == UNKNOWN:
            continue
        tags[place] = 0
        if role and fragment != before:
            begins.append((place, role, fragment))
            runs.append([])
        if role:
            runs[-1].append(place)
        before = fragment
    for (_, role, _), run in zip(begins, runs, strict=True):
        tags[run] = tag_of(role, INSIDE)
        tags[run[0]] = tag_of(role, BEGINS)
        tags[run[-1]] = tag_of(role, ENDS if len(run) > 1 else ONLY)
    place_of: dict[int, int] = {}
    for place, _, fragment in begins:
        place_of.setdefault(fragment, place)

    def pairs(asking: int) -> list[tuple[int, int]]:
        return [(place, place_of.get(targets[fragment], 0)) for place, role, fragment in begins if role == asking]

    return tags, Links(
        pairs(CONTENT),
        pairs(CUE),
        [place for place, role, _ in begins if role == CUE],
        [place for place, role, _ in begins if role == SOURCE],
    )
