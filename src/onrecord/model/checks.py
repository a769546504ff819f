"""Which statements a person has checked: judged to stand as they are, corrected, or found.

Invariant: who checked one reading of a statement has not checked another: an answer to "denies" says nothing of "says".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onrecord.model.bookkeeping import Judgement
from onrecord.model.corrections import GivenStatement, GivenWords, decode_value
from onrecord.model.reading import Figure, Statement

QUIET_KINDS = frozenset({"accept", "note", "tag", "rating"})
"""Judgements that change nothing of what follows from the pages."""

_CORRECTED = frozenset({"position", "speaker", "said_on", "answers"})


class Checks:
    """The judgements of a case that stand, asked one record at a time.

    `on` are those by what they are on, of `touched` records somebody judged once, whether it stands or not; in
    `articles` somebody added a statement, or gave one its words.
    """

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        made = list(judgements)
        self.touched = frozenset(each.on for each in made)
        standing = sorted((each for each in made if not each.undone), key=lambda each: (each.at, each.id))
        found: dict[str, list[Judgement]] = defaultdict(list)
        for each in standing:
            found[each.on].append(each)
        self.on: Mapping[str, list[Judgement]] = dict(found)
        self._found = {place: each for each in standing if (place := _place_given(each)) is not None}
        self.articles = frozenset(article for article, _ in self._found)

    def of(self, statement: Statement) -> Judgement | None:
        """Return the newest judgement that shows that somebody looked at the statement as it stands."""
        own = [
            each
            for each in self.on.get(statement.id, ())
            if each.kind in _CORRECTED or (each.kind == "accept" and each.value == statement.stance)
        ]
        given = self._found.get((statement.article, statement.parts))
        return max((*own, *([] if given is None else [given])), key=lambda each: (each.at, each.id), default=None)

    def of_figure(self, figure: Figure) -> Judgement | None:
        """Return the newest judgement on a figure's own value."""
        return next((each for each in reversed(self.on.get(figure.id, ())) if each.kind == "figure"), None)


def _place_given(judgement: Judgement) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """Return article and parts of the statement that a person found or gave its words."""
    if judgement.kind == "add":
        return judgement.on, decode_value(judgement, GivenStatement).parts
    if judgement.kind == "words":
        words = decode_value(judgement, GivenWords)
        return words.article, words.parts
    return None
