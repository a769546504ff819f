"""Turns a checked draft into the view of its page: the text with every claim marked, and the answers beside it.

Invariant: the pieces of the text, joined, are the draft.
"""

from collections.abc import Iterator

from onrecord.audit.drafts.checking import CheckedDraft
from onrecord.audit.drafts.claims import VERDICT_WORDS, Checked, Place, Verdict
from onrecord.model import Difference, Record


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of a draft; `number` is that of the answer to it, null where nothing is claimed."""

    text: str
    number: int | None = None
    verdict: Verdict | None = None


class AnswerView(Record, frozen=True, kw_only=True):
    """One answer in words."""

    number: int
    verdict: Verdict
    label: str
    text: str
    speaker: str | None
    reason: str
    place: Place | None
    differs: tuple[Difference, ...]
    notes: tuple[str, ...]


class DraftView(Record, frozen=True, kw_only=True):
    """A checked draft: its paragraphs in pieces, and the answers."""

    name: str
    summary: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    answers: tuple[AnswerView, ...]


def view_draft(draft: CheckedDraft) -> DraftView:
    """Return the view of a checked draft."""
    return DraftView(
        name=draft.name,
        summary=summary_of(draft),
        paragraphs=() if draft.text is None else tuple(_paragraphs(draft.text, draft.answers)),
        answers=tuple(_answer(number, answer) for number, answer in enumerate(draft.answers, 1)),
    )


def summary_of(draft: CheckedDraft) -> str:
    """Return how many claims of a draft stand, in words."""
    number, standing = len(draft.answers), sum(answer.stands for answer in draft.answers)
    if not number:
        return "nothing is quoted or attributed"
    return f"{standing} of {number} claimed {'line' if number == 1 else 'lines'} stand as they are"


def _answer(number: int, answer: Checked) -> AnswerView:
    tolerated = [f"differs in print only: {', '.join(answer.tolerated)}"] if answer.tolerated else []
    return AnswerView(
        number=number,
        verdict=answer.verdict,
        label=VERDICT_WORDS[answer.verdict],
        text=answer.claim.text,
        speaker=answer.claim.speaker,
        reason=answer.reason,
        place=answer.place,
        differs=answer.differs,
        notes=(*tolerated, *answer.notes),
    )


def _paragraphs(text: str, answers: tuple[Checked, ...]) -> Iterator[tuple[Piece, ...]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield tuple(_pieces(text, start, start + len(line), answers))
        start += len(line)


def _pieces(text: str, start: int, end: int, answers: tuple[Checked, ...]) -> Iterator[Piece]:
    at = start
    for number, answer in enumerate(answers, 1):
        place = answer.claim.place or (0, 0)
        first, last = max(at, place[0]), min(end, place[1])
        if first < last:
            if at < first:
                yield Piece(text=text[at:first])
            yield Piece(text=text[first:last], number=number, verdict=answer.verdict)
            at = last
    if at < end:
        yield Piece(text=text[at:end])
