"""Text to quotations: every pair of quotation marks, whatever its style, with the words between.

Invariant: quotations lie inside the scanned range, and any two of them are nested or disjoint. A mark without a
partner never fails and never swallows more than its paragraph. One pass over the text: linear time.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model import Part

MATCH_DEPTH = 8
"""How many open quotations a closing mark looks back over; printed prose nests three at most."""

_CLOSES: dict[str, str] = {
    '"': '"„“',
    "“": "„“‟",
    "”": '“„”‟"',
    "„": "",
    "‟": "",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "‚",
    "’": "‘‚",
    "‚": "",
    "'": "'`",
    "`": "",
    "L": "",
    "S": "LS",
    "「": "",
    "」": "「",
    "『": "",
    "』": "『",
    "〝": "",
    "〞": "〝",
    "〟": "〝",
}
"""For each mark the opening marks that it closes; `L` and `S` stand for the doubled `` and ''."""

_NEVER_OPENS = frozenset("’」』〞〟")
_EITHER_WAY = frozenset('"“«»”S›‹')
"""Marks that open in one tradition and close in another: »so« and «so», ”so” and “so”."""

_SINGLES = frozenset("'’‘‚`")
"""Marks that are an apostrophe unless they come in pairs."""

_BEFORE_OPENING = frozenset("([{—–-/“\"‘'„«‹「『:`")
_ELISIONS = ("em ", "n' ", "n’ ", "til ", "tis ", "twas ", "cause ", "bout ", "round ")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    `start`, `end` include the marks; `inner_start`, `inner_end` are the words of the first paragraph. Where the
    opening mark is repeated at the following paragraphs and closed at the last one only, `continues` holds the words
    of those paragraphs and `end` lies behind the last. `depth` is 0 for the outermost. A quotation that is never
    closed ends with its paragraph and has `closed` false.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    continues: tuple[Part, ...] = ()


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its partner."""

    mark: str
    start: int
    inner_start: int
    done: list[Part] = field(default_factory=list)


_Found = tuple[int, int, bool, tuple[Part, ...]]
"""Start, negative end (so that the outer sorts before the inner), closed, parts."""


class _Mark(NamedTuple):
    name: str
    start: int
    end: int


def scan_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Return the quotations of `text[start:end]`, by start, the enclosing one first.

    Offsets count code points of `text`. A single mark is taken as an apostrophe unless it has a partner in its
    paragraph.
    """
    scanner = _Scanner(text, len(text) if end is None else min(end, len(text)))
    paragraphs = _paragraphs(text, start, scanner.stop)
    for number, (first, last) in enumerate(paragraphs):
        scanner.scan(first, last)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        scanner.end_paragraph(last, following)
    return _with_depth(sorted(scanner.found))


class _Scanner:
    """The state of one pass: what is open, what was found."""

    def __init__(self, text: str, stop: int) -> None:
        self.text = text
        self.stop = stop
        self.stack: list[_Open] = []
        self.found: list[_Found] = []

    def scan(self, first: int, last: int) -> None:
        """Read the marks of the paragraph `text[first:last]`."""
        marks = _marks(self.text, first, last)
        last_closer = max((mark.start for mark in marks if self._may_close_single(mark, last)), default=-1)
        for mark in marks:
            if mark.name in _SINGLES:
                self._read_single(mark, last, last_closer)
            else:
                self._read_double(mark, first, last)

    def end_paragraph(self, last: int, following: Part | None) -> None:
        """Close what is open, unless the next paragraph repeats the outermost opening mark or brings its partner."""
        repeats = bool(self.stack) and following is not None and self._repeats(self.stack[0], following[0])
        if self.stack and following and (repeats or self._closes_first(self.stack[0], following)):
            self._drop_above(1, last)
            outermost = self.stack[0]
            outermost.done.append((outermost.inner_start, last))
            width = 2 if outermost.mark in "LS" else 1
            outermost.inner_start = following[0] + (width if repeats else 0)
            return
        self._drop_above(0, last)

    def _closes_first(self, opened: _Open, paragraph: Part) -> bool:
        """Whether the first mark of a paragraph can only close what is open: the writer left out the repeated mark."""
        marks = (mark for mark in _marks(self.text, *paragraph) if mark.name not in _SINGLES)
        first = next(marks, None)
        return (
            first is not None
            and opened.mark not in _SINGLES
            and opened.mark in _CLOSES[first.name]
            and first.start > paragraph[0]
            and not self._looks_opening(first, paragraph[1])
        )

    def _repeats(self, opened: _Open, at: int) -> bool:
        if opened.mark in "LS":
            return self.text[at : at + 2] == ("``" if opened.mark == "L" else "''")
        return opened.mark not in _SINGLES and self.text[at] == opened.mark

    def _read_double(self, mark: _Mark, first: int, last: int) -> None:
        if self.stack and self.stack[0].done and mark.start == first and self.stack[0].mark == mark.name:
            return  # the opening mark that was repeated at this paragraph
        opening = self._looks_opening(mark, last)
        partner = self._partner(mark.name)
        if partner is not None and not (mark.name in '"“«' and opening):
            self._close(partner, mark)
        elif mark.name not in _NEVER_OPENS and (mark.name not in _EITHER_WAY or opening or self._glued(mark, last)):
            self.stack.append(_Open(mark.name, mark.start, mark.end))

    def _read_single(self, mark: _Mark, last: int, last_closer: int) -> None:
        partner = self._partner(mark.name)
        if partner is not None and self._may_close_single(mark, last) and not self._possessive(mark, last_closer):
            self._close(partner, mark)
        elif mark.name != "’" and self._looks_opening(mark, last) and not self._elision(mark):
            self.stack.append(_Open(mark.name, mark.start, mark.end))

    def _looks_opening(self, mark: _Mark, last: int) -> bool:
        """Space (or a bracket, a dash, another mark) before and a word behind; « may have a space behind."""
        before = self.text[mark.start - 1] if mark.start else " "
        after = self.text[mark.end] if mark.end < last else " "
        return (before.isspace() or before in _BEFORE_OPENING) and (mark.name in "«‹" or not after.isspace())

    def _glued(self, mark: _Mark, last: int) -> bool:
        """A missing space: `said"We will`."""
        return mark.name in '"“S' and mark.end < last and self.text[mark.end].isalnum()

    def _may_close_single(self, mark: _Mark, last: int) -> bool:
        if mark.name not in _SINGLES:
            return False
        before = self.text[mark.start - 1] if mark.start else " "
        after = self.text[mark.end] if mark.end < last else " "
        return not before.isspace() and not after.isalnum()

    def _possessive(self, mark: _Mark, last_closer: int) -> bool:
        """The mark in "the workers' union", where a later one can close."""
        after = self.text[mark.end : mark.end + 2]
        return (
            self.text[mark.start - 1] == "s" and after[:1] == " " and after[1:].islower() and mark.start < last_closer
        )

    def _elision(self, mark: _Mark) -> bool:
        after = self.text[mark.end : mark.end + 6]
        return after[:2].isdigit() or (after.lower() + " ").startswith(_ELISIONS)

    def _partner(self, name: str) -> int | None:
        opens = _CLOSES[name]
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - 1 - MATCH_DEPTH), -1):
            if self.stack[index].mark in opens:
                return index
        return None

    def _close(self, index: int, mark: _Mark) -> None:
        self._drop_above(index + 1, mark.start)
        self._emit(self.stack.pop(), mark.start, mark.end, closed=True)

    def _drop_above(self, height: int, end: int) -> None:
        """End all but the `height` lowest open quotations at `end`; single marks were apostrophes."""
        while len(self.stack) > height:
            opened = self.stack.pop()
            if opened.mark not in _SINGLES:
                self._emit(opened, end, end, closed=False)

    def _emit(self, opened: _Open, inner_end: int, end: int, *, closed: bool) -> None:
        parts = (*opened.done, (opened.inner_start, max(opened.inner_start, inner_end)))
        self.found.append((opened.start, -max(end, parts[-1][1]), closed, parts))


def _with_depth(found: list[_Found]) -> list[Quotation]:
    """Turn what was found, outer before inner, into records that know how deep they lie."""
    quotations: list[Quotation] = []
    open_ends: list[int] = []
    for start, negative_end, closed, parts in found:
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        (first, last), *more = parts
        quotations.append(Quotation(start, -negative_end, first, last, len(open_ends), closed, tuple(more)))
        open_ends.append(-negative_end)
    return quotations


def _marks(text: str, first: int, last: int) -> list[_Mark]:
    """Return the quotation marks of `text[first:last]`, doubled ones as one; a mark inside a word is an apostrophe."""
    marks: list[_Mark] = []
    at = first
    while at < last:
        sign = text[at]
        if sign not in _CLOSES or sign in "LS":
            at += 1
            continue
        doubled = sign in "'`" and text[at + 1 : at + 2] == sign and at + 1 < last
        inside_word = sign in _SINGLES and first < at < last - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
        name = ("S" if sign == "'" else "L") if doubled else sign
        width = 2 if doubled else 1
        if not inside_word:
            marks.append(_Mark(name, at, at + width))
        at += width
    return marks


def _paragraphs(text: str, start: int, stop: int) -> list[Part]:
    """Return the paragraphs of `text[start:stop]`: lines, but for a line that goes on in lower case."""
    paragraphs: list[Part] = []
    at = start
    while at < stop:
        found = text.find("\n", at, stop)
        line_end = stop if found < 0 else found
        words = text[at:line_end]
        if words.strip():
            first = at + len(words) - len(words.lstrip())
            last = at + len(words.rstrip())
            wrapped = paragraphs and first == at and text[first].islower() and text[paragraphs[-1][1] : at] == "\n"
            if wrapped:
                paragraphs[-1] = (paragraphs[-1][0], last)
            else:
                paragraphs.append((first, last))
        at = line_end + 1
    return paragraphs
