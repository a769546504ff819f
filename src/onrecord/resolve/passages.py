"""The sentences of what is read in one article, asked for those before a place.

Invariant: sentences ascend, lie inside blocks that are read, and are cut to `WIDEST_SENTENCE`.
"""

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.language.sentences import sentence_spans
from onrecord.model import READ_ROLES, Article, Part

WIDEST_SENTENCE = 2000
"""Characters of a sentence that are searched: a page without full stops is one sentence."""


class Passages:
    """The sentences of one article's readable blocks."""

    def __init__(self, article: Article) -> None:
        self._sentences = [
            span
            for block in article.blocks
            if block.role in READ_ROLES
            for span in sentence_spans(article.text, block.start, block.end)
        ]
        self._first = [start for start, _ in self._sentences]

    def before(self, place: int, reach: int) -> Iterator[Part]:
        """Yield the sentence that holds a place, up to the place, then those before it; `reach` sentences at most."""
        at = bisect_right(self._first, place) - 1
        for n in range(at, max(-1, at - reach), -1):
            first, last = self._sentences[n]
            last = min(last, place)
            yield max(first, last - WIDEST_SENTENCE), last
