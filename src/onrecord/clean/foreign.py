"""Finds the lines of an English page that repeat its words in another language.

Invariant: words without any English function word among them decide; a page that is not English is left alone.
"""

import re
from collections.abc import Sequence

from onrecord.clean.captions import is_post
from onrecord.clean.language import ENGLISH, detect_language
from onrecord.clean.lines import Line
from onrecord.model import READ_ROLES, Role

FEW_WORDS = 6
"""A line of fewer words may be names only."""

FOREIGN_LINES = 50
"""How many lines are shown to the classifier: bounds the work on hostile pages."""

REACH = 3_000
"""Characters of a line that are looked at."""

LETTER = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def label_foreign_lines(lines: Sequence[Line], roles: list[Role]) -> None:
    """Make the lines of an English page that say their words in another language boilerplate."""
    read = [index for index, role in enumerate(roles) if role in READ_ROLES and role != "title"]
    suspects = [index for index in read if _lacks_english(lines[index].text) and not is_post(lines[index])]
    foreign = [index for index in suspects[:FOREIGN_LINES] if _is_foreign(lines[index].text)]
    if not foreign or 2 * _size(lines, foreign) > _size(lines, read):
        return
    for index in foreign:
        roles[index] = "boilerplate"


def _size(lines: Sequence[Line], places: Sequence[int]) -> int:
    return sum(len(lines[index].text) for index in places)


def _lacks_english(text: str) -> bool:
    words = [word.casefold() for word in LETTER.findall(text[:REACH])]
    return len(words) >= FEW_WORDS and not any(word in ENGLISH for word in words)


def _is_foreign(text: str) -> bool:
    """Whether the words are of another script, or, in small letters for the most part, of another language."""
    letters = LETTER.findall(text[:REACH])
    latin = sum(LATIN.match(word) is not None for word in letters)
    if 2 * latin < len(letters):
        return True
    small = sum(word[0].islower() for word in letters)
    return 2 * small > len(letters) and detect_language(text) not in {None, "en"}
