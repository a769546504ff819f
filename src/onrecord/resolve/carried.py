"""Tells where a quotation without a source goes on with the last speaker's words.

Rule: it stands right behind another statement, nothing in between, or inside one; a quotation that opens a line stands
behind one that ends the line before, with its cue and source. Invariant: words between the two part them.
"""

from bisect import bisect_left

from onrecord.model import Statement

_CLOSING = ('"', "”", "’", "'")


class CarriedVoices:
    """Where the statements of one article stand, asked whether another goes on with one of them."""

    def __init__(self, text: str, statements: tuple[Statement, ...]) -> None:
        self._text = text
        outer = [statement for statement in statements if not statement.within]
        self._at = {_end(statement): statement for statement in outer}
        self._ends = sorted(self._at)
        self._sourced = sorted(part for each in outer if each.source is not None for part in each.parts)

    def goes_on(self, statement: Statement) -> bool:
        """Return whether a quotation without source and cue goes on with the words of whoever spoke last."""
        if statement.source is not None or statement.cue is not None or not _is_quoted(statement):
            return False
        around = bisect_left(self._sourced, (statement.start, -1)) - 1
        if around >= 0 and statement.start < self._sourced[around][1]:
            return True
        at = bisect_left(self._ends, statement.start)
        if not at:
            return False
        between = self._text[self._ends[at - 1] : statement.start]
        if any(character.isalnum() for character in between):
            return False
        before = self._at[self._ends[at - 1]]
        return "\n" not in between or (before.kind != "indirect" and before.source is not None)


def _is_quoted(statement: Statement) -> bool:
    """Return whether a statement is a quotation, or the rest of one that a line break cut, with its closing mark."""
    return statement.kind == "direct" or statement.text.endswith(_CLOSING)


def _end(statement: Statement) -> int:
    """Return where a statement ends, with its source and cue where they stand behind its content."""
    around = [span.end for span in (statement.source, statement.cue) if span is not None]
    return max([statement.parts[-1][1], *around])
