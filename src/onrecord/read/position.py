"""An attribution to its stance: affirms, denies or withholds, on what basis, by which act, and the reporter's distance.

Invariant: a stance follows from the cue, its negation and the content alone; `withheld` is set exactly where the
position is withholds.
"""

import re
from dataclasses import dataclass

from onrecord.language.cues import CueEntry, match_cue, match_noun
from onrecord.model import Act, Basis, Kind, Part, Position, Span, Withheld, span_at
from onrecord.read.tagger import Attribution
from onrecord.read.words import NEGATIONS, NOBODY

LONGEST_FRONT = 160
"""Characters of content that are searched for a denial: its main clause stands at the front."""

LEAST_CLAUSE = 3
"""Spaces from which words are a clause: "the claims" is none."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_UNTRUE = (
    r"(?:untrue|baseless|unfounded|groundless|false|fabricated|fake|fiction|absurd|preposterous|ridiculous|incorrect|"
    r"inaccurate|unrelated|innocent|made up|invented)"
)
_DENIAL = re.compile(
    rf"(?:(?:^|\b(?:is|are|was|were|be|been|as|and|completely|totally|utterly|entirely|simply|absolutely|pure) )"
    rf"{_UNTRUE}\b|\b{_UNTRUE}(?:\W*$| (?:claims?|accusations?|allegations?|charges?|rumou?rs?|reports?|news)\b)|"
    r"\b(?:not true|fabrications?|lies(?! (?:in|on|at|near|behind|between|with|within|ahead|to|off|along)\b)|"
    r"a lie|hoax|nonsense|rubbish|slander|misleading to|a (?:complete |gross |total )?distortion|a fairy ?tale|"
    r"no basis|not the case|absolutely not|nothing wrong|(?<!not )without (?:merit|foundation|basis)|non-starter|"
    r"no (?:truth|evidence|trace|proof|such|role|part in|involvement|link|connection|plans|intention|need to)|"
    r"nothing to do with|found nothing to suggest|"
    r"not (?:responsible|behind|involved|connected|related|part of|guilty|aware)|"
    r"never (?:said|met|made|sent|hid|hidden|received|paid|took|taken|asked|done|did|touched|supplied|sold|bought|"
    r"planned|intended|authori[sz]ed|agreed|promised|ordered|happened|existed|violated|approached|threaten(?:ed)?|"
    r"been (?:involved|part))|"
    r"did not happen|didn't happen|denied|denies|rejects|rejected|doubts|doubted|would not (?:accept|consider))\b)",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"(?:\w+ ){0,3}?(?:there (?:is|are|was|were|has been|have been) (?:absolutely |simply )?no (?!doubt|question|need|"
    r"time|reason|way|excuse|place|point|one|winner|other|longer|alternative|substitute|better|greater|room|guarantee|"
    r"injur|casualt|report|immediate|death|survivor|damage|victim|arrest|suspect|threat|danger|risk)|"
    r"(?:it|they|he|she|we|i) (?:has|have|had) no (?:\w+ )?(?:troops|soldiers|units|forces|weapons|missiles|crews|"
    r"ships|bases|ties|links|contacts?|relations|relationship|deal|agreement|part|hand)\b|"
    r"no (?:\w+ ){1,3}(?:is|are|was|were|had been|has been|have been) (?:stationed|sent|involved|used|deployed|present|"
    r"planned|transferred|supplied|delivered|targeted)\b)",
    re.IGNORECASE,
)
"""Contents that say of something, at their front, that it does not exist or did not happen."""

_REFERRAL = re.compile(
    r"\b(?:journalists|reporters|questions|inquiries|queries) (?:should|must|ought to) (?:\w+ ){0,2}?"
    r"(?:address|ask|asked|contact|direct|directed|addressed|put|refer|referred|turn)\b",
    re.IGNORECASE,
)
_WITHHOLDING = re.compile(
    r"\b(?:(?:could not|cannot|can't|can not) (?:yet )?"
    r"(?:be (?:ruled out|confirmed)|confirm|say|comment|rule out|discuss)|no comment|"
    r"^(?:\w+ ){1,3}?(?:has|have|had) no confirmation|"
    r"not (?:yet |immediately )?(?:known|clear|been determined)|unclear (?:whether|if|how|who|what|why)|"
    r"(?:too (?:early|soon)|premature) to|unable to (?:confirm|say)|neither confirm(?:s|ed)? (?:or|nor)|"
    r"no information|not aware of|"
    r"(?:would|will|can) (?:not|neither) (?:comment|confirm|say|speculate|discuss)|"
    r"won't (?:comment|confirm|say|speculate|discuss)|(?:do|does|did) not (?:know|recall)|don't know if|doesn't know|"
    r"(?:did not|didn't) have (?:any )?(?:information|details)|not in a position to|"
    r"nothing (?:more |further |else )?to (?:add|say)|never (?:discusse[sd]?|comments?|commented)|"
    r"still (?:assessing|being investigated)|who knows|under investigation)\b",
    re.IGNORECASE,
)
_PERSON_AS = re.compile(r"(?:[A-Z][\w.-]+ ){1,6}as\b")
_NO_MARKS = str.maketrans("", "", '"“”')
_SPEECH = re.compile(
    r"(?:to )?(?:say|comment|discuss|disclose|confirm|answer|elaborate|name|identify|reveal|speculate|be drawn|respond|"
    r"provide details|give details|rule out|talk|speak|entertain)\b"
)
_PROMISE = re.compile(
    r"(?:\w+ ){0,3}?(?:i|we|he|she|they|it)(?:'ll| will| would| intend(?:s|ed)? to| plan(?:s|ned)? to)\b"
    r"(?! (?:be|prefer|have|not|like|never)\b)",
    re.IGNORECASE,
)
_DUTY = re.compile(r"(?!we\b)(?:\w+ ){1,4}must\b", re.IGNORECASE)
_DANGER = re.compile(
    r"\b(?:risk(?:s|ed|ing)?|or else|in the midst of a crisis|grave consequences|serious threat)\b", re.IGNORECASE
)
_BLAME = re.compile(
    r"\b(?:attack on|abuse|barbaric|brutal|coward(?:ly)?|contrary to law|criminals?|crime|dangerous|dastardly|"
    r"deplorable|disgrace(?:ful)?|disgusting|evil|farce|gamesmanship|heinous|hypocrisy|illegal|inhumane|irresponsible|nonsense|"
    r"outrageous|pathetic|political trial|propaganda|provocati(?:on|ve)|reckless|sham|shame(?:ful)?|stunt|"
    r"terroris[mt]s?|tragedy|unacceptable|unlawful|waste of)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:brave|champion|excellent|fantastic|good sign|great|hero(?:es|ic)?|historic|icon|milestone|outstanding|"
    r"professionally|remarkable|success|tremendous|victory|welcome step|wonderful)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stance:
    """What position, basis and act an attribution shows, and the words by which the reporter keeps a distance."""

    position: Position
    withheld: Withheld | None
    basis: Basis
    act: Act
    hedge: Span | None


def judge_stance(text: str, attribution: Attribution, kind: Kind) -> Stance:
    """Return the stance of an attribution in `text`; a cue outside the table is a neutral one."""
    entry, negated, rest = _entry(text, attribution.cue)
    negated = negated or (entry is not None and entry.kind == "verb" and _is_nobody(text, attribution.source))
    content = " ".join(text[start:end] for start, end in attribution.content)[:LONGEST_FRONT].replace("’", "'")
    position, withheld = _position(entry, f"{rest} {content}".lstrip().translate(_NO_MARKS), negated=negated)
    return Stance(
        position=position,
        withheld=withheld,
        basis=_basis(entry, content, kind, position),
        act=_act(entry, content, position),
        hedge=_hedge(text, attribution, entry),
    )


def _is_nobody(text: str, source: Part | None) -> bool:
    """Whether nobody speaks: `neither party`, `no official`."""
    first = None if source is None else _WORD.search(text, *source)
    return first is not None and first.group().lower() in NOBODY and text[first.end()] != "."  # No. 5


def kind_of(text: str, attribution: Attribution, quoted: list[Part]) -> Kind:
    """Return whether the content lies inside, outside or partly inside the quotations (inner ranges) `quoted`."""
    total = sum(_letters(text, start, end) for start, end in attribution.content)
    overlaps = [(max(start, first), min(end, last)) for start, end in attribution.content for first, last in quoted]
    inside = sum(_letters(text, start, end) for start, end in overlaps)
    if not inside:
        return "indirect"
    return "direct" if inside >= total else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(text[at].isalnum() for at in range(start, end))


def _entry(text: str, cue: tuple[Part, ...]) -> tuple[CueEntry | None, bool, str]:
    """Return the table's entry for the cue, whether it is negated, and the words of the cue behind its verb."""
    words = [
        found.group().lower().replace("’", "'") for start, end in cue for found in _WORD.finditer(text, start, end)
    ]
    for at in range(len(words)):
        match = match_cue(words, at) or match_noun(words[at])
        if match is not None and not (match.entry.phrase == "continue" and "to" in words[at:]):
            negated = match.entry.kind != "fixed" and any(word in NEGATIONS for word in words[:at])
            return match.entry, negated, " ".join(words[at + match.length :])
    return None, False, ""


def _position(entry: CueEntry | None, content: str, *, negated: bool) -> tuple[Position, Withheld | None]:
    if entry is None:
        return _position_of_words(content)
    if negated and entry.negated is not None:
        return entry.negated
    if entry.phrase in {"decline", "refuse"}:
        return _refusal(entry, content)
    if entry.position != "affirms":
        of_person = entry.phrase == "dismiss" and _PERSON_AS.match(content)
        return ("affirms", None) if of_person else (entry.position, entry.withheld)
    return _position_of_words(content) if entry.takes & {"c", "m", "x", "p", "q", "a"} else ("affirms", None)


def _position_of_words(content: str) -> tuple[Position, Withheld | None]:
    """Return what the words themselves do, where the verb only says that they were said."""
    withholding = _WITHHOLDING.search(content)
    if withholding is not None:
        return "withholds", _manner(withholding.group().lower())
    if _REFERRAL.search(content):
        return "withholds", "referred"
    return ("denies", None) if _DENIAL.search(content) or _ABSENCE.match(content) else ("affirms", None)


def _refusal(entry: CueEntry, content: str) -> tuple[Position, Withheld | None]:
    """Refusing to speak withholds; refusing what was asked for denies."""
    words = content.lower()
    if _SPEECH.match(words) or (entry.phrase == "decline" and (words.startswith("to ") or "interview" in words)):
        return "withholds", "declined"
    return "denies", None


def _manner(words: str) -> Withheld:
    if "neither" in words:
        return "neither"
    if any(word in words for word in ("comment", "discuss", "speculate")):
        return "declined"
    if "confirm" in words or "rule" in words:
        return "cannot_confirm"
    return "no_information"


def _basis(entry: CueEntry | None, content: str, kind: Kind, position: Position) -> Basis:
    if kind != "indirect":
        return "own_words"
    clause = entry is None or bool(entry.takes & {"c", "a", "p", "k", "q"})
    if not clause or position == "withholds":
        return "characterised"
    names_only = entry is not None and "o" in entry.takes and content.count(" ") < LEAST_CLAUSE
    return "characterised" if names_only else "paraphrase"


def _act(entry: CueEntry | None, content: str, position: Position) -> Act:
    if entry is None or entry.act != "states" or position != "affirms":
        return "states" if entry is None else entry.act
    if entry.takes & {"m", "x"}:
        return _act_of_label(content)
    if entry.phrase == "tell" and content.startswith(("to ", "not to ")):
        return "demands"
    if "i" in entry.takes and content.startswith("to ") and "distance" not in entry.traits:
        return "promises"
    return _act_of_words(content) if entry.takes & {"c", "q", "a"} and "distance" not in entry.traits else "states"


def _act_of_label(content: str) -> Act:
    """Return what calling somebody or something so amounts to."""
    if _BLAME.search(content):
        return "condemns"
    return "praises" if _PRAISE.search(content) else "states"


def _act_of_words(content: str) -> Act:
    """Return what somebody does with words that are only said to be said."""
    if _PROMISE.match(content):
        return "promises"
    if _DUTY.match(content):
        return "demands"
    return "warns" if _DANGER.search(content) else "states"


def _hedge(text: str, attribution: Attribution, entry: CueEntry | None) -> Span | None:
    if entry is not None and "distance" in entry.traits and attribution.cue:
        return span_at(text, attribution.cue[0][0], attribution.cue[-1][1])
    return None
