"""The words of a role into the office they name: "Norvian Foreign Minister" is the foreign minister of one state.

Invariant: an office depends on its words alone, so the same words on two pages are the same office; who holds it, no
table here says.
"""

from onrecord.language.fold import fold
from onrecord.language.phrases import DETERMINERS, INDEFINITES, PREPOSITIONS, Phrase, read_phrase
from onrecord.language.states import State, find_state
from onrecord.language.titles import LONGEST_TITLE, Title, find_title
from onrecord.model import Part, Record

RANKS = frozenset({"vice", "deputy", "assistant", "prime", "under", "lieutenant", "first"})

_GENERIC = frozenset(
    {"former", "new", "current", "regional", "local", "provincial", "national", "federal", "then", "top"}
)
"""Qualifiers that tell nobody apart within one article."""

_NOT_ONE = RANKS | frozenset(
    {"former", "ex", "late", "onetime", "future", "then", "regional", "local", "provincial", "senior", "top", "world"}
)
"""Qualifiers of an office that somebody else holds now, or that many hold at once: "the local governor"."""

_OF_TOWNS = frozenset({"mayor", "governor", "sheriff", "bishop", "archbishop", "councillor", "police"})
"""Words of offices that a town or a province has: "the Oxby mayor" is not the state's whose capital Oxby is."""

_COMPLEMENT_WORDS = 2


class Office(Record, frozen=True, kw_only=True):
    """What a role says: its head, its rank words, the names of the states and the other words that qualify it.

    `single` is whether the words tell an office that one person at a time holds: "Norvian president" and "mayor of
    Oxby" do; "president" (of what?), "Norvian deputy minister" and "former Norvian president" do not.
    """

    head: str
    ranks: frozenset[str]
    states: frozenset[str]
    words: frozenset[str]
    single: bool


def read_office(text: str, start: int = 0, end: int | None = None) -> Office | None:
    """Return what the role at `text[start:end]` says, or None where its head is no title."""
    phrase = read_phrase(text, start, len(text) if end is None else end)
    keys = [fold(text[slice(*place)]) for place in phrase.core]
    if not keys:
        return None
    keys[-1] = phrase.head
    for first in range(max(0, len(keys) - LONGEST_TITLE), len(keys)):
        title = find_title(" ".join(keys[first:]))
        if title is not None:
            return _office(text, phrase, keys, first, title)
    return None


def _office(text: str, phrase: Phrase, keys: list[str], first: int, title: Title) -> Office:
    """Return the office whose title begins at a word of the phrase's core, given the core's keys."""
    # "Secretary of State" has its complement inside the title.
    inside = [fold(text[slice(*place)]) for place in phrase.tail[:_COMPLEMENT_WORDS]]
    longer = find_title(" ".join([*keys[first:], *inside])) if len(inside) == _COMPLEMENT_WORDS else None
    bare = title.means or " ".join(keys[first:])
    head = bare if title.kind == "office" and bare.endswith(" general") else bare.split()[-1]
    named = frozenset(bare.split()) | (frozenset() if longer is None else frozenset(inside))
    places = [*phrase.core[:first], *(phrase.tail if longer is None else phrase.tail[_COMPLEMENT_WORDS:])]
    states, owner = _owners(text, places, of_town=bool(_OF_TOWNS & {*keys, *named}))
    return Office(
        head=head,
        ranks=frozenset() if title.kind == "rank" else RANKS & {*keys[:first], *named},
        states=states,
        words=owner | (named - RANKS - PREPOSITIONS - {*head.split()}),
        single=_is_single(longer or title, phrase, frozenset(keys[:first]))
        and bool(owner or (states and head not in _OF_TOWNS)),
    )


def _is_single(title: Title, phrase: Phrase, qualifiers: frozenset[str]) -> bool:
    return (
        title.holders == "one"
        and not phrase.plural
        and phrase.determiner not in INDEFINITES
        and not _NOT_ONE & qualifiers
    )


def _owners(text: str, places: list[Part], *, of_town: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the states and the keys of the other words at the places of a title's qualifiers."""
    states: set[str] = set()
    words: set[str] = set()
    n = 0
    while n < len(places):
        state, taken = _state_at(text, places, n)
        if state is not None and not (of_town and state.matched == "capital"):
            states.add(state.name)
        # A seat tells whose spokesman it is beyond the state: "Kremlin spokesman".
        if state is None or state.matched == "seat" or (of_town and state.matched == "capital"):
            words.update(key for place in places[n : n + taken] for key in fold(text[slice(*place)]).split())
        n += taken
    return frozenset(states), frozenset(words) - PREPOSITIONS - DETERMINERS - _GENERIC - RANKS


def _state_at(text: str, places: list[Part], n: int) -> tuple[State | None, int]:
    """Return the state that the words from place `n` name, and how many words that takes."""
    for taken in (2, 1):
        if n + taken <= len(places):
            words = text[places[n][0] : places[n + taken - 1][1]]
            state = find_state(words.removesuffix("'s").removesuffix("’s"))
            if state is not None:
                return state, taken
    return None, 1


def offices_agree(asked: Office, known: Office) -> bool:
    """Return whether a role that points back ("the Norvian president") can mean one that the same article shows.

    Heads and ranks are equal, states do not contradict, and one role says nothing that the other leaves unsaid.
    """
    if asked.head != known.head or asked.ranks != known.ranks:
        return False
    if asked.states and known.states and not asked.states & known.states:
        return False
    return asked.words <= known.words or known.words <= asked.words
