"""Phrases of means and occasion to the attributions that they belong to: the channel of a statement.

Invariant: a phrase belongs to one reporting verb of its sentence or to none, and to none whose content it is part of.
"""

from collections.abc import Sequence
from functools import cache

from onrecord.language.cues import inflect
from onrecord.language.titles import find_body, find_title
from onrecord.model import Part
from onrecord.read.occasions import Occasion, means_at, names_outlet
from onrecord.read.placing import Placed
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import skip_adjuncts
from onrecord.read.words import DETERMINERS

LONGEST_LEAD = 6
"""Tokens between the article of a document and its author: `|a tweet on Monday by| Ana Reyes`."""

LONGEST_OBJECT = 8
"""Tokens of what was posted, confirmed or denied before the phrase that says where."""

_SPOKEN = frozenset({"say", "tell", "add", "announce", "declare", "warn", "shout"})
_STRONG = frozenset({"event", "source", "platform"})
_OWNERS = frozenset({"by", "from", "of"})
_POSSESSIVES = frozenset({"its", "his", "her", "their"})
_OPENERS = frozenset({",", "and", "but", "while", ";", "—", "–", "-"})
_APART = frozenset({",", "who", "which", "that", "("})


def find_owner(occasion: Occasion, peers: Sequence[Placed]) -> Placed | None:
    """Return the attribution whose verb a phrase of means belongs to."""
    holding = [one for one in peers if one.cue[0] <= occasion.start < one.cue[1]]
    if holding:
        return None if occasion.beside else holding[0]
    covers = [one for one in peers if one.holds(occasion.start)]
    free = [one for one in peers if all(_says(cover, one) for cover in covers) and not _names(one, occasion)]
    if not free:
        return next((one for one in reversed(covers) if _closes_content(one, occasion)), None)
    if occasion.beside:
        return next((one for one in free if _stands_beside(one, occasion)), None)
    before = [one for one in free if one.cue[0] < occasion.start]
    behind = [one for one in free if one.cue[0] > occasion.start]
    if behind and (_leads(occasion, behind[0]) or (not before and _may_precede(occasion, behind[0]))):
        return behind[0]
    return before[-1] if before and not occasion.performed else None


def _stands_beside(one: Placed, occasion: Occasion) -> bool:
    """Whether the phrase stands next to the verb or the speaker: `said |from the balcony|`."""
    behind = skip_adjuncts(one.sentence, one.cue[1])
    source = one.source is not None and occasion.start in range(one.source[0] + 1, one.source[1] + 1)
    names = one.sentence.words[occasion.start] in {"in", "on"}
    match = one.match()
    spoken = names or (match is not None and match.entry.phrase in _SPOKEN)
    return (spoken and occasion.start in {one.cue[1], behind}) or (names and (source or _leads(occasion, one)))


def _may_precede(occasion: Occasion, following: Placed) -> bool:
    """Whether a phrase before the first verb belongs to it: it opens a clause, or stands behind the speaker."""
    words = following.sentence.words
    opens = occasion.start == 0 or words[occasion.start - 1] in _OPENERS
    adjunct = skip_adjuncts(following.sentence, 0) >= occasion.start
    if following.source is not None and following.source[0] < occasion.start:
        opens = occasion.start <= max(following.source[1] + 1, skip_adjuncts(following.sentence, following.source[1]))
    goes_on = all(word in _OPENERS for word in words[occasion.end : following.cue[0]])  # came on air and said
    return opens or adjunct or goes_on or occasion.performed


def _names(one: Placed, occasion: Occasion) -> bool:
    """Whether a phrase only tells who speaks: `those |in her study|`, but not `a columnist |in the Herald|`."""
    inside = one.source is not None and one.source[0] < occasion.start < one.source[1]
    return inside and not names_outlet(one.sentence, (occasion.start + 1, occasion.end))


def _says(cover: Placed, one: Placed) -> bool:
    return cover is not one and cover.holds(one.cue[0])


def _closes_content(one: Placed, occasion: Occasion) -> bool:
    """Whether a phrase at the end of the content tells how it was said: `posted |images on its page|`."""
    sentence = one.sentence
    start = one.content_token(one.cue[1])
    closes = occasion.end >= len(sentence.tokens) or not one.holds(occasion.end)
    means = means_at(sentence, occasion.noun - 1)
    strong = not occasion.performed and means is not None and bool(means.traits & _STRONG)
    things = start is not None and 0 < occasion.start - start <= LONGEST_OBJECT
    return closes and strong and things and not sentence.has_verb(start or 0, occasion.start)


def _leads(occasion: Occasion, following: Placed) -> bool:
    """Whether a phrase leads to the next verb: `… and, |in a statement|, accused`."""
    words = following.sentence.words
    start = following.cue[0] if following.source is None else min(following.source[0], following.cue[0])
    opens = occasion.start == 0 or words[occasion.start - 1] in _OPENERS
    return opens and all(word in {",", "he", "she", "they"} for word in words[occasion.end : start])


def find_channel(one: Placed, own: Sequence[Occasion]) -> Part | None:
    """Return the tokens of the means: a phrase of the verb's, a document that speaks for its author, or the verb.

    `own` are the phrases that belong to the attribution (see `find_owner`).
    """
    nearest = min(own, key=lambda occasion: (occasion.performed, abs(occasion.start - one.cue[0])), default=None)
    document = _document(one)
    if document is not None and (nearest is None or nearest.performed):
        return document
    if nearest is not None:
        return nearest.start, nearest.end
    return next(((at, at + 1) for at in range(*one.cue) if one.sentence.words[at] in _medium_verbs()), None)


@cache
def _medium_verbs() -> frozenset[str]:
    """Return the forms of verbs that name their means: `|tweeted|`."""
    verbs = ("tweet", "retweet", "live-tweet", "blog", "text", "email", "e-mail", "livestream")
    return frozenset(form for verb in verbs for form, kind in inflect(verb) if kind != "base")


def _document(one: Placed) -> Part | None:
    """Return the document that somebody speaks through: `|the mayor's statement| read`, `|a tweet| by Reyes`."""
    if one.source is None:
        return None
    words = one.sentence.words
    start, end = one.source
    lead = start - 1
    if words[lead] in _OWNERS and lead > 0:
        noun = _document_noun(one.sentence, max(0, lead - LONGEST_LEAD), lead, {"source", "by"})
        return None if noun is None else (max(0, noun - 1), noun + 1)
    apart = next((at for at in range(start, end) if words[at] in _APART), end)
    for owner in (*(at for at in range(start, apart) if words[at] in _OWNERS), apart):
        authored = owner < apart
        noun = _document_noun(
            one.sentence, start, owner, {"source", "by"} if authored and words[owner] != "of" else {"source"}
        )
        if noun is not None:
            owned = authored or _has_owner(one.sentence, start, noun)
            return (start, owner) if owned else None
    return None


def _has_owner(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words before a document name whose it is: `its website`, `the Ondo council statement`."""
    return any(
        sentence.words[at] in _POSSESSIVES
        or sentence.words[at].endswith(("'s", "s'"))
        or (sentence.is_capital(at) and sentence.words[at] not in DETERMINERS)
        or find_body(sentence.words[at]) is not None
        or find_title(sentence.words[at]) is not None
        for at in range(start, end)
    )


def _document_noun(sentence: Sentence, start: int, end: int, traits: set[str]) -> int | None:
    """Return the last noun of a document with one of the traits."""
    for at in range(end - 1, start - 1, -1):
        means = means_at(sentence, at)
        if means is not None and means.traits & traits:
            return at
    return None
