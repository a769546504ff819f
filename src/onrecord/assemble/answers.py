"""Finds what a denial or a withholding answers: the statements of others on the same matter.

Invariant: an answer points at an affirming statement of another known speaker, or there is none.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights, stem_word
from onrecord.assemble.disputes import SILENCES
from onrecord.assemble.grouping import Item, link_neighbours
from onrecord.assemble.same_remark import OCCASION_DAYS, Wording
from onrecord.assemble.voices import Voices
from onrecord.language.tables import read_table
from onrecord.model import Article, Record, Statement

NEAR_BLOCKS = 2
"""So many paragraphs back a denial that only points ("the allegations") finds what it answers; a silence, one."""

LEAST_COVERED = 0.5
"""Share of the denial's content, weighed by rarity, that the answered statement must hold on the same page …"""

LEAST_COVERED_ELSEWHERE = 0.6
"""… and on another page, where nothing but the words connects the two."""

LEAST_SHARED = 2
LEAST_SHARED_ELSEWHERE = 3
MOST_CANDIDATES = 200
"""How many statements of its page, the nearest before it first, a denial is held against."""

INDEFINITE = frozenset({"something", "anything", "everything", "wrongdoing", "any wrongdoing"})
"""Contents that point at nothing: who denies them answers nobody in particular."""

NO_CLAIMS = frozenset({"asks", "demands", "promises"})

KEYS = 6
NEIGHBOURS = 24


class Placed(Record, frozen=True, kw_only=True):
    """A statement with its wording and the number of the paragraph it begins in."""

    wording: Wording
    block: int

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.wording.statement


@cache
def _pointing_stems() -> frozenset[str]:
    """Return stems of words that point at a matter without naming it, and of bare denials (`pointing_words.csv`)."""
    return frozenset(stem_word(row["word"]) for row in read_table("onrecord.assemble", "pointing_words.csv"))


def find_answers(
    articles: Mapping[str, Article], wordings: Sequence[Wording], voices: Voices, weights: Weights
) -> dict[str, tuple[str, ...]]:
    """Return for each denial or withholding that answers something the ids of what it answers, sorted."""
    by_page: dict[str, list[Placed]] = defaultdict(list)
    for wording in sorted(wordings, key=lambda w: (w.statement.article, w.statement.start, w.statement.id)):
        blocks = articles[wording.statement.article].blocks
        block = bisect_right(blocks, wording.statement.start, key=lambda found: found.start)
        by_page[wording.statement.article].append(Placed(wording=wording, block=block))
    found: dict[str, set[str]] = defaultdict(set)
    known: dict[Hashable, list[tuple[int, int]]] = {}
    for page in by_page.values():
        kind = _kind_of_page(page, voices)
        if kind not in known:
            known[kind] = _answered_on_page(page, voices, weights)
        for place, answered in known[kind]:
            found[page[place].statement.id].add(page[answered].statement.id)
    for denial, affirmed in _answered_elsewhere(wordings, voices, weights):
        found[denial.id].add(affirmed.id)
    return {denial: tuple(sorted(ids)) for denial, ids in sorted(found.items())}


def _kind_of_page(page: Sequence[Placed], voices: Voices) -> Hashable:
    """Return all of a page's statements that tells which of them answer each other: the same for all its copies."""
    places = {placed.statement.id: place for place, placed in enumerate(page)}
    speakers: dict[str, int] = {}
    return tuple(
        (
            statement.text,
            statement.start,
            placed.block,
            (statement.position, statement.withheld, statement.act),
            places.get(statement.within or ""),
            voices.kinds(statement),
            tuple(speakers.setdefault(speaker, len(speakers)) for speaker in statement.speakers),
        )
        for placed in page
        if (statement := placed.statement)
    )


def _answered_on_page(page: Sequence[Placed], voices: Voices, weights: Weights) -> list[tuple[int, int]]:
    """Return the places of denials and withholdings with the place of what each of them answers on its own page."""
    places = {placed.statement.id: place for place, placed in enumerate(page)}
    denials = [place for place, placed in enumerate(page) if placed.statement.position != "affirms"]
    answered = ((place, _answered_here(page, place, voices, weights)) for place in denials)
    return [(place, places[statement.id]) for place, statement in answered if statement is not None]


def _answered_here(page: Sequence[Placed], place: int, voices: Voices, weights: Weights) -> Statement | None:
    """Return the statement of the same page that the one at `place` answers, or None."""
    denial = page[place]
    if denial.statement.text.lower() in INDEFINITE:
        return None
    candidates = [
        other
        for other in _nearest_first(page, place)
        if _can_be_answered(other.wording) and voices.opposed(denial.statement, other.statement)
        # What a statement reports is no answer to it: "he regretted her refusal" is not refused.
        if denial.statement.within != other.statement.id
    ]
    nested = [c.statement for c in candidates if denial.statement.id == c.statement.within]
    if nested:
        return nested[0]
    matter = denial.wording.stems - _pointing_stems()
    if matter and denial.statement.withheld not in SILENCES:
        return _covering(denial, matter, candidates, weights)
    reach = 1 if denial.statement.withheld in SILENCES else NEAR_BLOCKS
    near = (c.statement for c in candidates if 0 <= denial.block - c.block <= reach and _before(c, denial))
    return next(near, None)


def _can_be_answered(wording: Wording) -> bool:
    """Whether a statement makes a claim (no question, demand or promise) that it names, not only points at."""
    statement = wording.statement
    return (
        statement.position == "affirms"
        and statement.act not in NO_CLAIMS
        and len(wording.stems - _pointing_stems()) > 1
    )


def _nearest_first(page: Sequence[Placed], place: int) -> Iterable[Placed]:
    return (*reversed(page[max(0, place - MOST_CANDIDATES) : place]), *page[place + 1 : place + 1 + MOST_CANDIDATES])


def _before(one: Placed, other: Placed) -> bool:
    return one.statement.start < other.statement.start


def _covering(
    denial: Placed, matter: frozenset[str], candidates: Sequence[Placed], weights: Weights
) -> Statement | None:
    """Return the candidate that holds most of the denied matter, the nearest among equals, if one holds enough."""
    total = weights.total(matter)
    best: tuple[float, Statement] | None = None
    for candidate in candidates:
        shared = matter & candidate.wording.stems
        is_near = abs(denial.block - candidate.block) <= NEAR_BLOCKS
        if len(shared) < (1 if is_near else LEAST_SHARED):
            continue
        covered = weights.total(shared) / total if total > 0 else 0.0
        if covered >= LEAST_COVERED and (best is None or covered > best[0]):
            best = (covered, candidate.statement)
    return None if best is None else best[1]


def _answered_elsewhere(
    wordings: Sequence[Wording], voices: Voices, weights: Weights
) -> list[tuple[Statement, Statement]]:
    """Return pairs (denial, affirmed statement of another page) that share most of the denied matter."""
    ordered = sorted(wordings, key=lambda wording: wording.statement.id)

    def answers(a: int, b: int) -> float | None:
        one, other = ordered[a], ordered[b]
        denial, affirmed = (other, one) if one.statement.position == "affirms" else (one, other)
        opposed = _answers_elsewhere(denial, affirmed, weights) and voices.opposed(one.statement, other.statement)
        return 1.0 if opposed else None

    links = link_neighbours(_items(ordered, voices, weights), NEIGHBOURS, answers).get(1.0, {})
    found = ((ordered[a].statement, ordered[b].statement) for a, others in links.items() for b in others)
    return [(other, one) if one.position == "affirms" else (one, other) for one, other in found]


def _items(wordings: Sequence[Wording], voices: Voices, weights: Weights) -> list[Item]:
    rarest = cache(lambda matter: tuple(weights.rarest(matter, KEYS)))
    keys = [rarest(wording.stems - _pointing_stems()) for wording in wordings]
    denied = {
        key
        for wording, own in zip(wordings, keys, strict=True)
        if wording.statement.position != "affirms"
        for key in own
    }
    return [
        Item(
            # Where no denial has a word, nobody is answered.
            keys=tuple(key for key in own if key in denied),
            calendar=(wording.day or "", wording.statement.id),
            kind=_kind(wording, voices),
            page=wording.statement.article,
        )
        for wording, own in zip(wordings, keys, strict=True)
    ]


def _kind(wording: Wording, voices: Voices) -> Hashable:
    """Return all of a statement that tells whether it answers, or is answered by, one of another page."""
    statement = wording.statement
    said = statement.position, statement.withheld, statement.act
    return wording.stems, wording.day, voices.kinds(statement), said


def _answers_elsewhere(denial: Wording, other: Wording, weights: Weights) -> bool:
    if denial.statement.position == "affirms" or not _can_be_answered(other):
        return False
    if denial.statement.article == other.statement.article or denial.statement.withheld in SILENCES:
        return False
    matter = denial.stems - _pointing_stems()
    shared = matter & other.stems
    if len(shared) < LEAST_SHARED_ELSEWHERE or (days_between(denial.day, other.day) or 0) > OCCASION_DAYS:
        return False
    return weights.total(shared) >= LEAST_COVERED_ELSEWHERE * weights.total(matter)
