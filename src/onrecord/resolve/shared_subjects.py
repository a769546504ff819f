"""Tells where a reporting verb without a source shares the subject of one before it in its sentence.

Rule: "The ministry confirmed the visit |but had| no details": the verb stands right behind a conjunction, and another
statement of the sentence has its source and its cue before it. Invariant: a passive shares no subject ("Kern said so
and |was mocked|"), and what is quoted shares none with whoever quotes it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.model import Statement
from onrecord.resolve.passages import Passages

_CONJUNCTION = re.compile(r"(?:and|but|yet|nor)(?: (?:also|then|later|again|instead))? \Z")
_NO_VERB_OF_A_SUBJECT = re.compile(
    r"(?:is|are|was|were|been|being|be|to|(?:has|have|had) been)\b|\w+ing\b|it\b", re.IGNORECASE
)


class SharedSubjects:
    """The statements of one article that have a source, asked for the one whose subject another shares."""

    def __init__(self, text: str, passages: Passages, statements: Sequence[Statement]) -> None:
        self._text = text
        self._passages = passages
        self._verbs = sorted(
            (each.source.start, each.cue.start, each.id, each)
            for each in statements
            if each.source is not None and each.cue is not None and each.within is None
        )

    def before(self, statement: Statement) -> Statement | None:
        """Return the last statement before it in its sentence that has a source, where they share the subject."""
        cue = statement.cue
        if statement.source is not None or statement.within is not None or cue is None:
            return None
        begin, _ = next(self._passages.before(cue.start, 1), (cue.start, cue.start))
        if not _CONJUNCTION.search(self._text, begin, cue.start) or _NO_VERB_OF_A_SUBJECT.match(cue.text):
            return None
        at = bisect_left(self._verbs, cue.start, key=lambda verb: verb[0])
        source, verb, _, sharing = self._verbs[at - 1] if at else (0, cue.start, "", statement)
        return sharing if begin <= source < verb < cue.start else None
