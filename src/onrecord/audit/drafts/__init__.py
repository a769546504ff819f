"""Checks what a draft claims that somebody said against the statements of a case, word by word."""

from onrecord.audit.drafts.checking import CheckedDraft, check_claims, check_draft, check_text
from onrecord.audit.drafts.claims import VERDICT_WORDS, Checked, Claim, ClaimKind, Place, Verdict
from onrecord.audit.drafts.judging import Judge
from onrecord.audit.drafts.marking import DraftView, summary_of, view_draft

__all__ = [
    "VERDICT_WORDS",
    "Checked",
    "CheckedDraft",
    "Claim",
    "ClaimKind",
    "DraftView",
    "Judge",
    "Place",
    "Verdict",
    "check_claims",
    "check_draft",
    "check_text",
    "summary_of",
    "view_draft",
]
