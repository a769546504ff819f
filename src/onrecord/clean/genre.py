"""Says of what genre a page or a part of it calls itself: satire, opinion, live.

Invariant: a genre is what the page's own words or metadata say, never what its tone suggests; words come as a span.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from onrecord.clean.lines import Line
from onrecord.clean.wording import SECTION_WORDS, is_firm_prose
from onrecord.language.tables import read_table
from onrecord.model import Genre, Role, Span, span_at

LABEL_SIZE = 60
TOP_LINES = 15
"""Lines above the first paragraph among which a label is looked for."""

MENU_LINES = 4
"""So many short lines in a row are a menu: "Opinion" among them names a part of the site."""

TAIL_SHARE = 0.6
"""A note about the whole page stands above its first paragraph or behind this share of its lines."""

NOTE_WORDS = 60
ELSEWHERE = frozenset({"navigation", "related", "comments", "aside", "form"})
GAP = re.compile(r"\s[|•·›»>/–—-]\s|\s{2,9}|[›»>/|]")
TITLE_START = re.compile(r"[\[(]?(?P<label>[^:|–—\])\n]{2,30}?)(?:\s?[:|]\s|\s[–—-]\s|[\])]\s)")
TITLE_END = re.compile(r"(?:\s[|–—-]\s|[\[(])(?P<label>[^:|–—\[(\n]{2,30}?)[\])]?$")
_THIS = (
    r"\b(?:this|the above) (?:(?:article|story|post|piece|page|report|site|website|blog|publication|content) )?"
    r"(?:is|was) (?:(?:a|an|pure|purely|entirely|intended|meant|as|work|piece|of) ){0,4}"
)
SATIRE_NOTE = re.compile(
    rf"{_THIS}(?:satire\b|satirical|parody\b|spoof\b)"
    r"|\bis an? (?:satire|satirical|parody) (?:news )?(?:site|website|publication|newspaper|magazine|blog)\b"
    r"(?=.{0,200}\b(?:fiction\w{0,7}|fictitious|not real|not true|made up|invented|entertainment)\b)",
    re.IGNORECASE,
)
OPINION_NOTE = re.compile(
    r"\b(?:views|opinions) expressed (?:\w+ ){0,8}(?:(?:author|writer|columnist)['’]s? own\b|(?:his|her|their) own\b)"
    r"|\bviews expressed in this (?:commentary|column|op-?ed|opinion piece|essay)\b",
    re.IGNORECASE,
)
"""Not "those of the author": some sites print that below all that they take from others."""

QUOTED = re.compile(r"[\"“”«»]")


class Label(NamedTuple):
    """A genre and the words that say it, none where metadata does."""

    genre: Genre
    evidence: Span | None


def find_label(text: str, lines: Sequence[Line], roles: Sequence[Role]) -> Label | None:
    """Return what these lines, a page's or a section's, say that they are, None where they do not say it."""
    return _label_above(text, lines, roles) or _label_in_title(text, lines, roles) or _label_in_note(text, lines, roles)


def genre_of_metadata(subjects: Sequence[str], address: str | None) -> Genre | None:
    """Return the genre that the markup's section and type names, or else the address, show."""
    table = _labels()
    for subject in subjects:
        key = " ".join(subject.casefold().split())
        if (genre := table["type"].get(key) or table["label"].get(key)) is not None:
            return genre
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    names = [(parts.hostname or "").partition(".")[0], *parts.path.casefold().strip("/").split("/")[:-1]]
    return next((table["path"][name] for name in names if name in table["path"]), None)


def _label_above(text: str, lines: Sequence[Line], roles: Sequence[Role]) -> Label | None:
    first = next((index for index, line in enumerate(lines) if roles[index] == "body" and is_firm_prose(line)), 0)
    for index in range(max(0, first - TOP_LINES), first):
        line = lines[index]
        if len(line.text) > LABEL_SIZE or getattr(line, "region", None) in ELSEWHERE or _in_menu(lines, roles, index):
            continue
        genre = _labels()["label"].get(line.key) or _of_items(GAP.split(line.folded))
        if genre is not None:
            return Label(genre, span_at(text, line.start, line.end))
    return None


def _of_items(items: Sequence[str]) -> Genre | None:
    """A way to the page, "Home / Opinion / Letters", or two labels, "Analysis | Opinion"; no menu of a site."""
    words = [item.strip() for item in items if item.strip()]
    found = {_labels()["label"][word] for word in words if word in _labels()["label"]}
    path = len(words) > 1 and (words[0] in {"home", "analysis"} or words[0] in _labels()["label"])
    return found.pop() if path and len(words) <= MENU_LINES and len(found) == 1 else None


def _in_menu(lines: Sequence[Line], roles: Sequence[Role], index: int) -> bool:
    def is_item(place: int) -> bool:
        inside = 0 <= place < len(lines)
        return (
            inside and len(lines[place].words) <= SECTION_WORDS and roles[place] not in {"byline", "dateline", "title"}
        )

    first = last = index
    while index - first < MENU_LINES and is_item(first - 1):
        first -= 1
    while last - index < MENU_LINES and is_item(last + 1):
        last += 1
    return last - first + 1 >= MENU_LINES


def _label_in_title(text: str, lines: Sequence[Line], roles: Sequence[Role]) -> Label | None:
    """Read a label at either end: "Opinion: The council is wrong", "Ferry strike – live updates"."""
    for line, role in zip(lines, roles, strict=True):
        if role != "title":
            continue
        for found in (TITLE_START.match(line.text), TITLE_END.search(line.text, max(0, len(line.text) - LABEL_SIZE))):
            label = "" if found is None else found["label"].casefold().strip()
            genre: Genre | None = "live" if label == "live" else _labels()["label"].get(label)
            if found is not None and genre is not None:
                start = line.start + found.start("label")
                return Label(genre, span_at(text, start, start + len(found["label"].rstrip())))
    return None


def _label_in_note(text: str, lines: Sequence[Line], roles: Sequence[Role]) -> Label | None:
    """A note that speaks of this page; a sentence of the article, or somebody's words, about satire are none."""
    first = next((index for index, line in enumerate(lines) if roles[index] == "body" and is_firm_prose(line)), 0)
    for index, line in enumerate(lines):
        placed = index < first or index >= TAIL_SHARE * len(lines)
        if not placed or roles[index] == "comment" or len(line.words) > NOTE_WORDS or QUOTED.search(line.text):
            continue
        for genre, note in _NOTES:
            if (found := note.search(line.text)) is not None:
                return Label(genre, span_at(text, line.start + found.start(), line.start + found.end()))
    return None


_NOTES: tuple[tuple[Genre, re.Pattern[str]], ...] = (("satire", SATIRE_NOTE), ("opinion", OPINION_NOTE))


@cache
def _labels() -> dict[str, dict[str, Genre]]:
    """Return what each label, segment of an address and type of markup says, by where it stands."""
    table: dict[str, dict[str, Genre]] = {"label": {}, "path": {}, "type": {}}
    genres = {str(genre): genre for genre in get_args(Genre)}
    for row in read_table("onrecord.clean", "genre_labels.csv"):
        table[row["where"]][row["words"]] = genres[row["genre"]]
    return table
