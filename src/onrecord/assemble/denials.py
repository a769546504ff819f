"""Tells what a denial or a withholding is about: a claim that it points at, a claim in its own words, or no claim.

Invariant: the answer depends on the statement's own words and cue.
"""

import re

from onrecord.assemble.content_words import pointing_stems, stem_word
from onrecord.assemble.wordings import Wording
from onrecord.model import Statement

SILENCES = frozenset({"declined", "no_answer", "referred"})
"""Ways of withholding that leave a matter as it is."""

_DENIES = re.compile(r"\b(?:den(?:y|ie|ial)|refut|rebut|reject|dismiss|disput|contradict|repudiat)", re.IGNORECASE)
_NO_DENIALS = re.compile(
    r"\b(?:think|thought|believ|doubt|question|expect|recogni[sz]|feel|felt|know|see|refus|declin|oppos|veto|block|"
    r"agree on|concede|(?:was|were|been|be) (?:\w+ )?(?:den|reject|dismiss)|downplay|play(?:s|ed|ing)? down|"
    r"brush|shrug|rebuff|endors|disavow|distanc|tak(?:e|es|ing) issue|took issue|effort|scrambl)\w*",
    re.IGNORECASE,
)
"""Cues of doubts, opinions, belittling, and refusals of something else than a claim."""

_SUPPOSED = re.compile(r"\b(?:could|might|would|may|should|can)\b", re.IGNORECASE)
"""Cues of what somebody could say."""

_REJECTS = re.compile(r"\b(?:reject|dismiss)", re.IGNORECASE)
_REPLIES = re.compile(
    r"\b(?:counter|retort|respond|repl(?:y|ie)|(?:hit|fired|shot|hits|fires|shoots) back)", re.IGNORECASE
)
_QUESTION = re.compile(r"\b(?:questions?|asked)\b", re.IGNORECASE)

NO_CLAIMS = frozenset({"asks", "demands", "promises"})
"""Acts that claim nothing which could be denied."""

INDEFINITE = frozenset({"something", "anything", "everything", "wrongdoing", "any wrongdoing"})
"""Contents that point at nothing: who denies them answers nobody in particular."""

_PERSONS = frozenset({"me", "us", "him", "her", "them"})
_PRONOUNS = frozenset({"it", "thi", "this", "that", "these", "those", "which"})
_GRANTED = _PERSONS | {
    *("access", "aid", "appeal", "asylum", "bail", "entry", "funding", "funds", "motion", "parole", "permission"),
    *("request", "requests", "visa", "visas"),
}
"""What is denied to somebody, and no claim: the words that such a content begins with, or ends with."""

_TO_WHOM = re.compile(
    r"(?:[A-Z][\w.’'-]*[^s’'\s] )+(?:the|an?|any|his|her|their) \w+$|(?:[A-Z][\w.-]* )+(?:entry|access)\b"
)
"""What is denied to somebody by name: "Kern |the nomination|"."""

_POINTING = re.compile(
    r"(?:(?:the|these|those|this|that|such|any|all|his|her|its|their|[\w.]+(?: [\w.]+){0,3}[’']s?) )?(?:[\w-]+ ){0,2}?"
    r"(?P<noun>\w+)(?=\W*$| (?:as|were|was|is|are|by|from|made)\b| [“\"])",
    re.IGNORECASE,
)
"""A content whose head may point: `|the South Korean claims| "nonsense"`, `|his report| as old news`."""

_OF_NAMED = re.compile(r"(?:\w+ )?(?P<noun>\w+) (?:of|by|from) (?:[a-z]\w* ){0,3}[A-Z]")
_OWNER = re.compile(r"(?P<name>[\w. ]{2,40}?)[’']s? (?:[\w-]+ ){0,2}?(?P<noun>\w+)")


def denies_claim(statement: Statement) -> bool:
    """Whether a denial or withholding is about a claim, and no doubt, opinion or refusal of something else."""
    cue = "" if statement.cue is None else statement.cue.text
    if statement.position == "withholds":
        return statement.text.lower() not in _GRANTED
    if _NO_DENIALS.search(cue) or _SUPPOSED.search(cue):
        return False
    words = statement.text.lower().split()
    if not _DENIES.search(cue) or not words:
        return True
    if _TO_WHOM.match(statement.text):
        return False
    if words[0] in _GRANTED - _PERSONS or words[-1] in _GRANTED or (len(words) > 1 and words[1] in _GRANTED):
        return False
    return not _REJECTS.search(cue) or any(
        stem_word(word.strip("“”\"'.,")) in pointing_stems() | _PRONOUNS for word in words
    )


def denies_expressly(statement: Statement) -> bool:
    """Whether the cue denies a claim, or withholds on one; else the content only says that something is not so."""
    return statement.position == "withholds" or (statement.cue is not None and bool(_DENIES.search(statement.cue.text)))


def points(denial: Wording) -> bool:
    """Whether a content only points at what somebody said: "this", "the report as nothing new", "his claims"."""
    if not denial.content.matter:
        return True
    pointing = _POINTING.match(denial.statement.text)
    return pointing is not None and stem_word(pointing["noun"].lower()) in pointing_stems()


def names_claimants(text: str) -> bool:
    """Whether a content points at what named ones said: "the statements of President Abel"."""
    pointing = _OF_NAMED.match(text)
    return pointing is not None and stem_word(pointing["noun"].lower()) in pointing_stems()


def claimant(text: str) -> str | None:
    """Return the name of whom a content gives as the one who claims it ("Ms Fell's fears that …")."""
    owner = _OWNER.match(text)
    return None if owner is None or stem_word(owner["noun"].lower()) not in pointing_stems() else owner["name"]


def replies(statement: Statement) -> bool:
    """Whether the cue says that the statement replies to another one ("countered", not "did not respond")."""
    if statement.withheld in SILENCES:
        return False
    return statement.cue is not None and _REPLIES.search(statement.cue.text) is not None


def is_about_question(statement: Statement) -> bool:
    """Whether a withholding is about a question ("avoided answering |the question|")."""
    return statement.position == "withholds" and _QUESTION.search(statement.text) is not None


def why_open(wording: Wording) -> str:
    """Return why a denial or withholding answers nothing that a page shows."""
    if wording.statement.withheld in SILENCES:
        return "what was asked is not shown"
    if wording.statement.text.lower() in INDEFINITE:
        return "nothing in particular is denied"
    if not denies_claim(wording.statement):
        return "it is not about a claim"
    return "what it points at is not shown" if points(wording) else "nobody is shown to have said so"


def claims_something(wording: Wording) -> bool:
    """Whether a statement says what it says, and not only of what: "warned of the fleet" names a matter."""
    return wording.statement.basis != "characterised" or wording.statement.act == "accuses"


def is_supposed(statement: Statement) -> bool:
    """Whether the page tells what somebody could or would say, not what he said."""
    return statement.cue is not None and _SUPPOSED.search(statement.cue.text) is not None
