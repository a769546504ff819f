"""Compares spans: as sets of the characters that carry words, matched one to one, best overlap first.

Invariant: quotation marks, outer punctuation and a leading "that" never decide whether two spans are the same.
"""

from collections.abc import Callable, Sequence

MARGIN = " \t\n\r\u00a0\"'“”‘’«»„‹›`.,;:–—-…"
LEADING = "that "
NET = 25
"""A span may be twice as long as the gold one, or this many characters longer, before it counts as a net thrown out."""

Chars = frozenset[int]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without margin characters and a leading "that"."""
    while True:
        while start < end and text[start] in MARGIN:
            start += 1
        while start < end and text[end - 1] in MARGIN:
            end -= 1
        if text[start : min(start + len(LEADING), end)].lower() != LEADING:
            return start, end
        start += len(LEADING)


def chars_of(text: str, parts: Sequence[tuple[int, int]]) -> Chars:
    """Return the offsets of the characters of the trimmed parts that are no margin characters."""
    trimmed = (trim(text, start, end) for start, end in parts)
    return frozenset(i for start, end in trimmed for i in range(start, end) if text[i] not in MARGIN)


def share(one: Chars, other: Chars) -> float:
    """Return the share of common characters among all characters of both (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def overlaps(gold: Chars, found: Chars) -> bool:
    """Say whether the spans share characters and the found one is not a net over half the page."""
    return bool(gold & found) and len(found) <= max(2 * len(gold), len(gold) + NET)


def match_one_to_one(
    gold: Sequence[Chars], found: Sequence[Chars], least: float, tie: Callable[[int, int], float] = lambda _g, _f: 0.0
) -> dict[int, int]:
    """Return gold index -> found index, greedily by share of common characters; `tie` decides between equal ones."""
    ranked = sorted(
        (-round(share(g, f), 3), -tie(i, j), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for negative, _, i, j in ranked:
        if -negative >= least and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched
