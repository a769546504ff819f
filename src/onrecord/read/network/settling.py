"""Where the network is in doubt, the patterns have a say: how far somebody's words go, and whether anybody speaks.

Invariant: each inner attribution lies inside the one that reports it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from onrecord.read.position import judge_stance
from onrecord.read.tagger import Attribution

DOUBTFUL_EXTENT = 0.75
"""Score below which the patterns' content is taken where they read the same cue."""

LEAST_ALONE = 0.45
"""Least score of an attribution in whose place the patterns see nothing. Both were measured on two corpora."""


def settle(read: Sequence[Attribution], proposed: Sequence[Attribution]) -> list[Attribution]:
    """Return what the network read, in order, settled by what the patterns propose in the same text."""
    return _settle_extents(_without_doubtful(read, proposed), proposed)


def missed_refusals(text: str, read: Sequence[Attribution], proposed: Sequence[Attribution]) -> list[Attribution]:
    """Return the denials and refusals that the reviewed table knows and in whose place the network read nothing.

    They are few in any corpus and what a contested story turns on.
    """
    places = Places(read)
    return [
        one
        for one in proposed
        if one.within is None
        and one.cue
        and not places.touch(one)
        and judge_stance(text, one, "indirect").position != "affirms"
    ]


class Places:
    """The contents and cues of attributions, to ask quickly whether another one touches any of them."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        ranges = sorted(part for one in attributions for part in (*one.content, *one.cue))
        self.starts = [start for start, _ in ranges]
        self.furthest = list(accumulate((end for _, end in ranges), max))

    def touch(self, one: Attribution) -> bool:
        """Return whether the attribution shares a character with any of them."""
        for start, end in (*one.content, *one.cue):
            before = bisect_left(self.starts, end)
            if before and self.furthest[before - 1] > start:
                return True
        return False


def _without_doubtful(read: Sequence[Attribution], proposed: Sequence[Attribution]) -> list[Attribution]:
    """Leave out what is doubtful and seen by the network alone, and what is reported by it."""
    seen = Places(proposed)
    places: dict[int, int] = {}
    kept: list[Attribution] = []
    for number, one in enumerate(read):
        doubtful = one.score < LEAST_ALONE and not seen.touch(one)
        if doubtful or (one.within is not None and one.within not in places):
            continue
        places[number] = len(kept)
        kept.append(one if one.within is None else replace(one, within=places[one.within]))
    return kept


def _settle_extents(read: Sequence[Attribution], proposed: Sequence[Attribution]) -> list[Attribution]:
    """Take what is proposed in doubt, except where an attribution would fall out of the one that reports it."""
    by_cue = {one.cue[0][0]: one for one in reversed(proposed) if one.cue}
    settled = [_settled(one, by_cue.get(one.cue[0][0])) if one.cue else one for one in read]
    torn = {
        number
        for inner, one in enumerate(settled)
        if one.within is not None and not _holds(settled[one.within], one)
        for number in (inner, one.within)
    }
    return [read[number] if number in torn else one for number, one in enumerate(settled)]


def _settled(one: Attribution, other: Attribution | None) -> Attribution:
    """Return the attribution with the content of one that is proposed with the same cue, or with a phrase of it."""
    if other is None or not any(
        start < last and first < end for start, end in one.content for first, last in other.content
    ):
        return one
    if other.cue == one.cue and one.score < DOUBTFUL_EXTENT:
        return replace(one, content=other.content)
    # "refused to confirm or deny the report": the reviewed table knows the phrase, the corpus cuts behind its verb.
    if other.cue[-1][1] > one.cue[-1][1] and other.cue[-1][1] > one.content[0][0]:
        return replace(one, cue=other.cue, content=other.content)
    return one


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return outer.content[0][0] <= inner.content[0][0] and inner.content[-1][1] <= outer.content[-1][1]
