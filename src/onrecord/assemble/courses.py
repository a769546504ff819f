"""Turns the sides of a disputed point into what each speaker held on it, one remark after the other.

Invariant: only statements on one and the same point are put in a row, and each keeps its own basis: what a page says
of a silence overrules nobody's words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.assemble.wordings import Wording, said_day
from onrecord.model import Basis, Course, Side, Stand

_BASES: Sequence[Basis] = ("own_words", "paraphrase", "characterised")


def trace_courses(
    sides: Sequence[Side], remark_of: Mapping[str, str], by_id: Mapping[str, Wording]
) -> tuple[Course, ...]:
    """Return the courses of those who made more than one remark on a point, sorted by speaker.

    Args:
        sides: the sides of the point.
        remark_of: the remark of each statement.
        by_id: every statement of the case.
    """
    spoken: dict[str, dict[str, list[Wording]]] = defaultdict(lambda: defaultdict(list))
    for side in sides:
        for member in side.statements:
            for speaker in by_id[member].statement.speakers:
                spoken[speaker][remark_of[member]].append(by_id[member])
    return tuple(
        _course(speaker, [_fullest(carriers) for _, carriers in sorted(remarks.items())])
        for speaker, remarks in sorted(spoken.items())
        if len(remarks) > 1
    )


def _course(speaker: str, carriers: Sequence[Wording]) -> Course:
    ordered = sorted(carriers, key=lambda w: (w.said or "9", w.statement.article, w.statement.start, w.statement.id))
    days = [said_day(wording.statement) for wording in ordered]
    stands = tuple(
        Stand(
            statement=wording.statement.id,
            position=wording.statement.position,
            basis=wording.statement.basis,
            said=day,
        )
        for wording, day in zip(ordered, days, strict=True)
    )
    return Course(speaker=speaker, stands=stands, ordered=None not in days and len(set(days)) == len(days))


def _fullest(carriers: Sequence[Wording]) -> Wording:
    """Return the carrier of a remark that shows most: a day, then the speaker's own words, then most words."""
    return min(
        carriers,
        key=lambda w: (
            said_day(w.statement) is None,
            _BASES.index(w.statement.basis),
            -len(w.statement.text),
            w.statement.id,
        ),
    )
