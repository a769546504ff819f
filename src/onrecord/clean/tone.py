"""Measures how a writer talks to the reader: exclamations, questions, "you", interjections, asides and similes.

Invariant: words between quotation marks never count, since they are not the writer's own.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.language.quotes import scan_quotations
from onrecord.language.tables import read_table

WORDS = re.compile(r"\S+")
YOU = re.compile(r"\b(?:you|yours?|yourself|yourselves)\b")
SENTENCE_START = r"(?:^|(?<=[.!?:;—–]\s)|(?<=[—–]))"

MOCKING = 4.0
"""Points per hundred words from which a text mocks; none of 625 news articles with so many signs comes near (2.9)."""

MOCKING_SIGNS = 4
"""Of the six signs at least so many must be seen: an interview has questions and "you", a manual has "you"."""

PLAIN = 1.5
"""A text with fewer points per hundred words is told plainly; nine of ten news articles are."""

LEAST_WORDS = 100
"""A shorter text is measured as if it had so many words: one exclamation mark in a brief is no tone."""


class Tone(NamedTuple):
    """How often each sign is seen among so many words."""

    words: int = 0
    exclamations: int = 0
    questions: int = 0
    you: int = 0
    openings: int = 0
    addresses: int = 0
    similes: int = 0

    @property
    def points(self) -> float:
        """Weighted signs per hundred words; "you" counts for no more than all other signs together."""
        others = 1.5 * self.exclamations + self.questions + 2 * (self.openings + self.addresses) + self.similes
        return 100 * (others + min(0.7 * self.you, others)) / max(LEAST_WORDS, self.words)

    @property
    def mocks(self) -> bool:
        """Whether the writer jokes with the reader; no news article does. Letters and columns ask and exclaim too."""
        chats = self.openings + self.addresses > 0
        return chats and self.points >= MOCKING and sum(count > 0 for count in self[1:]) >= MOCKING_SIGNS

    @property
    def is_plain(self) -> bool:
        """Whether it is told as news is."""
        return self.points < PLAIN


def measure_tones(text: str, spans: Sequence[tuple[int, int]]) -> list[Tone]:
    """Return the tone of each stretch of the text."""
    own = _own_words(text)
    return [_measure(text[start:end], own[start:end]) for start, end in spans]


def add_tones(tones: Sequence[Tone]) -> Tone:
    """Return the tone of several stretches together."""
    return Tone(*map(sum, zip(*tones, strict=True))) if tones else Tone()


def _measure(text: str, own: str) -> Tone:
    found = _signs()
    folded = own.casefold().replace("’", "'")
    return Tone(
        words=sum(1 for _ in WORDS.finditer(text)),
        exclamations=own.count("!"),
        questions=own.count("?"),
        you=sum(1 for _ in YOU.finditer(folded)),
        openings=sum(1 for _ in found["opening"].finditer(folded)),
        addresses=sum(1 for _ in found["address"].finditer(folded)),
        similes=sum(1 for _ in found["simile"].finditer(folded)),
    )


def _own_words(text: str) -> str:
    """Return the text with blanks for what stands between quotation marks: every offset stays."""
    pieces: list[str] = []
    place = 0
    for quotation in scan_quotations(text):
        if quotation.depth == 0 and quotation.start >= place:
            pieces += [text[place : quotation.start], " " * (quotation.end - quotation.start)]
            place = quotation.end
    return "".join([*pieces, text[place:]])


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    rows = read_table("onrecord.clean", "tone.csv")
    words = {kind: "|".join(re.escape(row["words"]) for row in rows if row["kind"] == kind) for kind in _KINDS}
    return {
        "address": re.compile(rf"\b(?:{words['address']})(?!\w)"),
        "opening": re.compile(rf"{SENTENCE_START}(?:{words['opening']})(?=[,!.…—])"),
        "simile": re.compile(rf"\b(?:{words['simile']})\b"),
    }


_KINDS = ("address", "opening", "simile")
