"""Turns figures into what they count and where: the kind of count, and the words around that tell the event.

Invariant: a kind comes from words of the figure's own sentence, so it can be shown.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise, takewhile

from msgspec.structs import replace

from onrecord.assemble.content_words import content_stems, stem_word, stop_words
from onrecord.language.sentences import sentence_spans
from onrecord.language.shingles import Word, find_words
from onrecord.language.tables import read_table
from onrecord.model import READ_ROLES, Article, Figure, Part, Record

REACH = 12
"""How many words from the figure the word for the event may stand ("…, killing at least two people")."""


_TO = re.compile(r" (?:to|up to|down to) ")
_OF_UNIT = re.compile(r"(?:[\w-]+ )?[\w-]+ of (?:the |its |their )?(?=\w)")
_UNITS_ALIKE = {"tons": "tonnes"}
"""Units that copies of one story put for each other."""
_FORMER = re.compile(
    r",? (?:up|down|rising|falling|compared|as against|instead) (?:from|with|of) (?:an? (?:earlier|previous) )?"
)
"""What leads back to the number before: "12,000, |up from| 3,000"."""

_WHOLE = re.compile(r"(?: [\w’'-]+){0,2} (?:of|among) (?:the|its|their|some|those|our)(?: [\w’'-]+){0,2} ")
"""What stands between a part and its whole: "21 |of the more than| 200"."""

_PART_WORDS = frozenset({"including", "among", "includes", "included"})
"""A number behind these counts a part of another one, and not always what happened to the nearest."""

STORY_BLOCKS = 3
"""The title and the first two paragraphs say which story an article tells."""


class Counted(Record, frozen=True, kw_only=True):
    """A figure with what it counts.

    `kind` compares (null: unknown), `who` tells which people where that is narrower ("soldiers"), `event` whether the
    kind is something that happened to people, `what` are the words. `context` has the stems of the words around the
    figure, `story` those of the article's title and first paragraph. `sentence` is where it stands, `moved_from` where
    the number stands that it replaces there ("from |400| to 650"); `whole`: another counts a part of it ("21 of the
    more than |200|").
    """

    figure: Figure
    kind: str | None
    who: str | None
    event: bool
    what: str
    context: frozenset[str]
    story: frozenset[str]
    sentence: Part
    moved_from: Part | None = None
    whole: bool = False


@cache
def _kinds(role: str) -> dict[str, str]:
    """Return the kinds of count by stem for a role (`count_kinds.csv`).

    `person`: who is counted; `event`: what happened to them, as a noun too ("the dead"); `around`: words that tell
    what happened but are no such noun ("hospital").
    """
    rows = read_table("onrecord.assemble", "count_kinds.csv")
    return {stem_word(row["word"]): row["kind"] for row in rows if row["role"] == role}


def count_figures(pages: Iterable[tuple[Article, Sequence[Figure]]]) -> list[Counted]:
    """Return the figures of the articles' read blocks with what they count, in each text's order."""
    known: dict[object, list[Counted]] = {}
    counts: list[Counted] = []
    for article, figures in pages:
        ordered = sorted(figures, key=lambda figure: (figure.start, figure.end, figure.id))
        # What a figure counts follows from the text and from where the figures stand in it.
        key = (
            article.text,
            article.blocks,
            tuple((figure.start, figure.end, figure.unit, figure.counted) for figure in ordered),
        )
        if key not in known:
            known[key] = _read_counts(article, ordered)
        by_place = {(figure.start, figure.end): figure for figure in ordered}
        counts.extend(
            replace(counted, figure=by_place[counted.figure.start, counted.figure.end]) for counted in known[key]
        )
    return counts


def _read_counts(article: Article, ordered: Sequence[Figure]) -> list[Counted]:
    blocks = [block for block in article.blocks if block.role in READ_ROLES]
    story = frozenset(content_stems(" ".join(article.text[block.start : block.end] for block in blocks[:STORY_BLOCKS])))
    counts: list[Counted] = []
    for block in blocks:
        if not _within(ordered, (block.start, block.end)):
            continue
        for sentence in sentence_spans(article.text, block.start, block.end):
            inside = _within(ordered, sentence)
            words = find_words(article.text, *sentence) if inside else []
            moves = _moves(article.text, inside)
            for figure in inside:
                counted = _count(figure, words, inside, story)
                whole = any(_WHOLE.fullmatch(article.text, other.end, figure.start) for other in inside)
                counts.append(replace(counted, moved_from=moves.get((figure.start, figure.end)), whole=whole))
    return counts


def _within(ordered: Sequence[Figure], part: Part) -> Sequence[Figure]:
    """Return the figures that begin in the part."""
    start = bisect_left(ordered, part[0], key=lambda figure: figure.start)
    return ordered[start : bisect_left(ordered, part[1], start, key=lambda figure: figure.start)]


def _count(figure: Figure, words: Sequence[Word], figures: Sequence[Figure], story: frozenset[str]) -> Counted:
    first = bisect_right(words, figure.start, key=lambda word: word.end)
    last = bisect_left(words, figure.end, key=lambda word: word.start)
    before, after = words[max(0, first - REACH) : first][::-1], words[last : last + REACH]
    noun = _noun(figure)
    stems = [stem_word(word.text) for word in find_words(noun)]
    who = next((_kinds("person")[stem] for stem in reversed(stems) if stem in _kinds("person")), None)
    happened = next((_kinds("event")[stem] for stem in stems if stem in _kinds("event")), None)
    what = noun or figure.unit or ""
    is_part = bool(before) and before[0].text in _PART_WORDS
    if happened is None and figure.unit is None and (who or not stems) and not is_part:
        event = _nearest(before, after, _neighbours(figure, figures), _event_kind)
        happened = _event_kind(event.text) if event else None
        what = _name(noun, event, leads=event in before) if event else noun
    unit = _UNITS_ALIKE.get(figure.unit, figure.unit) if figure.unit else None
    named = " ".join(filter(None, (unit, stem_word(_head(noun)) if stems else None)))
    own = frozenset(stem_word(word.text) for text in (figure.text, what) for word in find_words(text))
    around = frozenset(content_stems(" ".join(word.text for word in (*before, *after))))
    return Counted(
        figure=figure,
        kind=happened or who or named or None,
        who=None if who == "people" else who,
        event=happened is not None,
        what=what,
        context=frozenset(stem for stem in around - own if not _event_kind(stem) and not stem.isdigit()),
        story=story,
        sentence=(words[0].start, words[-1].end),
    )


def _moves(text: str, figures: Sequence[Figure]) -> dict[Part, Part]:
    """Return for the figures of a sentence that replace another there where that one stands."""
    moves: dict[Part, Part] = {}
    for one, other in pairwise(figures):
        first, second = (one.start, one.end), (other.start, other.end)
        begin = one.counted.end if one.counted and one.end <= one.counted.start < other.start else one.end
        if begin > other.start or one.unit != other.unit:
            continue
        if _FORMER.fullmatch(text, begin, other.start):
            moves[first] = second
        elif _TO.fullmatch(text, begin, other.start) and text.endswith("from ", 0, one.start):
            moves[second] = first
    return moves


def _event_kind(word: str) -> str | None:
    stem = stem_word(word)
    return _kinds("event").get(stem) or _kinds("around").get(stem)


def _noun(figure: Figure) -> str:
    """Return the counted words up to their first word of grammar: "members of the crew": members.

    Where they begin with the unit, what it measures ("tonnes of cement": cement).
    """
    if figure.counted is None:
        return ""
    counted = figure.counted.text
    measured = _OF_UNIT.match(counted) if figure.unit is not None else None
    if measured is not None:
        counted = counted[measured.end() :]
    kept = list(takewhile(lambda word: word.text not in stop_words(), find_words(counted)))
    return counted[kept[0].start : kept[-1].end] if kept else ""


def _head(noun: str) -> str:
    """Return the noun among the counted words: the last, or the one before a participle ("containers |unloaded|")."""
    words = [word.text for word in find_words(noun)]
    behind = len(words) > 1 and words[-1].endswith("ed") and words[-2].endswith("s")
    return words[-2] if behind else words[-1]


def _name(noun: str, event: Word, *, leads: bool) -> str:
    """Return what is counted as the sentence has it: "people died", "killing people"."""
    return " ".join(filter(None, (event.text, noun) if leads else (noun, event.text)))


def _neighbours(figure: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures before and behind this one in its sentence."""
    place = bisect_left(figures, figure.start, key=lambda other: other.start)
    return [*figures[max(0, place - 1) : place], *figures[place + 1 : place + 2]]


def _nearest(
    before: Sequence[Word], after: Sequence[Word], others: Sequence[Figure], kind: Callable[[str], str | None]
) -> Word | None:
    """Return the nearest word that has a kind, rather not one behind another figure: mostly it belongs to that."""
    found: list[tuple[bool, int, int, Word]] = []
    for side, words in enumerate((before, after)):
        for place, word in enumerate(words):
            if kind(word.text) and not any(_is_counted(word, other) for other in others):
                first, last = sorted((words[0].start, word.start))
                beyond = any(first <= other.start <= last for other in others)
                found.append((beyond, place, side, word))
    return min(found)[3] if found else None


def _is_counted(word: Word, other: Figure) -> bool:
    return other.counted is not None and other.counted.start <= word.start < other.counted.end
