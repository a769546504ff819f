"""An attribution to the outlet that its words came through: `the Herald reported`, `according to the Herald`.

Invariant: an outlet that speaks for itself is nobody's way; the words that name it stand in the sentence of the cue.
"""

from collections.abc import Sequence

from onrecord.language.cues import match_cue
from onrecord.model import Part
from onrecord.read.occasions import names_outlet
from onrecord.read.placing import Placed
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import noun_phrase_after, noun_phrase_before
from onrecord.read.tagger import Attribution

LONGEST_REPORT = 25
"""Tokens of an outlet and its verb."""

_SEEN = frozenset(
    {
        "seen",
        "obtained",
        "reviewed",
        "viewed",
        "quoted",
        "cited",
        "carried",
        "relayed",
        "heard",
        "collected",
        "reported",
    }
)
_REPORTS = frozenset({"report", "say", "quote", "cite", "write", "claim", "note", "state", "reveal"})


def find_via(one: Placed, peers: Sequence[Placed], clauses: Sequence[Part]) -> Part | None:
    """Return the tokens that name the outlet and its verb.

    `peers` are the attributions of the sentence, `clauses` the outlets that it names (see `outlet_clauses`).
    """
    reporter = _reporter(one, peers)
    if reporter is not None or (one.source is not None and names_outlet(one.sentence, one.source)):
        return reporter
    return next((clause for clause in clauses if _passes_on(clause, one, peers)), None)


def _reporter(one: Placed, peers: Sequence[Placed]) -> Part | None:
    """Return who reports a nested statement, if that is an outlet, with its verb."""
    within = one.attribution.within
    holder = None if within is None else next((peer for peer in peers if peer.number == within), None)
    if holder is None or holder.source is None or not names_outlet(one.sentence, holder.source):
        return None
    start, end = min(holder.source[0], holder.cue[0]), max(holder.source[1], holder.cue[1])
    return (start, end) if end - start <= LONGEST_REPORT else None


def _passes_on(via: Part, one: Placed, peers: Sequence[Placed]) -> bool:
    """Whether an outlet's clause stands for this attribution: it is no cue of another content, and next to this one."""
    if via[0] < one.cue[1] and one.cue[0] < via[1]:
        return "quoted" in one.sentence.words[one.cue[0] : one.cue[1]]
    within = one.source is not None and one.source[0] <= via[0] and via[1] <= one.source[1]
    if one.holds(via[0]) or (within and one.sentence.words[via[0]] not in _SEEN):
        return False
    for peer in peers:
        if peer is not one and via[0] <= peer.cue[0] < via[1]:
            return _overlap(peer.attribution, one.attribution)
    last = max(one.cue[1], one.end_of_content() or 0)
    tokens = one.sentence.words
    opens = via[0] == 0 or (tokens[via[0] - 1] in {"but", "and"} and via[0] < one.cue[0])
    closes = via[0] >= one.cue[1] and via[0] - last <= 1
    beside = one.source is not None and one.source[0] < via[0] <= one.source[1] + 1
    return opens or closes or beside or _ends_sentence(via, one)


def _ends_sentence(via: Part, one: Placed) -> bool:
    return via[1] >= len(one.sentence.tokens) - 1


def _overlap(one: Attribution, other: Attribution) -> bool:
    return any(a < d and c < b for a, b in one.content for c, d in other.content)


def outlet_clauses(sentence: Sentence) -> list[Part]:
    """Return the clauses that name an outlet as where something stood, by place."""
    found = []
    for at in range(len(sentence.tokens)):
        clause = _clause_at(sentence, at) if sentence.is_word(at) else None
        if clause is not None:
            found.append(clause)
    return found


def _clause_at(sentence: Sentence, at: int) -> Part | None:
    word, following = sentence.words[at], sentence.words[at + 1 : at + 2]
    passive = (word == "according" and following == ["to"]) or (word in _SEEN and following == ["by"])
    if passive or word in {"per", "citing"}:
        phrase = noun_phrase_after(sentence, at + 1 + passive)
        return (at, phrase[1]) if phrase is not None and names_outlet(sentence, phrase) else None
    match = match_cue(sentence.words, at)
    if match is None or match.entry.phrase not in _REPORTS or match.form not in {"past", "third", "base"}:
        return None
    phrase = noun_phrase_before(sentence, at)
    return (phrase[0], at + 1) if phrase is not None and names_outlet(sentence, phrase) else None
