"""Tells subheads from other stories' headlines and from captions among the lines that are no sentences.

Invariant: a line between paragraphs that nothing speaks against is a heading, and a heading is read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from onrecord.clean.captions import has_credit, is_credit
from onrecord.clean.dates import find_dates
from onrecord.clean.lines import Line
from onrecord.clean.wording import is_firm_prose, is_prose
from onrecord.model import Role

MENU = 4
"""From so many headline-like lines in a row on, they are a list of links."""

TWICE_WORDS = 5
LONG_WORDS = 9
LONG_LINES = 4
"""From so many long lines without a full stop on, they are what the page prints under its pictures."""

ECHOES = 200
"""How many loose lines are looked up in the paragraphs: bounds the work on hostile pages."""

SERIES_LINES = 4
SERIES_WORDS = 4
"""From so many lines in a row with the same first words on, they are a series of pictures."""

STEM = 5
FOREIGN_WORDS = 7
SHARED_WORDS = 0.55
"""Subheads of seven words and more share 80 to 100 % of their longer words (by their first five letters) with their
page's paragraphs, other stories' headlines 30 to 55 %; measured on 600 news pages."""

LETTERS = re.compile(r"[^\W\d_]+")
GALLERY = re.compile(r"\d{1,3}\s?/\s?\d{1,3}\b|(?:\d{1,3} |\+ )?show all ")


def first_prose(lines: Sequence[Line], roles: Sequence[Role | None]) -> int:
    """Return the place of the first paragraph, or 0 where there is none."""
    return next((index for index, line in enumerate(lines) if roles[index] is None and is_firm_prose(line)), 0)


def label_headlines(lines: Sequence[Line], roles: list[Role | None]) -> None:
    """Give each headline-like line that has no role yet the role of a heading, caption or related headline."""
    top = first_prose(lines, roles)
    _label_credited(lines, roles, top)
    _label_twice(lines, roles, top)
    _label_echoes(lines, roles, top)
    _label_series(lines, roles, top)
    _label_bare_captions(lines, roles, top)
    known = vocabulary(line for line, role in zip(lines, roles, strict=True) if role is None and is_prose(line))
    for run in _headline_runs(lines, roles):
        for index in run:
            last = index == run[-1]
            stamped = index > top and index + 1 < len(lines) and roles[index + 1] == "dateline"
            pictured = index > top and roles[index - 1] == "caption" and has_credit(lines[index - 1])
            foreign = index > top and _is_foreign(lines[index], known)
            if stamped:
                roles[index + 1] = "related"
            if stamped or foreign or (not last and (pictured or len(run) > MENU)):
                roles[index] = "related"
            else:
                roles[index] = "caption" if _opens_gallery(lines, index) else "heading"


def _opens_gallery(lines: Sequence[Line], index: int) -> bool:
    """The name of a series of pictures: the next line is counted "1/16"."""
    return index + 1 < len(lines) and GALLERY.match(lines[index + 1].text) is not None


def _label_credited(lines: Sequence[Line], roles: list[Role | None], top: int) -> None:
    """A line without a full stop whose next line is nothing but a credit is the caption of that picture."""
    for index in range(top + 1, len(lines) - 1):
        if roles[index] is None and not is_prose(lines[index]) and is_credit(lines[index + 1]):
            roles[index] = "caption"


def _label_twice(lines: Sequence[Line], roles: list[Role | None], top: int) -> None:
    """A longer line without a full stop that stands on the page twice is printed under two pictures, or is a link."""
    loose = [index for index in range(top + 1, len(lines)) if roles[index] is None and not is_prose(lines[index])]
    counts = Counter(lines[index].key for index in loose)
    for index in loose:
        if counts[lines[index].key] > 1 and len(lines[index].words) >= TWICE_WORDS:
            roles[index] = "caption"


def _label_echoes(lines: Sequence[Line], roles: list[Role | None], top: int) -> None:
    """A longer line without a full stop that repeats words of a paragraph is printed under a picture, or pulled out."""
    loose = [index for index in range(top + 1, len(lines)) if roles[index] is None and not is_prose(lines[index])]
    loose = [index for index in loose if len(lines[index].words) >= LONG_WORDS][:ECHOES]
    prose = (line.folded for line, role in zip(lines, roles, strict=True) if role is None and is_prose(line))
    whole = "\n".join(prose) if loose else ""
    for index in loose:
        if lines[index].key in whole:
            roles[index] = "caption"


def _label_series(lines: Sequence[Line], roles: list[Role | None], top: int) -> None:
    """Lines in a row that all begin with the same name are the pictures of one series: its name, then the caption."""
    run: list[int] = []
    for index in range(top + 1, len(lines) + 1):
        if (
            run
            and index < len(lines)
            and roles[index] is None
            and _series_name(lines[index]) == _series_name(lines[run[0]])
        ):
            run.append(index)
            continue
        if len(run) >= SERIES_LINES:
            for each in run:
                roles[each] = "caption"
        run = [index] if index < len(lines) and roles[index] is None and _series_name(lines[index]) else []


def _series_name(line: Line) -> str:
    """Return a line's first words where they can be the name of a series: two of them capitals or numbers."""
    words = line.words[:SERIES_WORDS]
    named = len(words) == SERIES_WORDS and sum(not word[0].islower() for word in words) > 1
    return " ".join(words) if named and words[0][0].isalnum() else ""


def _label_bare_captions(lines: Sequence[Line], roles: list[Role | None], top: int) -> None:
    """Many long lines in sentence case without a full stop, all over the page, are captions whose pictures are gone."""
    bare = [
        index
        for index, line in enumerate(lines)
        if index > top
        and roles[index] is None
        and not is_prose(line)
        and len(line.words) >= LONG_WORDS
        and sum(word[0].islower() for word in line.words) > len(line.words) / 2
    ]
    for index in bare:
        # A date with its year says when a picture was taken; a subhead has none.
        if len(bare) >= LONG_LINES or any(found.iso for found in find_dates(lines[index].text)):
            roles[index] = "caption"


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """Return the stems of the longer words in the lines."""
    return frozenset(stem for line in lines for stem in _stems(line))


def _stems(line: Line) -> list[str]:
    return [word[:STEM] for word in LETTERS.findall(line.folded) if len(word) >= STEM - 1]


def shared_words(line: Line, known: frozenset[str]) -> float:
    """Return which share of a line's longer words stands in the vocabulary; 1 where it has none."""
    stems = _stems(line)
    return sum(stem in known for stem in stems) / len(stems) if stems else 1.0


def _is_foreign(line: Line, known: frozenset[str]) -> bool:
    """A long headline whose words the paragraphs hardly share is another story's."""
    return len(line.words) >= FOREIGN_WORDS and shared_words(line, known) < SHARED_WORDS


def _headline_runs(lines: Sequence[Line], roles: Sequence[Role | None]) -> Iterator[list[int]]:
    """Yield the places of neighbouring headline-like lines, not counting captions between them as borders."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if roles[index] is None and not is_prose(line):
            run.append(index)
        elif roles[index] not in {"caption", "boilerplate", "dateline", "related", "credit"} and run:
            yield run
            run = []
    if run:
        yield run
