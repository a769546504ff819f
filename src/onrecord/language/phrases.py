"""A noun phrase into its parts: determiner, core, head, complement, and the words that qualify its head.

Invariant: offsets point into the text; a phrase is read in one pass over at most `WIDEST` characters.
"""

import re
from functools import lru_cache

from onrecord.language.fold import fold
from onrecord.language.titles import find_title
from onrecord.model import Part, Record

WIDEST = 400
"""Characters; a source phrase that is longer is read up to here."""

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
INDEFINITES = frozenset(
    {"a", "an", "another", "one", "two", "three", "four", "five", "some", "several", "many", "other", "few", "any"}
)
DETERMINERS = ARTICLES | POSSESSIVES | INDEFINITES | {"this", "that", "these", "those", "both", "multiple", "various"}
PREPOSITIONS = frozenset(
    {"of", "for", "from", "in", "within", "at", "on", "to", "by", "against", "with", "near", "under", "inside", "over"}
    | {"including", "who", "that", "which", "whose", "and", "or", "familiar", "close", "quoted", "cited", "published"}
    | {"between", "among", "about", "there", "here", "working", "speaking", "involved", "based", "loyal", "briefed"}
)
"""Words that end the core of a noun phrase."""

_WORD = re.compile(r"[^\s,;:()\[\]“”\"]+")
_PLURALS = {
    "men": "man",
    "women": "woman",
    "people": "person",
    "spokesmen": "spokesman",
    "spokespeople": "spokesperson",
}


class Phrase(Record, frozen=True, kw_only=True):
    """A noun phrase; `core` are the places of its words without determiner and complement, `tail` of the complement.

    `determiner` is the folded first word ("the", "his", "two"), `'s` where an owner leads the phrase ("Norvia's army"),
    else null; `head` is the key of the core's last word in the singular, `plural` whether that changed it.
    """

    start: int
    end: int
    determiner: str | None
    core: tuple[Part, ...]
    tail: tuple[Part, ...]
    head: str
    plural: bool

    @property
    def definite(self) -> bool:
        """Whether the phrase points back to somebody known."""
        return self.determiner == "the" or self.determiner in POSSESSIVES or self.determiner == "'s"


def words_at(text: str, start: int, end: int) -> list[Part]:
    """Return the places of the words in a part of the text, outer punctuation left off."""
    places: list[Part] = []
    for match in _WORD.finditer(text, start, min(end, start + WIDEST)):
        stripped = match.group().rstrip(".'’") if len(match.group()) > len("U.S.") else match.group()
        if stripped:
            places.append((match.start(), match.start() + len(stripped)))
    return places


def read_phrase(text: str, start: int, end: int) -> Phrase:
    """Return the parts of the noun phrase at `text[start:end]`; a phrase without words has an empty head."""
    places = words_at(text, start, end)
    determiner = None
    while places and fold(text[slice(*places[0])]) in DETERMINERS:
        determiner = determiner or fold(text[slice(*places[0])])
        places = places[1:]
    words = [text[slice(*place)].casefold() for place in places]
    cut = next((n for n, word in enumerate(words) if n and (word in PREPOSITIONS or _describes(words, n))), len(places))
    # "Ricardo Kern, the mayor of …": a comma ends the core as well.
    for n in range(1, cut):
        if "," in text[places[n - 1][1] : places[n][0]] or "(" in text[places[n - 1][1] : places[n][0]]:
            cut = n
            break
    core, tail = places[:cut], places[cut:]
    if determiner is None and any(is_possessive(text[slice(*place)]) for place in core[:-1]):
        determiner = "'s"
    last = fold(text[slice(*core[-1])]) if core else ""
    head = singular(last)
    return Phrase(
        start=start,
        end=end,
        determiner=determiner,
        core=tuple(core),
        tail=tuple(tail),
        head=head,
        plural=head != last,
    )


def _describes(words: list[str], n: int) -> bool:
    """Return whether a participle says more about a head before it: "the judge presiding over …"."""
    return words[n].endswith("ing") and find_title(singular(words[n - 1])) is not None


def is_possessive(word: str) -> bool:
    """Return whether the word owns what follows."""
    return word.endswith(("'s", "’s", "s'", "s’"))


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Return the singular of a common noun where a rule gives a word that the title table knows, else a plain guess."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(("sses", "ches")):
        return word[:-2]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "news", "forces", "times")):
        return word[:-1]
    return word
