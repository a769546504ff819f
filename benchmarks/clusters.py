"""Scores what joins the articles of one story: remarks, lineage, disputed points, figure tracks.

Invariant: only found statements and figures can be joined rightly, while all gold pairs count as to be found.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from benchmarks.export import Export
from benchmarks.gold import GoldCluster
from benchmarks.score import Score

HALF = 0.5
Group = Sequence[str]


def score_cluster(score: Score, export: Export, gold: GoldCluster) -> None:
    """Add the counts of a story's cluster to the score of its articles."""
    _score_groups(score, "remarks", gold.utterances, [u.statements for u in export.utterances], score.statement_of)
    if gold.figure_tracks:
        ours = [track.figures for track in gold.figure_tracks]
        _score_groups(score, "figure tracks", ours, [t.figures for t in export.figure_tracks], score.figure_of)
    _score_lineage(score, export, gold)
    if gold.disputes:
        _score_disputes(score, export, gold)


def _pairs(groups: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2)}


def _score_groups(
    score: Score, name: str, gold: Sequence[Group], found: Sequence[Group], record_of: dict[str, str]
) -> None:
    """Count the pairs that stand in one group, among the records that match gold."""
    known = set(record_of.values())
    ours = _pairs([record_of[m] for m in group if m in record_of] for group in gold)
    theirs = _pairs([m for m in group if m in known] for group in found)
    score.count(name, len(ours & theirs), len(theirs), len(_pairs(gold)))


def _score_lineage(score: Score, export: Export, gold: GoldCluster) -> None:
    """Count undirected pairs of articles that share matter; mere citations apart."""
    ours = {
        frozenset((edge.from_.removesuffix(".txt"), edge.to.removesuffix(".txt")))
        for edge in gold.lineage
        if edge.from_ != edge.to and edge.relation != "cites"
    }
    stem = export.stem_of
    theirs = {
        frozenset((stem.get(edge.from_, edge.from_), stem.get(edge.to, edge.to)))
        for edge in export.lineage
        if edge.relation != "cites"
    }
    score.count("lineage", len(ours & theirs), len(theirs), len(ours))


def _score_disputes(score: Score, export: Export, gold: GoldCluster) -> None:
    """Count disputes one to one: right where most opposing pairs oppose each other in that gold dispute too."""
    record_of = score.statement_of
    known = set(record_of.values())
    ours = [[{record_of[s] for s in side.statements if s in record_of} for side in d.sides] for d in gold.disputes]
    theirs = [[{s for s in side.statements if s in known} for side in d.sides] for d in export.disputes]
    ranked = sorted(((_opposition(g, f), i, j) for i, g in enumerate(ours) for j, f in enumerate(theirs)), reverse=True)
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for fit, i, j in ranked:
        if fit >= HALF and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
    score.count("disputes", len(taken_gold), len(theirs), len(ours))


def _opposition(gold: list[set[str]], found: list[set[str]]) -> float:
    """Return the share of the found dispute's opposing pairs that oppose each other in the gold one."""
    if any(a & b for a, b in combinations(found, 2)):
        return 0.0
    side_of = {statement: i for i, side in enumerate(gold) for statement in side}
    pairs = [(x, y) for a, b in combinations(found, 2) for x in a for y in b]
    opposing = sum(x in side_of and y in side_of and side_of[x] != side_of[y] for x, y in pairs)
    return opposing / len(pairs) if pairs else 0.0
