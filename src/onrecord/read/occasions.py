"""A sentence to its phrases of means and occasion: `in an interview with the Herald`, `on Twitter`, `gave a speech`.

Invariant: a phrase is a run of tokens of one sentence, found within `LONGEST_LEAD` tokens of its first word; which
nouns stand behind which preposition says the reviewed table `occasions.csv`.
"""

from dataclasses import dataclass
from functools import cache

from onrecord.language.cues import match_cue
from onrecord.language.outlets import is_outlet, is_press
from onrecord.language.tables import read_table
from onrecord.language.titles import find_body, find_title
from onrecord.model import Part
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import LONGEST_NAME, is_adverb, noun_phrase_after, skip_adjuncts
from onrecord.read.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_NOUNS,
    WH_WORDS,
    word_set,
)

LONGEST_LEAD = 8
"""Tokens between the first word of a phrase and the noun of its means."""

MOST_TIES = 3
"""Prepositional phrases that belong to one means: `in a letter |to the council| |on the bridge|`."""

_LINKS = frozenset({"in", "on", "at", "via", "through", "during", "by", "over", "across", "from"})
_PLACES = frozenset({"at", "from"})
_DEFINITE = frozenset({"the", "a", "his", "her", "their", "its"})
_APART = frozenset({",", "who", "which", "that", "(", "and"})
_TIES = frozenset({"with", "to", "via", "by", "from", "for", "of", "in", "at", "on", "before"})
_NO_TIES = frozenset({"response", "reply", "reaction", "answer", "return", "condition", "behalf", "order", "which"})
_SPEAKING = frozenset({"speaking", "spoke", "writing", "testifying", "testified", "appearing", "appeared"})
_APPEARING = frozenset({"testifying", "testified", "appearing", "appeared"})
_PERFORMING = word_set(
    "gave giving given made making delivered delivering held holding issued issuing released releasing published"
    " publishing posted posting sent sending wrote writing written filed filing recorded recording circulated submitted"
    " fired firing penned penning put putting"
    " responded responding replied replying"
)
_ISSUED = word_set(
    "posted published issued released sent held broadcast aired carried delivered obtained shared written addressed"
    " dated"
)
_FOLLOWERS = (
    PREPOSITIONS
    | SUBORDINATORS
    | PRONOUNS
    | DETERMINERS
    | CONJUNCTIONS
    | TIME_NOUNS
    | AUXILIARIES
    | {"late", "early", "itself"}
)


@dataclass(frozen=True, slots=True)
class Means:
    """A row of the table: behind which prepositions a noun is a means of speaking, and of what kind.

    Traits: `platform` a name that needs no article and has no complement, `event` what one gives, sends or holds,
    `source` what somebody speaks through (`the mayor's |statement| read`), `by` where its author follows, `named`
    what a name follows (`on the network |Plaza|`).
    """

    links: frozenset[str]
    traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A phrase of means or occasion (a range of tokens), and the noun phrase of those spoken to, if it names them.

    `noun` is where its noun ends. `performed` where it is an act of its own (`gave a speech`), not a phrase that
    belongs to a reporting verb; `beside` where it counts only next to a verb or a speaker (`in the Herald`, `from the
    balcony`). `tie` is the preposition before the audience.
    """

    start: int
    end: int
    noun: int
    performed: bool = False
    beside: bool = False
    tie: str = ""
    audience: Part | None = None


def means_at(sentence: Sentence, at: int) -> Means | None:
    """Return the row of the noun that ends with a token (`press |release|`), or None."""
    table, word = _table(), sentence.words[at]
    pair = table.get(f"{sentence.words[at - 1]} {word}") if at else None
    return pair or table.get(word)


def find_occasions(sentence: Sentence) -> list[Occasion]:
    """Return the phrases of means and occasion outside quotations, by place; they do not overlap."""
    found: list[Occasion] = []
    at = 0
    while at < len(sentence.tokens):
        one = _occasion_at(sentence, at) if sentence.is_word(at) else None
        if one is not None:
            found.append(one)
        at = at + 1 if one is None else one.end
    return found


def _occasion_at(sentence: Sentence, at: int) -> Occasion | None:
    word = sentence.words[at]
    if word in _SPEAKING:
        return _speaking(sentence, at)
    if word == "interviewed" and sentence.words[at + 1 : at + 2] == ["by"]:
        asker = noun_phrase_after(sentence, at + 2)
        known = asker is not None and names_outlet(sentence, asker)
        start = at - _follows_when(sentence, at)
        return Occasion(start, asker[1], asker[1], tie="with", audience=asker) if asker is not None and known else None
    if word in _PERFORMING:
        return _performed(sentence, at)
    if word in {"took", "taking", "takes"} and sentence.words[at + 1 : at + 2] == ["to"]:
        end = _means_end(sentence, at + 1, "to")
        return None if end is None else Occasion(at, end, end, performed=True)
    if word in _LINKS:
        end = _means_end(sentence, at, word)
        return _place(sentence, at) if end is None else _with_ties(sentence, Occasion(at, end, end))
    return None


def phrase_words(sentence: Sentence, phrase: Part) -> list[str]:
    """Return the words of a range of tokens as they are written."""
    return [sentence.text[token.start : token.end] for token in sentence.tokens[slice(*phrase)]]


def names_outlet(sentence: Sentence, phrase: Part) -> bool:
    """Whether the head of a noun phrase is an outlet: not in `the editor |of the Herald|`."""
    start, end = phrase
    border = (at for at in range(start + 1, end) if sentence.words[at] in PREPOSITIONS or sentence.words[at] in _APART)
    return is_outlet(phrase_words(sentence, (start, next(border, end))))


def _means_end(sentence: Sentence, at: int, link: str) -> int | None:
    """Return the end of the noun of means behind a preposition at `at`: `in a brief but official statement|`."""
    noun = _noun_end(sentence, at + 1)
    means = None if noun is None else means_at(sentence, noun - 1)
    return noun if means is not None and link in means.links else None


def _noun_end(sentence: Sentence, start: int) -> int | None:
    """Return the end of the first noun of means from `start` on, where only its attributes stand before."""
    for at in range(start, min(len(sentence.tokens), start + LONGEST_LEAD)):
        if not _may_lead(sentence, at):
            return None
        if _is_means(sentence, at) and not (sentence.is_word(at + 1) and _is_means(sentence, at + 1)):
            return at + 1 if _ends_here(sentence, at + 1) else None
    return None


def _may_lead(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    if not sentence.is_word(at):
        return word in {"-", "/", "&"}
    follows = word == "following" and sentence.words[at - 1] in DETERMINERS
    closed = (
        (word in PREPOSITIONS and not follows)
        or word in PRONOUNS
        or (word in SUBORDINATORS and word not in {"but", "x"})
    )
    return not closed and not sentence.is_verb(at)


def _is_means(sentence: Sentence, at: int) -> bool:
    means = means_at(sentence, at)
    if means is None or not sentence.is_capital(at):
        return means is not None
    return "platform" in means.traits or find_body(sentence.words[at]) not in {"media", "document"}


def _ends_here(sentence: Sentence, at: int) -> bool:
    """Whether the noun phrase that reaches to `at` is over: no `on Twitter |users`, no `in court |papers`."""
    if not sentence.is_word(at) or sentence.is_capital(at):
        return True
    word = sentence.words[at]
    return (
        word in _FOLLOWERS
        or word.endswith(("ed", "ing"))
        or word in _ISSUED
        or is_adverb(word)
        or sentence.is_verb(at)
        or match_cue(sentence.words, at) is not None
    )


def _with_ties(sentence: Sentence, one: Occasion) -> Occasion:
    """Add what belongs to the noun: when and where it was issued, with whom, to whom, on what."""
    means = means_at(sentence, one.end - 1)
    end, tie, audience = one.end, "", None
    if means is not None and "platform" in means.traits:
        return one
    while means is not None and "named" in means.traits and sentence.is_word(end) and sentence.is_capital(end):
        end += 1
    for _ in range(MOST_TIES):
        if sentence.is_word(end) and sentence.words[end] in _ISSUED:
            behind = skip_adjuncts(sentence, end + 1)
            if behind == end + 1 and _tied(sentence, behind) is None:
                break
            end = behind
        phrase = _tied(sentence, end)
        if phrase is None:
            continue
        link = sentence.words[phrase[0] - 1]
        if audience is None and _may_listen(sentence, one, phrase):
            tie, audience = link, phrase
        end = phrase[1]
    return Occasion(one.start, end, one.noun, one.performed, tie=tie, audience=audience)


def _may_listen(sentence: Sentence, one: Occasion, phrase: Part) -> bool:
    """Whether those behind "to" or "with" are spoken to: no interviewer, and no platform that something is put on."""
    means = means_at(sentence, phrase[1] - 1)
    platform = means is not None and ("platform" in means.traits or "on" in means.links)
    linked = sentence.words[phrase[0] - 1] in {"to", "with", "before"}
    return linked and not platform and not sentence.words[one.noun - 1].startswith("interview")


def _tied(sentence: Sentence, at: int) -> Part | None:
    """Return the noun phrase behind a preposition at `at` that belongs to the noun before."""
    if not sentence.is_word(at) or sentence.words[at] not in _TIES:
        return None
    if sentence.is_quote(at + 1):  # for "The Quay"
        token = sentence.tokens[at + 1]
        return (at + 1, at + 2) if len(sentence.text[slice(*token.inner)].split()) <= LONGEST_NAME else None
    if not sentence.is_word(at + 1):
        return None
    word = sentence.words[at + 1]
    if (
        word in _NO_TIES
        or word.endswith("ing")
        or (sentence.words[at] == "to" and not names_somebody(sentence, at + 1))
    ):
        return None
    phrase = object_phrase(sentence, at + 1)
    return None if phrase is None else (phrase[0], _before_participle(sentence, phrase))


def _before_participle(sentence: Sentence, phrase: Part) -> int:
    """Return the end of a phrase without a clause of its own: `to the company |asking for more|`."""
    for at in range(phrase[0] + 1, phrase[1]):
        noun = sentence.words[at - 1] in DETERMINERS or sentence.is_capital(at) or means_at(sentence, at) is not None
        if sentence.words[at].endswith("ing") and not noun:
            return at
    return phrase[1]


def object_phrase(sentence: Sentence, start: int) -> Part | None:
    """Return the noun phrase at a token; "her" opens one where a noun follows."""
    if sentence.words[start] == "her" and sentence.is_word(start + 1):
        phrase = noun_phrase_after(sentence, start + 1)
        closed = sentence.words[start + 1] in PREPOSITIONS | WH_WORDS | {"that", "to", "not"}
        if phrase is not None and not closed and not all(sentence.is_capital(at) for at in range(*phrase)):
            return (start, phrase[1])
    return (start, start + 1) if sentence.words[start] in OBJECT_PRONOUNS else noun_phrase_after(sentence, start)


def names_somebody(sentence: Sentence, at: int) -> bool:
    """Whether somebody spoken to can be named here, and no verb stands behind "to"."""
    word = sentence.words[at]
    known = word in DETERMINERS or word in OBJECT_PRONOUNS or is_press([word]) or find_title(word) is not None
    return sentence.is_capital(at) or known or find_body(word) in {"media", "state"}


def _speaking(sentence: Sentence, at: int) -> Occasion | None:
    """Read `|while speaking to the press at a school| in Ondo` and `|spoke at the rally|`."""
    end, tie, audience = at + 1, "", None
    for _ in range(MOST_TIES + 1):
        links = sentence.words[end : end + 1]
        if end == at + 1 and sentence.words[at] in _APPEARING and links not in (["before"], ["at"], ["to"], ["on"]):
            return None  # testified in his own defence
        phrase = None if links in (["of"], ["for"]) else _tied(sentence, end)
        if phrase is None:
            break
        if audience is None and links[0] in {"to", "with", "before"}:
            tie, audience = links[0], phrase
        end = phrase[1]
    if end == at + 1:
        return None
    if tie == "with" and audience is not None and not names_outlet(sentence, audience):
        return None  # whoever speaks with somebody has not yet said anything
    performed = sentence.words[at] in {"spoke", "testified", "appeared"}
    start = at - _follows_when(sentence, at)
    return Occasion(start, end, end, performed, tie=tie, audience=audience)


def _follows_when(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.words[at - 1] in {"while", "when"}


def _performed(sentence: Sentence, at: int) -> Occasion | None:
    """Read `|issued a statement|`, `|gave a speech in Ondo|`, `|responded with a tweet|`."""
    behind = at + 1 + (sentence.words[at + 1 : at + 2] in (["with"], ["off"], ["out"]))
    noun = _noun_end(sentence, behind)
    means = None if noun is None else means_at(sentence, noun - 1)
    if noun is None or means is None or "event" not in means.traits:
        return None
    return _with_ties(sentence, Occasion(at, noun, noun, performed=True))


def _place(sentence: Sentence, at: int) -> Occasion | None:
    """Read `|in the Ondo Herald|` and `|from the balcony of the hall|`."""
    phrase = noun_phrase_after(sentence, at + 1)
    if phrase is None or sentence.words[at] not in {"in", "on", *_PLACES}:
        return None
    timed = any(word in TIME_NOUNS for word in sentence.words[at + 1 : at + 3])
    definite = not timed and (sentence.is_capital(at + 1) or sentence.words[at + 1] in _DEFINITE)
    fits = definite if sentence.words[at] in _PLACES else names_outlet(sentence, phrase)
    return Occasion(at, phrase[1], phrase[1], beside=True) if fits else None


@cache
def _table() -> dict[str, Means]:
    rows = read_table("onrecord.read", "occasions.csv")
    return {row["word"]: Means(frozenset(row["links"].split()), frozenset(row["traits"].split())) for row in rows}
