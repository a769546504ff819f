"""Which chains are worth comparing: those that share a word of their name or its consonants.

Invariant: the number of pairs grows with the number of distinct names, not with its square; the order of chains does
not change which pairs come out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.language.names import name_tokens
from onrecord.link.compare import skeleton

WIDEST_BLOCK = 12
"""Neighbours, in the order of their consonants, with which a name is compared inside one block."""

NAMES_KEPT = 1 << 16
"""Names whose words are remembered: copies of an article bring the same ones again and again."""

Tokens = tuple[str, ...]


@lru_cache(NAMES_KEPT)
def read_name(name: str) -> Tokens:
    """Return the folded words of a name."""
    return name_tokens(name)


def candidate_pairs(names: Sequence[Tokens]) -> Iterator[tuple[Tokens, Tokens]]:
    """Yield each pair of distinct full names (two words or more) that share the consonants of a first or last word."""
    blocks = by_end_word(names)
    seen: set[tuple[Tokens, Tokens]] = set()
    for word in sorted(blocks):
        block = blocks[word]
        for n, one in enumerate(block):
            for other in block[n + 1 : n + 1 + WIDEST_BLOCK]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    yield one, other


def by_end_word(names: Sequence[Tokens]) -> dict[str, list[Tokens]]:
    """Return the full names under the consonants of their last and of their first word, spelling variants adjacent."""
    found: dict[str, list[Tokens]] = defaultdict(list)
    for name in sorted(set(names), key=lambda each: (tuple(skeleton(word) for word in each), each)):
        if len(name) > 1:
            for word in sorted({skeleton(name[0]), skeleton(name[-1])}):
                found[word].append(name)
    return dict(found)
