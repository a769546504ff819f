"""Attributions into their sentences: where cue, source and content stand, counted in tokens.

Invariant: a cue inside a quotation stands in a sentence of that quotation, so nobody's circumstances are read across
quotation marks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.language.cues import CueMatch, match_cue
from onrecord.language.quotes import Quotation
from onrecord.model import Part
from onrecord.read.sentences import Sentence, read_sentences
from onrecord.read.tagger import Attribution

DEEPEST = 3
"""Quotations within quotations in which a cue is looked for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An attribution in its sentence; `number` is its place among the attributions, ranges count tokens.

    `before` is the sentence before; `source` is null where it stands in another sentence, or nowhere.
    """

    number: int
    attribution: Attribution
    sentence: Sentence
    before: Sentence | None
    cue: Part
    source: Part | None

    def match(self) -> CueMatch | None:
        """Return what the cue table knows of the cue."""
        matches = (match_cue(self.sentence.words, at) for at in range(*self.cue))
        return next((match for match in matches if match is not None), None)

    def holds(self, at: int) -> bool:
        """Whether a token lies in the content."""
        start = self.sentence.tokens[at].start
        return any(first <= start < last for first, last in self.attribution.content)

    def content_token(self, at: int) -> int | None:
        """Return the first token of the content at or behind `at`, or None."""
        starts = [first for first, _ in self.attribution.content]
        for here in range(at, len(self.sentence.tokens)):
            token = self.sentence.tokens[here]
            if any(token.start <= first < token.end for first in starts):
                return here
        return None

    def end_of_content(self) -> int | None:
        """Return the token behind the last part of the content in this sentence, or None."""
        end = self.attribution.content[-1][1]
        tokens = self.sentence.tokens
        return next((at for at in range(self.cue[1], len(tokens)) if tokens[at].start >= end), None)


def place_attributions(
    text: str, passages: Sequence[Part], quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Placed]:
    """Return the attributions that have a cue in their sentences, by place of the cue."""
    outermost = [quotation for quotation in quotations if quotation.depth == 0]
    outer = _Sentences(text, quotations, read_sentences(text, passages, outermost))
    placed = []
    for number, one in enumerate(found):
        pair = outer.at(one.cue[0][0]) if one.cue else None
        cue = None if pair is None else token_range(pair[0], one.cue[0][0], one.cue[-1][1])
        if pair is not None and cue is not None:
            source = None if one.source is None else token_range(pair[0], *one.source)
            placed.append(Placed(number, one, *pair, cue, source))
    return sorted(placed, key=lambda one: (one.attribution.cue[0], one.number))


def token_range(sentence: Sentence, start: int, end: int) -> Part | None:
    """Return the tokens that begin in a range of characters, or None where none does."""
    starts = [token.start for token in sentence.tokens]
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    return (first, last) if first < last and sentence.tokens[first].start < end else None


class _Sentences:
    """Sentences of passages, and those of the quotations in them that somebody asked for."""

    def __init__(self, text: str, quotations: Sequence[Quotation], sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.quotations = quotations
        self.quotation_starts = [quotation.start for quotation in quotations]
        self.sentences = sentences
        self.starts = [sentence.tokens[0].start for sentence in sentences]
        self.inside: dict[Part, _Sentences] = {}

    def at(self, offset: int, depth: int = 0) -> tuple[Sentence, Sentence | None] | None:
        """Return the sentence that a character stands in, one of a quotation's if inside it, and the one before."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return None
        sentence = self.sentences[number]
        starts = [token.start for token in sentence.tokens]
        token = sentence.tokens[bisect_right(starts, offset) - 1]
        if token.kind != "quote" or depth == DEEPEST:
            before = self.sentences[number - 1] if number and depth == 0 else None
            return (sentence, before) if token.start <= offset < token.end else None
        if token.inner not in self.inside:
            self.inside[token.inner] = self._read_inside(token.inner)
        return self.inside[token.inner].at(offset, depth + 1)

    def _read_inside(self, inner: Part) -> "_Sentences":
        first = bisect_left(self.quotation_starts, inner[0])
        last = bisect_left(self.quotation_starts, inner[1])
        nested: list[Quotation] = []
        for quotation in self.quotations[first:last]:
            if quotation.end <= inner[1] and (not nested or quotation.start >= nested[-1].end):
                nested.append(quotation)
        sentences = read_sentences(self.text, [inner], nested, quoted=True)
        return _Sentences(self.text, self.quotations[first:last], sentences)
