"""The words before a quantity into what it counts: the subject of what rose to it, a sum's purpose, what lasts so long.

Invariant: the words are one slice of the quantity's own clause, without a leading article; it looks back `_FAR` places.
"""

import re
from typing import NamedTuple

from onrecord.model import Part
from onrecord.read.counted_words import is_time_word, table_words

_FAR = 200
_REACH = 30
"""Words of a clause that are looked at."""
_NAME_WORDS = 4
"""Words of one noun phrase, at most."""
_MOST_WORDS = 6
"""Content words in all: a longer chain of phrases is cut behind the last one that fits."""
_MOST_PHRASES = 6
_LASTING_WORDS = 4

_BORDER = re.compile(r"[.!?;:](?=\s)|[\n“”\"()\[\]–—]|\s-\s")
_WORD = re.compile(r"[^\W_](?:[\w’'&.-]*\w)?")
_INCLUDED = re.compile(r",? (?:including|among them|of (?:whom|which|them))[,:]? (?:only |just |some )?$")
_TALLY = 16
_AYES = re.compile(r"(?:-to-|[-–]| to | votes? to )\d{1,3}\b")
_NOES = re.compile(r"\b\d{1,3}(?:-to-|[-–]| to | votes? to )$")
_VOTE = re.compile(r"\b(?:vot(?:es?|ed|ing)|ballots?)\b", re.IGNORECASE)
_SHARES = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|ma(?:kes?|de|king) up|constitut(?:es?|ed|ing)|represent(?:s|ed|ing)?|"
    r"compris(?:es?|ed|ing)) $"
)
_NUMBER_OF = re.compile(
    r"(?:number|total|count|figure|estimate|average|tally)s? of (?:the |all |its |their |his |her )?"
)

_FUNCTION_WORDS = table_words("function", "border")
_ARTICLES = table_words("article")
_NO_NAMES = _FUNCTION_WORDS | _ARTICLES | table_words("number") | {"percent", "cent"}
_LINKS = table_words("link", "move", "number")
_MOVES = table_words("move")
_AMOUNTS = table_words("amount")
_REPORTS = table_words("report")
_JOINTS = table_words("joint")
_AUXILIARIES = table_words("auxiliary")
_BEFORE_SPANS = _JOINTS | _ARTICLES | {"past", "last", "next", "another", "further"}


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    apart: bool
    """Whether a comma stands between this word and the one before it."""


def find_led(text: str, stop: int, start: int, *, loose: bool) -> Part | None:
    """Return the words before `stop`, in the passage that begins at `start`, that lead to a quantity there.

    `loose`: the clause's last words will do ("men spend |up to $5|"); otherwise only what moves to the number, is an
    amount ("the death toll rose to |31|") or a verb that takes it as its object ("arrested |31|").
    """
    words = _clause(text, stop, start)
    if not words:
        return None
    place = len(words)
    while place and _is_link(words[place - 1].folded) and not (place < len(words) and words[place].apart):
        place -= 1
    qualifier = _WORD.match(text, stop)
    linked = {word.folded for word in words[place:]} | ({qualifier[0].casefold()} & _MOVES if qualifier else set())
    if place and (words[place].apart if place < len(words) else _comma(text[words[-1].end : stop])):
        place = _before_gloss(words, place) if linked & _MOVES else 0
    last = words[place - 1].folded if place else ""
    if not linked and _takes(last) and not loose:
        first = place - 1 if last.endswith("ing") else _phrase(words, place)
        return words[first].start, words[place - 1].end
    fits = (loose and last not in _REPORTS) or linked & _MOVES or (linked and last.rstrip("s") in _AMOUNTS)
    named = _chain(words, place)
    number = _NUMBER_OF.match(text, *named) if named else None
    if named and number:
        return number.end(), named[1]
    return named if fits else None


def find_whole(text: str, stop: int, start: int) -> Part | None:
    """Return the phrase of which the number at `stop` is named as a part: "|cases of measles|, including 165"."""
    joint = _INCLUDED.search(text, max(start, stop - _FAR), stop)
    return _chain(words, len(words)) if joint and (words := _clause(text, joint.start(), start)) else None


def find_sharing(text: str, stop: int, start: int) -> Part | None:
    """Return what makes up the share at `stop`: "|trade within the union| accounts for 60 per cent of all trade"."""
    joint = _SHARES.search(text, max(start, stop - _FAR), stop)
    return _chain(words, len(words)) if joint and (words := _clause(text, joint.start(), start)) else None


def find_vote(text: str, quantity: Part, start: int) -> Part | None:
    """Return the word for the vote whose ayes or noes a number gives: "the |vote| passed, 230 to 198"."""
    first, last = quantity
    if not (_AYES.match(text, last) or _NOES.search(text, max(start, first - _TALLY), first)):
        return None
    voted = [match.span() for match in _VOTE.finditer(text, max(start, first - _FAR), first)]
    return voted[-1] if voted else None


def find_lasting(text: str, stop: int, start: int) -> Part | None:
    """Return the words for what lasts so long: "|suspended the talks| for five weeks"."""
    words = _clause(text, stop, start)
    last = len(words)
    while last and words[last - 1].folded in _BEFORE_SPANS:
        last -= 1
    first, taken = last, 0
    while first and taken < _LASTING_WORDS and _may_last(words[first - 1].folded):
        first -= 1
        taken += _names(words[first].folded)
        if words[first].apart:
            break
    while first < last and (words[first].folded in _BEFORE_SPANS or _cuts_name(text, words, first, last)):
        first += 1
    return (words[first].start, words[last - 1].end) if first < last else None


def _cuts_name(text: str, words: list[_Word], first: int, last: int) -> bool:
    """Whether words from `first` on begin within a name: "Deputy |Minister Varga| suspends"."""
    here, before = words[first:last][:1], words[:first][-1:]
    return bool(here and before) and all(text[word.start].isupper() for word in (*here, *before)) and not here[0].apart


def _clause(text: str, stop: int, start: int) -> list[_Word]:
    """Return the words of the clause before `stop`."""
    window = max(start, stop - _FAR)
    for border in _BORDER.finditer(text, window, stop):
        window = border.end()
    words: list[_Word] = []
    for match in list(_WORD.finditer(text, window, stop))[-_REACH:]:
        apart = bool(words) and _comma(text[words[-1].end : match.start()])
        words.append(_Word(match.start(), match.end(), match[0].casefold(), apart))
    return words


def _comma(between: str) -> bool:
    return "," in between


def _is_link(word: str) -> bool:
    return word in _LINKS or word[0].isdigit() or word.endswith("ly")


def _takes(word: str) -> bool:
    """Whether a word may be a verb whose object is a bare number."""
    return word not in _FUNCTION_WORDS and not is_time_word(word) and word.endswith(("ed", "ing", "s", "l"))


def _before_gloss(words: list[_Word], place: int) -> int:
    """Return where the subject ends before a gloss between commas: "the toll, the ministry said, rose to"."""
    for index in range(place - 1, 0, -1):
        if words[index].apart:
            return index
    return place


def _chain(words: list[_Word], place: int) -> Part | None:
    """Return the noun phrases up to `words[:place]`, each joined to the next by a preposition, first ones first."""
    phrases: list[tuple[int, int]] = []
    last = place
    while len(phrases) < _MOST_PHRASES and (first := _phrase(words, last)) < last:
        phrases.append((first, last))
        joint = first
        while joint and words[joint - 1].folded in _ARTICLES and not words[joint].apart:
            joint -= 1
        if not joint or words[joint].apart or words[joint - 1].folded not in _JOINTS or words[joint - 1].apart:
            break
        last = joint - 1
    if not phrases:
        return None
    phrases.reverse()
    taken, end = 0, phrases[0][1]
    for first, last in phrases:
        taken += last - first
        end = last if taken <= _MOST_WORDS else end
    return words[phrases[0][0]].start, words[end - 1].end


def _phrase(words: list[_Word], last: int) -> int:
    """Return where the noun phrase begins that ends before `words[last]`."""
    first = last
    while first and last - first < _NAME_WORDS and _names(words[first - 1].folded):
        first -= 1
        if words[first].apart:
            break
    return first


def _names(word: str) -> bool:
    return word not in _NO_NAMES and not word[0].isdigit() and not is_time_word(word)


def _may_last(word: str) -> bool:
    return word in _AUXILIARIES or word in _BEFORE_SPANS or _names(word)
