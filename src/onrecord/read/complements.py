"""A reporting verb to where its content begins behind it, past an audience, a time, a place, "that" or a colon.

Invariant: no search looks further than `LONGEST_STEP` tokens for the beginning of content.
"""

from dataclasses import replace
from functools import cache

from onrecord.language.cues import CueEntry, match_cue
from onrecord.read.hits import CLOSERS, opens_complement
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import is_adverb, skip_adjuncts
from onrecord.read.words import (
    AUXILIARIES,
    BE_FORMS,
    CONJUNCTIONS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    WH_WORDS,
)

LONGEST_STEP = 12
"""Tokens that an audience, a place or an occasion may have between a verb and its content."""

LONGEST_CLAUSE = 40
LONGEST_AS = 25
_PHRASE_WORDS = frozenset({"and", "but", "or", "as", "because", "while", "although", "by"})
_CLAUSE_PREPOSITIONS = frozenset({"under", "despite", "over", "about", "around", "between", "without"})
_ABOUT = frozenset({"about", "around", "over"})
_ROUND_NUMBERS = frozenset({"a", "half", "two", "three", "four", "five", "ten", "one"})
_CLAUSE_PAIRS = frozenset({("at", "least"), ("at", "most"), ("up", "to"), ("for", "the")})
LONGEST_QUESTION = 4
_SILENT = frozenset({"silent", "mum", "tight-lipped"})
_ANONYMOUS = (["named"], ["identified"], ["quoted"])
_QUESTIONS = frozenset(
    {"question", "questions", "query", "queries", "inquiries", "answering", "speaking", "commenting"}
)
_RELATIVES = WH_WORDS | {"they", "he", "she", "it"}


def complement(sentence: Sentence, stop: int, entry: CueEntry, *, negated: bool = False) -> int | None:
    """Return where the content behind the (negated) cue begins, or None where the cue has none there."""
    at = skip_adjuncts(sentence, skip_audience(sentence, stop, entry))
    if at >= len(sentence.tokens):
        return None
    if entry.takes & {"c", "a", "q", "k", "d"}:
        introduced = _introduced(sentence, at, entry)
        if introduced is not None or entry.takes == {"q"}:
            return introduced
    if negated and sentence.words[at] in WH_WORDS and "c" in entry.takes:
        return at  # did not say |when
    return at if _is_bare_complement(sentence, at, stop, entry if negated else _affirmed(entry)) else None


@cache
def _affirmed(entry: CueEntry) -> CueEntry:
    """Return the entry with what it takes where nothing negates it."""
    return replace(entry, takes=entry.takes - {"t"})


def skip_audience(sentence: Sentence, stop: int, entry: CueEntry) -> int:
    """Step over the audience of a verb that takes one: `told |reporters in Ondo| that`."""
    if "a" not in entry.takes:
        return stop
    behind = _skip_addressee(sentence, stop)
    needs_audience = not entry.takes & {"c", "o"}
    return behind if needs_audience or (behind > stop and _opens_message(sentence, behind)) else stop


def continuation(sentence: Sentence, at: int) -> int | None:
    """Return where the content goes on behind `C, said S,`: only at a quotation."""
    at = skip_adjuncts(sentence, at)
    for here in range(at, min(len(sentence.tokens), at + 4)):
        if sentence.is_quote(here):
            return here
        if sentence.words[here] not in {",", ":", ";", "but", "and"}:
            break
    return None


def after_insertion(sentence: Sentence, stop: int) -> int | None:
    """Return where content begins behind a short insertion: `said from the balcony, |"We will stay"`."""
    for at in range(stop, min(len(sentence.tokens) - 1, stop + LONGEST_STEP)):
        if sentence.is_quote(at):
            return at
        if sentence.words[at] in {",", ":"} and at > stop:
            return at + 1 if _goes_on_behind(sentence, at + 1) else None
        if sentence.is_verb(at) or sentence.words[at] in CONJUNCTIONS:
            return None
    return None


def _goes_on_behind(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    return word not in CLOSERS and not word.endswith("ing") and sentence.has_verb(at, at + LONGEST_CLAUSE)


def _introduced(sentence: Sentence, at: int, entry: CueEntry) -> int | None:
    """Return where content begins behind "that", a colon or an opening quotation mark."""
    words = sentence.words
    quoted = _quotation_at(sentence, at)
    if quoted is not None or entry.takes == {"q"}:
        return quoted
    if words[at : at + 2] == [",", "that"]:
        at += 1
    if (
        words[at] == ","
        and words[at + 1 : at + 2]
        and is_adverb(words[at + 1])
        and words[at + 2 : at + 4] == [",", "that"]
    ):
        at += 3  # denied, however, that
    if words[at] == "that" and at + 1 < len(words):
        return at if words[at + 1] in AUXILIARIES else at + 1  # said |that would do
    if words[at] == ":" and at + 2 < len(words):
        return at + 1
    conjunction = _late_conjunction(sentence, at, entry)
    return None if conjunction is None else conjunction + 1


def _late_conjunction(sentence: Sentence, at: int, entry: CueEntry) -> int | None:
    """Return where "that" stands behind an occasion or a name: `said at an event |that`, `told X, the mayor, |that`."""
    named = "a" in entry.takes and sentence.words[at] == ","
    if sentence.words[at] not in PREPOSITIONS and not named:
        return None
    for here in range(at + 1, min(len(sentence.tokens) - 1, at + LONGEST_STEP)):
        if sentence.words[here] == "that":
            return here
        breaks = not sentence.is_word(here) and not named
        if breaks or sentence.is_verb(here) or sentence.words[here].endswith("ing"):
            return None
    return None


def _opens_message(sentence: Sentence, at: int) -> bool:
    """Whether what was said to somebody begins here for sure: an infinitive, a conjunction, a quotation."""
    at = skip_adjuncts(sentence, at)
    if at >= len(sentence.tokens):
        return True
    return sentence.words[at] in WH_WORDS | {"that", "to", ":", "not"} or _quotation_at(sentence, at) is not None


def _quotation_at(sentence: Sentence, at: int) -> int | None:
    if sentence.is_quote(at):
        return at
    if sentence.words[at] in {",", ":", "—", "–", "-"} and sentence.is_quote(at + 1):
        return at + 1
    return None


def _is_bare_complement(sentence: Sentence, at: int, stop: int, entry: CueEntry) -> bool:
    """Whether content that nothing introduces can begin here: `said |it would`, `denied |the charges`, `vowed |to`."""
    word = sentence.words[at]
    if word == "to":
        anonymous = sentence.words[at + 1 : at + 2] == ["be"] and sentence.words[at + 2 : at + 3] in _ANONYMOUS
        return bool(entry.takes & {"i", "a", "s", "t"}) and not anonymous  # asked not |to be named
    if word in WH_WORDS:
        return bool(entry.takes & {"c", "o", "a", "s", "t"}) and word not in {"who", "when", "where", "whose"}
    if _is_excluded(sentence, at, stop, entry):
        return False
    special = _SPECIAL.get(next((letter for letter in "hgn" if letter in entry.takes), ""))
    if special is not None:
        return special(sentence, at)
    if "x" in entry.takes and not entry.takes & {"c", "o"}:
        return _is_seen_as(sentence, at, entry)
    return bool(entry.takes & {"c", "o", "m", "d", "s", "t", "r", "z"}) or ("a" in entry.takes and at > stop)


def _is_silence(sentence: Sentence, at: int) -> bool:
    return sentence.words[at] in _SILENT


def _avoids(sentence: Sentence, at: int) -> bool:
    """Whether a word of speaking or questions follow: `avoided |denying this`, `dodged |the question`."""
    match = match_cue(sentence.words, at)
    if match is not None and match.form == "ing":
        return True
    return any(word in _QUESTIONS for word in sentence.words[at : at + LONGEST_QUESTION])


def _numbers(sentence: Sentence, at: int) -> bool:
    """Whether "at" and a number follow: `put |the death toll at 12`."""
    words = sentence.words[at : at + LONGEST_STEP]
    behind = words[words.index("at") + 1 : words.index("at") + LONGEST_QUESTION] if "at" in words else []
    return any(word[0].isdigit() for word in behind)


_SPECIAL = {"h": _is_silence, "g": _avoids, "n": _numbers}
"""What must follow a verb that takes something of its own kind."""


def _is_seen_as(sentence: Sentence, at: int, entry: CueEntry) -> bool:
    """Whether "as" and what somebody or something is called follow, or quoted words."""
    limit = min(len(sentence.tokens) - 1, at + LONGEST_AS)
    for here in range(at, limit):
        if sentence.words[here] == "as":
            clause = sentence.words[here + 1] in PRONOUNS or any(
                sentence.is_verb(at) for at in range(here + 1, min(limit, here + LONGEST_QUESTION))
            )
            return "thought" not in entry.traits or not clause
        if sentence.is_quote(here):
            return not ("k" in entry.takes or "thought" in entry.traits)
    return "k" not in entry.takes and sentence.is_quote(limit)


def _is_excluded(sentence: Sentence, at: int, stop: int, entry: CueEntry) -> bool:
    """Whether this word can not begin the content of such a verb."""
    word = sentence.words[at]
    if not (sentence.is_word(at) or sentence.is_quote(at) or word in {"$", "€", "£"}):
        return True
    if word in _PHRASE_WORDS:
        return word != "as" or "x" not in entry.takes
    if word in PREPOSITIONS and not entry.takes & {"s", "t", "r"}:
        return "c" not in entry.takes or not _opens_clause(sentence, at)
    if word in BE_FORMS and {"c", "o"} <= entry.takes:  # "the views expressed are", but "which they said was"
        return not any(pronoun in _RELATIVES for pronoun in sentence.words[max(0, stop - 4) : stop])
    if "m" in entry.takes:
        return not opens_complement(sentence, at)
    return "clause" in entry.traits and not sentence.has_verb(at, at + LONGEST_CLAUSE)


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Whether the preposition begins a clause of its own: `said |at least two people died`."""
    pair = tuple(sentence.words[at : at + 2])
    counts = len(pair) > 1 and (pair[1][0].isdigit() or pair[1] in _ROUND_NUMBERS)
    return pair in _CLAUSE_PAIRS or (sentence.words[at] in _CLAUSE_PREPOSITIONS and (counts or pair[0] not in _ABOUT))


def _skip_addressee(sentence: Sentence, at: int) -> int:
    words = sentence.words
    if at < len(words) and words[at] in OBJECT_PRONOUNS:
        return at + 1
    end = at
    while end < min(len(words), at + LONGEST_STEP) and not _ends_addressee(sentence, end, at):
        if end > at and sentence.is_verb(end):
            return _first_name(sentence, at)
        end += 1
    return end


def _ends_addressee(sentence: Sentence, end: int, at: int) -> bool:
    word = sentence.words[end]
    if word in {"that", "to"} or word in WH_WORDS or not sentence.is_word(end):
        return True
    if end == at:
        return False
    return word in PRONOUNS or (word in DETERMINERS and sentence.words[end - 1] not in PREPOSITIONS | {"and"})


def _first_name(sentence: Sentence, at: int) -> int:
    """Return the end of the first word or run of capitals: `told |Daily Herald| officers came`."""
    end = at + 1
    if sentence.words[at] in DETERMINERS:
        return end + 1
    while sentence.is_word(end) and sentence.is_capital(end) and sentence.is_capital(at):
        end += 1
    return end
