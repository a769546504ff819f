"""Tells words that call somebody known by another side: "the 72-year-old", "the billionaire", "the company".

Invariant: such words name no office and no act, so they stand for who is spoken of and never for somebody new.
"""

from onrecord.language.phrases import Phrase
from onrecord.language.states import find_state
from onrecord.model import ChainType

EPITHETS = frozenset(
    {"billionaire", "millionaire", "tycoon", "magnate", "mogul", "entrepreneur", "star", "superstar", "legend", "icon"}
    | {"native", "newcomer", "incumbent", "frontrunner", "front runner", "republican", "democrat", "conservative"}
    | {"liberal", "socialist", "populist", "strongman", "statesman", "striker", "midfielder", "defender", "goalkeeper"}
    | {"quarterback", "pitcher", "sprinter", "champion", "medallist", "medalist", "laureate", "octogenarian", "actor"}
    | {"actress", "singer", "songwriter", "author", "novelist", "comedian", "rapper", "filmmaker", "footballer"}
    | {"astrologer", "astronomer", "biologist", "physicist", "scientist", "researcher", "professor", "academic"}
    | {"economist", "historian", "analyst", "expert", "activist", "campaigner", "businessman", "businesswoman"}
    | {"senator", "congressman", "congresswoman", "lawmaker", "legislator", "mp", "politician", "writer"}
)
"""Nouns that say what somebody is known for. A driver or a suspect may be somebody new, so they are not here."""

HOUSES = frozenset(
    {"company", "firm", "corporation", "organisation", "organization", "giant", "startup", "manufacturer", "retailer"}
    | {"carmaker", "automaker", "chipmaker", "drugmaker", "insurer", "lender", "shipbuilder"}
    | {"charity", "nonprofit", "watchdog", "airline", "studio"}
)
"""Nouns for a body that has a name where the page speaks of it; a ministry or an army has one owner and many parts."""

OUTLETS = frozenset({"publisher", "broadcaster", "newspaper", "paper", "magazine", "tabloid"})
"""The same nouns for an outlet."""

_AGES = ("year old", "years old")
_PARENTS = frozenset({"father", "mother", "grandmother", "grandfather"})


def is_epithet(text: str, phrase: Phrase) -> bool:
    """Return whether a definite phrase in the singular is an epithet of somebody known."""
    if phrase.determiner != "the" or not phrase.core or phrase.plural:
        return False
    words = text[slice(*phrase.core[-1])]
    if phrase.head in EPITHETS or phrase.head.endswith(_AGES):
        return True
    # "The mother of two" is known; "the mother of the victim" is another.
    if phrase.head in _PARENTS and [text[slice(*place)] for place in phrase.tail[:2]] in (
        ["of", "two"],
        ["of", "three"],
        ["of", "four"],
    ):
        return True
    pair = text[phrase.core[-2][0] : phrase.core[-1][1]] if len(phrase.core) > 1 else words
    return any(state is not None and state.matched == "demonym" for state in (find_state(words), find_state(pair)))


def house_of(phrase: Phrase) -> ChainType | None:
    """Return what kind of named house a bare common noun means ("the company", "the broadcaster"), or None."""
    if phrase.determiner != "the" or len(phrase.core) != 1 or phrase.tail:
        return None
    return "organisation" if phrase.head in HOUSES else "media" if phrase.head in OUTLETS else None
