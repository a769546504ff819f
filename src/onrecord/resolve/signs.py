"""The words around and inside a name into what it names: "the tanker Sea Star", "Iskander missiles", "Oxby Summit".

Rule: the article's own words decide, by class nouns (see `class_nouns`) before the name, behind it, inside it, or in an
apposition.
Invariant: a sign is read from a bounded number of characters around the name, on its own line.
"""

import re
from collections.abc import Sequence
from typing import Literal

from onrecord.language.class_nouns import (
    LONGEST_NOUN,
    PARTS,
    ThingKind,
    again,
    is_agent,
    is_maker,
    kind_inside,
    loose_words,
    modifies,
    noun_ending,
    noun_opening,
)
from onrecord.language.cues import match_cue
from onrecord.language.phrases import PREPOSITIONS, is_possessive, singular
from onrecord.model import Record

How = Literal["inside", "loose", "before", "quoted", "of", "apposed", "after", "number", "placed"]

NEAR = 100
"""Characters on either side of a name that are searched."""

WIDEST_QUOTED = 240
"""Characters before a quoted name in which the noun for it may stand: "… the ship … the “Sea Star”"."""

_MOST_MODIFIERS = 3
_WORD = re.compile(r"[^\W_]+(?:['’\-‑/.][^\W_]+)*")
_OPENING = frozenset('"“‘')
_CLOSING = frozenset("\"”’'")
_NAMING = frozenset({"named", "called", "dubbed", "codenamed", "nicknamed", "christened", "renamed", "known"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "its", "their", "his", "her", "new"})
_BEING = frozenset({"is", "was", "were", "be"})
_ABOARD = frozenset({"Aboard", "aboard", "board"})
_WHERE = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "out", "outside"}
)
_PARTICIPLES = ("ing", "ed", "made", "built", "sold", "known", "run", "bound")
_FLAGGED = ("-flagged", "-flag", "-registered")
_AUXILIARIES = frozenset({"has", "have", "had", "also", "later", "again", "immediately", "reportedly"})
_APPOSED = re.compile(r"[\"”’]?(?:, | \(|,? (?:which )?(?:is|was) | [–—] )(an?|one of the|another|the)(?= )")
_ENDING = re.compile(r"[\"”’]?(?:[,.;:)–—\n]|$)")
_LISTED = re.compile(r"[\"”’]?(?:,| and | or |/)")
_NUMERAL = re.compile(r"[IVX]+|\d+|One|Two")
_SUFFIX = re.compile(r"[-‑](?:class|type|series)(?!\w)")


class Sign(Record, frozen=True, kw_only=True):
    """What the words say of a name, and how; `plural` where the noun stands for several: "A and B missiles"."""

    kind: ThingKind
    how: How
    plural: bool = False

    @property
    def sure(self) -> bool:
        """Whether the noun cannot be its owner's or maker's, as the rocket of "Kern rocket" may be."""
        return self.how not in {"after", "number", "placed"}


class _Lead(Record, frozen=True, kw_only=True):
    """The words before a name, less those that only say that a name follows, and what those say."""

    words: tuple[str, ...]
    definite: bool
    told: bool
    apposed: bool


def read_sign(text: str, start: int, end: int) -> Sign | None:
    """Return what the name at `text[start:end]` is by the nouns around and inside it, or None."""
    name = text[start:end]
    # A heading in capitals is no name.
    if name.isupper() and name.count(" ") > 1:
        return None
    inside, behind = _inside(name), _behind(text, end)
    # "Storm Shadow missiles" are no storm.
    inside = None if inside and inside.how == "loose" and behind and behind.kind == "product" else inside
    return _before(text, start, end) or inside or _apposed(text, start, end) or behind or _quoted(text, start, end)


def leads_name(words: str) -> bool:
    """Return whether a name of these words goes on behind "of": "Battle of …"."""
    return kind_inside(words, "first") is not None


def class_suffix(words: str) -> int:
    """Return how many characters at the end of a name say that it is a class: 6 for "Kestrel-class"."""
    found = _SUFFIX.search(words)
    return 0 if found is None else len(words) - found.start()


def is_class(text: str, end: int) -> bool:
    """Return whether a name that ends here is that of a class: "Kestrel|-class frigate"."""
    return _SUFFIX.match(text, end) is not None


def is_named_ahead(text: str, start: int, end: int) -> bool:
    """Return whether a class noun right before the place names what stands there: "the tanker |Captain Kern"."""
    sign = _before(text, start, end)
    return sign is not None and sign.how == "before"


def is_body_ahead(text: str, end: int) -> bool:
    """Return whether the word behind a place is a body's or a person's: "Oxby 1 |television channel"."""
    words = _words_behind(text, end)
    return bool(words) and is_agent(words[0])


def acts(text: str, end: int) -> bool:
    """Return whether the name before the place owns, speaks or has a spokesman, as no weapon and no model does."""
    owns = text[end : end + 2] in {"'s", "’s"}
    words = _words_behind(text, end + 2 if owns else end)
    if owns:
        return not (words and singular(words[0]) in PARTS)
    if not words:
        return False
    keys = [word.casefold() for word in words]
    told = keys[1:] if keys[0] in _AUXILIARIES else keys
    return is_agent(words[0]) or (bool(told) and match_cue(told, 0) is not None)


def _inside(name: str) -> Sign | None:
    words = name.split()
    kind = kind_inside(name, "name")
    if kind is not None:
        return Sign(kind=kind, how="inside")
    if loose_words(words):
        return Sign(kind="vessel" if words[0].isupper() else "event", how="loose")
    while len(words) > 1 and _NUMERAL.fullmatch(words[-1]):
        words = words[:-1]
    core = next((words[:n] for n, word in enumerate(words) if word in {"of", "for", "on", "in"}), words)
    tails = [" ".join(core[-count:]) for count in range(min(LONGEST_NOUN, len(core), len(words) - 1), 0, -1)]
    if any(map(is_maker, tails)):
        return None
    kind = next((kind for tail in tails if (kind := kind_inside(tail, "last")) is not None), None)
    kind = kind or (kind_inside(core[0], "first") if core and len(words) > 1 else None)
    return None if kind is None else Sign(kind=kind, how="inside")


def _before(text: str, start: int, end: int) -> Sign | None:
    """Return what the noun before the name says: "the oil tanker", "a missile called", "the city of", "aboard the"."""
    lead = _read_lead(text, start)
    if lead is None:
        return None
    if lead.words[-1] == "of":
        return _behind_of(lead.words)
    if any(word.rstrip(",").endswith(_FLAGGED) for word in lead.words[-2:]):
        return Sign(kind="vessel", how="before")
    boarded = lead.words[-1] in _ABOARD
    words = [word.casefold() for word in lead.words] if boarded else lead.words
    noun = noun_ending(words, "before")
    if noun is None and (lead.told or lead.apposed):
        noun = noun_ending(words, "called")
    if noun is None or (boarded and acts(text, end)):
        return None
    if lead.apposed:
        fits = _ENDING.match(text, end) is not None and (lead.definite or _is_new(words[: -noun.taken]))
    else:
        fits = lead.told or boarded or not lead.definite
    if not fits or (noun.plural and not (lead.told or _LISTED.match(text, end))):
        return None
    return Sign(kind=noun.kind, how="before", plural=noun.plural)


def _read_lead(text: str, start: int) -> _Lead | None:
    line = max(text.rfind("\n", max(0, start - NEAR), start) + 1, start - NEAR, 0)
    told = text[start - 1 : start] in _OPENING
    lead = text[line : start - told]
    words = lead.split()
    if not words or lead[-1:] != " ":
        return None
    definite = words[-1].casefold() == "the"
    words = words[:-1] if definite else words
    if words[-2:] == ["known", "as"]:
        words = words[:-1]
    if words and words[-1] in _NAMING:
        told, words = True, words[:-1]
    elif len(words) > 1 and words[-1] in {"a", "an"} and words[-2] in _BEING:
        told, words = True, words[:-2]
    apposed = bool(words) and words[-1].endswith(",")
    if apposed:
        words = [*words[:-1], words[-1][:-1]]
    if not words or not words[-1][-1:].isalnum():
        return None
    return _Lead(words=tuple(words), definite=definite, told=told, apposed=apposed)


def _behind_of(words: Sequence[str]) -> Sign | None:
    noun = noun_ending(words[:-1], "of")
    if noun is not None and not noun.plural:
        return Sign(kind=noun.kind, how="of")
    placed = len(words) > 1 and words[-2].casefold() in _WHERE
    return Sign(kind="place", how="placed") if placed else None


def _is_new(words: Sequence[str]) -> bool:
    """Return whether the phrase of these words brings something new: "a Norvian cargo …", "Norvia's first …"."""
    for word in reversed(words[-6:]):
        if word.casefold() in _INDEFINITE or is_possessive(word):
            return True
        if word.casefold() == "the":
            return False
    return False


def _apposed(text: str, start: int, end: int) -> Sign | None:
    """Return what "…, a Norvian-flagged cargo ship," or "… is a small port" says of the name before it."""
    opened = _APPOSED.match(text, end)
    if opened is None or (opened.group(1) == "the" and text[max(0, start - 4) : start].casefold() != "the "):
        return None
    words = _words_behind(text, opened.end(), most=9)
    stop = next((n for n, word in enumerate(words) if word.casefold() in PREPOSITIONS), len(words))
    for at in range(stop):
        noun = next((noun for stands in ("after", "of", "called") if (noun := noun_opening(words[at:], stands))), None)
        behind = [] if noun is None else words[at + noun.taken :]
        if noun and (not behind or behind[0] in PREPOSITIONS or behind[0].endswith(_PARTICIPLES)):
            return Sign(kind=noun.kind, how="apposed")
    return None


def _behind(text: str, end: int) -> Sign | None:
    """Return what the noun behind a name says: "Iskander ballistic missiles", "Oxby region"."""
    words = _words_behind(text, end)
    at = 0
    while at < min(len(words), _MOST_MODIFIERS) and noun_opening(words[at:], "after") is None and modifies(words[at]):
        at += 1
    noun = None
    while (found := noun_opening(words[at:], "after")) is not None:
        noun, at = found, at + found.taken
    if noun is None or (noun.kind != "place" and words[at:] and is_agent(words[at])):
        return None
    return Sign(kind=noun.kind, how="after", plural=noun.plural)


def _quoted(text: str, start: int, end: int) -> Sign | None:
    """Return what `the “Sea Star”` is by the craft of which its paragraph speaks last before it, or right behind it."""
    if text[max(0, start - 5) : start - 1] != "the " or text[start - 1] not in _OPENING or not _closes(text, end):
        return None
    line = max(text.rfind("\n", max(0, start - WIDEST_QUOTED), start) + 1, start - WIDEST_QUOTED, 0)
    before = _WORD.findall(text, line, start)
    for last in range(len(before), 0, -1):
        noun = noun_ending(before[:last], "again")
        if noun is not None:
            return Sign(kind=noun.kind, how="quoted")
    return Sign(kind="vessel", how="quoted") if again(_words_behind(text, end + 1)[:1]) == "vessel" else None


def _closes(text: str, end: int) -> bool:
    return bool(_CLOSING & set(text[end : end + 2]))


def _words_behind(text: str, end: int, most: int = 7) -> list[str]:
    """Return the words behind a place as far as only single spaces part them, a closing quotation mark left out."""
    at = end + 1 if text[end : end + 1] in _CLOSING and text[end + 1 : end + 2] == " " else end
    words: list[str] = []
    while (
        len(words) < most and text[at : at + 1] == " " and (match := _WORD.match(text, at + 1, at + NEAR)) is not None
    ):
        words.append(match.group())
        at = match.end()
    return words
