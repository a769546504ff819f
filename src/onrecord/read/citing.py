"""Attributions by one who cites another ("Reuters, citing officials, said …") to two: who is cited speaks inside.

Invariant: what is added has the content of the attribution that it lies in, a source and a cue of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language.titles import find_body, find_title
from onrecord.model import Part
from onrecord.read.tagger import Attribution

REACH = 120
"""Characters behind an attribution in which its "citing" is looked for."""

_CITING = re.compile(r"(?:, ?|\s)(citing|quoting)\s+")
_ACCORDING = re.compile(r",? (?P<cue>according to) (?P<cited>[^,\n]{2,120}), (?P<reporter>[^,.\n]{2,60}) ")
_BETWEEN = re.compile(r"[ ,\"”“'’]*(?:(?:on|late|early|last) )*(?:\w+day)?[ ,\"”“'’]*")
_STOP = re.compile(r"[,.;:!?\n\"“”()]|\s(?:as (?:saying|reporting|having)|that|to back|in support)\b")
_COMPLEMENT = re.compile(r"\s(?:of|in|at|within|inside|from|for|with|who|whom|whose|which|familiar|close|on|by|near)\s")
_NOUNS = (
    "agencies aides analysts authorities colleague colleagues dispatch diplomats documents doctors eyewitnesses "
    "experts filings insider insiders interview investigators lawyers leaders letters locals newspapers officials "
    "outlets people person prosecutors record relatives researchers residents source sources statements survivors "
    "testimony witnesses"
)
_SPEAKERS = frozenset(_NOUNS.split())
"""Nouns for those whom a page cites without naming them, beside titles and bodies."""

_LONGEST = 14
"""Words of somebody cited."""


def with_cited(text: str, read: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions, and behind each that cites somebody what that one says; places stay in order.

    What was read from the citing itself ("The Herald | citing | two officials") makes way for it.
    """
    pairs = [_according(text, one) or _cited(text, one) if one.source is not None and one.cue else None for one in read]
    cues = {pair[1].cue for pair in pairs if pair is not None}
    found: list[Attribution] = []
    places: dict[int, int] = {}
    for number, (one, pair) in enumerate(zip(read, pairs, strict=True)):
        if one.cue in cues or (one.within is not None and one.within not in places):
            continue
        places[number] = len(found)
        within = None if one.within is None else places[one.within]
        if pair is None:
            found.append(replace(one, within=within))
        else:
            found += [replace(pair[0], within=within), replace(pair[1], within=places[number])]
    return found


def _according(text: str, one: Attribution) -> tuple[Attribution, Attribution] | None:
    """Return both who report in "…, according to Y, Z reported"."""
    found = _ACCORDING.fullmatch(text, one.content[-1][1], one.cue[0][0])
    if found is None:
        return None
    return replace(one, source=found.span("reporter")), replace(
        one, source=found.span("cited"), cue=(found.span("cue"),)
    )


def _cited(text: str, one: Attribution) -> tuple[Attribution, Attribution] | None:
    """Return who cites and who is cited, both without these words in their content."""
    ranges = (*one.content, *one.cue, *(() if one.source is None else (one.source,)))
    start, end = min(first for first, _ in ranges), max(last for _, last in ranges)
    for found in _CITING.finditer(text, start, min(len(text), end + REACH)):
        if found.start() > end and not _BETWEEN.fullmatch(text, end, found.start()):
            return None  # it belongs to another clause
        source = _speaker(text, found.end())
        content = None if source is None else _content_without(one.content, found.start(), source[1])
        if source is not None and content is not None:
            return replace(one, content=content), replace(one, source=source, cue=(found.span(1),), content=content)
    return None


def _speaker(text: str, start: int) -> Part | None:
    """Return the words that name who is cited; reasons ("citing safety concerns") are nobody."""
    stop = _STOP.search(text, start)
    end = len(text) if stop is None else stop.start()
    words = text[start:end].split()
    if not words or len(words) > _LONGEST:
        return None
    complement = _COMPLEMENT.search(text, start, end)
    core = text[start : end if complement is None else complement.start()].split()
    head = core[-1] if core else ""
    named = all(word[0].isupper() and word.isalpha() for word in core)
    speaks = head.lower() in _SPEAKERS or find_title(head) is not None or find_body(head) is not None
    return (start, end) if core and (named or speaks) else None


def _content_without(content: tuple[Part, ...], start: int, end: int) -> tuple[Part, ...] | None:
    """Return the content before who is cited at its very end; None where the words stand in the middle of it."""
    kept = []
    for first, last in content:
        if last <= start or end <= first:
            kept.append((first, last))
        elif last <= end + 1 and first < start:
            kept.append((first, start))
        else:
            return None
    return tuple(kept) or None
