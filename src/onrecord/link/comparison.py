"""What two names say about whether they can name one person or thing.

Invariant: the score of "same" is `LEAST_SAME` or more, that of "different" less than `LEAST_SAME`.
"""

from typing import Literal

from onrecord.model import Record

Verdict = Literal["same", "part", "different"]
"""`part`: one is the family name of the other and nothing else, or its given name."""

LEAST_SAME = 0.5
MOST_DIFFERENT = 0.45


class Comparison(Record, frozen=True, kw_only=True):
    """Whether two names can name one, with a belief from 0 to 1 and the reason in plain words."""

    verdict: Verdict
    score: float
    reason: str


def same_name(belief: float, reason: str) -> Comparison:
    """Return the verdict "same"; `belief` from 0 to 1."""
    return Comparison(verdict="same", score=LEAST_SAME + (1 - LEAST_SAME) * belief, reason=reason)


def part_of_name(score: float, reason: str) -> Comparison:
    """Return the verdict "part"."""
    return Comparison(verdict="part", score=score, reason=reason)


def other_name(alike: float, reason: str = "different names") -> Comparison:
    """Return the verdict "different"; `alike` is the share of the names that agrees, from 0 to 1."""
    return Comparison(verdict="different", score=MOST_DIFFERENT * min(alike, 1.0) ** 2, reason=reason)
