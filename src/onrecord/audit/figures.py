"""Reads the value of each figure anew from the words it stands on.

Invariant: number and qualifier follow from the figure's own block of the text; its unit may stand at another figure
("between 5 and |7| mm"), and is not asked for.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from onrecord.audit.spans import Fault
from onrecord.model import Article, Figure
from onrecord.read.quantities import Quantity, find_quantities


def figure_faults(article: Article, figures: Iterable[Figure]) -> Iterator[tuple[str, Fault]]:
    """Yield the id of each figure whose bounds or qualifier are not what its words say, with what is wrong."""
    read: dict[int, dict[tuple[int, int], Quantity]] = {}
    for figure in figures:
        at = bisect_right(article.blocks, figure.start, key=lambda block: block.start) - 1
        if at not in read:
            block = article.blocks[at] if at >= 0 else None
            found = [] if block is None else find_quantities(article.text, block.start, block.end)
            read[at] = {(quantity.start, quantity.end): quantity for quantity in found}
        words = read[at].get((figure.start, figure.end))
        if words is None:
            yield figure.id, ("value", _shown(figure.low, figure.high, figure.qualifier), "no number in these words")
        elif (words.low, words.high, words.qualifier) != (figure.low, figure.high, figure.qualifier):
            stored = _shown(figure.low, figure.high, figure.qualifier)
            yield figure.id, ("value", _shown(words.low, words.high, words.qualifier), stored)


def _shown(low: float | None, high: float | None, qualifier: str) -> str:
    return f"{qualifier} {low} to {high}"
