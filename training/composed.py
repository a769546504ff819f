"""Annotated articles to composed paragraphs: one real attribution put into the mouth of another's speaker.

Invariant: the composed attributions are whole: every inner one lies inside its outer one's content.
"""

import random
from collections.abc import Sequence

from onrecord.model import Part
from training.corpus import Annotated, Annotation

LONGEST = 320
"""Characters of an attribution that is put into another one."""

SAYING = frozenset(
    ("said", "says", "told", "added", "argued", "claimed", "reported", "noted", "insisted", "wrote", "explained")
)
_MARKS = "\"“”'`\n:"


def compose_nested(articles: Sequence[Annotated], count: int, per_article: int, seed: int) -> list[Annotated]:
    """Return articles of `per_article` composed paragraphs each, `count` paragraphs in all."""
    draw = random.Random(seed)  # noqa: S311 - draws examples, keeps no secret
    inner = [found for article in articles for found in _candidates(article)]
    frames = [found for article in articles for found in _frames(article)]
    composed = []
    for number in range(0, count, per_article):
        text = ""
        attributions: list[Annotation] = []
        for _ in range(per_article):
            paragraph, pair = _put_inside(draw.choice(frames), draw.choice(inner), draw.randrange(4))
            attributions += [_moved(one, len(text)) for one in pair]
            text += paragraph + "\n\n"
        searched = tuple(part for one in attributions if not one.inner for part in one.content)
        composed.append(Annotated(f"composed-{number}", text, tuple(attributions), searched))
    return composed


def _candidates(article: Annotated) -> list[tuple[str, Annotation]]:
    """Return the clauses that are nothing but source, cue and content, with their attribution."""
    found = []
    for one in article.attributions:
        parts = sorted((*one.source, *one.cue, *one.content))
        if not one.source or not one.cue or parts[0] != one.source[0] or len(parts) != 3:  # noqa: PLR2004 - one of each
            continue
        start, end = parts[0][0], parts[-1][1]
        clause = article.text[start:end]
        if len(clause) <= LONGEST and not any(mark in clause for mark in _MARKS) and ". " not in clause:
            found.append((clause, _moved(one, -start)))
    return found


def _frames(article: Annotated) -> list[tuple[str, str]]:
    """Return pairs of a source and the plain reporting verb right behind it."""
    found = []
    for one in article.attributions:
        if len(one.source) == 1 and len(one.cue) == 1 and one.cue[0][0] == one.source[0][1] + 1:
            source, cue = (article.text[slice(*parts[0])] for parts in (one.source, one.cue))
            if cue in SAYING and "\n" not in source:
                found.append((source, cue))
    return found


def _put_inside(
    frame: tuple[str, str], inner: tuple[str, Annotation], form: int
) -> tuple[str, tuple[Annotation, Annotation]]:
    """Return a paragraph and its outer and inner attribution."""
    (source, cue), (clause, held) = frame, inner
    capital = clause[0].upper() + clause[1:]
    pieces = {
        0: ["S", " ", "Q", " ", "C:that " + clause, "."],
        1: ["C:“" + capital + ",”", " ", "S", " ", "Q", "."],
        2: ["S", " ", "Q", ": ", "C:“" + capital + ".”"],
        3: ["A", " ", "S", ", ", "C:" + clause, "."],
    }[form]
    text, places = "", dict[str, Part]()
    for piece in pieces:
        role = piece[0] if piece[0] in "SQCA" else ""
        words = {"S": source, "Q": cue, "A": "According to", "C": piece[2:]}.get(role, piece)
        if role:
            places["Q" if role == "A" else role] = (len(text), len(text) + len(words))
        text += words
    start, end = places["C"]
    lead = text[start:end].lower().index(clause.lower())
    outer = Annotation((places["S"],), (places["Q"],), (places["C"],))
    held = _moved(held, start + lead)
    return text, (outer, Annotation(held.source, held.cue, held.content, inner=True))


def _moved(one: Annotation, by: int) -> Annotation:
    source, cue, content = (
        tuple((start + by, end + by) for start, end in parts) for parts in (one.source, one.cue, one.content)
    )
    return Annotation(source, cue, content, one.inner)
