"""Tells subheads from other stories' headlines and from captions among the lines that are no sentences.

Invariant: a line between paragraphs that nothing speaks against is a heading, and a heading is read.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

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
    _label_bare_captions(lines, roles, top)
    vocabulary = _vocabulary(lines, roles)
    for run in _headline_runs(lines, roles):
        for index in run:
            last = index == run[-1]
            stamped = index > top and index + 1 < len(lines) and roles[index + 1] == "dateline"
            pictured = index > top and roles[index - 1] == "caption" and has_credit(lines[index - 1])
            foreign = index > top and _is_foreign(lines[index], vocabulary)
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


def _vocabulary(lines: Sequence[Line], roles: Sequence[Role | None]) -> frozenset[str]:
    """The stems of the longer words in the page's paragraphs."""
    return frozenset(
        stem
        for line, role in zip(lines, roles, strict=True)
        if role is None and is_prose(line)
        for stem in _stems(line)
    )


def _stems(line: Line) -> list[str]:
    return [word[:STEM] for word in LETTERS.findall(line.folded) if len(word) >= STEM - 1]


def _is_foreign(line: Line, vocabulary: frozenset[str]) -> bool:
    """A long headline whose words the paragraphs hardly share is another story's."""
    stems = _stems(line)
    known = sum(stem in vocabulary for stem in stems)
    return len(line.words) >= FOREIGN_WORDS and known < len(stems) * SHARED_WORDS


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
