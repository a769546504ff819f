"""A person's judgements: who is whom, and what on a page or between pages is otherwise than the program read it.

Invariant: a judgement is only ever added to the case; the accounts are made anew from pages and judgements together.
"""

from onrecord.review.corrections import correct_case, correct_records
from onrecord.review.judge import Judge
from onrecord.review.only import REVIEWED_ONLY, reviewed_case, write_reviewed
from onrecord.review.speakers import DECISIONS, Decision, find_contradiction, judge_case, undo_judgement
from onrecord.review.values import KINDS

__all__ = [
    "DECISIONS",
    "KINDS",
    "REVIEWED_ONLY",
    "Decision",
    "Judge",
    "correct_case",
    "correct_records",
    "find_contradiction",
    "judge_case",
    "reviewed_case",
    "undo_judgement",
    "write_reviewed",
]
