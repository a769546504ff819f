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
_STOP = re.compile(r"[,.;:!?\n\"“”()]|\s(?:as (?:saying|reporting|having)|that|to back|in support)\b")
_COMPLEMENT = re.compile(r"\s(?:of|in|at|within|inside|from|for|with|who|whom|whose|which|familiar|close|on|by|near)\s")
_NOUNS = (
    "agency agencies aide aides analyst analysts authorities authority book broadcaster channel colleague colleagues "
    "company correspondent data dispatch diplomat diplomats document documents doctor doctors eyewitnesses expert "
    "experts filing filings insider insiders intelligence interview investigators lawyer lawyers leader leaders letter "
    "letters locals media memo military newspaper newspapers official officials outlet outlets paper people person "
    "police post press prosecutor prosecutors record records relatives report reports researchers resident residents "
    "source sources spokesman spokesperson spokeswoman statement statements study survey survivors testimony "
    "transcript website witness witnesses"
)
_SPEAKERS = frozenset(_NOUNS.split())
"""Nouns for those whom a page cites without naming them."""

_LONGEST = 14
"""Words of somebody cited."""


def with_cited(text: str, read: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions, and behind each that cites somebody what that one says; places stay in order."""
    found: list[Attribution] = []
    places: list[int] = []
    for one in read:
        places.append(len(found))
        holder = one if one.within is None else replace(one, within=places[one.within])
        pair = None if one.source is None or not one.cue else _according(text, holder) or _cited(text, holder)
        if pair is None:
            found.append(holder)
        else:
            found += [pair[0], replace(pair[1], within=places[-1])]
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
        if found.start() > end and text[end : found.start()].strip(" ,\"”“'’"):
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
