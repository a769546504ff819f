"""Attributions to their circumstances: by what means, through which outlet, and to whom something was said.

Invariant: each is a slice of the sentence of the cue (or of the sentence before, where the speaker goes on), or null.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.language.quotes import Quotation
from onrecord.model import Part, Span, span_at
from onrecord.read.audiences import find_audience, is_gathering, told_outlet
from onrecord.read.channels import find_channel, find_owner
from onrecord.read.occasions import Occasion, find_occasions, names_outlet
from onrecord.read.placing import Placed, place_attributions
from onrecord.read.sentences import Sentence
from onrecord.read.tagger import Attribution
from onrecord.read.via import find_via, outlet_clauses
from onrecord.read.words import PRONOUNS

_TALKS = frozenset({"call", "conversation"})
"""Occasions on which whoever somebody speaks with is spoken to."""

_GOING_ON = frozenset({"add", "continue", "go on", "go on to say"})
"""Verbs by which a speaker goes on where the sentence before has left off."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Means or occasion, outlet passed through, and audience of a statement."""

    channel: Span | None = None
    via: Span | None = None
    addressee: Span | None = None


def find_circumstances(
    text: str, passages: Sequence[Part], quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Circumstances]:
    """Return what the sentences around the cues say about means, outlet and audience, for each attribution."""
    placed = place_attributions(text, passages, quotations, found)
    read: dict[int, Circumstances] = {}
    last: dict[int, Placed] = {}
    for peers in _by_sentence(placed):
        occasions, clauses = find_occasions(peers[0].sentence), outlet_clauses(peers[0].sentence)
        owners = [find_owner(one, peers) for one in occasions]
        for at, one in enumerate(peers):
            own = [occasion for occasion, owner in zip(occasions, owners, strict=True) if owner is one]
            here = _read(one, own, find_via(one, peers, clauses))
            earlier = next((peer for peer in reversed(peers[:at]) if _shares_speaker(peer, one) or _goes_on(one)), None)
            if earlier is not None:
                here = _shared(here, read[earlier.number])
            elif at == 0 and here.channel is None:
                before = last.get(id(one.before))
                here = _carried(one, here, None if before is None else read[before.number])
            read[one.number] = here
        last[id(peers[0].sentence)] = peers[-1]
    return [read.get(number, Circumstances()) for number in range(len(found))]


def _by_sentence(placed: Sequence[Placed]) -> list[list[Placed]]:
    groups: list[list[Placed]] = []
    at: dict[int, int] = {}
    for one in placed:
        number = at.setdefault(id(one.sentence), len(groups))
        if number == len(groups):
            groups.append([])
        groups[number].append(one)
    return groups


def _read(one: Placed, own: Sequence[Occasion], via: Part | None) -> Circumstances:
    """Return what the verb's own sentence says; `own` are its phrases of means, `via` the outlet beside it."""
    sentence = one.sentence
    channel, audience = find_channel(one, own), find_audience(one)
    if audience is not None and is_gathering(sentence, audience):
        channel, audience = channel or (one.cue[0], audience[1]), None
    elif audience is not None:
        outlet = told_outlet(sentence, audience, told=one.cue[1] == audience[0])
        if outlet is not None:
            start = one.cue[0] if one.cue[1] == audience[0] else audience[0] - 1
            via, audience = via or (start, outlet), None
    for occasion in own:
        outlet = None if occasion.audience is None else told_outlet(sentence, occasion.audience, told=False)
        if occasion.audience is not None and outlet is not None and occasion.tie == "to":
            via = via or (occasion.audience[0] - 1, outlet)
        elif outlet is None and (occasion.tie in {"to", "before"} or sentence.words[occasion.noun - 1] in _TALKS):
            audience = audience or occasion.audience
    return Circumstances(_span(sentence, channel), _span(sentence, via), _span(sentence, audience))


def _span(sentence: Sentence, phrase: Part | None) -> Span | None:
    return None if phrase is None else span_at(sentence.text, *sentence.span(*phrase))


def _shares_speaker(earlier: Placed, one: Placed) -> bool:
    """Whether a verb goes on from an earlier one of the sentence with the same speaker: `said …, |adding| …`."""
    return earlier.attribution.source is not None and earlier.attribution.source == one.attribution.source


def _shared(here: Circumstances, earlier: Circumstances) -> Circumstances:
    return Circumstances(here.channel or earlier.channel, here.via or earlier.via, here.addressee or earlier.addressee)


def _carried(one: Placed, here: Circumstances, before: Circumstances | None) -> Circumstances:
    """Return the circumstances with those of the sentence before, where the speaker goes on in this one."""
    sentence = one.sentence
    if before is not None and _goes_on(one):
        return _shared(here, before)
    pronoun = (
        one.source is not None and one.source[1] - one.source[0] == 1 and sentence.words[one.source[0]] in PRONOUNS
    )
    if one.before is None or not pronoun or one.before.passage != sentence.passage:
        return here
    held = [occasion for occasion in find_occasions(one.before) if _is_speech(one.before, occasion)]
    if not held:
        return here
    audience = held[-1].audience if held[-1].tie == "to" else None
    if audience is not None and names_outlet(one.before, audience):
        audience = None
    return replace(
        here,
        channel=_span(one.before, (held[-1].start, held[-1].end)),
        addressee=here.addressee or _span(one.before, audience),
    )


def _is_speech(sentence: Sentence, occasion: Occasion) -> bool:
    return occasion.performed or any(word == "speaking" for word in sentence.words[occasion.start : occasion.start + 2])


def _goes_on(one: Placed) -> bool:
    match = one.match()
    return match is not None and match.entry.phrase in _GOING_ON
