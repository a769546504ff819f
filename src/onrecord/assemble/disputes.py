"""Turns answers and conflicting figures into disputed points: a matter in a source's words and who stands where.

Invariant: a dispute has at least two sides, a statement stands on one of them, and nothing says who is right.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.assemble.grouping import connect
from onrecord.model import Dispute, DisputeKind, FigureTrack, Matter, Position, Side, Speaker, Statement, Utterance

SILENCES = frozenset({"declined", "no_answer", "referred"})
POSITIONS: tuple[Position, ...] = ("affirms", "denies", "withholds")


def find_polarity_disputes(
    statements: Mapping[str, Statement],
    utterances: Sequence[Utterance],
    answers: Mapping[str, Sequence[str]],
    days: Mapping[str, str | None],
    speakers: Mapping[str, Speaker],
) -> list[Dispute]:
    """Return the disputes over whether something is so, sorted by id.

    Remarks that answer each other, directly or by way of others, are one dispute; every carrier of a remark stands
    with it. A denial that only points ("the allegations", "to comment") stands by itself: said again on another page
    it may point at another matter, and would join what has nothing in common. Silence alone disputes nothing. `days`
    are the articles' dates of publication, `speakers` the case's speakers by id.
    """
    remark_of = {member: utterance.id for utterance in utterances for member in utterance.statements}
    members = {utterance.id: utterance.statements for utterance in utterances}
    pointing = [denial for denial in answers if statements[denial].basis == "characterised"]
    remark_of |= {denial: denial for denial in pointing}
    members |= {denial: (denial,) for denial in pointing}
    links = sorted(
        (remark_of[denial], remark_of[affirmed])
        for denial, answered in answers.items()
        if _takes_part(statements[denial], speakers)
        for affirmed in answered
    )
    answered_often = Counter(affirmed for _, affirmed in links)
    disputes: list[Dispute] = []
    for remarks in connect(links):
        carried: dict[Position, set[str]] = defaultdict(set)
        for remark in remarks:
            carried[statements[remark].position].update(members[remark])
        sides: dict[Position, list[str]] = {position: sorted(side) for position, side in carried.items()}
        if not any(_disputes(statements[member]) for side in sides.values() for member in side):
            continue
        matter = min(
            sides["affirms"],
            key=lambda s: (
                -answered_often[remark_of[s]],
                days[statements[s].article] or "9",
                -len(statements[s].text),
                s,
            ),
        )
        disputes.append(_dispute("polarity", statements[matter], sides, statements))
    return sorted(disputes, key=lambda dispute: dispute.id)


def _disputes(statement: Statement) -> bool:
    """Whether a statement puts a matter in question: who declines to comment or does not answer leaves it as it is."""
    return statement.position != "affirms" and statement.withheld not in SILENCES


def _takes_part(statement: Statement, speakers: Mapping[str, Speaker]) -> bool:
    """Whether a statement takes a side: an outlet that could not verify what it reports does not."""
    types = {speakers[speaker].type for speaker in statement.speakers if speaker in speakers}
    return statement.withheld != "cannot_confirm" or types != {"media"}


def find_number_disputes(
    tracks: Sequence[FigureTrack], statement_of: Mapping[str, str | None], statements: Mapping[str, Statement]
) -> list[Dispute]:
    """Return the disputes over a number: one per track in which different speakers' figures conflict, sorted by id.

    The earliest of the conflicting statements, by id, gives the matter; `denies` are those who give another number.
    The id is the least conflicting figure's, since a statement may stand in a dispute of another kind too.
    """
    disputes: list[Dispute] = []
    for track in tracks:
        conflicts = [pair for pair in track.pairs if pair.relation == "conflict"]
        if not conflicts:
            continue
        figures = sorted({figure for pair in conflicts for figure in (pair.a, pair.b)})
        matter = statements[statement_of[figures[0]] or ""]
        against = {pair.b if pair.a == figures[0] else pair.a for pair in conflicts if figures[0] in (pair.a, pair.b)}
        denying = sorted({statement_of[figure] or "" for figure in against} - {matter.id})
        if denying:
            sides: dict[Position, list[str]] = {"affirms": [matter.id], "denies": denying}
            disputes.append(_dispute("number", matter, sides, statements, dispute_id=figures[0]))
    return sorted(disputes, key=lambda dispute: dispute.id)


def _dispute(
    kind: DisputeKind,
    matter: Statement,
    sides: Mapping[Position, Iterable[str]],
    statements: Mapping[str, Statement],
    dispute_id: str | None = None,
) -> Dispute:
    built = tuple(_side(position, sorted(sides[position]), statements) for position in POSITIONS if sides.get(position))
    least = min(member for side in built for member in side.statements)
    return Dispute(
        id=dispute_id or least,
        matter=Matter(statement=matter.id, text=matter.text),
        kind=kind,
        sides=built,
    )


def _side(position: Position, members: Sequence[str], statements: Mapping[str, Statement]) -> Side:
    speakers = sorted({speaker for member in members for speaker in statements[member].speakers})
    return Side(position=position, speakers=tuple(speakers), statements=tuple(members))
