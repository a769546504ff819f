"""Finds what a denial answers by another denial of the same speaker beside it, on the same matter.

"The minister denied that engineers were stationed at Sennet. “There are no engineers at Sennet,” she said." The first
says what is denied, the second gives the words. Invariant: a denial is held against at most MOST_DENIED others.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from onrecord.assemble.denials import denies_claim
from onrecord.assemble.placed import LEAST_SHARED, MOST_DENIED, NEAR_BLOCKS, Placed
from onrecord.assemble.voices import Voices


def in_his_own_words(
    page: Sequence[Placed], found: Mapping[str, Collection[str]], voices: Voices
) -> list[tuple[str, str]]:
    """Return the denials that answer nothing yet, each with one of the same speaker beside it that does."""
    denials = [placed for placed in page if placed.statement.position == "denies"]
    answered = [placed for placed in denials if found.get(placed.statement.id)]
    pairs: list[tuple[str, str]] = []
    for denial in denials:
        if found.get(denial.statement.id) or not denies_claim(denial.statement):
            continue
        first = bisect_left(answered, denial.block - NEAR_BLOCKS, key=lambda placed: placed.block)
        near = [other for other in answered[first : first + MOST_DENIED] if other.block <= denial.block + NEAR_BLOCKS]
        said = [other for other in near if _repeats_denial(denial, other, voices)]
        if said:
            nearest = min(said, key=lambda other: (abs(other.block - denial.block), other.statement.id))
            pairs.append((denial.statement.id, nearest.statement.id))
    return pairs


def _repeats_denial(denial: Placed, other: Placed, voices: Voices) -> bool:
    """Whether two denials are one speaker's on one matter."""
    content = denial.wording.content
    shared = content.matter & other.wording.content.matter
    return (
        len(shared) >= LEAST_SHARED
        and bool(shared & content.plain)
        and voices.compare(denial.statement, other.statement) in ("same", "near")
    )
