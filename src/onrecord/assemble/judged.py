"""What people judged to belong together across articles, or not to: remarks, answers, points, who took it from whom.

Invariant: what one person judged last on a pair counts; what names a record that is no longer there is passed over.
"""

from collections.abc import Iterable, Sequence
from typing import cast

from onrecord.model import Judgement, Lineage, Record, Relation

NOT_TAKEN = "none"
"""Value of a judgement that one page took nothing from another one."""


class Judged(Record, frozen=True, kw_only=True):
    """Judgements that stand, by what they join or part.

    `answers` maps a statement to all that it answers. `together` and `apart` are pairs of statements that are one
    remark, or two; `points` pairs on one point. `taken` maps two articles (from, to) to their relation, None for none.
    """

    answers: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - msgspec copies an empty default
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    taken: dict[tuple[str, str], Relation | None] = {}  # noqa: RUF012 - msgspec copies an empty default


def read_judged(judgements: Iterable[Judgement]) -> Judged:
    """Return what the judgements that are not undone say of more than one article."""
    answers: dict[str, tuple[str, ...]] = {}
    remarks: dict[tuple[str, str], bool] = {}
    points: dict[tuple[str, str], None] = {}
    taken: dict[tuple[str, str], Relation | None] = {}
    for each in sorted(judgements, key=lambda judgement: (judgement.at, judgement.id)):
        if each.undone:
            continue
        one, other = sorted((each.on, each.value))
        if each.kind == "answers":
            answers[each.on] = tuple(sorted(filter(None, each.value.split(","))))
        elif each.kind in ("remark_with", "remark_apart"):
            remarks[one, other] = each.kind == "remark_with"
        elif each.kind == "point_with":
            points[one, other] = None
        elif each.kind == "took_from":
            source, _, relation = each.value.partition(":")
            taken[source, each.on] = None if relation == NOT_TAKEN else cast("Relation", relation)
    return Judged(
        answers=answers,
        together=tuple(pair for pair, joined in sorted(remarks.items()) if joined),
        apart=tuple(pair for pair, joined in sorted(remarks.items()) if not joined),
        points=tuple(sorted(points)),
        taken=taken,
    )


def correct_edges(edges: Sequence[Lineage], judged: Judged, articles: Iterable[str]) -> list[Lineage]:
    """Return the edges as people corrected them, sorted: of two articles theirs alone counts, in its direction."""
    known = set(articles)
    pairs = {frozenset(pair) for pair in judged.taken}
    kept = [edge for edge in edges if frozenset((edge.from_, edge.to)) not in pairs]
    given = [
        Lineage(from_=source, to=taker, relation=relation, direction="known", share=0.0, passages=(), evidence=None)
        for (source, taker), relation in judged.taken.items()
        if relation is not None and {source, taker} <= known
    ]
    return sorted((*kept, *given), key=lambda edge: (edge.from_, edge.to, edge.relation))
