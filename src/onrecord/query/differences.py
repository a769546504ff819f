"""Turns the words in which two wordings differ into lines.

Invariant: what is shown are words of one of the two.
"""

from collections.abc import Iterable

from onrecord.assemble.variants import word_differences
from onrecord.model import Difference, Record
from onrecord.query.wording import word_for


class WordDifference(Record, frozen=True, kw_only=True):
    """How a carrier's wording differs: it leaves out, adds or writes `text` (in the place of `against`)."""

    op: str
    label: str
    text: str
    against: str


def show_differences(found: Iterable[Difference]) -> tuple[WordDifference, ...]:
    """Return the differences with their words for the screen."""
    return tuple(
        WordDifference(op=each.op, label=word_for("difference", each.op), text=each.text, against=each.against)
        for each in found
    )


def differences_between(text: str, against: str) -> tuple[WordDifference, ...]:
    """Return how one wording differs from another."""
    return show_differences(word_differences(text, against))
