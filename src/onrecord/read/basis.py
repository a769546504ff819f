"""The words of an attribution to its basis: the speaker's own words, a paraphrase, or the page's characterisation.

Invariant: a silence that the page describes is never the speaker's own words, whatever it quotes.
"""

import re

from onrecord.language.cues import CueEntry
from onrecord.model import Basis, Position
from onrecord.read.stance_words import DISMISSING, REFUSING, StanceWords

LEAST_QUOTED = 0.25
"""Share of a content's letters that must be quoted before the quotation carries it."""

_FIRST_PERSONS = frozenset({"i", "we"})
"""Sources by which speakers name themselves: only they themselves do."""

_CLAUSE_LINKS = frozenset({"that", "whether", "if", "how", "why"})
_MESSAGE_ACTS = frozenset({"demands", "asks", "promises", "accuses", "warns"})
"""Acts whose object is what was said, `demanded |an inquiry|`; that of the others is what it was said of."""

_MESSAGES = frozenset({"ascribe", "attribute", "cite"})
_ATTITUDES = frozenset({"defend", "express", "voice"})

_CLAIM = re.compile(
    r"(?:[\w'-]+ ){0,4}?(?:accusation|allegation|argument|assertion|assumption|belief|charge|claim|concern|contention|"
    r"fear|hint|idea|implication|impression|insinuation|notion|possibilit|premise|report|rumou?r|speculation|statement|"
    r"suggestion|suspicion|theor|view)(?:s|y|ies)? (?:(?:by|from|in|of) (?:[\w'-]+ ){1,4}?)?that\b",
    re.IGNORECASE,
)
"""Names of claims that go on with what was claimed: `rejected |rumours that| …`."""

_NAMED_ONLY = re.compile(
    r"(?:it|this|that|them|these|those|him|her|both|(?:(?:the|an?|all|any|such|both|those|these|his|her|its|their) )?"
    r"(?:\w+ )?(?:accusation|allegation|charge|claim|report|rumou?r|stor)(?:s|y|ies)?)\W*$",
    re.IGNORECASE,
)


def judge_basis(words: StanceWords, position: Position, quoted: float) -> Basis:
    """Return the basis of an attribution; `quoted` is the share of its letters that stand in quotation marks."""
    if words.source.lower() in _FIRST_PERSONS:
        return "own_words"
    if _is_silence(words, position):
        return "characterised"
    if quoted >= LEAST_QUOTED:
        return "own_words"
    return "paraphrase" if _gives_message(words) else "characterised"


def _is_silence(words: StanceWords, position: Position) -> bool:
    """Whether the cue itself withholds: what it quotes is what was asked."""
    entry = words.entry
    if entry is None or position != "withholds":
        return False
    return words.negated or entry.position == "withholds" or entry.phrase in REFUSING | DISMISSING


def _gives_message(words: StanceWords) -> bool:
    """Whether the content is what was said, not only what it was about."""
    entry = words.entry
    if entry is None:
        return not words.topic
    if entry.phrase in REFUSING or entry.phrase == "refusal":
        return False
    if "p" in entry.takes or _opens_clause(words) or _is_label(words, entry):
        return True
    if entry.position == "denies" and entry.phrase != "deny" and "o" in entry.takes:
        return _CLAIM.match(words.content) is not None
    if entry.act in _MESSAGE_ACTS:
        return entry.phrase != "ask about"
    return not words.topic and _takes_message(words, entry)


def _opens_clause(words: StanceWords) -> bool:
    """Whether a conjunction leads to the content; one word behind "that" is no clause: `rebutted that |criticism|`."""
    return words.link in _CLAUSE_LINKS and " " in words.content


def _is_label(words: StanceWords, entry: CueEntry) -> bool:
    """Whether somebody is called something: `called |the plan a farce|`, `dismissed |it as a farce|`."""
    if entry.takes & {"m", "x"}:
        return not entry.takes & {"o", "k"} or " as " in words.content
    return False


def _takes_message(words: StanceWords, entry: CueEntry) -> bool:
    if entry.phrase.split()[0] in _ATTITUDES:
        return False
    if "o" not in entry.takes:
        return bool(entry.takes & {"a", "c", "d", "i", "k", "q"})
    if entry.act in {"condemns", "praises"} or not entry.takes - {"o", "s"}:
        return entry.phrase in _MESSAGES
    return _NAMED_ONLY.match(words.content) is None
