"""Checks what a draft claims that somebody said against the statements of a case, word by word."""

from onrecord.audit.drafts.claims import Checked, Claim, ClaimKind, Place, Verdict
from onrecord.audit.drafts.judging import Judge

__all__ = ["Checked", "Claim", "ClaimKind", "Judge", "Place", "Verdict"]
