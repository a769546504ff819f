"""Annotated articles to lessons: pieces with roles, fragments and links, as the trainer reads them.

Invariant: a lesson's pieces are exactly those that the tagger sees in use (`onrecord.read.network.windows`).
"""

import json
from collections import defaultdict
from pathlib import Path

import msgspec
import numpy as np
from tokenizers import Tokenizer

from onrecord.model import Part
from onrecord.read import PatternTagger
from onrecord.read.network.windows import Pieces, read_passages

SOURCE, CUE, CONTENT = 1, 2, 3
"""Roles; 0 is no role."""

UNKNOWN = -1
"""Role of a word that nobody annotated on this layer."""

NOBODY = -1
"""Target of a content without cue, of a cue without source."""

_OPENS, _CLOSES = tuple("\"“'‘"), tuple("\"”'’")


class Annotation(msgspec.Struct, frozen=True):
    """One attribution; ranges are offsets into its article. An inner one has the number of its holder."""

    source: tuple[Part, ...]
    cue: tuple[Part, ...]
    content: tuple[Part, ...]
    inner: bool = False


class Annotated(msgspec.Struct, frozen=True):
    """A text with its attributions.

    `searched` are the ranges where all inner attributions are annotated, `doubtful` those where outer ones may be
    missing.
    """

    name: str
    text: str
    attributions: tuple[Annotation, ...]
    searched: tuple[Part, ...] = ()
    doubtful: tuple[Part, ...] = ()


class Layer(msgspec.Struct):
    """For each piece its role and the number of its fragment, -1 for none."""

    roles: list[int]
    fragments: list[int]


class Passage(msgspec.Struct):
    """The pieces of a paragraph with both layers of labels."""

    ids: list[int]
    features: list[list[int]]
    starts: list[int]
    ends: list[int]
    first: list[bool]
    outer: Layer
    inner: Layer


class Lesson(msgspec.Struct):
    """An article as the trainer reads it; `targets[fragment]` is the fragment that it is linked to, or NOBODY."""

    name: str
    passages: list[Passage]
    targets: list[int]


def read_annotated(folder: Path) -> list[Annotated]:
    """Return the articles of a folder of NAME.txt beside NAME.json, by name.

    Where the statements say what they stand within, all contents are searched for inner attributions, and what is
    optional is neither taught nor held against the network.
    """
    found = []
    for path in sorted(folder.glob("*.txt")):
        rows = json.loads(path.with_suffix(".json").read_bytes())["statements"]
        text = path.read_bytes().decode()
        sure = [row for row in rows if not row.get("optional")]
        annotations = tuple(_annotation(row, text, inner=row.get("within") is not None) for row in sure)
        searched = tuple(part for row in rows if "within" in row for part in _parts(row))
        doubtful = tuple(
            part
            for row in rows
            if row.get("optional")
            for spans in (row, row["source"], row["cue"])
            for part in _parts(spans)
        )
        found.append(Annotated(path.stem, text, annotations, searched, doubtful))
    return found


def read_nested(path: Path) -> dict[str, list[Annotated]]:
    """Return for each article name the contents that were searched for inner attributions, with those found."""
    found: dict[str, list[Annotated]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        inner = tuple(
            Annotation(_parts(one.get("source")), _parts(one.get("cue")), _parts(one), inner=True)
            for one in row["nested"]
        )
        found[row["article"]].append(Annotated(row["article"], "", inner, _parts(row)))
    return found


def teach(article: Annotated, tokenizer: Tokenizer) -> Lesson:
    """Return the lesson of an article; its paragraphs are its lines."""
    places = paragraphs(article.text)
    passages = read_passages(article.text, places, tokenizer, PatternTagger().tag(article.text, places))
    outer, inner, targets = _paint(article)
    return Lesson(article.name, [_passage(pieces, outer, inner) for pieces in passages], targets)


def paragraphs(text: str) -> list[Part]:
    """Return the lines of a text that hold words, trimmed."""
    found, at = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            found.append((start, start + len(words)))
        at += len(line) + 1
    return found


def _annotation(row: dict[str, object], text: str, *, inner: bool) -> Annotation:
    content = tuple(as_corpus(text, part) for part in _parts(row))
    return Annotation(_parts(row.get("source")), _parts(row.get("cue")), content, inner)


def as_corpus(text: str, part: Part) -> Part:
    """Give a content the leading "that" or the quotation marks that the corpus counts in."""
    start, end = part
    if text[max(0, start - 5) : start].lower() == "that ":
        return start - 5, end
    if text[max(0, start - 1) : start] in _OPENS and text[end : end + 1] in _CLOSES:
        return start - 1, end + 1
    return part


def _parts(row: object) -> tuple[Part, ...]:
    if not isinstance(row, dict):
        return ()
    parts = row.get("parts") or [[row["start"], row["end"]]]
    return tuple((int(start), int(end)) for start, end in parts)


def _paint(article: Annotated) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Return two arrays (role, fragment; a column for each character), outer and inner, and the links.

    Shorter fragments are painted over longer ones: a cue in the middle of what was said stays a cue.
    """
    fragments: list[tuple[int, Part, bool]] = []
    targets: list[int] = []
    known: dict[tuple[int, Part, bool], int] = {}

    def add(role: int, parts: tuple[Part, ...], target: int, *, inner: bool) -> int:
        for part in parts:
            key = (role, part, inner)
            if key not in known:
                known[key] = len(fragments)
                fragments.append(key)
                targets.append(target)
        return known[(role, parts[0], inner)] if parts else NOBODY

    for one in article.attributions:
        source = add(SOURCE, one.source, NOBODY, inner=one.inner)
        cue = add(CUE, one.cue, source, inner=one.inner)
        add(CONTENT, one.content, cue, inner=one.inner)
    outer = np.zeros((2, len(article.text)), dtype=np.int64)
    inner = np.full((2, len(article.text)), UNKNOWN, dtype=np.int64)
    outer[1] = NOBODY
    for start, end in article.searched:
        inner[0, start:end] = 0
    for start, end in article.doubtful:
        outer[0, start:end] = UNKNOWN
    order = sorted(range(len(fragments)), key=lambda number: fragments[number][1][0] - fragments[number][1][1])
    for number in order:
        role, (start, end), nested = fragments[number]
        layer = inner if nested else outer
        layer[0, start:end], layer[1, start:end] = role, number
    return outer, inner, targets


def _passage(pieces: Pieces, outer: np.ndarray, inner: np.ndarray) -> Passage:
    return Passage(
        pieces.ids.tolist(),
        pieces.features.tolist(),
        pieces.starts.tolist(),
        pieces.ends.tolist(),
        pieces.first.tolist(),
        *(Layer(*(row[pieces.starts].tolist() for row in layer)) for layer in (outer, inner)),
    )
