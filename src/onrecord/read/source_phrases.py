"""Tokens around a reporting verb to the noun phrase that names the speaker, without a part-of-speech tagger.

Invariant: a phrase is a run of tokens of one sentence, found within `LONGEST_PHRASE` tokens of where it was asked for.
Ranges here count tokens, not characters.
"""

from onrecord.language.titles import find_title
from onrecord.model import Part
from onrecord.read.sentences import Sentence
from onrecord.read.words import (
    ADVERBS,
    CHANNEL_LINKS,
    CHANNEL_NOUNS,
    DETERMINERS,
    MONTHS,
    NOUN_LINKS,
    PLATFORMS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_NOUNS,
    WEEKDAYS,
    WH_WORDS,
)

LONGEST_PHRASE = 18
LONGEST_NAME = 4
LONGEST_APPOSITION = 30
LONGEST_CHANNEL = 9
_NO_ADVERBS = frozenset({"family", "july", "italy", "assembly", "monopoly", "anomaly", "butterfly", "supply", "reply"})
_TIME_OPENERS = frozenset({"on", "in", "late", "early", "last", "this", "next", "the", "at", "during", "of"})
_LAST_TIMES = WEEKDAYS | {"who", "yesterday", "today", "earlier", "last"}
_BEFORE_TIMES = frozenset({"on", "in", "last", "this", "late", "early"})
_CLAUSE_OPENERS = frozenset({"that", "while", "although", "but", "as", ";", ":", "and"})
_OUTSIDERS = SUBORDINATORS | {"to", "despite", "amid"}
_OBJECTS = frozenset({"him", "her", "them", "us", "me"})


def is_adverb(word: str) -> bool:
    """Whether the word is a common adverb or ends like one (shorter words in -ly are fly, ally, only)."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > len("only") and word not in _NO_ADVERBS)


def _is_forename(sentence: Sentence, at: int) -> bool:
    """Whether a month is a forename: `|April| Reyes said`; not in `in |April| Velm said`."""
    alone = at == 0 or sentence.words[at - 1] not in PREPOSITIONS
    return alone and sentence.is_word(at + 1) and sentence.is_capital(at + 1)


def is_leading_adverb(sentence: Sentence, at: int) -> bool:
    """Whether an adverb stands before a phrase; Emily and Kelly before a surname are none."""
    named = sentence.is_capital(at) and sentence.is_word(at + 1) and sentence.is_capital(at + 1)
    return is_adverb(sentence.words[at]) and not (named and sentence.words[at] not in ADVERBS)


def noun_phrase_before(sentence: Sentence, end: int) -> Part | None:
    """Return the noun phrase that ends before token `end`, without a closing apposition or relative clause."""
    end = _before_adjuncts(sentence, end)
    closing = end
    closes = end > 0 and (sentence.words[end - 1] in {",", ")", "—", "–", "-"} or _closes_title(sentence, end - 1))
    if closes:
        opening = _opening_of_apposition(sentence, end - 1)
        if opening is None:
            return None
        end = opening
    found = _walk_left(sentence, end)
    if found is not None and _is_participle(sentence, found[0] - 1):
        found = _walk_left(sentence, found[0] - 1) or found
    if found is None or end == closing:
        return None if found is None else (_list_begin(sentence, *found), found[1])
    if _is_name(sentence, end + 1, closing - 1) and not _is_name(sentence, *found):
        return (found[0], closing - 1)  # the minister, Ana Reyes, said
    return _named_before(sentence, found[0]) or found


def _closes_title(sentence: Sentence, at: int) -> bool:
    """Whether a quoted title closes an apposition: `Reyes, the author of |"The Quay,"| said`."""
    return at > 0 and sentence.is_quote(at) and sentence.ends_clause(at) and sentence.is_word(at - 1)


def _is_participle(sentence: Sentence, at: int) -> bool:
    """Whether the word only tells which ones speak: `lawmakers |supporting| the law said`."""
    return (
        at > 0
        and sentence.words[at].endswith("ing")
        and sentence.words[at] not in PREPOSITIONS
        and sentence.is_word(at - 1)
        and not (sentence.words[at - 1] in PREPOSITIONS | SUBORDINATORS | {"and"} or sentence.is_verb(at - 1))
    )


def _list_begin(sentence: Sentence, start: int, end: int) -> int:
    """Return where a list that ends with this phrase begins: `|Neither Ondo nor Velm`, `|Ondo, Velm and Kern`."""
    words = sentence.words
    if start > 1 and words[start - 1] == "nor":
        lowest = max(-1, start - LONGEST_PHRASE)
        return next((at for at in range(start - 2, lowest, -1) if words[at] == "neither"), start)
    first = start
    while "and" in words[start:end] and first > 1 and words[first - 1] == ",":
        item = first - 1
        while item > 0 and first - 1 - item < LONGEST_NAME and _belongs(sentence, item - 1, first - 1):
            item -= 1
        if not _is_list_item(sentence, item, first - 1):
            break
        first = item
    begins = first == 0 or words[first - 1] in _CLAUSE_OPENERS
    return first if begins else start


def _is_list_item(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name or a phrase with its article stands here, and no place, time or adverb."""
    head = sentence.words[start] in DETERMINERS or _is_name(sentence, start, end)
    return (
        start < end
        and head
        and not any(
            sentence.words[at] in PREPOSITIONS | TIME_NOUNS | MONTHS or is_adverb(sentence.words[at])
            for at in range(start, end)
        )
    )


def _is_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens are a short run of capitalised words."""
    return 0 < end - start <= LONGEST_NAME and all(
        sentence.is_word(at) and sentence.is_capital(at) and sentence.words[at] not in DETERMINERS
        for at in range(start, end)
    )


def _named_before(sentence: Sentence, start: int) -> Part | None:
    """Return the name before an apposition that was taken for the speaker: `|Ana Reyes|, the mayor, a lawyer, said`."""
    if start < 2 or sentence.words[start - 1] != ",":  # noqa: PLR2004 - a name and a comma must fit
        return None
    first = start - 1
    while first > 0 and start - 1 - first < LONGEST_NAME and _is_name(sentence, first - 1, first):
        first -= 1
    begins = first == 0 or not sentence.is_word(first - 1)
    return (first, start - 1) if begins and start - 1 - first > 1 else None


def _before_adjuncts(sentence: Sentence, end: int) -> int:
    """Step left over adverbs and times between a subject and its verb: `Reyes on Friday also |said`."""
    for _ in range(5):
        step = _adjunct_length(sentence, end)
        if step == 0 or step >= end:  # a subject must remain
            break
        end -= step
    return end


def _adjunct_length(sentence: Sentence, end: int) -> int:
    """Return how many tokens before `end` are one adverb, time or "in a statement"."""
    words = sentence.words
    last, before, first = ([""] * 3 + words[max(0, end - 3) : end])[-1:-4:-1]
    if last in TIME_NOUNS | MONTHS and before in _BEFORE_TIMES:
        return 2
    if last in CHANNEL_NOUNS and before in {"a", "an"} and first == "in":
        return 3
    if last in WEEKDAYS or (last and is_adverb(last) and not sentence.is_capital(end - 1)):
        return 1
    return 0


def _opening_of_apposition(sentence: Sentence, closing: int) -> int | None:
    """Return where the insertion that ends with the mark at `closing` begins: `Reyes|, the mayor of Ondo,`."""
    opening_mark = {")": "(", "—": "—", "–": "–", "-": "-"}.get(sentence.words[closing], ",")
    lowest = max(0, closing - LONGEST_APPOSITION)
    for at in range(closing - 2, lowest, -1):
        if sentence.words[at] == opening_mark and sentence.is_word(at - 1) and sentence.is_word(at + 1):
            return at
        if sentence.words[at : at + 2] == ["-", "-"] == [opening_mark, opening_mark] and sentence.is_word(at - 1):
            return at
        if sentence.words[at] in {";", ":"}:
            return None
    return None


def _walk_left(sentence: Sentence, end: int) -> Part | None:
    words = sentence.words
    at = end - 1
    if not sentence.is_word(at):
        if at >= 0 and words[at] == "." and sentence.is_word(at - 1) and sentence.is_capital(at - 1):
            at -= 1  # Acme Inc. said
        else:
            return None
    if words[at] in PRONOUNS:
        return (at, end)
    start = end
    lowest = max(0, end - LONGEST_PHRASE)
    while at >= lowest and _belongs(sentence, at, end):
        start = at
        if words[at] in DETERMINERS and not (at > 0 and _continues_left(sentence, at)):
            start -= words[at - 1 : at + 1] in (["no", "one"], ["every", "one"])
            break
        at -= 1
    start = _strip_front(sentence, start, end)
    return (start, end) if start < end and _names_something(sentence, start, end) else None


def _belongs(sentence: Sentence, at: int, end: int) -> bool:
    words = sentence.words
    token = sentence.tokens[at]
    if token.kind == "quote":
        return False
    if token.kind == "mark":
        return words[at] in {"'s", "&", "/", "$", "%", "#", "@"} or (
            words[at] == "." and at < end - 1 and sentence.is_capital(at - 1)
        )
    if words[at] == "and":
        return at > 0 and sentence.is_word(at - 1) and _joins_names(sentence, at)
    compares = words[at] == "than" and at > 0 and words[at - 1] in {"more", "less", "fewer"}
    tied = words[at] == "to" and at > 0 and (words[at - 1] == "close" or find_title(words[at - 1]) is not None)
    if not (compares or tied) and (words[at] in _OUTSIDERS or words[at] in PRONOUNS):
        return False
    if sentence.is_verb(at):
        return at > 0 and words[at].endswith("ed") and (words[at - 1] in DETERMINERS or words[at - 1] in PREPOSITIONS)
    return True


def _joins_names(sentence: Sentence, at: int) -> bool:
    """Whether an "and" joins two parts of a phrase: nothing but phrase words back to a border, and no verb."""
    for before in range(at - 1, max(-1, at - LONGEST_PHRASE), -1):
        if sentence.tokens[before].kind != "word":
            return sentence.words[before] == "," and not sentence.is_verb(at - 1)
        if sentence.is_verb(before):
            return False
    return True


def _continues_left(sentence: Sentence, at: int) -> bool:
    """Whether the phrase goes on to the left of a determiner: `spokesman for |the ministry`."""
    before = sentence.words[at - 1]
    if before == "and":
        return _joins_names(sentence, at - 1)
    return before in NOUN_LINKS and at > 1 and sentence.is_word(at - 2) and sentence.words[at - 2] not in TIME_NOUNS


def _strip_front(sentence: Sentence, start: int, end: int) -> int:
    """Drop a leading preposition with its time or place, adverbs and conjunctions: `On Monday |officials`."""
    words = sentence.words
    while start < end - 1:
        word = words[start]
        time = word in TIME_NOUNS or (word in MONTHS and not _is_forename(sentence, start)) or word.isdigit()
        quantity = word == "both" and not sentence.is_capital(start + 1)
        if quantity or not (
            word in PREPOSITIONS or word in {"and", "but", "or", ",", "."} or is_leading_adverb(sentence, start) or time
        ):
            break
        start += 1
    return start


def _names_something(sentence: Sentence, start: int, end: int) -> bool:
    return any(
        sentence.tokens[at].kind == "word"
        and (sentence.words[at] not in DETERMINERS or end - start == 1)
        and sentence.words[at] not in PREPOSITIONS
        and sentence.words[at] not in TIME_NOUNS
        for at in range(start, end)
    )


def noun_phrase_after(sentence: Sentence, start: int) -> Part | None:
    """Return the noun phrase that begins at token `start`, up to a mark, a verb, a time or a means of speaking."""
    words = sentence.words
    if not sentence.is_word(start) or words[start] in WH_WORDS:
        return None
    if words[start] in PRONOUNS or words[start] in _OBJECTS:
        return (start, start + 1)
    end = start
    highest = min(len(words), start + LONGEST_PHRASE)
    while end < highest and not _ends_phrase(sentence, end, start):
        end += 1
    while end > start and _trails(sentence, end - 1):
        end -= 1
    return (start, end) if end > start and _names_something(sentence, start, end) else None


def _trails(sentence: Sentence, at: int) -> bool:
    """Whether a word does not belong to the phrase that it closes: a preposition, an article, an adverb."""
    word = sentence.words[at]
    adverb = is_adverb(word) and not sentence.is_capital(at)
    return adverb or word in PREPOSITIONS or word in {"and", "or", "the", "a"}


def _ends_phrase(sentence: Sentence, at: int, start: int) -> bool:
    word = sentence.words[at]
    if not sentence.is_word(at):
        return not _inner_mark(sentence, at)
    if word == "and":
        return not _names_follow(sentence, at + 1)
    if at == start:
        return False
    if word in SUBORDINATORS or word in PRONOUNS or word in _LAST_TIMES:
        return True
    if word in PREPOSITIONS:
        return _ends_before_preposition(sentence, at)
    return sentence.is_verb(at) and sentence.words[at - 1] not in DETERMINERS


def _names_follow(sentence: Sentence, at: int) -> bool:
    return sentence.is_word(at) and (sentence.is_capital(at) or sentence.words[at] in DETERMINERS)


def _ends_before_preposition(sentence: Sentence, at: int) -> bool:
    """Whether a preposition begins a means, a time or an infinitive: `officials in Ondo |in a statement`."""
    word = sentence.words[at]
    if word not in NOUN_LINKS or (word in CHANNEL_LINKS and channel_end(sentence, at) is not None):
        return True
    return word == "to" and not _names_follow(sentence, at + 1)


def _inner_mark(sentence: Sentence, at: int) -> bool:
    if sentence.words[at] == ".":
        return at + 1 < len(sentence.tokens) and sentence.is_word(at + 1) and sentence.is_word(at - 1)
    if sentence.words[at] == "(":
        return ")" in sentence.words[at : at + 4]
    if sentence.words[at] == ")":
        return "(" in sentence.words[max(0, at - 3) : at]
    return sentence.words[at] in {"&", "/", "#", "@"}


def skip_adjuncts(sentence: Sentence, at: int) -> int:
    """Step right over times, places and means of speaking behind a verb: `said |on Monday in a statement that`."""
    words = sentence.words
    for _ in range(5):
        following = _time_end(sentence, at)
        if following is None and at < len(words) and words[at] in CHANNEL_LINKS:
            following = channel_end(sentence, at)
        if following is None and at < len(words) and is_adverb(words[at]) and sentence.tokens[at].kind == "word":
            following = at + 1
        if following is None:
            break
        at = following
    return at


def _time_end(sentence: Sentence, at: int) -> int | None:
    words = sentence.words
    start = at
    while at < len(words) and words[at] in _TIME_OPENERS:
        at += 1
    found = at
    while at < len(words) and (
        words[at] in TIME_NOUNS or words[at] in MONTHS or (words[at][:1].isdigit() and at > start)
    ):
        at += 1
    if at == found or not any(
        words[k] in TIME_NOUNS or words[k] in MONTHS or len(words[k]) == len("2024") for k in range(found, at)
    ):
        return None
    return at


def channel_end(sentence: Sentence, at: int) -> int | None:
    """Return the end of a phrase that names a means or occasion of speaking: `in an interview with the Herald|`."""
    words = sentence.words
    for noun in range(at + 1, min(len(words), at + LONGEST_CHANNEL)):
        if sentence.tokens[noun].kind != "word" or words[noun] in SUBORDINATORS or words[noun] in PRONOUNS:
            return None
        if words[noun] in CHANNEL_NOUNS and (not sentence.is_capital(noun) or words[noun] in PLATFORMS):
            end = noun + 1
            while sentence.is_word(end) and words[end] in CHANNEL_NOUNS:
                end += 1
            if end < len(words) and words[end] in {"with", "to", "by", "on", "from", "in", "of", "at"}:
                phrase = noun_phrase_after(sentence, end + 1)
                if phrase is not None:
                    end = phrase[1]
            return end
        if sentence.is_verb(noun):
            return None
    return None
