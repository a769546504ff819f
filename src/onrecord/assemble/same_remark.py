"""Groups statements into remarks: one act of speaking, carried by one or more articles.

Invariant: every statement belongs to exactly one remark, and a statement never shares one with the statement that
reports it. Cost: a statement is compared with at most NEIGHBOURS others for each of its
rarest words (KEYS of them, HOUSE_KEYS among the words of its speaker's house).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights, pointing_stems
from onrecord.assemble.grouping import Item, join_groups, keep_best, least_joined, link_neighbours, number_equal
from onrecord.assemble.judged import Judged
from onrecord.assemble.voices import Voice, Voices
from onrecord.assemble.wordings import Content, Wording
from onrecord.model import Statement

KEYS = 6
HOUSE_KEYS = 16
NEIGHBOURS = 24
OCCASION_DAYS = 4
"""News repeats a remark for some days; later the same speaker more often says something new."""

LEAST_LIKENESS: Mapping[Voice, float] = {"same": 0.34, "near": 0.34, "unknown": 0.85}
"""How alike two contents must be (1: the same words; see `_Judge.alike`); set on two annotated story clusters."""

LEAST_OF_ALL = min(LEAST_LIKENESS.values())
VERBATIM = 0.75
LEAST_VERBATIM_WORDS = 4
LONG_VERBATIM, LONG_SHARE = 8, 0.9
"""Where of so many words nearly all stand in another content, one is taken from the other."""

LEAST_SHARED = 2
LOOSE_SHARED, LOOSE_LIKENESS = 3, 0.4
"""Contents that are less alike than this must share three words: a place and a date are in many remarks."""

QUOTED_BONUS = 0.15
"""Words of a partial quotation that the other content has as well are the speaker's more than the page's."""

FIGURE_BONUS = 0.1
"""A number that both give, and few others, is what both tell …"""

ROUNDING = 0.1
"""… and a round number may be one that differs by no more than this share."""

ONE_SILENCE = 0.5
"""How alike two contents count that a speaker of one occasion neither confirms nor denies, whatever their words."""

SHORT_LIKENESS = 0.9
"""One shared word of content is enough where the contents are little more than it ("responsibility for the attack")."""

PAGE_MARGIN, NUMBER_MARGIN = 0.2, 0.1
"""More likeness is asked within one article, where two statements of a speaker are mostly two remarks, and where the
contents give different numbers."""

GROUP_PAGE_MARGIN = 0.1
"""Members of a group that stand on one page weigh a little against it, too."""

AVERAGE_SHARE = 0.4
"""Two groups join when their members are alike on average by this share of what a pair needs."""

BEST_SHARE = 0.5
"""A statement is linked to those of a page that are at least by this share as alike as the one most alike there."""

PAIRS_KEPT = 1 << 18
"""Pairs of contents whose likeness is remembered, because their copies ask for it again."""


def group_remarks(
    wordings: Sequence[Wording],
    voices: Voices,
    weights: Weights,
    kin_articles: Collection[frozenset[str]],
    judged: Judged = Judged(),  # noqa: B008 - a frozen record
) -> list[tuple[Statement, ...]]:
    """Return the remarks: groups of statements, each sorted by id, singletons included, ordered by smallest id.

    Args:
        wordings: every statement of the case.
        voices: the case's speakers.
        weights: how telling each stem is.
        kin_articles: pairs of articles of which one has text of the other: there equal words of a crowd ("officials")
            are one remark.
        judged: which statements people took for one remark, and which for two.
    """
    ordered = sorted(wordings, key=lambda wording: wording.statement.id)
    judge = _Judge(ordered, voices, weights, kin_articles)
    items = _items(ordered, voices, weights)
    links = keep_best(link_neighbours(items, NEIGHBOURS, judge.likeness), items, BEST_SHARE)
    statements = [wording.statement for wording in ordered]
    places = {statement.id: place for place, statement in enumerate(statements)}
    apart = _report_links(statements, places)
    for one, other in _places_of(judged.apart, places):
        apart[one].append(other)
        apart[other].append(one)
    groups = join_groups(len(ordered), links, judge.fit, AVERAGE_SHARE, apart)
    together = _places_of(judged.together, places)
    return [tuple(statements[index] for index in group) for group in _join_judged(groups, together)]


def _places_of(pairs: Iterable[tuple[str, str]], places: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(places[one], places[other]) for one, other in pairs if one in places and other in places]


def _join_judged(groups: list[list[int]], together: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the groups, those joined of which people took two members for one remark."""
    if not together:
        return groups
    group_of = {member: number for number, group in enumerate(groups) for member in group}
    least = least_joined(len(groups), [(group_of[one], group_of[other]) for one, other in together])
    joined: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        joined.setdefault(least[number], []).extend(group)
    return sorted(sorted(group) for group in joined.values())


def _items(wordings: Sequence[Wording], voices: Voices, weights: Weights) -> list[Item]:
    keys = cache(partial(_keys, weights))
    vague = {wording.words for wording in wordings if voices.is_vague(wording.statement)}
    return [
        Item(
            keys=(*keys(wording.words, wording.senses, voices.houses(wording.statement)), *_silences(wording, voices)),
            calendar=(wording.said or "", wording.statement.id),
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


def _silences(wording: Wording, voices: Voices) -> tuple[str, ...]:
    if wording.statement.withheld != "neither":
        return ()
    return tuple(f"{house}: neither" for house in voices.houses(wording.statement))


def _kind(wording: Wording, voices: Voices, vague: Collection[tuple[str, ...]]) -> Hashable:
    """Return all of a statement that `_Judge` looks at where the other stands on another page."""
    statement, said = wording.statement, wording.statement.said_on
    # Whether few words of a crowd are one remark depends on the two pages themselves.
    alone = statement.id if len(wording.words) < LEAST_VERBATIM_WORDS and wording.words in vague else None
    on = None if said is None else (said.from_, said.to)
    return (
        wording.words,
        wording.content.quoted,
        wording.said,
        voices.kinds(statement),
        statement.position,
        statement.withheld,
        on,
        alone,
    )


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
        self._totals = [weights.total(wording.senses) for wording in wordings]
        self._kin_articles = kin_articles
        self._contents = number_equal((wording.words, wording.content.quoted) for wording in wordings)
        self._by_content = dict(zip(self._contents, range(len(wordings)), strict=True))
        by_speakers = {wording.statement.speakers: wording.statement for wording in wordings}
        traces = {speakers: voices.traces(statement) for speakers, statement in by_speakers.items()}
        self._traces = [traces[wording.statement.speakers] for wording in wordings]
        self._compare = lru_cache(PAIRS_KEPT)(self._compare_contents)

    def likeness(self, a: int, b: int) -> float | None:
        """Return how alike the two are where that is enough for what is known of speakers, days and numbers."""
        ours, theirs = self._traces[a], self._traces[b]
        if ours is not None and theirs is not None and ours.isdisjoint(theirs):
            return None
        # Most pairs that meet share one word: neither they nor their speakers need be compared.
        one, other = self._wordings[a], self._wordings[b]
        if len(one.senses & other.senses) < LEAST_SHARED and not _may_share_one(one, other):
            return None
        alike = self.alike(a, b)
        if alike < LEAST_OF_ALL or not self._share_enough(a, b, alike):
            return None
        least = self._least(one, other)
        return alike if least is not None and alike >= least else None

    def alike(self, a: int, b: int) -> float:
        """Return the mean of overlap and Dice coefficient of two contents, weighed by rarity: 0..1."""
        first, second = self._contents[a], self._contents[b]
        if first == second:
            return 1.0
        alike = self._compare(first, second)
        return max(alike, ONE_SILENCE) if _is_one_silence(self._wordings[a], self._wordings[b]) else alike

    def fit(self, a: int, b: int) -> float:
        """Return how alike the two are as members of one group, where two who are not each other weigh against it."""
        one, other = self._wordings[a].statement, self._wordings[b].statement
        voice = self._voices.compare(one, other)
        return self.alike(a, b) - (voice == "other") - GROUP_PAGE_MARGIN * (one.article == other.article)

    def _compare_contents(self, first: int, second: int) -> float:
        a, b = self._by_content[first], self._by_content[second]
        one, other = self._wordings[a].content, self._wordings[b].content
        total, other_total = self._totals[a], self._totals[b]
        if min(total, other_total) <= 0.0:
            return 0.0
        weight = self._weights.total(one.senses & other.senses)
        overlap, dice = weight / min(total, other_total), 2 * weight / (total + other_total)
        bonus = QUOTED_BONUS * self._quote_one_another(one, other) + FIGURE_BONUS * self._share_figure(one, other)
        return min(1.0, (overlap + dice) / 2 + bonus)

    def _quote_one_another(self, one: Content, other: Content) -> bool:
        """Whether telling words that one of them quotes as the speaker's own follow each other in the other, too."""
        common = (one.quoted & other.pairs) | (other.quoted & one.pairs)
        return any(self._weights.is_telling(pair) for pair in common)

    def _share_figure(self, one: Content, other: Content) -> bool:
        """Whether both give a number that few others give."""
        return any(self._weights.is_telling((number,)) for number in one.figures & other.figures)

    def _share_enough(self, a: int, b: int, alike: float) -> bool:
        """Whether so few words that many remarks have them are not all that makes the two alike."""
        if alike >= 1.0 or _is_one_silence(self._wordings[a], self._wordings[b]):
            return True
        one, other = self._wordings[a].content, self._wordings[b].content
        shared = len(one.senses & other.senses)
        if shared < LEAST_SHARED or not one.senses & other.senses & one.plain & other.plain:
            return alike >= SHORT_LIKENESS
        return shared >= LOOSE_SHARED or alike >= LOOSE_LIKENESS

    def _least(self, one: Wording, other: Wording) -> float | None:
        """Return the likeness that makes the two one remark, None where nothing can."""
        a, b = one.statement, other.statement
        voice = self._voices.compare(a, b)
        if voice == "other" or a.position != b.position or _nested(a, b) or _said_apart(a, b):
            return None
        same_words = one.words == other.words
        if voice == "unknown" and not (same_words and frozenset((a.article, b.article)) in self._kin_articles):
            return _least_of_strangers(one.content, other.content)
        least = LEAST_LIKENESS[voice]
        least += PAGE_MARGIN * (a.article == b.article) + NUMBER_MARGIN * _numbers_differ(one, other)
        return max(least, VERBATIM) if _may_be_occasions(one, other, voice) else least


def _may_be_occasions(one: Wording, other: Wording, voice: Voice) -> bool:
    """Whether the two were said days apart, or nobody knows when by whoever speaks for a house."""
    days = days_between(one.said, other.said)
    if days is None:
        return voice == "near" and one.statement.article != other.statement.article
    return days > OCCASION_DAYS


def _report_links(statements: Sequence[Statement], places: Mapping[str, int]) -> list[list[int]]:
    """Return for each statement the places of the one that reports it and of those that it reports."""
    links: list[list[int]] = [[] for _ in statements]
    for place, statement in enumerate(statements):
        outer = places.get(statement.within or "")
        if outer is not None:
            links[place].append(outer)
            links[outer].append(place)
    return links


def _nested(a: Statement, b: Statement) -> bool:
    return a.id == b.within or b.id == a.within


def _may_share_one(one: Wording, other: Wording) -> bool:
    """Whether one word, or none, may be enough for two contents to be one remark."""
    shortest = min(len(one.senses), len(other.senses))
    return shortest < LEAST_SHARED or one.words == other.words or _is_one_silence(one, other)


def _is_one_silence(one: Wording, other: Wording) -> bool:
    """Whether both neither confirm nor deny, and one of them only points at the matter ("it", "the report")."""
    if one.statement.withheld != "neither" or other.statement.withheld != "neither":
        return False
    return one.stems <= pointing_stems() or other.stems <= pointing_stems()


def _least_of_strangers(one: Content, other: Content) -> float | None:
    """Return the likeness that two contents need of which nothing shows whose they are: nearly the same words."""
    shared, fewer = len(one.stems & other.stems), min(len(one.stems), len(other.stems))
    if min(len(one.words), len(other.words)) < LEAST_VERBATIM_WORDS or shared < max(LOOSE_SHARED, VERBATIM * fewer):
        return None
    if one.negated != other.negated:
        return None
    return LEAST_LIKENESS["near" if shared >= LONG_VERBATIM and shared >= LONG_SHARE * fewer else "unknown"]


def _numbers_differ(one: Wording, other: Wording) -> bool:
    """Whether both give numbers and none of one comes near one of the other."""
    if not one.numbers or not other.numbers or one.numbers & other.numbers:
        return False
    ours = [float(figure) for figure in one.content.figures]
    theirs = [float(figure) for figure in other.content.figures]
    return not any(_is_rounded(*sorted((a, b))) for a in ours for b in theirs)


def _is_rounded(lower: float, higher: float) -> bool:
    """Whether one number may be the other one, rounded."""
    return higher - lower <= ROUNDING * higher and (lower % 10 == 0 or higher % 10 == 0)


def _said_apart(a: Statement, b: Statement) -> bool:
    """Whether the texts give the two different days of speaking."""
    first, second = a.said_on, b.said_on
    if first is None or second is None or None in (first.from_, first.to, second.from_, second.to):
        return False
    return str(first.to)[:10] < str(second.from_)[:10] or str(second.to)[:10] < str(first.from_)[:10]
