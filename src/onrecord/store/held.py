"""A case whose records are read once and then kept, for whoever asks for all of them one by one.

Invariant: every answer is the one that a `CaseReader` gives; the file must not change meanwhile.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from onrecord.model import Article, Figure, Link, Mention, Record, SetAside, Statement
from onrecord.store.filters import EVERY_STATEMENT, StatementFilters
from onrecord.store.reader import CaseReader

R = TypeVar("R", bound=Record)

ONE_BY_ONE = 60
"""So many records of a kind are looked up by themselves before all of it is read."""


class HeldCase(CaseReader):
    """A case in memory: about 6 KB a statement with all that belongs to it, and the articles' texts."""

    def __init__(self, path: Path, *, briefly: bool = False) -> None:
        super().__init__(path, briefly=briefly)
        self._kept = cache(self._read_kind)
        self._by_id = cache(self._index)
        self._asked: Counter[type[Record]] = Counter()

    def records(self, kind: type[R]) -> Iterator[R]:
        """Yield all records of a kind, as a `CaseReader` does."""
        return cast("Iterator[R]", iter(self._kept(kind)))

    def record(self, kind: type[R], record_id: str) -> R | None:
        """Return the record of that kind and id, or None; all of a kind are read once several were asked for."""
        self._asked[kind] += 1
        if self._asked[kind] <= ONE_BY_ONE and kind is not Article:
            return super().record(kind, record_id)
        return cast("R | None", self._by_id(kind).get(record_id))

    def articles(self) -> Iterator[Article]:
        """Yield every article, ordered by id."""
        return self.records(Article)

    def article(self, article_id: str) -> Article | None:
        """Return the article, or None."""
        return self.record(Article, article_id)

    def answered(self) -> dict[str, str]:
        """Return when servers answered, by article id."""
        return self._answered

    def statements(self, filters: StatementFilters = EVERY_STATEMENT) -> list[Statement]:
        """Return the statements that meet the filters, as a `CaseReader` does."""
        about = filters.about
        if about is not None and filters == StatementFilters(about=about) and about in self._naming:
            return self._naming[about]
        if filters == StatementFilters(article=filters.article, speaker=filters.speaker):
            if filters.speaker is None and filters.article is not None:
                return self._spoken[filters.article]
            if filters.article is None and filters.speaker is not None and filters.speaker in self._said_by:
                return self._said_by[filters.speaker]
        return super().statements(filters)

    def set_aside(self, article_id: str) -> list[SetAside]:
        """Return what is set aside in an article, ordered by start and id."""
        return [each for each in self.records(SetAside) if each.article == article_id]

    def figures(self, article_id: str) -> list[Figure]:
        """Return the figures of an article, ordered by start and id."""
        return self._figures.get(article_id, [])

    def count_statements(self, filters: StatementFilters = EVERY_STATEMENT) -> int:
        """Return how many statements meet the filters, as a `CaseReader` does."""
        about, whole = filters.about, replace(filters, limit=None, offset=0)
        if about is not None and whole == StatementFilters(about=about) and about in self._naming:
            return len(self._naming[about])
        return super().count_statements(filters)

    def links_about(self, holder_id: str) -> list[Link]:
        """Return the links that have the thing or speaker of that id at one of their ends, ordered by id."""
        return self._links.get(holder_id, [])

    @cached_property
    def _links(self) -> Mapping[str, list[Link]]:
        links = {link.id: link for link in self.records(Link)}
        found: dict[str, list[Link]] = defaultdict(list)
        for link, holders in sorted(self.link_holders().items()):
            for holder in holders:
                found[holder].append(links[link])
        return dict(found)

    @cached_property
    def _naming(self) -> Mapping[str, list[Statement]]:
        """The statements that name each thing in their words, in the order of the case."""
        named: dict[str, list[str]] = defaultdict(list)
        for thing, statement_id in self.naming():
            named[statement_id].append(thing)
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.records(Statement):
            for thing in named.get(statement.id, ()):
                found[thing].append(statement)
        return dict(found)

    def mentions(self, thing_id: str) -> list[Mention]:
        """Return the mentions of a thing, ordered by article, start and id."""
        return self._mentions.get(thing_id, [])

    @cached_property
    def _mentions(self) -> Mapping[str, list[Mention]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.records(Mention):
            found[mention.thing].append(mention)
        return dict(found)

    @cached_property
    def _figures(self) -> Mapping[str, list[Figure]]:
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.records(Figure):
            found[figure.article].append(figure)
        return dict(found)

    def _read_kind(self, kind: type[Record]) -> tuple[Record, ...]:
        return tuple(super().articles() if kind is Article else super().records(kind))

    def _index(self, kind: type[Record]) -> Mapping[str, Record]:
        return {cast("Any", record).id: record for record in self._kept(kind)}

    @cached_property
    def _answered(self) -> dict[str, str]:
        return super().answered()

    @cached_property
    def _spoken(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.records(Statement):
            found[statement.article].append(statement)
        return found

    @cached_property
    def _said_by(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.records(Statement):
            for speaker in dict.fromkeys(statement.speakers):
                found[speaker].append(statement)
        return dict(found)
