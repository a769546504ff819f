"""Turns articles into the words of their bodies, with what lineage needs to know about each word.

Invariant: words are in the text's order, and only blocks with the role `body` give words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from onrecord.assemble.content_words import stem_words
from onrecord.language.quotes import scan_quotations
from onrecord.language.shingles import Word, find_words
from onrecord.model import Article, Block, Record


class Body(Record, frozen=True, kw_only=True):
    """An article's body as words and stems; `quoted` tells for each word whether it stands in quotation marks.

    Bodies of one `kind` have the same text in the same blocks: what holds for one by its words holds for the others.
    """

    article: Article
    kind: int
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]
    stems: frozenset[str]

    @property
    def texts(self) -> list[str]:
        """The folded words."""
        return [word.text for word in self.words]


def read_bodies(articles: Iterable[Article]) -> list[Body]:
    """Return the articles' bodies; copies of one text share their words."""
    kinds: dict[tuple[str, tuple[Block, ...]], Body] = {}
    bodies: list[Body] = []
    for article in articles:
        key = article.text, article.blocks
        if key not in kinds:
            kinds[key] = _read_body(article, len(kinds))
        bodies.append(replace(kinds[key], article=article))
    return bodies


def _read_body(article: Article, kind: int) -> Body:
    words: list[Word] = []
    for block in article.blocks:
        if block.role == "body":
            words.extend(find_words(article.text, block.start, block.end))
    return Body(
        article=article,
        kind=kind,
        words=tuple(words),
        quoted=tuple(_tell_quoted(article.text, words)),
        stems=frozenset(stem_words(word.text for word in words)),
    )


def _tell_quoted(text: str, words: Sequence[Word]) -> Iterator[bool]:
    """Yield for each word, in the text's order, whether it stands in an outermost quotation."""
    outermost = [quotation for quotation in scan_quotations(text) if quotation.depth == 0]
    parts = sorted(part for q in outermost for part in ((q.inner_start, q.inner_end), *q.continues))
    starts = [start for start, _ in parts]
    for word in words:
        place = bisect_right(starts, word.start) - 1
        yield place >= 0 and word.start < parts[place][1]


def published_day(article: Article) -> str | None:
    """Return the ISO date on which the article was published at the latest, or None."""
    day = article.published and (article.published.to or article.published.from_)
    return day[:10] if day else None


def published_before(one: Article, other: Article) -> bool:
    """Whether one article's date of publication is known to lie wholly before the other's."""
    if one.published is None or other.published is None or not one.published.to or not other.published.from_:
        return False
    return one.published.to[:10] < other.published.from_[:10]


def days_between(one: str | None, other: str | None) -> int | None:
    """Return the days between two ISO dates, None where one is unknown."""
    if one is None or other is None:
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
