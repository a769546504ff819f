"""Finds what an English page repeats in another language: whole lines, and marked stretches inside a paragraph.

Invariant: words without any English function word among them decide; a page that is not English is left alone.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.clean.captions import is_post
from onrecord.clean.language import ENGLISH, detect_language
from onrecord.clean.lines import Line
from onrecord.model import READ_ROLES, Block, Part, Role

FEW_WORDS = 6
"""A line of fewer words may be names only."""

FOREIGN_LINES = 50
"""How many lines are shown to the classifier: bounds the work on hostile pages."""

MARKER = re.compile(r"\(\([a-z]{2,3}\)\)[A-Z][a-z]{2,15}(?: language)?: ?\u200d?")
"""How wikis announce the original words: "((es))Spanish language: "."""

RESUMES = re.compile(
    r"(?<=[.!?…])[\"'”’]?\s+(?=[\"“‘'A-Z])|\s{2,9}|\s(?=(?:The|An?|In|On|At|He|She|It|They|But|And|This|According)\s)"
)
RESUMES_ENGLISH = ENGLISH | {"in", "on", "at", "a", "an", "for", "as", "he", "she", "said"}
MARKERS = 100
REACH = 3_000
"""How many markers of a paragraph are followed, and how far: bounds the work on hostile pages."""

NEXT_WORDS = 12
LEAST_ENGLISH = 3
"""English goes on where so many of the next twelve words are its function words."""

STRAY_WORDS = 20
"""Of twenty foreign words one may look like an English function word ("to", "has")."""

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


def cut_blocks(lines: Sequence[Line], roles: Sequence[Role]) -> Iterator[Block]:
    """Yield each line's block; a paragraph with a marked original in another language is cut around it."""
    for line, role in zip(lines, roles, strict=True):
        parts = _marked_originals(line) if role in READ_ROLES else []
        at = line.start
        for start, end in parts:
            yield from _block(line, at, start, role)
            yield Block(start=start, end=end, role="boilerplate")
            at = end
        yield from _block(line, at, line.end, role)


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


def _marked_originals(line: Line) -> list[Part]:
    """Return where the line gives words in the original, from the marker to where its English goes on."""
    found: list[Part] = []
    at = 0
    for marker, _ in zip(MARKER.finditer(line.text), range(MARKERS), strict=False):
        if marker.start() < at:
            continue
        end = _english_again(line.text, marker.end())
        words = LETTER.findall(line.text[marker.end() : min(end, marker.end() + REACH)].casefold())
        if sum(word in ENGLISH for word in words) * STRAY_WORDS <= len(words):
            found.append((line.start + marker.start(), line.start + end))
            at = end
    return found


def _english_again(text: str, start: int) -> int:
    for gap in RESUMES.finditer(text, start, start + REACH):
        following = LETTER.findall(text[gap.end() : gap.end() + 200])[:NEXT_WORDS]
        if sum(word.casefold() in RESUMES_ENGLISH for word in following) >= LEAST_ENGLISH:
            return gap.start()
    return len(text)


def _block(line: Line, start: int, end: int, role: Role) -> Iterator[Block]:
    """Yield the block of the words between, without the white space around them, if there are any."""
    words = line.text[start - line.start : end - line.start]
    stripped = words.strip()
    if stripped:
        first = start + len(words) - len(words.lstrip())
        yield Block(start=first, end=first + len(stripped), role=role)
