"""Groups statements into remarks: one act of speaking, carried by one or more articles.

Invariant: every statement belongs to exactly one remark, and a statement never shares one with the statement that
reports it. Cost: a statement is compared with at most NEIGHBOURS others for each of its
rarest words (KEYS of them, HOUSE_KEYS among the words of its speaker's house).
"""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights, stem_words
from onrecord.assemble.grouping import Item, join_groups, link_neighbours, number_equal
from onrecord.assemble.voices import Voice, Voices
from onrecord.language.numbers import number_words
from onrecord.language.shingles import find_words
from onrecord.model import Record, Statement

KEYS = 6
HOUSE_KEYS = 16
NEIGHBOURS = 24
OCCASION_DAYS = 4
"""News repeats a remark for some days; later the same speaker more often says something new."""

LEAST_LIKENESS: Mapping[Voice, float] = {"same": 0.34, "near": 0.34, "unknown": 0.75}
"""How alike two contents must be (1: the same words; see `_Judge.alike`); set on two annotated story clusters."""

VERBATIM = 0.75
LEAST_VERBATIM_WORDS = 4
LEAST_SHARED = 2
LOOSE_SHARED, LOOSE_LIKENESS = 3, 0.4
"""Contents that are less alike than this must share three words: a place and a date are in many remarks."""

SHORT_DICE = 0.5
"""One shared word of content is enough where the contents are little more than it ("responsibility for the attack")."""

PAGE_MARGIN, NUMBER_MARGIN = 0.2, 0.1
"""More likeness is asked within one article, where two statements of a speaker are mostly two remarks, and where the
contents give different numbers."""

AVERAGE_SHARE = 0.4
"""Two groups join when their members are alike on average by this share of what a pair needs."""

PAIRS_KEPT = 1 << 16
"""Pairs of contents whose likeness is remembered, because their copies ask for it again."""

_DIGIT = re.compile(r"\d")


class Wording(Record, frozen=True, kw_only=True):
    """A statement with what remarks are compared by."""

    statement: Statement
    day: str | None
    words: tuple[str, ...]
    stems: frozenset[str]
    numbers: frozenset[str]


def read_wordings(statements: Iterable[Statement], days: Mapping[str, str | None]) -> list[Wording]:
    """Return the statements' wordings; `days` are the ISO dates on which their articles were published, if known."""
    read = cache(_read_words)
    wordings: list[Wording] = []
    for statement in statements:
        words, stems, numbers = read(statement.text)
        day = days[statement.article]
        wordings.append(Wording(statement=statement, day=day, words=words, stems=stems, numbers=numbers))
    return wordings


def _read_words(text: str) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    words = tuple(word.text for word in find_words(text))
    written = number_words("unit", "teen", "ten", "scale", "crowd")
    numbers = frozenset(word for word in words if word in written or _DIGIT.search(word))
    return words, frozenset(stem_words(words)), numbers


def group_remarks(
    wordings: Sequence[Wording], voices: Voices, weights: Weights, kin_articles: Collection[frozenset[str]]
) -> list[tuple[Statement, ...]]:
    """Return the remarks: groups of statements, each sorted by id, singletons included, ordered by smallest id.

    Args:
        wordings: every statement of the case.
        voices: the case's speakers.
        weights: how telling each stem is.
        kin_articles: pairs of articles of which one has text of the other: there equal words of a crowd ("officials")
            are one remark.
    """
    ordered = sorted(wordings, key=lambda wording: wording.statement.id)
    judge = _Judge(ordered, voices, weights, kin_articles)
    links = link_neighbours(_items(ordered, voices, weights), NEIGHBOURS, judge.likeness)
    groups = join_groups(
        len(ordered), links, judge.alike, AVERAGE_SHARE, _report_links([wording.statement for wording in ordered])
    )
    return [tuple(ordered[index].statement for index in group) for group in groups]


def _items(wordings: Sequence[Wording], voices: Voices, weights: Weights) -> list[Item]:
    keys = cache(partial(_keys, weights))
    vague = {wording.words for wording in wordings if voices.is_vague(wording.statement)}
    return [
        Item(
            keys=keys(wording.words, wording.stems, voices.houses(wording.statement)),
            calendar=(wording.day or "", wording.statement.id),
            kind=_kind(wording, voices, vague),
            page=wording.statement.article,
        )
        for wording in wordings
    ]


def _keys(weights: Weights, words: Sequence[str], stems: Iterable[str], houses: Sequence[str]) -> tuple[str, ...]:
    """Return what a statement is looked up by: its wording, its rarest words, and more words together with its house.

    With the house a word is rarer, so fewer of its remarks are missed behind other people's.
    """
    rarest = weights.rarest(stems, HOUSE_KEYS)
    spoken = [f"{house}: {stem}" for house in houses for stem in rarest]
    return ("=" + " ".join(words), *rarest[:KEYS], *spoken)


def _kind(wording: Wording, voices: Voices, vague: Collection[tuple[str, ...]]) -> Hashable:
    """Return all of a statement that `_Judge` looks at where the other stands on another page."""
    statement, said = wording.statement, wording.statement.said_on
    # Whether few words of a crowd are one remark depends on the two pages themselves.
    alone = statement.id if len(wording.words) < LEAST_VERBATIM_WORDS and wording.words in vague else None
    on = None if said is None else (said.from_, said.to)
    return wording.words, wording.day, voices.kinds(statement), statement.position, on, alone


class _Judge:
    """Says of two statements (by index) whether they are one remark."""

    def __init__(
        self,
        wordings: Sequence[Wording],
        voices: Voices,
        weights: Weights,
        kin_articles: Collection[frozenset[str]],
    ) -> None:
        self._wordings = wordings
        self._voices = voices
        self._weights = weights
        self._totals = [weights.total(wording.stems) for wording in wordings]
        self._kin_articles = kin_articles
        self._contents = number_equal(wording.words for wording in wordings)
        self._by_content = dict(zip(self._contents, range(len(wordings)), strict=True))
        self._compare = lru_cache(PAIRS_KEPT)(self._compare_contents)

    def likeness(self, a: int, b: int) -> float | None:
        """Return how alike the two are where that is enough for what is known of speakers, days and numbers."""
        least = self._least(self._wordings[a], self._wordings[b])
        alike = 0.0 if least is None else self.alike(a, b)
        return None if least is None or alike < least else alike

    def alike(self, a: int, b: int) -> float:
        """Return the mean of overlap and Dice coefficient of two contents, weighed by rarity: 0..1."""
        first, second = self._contents[a], self._contents[b]
        return 1.0 if first == second else self._compare(first, second)

    def _compare_contents(self, first: int, second: int) -> float:
        a, b = self._by_content[first], self._by_content[second]
        one, other = self._wordings[a], self._wordings[b]
        shared = one.stems & other.stems
        weight = self._weights.total(shared)
        total, other_total = self._totals[a], self._totals[b]
        if not shared or min(total, other_total) <= 0.0:
            return 0.0
        overlap, dice = weight / min(total, other_total), 2 * weight / (total + other_total)
        likeness = min(1.0, (overlap + dice) / 2)
        few = len(shared) < LEAST_SHARED and dice < SHORT_DICE
        loose = len(shared) < LOOSE_SHARED and likeness < LOOSE_LIKENESS
        return 0.0 if few or loose else likeness

    def _least(self, one: Wording, other: Wording) -> float | None:
        """Return the likeness that makes the two one remark, None where nothing can."""
        a, b = one.statement, other.statement
        voice = self._voices.compare(a, b)
        if voice == "other" or a.position != b.position or _nested(a, b) or _said_apart(a, b):
            return None
        same_words = one.words == other.words
        if voice == "unknown" and not (same_words and frozenset((a.article, b.article)) in self._kin_articles):
            return LEAST_LIKENESS[voice] if min(len(one.words), len(other.words)) >= LEAST_VERBATIM_WORDS else None
        least = LEAST_LIKENESS[voice]
        least += PAGE_MARGIN * (a.article == b.article) + NUMBER_MARGIN * _numbers_differ(one, other)
        return max(least, VERBATIM) if (days_between(one.day, other.day) or 0) > OCCASION_DAYS else least


def _report_links(statements: Sequence[Statement]) -> list[list[int]]:
    """Return for each statement the places of the one that reports it and of those that it reports."""
    places = {statement.id: place for place, statement in enumerate(statements)}
    links: list[list[int]] = [[] for _ in statements]
    for place, statement in enumerate(statements):
        outer = places.get(statement.within or "")
        if outer is not None:
            links[place].append(outer)
            links[outer].append(place)
    return links


def _nested(a: Statement, b: Statement) -> bool:
    return a.id == b.within or b.id == a.within


def _numbers_differ(one: Wording, other: Wording) -> bool:
    return bool(one.numbers and other.numbers) and not one.numbers & other.numbers


def _said_apart(a: Statement, b: Statement) -> bool:
    """Whether the texts give the two different days of speaking."""
    first, second = a.said_on, b.said_on
    if first is None or second is None or None in (first.from_, first.to, second.from_, second.to):
        return False
    return str(first.to)[:10] < str(second.from_)[:10] or str(second.to)[:10] < str(first.from_)[:10]
