"""Finds what a denial answers by another denial of the same speaker beside it, on the same matter.

"The minister denied that engineers were stationed at Sennet, a day after she would not confirm it. “There are no
engineers at Sennet,” she said." The first says what is denied, the others point at it or give the words. Invariant: a
statement is held against at most MOST_DENIED others.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from onrecord.assemble.denials import denies_claim, points
from onrecord.assemble.placed import LEAST_SHARED, MOST_DENIED, NEAR_BLOCKS, Placed
from onrecord.assemble.voices import Voices


def in_his_own_words(
    page: Sequence[Placed], found: Mapping[str, Collection[str]], voices: Voices
) -> list[tuple[str, str]]:
    """Return the denials that answer nothing yet, each with one of the same speaker beside it that does."""
    answered = [each for each in page if each.statement.position == "denies" and found.get(each.statement.id)]
    pairs: list[tuple[str, str]] = []
    for denial in (each for each in page if each.statement.position == "denies" or _leaves_it_open(each)):
        if found.get(denial.statement.id) or not denies_claim(denial.statement):
            continue
        first = bisect_left(answered, denial.block - NEAR_BLOCKS, key=lambda placed: placed.block)
        near = [other for other in answered[first : first + MOST_DENIED] if other.block <= denial.block + NEAR_BLOCKS]
        said = [other for other in near if _repeats_denial(denial, other, voices)]
        if said:
            nearest = min(said, key=lambda other: (abs(other.block - denial.block), other.statement.id))
            pairs.append((denial.statement.id, nearest.statement.id))
    return pairs


def _leaves_it_open(placed: Placed) -> bool:
    """Whether somebody neither confirms nor denies what the words only point at: "it"."""
    return placed.statement.withheld == "neither" and points(placed.wording)


def _repeats_denial(denial: Placed, other: Placed, voices: Voices) -> bool:
    """Whether both are one speaker's on one matter; what only points follows in the paragraph of the other."""
    if voices.compare(denial.statement, other.statement) not in ("same", "near"):
        return False
    if _leaves_it_open(denial):
        return other.block == denial.block and other.statement.start < denial.statement.start
    content = denial.wording.content
    shared = content.matter & other.wording.content.matter
    return len(shared) >= LEAST_SHARED and bool(shared & content.plain)
