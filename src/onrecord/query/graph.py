"""Lays out who took it from whom as arcs beside a column of pages, those that hang together below each other.

Invariant: an edge stands for a link of the record; of one whose direction is not known it is drawn without an end. The
lines of the record stand beside the graph, which is no more than their picture.
"""

from collections import Counter

from onrecord.assemble.grouping import connect
from onrecord.model import Lineage, Record
from onrecord.query.listing import Listing
from onrecord.query.lookup import Lookup
from onrecord.query.origins import LineageLine, OriginLine, PageName, lineage_lines, name_page, origin_lines
from onrecord.query.wording import word_for
from onrecord.store import CaseReader

ROW, LEAST_BEND, MOST_BEND = 46, 26, 130
"""Height of a row, and how far the shortest and the longest arcs reach to the left, in units of the drawing."""

MOST_ROWS = 40


class GraphNode(Record, frozen=True, kw_only=True):
    """A page in the drawing, by the height at which it stands."""

    page: PageName
    y: int


class GraphEdge(Record, frozen=True, kw_only=True):
    """An arc from the height of the page whose matter it is to that of the one that took it; `words` are read aloud."""

    relation: str
    known: bool
    source: int
    taker: int
    bend: int
    words: str


class LineageGraph(Record, frozen=True, kw_only=True):
    """The drawing, its size, and how many pages with links it leaves out."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    height: int
    left_out: int
    relations: tuple[tuple[str, str], ...]


def lineage_graph(reader: CaseReader, most: int = MOST_ROWS) -> LineageGraph:
    """Return the graph of the largest families of pages, as many as have place in `most` rows."""
    lookup = Lookup(reader)
    links = [link for link in reader.records(Lineage) if _ends(lookup, link)[0] != _ends(lookup, link)[1]]
    by_pair = {_ends(lookup, link): link for link in sorted(links, key=lambda link: (link.share, link.relation))}
    degree = Counter(article for pair in by_pair for article in pair)
    families = sorted(connect(by_pair), key=lambda family: (-len(family), family))
    shown: list[str] = []
    for family in families:
        if not shown or len(shown) + len(family) <= most:
            kept = sorted(family, key=lambda article: (-degree[article], article))[:most]
            shown += sorted(kept, key=lambda article: (lookup.day(article), article))
    nodes = {
        article: GraphNode(page=name_page(lookup.article(article)), y=ROW * row + ROW // 2)
        for row, article in enumerate(shown)
    }
    drawn = [(pair, link) for pair, link in sorted(by_pair.items()) if pair[0] in nodes and pair[1] in nodes]
    edges = tuple(_edge(nodes[source], nodes[taker], link) for (source, taker), link in drawn)
    return LineageGraph(
        nodes=tuple(nodes.values()),
        edges=edges,
        height=ROW * len(nodes),
        left_out=sum(map(len, families)) - len(shown),
        relations=tuple((each, word_for("relation", each)) for each in sorted({edge.relation for edge in edges})),
    )


def _ends(lookup: Lookup, link: Lineage) -> tuple[str, str]:
    """Return the articles of a link, the source first."""
    return lookup.article_or_section(link.from_).id, lookup.article_or_section(link.to).id


def _edge(source: GraphNode, taker: GraphNode, link: Lineage) -> GraphEdge:
    relation = word_for("relation", link.relation)
    share = f", {round(100 * link.share)} % of its text" if link.share else ""
    return GraphEdge(
        relation=link.relation,
        known=link.direction == "known",
        source=source.y,
        taker=taker.y,
        bend=min(MOST_BEND, LEAST_BEND + abs(source.y - taker.y) // 5),
        words=f"“{taker.page.name}” {relation} “{source.page.name}”{share}",
    )


class OriginsView(Record, frozen=True, kw_only=True):
    """Who took it from whom, drawn and in lines, and, by pages of the list, what rests on how many original sources."""

    graph: LineageGraph
    lineage: Listing[LineageLine]
    origins: Listing[OriginLine]


def origins_view(reader: CaseReader, limit: int | None = None, offset: int = 0) -> OriginsView:
    """Return the graph with at most `limit` links between pages, and the origins from `offset` on."""
    return OriginsView(
        graph=lineage_graph(reader), lineage=lineage_lines(reader, limit), origins=origin_lines(reader, limit, offset)
    )
