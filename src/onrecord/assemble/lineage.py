"""Finds who took its text from whom: copies, rewrites, texts of one wire, and outlets named as a source.

Invariant: an edge stands on words that both articles show, on what both tell in one course, or on words that name the
other outlet; where neither dates
nor credits show the direction it is unknown, and `from` is the earlier article or, on the same day, the lesser id.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from onrecord.assemble.bodies import Body, published_before, published_day
from onrecord.assemble.content_words import stop_words
from onrecord.assemble.grouping import least_joined
from onrecord.assemble.passages import Passage, candidate_pairs, shared_passages
from onrecord.assemble.rewrites import Rewritten, find_rewrites
from onrecord.assemble.versions import Editions
from onrecord.model import Article, Lineage, PlacedSpan, Record, Relation, Section

COPY_SHARE = 0.85
"""From this share of the shorter body on, one text is a copy of the other and no rewrite."""

LEAST_OWN_WORDS = 3
"""A passage shows taking only if this many words outside quotation marks lead it: two reporters hear the same words."""

SPEAKER_WORDS = 9
"""Words that may name the speaker behind a quotation."""

LEAST_PLAIN_WORDS = 5
"""... and with this many words of content in lower case: titles and names of bodies are the same everywhere, and
turns of phrase ("at the center of the scandal") have fewer."""


class Shared(Record, frozen=True, kw_only=True):
    """Two bodies (by index, the earlier first) and the passages that show one taking from the other.

    `one_text`: they are one text, whole or cut, or carry one agency's.
    """

    one: int
    other: int
    passages: tuple[Passage, ...]
    one_text: bool = False

    @property
    def words(self) -> int:
        """How many words the passages have together."""
        return sum(passage.size for passage in self.passages)


def trace_lineage(bodies: Sequence[Body], editions: Editions) -> list[Lineage]:
    """Return who took text from whom, sorted by (from, to). `bodies` may come in any order.

    Versions of one page take nothing from each other, and are one family to those who take from them.
    """
    ordered = sorted(bodies, key=lambda body: (published_day(body.article) or "9", body.article.id))
    found: list[Shared] = []
    compared: dict[tuple[int, int], tuple[Passage, ...]] = {}
    pages = [editions.page(body.article.id) for body in ordered]
    for one, other in candidate_pairs(ordered):
        if pages[one] == pages[other]:
            continue
        kinds = ordered[one].kind, ordered[other].kind
        if kinds not in compared:
            compared[kinds] = _compare(ordered[one], ordered[other])
        if compared[kinds]:
            found.append(Shared(one=one, other=other, passages=compared[kinds]))
    edges = [_edge(ordered, shared) for shared in _nearest_sources(ordered, found, pages)]
    edges += [
        _rewrite_edge(ordered, rewrite)
        for rewrite in _nearest_rewrites(find_rewrites(ordered), _families(pages, found))
    ]
    return sorted(edges, key=lambda edge: (edge.from_, edge.to))


def trace_retellings(articles: Sequence[Article]) -> list[Lineage]:
    """Return an edge for every section that retells another one of its page; its first line is where it is seen."""
    return [
        Lineage(
            from_=section.retells,
            to=section.id,
            relation="retells",
            direction="known",
            share=0.0,
            passages=(),
            evidence=_first_line(article, section),
        )
        for article in articles
        for section in article.sections
        if section.retells is not None
    ]


def _first_line(article: Article, section: Section) -> PlacedSpan:
    inside = (block for block in article.blocks if section.start <= block.start < section.end)
    first = next(inside, section)
    return _placed(article, first.start, first.end)


def merge_edges(text: Sequence[Lineage], citations: Sequence[Lineage], retellings: Sequence[Lineage]) -> list[Lineage]:
    """Return all edges, one per pair of articles, sorted: a copy outweighs a citation, a citation a rewrite."""
    kept = {frozenset((edge.from_, edge.to)): edge for edge in text}
    for edge in citations:
        pair = frozenset((edge.from_, edge.to))
        if pair not in kept or kept[pair].relation == "rewrite":
            kept[pair] = edge
    return sorted((*kept.values(), *retellings), key=lambda edge: (edge.from_, edge.to, edge.relation))


def keep_nearest_versions(edges: Sequence[Lineage], editions: Editions) -> list[Lineage]:
    """Return one edge per pair of pages, in the given order: between the two versions that share most."""
    nearest: dict[frozenset[str], Lineage] = {}
    for edge in edges:
        pair = frozenset((editions.page(edge.from_), editions.page(edge.to)))
        if pair not in nearest or nearest[pair].share < edge.share:
            nearest[pair] = edge
    kept = {id(edge) for edge in nearest.values()}
    return [edge for edge in edges if id(edge) in kept]


def _compare(one: Body, other: Body) -> tuple[Passage, ...]:
    """Return what two bodies share, nothing where no passage tells that text was taken.

    In a copy all passages count, in a rewrite those alone that tell: a quotation beside them may have been heard twice.
    """
    passages = tuple(shared_passages(one.texts, other.texts))
    telling = tuple(passage for passage in passages if _tells(one, other, passage))
    return passages if telling and _are_copies(one, other, passages) else telling


def _tells(one: Body, other: Body, passage: Passage) -> bool:
    """Whether a passage is more than a quotation, a title or a turn of phrase that two reporters may write alike."""
    words = one.words[passage.a : passage.a + passage.size]
    own = [not (one.quoted[passage.a + i] and other.quoted[passage.b + i]) for i in range(passage.size)]
    runs = [(mine, sum(1 for _ in run)) for mine, run in groupby(own)]
    leading = runs[0][1] if runs[0][0] else 0
    # Words behind a quotation name its speaker ("…," the mayor said): two who were there write them alike.
    behind = max((size for mine, size in runs[1:] if mine), default=0) - SPEAKER_WORDS
    plain = sum(one.article.text[word.start].islower() and word.text not in stop_words() for word in words)
    return max(leading, behind) >= LEAST_OWN_WORDS and plain >= LEAST_PLAIN_WORDS


def _is_copy(bodies: Sequence[Body], shared: Shared) -> bool:
    return _are_copies(bodies[shared.one], bodies[shared.other], shared.passages)


def _are_copies(one: Body, other: Body, passages: Sequence[Passage]) -> bool:
    return sum(passage.size for passage in passages) >= COPY_SHARE * min(len(one.words), len(other.words))


def _nearest_sources(bodies: Sequence[Body], found: Sequence[Shared], pages: Sequence[str]) -> list[Shared]:
    """Return all copies, what one agency is credited for in both, and of other rewrites between families the nearest.

    Who rewrites a wire's text shares the same words with every paper that printed it, but took them once.
    """
    kept = [replace(shared, one_text=True) for shared in found if _is_copy(bodies, shared)]
    family = _families(pages, kept)
    between: dict[tuple[int, int], list[Shared]] = defaultdict(list)
    for shared in found:
        one, other = sorted((family[shared.one], family[shared.other]))
        if one != other:
            between[one, other].append(shared)
        elif not _is_copy(bodies, shared) and _credit_one_agency(bodies, shared):
            kept.append(replace(shared, one_text=True))
    return kept + [
        max(rewrites, key=lambda shared: (shared.words, len(bodies[shared.one].words), -shared.one))
        for rewrites in between.values()
    ]


def _credit_one_agency(bodies: Sequence[Body], shared: Shared) -> bool:
    agency = bodies[shared.one].article.agency
    return agency is not None and agency == bodies[shared.other].article.agency


def _nearest_rewrites(rewrites: Sequence[Rewritten], family: Sequence[int]) -> list[Rewritten]:
    """Return of the rewrites in other words between two families of shared text the nearest alone."""
    nearest: dict[tuple[int, int], Rewritten] = {}
    for rewrite in rewrites:
        one, other = sorted((family[rewrite.one], family[rewrite.other]))
        if one != other and ((one, other) not in nearest or nearest[one, other].likeness < rewrite.likeness):
            nearest[one, other] = rewrite
    return list(nearest.values())


def _families(pages: Sequence[str], joined: Sequence[Shared]) -> list[int]:
    """Return for each body the least index among those that it is joined with by shared text or by their page."""
    first: dict[str, int] = {}
    same_page = [(first.setdefault(page, place), place) for place, page in enumerate(pages)]
    return least_joined(len(pages), [*same_page, *((shared.one, shared.other) for shared in joined)])


def _edge(bodies: Sequence[Body], shared: Shared) -> Lineage:
    source, taker = bodies[shared.one], bodies[shared.other]
    relation = _relation(source.article, taker.article, is_copy=shared.one_text)
    dated = published_before(source.article, taker.article)
    return Lineage(
        from_=source.article.id,
        to=taker.article.id,
        relation=relation,
        direction="known" if dated and relation != "same_wire" else "unknown",
        share=round(shared.words / len(taker.words), 4),
        passages=tuple(place_passage(source, taker, passage) for passage in shared.passages),
        evidence=(_credit(taker.article) or _credit(source.article) if relation == "same_wire" else None)
        or _longest(source, taker, shared.passages),
    )


def _rewrite_edge(bodies: Sequence[Body], rewrite: Rewritten) -> Lineage:
    """Return the edge of a rewrite in other words; its passages are the sentences that tell the same."""
    source, taker = bodies[rewrite.one], bodies[rewrite.other]
    places = [place for _, place in rewrite.pairs]
    words = sum(start <= word.start < end for start, end in places for word in taker.words)
    longest = max(places, key=lambda place: (place[1] - place[0], -place[0]))
    return Lineage(
        from_=source.article.id,
        to=taker.article.id,
        relation="rewrite",
        direction="known" if published_before(source.article, taker.article) else "unknown",
        share=round(words / len(taker.words), 4),
        passages=tuple((*one, *other) for one, other in rewrite.pairs),
        evidence=_placed(taker.article, *longest),
    )


def _relation(source: Article, taker: Article, *, is_copy: bool) -> Relation:
    """Return what the shared text shows: a copy of a text that an agency is credited for is the agency's text."""
    agencies = {article.agency for article in (source, taker) if article.agency is not None}
    if is_copy and len(agencies) == 1:
        return "same_wire"
    return "copy" if is_copy else "rewrite"


def place_passage(source: Body, taker: Body, passage: Passage) -> tuple[int, int, int, int]:
    """Return a passage as offsets into the two articles' texts: (from_start, from_end, to_start, to_end)."""
    last = passage.size - 1
    return (
        source.words[passage.a].start,
        source.words[passage.a + last].end,
        taker.words[passage.b].start,
        taker.words[passage.b + last].end,
    )


def _credit(article: Article) -> PlacedSpan | None:
    """Return the words by which the article credits its agency, None where they stand in metadata alone."""
    start = article.text.find(article.agency) if article.agency else -1
    return None if start < 0 else _placed(article, start, start + len(article.agency or ""))


def _longest(source: Body, taker: Body, passages: Sequence[Passage]) -> PlacedSpan:
    """Return the longest passage, where it was taken to."""
    longest = max(passages, key=lambda passage: (passage.size, -passage.b))
    _, _, start, end = place_passage(source, taker, longest)
    return _placed(taker.article, start, end)


def _placed(article: Article, start: int, end: int) -> PlacedSpan:
    return PlacedSpan(article=article.id, start=start, end=end, text=article.text[start:end])
