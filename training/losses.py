"""A batch and the network's scores to losses: tags of both layers and links."""

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import IGNORED, Batch, Example, Links
from training.settings import TrainingSettings


def sizes(examples: list[Example]) -> dict[str, int]:
    """Return how many terms each loss of these examples sums up, at least one."""
    return {
        "outer": max(1, sum(int((one.outer != IGNORED).sum()) for one in examples)),
        "inner": max(1, sum(int((one.inner != IGNORED).sum()) for one in examples)),
        "links": max(1, sum(len(one.outer_links) for one in examples)),
        "inner_links": max(1, sum(len(one.inner_links) for one in examples)),
    }


def losses(scores: tuple[Tensor, Tensor, Tensor], batch: Batch, width: int) -> dict[str, Tensor]:
    """Return each loss, summed over its terms."""
    outer, inner, links = scores
    return {
        "outer": _tag_loss(outer, batch.outer),
        "inner": _tag_loss(inner, batch.inner),
        "links": _sum(_link_loss(links[at], one.outer_links, width) for at, one in enumerate(batch.examples)),
        "inner_links": _sum(_link_loss(links[at], one.inner_links, width) for at, one in enumerate(batch.examples)),
    }


def total(parts: dict[str, Tensor], counts: dict[str, int], settings: TrainingSettings) -> Tensor:
    """Return the weighted sum of mean losses; `counts` are those of the whole batch."""
    weights = {
        "outer": 1.0,
        "inner": settings.nested_weight,
        "links": settings.link_weight,
        "inner_links": settings.nested_link_weight,
    }
    return _sum(parts[name] * (weight / counts[name]) for name, weight in weights.items())


def _sum(terms: object) -> Tensor:
    return torch.stack(list(terms)).sum()  # type: ignore[call-overload]


def _tag_loss(scores: Tensor, tags: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.flatten(0, 1), tags.flatten().to(scores.device), ignore_index=IGNORED, reduction="sum"
    )


def _link_loss(scores: Tensor, links: Links, width: int) -> Tensor:
    ask_cue, be_cue, ask_source, be_source = scores.split(width, dim=-1)
    return _answers(ask_cue, be_cue, links.contents, links.cue_places) + _answers(
        ask_source, be_source, links.cues, links.source_places
    )


def _answers(asks: Tensor, answers: Tensor, pairs: list[tuple[int, int]], places: list[int]) -> Tensor:
    candidates = [0, *places]
    if not pairs:
        return asks.new_zeros(())
    scores = asks[[asking for asking, _ in pairs]] @ answers[candidates].T / asks.shape[-1] ** 0.5
    right = torch.tensor([candidates.index(answer) for _, answer in pairs], device=scores.device)
    return functional.cross_entropy(scores, right, reduction="sum")
