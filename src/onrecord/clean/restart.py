"""Finds where a page begins to tell its story a second time: who was called by surname is introduced in full again.

Invariant: a page is cut where several signs agree, else not at all: a cut through one article would cost it statements.
Time is linear in the text: every sign is a stretch of places between two mentions, summed up once.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from math import sqrt
from typing import NamedTuple

from onrecord.clean.lines import Line
from onrecord.clean.tone import Tone, add_tones, measure_tones
from onrecord.language.names import find_names, is_no_name, name_tokens
from onrecord.language.shingles import find_words
from onrecord.model import Role

PROSE_WORDS = 8
LEDE = 3
"""Paragraphs at the start of a story that hold its news."""

LEAST_SHARE = 0.2
LEAST_SIZE = 500
"""Each telling has at least this share of all paragraphs, and so many characters."""

NAMING: frozenset[Role] = frozenset({"body", "pull_quote"})
"""Lines in which persons are introduced and called."""

STEM = 6
LONG_WORD = 4
RUN = 5
"""Words in a row that two tellings hardly share by chance."""

LEAST_ALIKE = 0.25
"""Cosine of the words of both ledes, from which they tell one story where several persons are introduced anew."""

LEAST_ALIKE_ALONE = 0.35
"""The same, where it is one person."""

LEAST_ALIKE_TURNED = 0.2
"""The same, where one telling mocks and the other is plain; below it nothing makes two articles tell one story."""

LEAST_SHARED = 1.5
"""Root of the runs of words that both tellings hold, and 0.7 for each number."""

COPIED_RUNS = 50
LEAST_ALIKE_COPIED = 0.3
"""With so many runs of words twice, most of the page is printed twice; names are none the less called again."""

HEADLINE_STEMS = 5
HEADLINE_BEHIND = 3
"""Paragraphs above the first that names somebody, in which the headline of the second telling is looked for."""

MOST_QUESTIONS = 0.125
"""Share of paragraphs that are questions, from which the page is an interview: it is full of restarts."""

GOES_ON = re.compile(
    r"[\W_]*(?:he|she|they|it|his|her|their|its|i|we|my|our|you|but|and|however|also|meanwhile|still|yet|this|that"
    r"|these|those|then|so|after that|in addition|moreover|both|others|another|such|even|instead|for example)\b",
    re.IGNORECASE,
)
"""What no story begins with."""


class _Mention(NamedTuple):
    paragraph: int
    place: int
    full: bool


class _Paragraphs:
    """The paragraphs of a page with their words, names and tones."""

    def __init__(self, text: str, lines: Sequence[Line], roles: Sequence[Role], places: Sequence[int]) -> None:
        self.text = text
        self.lines = lines
        self.roles = roles
        self.places = places
        self.prose = [lines[index] for index in places]
        self.words = [[word.text for word in find_words(line.text)] for line in self.prose]
        self.stems = [_stems(words) for words in self.words]
        self.sizes = [0, *accumulate(len(line.text) for line in self.prose)]
        title = next((lines[index].text for index, role in enumerate(roles) if role == "title"), "")
        self.title = _stems([word.text for word in find_words(title)])
        self.lede = self.title.union(*self.stems[:LEDE])

    @cached_property
    def tones(self) -> tuple[list[Tone], list[Tone]]:
        """For each paragraph the tone of all that stands above it, and of it and all that follows."""
        tones = measure_tones(self.text, [(line.start, line.end) for line in self.prose])
        above = accumulate(tones, _both, initial=Tone())
        below = accumulate(reversed(tones), _both, initial=Tone())
        return list(above), list(below)[::-1]

    def restates(self, line: Line, least: int) -> bool:
        """Return whether a line of at least so many stems says what the page's headline says, mostly in its words."""
        stems = _stems([word.text for word in find_words(line.text)])
        return len(stems) >= least and 2 * len(stems & self.title) >= len(stems)

    def alike(self, start: int) -> float:
        """Return how alike the ledes are of the page and of a story that begins at a paragraph: a cosine."""
        first = self.lede if start >= LEDE else self.title.union(*self.stems[:start])
        second: set[str] = set().union(*self.stems[start : start + LEDE])
        return len(first & second) / max(1.0, sqrt(len(first) * len(second)))

    def mentions(self) -> tuple[dict[tuple[str, ...], list[_Mention]], dict[str, list[_Mention]]]:
        """Return mentions by full name and by single name, in paragraphs and in the pull quotes behind them."""
        full: dict[tuple[str, ...], list[_Mention]] = defaultdict(list)
        bare: dict[str, list[_Mention]] = defaultdict(list)
        starts = [line.start for line in self.lines]
        behind = [line.start for line in self.prose]
        told = [line for line, role in zip(self.lines, self.roles, strict=True) if role in NAMING]
        for start, end in find_names(self.text, told[0].start, told[-1].end):
            if self.roles[bisect_right(starts, start) - 1] not in NAMING:
                continue
            paragraph = max(0, bisect_right(behind, start) - 1)
            name = name_tokens(self.text[start:end])
            if len(name) > 1:
                full[name].append(_Mention(paragraph, start, full=True))
            elif name:
                bare[name[0]].append(_Mention(paragraph, start, full=False))
        return full, bare


class _Signs:
    """For each paragraph, how much speaks for and against a story that begins there."""

    def __init__(self, page: _Paragraphs) -> None:
        self.page = page
        size = len(page.prose) + 1
        self._steps = {name: [0] * size for name in ("again", "on", "numbers", "runs")}
        self.opens = [0] * size
        full, bare = page.mentions()
        for name, mentions in full.items():
            self._read_name(mentions, bare.get(name[-1], []))
        digits = ((word for word in words if _is_number(word)) for words in page.words)
        for first, last in _stretches(digits):
            self._add("numbers", first, last)
        runs = (zip(*(words[shift:] for shift in range(RUN)), strict=False) for words in page.words)
        for first, last in _stretches(runs):
            self._add("runs", first, last)
        sums = {name: list(accumulate(steps)) for name, steps in self._steps.items()}
        self.again, self.on, self.numbers, self.runs = (sums[name] for name in self._steps)

    def _add(self, sign: str, first: int, last: int) -> None:
        """Count the sign for every story that begins behind paragraph `first` and not behind `last`."""
        self._steps[sign][first + 1] += 1
        self._steps[sign][last + 1] -= 1

    def _read_name(self, full: Sequence[_Mention], bare: Sequence[_Mention]) -> None:
        """A person is introduced in full and then called by surname; the full name again is a new introduction."""
        mentions = sorted((*full, *bare), key=lambda mention: (mention.paragraph, mention.place))
        last_bare = bare[-1].place if bare else -1
        introduced = shortened = 0
        for before, mention in pairwise((mentions[0], *mentions)):
            if introduced and mention.paragraph > before.paragraph:
                if not mention.full:
                    self._add("on", before.paragraph, mention.paragraph)
                elif shortened or (introduced <= 2 and last_bare > mention.place):  # noqa: PLR2004 - once per telling
                    self._add("again", before.paragraph, mention.paragraph)
                    self.opens[mention.paragraph] += 1
            introduced += mention.full
            shortened += introduced > 0 and not mention.full

    def restarts(self, start: int) -> bool:
        """Return whether persons are introduced anew and hardly one is just called by surname."""
        return self.again[start] >= 1 and 3 * self.on[start] <= self.again[start]

    def is_same_story(self, start: int) -> bool:
        """Return whether both tellings share the words of their ledes, and running words or numbers."""
        shared = sqrt(self.runs[start]) + 0.7 * self.numbers[start]
        least = LEAST_ALIKE if self.again[start] > 1 else LEAST_ALIKE_ALONE
        return self.restarts(start) and shared >= LEAST_SHARED and self.page.alike(start) >= least

    def is_copy(self, start: int) -> bool:
        """Return whether most of the page is printed twice."""
        kept = self.on[start] <= self.again[start] and self.runs[start] >= COPIED_RUNS
        return kept and self.page.alike(start) >= LEAST_ALIKE_COPIED

    def has_headline(self, start: int, above: Sequence[Line]) -> bool:
        """Return whether the headline is said again right above the story, and something of the story behind it."""
        if self.on[start] > self.again[start] or self.again[start] + self.numbers[start] + self.runs[start] <= 1:
            return False
        return self.page.alike(start) >= LEAST_ALIKE and any(self.page.restates(line, HEADLINE_STEMS) for line in above)

    def weight(self, start: int) -> float:
        """Return how well the story begins at this paragraph and not at one near it."""
        introduced = self.again[start] - 2 * self.on[start] + 0.6 * self.opens[start]
        return introduced + 6 * self.page.alike(start)


def find_restart(text: str, lines: Sequence[Line], roles: Sequence[Role]) -> int | None:
    """Return the index of the line with which the page tells its story anew, None where it does not.

    Persons are introduced in full a second time, and either the ledes say the same in the same words and numbers, or
    one telling mocks while the other is plain; else most of it is printed twice, or the headline returns above a lede.
    """
    places = [index for index, line in enumerate(lines) if roles[index] == "body" and _is_paragraph(line)]
    if len(places) < 2 * LEDE or _is_interview([lines[index] for index in places]):
        return None
    page = _Paragraphs(text, lines, roles, places)
    starts = [start for start in range(2, len(page.prose) - 1) if _may_begin(page, start)]
    if not starts:
        return None
    signs = _Signs(page)
    best: tuple[float, int] | None = None
    for start in starts:
        above = lines[_above(page, roles, start) : page.places[start]]
        turns = signs.restarts(start) and _turns(page, start)
        if turns or signs.is_same_story(start) or signs.is_copy(start) or signs.has_headline(start, above):
            best = max(best or (float("-inf"), 0), (signs.weight(start), start))
    return None if best is None else _first_line(page, roles, best[1])


def _may_begin(page: _Paragraphs, start: int) -> bool:
    """A story begins with no "he" or "but", in no quotation; both tellings have a size and share words."""
    smaller = min(page.sizes[start], page.sizes[-1] - page.sizes[start])
    line = page.prose[start]
    if smaller < max(LEAST_SIZE, LEAST_SHARE * page.sizes[-1]) or line.text.endswith("?"):
        return False
    if line.text[0] in "\"“‘'„«(" or GOES_ON.match(line.text) is not None:
        return False
    return page.alike(start) >= LEAST_ALIKE_TURNED


def _is_paragraph(line: Line) -> bool:
    return len(line.words) >= PROSE_WORDS and line.ends_sentence


def _turns(page: _Paragraphs, start: int) -> bool:
    """Whether one telling mocks and the other is plain."""
    above, below = page.tones
    before, after = above[start], below[start]
    return (before.mocks and after.is_plain) or (before.is_plain and after.mocks)


def _both(one: Tone, other: Tone) -> Tone:
    return add_tones((one, other))


def _is_interview(prose: Sequence[Line]) -> bool:
    asked = sum(line.text.endswith("?") or line.text.startswith("((") for line in prose)
    return asked > max(3, MOST_QUESTIONS * len(prose))


def _first_line(page: _Paragraphs, roles: Sequence[Role], start: int) -> int:
    """Return the line with which the telling begins whose paragraph `start` introduces persons."""
    for paragraph in range(start, max(1, start - HEADLINE_BEHIND), -1):
        above = _above(page, roles, paragraph)
        if any(page.restates(line, LEDE) for line in page.lines[above : page.places[paragraph]]):
            return above
    return _above(page, roles, start)


def _above(page: _Paragraphs, roles: Sequence[Role], paragraph: int) -> int:
    """Return the first of the lines right above a paragraph that are neither paragraphs nor quotations."""
    first = page.places[paragraph]
    while first - 1 > page.places[paragraph - 1] and roles[first - 1] not in {"pull_quote", "comment"}:
        first -= 1
    return first


def _stems(words: Iterable[str]) -> set[str]:
    return {word[:STEM] for word in words if len(word) >= LONG_WORD and not is_no_name(word)}


def _is_number(word: str) -> bool:
    """A number that tells stories apart: no single digit and no year."""
    return word[0].isdigit() and len(word) > 1 and not (len(word) == LONG_WORD and word[:2] in {"19", "20"})


def _stretches(items: Iterable[Iterable[Hashable]]) -> list[tuple[int, int]]:
    """Return for each item of several paragraphs the first and the last of them."""
    seen: dict[Hashable, tuple[int, int]] = {}
    for paragraph, found in enumerate(items):
        for item in found:
            first, _ = seen.get(item, (paragraph, paragraph))
            seen[item] = first, paragraph
    return [stretch for stretch in seen.values() if stretch[0] < stretch[1]]
