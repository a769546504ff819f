"""What the patterns know of a reporting verb in a sentence, before its content is cut.

Invariant: every range counts tokens of the sentence, not characters.
"""

from dataclasses import dataclass

from onrecord.language.cues import CueEntry
from onrecord.model import Part
from onrecord.read.sentences import Sentence
from onrecord.read.words import DETERMINERS, OBJECT_PRONOUNS, PREPOSITIONS, PRONOUNS, SUBORDINATORS

CLOSERS = (SUBORDINATORS | PREPOSITIONS | {"and"}) - {"with"}
"""Words after which nothing that was said follows a verb that stands behind its content."""

WORDLESS = frozenset({",", ".", ";", "?", "!", ")", "—", "–", "-"})
_STARTERS = DETERMINERS | PRONOUNS | OBJECT_PRONOUNS | {":", "to", "there", "responsibility", "credit"}


@dataclass(slots=True)
class Hit:
    """A reporting verb in a sentence.

    `cue` with its negation, `begin` where its verb group begins, `source` the speaker (null until it is known that he
    is an earlier one's: `shares`), `right` where content begins behind it, `left` where content ends before it, `cut`
    where the content of an earlier cue must end at the latest. `subject` is content that stands apart before the verb
    (in the passive), `end` where the content behind the verb ends if that is known, `unnamed` a speaker left out
    ("were told to"), `negated` whether it says that this was not said.
    """

    cue: Part
    entry: CueEntry
    begin: int
    score: float
    source: Part | None = None
    shares: bool = False
    right: int | None = None
    left: int | None = None
    cut: int | None = None
    subject: Part | None = None
    end: int | None = None
    unnamed: bool = False
    negated: bool = False


def opens_complement(sentence: Sentence, at: int) -> bool:
    """Whether a clause or a noun phrase with its article can begin here: what a noun is not followed by."""
    if at >= len(sentence.tokens):
        return False
    word = sentence.words[at]
    if word in _STARTERS or sentence.is_quote(at):
        return True
    if word == ",":
        return sentence.is_quote(at + 1)
    return sentence.is_word(at) and (sentence.is_capital(at) or word[0].isdigit())
