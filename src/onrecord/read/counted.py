"""A quantity's surroundings into the words for what it counts ("soldiers", "containers of artillery shells").

Invariant: the words are one slice of the passage, behind the number or before its qualifier, at most `_FAR` away.
"""

import re
from functools import cache

from onrecord.language.calendar import weekday_numbers
from onrecord.language.numbers import number_words
from onrecord.model import Part
from onrecord.read.quantities import Quantity, read_table

_FAR = 120
"""Characters beside a quantity within which what it counts is named."""
_MOST_WORDS = 5
_NAME_WORDS = 3
_WORD_BEHIND = re.compile(r"(?:[\"”’]?[ \u00a0]|-(?=[^\W\d])(?!to\b))(?P<word>per cent\b|[^\W\d][\w’'.&/-]*)")
_WORD_BEFORE = re.compile(r"[\w’'-]+")
_CLAUSE_BORDER = re.compile(r"[^\w\s’'-]")


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("counted_words.csv") if row["kind"] in kinds)


_LEADING = _words("leading")
_OPENERS = _words("opener")
_AUXILIARIES = _words("auxiliary")
_BORDERS = _words("border") | weekday_numbers().keys()
_FUNCTION_WORDS = _words("function") | _BORDERS
_PREPOSITIONS = _words("preposition")
_MOVES = _words("move")
_LINKS = _words("move", "link") | number_words("unit", "teen", "ten", "scale").keys()
_AMOUNTS = _words("amount")
_VERBS = _words("verb")
_FATES = _words("fate")
_ADVERBS = frozenset({"now", "already", "still", "currently", "also", "reportedly"})
_AND_OTHERS = re.compile(r" (?:[a-z-]+ ){0,1}(?![a-z]+ss\b)[a-z-]+s\b(?! (?:of|that|the|a|an|his|her|its|their)\b)")
"""Another noun in the plural: "engineers and ship crews", where "and says the ministry" would go on with a verb."""

_AMOUNT_OF = re.compile(
    r"\b(?:number|estimate|estimates|toll|total|count|tally|share|figure|average)s? of "
    r"(?P<words>(?:the |all |its |their |his |her )?(?:[\w’'-]+ ){1,4}?)"
    r"(?:(?:had|has|have|was|were|is|are|will|would|could|may) (?:\w+ )?|(?:now|already|then) )*"
    r"(?:at|to|from|by|as|(?:rose|risen|rising|grew|grown|fell|fallen|increased?|climbed|dropped|jumped|reached|reaching"
    r"|reach|stood|stands|exceed(?:s|ed|ing)?|put|was|is|were|are)(?: by| to| at| from)?) $"
)
_LASTING_WORDS = 4
_LASTS = re.compile(
    r"(?P<words>(?:[^\W\d][\w’'-]*[ \u00a0]){1,6})for (?:another |a further |the (?:last|past|next) )?$"
)


def find_counted(text: str, quantity: Quantity, start: int, end: int) -> Part | None:
    """Return where the passage `text[start:end]` names what the quantity counts, or None where it does not.

    The words begin right behind the number, at its unit where that is a word ("percent of voters", "tonnes of wheat"),
    and reach on into what is said of those counted ("people were killed"), since that tells the dead from the wounded.
    A count without a noun takes what is said of it, the verb that leads to it ("killed 12"), or the quantity named
    before it ("the death toll rose to 31").
    """
    position = quantity.after
    if not text[position : position + 2].strip()[:1].isalpha():
        position = max(position, quantity.end)
    behind = _phrase(text, position, min(end, position + _FAR))
    if behind is not None and quantity.kind == "duration" and " " not in text[slice(*behind)].strip():
        return _lasting(text, quantity, start) or behind
    bare_unit = behind is not None and quantity.kind not in {"", "duration"} and behind[1] <= quantity.end
    return _before(text, quantity, start) or behind if behind is None or bare_unit else behind


def _phrase(text: str, position: int, stop: int) -> Part | None:
    """Return the words behind `position` up to a border of the clause or a second preposition, trimmed at both ends."""
    first, last, count, prepositions, most, before = -1, -1, 0, 0, 1, ""
    while count < _MOST_WORDS and (match := _WORD_BEHIND.match(text, position, stop)):
        word = match["word"].rstrip(".-").casefold()
        position = match.start("word") + len(match["word"].rstrip(".-"))
        if first >= 0 and word == "and" and before not in _BORDERS and _AND_OTHERS.match(text, position, stop):
            before = before if word in _ADVERBS else word
            continue
        if first < 0 and word in _LEADING:
            continue
        prepositions += word in _PREPOSITIONS
        if prepositions > most or word in _BORDERS or (first < 0 and not _may_open(word)):
            break
        # "… was to exceed", "… are now unpacking": that is said of them, and does not tell who they are.
        if before in _AUXILIARIES and (word == "to" or (word.endswith("ing") and word != "being")):
            break
        before = before if word in _ADVERBS else word
        if first < 0 and word not in _AUXILIARIES:
            first = match.start("word")
            # "12 killed in the blast": where it happened is no part of what those counted are.
            most = 0 if word in _VERBS or word in _FATES else 1
        if word not in _FUNCTION_WORDS:
            last, count = position, count + 1
        if match["word"].endswith(".") and "." not in word:
            break
    return (first, last) if last > first >= 0 else None


def _lasting(text: str, quantity: Quantity, start: int) -> Part | None:
    """Return the words for what lasts so long: "|suspended the talks| for five weeks"; None where no such words do."""
    lead = _LASTS.search(text, max(start, quantity.start - _FAR // 2), quantity.start)
    if lead is None:
        return None
    words = [(match.start(), match.end()) for match in _WORD_BEFORE.finditer(text, *lead.span("words"))]
    chosen = len(words)
    while chosen and len(words) - chosen < _LASTING_WORDS and _may_last(text[slice(*words[chosen - 1])]):
        chosen -= 1
    return (words[chosen][0], words[-1][1]) if chosen < len(words) else None


def _may_last(word: str) -> bool:
    folded = word.casefold()
    return word.islower() and (folded not in _FUNCTION_WORDS or folded in _AUXILIARIES or folded in _LEADING)


def _may_open(word: str) -> bool:
    return word in _OPENERS or word not in _FUNCTION_WORDS


def _before(text: str, quantity: Quantity, start: int) -> Part | None:
    """Return the verb that leads to a bare number, or the words for what moves or stands at it."""
    window = max(start, quantity.start - _FAR // 2)
    clause = window + sum(map(len, _CLAUSE_BORDER.split(text[window : quantity.start])[:-1]))
    clause += len(_CLAUSE_BORDER.findall(text[window : quantity.start]))
    amount = _AMOUNT_OF.search(text, clause, quantity.start)
    if amount is not None:
        led = re.match(r"(?:the|all|its|their|his|her) ", amount["words"])
        return amount.start("words") + (led.end() if led else 0), amount.end("words") - 1
    words = [(match.start(), match.end()) for match in _WORD_BEFORE.finditer(text, clause, quantity.start)]
    folded = [text[first:last].casefold() for first, last in words]
    if folded and folded[-1] in _VERBS:
        return words[-1]
    begin = len(words)
    while begin and (folded[begin - 1] in _LINKS or folded[begin - 1][0].isdigit()):
        begin -= 1
    links, name = set(folded[begin:]), begin
    while name and begin - name < _NAME_WORDS and folded[name - 1] not in _FUNCTION_WORDS:
        name -= 1
    if name == begin or not (links & _MOVES or (links and folded[begin - 1] in _AMOUNTS)):
        return None
    return words[name][0], words[begin - 1][1]
