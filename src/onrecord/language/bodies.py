"""Names of ministries, armies, agencies into one key: "Ministry of Justice of Norvia" is "Norvian justice ministry".

Invariant: a key depends on the words and the state alone, not on their order, articles and linking words.
"""

from onrecord.language.fold import fold
from onrecord.language.names import is_no_name
from onrecord.language.states import find_state
from onrecord.language.titles import find_body, find_title

SAME_NOUN = {
    "army": "military",
    "website": "site",
    "paper": "newspaper",
    "organization": "organisation",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
}
"""Nouns that point to the same body or office."""

_LINKING = frozenset({"of", "for", "on", "the", "and", "in", "a", "an"})

_ITS_INTELLIGENCE = frozenset({"intelligence", "national", "service", "services"})
"""A state's "intelligence", "intelligence services" and "National Intelligence Service" are one body to a page."""

_EVERY_STATES = frozenset(
    {"ministry", "government", "parliament", "congress", "senate", "court", "police", "army", "navy", "military"}
    | {"embassy", "cabinet", "treasury", "assembly", "council", "bank"}
)
"""What every state has, under names that can be as long: "Ministry of Foreign Affairs", "National Security Council"."""

_OWN_NAME = 3
"""Capitalised words from which a name of common nouns is a body's own: "State Intelligence Office"."""

BodyKey = tuple[str, str | None, frozenset[str]]
"""The word `body`, the code of the state it belongs to where that is known, and the words of its name."""


def owner_state(words: str) -> str | None:
    """Return the name of the state that a body's name or description begins or ends with, or None."""
    parts = words.split()
    for first, last in ((0, 2), (0, 1), (len(parts) - 2, len(parts)), (len(parts) - 1, len(parts))):
        if 0 <= first < last <= len(parts):
            state = find_state(" ".join(parts[first:last]).removesuffix("'s").removesuffix("’s"))
            if state is not None and len(parts) > last - first:
                return state.name
    return None


def body_key(words: str, owner: str | None = None) -> BodyKey:
    """Return the key of a body: its state's code and its words without order, "Ministry of X" and "X ministry" alike.

    `owner` is the name of the state it belongs to, where the words do not say it.
    """
    parts = [part for part in words.split() if fold(part) not in _LINKING]
    for length in (2, 1):
        for first in (0, len(parts) - length):
            if len(parts) > length:
                state = find_state(" ".join(parts[first : first + length]).removesuffix("'s").removesuffix("’s"))
                if state is not None:
                    rest = parts[:first] + parts[first + length :]
                    return ("body", state.code, _nouns(rest))
    seat = find_state(words)
    if seat is not None and seat.body is not None:
        return ("body", seat.code, _nouns(seat.body.split()))
    state = find_state(owner) if owner is not None else None
    return ("body", None if state is None else state.code, _nouns(parts))


def _nouns(words: list[str]) -> frozenset[str]:
    """Return the keys of the words; an army is a military in small letters only: a "U.S. Army" is one service."""
    keys = [(fold(word), word.islower()) for word in words]
    nouns = frozenset(SAME_NOUN.get(key, key) if small else key for key, small in keys if key not in _LINKING)
    return frozenset({"intelligence"}) if "intelligence" in nouns and nouns <= _ITS_INTELLIGENCE else nouns


def is_generic(words: str) -> bool:
    """Return whether a body's name consists of common nouns, so that every state may have one: "Foreign Ministry"."""
    parts = words.split()
    if sum(part[0].isupper() for part in parts) >= _OWN_NAME and _EVERY_STATES.isdisjoint(map(fold, parts)):
        return False
    return all(find_body(part) or find_title(part) or is_no_name(part) for part in parts)
