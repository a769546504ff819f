"""Cuts a text into lines, or into paragraphs where it is hard-wrapped, and says what each looks like.

Invariant: lines lie in ascending order and together hold every character of the text that is not white space.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from onrecord.model import Part

SENTENCE_END = re.compile(r"""[.!?…।。؟]['"”’»)\]]{0,3}$""")
OPEN_MARKS = "\"“„«‘'"
CLOSE_MARKS = "\"”“»’'"
CREDIT_TAIL = re.compile(
    r"\s(?P<credit>\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated)\b"
    r"[^()]{0,300}\)?)$"
)
TAIL_SIZE = 400
"""Within how many characters of a paragraph's end the agency's "(Reporting by …)" is looked for."""

WRAP_WIDTH = 100
WRAPPED_SHARE = 0.3
"""Share of line breaks that stand before a small letter; headlines and paragraphs hardly ever begin with one."""

FULL_SHARE = 0.6
"""A line shorter than this share of the longest one ends its paragraph even where no empty line follows."""

WRAP_LINES = 8


@dataclass(frozen=True)
class Line:
    """A line of the page without the white space around it: `text` stands at `start` to `end` of the page's text."""

    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words, split at white space."""
        return self.text.split()

    @cached_property
    def folded(self) -> str:
        """The text in lower case with single spaces."""
        return " ".join(self.text.casefold().split())

    @cached_property
    def key(self) -> str:
        """The words in lower case without punctuation at the ends: equal for lines that say the same."""
        return self.folded.strip(" .:;,!?…|-–—•·»›\"“”'‘’")

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether the last character is a sentence's end, perhaps inside quotation marks."""
        return SENTENCE_END.search(self.text[-5:]) is not None

    @cached_property
    def is_quoted(self) -> bool:
        """Whether the whole line is one quotation."""
        inner = self.text[1:-1].rstrip(".,")
        return (
            len(self.text) > 2  # noqa: PLR2004 - two marks and something between
            and self.text[0] in OPEN_MARKS
            and self.text.rstrip(".,")[-1] in CLOSE_MARKS
            and not any(mark in inner.rstrip(CLOSE_MARKS) for mark in '"“”')
        )


def split_lines(text: str) -> list[Line]:
    """Return the non-empty lines of the text; in hard-wrapped text, its paragraphs.

    A credit in brackets at the end of a paragraph, "(Reporting by …)", counts as a line of its own.
    """
    spans = _line_spans(text)
    if _is_wrapped(text, spans):
        spans = _join_wrapped(text, spans)
    cut = (part for span in spans for part in _cut_credit(text, span))
    return [Line(start, end, text[start:end]) for start, end in cut]


def _cut_credit(text: str, span: Part) -> list[Part]:
    start, end = span
    found = CREDIT_TAIL.search(text, max(start, end - TAIL_SIZE), end)
    if found is None:
        return [span]
    return [(start, start + len(text[start : found.start()].rstrip())), (found.start("credit"), end)]


def _line_spans(text: str) -> list[Part]:
    spans: list[Part] = []
    start = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            first = start + len(raw) - len(raw.lstrip())
            spans.append((first, first + len(stripped)))
        start += len(raw)
    return spans


def _is_wrapped(text: str, spans: list[Part]) -> bool:
    """Hard-wrapped: many short lines, and most that have a next line break off in mid-sentence."""
    if len(spans) < WRAP_LINES or sum(end - start > WRAP_WIDTH for start, end in spans) > len(spans) / 20:
        return False
    followed = 0
    broken = 0
    for (start, end), (next_start, _) in pairwise(spans):
        if text.count("\n", end, next_start) == 1:
            followed += 1
            broken += text[next_start].islower() and end - start > WRAP_WIDTH / 3
    return followed > len(spans) / 4 and broken > followed * WRAPPED_SHARE


def _join_wrapped(text: str, spans: list[Part]) -> list[Part]:
    full = max(end - start for start, end in spans) * FULL_SHARE
    joined: list[Part] = []
    last_size = 0.0
    for start, end in spans:
        if joined and last_size >= full and text.count("\n", joined[-1][1], start) == 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last_size = end - start
    return joined
