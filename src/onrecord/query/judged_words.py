"""Turns what a judgement is on, and what it says, into words: of the page where the page has them.

Invariant: what the case no longer holds shows as its id.
"""

from onrecord.assemble.judged import NOT_TAKEN
from onrecord.model import (
    Figure,
    GivenDate,
    GivenFigure,
    GivenStatement,
    GivenWords,
    Judgement,
    decode_value,
    join_parts,
)
from onrecord.query.dates import show_between
from onrecord.query.lookup import Lookup, page_name
from onrecord.query.wording import join_names, word_for

LONGEST = 120
"""Characters of a statement that name it in a line."""


class JudgedWords:
    """What the judgements of a case say, asked one at a time."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def subject(self, record_id: str) -> str:
        """Return what a judgement is on: who says what, a number, or a page."""
        statement = self._lookup.statement(record_id)
        if statement is not None:
            names = join_names([name.name for name in self._lookup.names_on(statement)])
            return f"{names}: “{_short(statement.text)}”"
        figure = self._lookup.reader.record(Figure, record_id)
        if figure is not None:
            return figure.text if figure.counted is None else f"{figure.text} {figure.counted.text}"
        article = self._lookup.reader.article(record_id)
        return record_id if article is None else page_name(article)

    def value(self, judgement: Judgement) -> str:
        """Return what a judgement says of its subject."""
        kind, value = judgement.kind, judgement.value
        if kind in ("accept", "position"):
            return stance_words(value)
        if kind == "speaker":
            return self._speaker(judgement)
        if kind in ("answers", "remark_with", "remark_apart", "point_with"):
            return "; ".join(self.subject(each) for each in value.split(",") if each) or "nothing"
        if kind == "took_from":
            source, _, relation = value.partition(":")
            how = "took nothing from" if relation == NOT_TAKEN else word_for("relation", relation)
            return f"{how} {self.subject(source)}"
        if kind == "role":
            return word_for("role", value.partition(":")[2])
        return self._decoded(judgement)

    def was(self, judgement: Judgement) -> str | None:
        """Return what the program had read, None where the judgement does not tell."""
        kind, was = judgement.kind, judgement.was
        if was is None or kind in ("accept", "reject"):
            return None
        if kind == "position":
            return stance_words(was)
        if kind == "speaker":
            found = [self._lookup.speaker(each) for each in was.split(",") if each]
            return join_names([each.name for each in found if each is not None]) or "nobody"
        if kind == "answers":
            return "; ".join(self.subject(each) for each in was.split(",") if each) or "nothing"
        return was or "nothing"

    def _speaker(self, judgement: Judgement) -> str:
        if not judgement.value:
            return "nobody whom the page names"
        place, _, kind = judgement.value.partition(":")
        if not kind:
            chain = self._lookup.reader.chain(judgement.value)
            return judgement.value if chain is None else chain.name
        statement = self._lookup.statement(judgement.on)
        start, end = (int(offset) for offset in place.split("-"))
        return place if statement is None else self._lookup.article(statement.article).text[start:end]

    def _decoded(self, judgement: Judgement) -> str:
        kind, value = judgement.kind, judgement.value
        if kind == "words":
            words = decode_value(judgement, GivenWords)
            return _short(join_parts(self._lookup.article(words.article).text, words.parts))
        if kind == "add":
            added = decode_value(judgement, GivenStatement)
            found = join_parts(self._lookup.article(judgement.on).text, added.parts)
            return f"{stance_words(added.stance)}: “{_short(found)}”"
        if kind == "said_on" and value:
            date = decode_value(judgement, GivenDate)
            return show_between(date.from_, date.to) or value
        if kind == "figure":
            return show_figure(decode_value(judgement, GivenFigure))
        return value if kind in ("reject", "note", "tag", "rating") else value or "nothing"


def show_figure(given: GivenFigure) -> str:
    """Return a number as it was corrected: "at least 3,000"."""
    bounds = [f"{bound:,g}" for bound in dict.fromkeys((given.low, given.high)) if bound is not None]
    return f"{word_for('qualifier', given.qualifier)} {' to '.join(bounds)}".strip()


def stance_words(value: str) -> str:
    """Return a position, or a way of withholding, in words."""
    return word_for("position" if value in ("affirms", "denies") else "withheld", value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
