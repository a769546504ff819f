"""Splits a source that names several speakers: "Kern and the board", "X, Y and Z", "neither Oxby nor Wexley".

Invariant: parts ascend and cover the whole source but its joints; what does not name several is one part.
"""

import re

from onrecord.language.fold import fold
from onrecord.language.phrases import ARTICLES, INDEFINITES, POSSESSIVES, Phrase, read_phrase
from onrecord.language.titles import find_body, find_title
from onrecord.model import Part
from onrecord.resolve.naming import LONGEST_NAME, NameFinder

_JOINTS = re.compile(r",? (?:together|along|jointly) with |,? and |, |; | as well as | n?or ")
_SPEAKS = frozenset({"person", "state", "organisation", "media"})


def split_joint(text: str, names: NameFinder, start: int, end: int) -> list[Part]:
    """Return the parts of a source that name several: "A and B", "X, Y and Z", "both A and B"."""
    first = start
    if text[start:end].casefold().startswith(("both ", "neither ")):
        first = text.index(" ", start) + 1
    if _is_one(text, read_phrase(text, first, end)):
        return [(start, end)]
    bounds = [
        (m.start(), m.end(), m.group()) for m in _JOINTS.finditer(text, first, end) if not names.inside_name(m.start())
    ]
    if all(joint == ", " for _, _, joint in bounds):
        return [(start, end)]
    parts = _cut(text, names, (first, end), bounds)
    return parts if len(parts) > 1 else [(parts[0][0] if parts[0][0] > first else start, end)]


def _is_one(text: str, phrase: Phrase) -> bool:
    """Return whether joints lie in a phrase's complement: "a letter by A and B", "firms including A and B"."""
    leading = fold(text[slice(*phrase.tail[0])]) if phrase.tail else ""
    return leading == "including" or (leading in {"by", "from"} and find_body(phrase.head) == "document")


def _cut(text: str, names: NameFinder, source: Part, bounds: list[tuple[int, int, str]]) -> list[Part]:
    parts: list[Part] = []
    first, end = source
    apposed = False
    for n, (a, b, joint) in enumerate(bounds):
        following = bounds[n + 1][0] if n + 1 < len(bounds) else end
        if joint == ", " and not n and _names_follow(text, names, (first, a), (b, following)):
            first = b
            continue
        if joint == ", " and _is_apposition(text, names, (first, a), (b, following)):
            apposed = True
            continue
        # Behind "Ada Kern, head of trade and …" the rest belongs to the apposition, up to the next comma.
        if apposed and not joint.startswith(","):
            continue
        apposed = False
        if not _are_two(text, names, (first, a), (b, following)):
            if joint == ", ":
                break
            continue
        if joint != ", " or n + 1 < len(bounds):
            parts.append((first, a))
            first = b
    return [*parts, (first, end)]


def _is_apposition(text: str, names: NameFinder, one: Part, other: Part) -> bool:
    """Return whether words behind a comma say what the one named before it is: "Ada Kern, a businesswoman"."""
    before, behind = read_phrase(text, *one), read_phrase(text, *other)
    if not before.core or not behind.core or behind.determiner is None or names.placed_at(before) is None:
        return False
    named = names.placed_at(behind)
    # "The Trades and Harbours Board's chairman" says what somebody is by a name that owns its head.
    owned = named is not None and named[0].possessive and named[0].end + len("'s") < other[1]
    head = fold(text[slice(*other)].rsplit(maxsplit=1)[-1]) if owned else behind.head
    return (named is None or owned) and (find_title(head) is not None or behind.determiner != "the")


def _names_follow(text: str, names: NameFinder, one: Part, other: Part) -> bool:
    """Return whether a plural counts those named behind it: "Two aides, Ada Kern and Ilya Strand"."""
    counted, named = read_phrase(text, *one), names.placed_at(read_phrase(text, *other))
    definite = counted.determiner in {"the", *INDEFINITES, *POSSESSIVES}
    return (
        counted.plural and definite and not counted.tail and find_title(counted.head) is not None and named is not None
    )


def _are_two(text: str, names: NameFinder, one: Part, other: Part) -> bool:
    """Return whether both parts of a source are whole; "a group of lawyers and agents" has one complement."""
    before, behind = read_phrase(text, *one), read_phrase(text, *other)
    complemented = bool(before.tail) and text[slice(*before.tail[0])] == "of"
    if before.determiner == behind.determiner == "the" and not before.tail and before.core and behind.core:
        return True
    if not (_stands_alone(text, names, one) and _stands_alone(text, names, other)):
        return False
    if not complemented or behind.determiner is not None:
        return True
    # "Ada Kern of the Institute of Health and Harbours" names one, "the heads of Norway, Sweden and Finland" are some.
    named, last = names.placed_at(behind), names.ending_at(one[1])
    listed = last is not None and named is not None and last[1].type == named[1].type == "state"
    return named is not None and named[1].type in _SPEAKS and not listed


def _stands_alone(text: str, names: NameFinder, part: Part) -> bool:
    """Return whether the words are a whole source by themselves: a name, or a phrase with its own head."""
    phrase = read_phrase(text, *part)
    if not phrase.core or phrase.head == "":
        return False
    if names.placed_at(phrase) is not None or (phrase.determiner in ARTICLES and find_body(phrase.head) is not None):
        return True
    if phrase.determiner in ARTICLES | POSSESSIVES:
        return find_title(phrase.head) is not None
    return phrase.plural and len(phrase.core) <= LONGEST_NAME
