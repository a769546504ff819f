"""The words of an attribution to its act: states, promises, demands, asks, praises, condemns, accuses or warns.

Invariant: what the cue says of the act decides; the content is asked only where words are merely said to be said.
"""

import re
from functools import cache
from typing import cast

from onrecord.language.cues import CueEntry, inflect
from onrecord.model import Act, Position
from onrecord.read.stance_words import StanceWords

_VERBS: tuple[tuple[Act, str], ...] = (
    ("accuses", "arraign charge indict prosecute sue vilify"),
    ("asks", "debate petition"),
    ("condemns", "belittle disparage insult skewer taunt"),
    ("demands", "require subpoena"),
    ("praises", "celebrate cheer"),
)
_WORDS: tuple[tuple[Act, str], ...] = (
    ("accuses", "accusations indictment"),
    ("asks", "appeal appeals plea pleas"),
    ("condemns", "condemnation criticism criticisms denunciation denunciations"),
    ("demands", "demands ultimatum"),
    ("praises", "acclaim"),
    ("promises", "pledges promises vows"),
    ("warns", "threat threats"),
    ("condemns", "critical derogatory dismissive disparaging harsh insulting negative scathing scornful slashing"),
    ("praises", "favorable favourable flattering glowing warm"),
)
"""Words of a cue that tell what was done or in which tone: `issued |threats|`, `made |favourable| comments`."""

_FEELING = re.compile(
    r"(?P<condemns>alarm|anger|contempt|disappointment|disapproval|disdain|disgust|dismay|displeasure|doubts?|"
    r"frustration|indignation|misgivings|outrage|reservations|scorn)\b|"
    r"(?P<praises>admiration|appreciation|approval|confidence|delight|gratitude|pride|respect|support|sympathy)\b"
)
_BLAME = re.compile(
    r"\b(?:attack on|abuse|arrogant|barbaric|betrayal|biased|bigot(?:ed)?|brutal|bully|butcher|callous|charade|clown|"
    r"contrary to law|corrupt|coward(?:ly)?|criminals?|crime|cruel|cynical|dangerous|dastardly|deplorable|despicable|"
    r"dictator|disgrace(?:ful)?|disgusting|evil|extremists?|failure|farce|fools?|fraud|gamesmanship|hateful|heinous|"
    r"hypocri(?:sy|tes?|tical)|idiots?|illegal|incompetent|inhumane|irresponsible|killers?|liars?|losers?|murderers?|"
    r"nonsense|outrage(?:ous)?|pathetic|political trial|propaganda|provocati(?:on|ve)|puppets?|racist|reckless|"
    r"scandalous|sham|shame(?:ful)?|stunt|terroris[mt]s?|thugs?|tragedy|traitors?|tyrant|unacceptable|unfair|unfit|"
    r"unjust|unlawful|vicious|vile|waste of|witch hunt)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:admirable|amazing|brave|brilliant|champion|courageous|excellent|exemplary|fantastic|good sign|great|"
    r"hero(?:es|ic)?|historic|icon|impressive|inspiring|milestone|outstanding|professionally|remarkable|success|superb|"
    r"tremendous|triumph|victory|visionary|welcome step|wonderful)\b",
    re.IGNORECASE,
)
_IS = (
    r"\b(?:is|are|was|were|been|be|'s|'re) "
    r"(?:(?:a|an|the|so|very|completely|absolutely|utterly|simply|just|truly) ){0,3}(?:\w+ )?"
)
_SIGNS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (
        "promises",
        re.compile(
            r"^(?:\w+ ){0,3}?(?:(?:i|we|he|she|they|it)(?: intend(?:s|ed)? to| plan(?:s|ned)? to|(?:'ll| will| would))|"
            r"(?:i|we|he|she|they)(?:'ll| will| would) (?:not|never))\b"
            r"(?! (?:be(?! \w+ing\b)|have|like|maybe|mind|need|never|not|perhaps|possibly|prefer|probably|likely)\b)|"
            r"^(?:(?:an?|the|its|his|her|their|new) ){0,2}(?:plans?|intentions?) to\b",
            re.IGNORECASE,
        ),
    ),
    (
        "demands",
        re.compile(
            r"^(?!we\b)(?:\w+ ){1,4}must\b|"
            r"^(?:please )?(?:(?:do not|don't) (?!be|believe|have|know|think|worry)\w+|stop \w+ing)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "warns",
        re.compile(
            r"\b(?:risk(?:s|ed|ing)?|or else|in the midst of a crisis|grave consequences|serious threat|"
            r"in danger of)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "accuses",
        re.compile(
            r"(?<!not )(?<!never )\b(?:lying|liars?|lied|fraud|stolen|rigged|bribed|bribery|betray(?:ed|al)|corrupt|"
            r"cover(?:ed)?[ -]up|perpetrators?|(?:behind|responsible for|involved in) the (?:\w+ ){0,2}?(?:attacks?|"
            r"assassination|bombings?|killings?|murders?|massacre|plot|shootings?|poisonings?))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "condemns",
        re.compile(
            _IS + r"(?:appalling|barbaric|cowardly|deplorable|despicable|disgrace(?:ful)?|disgusting|farce|heinous|"
            r"hypocrisy|hypocritical|inhumane|irresponsible|outrage(?:ous)?|pathetic|reckless|sham|shameful|stunt|"
            r"unacceptable|unconscionable)\b|^shame on\b",
            re.IGNORECASE,
        ),
    ),
    (
        "praises",
        re.compile(
            _IS
            + r"(?:amazing|brave|excellent|fantastic|good sign|great|heroic|heroes|inspiring|outstanding|remarkable|"
            r"terrific|tremendous|wonderful)\b|\bacted professionally\b",
            re.IGNORECASE,
        ),
    ),
)
"""Signs of an act in words that are only said to be said; the first one counts."""


def judge_act(words: StanceWords, position: Position) -> Act:
    """Return what the speaker does by speaking."""
    entry = words.entry
    if entry is None:
        return _act_of_cue_words(words) or "states"
    if entry.act != "states":
        return "states" if words.negated else entry.act
    if position != "affirms":
        return "states"
    return _act_of_cue_words(words) or _act_of_content(words, entry)


def _act_of_cue_words(words: StanceWords) -> Act | None:
    """Return what other words of the cue than a listed verb say of the act, None where they say nothing."""
    if words.entry is not None and words.entry.phrase == "express":
        feeling = _FEELING.match(words.object)
        return None if feeling is None else cast("Act", feeling.lastgroup)
    known = (_acts_of_words().get(word) for word in (*words.before, *words.rest.split()[:2]))
    return next((act for act in known if act is not None), None)


@cache
def _acts_of_words() -> dict[str, Act]:
    listed = {word: act for act, line in _WORDS for word in line.split()}
    return listed | {form: act for act, line in _VERBS for verb in line.split() for form, _ in inflect(verb)}


def _act_of_content(words: StanceWords, entry: CueEntry) -> Act:
    content = words.content
    if entry.takes & {"m", "x"} or (entry.phrase == "cite" and " as " in content):
        return "condemns" if entry.phrase == "dismiss" else _act_of_label(content)
    if entry.phrase == "tell" and content.startswith(("to ", "not to ")):
        return "demands"
    if not entry.takes & {"c", "q", "a", "p"} or words.topic:
        return "states"
    if "distance" not in entry.traits and "i" in entry.takes and content.startswith("to "):
        return "promises"
    return _act_of_said(words, frozenset({"accuses"}) if "distance" in entry.traits else None)


def _act_of_label(content: str) -> Act:
    """Return what calling somebody or something so amounts to."""
    if _BLAME.search(content):
        return "condemns"
    return "praises" if _PRAISE.search(content) else "states"


def _act_of_said(words: StanceWords, only: frozenset[Act] | None) -> Act:
    """Return what somebody does with words that are only said to be said, among the acts `only`."""
    if only is None and words.asks:
        return "asks"
    found = (act for act, sign in _SIGNS if (only is None or act in only) and sign.search(words.content))
    return next(found, "states")
