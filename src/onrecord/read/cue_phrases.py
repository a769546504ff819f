"""Tokens of a sentence to its reporting verbs: which words of the cue table report here.

Invariant: a word of the cue table that stands as a noun, under a modal or without anybody who speaks is no cue.
Ranges here count tokens of the sentence.
"""

from onrecord.language.cues import CueMatch, match_cue, match_noun
from onrecord.read.frames import (
    USUAL,
    read_active,
    read_noun,
    read_participle,
    read_passive,
    read_prepositional,
    read_quoting,
)
from onrecord.read.hits import Hit, opens_complement
from onrecord.read.sentences import QUOTE, Sentence
from onrecord.read.source_phrases import is_adverb, noun_phrase_before
from onrecord.read.words import (
    AUXILIARIES,
    BE_FORMS,
    CATENATIVES,
    DETERMINERS,
    DO_FORMS,
    HAVE_FORMS,
    MODALS,
    NEGATIONS,
    NOBODY,
    PLURAL_NOUNS,
    PLURAL_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
)

LONGEST_GROUP = 12
"""Auxiliaries, negations and adverbs that are looked through before a verb."""

MOST_HITS = 40
"""Reporting verbs that are read in one sentence; real ones have up to six."""

_SINGULARS = frozenset({"his", "this", "its", "us", "US"})
_STANDING_ALONE = frozenset({"that", "this", "those", "all", "many", "some", "both"})


def find_hits(sentence: Sentence) -> list[Hit]:
    """Return the reporting verbs of the sentence, by place."""
    hits: list[Hit] = []
    at = 0
    while at < len(sentence.tokens) and len(hits) < MOST_HITS:
        match = match_cue(sentence.words, at) if sentence.is_word(at) else None
        hit = _read(sentence, at, match) if match is not None else None
        if hit is None and sentence.words[at + 1 : at + 2] == ["that"]:
            match = match_noun(sentence.words[at])
            hit = read_noun(sentence, at, match) if match is not None else None
        if hit is not None and not _is_mere_thought(sentence, hits[-1] if hits else None, hit):
            hits.append(hit)
        at += match.length if match is not None and hit is not None else 1
    return hits


def _is_mere_thought(sentence: Sentence, outer: Hit | None, hit: Hit) -> bool:
    """Whether a verb only says in what mood somebody spoke: `she said |she believes|`; and the writer's `I think`."""
    if hit.source is None or hit.source[1] - hit.source[0] > 1 or sentence.words[hit.source[0]] not in PRONOUNS:
        return False
    if sentence.words[hit.source[0]] in {"i", "you"}:
        return not sentence.quoted
    silence = hit.entry.withheld is not None or (hit.negated and hit.entry.negated is not None)
    return outer is not None and outer.right == hit.source[0] and ("thought" in hit.entry.traits or silence)


def _read(sentence: Sentence, at: int, match: CueMatch) -> Hit | None:
    if match.entry.kind == "prep" or match.entry.phrase == "quote":
        return (read_quoting if match.entry.phrase == "quote" else read_prepositional)(sentence, at, match)
    begin = _group_begin(sentence, at)
    passive = any(word in BE_FORMS for word in sentence.words[begin:at])
    if match.form == "ing" and not passive:
        return read_participle(sentence, at, match, begin)
    if _is_noun(sentence, at, begin, match) or not _is_finite(sentence, match, begin, at):
        return None
    refuses = any(word in NEGATIONS for word in sentence.words[begin : at + 1])
    negated = refuses or _is_nobody(sentence, begin)
    silent = match.entry.negated is None and match.entry.withheld is None
    if (negated and silent) or (not negated and match.entry.takes == {"t"}):
        return None
    start = _negation_begin(sentence, begin, at) if refuses else at
    hit = Hit((start, at + match.length), match.entry, begin, USUAL, negated=negated)
    reader = read_passive if passive and match.form in {"past", "participle"} else read_active
    return reader(sentence, hit)


def _group_begin(sentence: Sentence, at: int) -> int:
    """Return where the auxiliaries, negations and adverbs before a verb begin."""
    begin = at
    while begin > 0 and at - begin < LONGEST_GROUP:
        step = 1 if _belongs_to_verb(sentence, begin - 1, at) else _catenative(sentence, begin)
        if step == 0:
            break
        begin -= step
    return begin


def _catenative(sentence: Sentence, at: int) -> int:
    """Return how many words before `at` lead to an infinitive that is done: `|continued to| insist`."""
    if sentence.words[at - 1] != "to":
        return 0
    return next(
        (len(words) for words in CATENATIVES if tuple(sentence.words[max(0, at - len(words)) : at]) == words), 0
    )


def _belongs_to_verb(sentence: Sentence, at: int, verb: int) -> bool:
    word = sentence.words[at]
    if at > 0 and sentence.is_capital(at) and not sentence.is_capital(verb):
        return False  # Anna May said
    if word in AUXILIARIES or word in NEGATIONS:
        return True
    if not is_adverb(word) or sentence.is_capital(at):
        return False
    return at == 0 or sentence.words[at - 1] not in DETERMINERS | PREPOSITIONS  # "the rally" looks like an adverb


def _is_nobody(sentence: Sentence, begin: int) -> bool:
    """Whether the subject before the verb group is one of which nobody speaks: `neither party`, `no official`."""
    found = noun_phrase_before(sentence, begin)
    return found is not None and sentence.words[found[0]] in NOBODY and sentence.words[found[0] + 1] != "."  # No. 5


def _negation_begin(sentence: Sentence, begin: int, at: int) -> int:
    """Return where the words that negate begin: `|did not immediately respond`."""
    for word in range(begin, at):
        spelt_out = not sentence.words[word].startswith("'")
        if spelt_out and (sentence.words[word] in AUXILIARIES or sentence.words[word] in NEGATIONS):
            return word
    return at


def _is_noun(sentence: Sentence, at: int, begin: int, match: CueMatch) -> bool:
    """Whether a verb's form stands as a noun or adjective: `the reported claims`, `a call`."""
    if match.entry.kind == "fixed" or any(word in AUXILIARIES | NEGATIONS for word in sentence.words[begin:at]):
        return False
    before = sentence.words[begin - 1] if begin else ""
    behind = at + match.length
    if before in DETERMINERS or before in PREPOSITIONS or before.endswith("'s"):
        pronoun = before in _STANDING_ALONE and match.form in {"past", "third"}
        return not (pronoun and opens_complement(sentence, behind))
    if match.form in {"third", "base"} and "noun" in match.entry.traits and not _is_certain(sentence, begin):
        quotes = sentence.is_quote(behind) and before != ","
        return sentence.is_capital(at) or quotes or not opens_complement(sentence, behind)
    return False


def _is_answered(sentence: Sentence, at: int) -> bool:
    """Whether the speaker was asked and speaks behind the next comma: `Reyes, |asked| whether it sank, said`."""
    commas = (here for here in range(at + 1, len(sentence.tokens) - 1) if sentence.words[here] == ",")
    comma = next(commas, None)
    found = None if comma is None else match_cue(sentence.words, comma + 1)
    return found is not None and found.form == "past"


def _is_certain(sentence: Sentence, begin: int) -> bool:
    """Whether nothing but a verb can follow the subject: `…, as Norvia |claims`, `"…," she |notes`."""
    found = noun_phrase_before(sentence, begin)
    if found is None or found[0] == 0:
        return False
    return sentence.is_quote(found[0] - 1) or sentence.words[max(0, found[0] - 2) : found[0]] == [",", "as"]


def _is_finite(sentence: Sentence, match: CueMatch, begin: int, at: int) -> bool:
    group = sentence.words[begin:at]
    before = sentence.words[begin - 1] if begin else ""
    if before == "to" or "having" in group or "being" in group:
        return False
    if group and group[-1] == "to":
        return True
    if before == "," and match.entry.phrase == "ask" and _is_answered(sentence, at):
        return False
    if any(word in MODALS for word in group):
        return any(word in NEGATIONS for word in group) or (match.form == "base" and "will" in group)
    if match.form == "base" and match.entry.kind == "verb" and not any(word in DO_FORMS for word in group):
        return before in {",", QUOTE} or _is_plural(sentence, begin)
    return match.form != "participle" or any(word in HAVE_FORMS or word in BE_FORMS for word in group)


def _is_plural(sentence: Sentence, end: int) -> bool:
    """Whether the subject before `end` can have a verb without -s."""
    found = noun_phrase_before(sentence, end)
    if found is None:
        return False
    words = sentence.words[found[0] : found[1]]
    if words[-1] in PLURAL_PRONOUNS or words[-1] in PLURAL_NOUNS or "and" in words:
        return True
    return any(word.endswith("s") and not word.endswith(("ss", "'s")) and word not in _SINGULARS for word in words)
