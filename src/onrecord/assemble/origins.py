"""Says on how many original sources a remark, a number or a side of a dispute is shown to rest.

Invariant: articles count as separate sources only where each shows its own ("told the Post", "told Reuters"); not
finding a link between them is unknown, never independence. The versions of one page count as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.assemble.citations import host_name, name_keys, via_names
from onrecord.assemble.grouping import connect
from onrecord.assemble.versions import Editions
from onrecord.model import (
    Article,
    Dispute,
    Figure,
    FigureTrack,
    Lineage,
    Origin,
    OriginGroup,
    Part,
    PlacedSpan,
    Statement,
    Utterance,
    origin_id,
)
from onrecord.model.accounts import OriginRelation


class Carrier(NamedTuple):
    """A place that carries what is asked about: its words in an article, and the statement they stand in, if any."""

    article: str
    parts: tuple[Part, ...]
    statement: Statement | None


class OriginFinder:
    """Counts original sources, with the case's lineage at hand.

    Args:
        articles: the case's articles by id.
        statements: its statements by id.
        lineage: who took from whom.
        editions: which articles are versions of one page.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        statements: Mapping[str, Statement],
        lineage: Sequence[Lineage],
        editions: Editions,
    ) -> None:
        self._articles = articles
        self._statements = statements
        self._editions = editions
        self._edges: dict[str, list[Lineage]] = defaultdict(list)
        for edge in lineage:
            self._edges[edge.to].append(edge)

    def find(
        self,
        utterances: Iterable[Utterance],
        disputes: Iterable[Dispute],
        tracks: Iterable[FigureTrack],
        figures: Mapping[str, Figure],
    ) -> list[Origin]:
        """Return the origins of remarks and numbers that several pages carry and of all sides, sorted by id."""
        origins: list[Origin] = []
        for utterance in utterances:
            carriers = self._saying(utterance.statements)
            if self._are_many(carriers):
                origins.append(self._origin(utterance.id, carriers))
        for dispute in disputes:
            origins += [self._origin(f"{dispute.id}:{s.position}", self._saying(s.statements)) for s in dispute.sides]
        for track in tracks:
            for same in connect((pair.a, pair.b) for pair in track.pairs if pair.relation == "agree"):
                carriers = [self._giving(figures[each]) for each in same]
                if self._are_many(carriers):
                    origins.append(self._origin(same[0], carriers))
        return sorted(origins, key=lambda origin: origin.id)

    def _saying(self, members: Iterable[str]) -> list[Carrier]:
        found = (self._statements[member] for member in sorted(members))
        return [Carrier(statement.article, statement.parts, statement) for statement in found]

    def _giving(self, figure: Figure) -> Carrier:
        statement = self._statements.get(figure.statement or "")
        return Carrier(figure.article, ((figure.start, figure.end),), statement)

    def _are_many(self, carriers: Iterable[Carrier]) -> bool:
        return len({self._editions.page(carrier.article) for carrier in carriers}) > 1

    def _origin(self, subject: str, carriers: Sequence[Carrier]) -> Origin:
        carried: dict[str, list[Carrier]] = defaultdict(list)
        for carrier in carriers:
            carried[carrier.article].append(carrier)
        # The newest version that carries it stands for a page.
        newest = self._editions.newest(carried)
        pages = sorted(set(newest.values()))
        shown = self._shown_outlets(carriers, newest)
        bearing = [
            edge for article in sorted(carried) for edge in self._edges.get(article, ()) if _bears(edge, carried)
        ]
        edges = [replace(edge, from_=newest[edge.from_], to=newest[edge.to]) for edge in bearing]
        links = [(page, page) for page in pages] + [(edge.from_, edge.to) for edge in edges]
        links += [(users[0], page) for users in _users(shown).values() for page in users]
        components = connect(links)
        separate = _separate(components, shown)
        taken: dict[str, list[Lineage]] = defaultdict(list)
        for edge in edges:
            taken[edge.to].append(edge)
        groups = tuple(
            _group(component, [edge for page in component for edge in taken.get(page, ())], shown, separate.get(place))
            for place, component in enumerate(components)
        )
        groups = tuple(replace(group, through=self._through(group.articles, shown)) for group in groups)
        return Origin(
            id=origin_id(subject),
            for_=subject,
            pages=len(pages),
            outlets=len({self._outlet(page) for page in pages}),
            at_least=max(1, len(separate)),
            at_most=len(components),
            groups=groups,
        )

    def _shown_outlets(
        self, carriers: Iterable[Carrier], newest: Mapping[str, str]
    ) -> dict[str, dict[str, PlacedSpan]]:
        """Return for each page the outlets that it shows as the statement's way to it, with the words that do."""
        shown: dict[str, dict[str, PlacedSpan]] = defaultdict(dict)
        for statement in (carrier.statement for carrier in carriers if carrier.statement is not None):
            via = statement.via
            for name in via_names(statement, self._articles[statement.article]):
                if via is not None and (keys := name_keys(name)):
                    span = PlacedSpan(article=statement.article, start=via.start, end=via.end, text=via.text)
                    shown[newest[statement.article]].setdefault(min(keys), span)
        return dict(shown)

    def _through(self, pages: Sequence[str], shown: Mapping[str, Mapping[str, PlacedSpan]]) -> PlacedSpan | None:
        """Return the words that name the outlet by which all the pages say that they have it; none of it is theirs."""
        everywhere = set.intersection(*(set(shown.get(page, {})) for page in pages))
        own = {key for page in pages for key in name_keys(self._articles[page].outlet or "")}
        others = sorted(everywhere - own)
        return shown[pages[0]][others[0]] if others else None

    def _outlet(self, page: str) -> str:
        """Return what tells outlets apart: the name, else the host, else the page stands for itself."""
        article = self._articles[page]
        return (article.outlet or host_name(article).removeprefix("www.") or page).casefold()


def _bears(edge: Lineage, carried: Mapping[str, Sequence[Carrier]]) -> bool:
    """Whether an edge to a carrier comes from another one and is about what they carry.

    Copies are; otherwise a shared passage must touch the statement, or the words that name the source belong to it.
    """
    if edge.from_ not in carried:
        return False
    if edge.relation in ("copy", "same_wire"):
        return True
    taken = carried[edge.to]
    if edge.relation == "cites" and edge.evidence is not None:
        said = [carrier.statement for carrier in taken if carrier.statement is not None]
        starts = {span.start for statement in said for span in (statement.via, statement.source) if span}
        return edge.evidence.start in starts
    spans = [part for carrier in taken for part in carrier.parts]
    return any(first < end and start < last for start, end in spans for *_, first, last in edge.passages)


def _users(shown: Mapping[str, Mapping[str, PlacedSpan]]) -> dict[str, list[str]]:
    """Return for each outlet the articles that show it."""
    users: dict[str, list[str]] = defaultdict(list)
    for page in sorted(shown):
        for outlet in sorted(shown[page]):
            users[outlet].append(page)
    return users


def _separate(
    components: Sequence[Sequence[str]], shown: Mapping[str, Mapping[str, PlacedSpan]]
) -> dict[int, PlacedSpan]:
    """Return by their places the components that show an outlet, with the words, if at least two do.

    Components that show the same outlet are one already, so the outlets differ and the sources are separate.
    """
    found: dict[int, PlacedSpan] = {}
    for place, pages in enumerate(components):
        spans = [shown[page][min(shown[page])] for page in pages if page in shown]
        if spans:
            found[place] = spans[0]
    return found if len(found) > 1 else {}


def _group(
    pages: Sequence[str],
    edges: Sequence[Lineage],
    shown: Mapping[str, Mapping[str, PlacedSpan]],
    separate: PlacedSpan | None,
) -> OriginGroup:
    """Return a component with what is shown of it: one origin of several articles, an origin apart, or nothing.

    `edges` are those by which its pages took what they carry, in the pages' order.
    """
    relation: OriginRelation = "unknown"
    evidence: PlacedSpan | None = None
    if len(pages) > 1:
        relation = "shared_origin_shown"
        spans = [edge.evidence for edge in edges if edge.evidence is not None]
        spans += [span for page in pages for _, span in sorted(shown.get(page, {}).items())]
        evidence = spans[0] if spans else None
    elif separate is not None:
        relation, evidence = "separate_origin_shown", separate
    return OriginGroup(articles=tuple(pages), root=_root(pages, edges), relation=relation, evidence=evidence)


def _root(pages: Sequence[str], edges: Sequence[Lineage]) -> str | None:
    """Return the one article that all others are known to take from, directly or not; None where it is not known."""
    takers = {edge.to for edge in edges}
    roots = [page for page in pages if page not in takers]
    all_known = all(edge.direction == "known" for edge in edges)
    return roots[0] if len(pages) > 1 and edges and all_known and len(roots) == 1 else None
