"""The seam between reading and its method: whoever finds attributions is a tagger.

Invariant: every range that a tagger returns lies inside the passages it was given, in ascending order, not empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model import Part


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content with the words that name its speaker and the reporting words, as offsets into the text.

    `source` is null where the page names nobody, `cue` empty where nothing but the layout reports (a colon).
    `within` is the position in the tagger's list of the attribution that reports this one. `score` lies in 0..1.
    """

    source: Part | None
    cue: tuple[Part, ...]
    content: tuple[Part, ...]
    within: int | None
    score: float


class Tagger(Protocol):
    """Finds attributions in the passages of a text; `weights` names the file of a trained one, by its hash."""

    @property
    def name(self) -> str:
        """What the manifest of an export calls this tagger."""
        ...

    @property
    def weights(self) -> str | None:
        """Hash of the trained weights, null for a tagger that has none."""
        ...

    def tag(self, text: str, passages: Sequence[Part]) -> list[Attribution]:
        """Return the attributions of the passages, by place."""
        ...
