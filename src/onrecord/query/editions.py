"""Tells which articles are versions of one page, and in which order they were captured.

Invariant: wherever pages are counted, the versions of one page count as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from onrecord.model import Version
from onrecord.store import CaseReader


class Editions:
    """The versions of a case's pages, read when they are first asked for."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader

    @cached_property
    def pages(self) -> dict[str, tuple[Version, ...]]:
        """The versions of each page that was captured more than once, in order, by its address."""
        by_page: dict[str, dict[str | None, Version]] = defaultdict(dict)
        for version in self._reader.records(Version):
            by_page[version.page][version.version_of] = version
        return {page: tuple(_in_order(after)) for page, after in sorted(by_page.items())}

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        return {
            version.article: (page, place)
            for page, versions in self.pages.items()
            for place, version in enumerate(versions)
        }

    def page(self, article: str) -> str:
        """Return what stands for the article's page: its address, for a page that was captured once the article."""
        return self.order(article)[0]

    def order(self, article: str) -> tuple[str, int]:
        """Return what sorts articles by their pages, and the versions of a page as they were captured."""
        return self._places.get(article, (article, 0))

    def of(self, article: str) -> tuple[Version, ...]:
        """Return the versions of the article's page in order; none where it was captured once."""
        return self.pages.get(self.page(article), ())

    def label(self, article: str) -> str | None:
        """Return which version of its page the article is, in words; None where it was captured once."""
        versions = self.of(article)
        number = next((version.number for version in versions if version.article == article), None)
        return None if number is None else f"version {number} of {versions[-1].number}"

    def count_pages(self, articles: Iterable[str]) -> int:
        """Return how many pages the articles are."""
        return len({self.page(article) for article in articles})

    def count_places(self, articles: Sequence[str]) -> int:
        """Return in how many places something stands, given the article of each: of a page its newest version's."""
        newest: dict[str, tuple[int, str]] = {}
        for article in articles:
            page, place = self.order(article)
            newest[page] = max(newest.get(page, (place, article)), (place, article))
        current = {article for _, article in newest.values()}
        return sum(article in current for article in articles)


def _in_order(after: dict[str | None, Version]) -> Iterable[Version]:
    version = after.get(None)
    while version is not None:
        yield version
        version = after.get(version.article)
