"""Finds articles that name another article's outlet as their source: "told Reuters", "the Harbour Post reported".

Invariant: every citation points at the words that name the outlet, and at an article of that outlet which tells what
the citing statement says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, partial
from urllib.parse import urlsplit

from msgspec.structs import replace

from onrecord.assemble.bodies import Body, days_between, published_day
from onrecord.assemble.content_words import Weights, content_stems
from onrecord.assemble.lineage import place_passage
from onrecord.assemble.passages import Passage, shared_passages
from onrecord.language.names import find_names, normalize_name
from onrecord.model import Article, Lineage, Part, PlacedSpan, Record, Span, Speaker, Statement, Utterance

CITED_DAYS = 7
AROUND = 200
LEAST_COVERED = 0.5
"""The cited article must hold this share of the statement's content, weighed by rarity."""

LEAST_REMARKS = 2
"""... or so many remarks that the citing one carries too, in whatever words."""

LEAST_TOLD, LEAST_TOLD_SHARE, LEAST_IN_ORDER = 4, 0.4, 0.8
"""Who names an outlet and tells so many of its article's remarks, this share of his own, and so many of those that both
have in its order, rewrites the article."""

OUTLET_TYPES = ("media", "organisation")
"""An outlet that no table of media knows is an organisation; that its name is a page's outlet tells what it is."""

_IDLE_WORDS = frozenset({"the", "news", "agency", "online", "newspaper", "daily", "website", "com", "co", "uk", "org"})
_IDLE_LABELS = frozenset({"www", "com", "co", "uk", "org", "net", "m", "edition", "amp", "en", "news"})


class Citation(Record, frozen=True, kw_only=True):
    """Words of a statement that name an outlet."""

    statement: Statement
    span: Span
    outlet: str


def find_citations(
    bodies: Mapping[str, Body],
    statements: Sequence[Statement],
    speakers: Mapping[str, Speaker],
    weights: Weights,
    utterances: Sequence[Utterance],
) -> list[Lineage]:
    """Return one edge per citing article and cited article, sorted by (from, to).

    It is a rewrite where the citing one tells the remarks of the cited one in their order, in whatever words.

    Args:
        bodies: the case's bodies by article id.
        statements: all statements, their speakers linked.
        speakers: the case's speakers by id.
        weights: how telling each stem is.
        utterances: the remarks of the case: who names an outlet and carries its remarks took them there.
    """
    remarks = _remarks_of(statements, utterances)
    carried = _carried_in_order(statements, utterances)
    by_outlet = _bodies_by_outlet(bodies)
    find_best = cache(partial(_best_cited, by_outlet, weights))
    shared: dict[tuple[int, int], list[Passage]] = {}
    edges: dict[tuple[str, str], Lineage] = {}
    for citation in _citations(bodies, statements, speakers):
        citing = bodies[citation.statement.article]
        keys = name_keys(citation.outlet)
        if keys & outlet_keys(citing.article):
            continue
        day = published_day(citing.article)
        cited = find_best(keys, day, citation.statement.text) or _most_carried(
            _near(by_outlet, keys, day), citing.article.id, remarks
        )
        if cited is None or (cited, citing.article.id) in edges:
            continue
        kinds = bodies[cited].kind, citing.kind
        if kinds not in shared:
            shared[kinds] = shared_passages(bodies[cited].texts, citing.texts)
        edge = _edge(bodies[cited], citing, shared[kinds], citation.span)
        told = _told_in_order(carried.get(cited, []), carried.get(citing.article.id, []))
        edges[cited, citing.article.id] = _as_rewrite(edge, citing, told) if told else edge
    return [edges[pair] for pair in sorted(edges)]


def _bodies_by_outlet(bodies: Mapping[str, Body]) -> dict[str, list[Body]]:
    """Return for each key of an outlet its bodies by id: of copies that it published on one day the first alone."""
    found: dict[str, dict[tuple[int, str | None], Body]] = defaultdict(dict)
    for _, body in sorted(bodies.items()):
        for key in outlet_keys(body.article):
            found[key].setdefault((body.kind, published_day(body.article)), body)
    return {key: list(first.values()) for key, first in found.items()}


def outlet_keys(article: Article) -> frozenset[str]:
    """Return the keys by which an article's outlet and agency are recognised in another article's words."""
    keys: set[str] = set()
    for name in (article.outlet, article.agency):
        if name:
            keys |= name_keys(name)
    labels = host_name(article).split(".")
    keys.update(label.removeprefix("the") for label in labels if label and label not in _IDLE_LABELS)
    return frozenset(keys)


def host_name(article: Article) -> str:
    """Return the host in the article's address, empty where there is no address or it cannot be read."""
    try:
        return urlsplit(article.url or "").hostname or ""
    except ValueError:  # an address with a broken bracket
        return ""


def name_keys(name: str) -> frozenset[str]:
    """Return the keys of an outlet's name: its words joined, and as in addresses ("New York Times": nytimes)."""
    words = [word for word in normalize_name(name).split() if word not in _IDLE_WORDS]
    if not words:
        return frozenset()
    keys = {"".join(words)}
    if len(words) > 2:  # noqa: PLR2004 - two words are not shortened in addresses
        keys |= {"".join(word[0] for word in words[:-1]) + words[-1], "".join(word[0] for word in words)}
    return frozenset(keys)


def via_names(statement: Statement, article: Article) -> list[str]:
    """Return the names of the outlets through which a statement reached its article ("told Reuters": Reuters).

    Names are looked for with some words around: few words alone read like a headline, whose capitals show no names.
    """
    via, text = statement.via, article.text
    if via is None:
        return []
    first, last = max(0, via.start - AROUND), min(len(text), via.end + AROUND)
    first = max(first, text.rfind("\n", first, via.start) + 1)
    return [text[start:end] for start, end in find_names(text, first, last) if via.start <= start and end <= via.end]


def _citations(
    bodies: Mapping[str, Body], statements: Sequence[Statement], speakers: Mapping[str, Speaker]
) -> Iterator[Citation]:
    for statement in statements:
        if statement.via is not None:
            for name in via_names(statement, bodies[statement.article].article):
                yield Citation(statement=statement, span=statement.via, outlet=name)
        for speaker_id in statement.speakers:
            speaker = speakers.get(speaker_id)
            if speaker is not None and speaker.type in OUTLET_TYPES and statement.source is not None:
                yield Citation(statement=statement, span=statement.source, outlet=speaker.name)


def _best_cited(
    by_outlet: Mapping[str, Sequence[Body]], weights: Weights, outlets: frozenset[str], day: str | None, said: str
) -> str | None:
    """Return the article of the outlets, near the day, that holds most of what was said, None where none does."""
    stems = frozenset(content_stems(said))
    least = LEAST_COVERED * weights.total(stems)
    enough: list[tuple[float, str, str]] = []
    for body in _near(by_outlet, outlets, day) if stems else ():
        weight = weights.total(stems & body.stems)
        if weight >= least:
            enough.append((-weight, published_day(body.article) or "9", body.article.id))
    return min(enough)[2] if enough else None


def _near(by_outlet: Mapping[str, Sequence[Body]], outlets: frozenset[str], day: str | None) -> Iterator[Body]:
    """Yield the bodies of the outlets that were published near a day, or nobody knows when."""
    for body in (body for outlet in sorted(outlets) for body in by_outlet.get(outlet, ())):
        if (days_between(published_day(body.article), day) or 0) <= CITED_DAYS:
            yield body


def _remarks_of(statements: Iterable[Statement], utterances: Iterable[Utterance]) -> Mapping[str, frozenset[str]]:
    """Return for each article the remarks that it carries and another article, too."""
    article_of = {statement.id: statement.article for statement in statements}
    found: dict[str, set[str]] = defaultdict(set)
    for utterance in utterances:
        carriers = {article_of[each] for each in utterance.statements}
        for article in carriers if len(carriers) > 1 else ():
            found[article].add(utterance.id)
    return {article: frozenset(remarks) for article, remarks in found.items()}


def _carried_in_order(
    statements: Iterable[Statement], utterances: Iterable[Utterance]
) -> Mapping[str, list[tuple[str, Part]]]:
    """Return for each article its remarks with the place of each, in the order of the text."""
    remark_of = {statement: utterance.id for utterance in utterances for statement in utterance.statements}
    found: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for statement in sorted(statements, key=lambda each: (each.start, each.id)):
        hull = statement.parts[0][0], statement.parts[-1][1]
        found[statement.article].append((remark_of[statement.id], hull))
    return found


def _told_in_order(source: Sequence[tuple[str, Part]], taker: Sequence[tuple[str, Part]]) -> list[tuple[Part, Part]]:
    """Return the places of the remarks that one article tells in the order of another, none where these are few."""
    ours, theirs = [remark for remark, _ in source], [remark for remark, _ in taker]
    shared, own = set(ours) & set(theirs), set(theirs)
    if len(shared) < LEAST_TOLD or len(shared) < LEAST_TOLD_SHARE * len(own):
        return []
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    told = {ours[a + step]: (source[a + step][1], taker[b + step][1]) for a, b, size in blocks for step in range(size)}
    enough = len(told) >= max(LEAST_TOLD, LEAST_TOLD_SHARE * len(own), LEAST_IN_ORDER * len(shared))
    return list(told.values()) if enough else []


def _as_rewrite(edge: Lineage, taker: Body, told: Sequence[tuple[Part, Part]]) -> Lineage:
    """Return the edge as one of a rewrite, whose passages are the remarks that both tell."""
    words = sum(start <= word.start < end for word in taker.words for _, (start, end) in told)
    return replace(
        edge,
        relation="rewrite",
        share=round(min(1.0, words / max(1, len(taker.words))), 4),
        passages=tuple((*one, *other) for one, other in told),
    )


def _most_carried(bodies: Iterable[Body], citing: str, remarks: Mapping[str, frozenset[str]]) -> str | None:
    """Return the article that has most remarks in common with the citing one, None where none has enough."""
    own = remarks.get(citing, frozenset())
    enough = [
        (-len(own & remarks.get(body.article.id, frozenset())), published_day(body.article) or "9", body.article.id)
        for body in bodies
    ]
    most = min(enough, default=None)
    return most[2] if most is not None and -most[0] >= LEAST_REMARKS else None


def _edge(source: Body, taker: Body, passages: Sequence[Passage], span: Span) -> Lineage:
    words = sum(passage.size for passage in passages)
    return Lineage(
        from_=source.article.id,
        to=taker.article.id,
        relation="cites",
        direction="known",
        share=round(words / max(1, len(taker.words)), 4),
        passages=tuple(place_passage(source, taker, passage) for passage in passages),
        evidence=PlacedSpan(article=taker.article.id, start=span.start, end=span.end, text=span.text),
    )
