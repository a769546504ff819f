"""Checks drafts against a case: files, a text such as an assistant's answer, or claims that are made already.

Invariant: the same draft and case give the same answers, in the order of the draft.
"""

from collections.abc import Iterable
from pathlib import Path

from onrecord.audit.drafts.claims import Checked, Claim
from onrecord.audit.drafts.files import read_file
from onrecord.audit.drafts.judging import Judge
from onrecord.audit.drafts.reading import read_claims
from onrecord.model import Record
from onrecord.read.network import NetworkTagger
from onrecord.store import CaseReader


class CheckedDraft(Record, frozen=True, kw_only=True):
    """The answers to what a draft claims; `text` is what their places count in, null where a record was checked."""

    name: str
    text: str | None
    answers: tuple[Checked, ...]

    @property
    def stands(self) -> bool:
        """Whether the case has every claim as it is."""
        return all(answer.stands for answer in self.answers)


def check_draft(reader: CaseReader, draft: Path) -> CheckedDraft:
    """Return how each quotation and attributed statement of a draft (.txt, .md, .docx, .jsonl) stands in a case.

    Raises:
        InputError: the draft cannot be read.
    """
    found = read_file(draft)
    if isinstance(found, str):
        return check_text(reader, found, draft.name)
    return CheckedDraft(name=draft.name, text=None, answers=tuple(check_claims(reader, found)))


def check_text(reader: CaseReader, text: str, name: str = "draft") -> CheckedDraft:
    """Return how each quotation and attributed statement of a text stands in a case."""
    claims = read_claims(text, NetworkTagger())
    return CheckedDraft(name=name, text=text, answers=tuple(check_claims(reader, claims)))


def check_claims(reader: CaseReader, claims: Iterable[Claim]) -> list[Checked]:
    """Return how each claim stands in a case, in order."""
    judge = Judge(reader)
    return [judge.check(claim) for claim in claims]
