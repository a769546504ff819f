"""Looks a line up in the reviewed table of what pages say around their articles (`phrases.csv`).

Invariant: a phrase decides by itself, without looking at the lines around; each has a limit of words, so that a
paragraph that happens to begin with the same words stays a paragraph.
"""

from functools import cache
from typing import Literal

import msgspec

from onrecord.clean.lines import Line
from onrecord.language.tables import read_table
from onrecord.model import Record, Role

MAX_WORDS = 120


class Phrase(Record, frozen=True, kw_only=True):
    """What a line with these words is.

    `where`: the phrase is the whole `line`, its `start`, or any `part` of it. `opens` says what follows it: nothing,
    a `list` of lines of the same role up to the next sentence, or the `end` of the article: all that follows
    has the role.
    """

    phrase: str
    where: Literal["line", "start", "part"]
    max_words: int
    role: Role
    opens: Literal["list", "end"] | None


class _Table(Record, frozen=True, kw_only=True):
    lines: dict[str, Phrase]
    starts: dict[str, tuple[Phrase, ...]]
    parts: tuple[Phrase, ...]


def find_phrase(line: Line) -> Phrase | None:
    """Return the phrase that says what the line is, or None."""
    table = _phrases()
    if (found := table.lines.get(line.key)) is not None:
        return found
    size = len(line.words)
    if size > MAX_WORDS:
        return None
    folded = line.folded
    for phrase in table.starts.get(folded.split(maxsplit=1)[0].strip(":"), ()):
        if size <= phrase.max_words and _begins(folded, phrase.phrase):
            return phrase
    return next((each for each in table.parts if size <= each.max_words and each.phrase in folded), None)


def _begins(folded: str, phrase: str) -> bool:
    return folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum()


@cache
def _phrases() -> _Table:
    rows = [
        msgspec.convert({**row, "max_words": int(row["max_words"] or MAX_WORDS), "opens": row["opens"] or None}, Phrase)
        for row in read_table("onrecord.clean", "phrases.csv")
    ]
    starts: dict[str, tuple[Phrase, ...]] = {}
    # Longer phrases first: "read more:" must not hide behind "read".
    for row in sorted((row for row in rows if row.where == "start"), key=lambda row: (-len(row.phrase), row.phrase)):
        first = row.phrase.split(maxsplit=1)[0].strip(":")
        starts[first] = (*starts.get(first, ()), row)
    return _Table(
        lines={row.phrase: row for row in rows if row.where == "line"},
        starts=starts,
        parts=tuple(row for row in rows if row.where == "part"),
    )
