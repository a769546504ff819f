"""Cuts the source of an HTML page into its text and its markup, as the HTML standard tokenises it, and keeps places.

Invariant: pieces lie in ascending order, none overlaps another, and the time is linear in the length of the source:
every repetition in the patterns is possessive, and what is not closed ends with the page.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from onrecord.clean.markup import INKLESS

TOKEN = re.compile(
    r"""<(?:
        !--(?:-?>|.*?(?:--!?>|\Z))
        | [!?][^>]*+(?:>|\Z)
        | /(?![a-zA-Z])[^>]++(?:>|\Z) | />
        | /?(?P<name>[a-zA-Z][^\s/>]*+)
          (?: \s++ | /(?!>) | (?P<closed>/)
            | =?[^\s/>=]++ (?:\s*+=\s*+(?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^\s>"'][^\s>]*+ | ))?+
            | =
          )*+ (?:>|\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
"""Markup, after WHATWG HTML 13.2.5: comments and what is treated as such, end tags and start tags."""

RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
"""Elements in which nothing is markup but their own end tag."""

LITERAL = frozenset({"xmp", "iframe", "noembed", "noframes", "plaintext"})
"""Raw elements in which an ampersand is an ampersand."""

REFERENCE = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++)|[a-zA-Z][a-zA-Z0-9]*+);?")
WORD = re.compile(rf"{REFERENCE.pattern}|(?:[^\s&]|&(?![a-zA-Z#]))++|&")
LITERAL_WORD = re.compile(r"\S++")


class Run(NamedTuple):
    """The source from `start` to `end`, without markup, is the text's ink from `ink` on, `size` characters of it.

    `within` is the raw element that it is the content of.
    """

    ink: int
    size: int
    start: int
    end: int
    within: str | None


class Piece(NamedTuple):
    """`ink`, from `at` on in the run's, stands in the source from `start` to `end`: as it is, or as a reference."""

    at: int
    ink: str
    start: int
    end: int


class SourceText:
    """The text of an HTML source, shown or not.

    `ink` is all of it but its white space; `runs` are the places that hold any. Scripts and styles are no text.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        found = [run for run in _text_runs(source) if not source[run.start : run.end].isspace()]
        self._meanings = _decode_references(source, found)
        inks: list[str] = []
        self.runs: list[Run] = []
        size = 0
        for run in found:
            ink = "".join(self._decoded(run).split())
            inks.append(ink)
            if ink:
                self.runs.append(run._replace(ink=size, size=len(ink)))
            size += len(ink)
        self.ink = "".join(inks)

    def _decoded(self, run: Run) -> str:
        raw = self.source[run.start : run.end]
        if "&" not in raw or run.within in LITERAL:
            return raw
        return REFERENCE.sub(lambda reference: self._meanings[reference[0]], raw)

    def pieces(self, run: Run) -> list[Piece]:
        """Return the words and references of a run, in order."""
        pieces: list[Piece] = []
        at = 0
        words = LITERAL_WORD if run.within in LITERAL else WORD
        for word in words.finditer(self.source, run.start, run.end):
            for ink, start, end in self._split(word):
                pieces.append(Piece(at, ink, start, end))
                at += len(ink)
        return pieces

    def _split(self, word: re.Match[str]) -> Iterator[tuple[str, int, int]]:
        """Yield what a word is or means; letters behind a reference without semicolon stand for themselves."""
        raw, (start, end) = word[0], word.span()
        meant = self._meanings.get(raw)
        if meant is None or meant == raw:
            yield raw, start, end
            return
        own = next((n for n in range(min(len(raw), len(meant))) if raw[-1 - n] != meant[-1 - n]), 0)
        ink = "".join(meant[: len(meant) - own].split())
        if ink:
            yield ink, start, end - own
        if own:
            yield raw[len(raw) - own :], end - own, end


def _text_runs(source: str) -> Iterator[Run]:
    at = 0
    while (token := TOKEN.search(source, at)) is not None:
        if token.start() > at:
            yield Run(0, 0, at, token.start(), None)
        at = token.end()
        name = _raw_name(token)
        if name == "plaintext":
            break
        if name is not None:
            closed = RAW[name].search(source, at)
            end = closed.start() if closed is not None else len(source)
            if name not in INKLESS:
                yield Run(0, 0, at, end, name)
            at = end
    if at < len(source):
        yield Run(0, 0, at, len(source), None if token is None else "plaintext")


def _raw_name(token: re.Match[str]) -> str | None:
    """Return the name of the raw element that the token begins, None where it begins none."""
    name = token["name"]
    if name is None or token[0][1] == "/" or token["closed"] is not None:
        return None
    folded = name.lower()
    return folded if folded in RAW or folded == "plaintext" else None


def _decode_references(source: str, runs: list[Run]) -> dict[str, str]:
    """Return what each character reference of the source means to the parser that shows the page."""
    found = {
        reference[0]: ""
        for _, _, start, end, within in runs
        if within not in LITERAL and source.find("&", start, end) >= 0
        for reference in REFERENCE.finditer(source, start, end)
    }
    if not found:
        return found
    listed = "".join(f"<p>{reference}</p>" for reference in found)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(f"<body>{listed}".encode("utf-8", "surrogatepass"), parser)
    return dict(zip(found, (element.text or "" for element in root.iter("p")), strict=True))
