"""Turns answers and conflicting figures into disputed points: a matter in a source's words and who stands where.

Invariant: a dispute has at least two sides, a statement stands on one of them, and nothing says who is right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from onrecord.assemble.content_words import Weights
from onrecord.assemble.courses import trace_courses
from onrecord.assemble.denials import NO_CLAIMS, SILENCES, claims_something
from onrecord.assemble.grouping import connect
from onrecord.assemble.judged import Judged
from onrecord.assemble.points import same_points
from onrecord.assemble.voices import Voices
from onrecord.assemble.wordings import Wording
from onrecord.model import Dispute, DisputeKind, FigureTrack, Matter, Position, Side, Statement, Utterance

_SAYING = re.compile(
    r"(?:ever |having |he |she |it |they |ever having |had )*(?:said|saying|telling|told|made the|making the)\b"
)
"""What somebody denies who denies that he said so."""

_AGREES = re.compile(r"agree", re.IGNORECASE)
"""Who does not agree holds another view; he does not say that something is not so."""

_HOW_MANY = re.compile(r"\b(?:how (?:many|much|long|often)|when|where)\b", re.IGNORECASE)

POSITIONS: tuple[Position, ...] = ("affirms", "denies", "withholds")


class Remarks:
    """The remarks of a case by their members (`carried`), and as disputes take them (`of`, `members`).

    There a denial that only points stands by itself: said again on another page, "the allegations" may point at another
    matter, and would join what has nothing in common.
    """

    def __init__(self, utterances: Sequence[Utterance], alone: Iterable[str]) -> None:
        self.carried = {member: utterance.id for utterance in utterances for member in utterance.statements}
        self.of = dict(self.carried)
        self.members = {utterance.id: utterance.statements for utterance in utterances}
        for denial in alone:
            self.of[denial] = denial
            self.members[denial] = (denial,)


def find_polarity_disputes(
    wordings: Sequence[Wording],
    utterances: Sequence[Utterance],
    answers: Mapping[str, Sequence[str]],
    voices: Voices,
    weights: Weights,
    judged: Judged = Judged(),  # noqa: B008 - a frozen record
) -> list[Dispute]:
    """Return the disputes over whether something is so, sorted by id.

    Remarks that answer each other, directly or by way of others, are one dispute, and so are those that answer claims
    of one matter; every carrier of a remark stands with it. Silence alone disputes nothing.
    """
    by_id = {wording.statement.id: wording for wording in wordings}
    taken = {
        denial: [claim for claim in answered if by_id[claim].statement.act not in NO_CLAIMS]
        for denial, answered in answers.items()
        if _takes_part(by_id[denial].statement, voices)
    }
    remarks = Remarks(utterances, [denial for denial in taken if by_id[denial].statement.basis == "characterised"])
    links = sorted((remarks.of[denial], remarks.of[claim]) for denial, answered in taken.items() for claim in answered)
    answered_often = Counter(claim for _, claim in links)

    def rank(member: str) -> tuple[int, str, int, str]:
        wording = by_id[member]
        often = answered_often[remarks.of[member]]
        return -often, wording.day or "9", -len(wording.statement.text), member

    given = [(a, b) for a, b in judged.points if a in by_id and b in by_id]
    points = [(remarks.of[a], remarks.of[b]) for a, b in (*same_points(by_id, taken, voices, weights), *given)]
    found = [_sides(joined, remarks, by_id, voices) for joined in connect([*links, *points])]
    disputed = [sides for sides in found if _is_disputed(sides, by_id)]
    disputes = [_over_claim(min(sides["affirms"], key=rank), sides, remarks, by_id) for sides in disputed]
    return sorted(disputes, key=lambda dispute: dispute.id)


def _over_claim(
    claim: str, sides: Mapping[Position, Iterable[str]], remarks: Remarks, by_id: Mapping[str, Wording]
) -> Dispute:
    """Return the dispute over a claim: whether it is so, or, where a denial says that much, whether it was said."""
    statements = {member: by_id[member].statement for side in sides.values() for member in side}
    unsaid = any(_SAYING.match(statements[member].text) for member in sides.get("denies", ()))
    dispute = _dispute("attribution" if unsaid else "polarity", statements[claim], sides, statements)
    return replace(dispute, courses=trace_courses(dispute.sides, remarks.carried, by_id))


def _sides(
    joined: Iterable[str], remarks: Remarks, by_id: Mapping[str, Wording], voices: Voices
) -> dict[Position, list[str]]:
    """Return the statements of some remarks by position; nobody says so and denies it on one day.

    A carrier that only names the matter says nothing about it.
    """
    carried: dict[Position, list[str]] = defaultdict(list)
    for remark in joined:
        carried[by_id[remark].statement.position].extend(remarks.members[remark])
    # Copies bring the same speakers again and again.
    denials = {(by_id[member].statement.speakers, by_id[member].said): by_id[member] for member in carried["denies"]}
    claims = {(by_id[member].statement.speakers, by_id[member].said): by_id[member] for member in carried["affirms"]}
    own = {voice for voice, claim in claims.items() if any(_is_his_own(claim, d, voices) for d in denials.values())}
    carried["affirms"] = [
        member
        for member in carried["affirms"]
        if (by_id[member].statement.speakers, by_id[member].said) not in own and claims_something(by_id[member])
    ]
    return {position: sorted(set(side)) for position, side in carried.items() if side}


def _is_disputed(sides: Mapping[Position, Iterable[str]], by_id: Mapping[str, Wording]) -> bool:
    """Whether somebody says so and somebody else puts it in question."""
    return bool(sides.get("affirms")) and any(
        _disputes(by_id[member].statement) for side in sides.values() for member in side
    )


def _is_his_own(claim: Wording, denial: Wording, voices: Voices) -> bool:
    apart = claim.said is not None and denial.said is not None and claim.said != denial.said
    return not apart and voices.compare(claim.statement, denial.statement) in ("same", "near")


def _disputes(statement: Statement) -> bool:
    """Whether a statement puts a matter in question: who declines to comment or does not answer leaves it as it is."""
    return statement.position != "affirms" and statement.withheld not in SILENCES


def _takes_part(statement: Statement, voices: Voices) -> bool:
    """Whether a statement takes a side.

    Who only replies or does not agree with a view takes none, nor does an outlet that could not verify what it reports,
    somebody who does not know a number, or a statement of which nothing shows whose it is.
    """
    if statement.position == "affirms" or (statement.cue is not None and _AGREES.search(statement.cue.text)):
        return False
    if statement.position == "withholds" and _HOW_MANY.search(statement.text):
        return False
    if voices.types(statement) == {"document"}:
        return False
    return statement.withheld != "cannot_confirm" or voices.types(statement) != {"media"}


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
