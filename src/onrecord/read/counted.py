"""A quantity's surroundings into the words for what it counts ("soldiers", "containers of artillery shells").

Invariant: the words are one slice of the passage, behind the number or before its qualifier, within a fixed reach.
"""

import re
from typing import NamedTuple

from onrecord.language.numbers import number_words
from onrecord.model import Part
from onrecord.read.counted_before import find_lasting, find_led, find_sharing, find_vote, find_whole
from onrecord.read.counted_words import is_time_word, table_words
from onrecord.read.quantities import Quantity

_FAR = 160
"""Characters behind a quantity within which what it counts is named."""
_ENOUGH_WORDS = 5
"""No further phrase begins behind so many words."""
_MOST_WORDS = 9
_MOST_PHRASES = 2
"""Prepositional phrases behind the noun: "soldiers |at a base| |on the outskirts of| the town"."""

_WORD = re.compile(r"(?:[\"“”’]?[ \u00a0][\"“‘]?|-(?=[^\W\d])(?!to\b))(?P<word>per cent\b|[^\W\d][\w’'.&/-]*)")
_GLOSS = re.compile(r" [(\[][^()\[\]\n]{1,40}[)\]](?= )")
"""A conversion behind a unit: "785 miles (1,260 kilometres) west of the island"."""
_OPENING = re.compile(
    r"(?:^|[.!?:]\s|[\n\"“]|, )(?:for|in|over|during|within|after) (?:the (?:last|past|next) )?$", re.IGNORECASE
)
_LEADS_FOR = re.compile(r"\bfor (?:another |a further |the (?:last|past|next) )?$")
_LONGEST_LEAD = 24
_AGO = re.compile(r" [a-z]+ (?:ago|earlier|later)\b")
_AND_OTHERS = re.compile(r" (?:[a-z-]+ ){0,1}(?![a-z]+ss\b)[a-z-]+s\b(?! (?:of|that|the|a|an|his|her|its|their)\b)")
"""Another noun in the plural: "engineers and ship crews", where "and says the ministry" would go on with a verb."""
_PART_OF = re.compile(
    r" of (?:(?:the|its|their|his|her|those|these|all|[\w ]{1,30}[’']s) )?"
    r"(?:(?:roughly|about|some|estimated|more than) )?"
    rf"(?:\d[\d,.]*\d|\d|{'|'.join(number_words('unit', 'teen', 'ten'))})(?: (?:hundred|thousand|million|billion))?"
    r"(?= [a-z])"
)
"""The whole of which a number is a part: "20 |of the 300| passengers"."""
_OF_THEM = re.compile(r" of (?:them|whom)(?= [a-z])")
_CROWD_GOES_ON = re.compile(r" (?:[a-z]+ed|was|were|is|are|has|have|had|will) ")
_WHEN = re.compile(
    r"in an? (?:single )?(?:day|week|month|year|quarter|decade)\b|"
    r"(?:next|last|this|later|earlier|late|early) (?:this |last |next )?"
    r"(?:year|month|week|quarter|century|decade|season|summer|winter|spring|autumn|fall)\b"
)
_OF_WITHIN = re.compile(r" of [^ ]")
_SAYING = r"(?:said|says?|told|tells?|report(?:s|ed)?|claim(?:s|ed)?|add(?:s|ed)?)\b"
_LIST = re.compile(
    rf"(?:, (?:[a-z-]+ ){{0,2}}[a-z-]+s\b){{1,8}},? and (?:[a-z-]+ ){{0,2}}"
    rf"(?:[a-z-]+s\b(?! {_SAYING})|(?!{_SAYING})[a-z-]+"
    r"(?=[.,;:)”\"]|$| (?:to|for|from|in|on|at|by|that|which|were|was|had|have|left|and)\b))"
)
"""What goes on in a list: "containers of shells|, missiles and anti-tank rockets|"."""

_LEADING = table_words("leading")
_AUXILIARIES = table_words("auxiliary")
_BORDERS = table_words("border")
_FUNCTION_WORDS = table_words("function") | _BORDERS
_PREPOSITIONS = table_words("preposition")
_OPENERS = table_words("opener")
_FATES = table_words("verb", "fate")
_ADVERBS = frozenset({"now", "already", "still", "currently", "also", "reportedly"})
_OF = frozenset({"of"})
_OF_MONEY = frozenset({"of", "in"})
_FROM = frozenset({"from", "each"})
_ANYWHERE = frozenset(("for", "to", "per", "in", "at", "on", "from", "with", "a", "under", "aboard", "between"))
_FROM_TIMES = frozenset(
    (
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "after",
        "before",
        "since",
        "into",
        "ahead",
        "from",
        "as",
        "of",
        "in",
        "for",
        "behind",
        "between",
    )
)


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def find_counted(text: str, quantity: Quantity, start: int, end: int) -> Part | None:
    """Return where the passage `text[start:end]` names what the quantity counts, or None where it does not.

    The words begin right behind the number, at its unit where that is a word ("percent of voters", "tonnes of wheat"),
    and reach on into what is said of those counted ("people were killed"), since that tells the dead from the wounded.
    Where no noun follows, they are the words that lead to the number: the subject of what rose to it, what it is a part
    of, what costs or lasts so much.
    """
    position = quantity.after
    if not text[position : position + 2].strip()[:1].isalpha():
        position = max(position, quantity.end)
    stop = min(end, position + _FAR)
    if quantity.kind == "duration":
        return _counted_time(text, quantity, start, position, stop)
    if quantity.kind == "currency":
        return _counted_money(text, quantity, start, position, stop)
    if quantity.kind in {"percent", "measure"}:
        return _counted_measure(text, quantity, start, position, stop)
    whole = _PART_OF.match(text, position, stop) or _OF_THEM.match(text, position, stop)
    crowd = find_led(text, quantity.start, start, loose=True) if _CROWD_GOES_ON.match(text, position, stop) else None
    if crowd is not None and text.endswith(" of ", 0, quantity.start):
        return crowd  # "a |crowd| of 5,000 gathered"
    return (
        _phrase(text, whole.end() if whole else position, stop, _OF)
        or find_vote(text, quantity.numbers, start)
        or find_whole(text, quantity.start, start)
        or find_led(text, quantity.start, start, loose=False)
        or _phrase(text, position, stop, _FROM)
        or _phrase(text, position, stop, _ANYWHERE)
    )


def head_noun(text: str, counted: Part) -> Part | None:
    """Return the counted words up to what is said of them: "|nations| have signed"; None where they begin with that."""
    end = counted[0]
    for match in re.finditer(r"[\w’'-]+", text[slice(*counted)]):
        word = match[0].casefold()
        if word in _AUXILIARIES or word in _FATES or word.endswith("ed"):
            break
        end = counted[0] + match.end() if word not in _FUNCTION_WORDS else end
    return (counted[0], end) if end > counted[0] else None


def _counted_time(text: str, quantity: Quantity, start: int, position: int, stop: int) -> Part | None:
    """Return a duration's unit with what lasts ("weeks of protests"), or the words for it elsewhere in the sentence."""
    unit = _phrase(text, position, stop, _OF)
    if unit is None or " " in text[slice(*unit)].strip():
        return unit
    lead = max(start, quantity.start - _LONGEST_LEAD)
    held = _LEADS_FOR.search(text, lead, quantity.start) or _AGO.match(text, position)
    lasting = find_lasting(text, quantity.start, start) if held else None
    if lasting is not None:
        return lasting
    longer = _phrase(text, unit[1], stop, _FROM_TIMES)
    if longer is not None:
        return unit[0], longer[1]
    opening = text.startswith(", ", unit[1]) and _OPENING.search(text, lead, quantity.start)
    return (_phrase(text, unit[1] + 1, stop, frozenset()) if opening else None) or unit


def _counted_money(text: str, quantity: Quantity, start: int, position: int, stop: int) -> Part | None:
    """Return what a sum is or is for: "$75 |bank account|", "|spent| $5", "a |fine| of $5", "$5 for |each tent|"."""
    behind = _phrase(text, position, stop, _OF_MONEY)
    if behind is not None and behind[1] > quantity.end:
        return behind
    return find_led(text, quantity.start, start, loose=True) or _phrase(text, quantity.end, stop, _ANYWHERE)


def _counted_measure(text: str, quantity: Quantity, start: int, position: int, stop: int) -> Part | None:
    """Return what is measured: "55 |per cent of the vote|", "785 |miles| (1,260 km) |west of the island|"."""
    sharing = find_sharing(text, quantity.start, start)
    if sharing is not None:
        return sharing
    gloss = _GLOSS.match(text, quantity.end, stop)
    behind = _phrase(text, gloss.end(), stop, _ANYWHERE) if gloss else None
    if behind is not None:
        return behind
    if text.startswith(", ", quantity.end) and "-" in text[quantity.start : quantity.end]:
        position = quantity.end + 1  # "the 25-ton, unmarked lorry"
    whole = _PART_OF.match(text, quantity.end, stop)
    behind = _phrase(text, whole.end() if whole else position, stop, _OF)
    if behind is not None and behind[1] > quantity.end:
        return behind
    led = find_led(text, quantity.start, start, loose=True)
    return led or behind or _phrase(text, quantity.end, stop, _ANYWHERE)


def _phrase(text: str, position: int, stop: int, openers: frozenset[str]) -> Part | None:
    """Return the words behind `position` up to a border of the clause, trimmed of grammar at both ends.

    `openers` are prepositions that may stand before the noun.
    """
    words = _words_behind(text, position, stop)
    first = 0
    while first < len(words) and _leads(words[first].folded, openers):
        first += 1
    if first == len(words) or (words[first].folded in _FUNCTION_WORDS and words[first].folded not in _OPENERS):
        return None
    last = _reach(text, words[first:], stop)
    while first < len(words) and words[first].folded in _AUXILIARIES:
        first += 1
    if first == len(words) or last <= words[first].start:
        return None
    more = _LIST.match(text, last, stop) if _OF_WITHIN.search(text, words[first].start, last) else None
    return words[first].start, more.end() if more else last


def _words_behind(text: str, position: int, stop: int) -> list[_Word]:
    words: list[_Word] = []
    while match := _WORD.match(text, position, stop):
        bare = match["word"].rstrip(".-")
        position = match.end("word") if "." in bare else match.start("word") + len(bare)  # "U.S." ends no sentence
        words.append(_Word(match.start("word"), match.start("word") + len(bare), bare.casefold()))
    return words


def _leads(word: str, openers: frozenset[str]) -> bool:
    return (word in _LEADING or word in openers) and word not in _OPENERS


def _reach(text: str, words: list[_Word], stop: int) -> int:
    """Return where the last word with a meaning of its own ends that belongs to the first one's phrase."""
    last, count, phrases, most, before = -1, 0, 0, _MOST_PHRASES, ""
    for word in words:
        joins = word.folded == "and" and before and before not in _BORDERS and _AND_OTHERS.match(text, word.end, stop)
        phrases += word.folded in _PREPOSITIONS
        if not joins and (phrases > most or count == _MOST_WORDS or _is_border(text, word, before, count)):
            break
        if word.folded in _FATES and not before:
            most = 0  # "12 killed in the blast": where it happened is no part of what those counted are
        elif word.folded == "to":
            most = phrases
        elif word.folded in _AUXILIARIES:
            most = min(most, 1)
        before = before if word.folded in _ADVERBS and before else word.folded
        if word.folded not in _FUNCTION_WORDS:
            last, count = word.end, count + 1
    return last


def _is_border(text: str, word: _Word, before: str, count: int) -> bool:
    if word.folded in _BORDERS or is_time_word(word.folded) or _WHEN.match(text, word.start):
        return True
    if word.folded in _PREPOSITIONS and count >= _ENOUGH_WORDS:
        return True
    # "… was to exceed", "… are now unpacking": that is said of them, and does not tell who they are.
    goes_on = word.folded.endswith("ing") and word.folded != "being" and word.folded not in _FATES
    return before in _AUXILIARIES and (word.folded == "to" or goes_on)
