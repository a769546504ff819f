"""Turns quoted words into tokens that compare: words and marks, without what printers choose.

Invariant: two tokens are equal where their words are the same to the letter and digit; only the shapes of quotation
marks, dashes, dots of omission and invisible characters are made alike, and a token keeps its place.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

TokenKind = Literal["word", "mark", "omission", "insertion", "joint"]

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, joiners and zero-width blanks (Unicode 23.2)."""

_LETTER = rf"[^\W_{_INVISIBLE}]"
_INSIDE = rf"(?:{_LETTER}|[\u0300-\u036f{_INVISIBLE}])"
_TOKEN = re.compile(
    rf"(?P<omission>[\[(]?(?:…|\.\.\.+|\. \. \.(?: \.)?)[\])]?)"
    rf"|(?P<word>(?:\[[^\W\d_]{{1,2}}\])?{_LETTER}{_INSIDE}*(?:(?:['’ʼ‐‑–-]|(?<=\d)[.,:](?=\d)){_LETTER}{_INSIDE}*)*)"
    r"|(?P<insertion>\[[^\[\]\n]{1,200}\])"
    r"|(?P<mark>-{2,3}|[^\s\w]|_)"
)
_SHAPES = {
    **dict.fromkeys("“”„‟«»‹›\"‘’‚‛'`´「」『』〝〞〟", '"'),
    **dict.fromkeys(("–", "—", "‒", "―", "−", "--", "---", "-", "‐", "‑"), "-"),
}
_IN_WORDS = str.maketrans(
    {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "[": None, "]": None} | dict.fromkeys(_INVISIBLE)
)

JOINT = " | "


class Token(NamedTuple):
    """A word or mark as it compares, its kind, and where it stands; the joint of two parts stands nowhere."""

    text: str
    kind: TokenKind
    start: int
    end: int

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.kind == "mark" and self.text == '"'


def read_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]` in order, with offsets into `text`."""
    return list(_tokens(text, start, len(text) if end is None else end))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        written = found.group()
        if found["omission"] is not None:
            yield Token("…", "omission", *found.span())
        elif found["word"] is not None:
            yield Token(unicodedata.normalize("NFC", written.translate(_IN_WORDS)), "word", *found.span())
        elif found["insertion"] is not None:
            yield Token(" ".join(written.split()), "insertion", *found.span())
        elif written not in _INVISIBLE:
            yield Token(_SHAPES.get(written, written), "mark", *found.span())


def join_tokens(text: str, parts: tuple[tuple[int, int], ...]) -> list[Token]:
    """Return the tokens of several stretches of a text, with a joint between each two."""
    tokens: list[Token] = []
    for number, (start, end) in enumerate(parts):
        if number:
            tokens.append(Token(JOINT, "joint", start, start))
        tokens.extend(read_tokens(text, start, end))
    return tokens
