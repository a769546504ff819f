"""A sentence to its subject: whose words they are where a verb has no speaker of its own.

Invariant: the subject ends before the token that was asked about; null where an opening phrase hides it.
"""

from onrecord.model import Part
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import LONGEST_APPOSITION, is_adverb, is_leading_adverb, noun_phrase_after
from onrecord.read.words import DETERMINERS, PREPOSITIONS, SUBORDINATORS, TIME_NOUNS


def subject_of(sentence: Sentence, before: int) -> Part | None:
    """Return the first noun phrase of the sentence, behind an opening phrase such as "On Monday, ", as its subject."""
    words = sentence.words
    start = 0
    while start < before and (
        words[start] in {"and", "but", ","} or (start == 0 and is_leading_adverb(sentence, start))
    ):
        start += 1
    if start + 1 < before and words[start] in TIME_NOUNS and is_adverb(words[start + 1]):
        start += 2  # Hours earlier |the ministry
    if start < before and (
        words[start] in PREPOSITIONS or words[start] in SUBORDINATORS or words[start].endswith("ing")
    ):
        comma = next((at for at in range(start, min(before, start + LONGEST_APPOSITION)) if words[at] == ","), None)
        if comma is None:
            return None
        start = comma + 1
    if start >= before:
        return None
    found = noun_phrase_after(sentence, start)
    if found is None or found[1] > before:
        return None
    return (found[0], _headline_verb(sentence, *found) or found[1])


def _headline_verb(sentence: Sentence, start: int, end: int) -> int | None:
    """Return where a verb in the present tense stands between names: `Ondo |summons the ambassador`."""
    for at in range(start + 1, end - 1):
        word = sentence.words[at]
        present = word.endswith("s") and not sentence.is_capital(at) and sentence.is_capital(at - 1)
        if present and sentence.words[at + 1] in DETERMINERS:
            return at
    return None
