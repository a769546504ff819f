"""Turns captures of one page into its versions, and says which statements an edit added, removed or changed.

Invariant: the order of versions depends on when servers answered and on what pages say of their dates, never on the
order of arrival; each statement of two consecutive versions is unchanged or stands in exactly one change. Cost: a
statement is held against at most MOST_PLACES others for each of its words.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from onrecord.assemble.variants import word_differences
from onrecord.language.addresses import article_address
from onrecord.language.shingles import find_words
from onrecord.model import Article, Change, PageDate, Statement, Version, content_id, wording_hash

LEAST_ALIKE = 0.5
LEAST_ALIKE_SAME_SOURCE = 0.34
"""Dice coefficient of the words from which a statement is an edit of another, without and with the same source."""

MOST_PLACES = 24
"""A word that stands in more statements than this ("the") finds none: an edit shares rarer ones too."""


class Editions:
    """Tells which articles are captures of one page, and in which order these came."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self._places = {version.article: (version.page, place) for place, version in enumerate(versions)}
        self.consecutive = frozenset(
            frozenset((version.version_of, version.article)) for version in versions if version.version_of is not None
        )
        """Pairs of articles of which one was captured right after the other."""

    def page(self, article: str) -> str:
        """Return what stands for the article's page; an article that was captured once stands for itself."""
        return self._places.get(article, (article, 0))[0]

    def newest(self, articles: Iterable[str]) -> dict[str, str]:
        """Return for each article the newest among them of its page."""
        ordered = sorted(articles, key=lambda article: self._places.get(article, (article, 0)))
        newest = {self.page(article): article for article in ordered}
        return {article: newest[self.page(article)] for article in ordered}


def find_versions(
    articles: Iterable[Article], statements: Iterable[Statement], answered: Mapping[str, str]
) -> list[Version]:
    """Return a version for each capture of a page that was captured more than once, by page and then in order.

    Args:
        articles: the case's articles.
        statements: those that stand, with their speakers: with what is set aside nothing is gone.
        answered: when the server answered, for articles that were taken from the web (ISO 8601, UTC).
    """
    pages: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        address = article_address(article)
        if address is not None:
            pages[address].append(article)
    edited = {address: captures for address, captures in sorted(pages.items()) if len(captures) > 1}
    said: dict[str, list[Statement]] = {article.id: [] for captures in edited.values() for article in captures}
    for statement in statements:
        if statement.article in said:
            said[statement.article].append(statement)
    return [
        version
        for address, captures in edited.items()
        for version in _number(address, sorted(captures, key=lambda article: _order(article, answered)), said)
    ]


def _order(article: Article, answered: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what puts captures in order: when the server answered; of a file the date of updating, of publishing."""
    dates = (article.updated, article.published)
    told = next((moment for date in dates if date is not None and (moment := _moment(date))), "")
    return _in_utc(answered[article.id], None) if article.id in answered else told, article.uri, article.id


def _moment(date: PageDate) -> str:
    iso = date.from_ or date.to
    return "" if iso is None else _in_utc(iso, date.zone)


def _in_utc(iso: str, zone: str | None) -> str:
    """Return an ISO 8601 date or time so that it sorts beside others; a day stands for its beginning."""
    try:
        moment = datetime.fromisoformat(iso)
        if moment.tzinfo is None and zone and "T" in iso:
            moment = datetime.fromisoformat(iso + zone)
    except ValueError:
        return iso
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return iso


def _number(address: str, captures: Sequence[Article], said: Mapping[str, Sequence[Statement]]) -> Iterator[Version]:
    """Yield the versions of one page, whose captures are in order."""
    hashes = [wording_hash(article) for article in captures]
    yield Version(id=content_id("ve", captures[0].id), page=address, article=captures[0].id, version_of=None, number=1)
    number = 1
    for place, (before, after) in enumerate(pairwise(captures)):
        is_edited = hashes[place] != hashes[place + 1]
        number += is_edited
        yield Version(
            id=content_id("ve", after.id),
            page=address,
            article=after.id,
            version_of=before.id,
            number=number,
            changes=compare_statements(said[before.id], said[after.id]) if is_edited else (),
        )


def compare_statements(before: Sequence[Statement], after: Sequence[Statement]) -> tuple[Change, ...]:
    """Return what changed from the statements of one version to those of the next.

    In the order of the later version, what is gone behind it. Statements of the same words, source and position are
    the same; those of like words are one that was changed; the others were added or removed.
    """
    olds = sorted(before, key=lambda statement: (statement.start, statement.id))
    news = sorted(after, key=lambda statement: (statement.start, statement.id))
    old_words = [tuple(word.text for word in find_words(statement.text)) for statement in olds]
    new_words = [tuple(word.text for word in find_words(statement.text)) for statement in news]
    whole_old = [(words, _source(s), s.position) for words, s in zip(old_words, olds, strict=True)]
    whole_new = [(words, _source(s), s.position) for words, s in zip(new_words, news, strict=True)]
    same = _pair_equal(whole_old, whole_new, {}, {})
    same |= _pair_unresolved(olds, news, (old_words, new_words), same)
    edited = _pair_equal(old_words, new_words, same, dict.fromkeys(same.values()))
    taken = {*same.values(), *edited.values()}
    left_old = [i for i in range(len(olds)) if i not in same and i not in edited]
    left_new = [j for j in range(len(news)) if j not in taken]
    for i, j in _alike(olds, news, (old_words, new_words), (left_old, left_new)):
        edited[i] = j
    was = {j: i for i, j in edited.items()}
    kept = set(same.values())
    changes = [
        _changed(olds[was[j]], new) if j in was else Change(op="added", before=None, after=new.id)
        for j, new in enumerate(news)
        if j not in kept
    ]
    gone = [old for i, old in enumerate(olds) if i not in same and i not in edited]
    return (*changes, *(Change(op="removed", before=old.id, after=None) for old in gone))


def _source(statement: Statement) -> Hashable:
    """Return who makes the statement: its speakers, else the page's words for them."""
    if statement.speakers:
        return tuple(sorted(statement.speakers))
    return "" if statement.source is None else statement.source.text.casefold()


def _changed(old: Statement, new: Statement) -> Change:
    return Change(op="changed", before=old.id, after=new.id, differs=word_differences(new.text, old.text))


def _pair_equal(
    olds: Sequence[Hashable], news: Sequence[Hashable], used: Mapping[int, object], taken: Mapping[int, object]
) -> dict[int, int]:
    """Return pairs (old, new) of equal keys among those not yet paired, each once, in order."""
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for j, key in enumerate(news):
        if j not in taken:
            places[key].append(j)
    return {i: places[key].popleft() for i, key in enumerate(olds) if i not in used and places.get(key)}


def _pair_unresolved(
    olds: Sequence[Statement],
    news: Sequence[Statement],
    words: tuple[Sequence[Hashable], Sequence[Hashable]],
    same: Mapping[int, int],
) -> dict[int, int]:
    """Return further pairs of the same words, where the page names the source alike and one side is not resolved."""

    def keys(statements: Sequence[Statement], contents: Sequence[Hashable]) -> list[Hashable]:
        named = [None if s.source is None else s.source.text.casefold() for s in statements]
        return [(words, name, s.position) for words, name, s in zip(contents, named, statements, strict=True)]

    pairs = _pair_equal(keys(olds, words[0]), keys(news, words[1]), same, dict.fromkeys(same.values()))
    return {i: j for i, j in pairs.items() if not (olds[i].speakers and news[j].speakers)}


def _alike(
    olds: Sequence[Statement],
    news: Sequence[Statement],
    words: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]],
    left: tuple[Sequence[int], Sequence[int]],
) -> Iterator[tuple[int, int]]:
    """Yield pairs (old, new) of like words among those left, the most alike first, each statement once."""
    old_words, new_words = words
    places: dict[str, list[int]] = defaultdict(list)
    for j in left[1]:
        for word in dict.fromkeys(new_words[j]):
            places[word].append(j)
    found: list[tuple[float, int, int]] = []
    for i in left[0]:
        rare = (word for word in dict.fromkeys(old_words[i]) if len(places.get(word, ())) <= MOST_PLACES)
        for j in dict.fromkeys(place for word in rare for place in places.get(word, ())):
            likeness = _dice(old_words[i], new_words[j])
            is_same_source = _source(olds[i]) == _source(news[j])
            if likeness >= (LEAST_ALIKE_SAME_SOURCE if is_same_source else LEAST_ALIKE):
                found.append((-likeness, i, j))
    paired_old: set[int] = set()
    paired_new: set[int] = set()
    for _, i, j in sorted(found):
        if i not in paired_old and j not in paired_new:
            paired_old.add(i)
            paired_new.add(j)
            yield i, j


def _dice(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of words that two contents have in common, each word as often as it stands there."""
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if one or other else 0.0
