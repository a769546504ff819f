"""A reporting verb to whom it says something was said: `told |reporters in Ondo|`, `|residents| were told`.

Invariant: an audience is a noun phrase of the verb's own sentence, next to the verb, to its content or to a "to"; an
outlet is no audience but the way that words took to the page, which the caller tells apart.
"""

from onrecord.language.cues import CueEntry, match_cue
from onrecord.language.outlets import is_press
from onrecord.language.states import find_state
from onrecord.model import Part
from onrecord.read.occasions import means_at, names_outlet, names_somebody, object_phrase, phrase_words
from onrecord.read.placing import Placed
from onrecord.read.sentences import QUOTE, Sentence
from onrecord.read.source_phrases import LONGEST_NAME, noun_phrase_after, noun_phrase_before, skip_adjuncts
from onrecord.read.words import BE_FORMS, DETERMINERS, OBJECT_PRONOUNS, PREPOSITIONS, TIME_NOUNS, WH_WORDS, word_set

_ASKING = frozenset({"demand", "require", "forbid"})
"""Verbs whose object is asked if it is a name, beside those that take an audience."""

_MESSAGES = frozenset({"plea", "appeal", "call", "calls", "promise", "pledge", "warning", "request"})
_TIMES = TIME_NOUNS | {"last", "this", "next", "late", "early", "the"}
_MATTERS = word_set(
    "request requests question questions query queries criticism allegation allegations claim claims charge charges"
    " report reports idea need point fact"
)
_MESSAGE = WH_WORDS | {"that", ":", ",", ".", QUOTE, "against", "about", "of"}
_NO_AUDIENCE = PREPOSITIONS | WH_WORDS | {"that", "there", "it", "this", "these", "those", "no", "not"}
_BODIES = word_set("NATO Nato OPEC UNESCO UNICEF ASEAN NASA FIFA UEFA HMRC NHS OSCE IAEA FEMA MPs")
"""Bodies that go without an article, as outlets do: `told NATO`."""

LEAST_INITIALS = 3
"""Letters from which a name in capitals is an outlet's behind "told"."""

NEAR = 2
"""Tokens between an audience and the message: `asked the council|, "|`."""


def find_audience(placed: Placed) -> Part | None:
    """Return the tokens that name whom the verb speaks to."""
    sentence = placed.sentence
    covered = placed.cue[0]
    for at in range(*placed.cue):
        match = match_cue(sentence.words, at)
        if match is None:
            continue
        covered = max(covered, at + match.length)
        asked = match.entry.phrase in _ASKING
        if ("a" in match.entry.takes or asked) and match.form in {"past", "participle"} and _is_passive(sentence, at):
            return _passive_subject(placed, at)
        if "a" in match.entry.takes or (asked and _is_named(sentence, at + match.length)):
            return _object(placed, at + match.length, match.entry)
        if "to" in match.entry.traits:
            return _behind_to(placed, at + match.length)
    leads = covered < placed.cue[1] < len(sentence.tokens) and sentence.words[placed.cue[1] - 1] == "to"
    if leads and any(_carries(sentence, at) for at in range(*placed.cue)):
        return _object(placed, placed.cue[1], None)
    return None


def _carries(sentence: Sentence, at: int) -> bool:
    """Whether a noun stands for a message to somebody: `made a |plea| to`, `sent a |letter| to`."""
    return sentence.words[at] in _MESSAGES or means_at(sentence, at) is not None


def _is_named(sentence: Sentence, at: int) -> bool:
    return sentence.is_word(at) and sentence.is_capital(at + (sentence.words[at] == "the" and sentence.is_word(at + 1)))


def _is_passive(sentence: Sentence, at: int) -> bool:
    return any(word in BE_FORMS for word in sentence.words[max(0, at - 3) : at])


def _passive_subject(placed: Placed, at: int) -> Part | None:
    """Return whoever was told: `|residents| were told to leave`."""
    sentence = placed.sentence
    begin = next(here for here in range(at - 1, -1, -1) if sentence.words[here] in BE_FORMS)
    while begin and sentence.words[begin - 1] in {"has", "have", "had"}:
        begin -= 1
    return noun_phrase_before(sentence, begin)


def _object(placed: Placed, start: int, entry: CueEntry | None) -> Part | None:
    """Return whom the verb has as its object, if a message follows: `urged |the firm| to`, `told |Reyes| that`."""
    sentence = placed.sentence
    start = max(start, placed.cue[1])
    if not sentence.is_word(start) or sentence.words[start] in _NO_AUDIENCE - OBJECT_PRONOUNS:
        return None
    phrase = _listed(sentence, object_phrase(sentence, start))
    if phrase is None or all(word in _TIMES for word in sentence.words[slice(*phrase)]):
        return None
    content = placed.content_token(start)
    if content is not None and start < content < phrase[1]:
        return (start, content)
    phrase = _with_name(sentence, phrase)
    follows = sentence.words[phrase[1] : phrase[1] + 1] in (["to"], ["not"])
    return phrase if follows else _before_message(placed, phrase, content, entry)


def _with_name(sentence: Sentence, phrase: Part) -> Part:
    """Return a role with the name behind it: `the envoy|, Ana Reyes|, that`."""
    start = end = phrase[1] + 1
    role = sentence.words[phrase[0]] in DETERMINERS and sentence.words[phrase[1] : start] == [","]
    while role and sentence.is_word(end) and sentence.is_capital(end) and end - start < LONGEST_NAME:
        end += 1
    return (phrase[0], end) if start < end and sentence.words[end : end + 1] in ([","], ["that"]) else phrase


def _before_message(placed: Placed, phrase: Part, content: int | None, entry: CueEntry | None) -> Part | None:
    """Return the object where it is whom somebody told: a verb that takes other objects needs its message behind."""
    sentence = placed.sentence
    behind = skip_adjuncts(sentence, phrase[1])
    told = entry is None or not entry.takes & {"c", "o", "q"}
    if content == phrase[0]:  # the content begins too early
        return phrase if told and sentence.words[behind : behind + 1] == ["that"] else None
    if told:
        says = behind >= len(sentence.tokens) or sentence.words[behind] in _MESSAGE
        return phrase if says else _without_matter(sentence, phrase)
    return phrase if content is not None and content <= behind + NEAR else None


def _without_matter(sentence: Sentence, phrase: Part) -> Part:
    """Cut what somebody was told of: `told |the players| of his decision`."""
    of = next((at for at in range(phrase[0] + 1, phrase[1]) if sentence.words[at] in {"of", "about"}), phrase[1])
    return (phrase[0], of)


def _listed(sentence: Sentence, phrase: Part | None) -> Part | None:
    """Return the phrase with its examples: `allies |such as Norvia|`."""
    if phrase is None or sentence.words[phrase[1] - 1 : phrase[1] + 1] != ["such", "as"]:
        return phrase
    examples = noun_phrase_after(sentence, phrase[1] + 1)
    return phrase if examples is None else (phrase[0], examples[1])


def _behind_to(placed: Placed, start: int) -> Part | None:
    """Return who stands behind "to", next to the verb or to what was said: `explained |to reporters| that`."""
    sentence = placed.sentence
    for here in (max(start, placed.cue[1]), placed.end_of_content()):
        if here is None or sentence.words[here : here + 1] not in (["to"], ["with"]) or not sentence.is_word(here + 1):
            continue
        phrase = object_phrase(sentence, here + 1) if names_somebody(sentence, here + 1) else None
        if phrase is not None and not _MATTERS.intersection(sentence.words[slice(*phrase)]):
            return phrase
    return None


def told_outlet(sentence: Sentence, phrase: Part, *, told: bool) -> int | None:
    """Return where the outlet that a phrase names ends, or None where it names none.

    Behind "told" initials, a name with a capital article and one with a number are outlets as well.
    """
    words = phrase_words(sentence, phrase)
    if is_press(words):
        return None
    if names_outlet(sentence, phrase) or (told and _looks_like_outlet(sentence, phrase, words)):
        borders = (at for at in range(phrase[0] + 1, phrase[1]) if sentence.words[at] in PREPOSITIONS - {"of"})
        return next(borders, phrase[1])
    return None


def _looks_like_outlet(sentence: Sentence, phrase: Part, words: list[str]) -> bool:
    if sentence.words[phrase[1] : phrase[1] + 1] == ["to"]:
        return False
    if len(words) > 1:
        return words[0] == "The" and words[1][:1].isupper()
    name = words[0]
    initials = name.isupper() and len(name) >= LEAST_INITIALS and name not in _BODIES and find_state(name) is None
    return initials or (name[-1].isdigit() and name[0].isalpha())


def is_gathering(sentence: Sentence, phrase: Part) -> bool:
    """Whether the audience is an occasion rather than somebody: `told |a news conference|`."""
    last = means_at(sentence, phrase[1] - 1)
    return last is not None and "at" in last.links and sentence.words[phrase[0]] in DETERMINERS
