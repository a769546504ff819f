"""Says what one line is by its own wording, without looking at the lines around it.

Invariant: None means that the wording alone shows nothing; it never means body.
"""

import re
from collections.abc import Callable

from onrecord.clean.captions import is_byline, is_caption, is_counter, is_credit, is_post
from onrecord.clean.dates import is_dateline, is_signed_date
from onrecord.clean.lines import Line
from onrecord.clean.phrases import find_phrase
from onrecord.model import Role

HEADLINE_WORDS = 30
"""No headline has more words."""

SECTION_WORDS = 3
"""A section's name, a tag or an author's name has no more words."""

PROSE_WORDS = 8
"""A sentence of so many words is no headline's."""


MENU_ITEMS = 3
MENU_SIZE = 300
MENU_GAP = re.compile(r"\s[|•·›»>/]\s|\s{2,9}")


def is_prose(line: Line) -> bool:
    """Whether the line reads as sentences, not as a headline."""
    if len(line.words) > HEADLINE_WORDS or is_post(line):
        return True
    return line.ends_sentence or line.text[-1] in ":;,"


def is_firm_prose(line: Line) -> bool:
    """Whether the line is prose that no headline looks like: long enough, no question, not cut off by dots."""
    return is_prose(line) and len(line.words) >= PROSE_WORDS and not line.text.endswith(("?", "...", "…", ":"))


def own_role(line: Line) -> Role | None:
    """Return what the line is by its own wording, or None where only its neighbours can tell."""
    phrase = find_phrase(line)
    if phrase is not None:
        return phrase.role
    return next((role for is_such, role in WORDINGS if is_such(line)), None)


def _is_ornament(line: Line) -> bool:
    return not any(map(str.isalnum, line.text[:200]))


def _is_pointer(line: Line) -> bool:
    """A link to another story: "[The leak explained]", "The leak explained Read more"."""
    bracketed = line.text[0] == "[" and line.text.find("]") == len(line.text) - 1
    return bracketed or (len(line.words) <= HEADLINE_WORDS and line.text.endswith(("Read more", "Read More")))


def _is_menu(line: Line) -> bool:
    """Three and more short names with bars or gaps between them: "Politics | Sea | Sport", "Home   World   Sea"."""
    if line.ends_sentence or len(line.text) > MENU_SIZE:
        return False
    items = [item.split() for item in MENU_GAP.split(line.text) if item]
    return len(items) >= MENU_ITEMS and max(map(len, items)) <= SECTION_WORDS


def _is_signed_date(line: Line) -> bool:
    return not line.ends_sentence and is_signed_date(line.text)


def _is_date(line: Line) -> bool:
    return is_dateline(line.text)


WORDINGS: tuple[tuple[Callable[[Line], bool], Role], ...] = (
    (_is_ornament, "boilerplate"),
    (_is_pointer, "related"),
    (is_credit, "credit"),
    (_is_date, "dateline"),
    (is_byline, "byline"),
    (_is_signed_date, "byline"),
    (is_counter, "boilerplate"),
    (is_caption, "caption"),
    (_is_menu, "boilerplate"),
)
"""What a line is by its own wording, the surer signs first."""
