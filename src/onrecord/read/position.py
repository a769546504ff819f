"""An attribution to its stance: affirms, denies or withholds, on what basis, by which act, and the reporter's distance.

Invariant: a stance follows from the cue, its negation and the content alone; `withheld` is set exactly where the
position is withholds.
"""

import re
from dataclasses import dataclass

from onrecord.language.cues import CueEntry
from onrecord.language.names import name_tokens
from onrecord.language.states import find_state
from onrecord.model import Act, Basis, Kind, Part, Position, Span, Withheld, span_at
from onrecord.read.acts import judge_act
from onrecord.read.basis import judge_basis
from onrecord.read.stance_words import DISMISSING, REFUSING, StanceWords, quoted_letters, quoted_share, stance_words
from onrecord.read.tagger import Attribution
from onrecord.read.words import PRONOUNS

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
    r"did not happen|didn't happen|(?<!been )(?<!was )(?<!were )(?<!being )denied|denies|rejects|rejected|"
    r"(?:he|she|it|who) doubts|doubted|would not (?:accept|consider))\b)",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"(?:\w+ ){0,3}?(?:there (?:is|are|was|were|has been|have been) (?:absolutely |simply )?no (?!doubt|question|need|"
    r"time|reason|way|excuse|place|point|one|winner|other|longer|alternative|substitute|better|greater|room|guarantee|"
    r"injur|casualt|report|immediate|death|survivor|damage|victim|arrest|suspect|threat|danger|risk)|"
    r"(?:it|they|he|she|we|i) (?:has|have|had) no (?:\w+ )?(?:troops|soldiers|units|forces|weapons|missiles|crews|"
    r"ships|bases|ties|links|contacts?|relations|relationship|deal|agreement|part|hand)\b|"
    r"no (?:\w+ ){1,3}(?:is|are|was|were|had been|has been|have been) (?:stationed|sent|involved|used|deployed|present|"
    r"planned|transferred|supplied|delivered|targeted)\b|"
    r"(?:i|we|he|she|they)(?:'ve|'d| have| had)? never (?:saw|seen|spoke|spoken|knew|known|heard|discussed)\b"
    r"(?! (?:an?|any\w*|such)\b)|"
    r"(?:i|we|he|she|they) (?:did not|didn't|had not|hadn't|have not|haven't|never) (?:bribe|betray|cheat|kill|lie|"
    r"murder|rig|rob|shoot|shot|steal|stolen|stole)(?:d|ed|ged)?\b)|"
    r"neither of (?:these|those|them|the)\b",
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
_IF_TRUE = re.compile(
    r",? if (?:\w+ ){0,2}?(?:true|so|confirmed|proven|accurate|correct|any|anything|necessary)\b,?", re.IGNORECASE
)
_CONDITION_AHEAD = re.compile(r"(?:if|unless|even if|in case|assuming|provided)\b[^,]*,?", re.IGNORECASE)
_CONDITION_BEHIND = re.compile(r"\b(?:if|unless|whether|in case|provided that)\b", re.IGNORECASE)
"""What is only supposed is not said: `|if the claim is false,| he will resign`."""

_SILENT = re.compile(
    r"(?:(?P<name>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})|(?:[Yy]ou|[Oo]ne|[Pp]eople|[Nn]obody|[Nn]o one|[Aa]nyone)) "
    r"(?:cannot|can't|could not|couldn't|would not|will not|won't|can) "
)
_RELAYED = re.compile(
    r"(?<!\bi)(?<!\bwe)(?<!\bhe)(?<!\bit)(?<!\bshe)(?<!\bthey) (?:said|says|denied|denies|declined|dismissed|insisted|"
    r"refused|rejected|told)\b",
    re.IGNORECASE,
)
_VOICE = re.compile(
    r"\b(?:spokes\w+|lawyers?|attorneys?|representatives?|aides?|agents?|office|secretary|campaign|family|staff|team)\b",
    re.IGNORECASE,
)
"""Sources that speak for somebody else."""

_NO_MARKS = str.maketrans("", "", '"“”')
_PERSON_AS = re.compile(r"(?:(?:[A-Z][\w.-]+ ){1,6}|him |her |me |us )as\b")
_QUESTIONS = re.compile(r"(?:[\w'-]+ ){0,3}?questions?\b(?!.* as\b)", re.IGNORECASE)
_SPEECH = re.compile(
    r"(?:to )?(?:\w+ly )?(?:say|comment|discuss|disclose|confirm|answer|elaborate|name|identify|reveal|speculate|"
    r"be drawn|respond|provide details|give details|talk|speak|entertain)\b"
)
_ANSWER = re.compile(
    r"(?!to (?!be|do|give|grant|sit|take)\b)(?:[\w'-]+ ){0,4}?(?:interview(?:s|ed)?|comment|questions?)\b"
)
_EITHER_WAY = re.compile(r"(?:to )?(?:deny\b|rule (?:[\w-]+ ){0,3}?out\b|confirm (?:or|nor) )")
_ADVERBIALS = re.compile(
    r"(?!(?:the|an?|any|all|both|his|her|its|their|our|my|this|that|these|those|to) )(?:[\w-]+ ){1,3}?(?=to )"
)
"""Words between a refusal and what is refused: `declined |at first| to comment`."""

_DEED = re.compile(
    r"to (?:accept|attend|block|buy|charge|extradite|fund|grant|halt|hand|hear|intervene|join|lift|meet|overturn|"
    r"participate|pay|prosecute|renew|run|sell|serve|sign|stop|take|vote)\b"
)
_CHOOSING = frozenset(
    {"choose", "chooses", "chose", "chosen", "choosing", "opted", "opting", "preferred", "preferring"}
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
    words = stance_words(text, attribution)
    position, withheld = _position(words)
    quoted = quoted_share(text, attribution.content) if kind == "mixed" else float(kind == "direct")
    return Stance(
        position=position,
        withheld=withheld,
        basis=judge_basis(words, position, quoted),
        act=judge_act(words, position),
        hedge=_hedge(text, attribution, words.entry),
    )


def kind_of(text: str, attribution: Attribution, quoted: list[Part]) -> Kind:
    """Return whether the content lies inside, outside or partly inside the quotations (inner ranges) `quoted`."""
    inside, whole = quoted_letters(text, attribution.content, quoted)
    if not inside:
        return "indirect"
    return "direct" if inside >= whole else "mixed"


def _position(words: StanceWords) -> tuple[Position, Withheld | None]:
    entry, content = words.entry, words.object.translate(_NO_MARKS)
    if entry is None:
        return _position_of_words(content, words.source)
    if words.negated and entry.negated is not None:
        chosen = entry.negated[1] == "no_answer" and not _CHOOSING.isdisjoint(words.before)
        return ("withholds", "declined") if chosen else entry.negated
    if entry.phrase in REFUSING:
        return _refusal(entry, content)
    if entry.phrase in DISMISSING:
        return _dismissal(content)
    if entry.position != "affirms" or entry.act in {"asks", "demands"} or _is_relayed(entry, content):
        return entry.position, entry.withheld
    spoken = entry.takes & {"c", "m", "x", "p", "q", "a"}
    return _position_of_words(words.content.translate(_NO_MARKS), words.source) if spoken else ("affirms", None)


def _position_of_words(content: str, source: str) -> tuple[Position, Withheld | None]:
    """Return what the words themselves do, where the verb only says that they were said."""
    content = _IF_TRUE.sub("", content)
    ahead = _CONDITION_AHEAD.match(content)
    content = content if ahead is None else content[ahead.end() :].lstrip()
    withholding = _WITHHOLDING.search(content)
    if withholding is not None and not _is_of_others(content, source):
        return "withholds", _manner(withholding.group().lower())
    if _REFERRAL.search(content):
        return "withholds", "referred"
    clause = _CONDITION_BEHIND.split(content, maxsplit=1)[0]
    return ("denies", None) if _DENIAL.search(clause) or _ABSENCE.match(clause) else ("affirms", None)


def _is_relayed(entry: CueEntry, content: str) -> bool:
    """Whether somebody only passes on what another one says: `The Herald reported |the council denied it|`."""
    return (entry.phrase == "report" or entry.kind == "prep") and _RELAYED.search(content) is not None


def _is_of_others(content: str, source: str) -> bool:
    """Whether the silence is another person's than the speaker's: `Reyes cannot say that`, said by Varga."""
    silent = _SILENT.match(content)
    if silent is None:
        return False
    name = silent.group("name")
    if name is None:
        return True
    if name.lower() in PRONOUNS or find_state(name) is not None or _VOICE.search(source):
        return False
    named = source.lower() in PRONOUNS or any(word[0].isupper() for word in source.split())
    return named and set(name_tokens(source)).isdisjoint(name_tokens(name))


def _refusal(entry: CueEntry, content: str) -> tuple[Position, Withheld | None]:
    """Refusing to speak withholds; refusing what was asked for denies."""
    words = content.lower()
    adverbials = _ADVERBIALS.match(words)
    words = words if adverbials is None else words[adverbials.end() :]
    if _EITHER_WAY.match(words):
        return "withholds", "neither"
    silence = _SPEECH.match(words) or _ANSWER.match(words)
    unsaid = entry.phrase == "decline" and words.startswith("to ") and not _DEED.match(words)
    return ("withholds", "declined") if silence or unsaid else ("denies", None)


def _dismissal(content: str) -> tuple[Position, Withheld | None]:
    """Waving a claim away denies it, a question leaves it open, and a person is called something."""
    if _PERSON_AS.match(content):
        return "affirms", None
    return ("withholds", "declined") if _QUESTIONS.match(content) else ("denies", None)


def _manner(words: str) -> Withheld:
    if "neither" in words:
        return "neither"
    if any(word in words for word in ("comment", "discuss", "speculate")):
        return "declined"
    if "confirm" in words or "rule" in words:
        return "cannot_confirm"
    return "no_information"


def _hedge(text: str, attribution: Attribution, entry: CueEntry | None) -> Span | None:
    if entry is not None and "distance" in entry.traits and attribution.cue:
        return span_at(text, attribution.cue[0][0], attribution.cue[-1][1])
    return None
