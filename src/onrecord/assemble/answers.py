"""Finds what a denial, a withholding or a reply answers: the statements of others on the same matter.

Invariant: nobody answers himself; what a page does not show stays open. Cost: a statement is held against at most
MOST_CANDIDATES others before and after it on its page, and NEIGHBOURS others for each of its rarest words.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache

from onrecord.assemble.bodies import days_between
from onrecord.assemble.content_words import Weights
from onrecord.assemble.denials import (
    INDEFINITE,
    NO_CLAIMS,
    SILENCES,
    claimant,
    claims_something,
    denies_claim,
    denies_expressly,
    is_about_question,
    is_supposed,
    names_claimants,
    points,
    replies,
)
from onrecord.assemble.grouping import Item, link_neighbours
from onrecord.assemble.kinds import senses_of_kind
from onrecord.assemble.placed import LEAST_SHARED, MOST_DENIED, NEAR_BLOCKS, Placed
from onrecord.assemble.repeated_denials import in_his_own_words
from onrecord.assemble.same_remark import OCCASION_DAYS
from onrecord.assemble.voices import Voices
from onrecord.assemble.wordings import Wording
from onrecord.model import Article, Statement

LEAST_COVERED = 0.5
"""Share of the denial's content, weighed by rarity, that the answered statement must hold on the same page …"""

LEAST_COVERED_ELSEWHERE = 0.6
"""… and on another page, or where no verb says that a claim is denied: nothing but the words connects the two."""

LEAST_PLAIN = 0.5
"""Of the denial's words beside names, which say what is denied, so much must be shared in any case."""

LEAST_SHARED_ELSEWHERE = 3
MOST_CANDIDATES = 200
"""How many statements of its page, the nearest before it first, a denial is held against."""

KIND_BLOCKS = 4
"""So many paragraphs back "such a sentence" finds the one that it means: it says more than "this" does."""

LONGEST_GAP = 300
"""Characters between a claim and its denial in one sentence."""

REPORTS = frozenset({"report", "reports", "story", "article"})
"""Words that point at what pages and papers say, not at what persons do."""

KEYS = 6
NEIGHBOURS = 24

_DEEDS = re.compile(
    r"(?!.*\b(?:say|said|tell|told|claim|stat(?:ed|ing)))"
    r".*\b(?:nominat|approv|direct|su(?:e|ed|ing)\b|launch|sign|summon|order|appoint|vot(?:e|ing)|pass(?:ed|es)|fil(?:ed|es)"
    r"|revisit|insult|dig|dug)",
    re.IGNORECASE,
)
"""Cues of deeds that are no claims, though they have a content ("nominated", "summoned")."""

_AGAINST = re.compile(r"[^.!?;]{0,40}?\b(?:but|although|though|while|however|yet|which)\b[^.!?;]*$", re.IGNORECASE)
"""What stands between a claim and an express denial of it in one sentence."""


def find_answers(
    articles: Mapping[str, Article], wordings: Sequence[Wording], voices: Voices, weights: Weights
) -> dict[str, tuple[str, ...]]:
    """Return for each denial or withholding that answers something the ids of what it answers, sorted."""
    by_page: dict[str, list[Placed]] = defaultdict(list)
    for wording in sorted(wordings, key=lambda w: (w.statement.article, w.statement.start, w.statement.id)):
        article = articles[wording.statement.article]
        block = bisect_right(article.blocks, wording.statement.start, key=lambda found: found.start)
        by_page[article.id].append(Placed(wording=wording, article=article, block=block))
    found: dict[str, set[str]] = defaultdict(set)
    known: dict[Hashable, list[tuple[int, int]]] = {}
    for page in by_page.values():
        kind = _kind_of_page(page, voices)
        if kind not in known:
            known[kind] = _answered_on_page(page, voices, weights)
        for place, answered in known[kind]:
            found[page[place].statement.id].add(page[answered].statement.id)
    for answering, affirmed in _answered_elsewhere(wordings, voices, weights):
        found[answering.id].add(affirmed.id)
    for page in by_page.values():
        for denial, beside in in_his_own_words(page, found, voices):
            found[denial] = found[beside]
    return {denial: tuple(sorted(ids)) for denial, ids in sorted(found.items()) if ids}


def _kind_of_page(page: Sequence[Placed], voices: Voices) -> Hashable:
    """Return all of a page's statements that tells which of them answer each other: the same for all its copies."""
    places = {placed.statement.id: place for place, placed in enumerate(page)}
    speakers: dict[str, int] = {}
    text = page[0].article.text
    return text, *(
        (
            statement.text,
            statement.start,
            placed.block,
            (statement.position, statement.withheld, statement.act, statement.basis),
            statement.cue,
            places.get(statement.within or ""),
            voices.kinds(statement),
            tuple(speakers.setdefault(speaker, len(speakers)) for speaker in statement.speakers),
        )
        for placed in page
        if (statement := placed.statement)
    )


def _answered_on_page(page: Sequence[Placed], voices: Voices, weights: Weights) -> list[tuple[int, int]]:
    """Return the places of denials and withholdings with the places of what each of them answers on its own page."""
    places = {placed.statement.id: place for place, placed in enumerate(page)}
    denials = [place for place, placed in enumerate(page) if placed.statement.position != "affirms"]
    found = {place: _answered_here(page, place, voices, weights) for place in denials}
    denied: dict[int, list[Placed]] = defaultdict(list)
    for place in denials:
        for claim in found[place] if page[place].statement.withheld not in SILENCES else ():
            denied[claim.block].append(claim)
    for place in denials:
        found[place] = found[place] or _denied_too(page[place], denied, voices)
    for place in range(len(page)):
        found[place] = found.get(place) or _replied_to(page, place, voices)
    return [(place, places[answered.statement.id]) for place in sorted(found) for answered in found[place]]


def _replied_to(page: Sequence[Placed], place: int, voices: Voices) -> list[Placed]:
    """Return the statement right before one that replies to it, or the question that it leaves open."""
    reply = page[place]
    asked = is_about_question(reply.statement)
    if place == 0 or not (asked or replies(reply.statement)):
        return []
    before = page[place - 1]
    if reply.block - before.block > 1 or before.statement.id == reply.statement.within:
        return []
    if before.statement.act == "asks" and not set(before.statement.speakers) & set(reply.statement.speakers):
        return [before]
    return [before] if not asked and voices.opposed(reply.statement, before.statement) else []


def _denied_too(denial: Placed, denied: Mapping[int, Sequence[Placed]], voices: Voices) -> list[Placed]:
    """Return the claim that others deny near by and an express denial of unanswered words speaks of, too."""
    statement, matter = denial.statement, denial.wording.content.matter
    if statement.position != "denies" or not denies_claim(statement) or not denies_expressly(statement):
        return []
    blocks = range(denial.block - NEAR_BLOCKS, denial.block + NEAR_BLOCKS + 1)
    around = [claim for block in blocks for claim in denied.get(block, ())[:MOST_DENIED]]
    near = [claim for claim in around if voices.opposed(statement, claim.statement)]
    sharing = [(len(matter & c.wording.content.matter), c) for c in near]
    alike = [
        (shared, c)
        for shared, c in sharing
        if shared >= LEAST_SHARED and matter & c.wording.content.matter & c.wording.content.plain
    ]
    return [max(alike, key=lambda found: (found[0], found[1].statement.id))[1]] if alike else []


def _answered_here(page: Sequence[Placed], place: int, voices: Voices, weights: Weights) -> list[Placed]:
    """Return the statements of the same page that the one at `place` answers."""
    denial = page[place]
    if denial.statement.text.lower() in INDEFINITE:
        return []
    candidates = [
        other
        for other in _nearest_first(page, place)
        if _can_be_answered(other.wording) and voices.opposed(denial.statement, other.statement)
        # What a statement reports is no answer to it: "he regretted her refusal" is not refused.
        if denial.statement.within != other.statement.id
    ]
    nested = [other for other in candidates if denial.statement.id == other.statement.within]
    if nested:
        return nested[:1] if denies_claim(denial.statement) else []
    if denial.statement.withheld in SILENCES:
        return _left_open(denial, candidates, voices, weights)
    return _denied(denial, candidates, voices, weights) if denies_claim(denial.statement) else []


def _denied(denial: Placed, candidates: Sequence[Placed], voices: Voices, weights: Weights) -> list[Placed]:
    """Return what is denied, or neither confirmed nor denied: what is pointed at, or else what has the same matter."""
    text = denial.statement.text
    named = [other for other in candidates if voices.is_named(other.statement, text)]
    if named and (points(denial.wording) or names_claimants(text)):
        return _said_by_named(denial, named)
    if points(denial.wording):
        return _pointed_at(denial, candidates, voices)
    kind = senses_of_kind(text)
    if kind:
        return _of_kind(denial, candidates, kind)
    return _contradicted(denial, candidates) or _covering(denial, _claimed(denial, candidates, voices), weights)


def _claimed(denial: Placed, candidates: Sequence[Placed], voices: Voices) -> Sequence[Placed]:
    """Return the candidates by whoever is named as the one who claims it, else all."""
    name = claimant(denial.statement.text)
    return candidates if name is None else [other for other in candidates if voices.is_named(other.statement, name)]


def _contradicted(denial: Placed, candidates: Sequence[Placed]) -> list[Placed]:
    """Return the statement of the same sentence that an express denial follows: "she said so, but he denied it"."""
    cue = denial.statement.cue
    if cue is None or denial.statement.position != "denies" or not denies_expressly(denial.statement):
        return []
    before = [c for c in candidates if c.block == denial.block and _before(c, denial)][:1]
    gaps = [(c, denial.article.text[c.statement.parts[-1][1] : cue.start]) for c in before]
    return [c for c, gap in gaps if len(gap) <= LONGEST_GAP and _AGAINST.match(gap)]


def _pointed_at(denial: Placed, candidates: Sequence[Placed], voices: Voices) -> list[Placed]:
    """Return the nearest statement before one that only points ("this", "the allegations"), if one shares its names."""
    near = [c for c in candidates if 0 <= denial.block - c.block <= NEAR_BLOCKS and _before(c, denial)]
    if not REPORTS.isdisjoint(denial.wording.words):
        near = [c for c in near if voices.types(c.statement) != {"person"}]
    names = denial.wording.content.matter - denial.wording.content.plain
    sharing = [c for c in near if names & c.wording.content.matter]
    return (sharing if names else near)[:1]


def _of_kind(denial: Placed, candidates: Sequence[Placed], kind: frozenset[str]) -> list[Placed]:
    """Return the nearest statement before one that speaks of "such a sentence", if it tells of one."""
    near = [c for c in candidates if 0 <= denial.block - c.block <= KIND_BLOCKS and _before(c, denial)]
    return [c for c in near if kind & c.wording.content.matter and not c.wording.content.negated][:1]


def _said_by_named(denial: Placed, named: Sequence[Placed]) -> list[Placed]:
    """Return the nearest statement of each of those whose claims are denied by name ("the South Korean claims")."""
    found: list[Placed] = []
    heard: set[str] = set()
    for candidate in sorted(named, key=lambda c: not _before(c, denial)):
        if heard.isdisjoint(candidate.statement.speakers):
            found.append(candidate)
        heard.update(candidate.statement.speakers)
    return found


def _left_open(denial: Placed, candidates: Sequence[Placed], voices: Voices, weights: Weights) -> list[Placed]:
    """Return what somebody leaves without an answer: what covers the matter he was asked about, or speaks of him."""
    near = [c for c in candidates if 0 <= denial.block - c.block <= 1 and _before(c, denial)]
    if denial.wording.content.matter:
        return _covering(denial, near, weights)
    return [c for c in near if voices.is_named(denial.statement, c.statement.text)][:1]


def _can_be_answered(wording: Wording) -> bool:
    """Whether a statement makes a claim (no question, demand or promise) that it names, not only points at."""
    statement = wording.statement
    return (
        statement.position == "affirms"
        and statement.act not in NO_CLAIMS
        and not _is_deed(statement)
        and claims_something(wording)
        and len(wording.content.matter) > 1
    )


def _is_deed(statement: Statement) -> bool:
    """Whether the page tells what somebody did, or could say, and no claim."""
    cue = "" if statement.cue is None else statement.cue.text
    return _DEEDS.search(cue) is not None or is_supposed(statement)


def _nearest_first(page: Sequence[Placed], place: int) -> Iterable[Placed]:
    return (*reversed(page[max(0, place - MOST_CANDIDATES) : place]), *page[place + 1 : place + 1 + MOST_CANDIDATES])


def _before(one: Placed, other: Placed) -> bool:
    return one.statement.start < other.statement.start


def _covering(denial: Placed, candidates: Sequence[Placed], weights: Weights) -> list[Placed]:
    """Return the candidate that holds most of the denied matter, the nearest among equals, if one holds enough."""
    matter = denial.wording.content.matter
    best: tuple[float, list[Placed]] = (0.0, [])
    for candidate in candidates:
        shared = matter & candidate.wording.content.matter
        is_next = 0 <= denial.block - candidate.block <= 1
        if len(shared) < (min(LEAST_SHARED, len(matter)) if is_next else LEAST_SHARED):
            continue
        covered = _coverage(denial.wording, shared, weights)
        least = LEAST_COVERED if denies_expressly(denial.statement) else LEAST_COVERED_ELSEWHERE
        if covered >= least and covered > best[0] and _claims_that(candidate.wording, shared):
            best = (covered, [candidate])
    return best[1]


def _coverage(denial: Wording, shared: frozenset[str], weights: Weights) -> float:
    """Return which share of a denial's matter another statement holds, 0 where that is little beside names."""
    matter, plain = denial.content.matter, denial.content.matter & denial.content.plain
    if weights.total(shared & plain) < LEAST_PLAIN * weights.total(plain) or not weights.total(matter):
        return 0.0
    return weights.total(shared) / weights.total(matter)


def _claims_that(claim: Wording, shared: frozenset[str]) -> bool:
    """Whether a statement may say what is denied: it denies nothing itself, and shares more than names."""
    return not claim.content.negated and bool(shared & claim.content.plain)


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
    keys = [rarest(wording.content.matter) for wording in wordings]
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
    said = statement.position, statement.withheld, statement.act, statement.basis, statement.cue and statement.cue.text
    return wording.statement.text, wording.day, voices.kinds(statement), said


def _answers_elsewhere(denial: Wording, other: Wording, weights: Weights) -> bool:
    if denial.statement.position == "affirms" or not _can_be_answered(other):
        return False
    if denial.statement.article == other.statement.article or denial.statement.withheld in SILENCES:
        return False
    if not denies_claim(denial.statement) or (days_between(denial.day, other.day) or 0) > OCCASION_DAYS:
        return False
    shared = denial.content.matter & other.content.matter
    if len(shared) < LEAST_SHARED_ELSEWHERE or not _claims_that(other, shared):
        return False
    return _coverage(denial, shared, weights) >= LEAST_COVERED_ELSEWHERE
