"""Scores of windows to counts: fragments found exactly and links, per layer, for the curve of a run."""

from collections.abc import Sequence

import numpy as np
import torch

from onrecord.read.network.decoding import Fragment, find_fragments, log_probabilities
from training.batches import IGNORED, Example, collate
from training.network import Reader

ROLES = ("source", "cue", "content")
COUNTS = tuple(f"{layer} {role}" for layer in ("outer", "inner") for role in ROLES)


def count_right(model: Reader, examples: Sequence[Example], size: int = 4) -> np.ndarray:
    """Return right, found and gold fragments (3 columns) for each of COUNTS."""
    counts = np.zeros((len(COUNTS), 3), dtype=np.int64)
    model.eval()
    ordered = sorted(examples, key=lambda one: len(one.ids))
    with torch.inference_mode():
        for at in range(0, len(ordered), size):
            batch = collate(ordered[at : at + size])
            where = next(model.parameters()).device
            outer, inner, _ = model(batch.ids.to(where), batch.features.to(where), batch.mask.to(where))
            for number, one in enumerate(batch.examples):
                counts[:3] += _right(outer[number].float().cpu().numpy(), one.outer)
                counts[3:] += _right(inner[number].float().cpu().numpy(), one.inner)
    model.train()
    return counts


def exact_f1(counts: np.ndarray) -> dict[str, float]:
    """Return exact F1 in percent for each of COUNTS."""
    right, found, gold = counts.T
    return dict(zip(COUNTS, (200.0 * right / np.maximum(1, found + gold)).tolist(), strict=True))


def _right(scores: np.ndarray, tags: np.ndarray) -> np.ndarray:
    words = np.flatnonzero(tags != IGNORED)
    counts = np.zeros((3, 3), dtype=np.int64)
    if len(words):
        found = _places(find_fragments(log_probabilities(scores[words])))
        certain = np.where(np.arange(scores.shape[1]) == tags[words, None], 0.0, -50.0).astype(np.float32)
        gold = _places(find_fragments(certain))
        for role in range(3):
            ours, theirs = ({place for place in places if place[0] == role + 1} for places in (found, gold))
            counts[role] = len(ours & theirs), len(ours), len(theirs)
    return counts


def _places(fragments: Sequence[Fragment]) -> set[tuple[int, int, int]]:
    return {(one.role, one.first, one.end) for one in fragments}
