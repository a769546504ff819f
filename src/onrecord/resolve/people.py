"""Finds noun phrases around a common noun: people in a sentence ("city officials"), the words before "who".

Invariant: a phrase is one noun with what stands right before it; people are told by the table of titles or the list
here, and no preposition leads to them.
"""

from onrecord.language.fold import fold
from onrecord.language.names import is_no_name
from onrecord.language.phrases import DETERMINERS, PREPOSITIONS, singular, words_at
from onrecord.language.titles import find_title
from onrecord.model import Part

_PEOPLE = frozenset(
    {"people", "fans", "victims", "supporters", "protesters", "protestors", "demonstrators", "voters", "passengers"}
    | {"families", "relatives", "authorities", "critics", "opponents", "rebels", "migrants", "refugees", "rescuers"}
    | {"astrophysicists", "psychologists", "archaeologists", "environmentalists", "scientists", "villagers", "tourists"}
)
_ENDINGS = ("ologists", "icists", "ographers")
_POINTING = frozenset({"it", "them", "him", "her", "us", "me", "this", "that", "these", "those", "all"})
_OF = frozenset({"of", "for"})
_WIDEST = 4
"""Words before the noun that can belong to it."""


def find_people(text: str, start: int, end: int) -> Part | None:
    """Return the first noun phrase for people in a part of the text, or None."""
    places = words_at(text, start, end)
    keys = [fold(text[slice(*place)]) for place in places]
    for n, key in enumerate(keys):
        if _is_people(text[slice(*places[n])], key, opens=n == 0):
            first = _opening(text, places, keys, n)
            if first == 0 or keys[first - 1] not in PREPOSITIONS - {"that", "and", "or", "who"}:
                return places[first][0], places[n][1]
    return None


def phrase_before(text: str, start: int, end: int) -> Part | None:
    """Return the noun phrase that ends a part of the text, with one complement: "the minister of trade", or None."""
    places = words_at(text, start, end)
    keys = [fold(text[slice(*place)]) for place in places]
    # "Kern, 24, who": the age between commas is no noun.
    while keys and keys[-1].isdigit() and text[places[-1][0] - 2 : places[-1][0]] == ", ":
        keys, places = keys[:-1], places[:-1]
    if not keys or keys[-1] in DETERMINERS | PREPOSITIONS | _POINTING:
        return None
    first = _opening(text, places, keys, len(keys) - 1)
    if first > 1 and keys[first - 1] in _OF and singular(keys[-1]) == keys[-1] and find_title(keys[-1]) is None:
        first = _opening(text, places, keys, first - 2)
    return places[first][0], places[-1][1]


def _opening(text: str, places: list[Part], keys: list[str], last: int) -> int:
    """Return at which word the noun phrase opens whose noun is the word `last`."""
    first = last
    while first > 0 and last - first < _WIDEST and _belongs(text, places, keys, first - 1):
        first -= 1
    if first > 0 and keys[first - 1] in DETERMINERS and text[places[first - 1][1] : places[first][0]] == " ":
        first -= 1
    return first


def _is_people(word: str, key: str, *, opens: bool) -> bool:
    if not (word[0].islower() or opens) or singular(key) == key:
        return False
    title = find_title(singular(key))
    human = title is not None and title.kind != "honorific"
    return human or key in _PEOPLE or key.endswith(_ENDINGS)


def _belongs(text: str, places: list[Part], keys: list[str], n: int) -> bool:
    """Return whether a word qualifies the noun behind it: an adjective or another noun, nothing between them."""
    word = text[slice(*places[n])]
    if text[places[n][1] : places[n + 1][0]] != " " or keys[n] in DETERMINERS | PREPOSITIONS or keys[n].isdigit():
        return False
    return "-" in word or not (is_no_name(word) or keys[n].endswith(("ed", "ing", "s", "ly")))
