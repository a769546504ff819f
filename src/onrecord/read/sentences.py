"""Passages to sentences of tokens, in which a whole quotation is one token.

Invariant: a sentence never ends inside a quotation; tokens are slices in ascending order. A sentence is cut at
`LONGEST` tokens, so that text without a full stop costs no more than other text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from onrecord.language.cues import match_cue
from onrecord.language.quotes import Quotation
from onrecord.language.sentences import sentence_spans
from onrecord.model import Part
from onrecord.read.words import DETERMINERS, NOMINATIVES, PREPOSITIONS, PRONOUNS, REPORTING_PRESENT, common_verbs

LONGEST = 300
"""Tokens of a sentence; the longest in the development pages has 130."""

LONGEST_SPEAKER = 7
"""Tokens that are looked through behind a quotation for its speaker and verb."""

QUOTE = '"'
"""What stands for a quotation in `Sentence.words`."""

_TOKEN = re.compile(r"\w+(?:(?:['’](?!(?:re|ve|ll|m)\b)|[.\-–&]|(?<=\d),(?=\d))\w+)*|['’](?:s|re|ve|ll|m)\b|[^\w\s]")


_CAPITAL_NAMES = frozenset({"WHO", "US", "IT", "AS"})


class Token(NamedTuple):
    """A word, a mark or a whole quotation; for a quotation `inner` is what stands between its marks here."""

    start: int
    end: int
    kind: Literal["word", "mark", "quote"]
    inner: Part


@dataclass(frozen=True)
class Sentence:
    """The tokens of one sentence of `text`, of passage number `passage`; `quoted` inside a quotation."""

    text: str
    tokens: tuple[Token, ...]
    passage: int
    quoted: bool = False

    @cached_property
    def words(self) -> list[str]:
        """Lower-case words with straight apostrophes, marks as they are, `QUOTE` for a quotation.

        WHO, US and IT keep their capitals: they are names, not pronouns.
        """
        return [QUOTE if token.kind == "quote" else _fold(self.text[token.start : token.end]) for token in self.tokens]

    def is_capital(self, at: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[self.tokens[at].start].isupper()

    def is_word(self, at: int) -> bool:
        """Whether there is a word (no mark, no quotation) at this token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "word"

    def is_quote(self, at: int) -> bool:
        """Whether there is a quotation at this token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "quote"

    def ends_clause(self, at: int) -> bool:
        """Whether there is a comma at this token, or a quotation that ends with one."""
        token = self.tokens[at]
        return self.words[at] == "," or (token.kind == "quote" and self.text[token.inner[1] - 1] == ",")

    def is_verb(self, at: int) -> bool:
        """Whether the token is a finite verb, as far as its form and its neighbours tell."""
        return self._verbs[at]

    def has_verb(self, start: int, end: int) -> bool:
        """Whether the tokens `start` to `end` hold a finite verb, its subject or a quotation: the least of a clause."""
        return self._clauses[min(end, len(self.tokens))] > self._clauses[min(max(start, 0), len(self.tokens))]

    @cached_property
    def _verbs(self) -> list[bool]:
        return [self.is_word(at) and self._looks_finite(at) for at in range(len(self.tokens))]

    @cached_property
    def _clauses(self) -> list[int]:
        """How many tokens before each one show a clause."""
        counts = [0]
        for at, word in enumerate(self.words):
            contracted = "'" in word[1:] and word.split("'")[0] in PRONOUNS
            counts.append(counts[-1] + (self.is_quote(at) or word in NOMINATIVES or contracted or self._verbs[at]))
        return counts

    def _looks_finite(self, at: int) -> bool:
        word = self.words[at]
        if self.is_capital(at) or word in common_verbs():
            return not self.is_capital(at)
        before = self.words[at - 1] if at else ""
        if before in DETERMINERS or before in PREPOSITIONS or before.endswith("'s"):
            return False
        found = match_cue(self.words, at)
        if found is not None and found.form == "past":
            return True
        return word in REPORTING_PRESENT or (word.endswith("ed") and len(word) > len("need"))

    def span(self, first: int, last: int) -> Part:
        """Return the offsets of the tokens `first` to `last`, the latter excluded."""
        return self.tokens[first].start, self.tokens[last - 1].end


def _fold(word: str) -> str:
    return word if word in _CAPITAL_NAMES else word.lower().replace("’", "'")


def read_sentences(
    text: str, passages: Sequence[Part], quotations: Sequence[Quotation], *, quoted: bool = False
) -> list[Sentence]:
    """Return the sentences of the passages; `quotations` are the outermost ones in them, by start."""
    pieces = _pieces(text, quotations)
    starts = [piece.start for piece in pieces]
    sentences: list[Sentence] = []
    for number, passage in enumerate(passages):
        first = max(0, bisect_right(starts, passage[0]) - 1)
        tokens = _tokens(text, passage, pieces[first : bisect_left(starts, passage[1])])
        sentences += [Sentence(text, tuple(group), number, quoted) for group in _split(text, passage, tokens)]
    return sentences


def _pieces(text: str, quotations: Sequence[Quotation]) -> list[Token]:
    """Return each paragraph of each quotation as a token, marks included."""
    pieces: list[Token] = []
    for quotation in quotations:
        parts = ((quotation.inner_start, quotation.inner_end), *quotation.continues)
        for number, (start, end) in enumerate(parts):
            first = quotation.start if number == 0 else start - (not text[start - 1].isspace())
            last = quotation.end if number == len(parts) - 1 else end
            pieces.append(Token(first, last, "quote", (start, end)))
    return pieces


def _tokens(text: str, passage: Part, pieces: Sequence[Token]) -> list[Token]:
    tokens: list[Token] = []
    at = passage[0]
    for piece in pieces:
        start, end = max(piece.start, at), min(piece.end, passage[1])
        inner = _strip(text, max(piece.inner[0], start), min(piece.inner[1], end))
        if start >= end or inner is None:
            continue
        tokens += _plain_tokens(text, at, start)
        tokens.append(Token(start, end, "quote", inner))
        at = end
    return tokens + _plain_tokens(text, at, passage[1])


def _plain_tokens(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        kind: Literal["word", "mark"] = (
            "word" if text[match.start()].isalnum() or match.end() - match.start() > 1 else "mark"
        )
        found.append(Token(match.start(), match.end(), kind, match.span()))
    return found


def _strip(text: str, start: int, end: int) -> Part | None:
    """Return the range without white space at its borders, or None where nothing else is in it."""
    words = text[start:end] if start < end else ""
    if not words.strip():
        return None
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _split(text: str, passage: Part, tokens: list[Token]) -> list[list[Token]]:
    """Split at the ends of sentences outside quotations, and behind a quotation that ends as a sentence."""
    ends = iter([end + passage[0] for _, end in sentence_spans(_without_quotations(text, passage, tokens))])
    border = next(ends, passage[1])
    groups: list[list[Token]] = [[]]
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        groups[-1].append(token)
        breaks = len(groups[-1]) >= LONGEST
        while border <= token.end:
            breaks = breaks or border > token.start
            border = next(ends, passage[1] + 1)
        if following is not None and (_ends(text, tokens, number) if token.kind == "quote" else breaks):
            groups.append([])
    return [group for group in groups if group]


def _without_quotations(text: str, passage: Part, tokens: list[Token]) -> str:
    """Return the passage with a placeholder of equal length for each quotation, so that marks cannot mislead."""
    pieces = []
    at = passage[0]
    for token in tokens:
        if token.kind == "quote":
            pieces += [text[at : token.start], "Q" + "q" * (token.end - token.start - 1)]
            at = token.end
    return "".join([*pieces, text[at : passage[1]]])


def _ends(text: str, tokens: list[Token], number: int) -> bool:
    """Whether a sentence ends with this quotation: `… done." The`, not `… done?" he asked`, `… done?" Ada asked.`."""
    quote, following = tokens[number], tokens[number + 1]
    if text[quote.inner[1] - 1] not in ".?!…":
        return False
    if following.kind == "quote":
        return True
    if not text[following.start].isupper():
        return False
    ahead = tokens[number + 1 : number + 1 + LONGEST_SPEAKER]
    words = [_fold(text[token.start : token.end]) for token in ahead]
    for at in range(1, len(words) - 1):
        match = match_cue(words, at)
        if match is not None and match.form in {"past", "third"} and match.entry.takes & {"c", "q"}:
            return words[at + match.length : at + match.length + 1] not in (["."], [","])
    return True
