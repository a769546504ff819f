"""Finds claims of one matter: the point that several speakers make, in whatever words, and others deny.

Invariant: two claims are one point only where they share what they say, not only whom they speak of. Cost: a claim is
compared with at most NEIGHBOURS others for each of its rarest words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights
from onrecord.assemble.denials import claims_something
from onrecord.assemble.grouping import Item, link_neighbours
from onrecord.assemble.voices import Voices
from onrecord.assemble.wordings import Wording

KEYS = 8
NEIGHBOURS = 24
MOST_DENIERS = 12
"""So many denials of a claim, those of the least ids, stand for all of them."""

POINT_DAYS = 14
"""A matter is in the news for so long; later its words more often name another one."""

LEAST_SHARED = 3
LEAST_REPEATED = 0.6
"""Share of the words of a denied claim, and of its denial, names apart and weighed by rarity, that a claim must hold
which makes the same point …"""

LEAST_ALIKE = 0.2
"""… and share of the smaller of two claims that one speaker, or body, denies both."""


def same_points(
    by_id: Mapping[str, Wording], answers: Mapping[str, Sequence[str]], voices: Voices, weights: Weights
) -> list[tuple[str, str]]:
    """Return the pairs of claims that are one point, of which one at least is denied or withheld on.

    Args:
        by_id: every statement of the case.
        answers: for each denial and withholding the claims that it answers.
        voices: the case's speakers.
        weights: how telling each sense is.
    """
    deniers: dict[str, list[Wording]] = defaultdict(list)
    for denial, answered in sorted(answers.items()):
        for claim in answered:
            if len(deniers[claim]) < MOST_DENIERS:
                deniers[claim].append(by_id[denial])
    claims = [wording for _, wording in sorted(by_id.items()) if _is_claim(wording)]

    def judge(a: int, b: int) -> float | None:
        one, other = claims[a], claims[b]
        denied, also = deniers.get(one.statement.id, []), deniers.get(other.statement.id, [])
        if (days_between(one.day, other.day) or 0) > POINT_DAYS or _is_any_near([one], also, voices):
            return None
        if _is_any_near([other], denied, voices):
            return None
        is_one = (
            _is_any_near(denied, also, voices) and _are_alike(one, other, weights),
            bool(denied) and _repeats(other, one, denied, weights),
            bool(also) and _repeats(one, other, also, weights),
        )
        return 1.0 if any(is_one) else None

    links = link_neighbours(_items(claims, deniers, weights), NEIGHBOURS, judge).get(1.0, {})
    return [(claims[a].statement.id, claims[b].statement.id) for a, others in sorted(links.items()) for b in others]


def _is_claim(wording: Wording) -> bool:
    statement = wording.statement
    return (
        statement.position == "affirms"
        and statement.act in ("states", "accuses", "warns", "condemns")
        and claims_something(wording)
        and bool(statement.speakers)
        and not wording.content.negated
    )


def _items(claims: Sequence[Wording], deniers: Mapping[str, Sequence[Wording]], weights: Weights) -> list[Item]:
    rarest = cache(lambda matter: tuple(weights.rarest(matter, KEYS)))
    denied = {key for claim in claims if claim.statement.id in deniers for key in rarest(claim.content.matter)}
    return [
        Item(
            # Where no denied claim has a word, no point is made.
            keys=tuple(key for key in rarest(claim.content.matter) if key in denied),
            calendar=(claim.day or "", claim.statement.id),
            kind=claim.statement.id,
            page=claim.statement.article,
        )
        for claim in claims
    ]


def _are_alike(one: Wording, other: Wording, weights: Weights) -> bool:
    """Whether two claims share enough of what they say for one denial to mean both."""
    shared = _shared(one, other)
    smaller = min(weights.total(one.content.matter), weights.total(other.content.matter))
    return weights.total(shared) >= LEAST_ALIKE * smaller if shared else False


def _repeats(claim: Wording, denied: Wording, denials: Sequence[Wording], weights: Weights) -> bool:
    """Whether a claim holds most of a denied one, and of what its denials themselves say, beside the names."""
    if not _shared(claim, denied):
        return False
    said = [wording.content.matter & wording.content.plain for wording in (denied, *denials)]
    return all(weights.total(claim.content.matter & own) >= LEAST_REPEATED * weights.total(own) for own in said)


def _shared(one: Wording, other: Wording) -> frozenset[str]:
    """Return what two claims share, nothing where that is little or names only."""
    shared = one.content.matter & other.content.matter
    enough = len(shared) >= LEAST_SHARED and shared & one.content.plain & other.content.plain
    return shared if enough else frozenset()


def _is_any_near(some: Sequence[Wording], others: Sequence[Wording], voices: Voices) -> bool:
    """Whether somebody of the ones is, or speaks for, somebody of the others."""
    pairs = ((one.statement, other.statement) for one in some for other in others)
    return any(voices.compare(one, other) in ("same", "near") for one, other in pairs)
