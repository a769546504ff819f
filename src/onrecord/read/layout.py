"""Sentences without a reporting verb whose layout names the speaker: a colon, a dash, a quotation that stands alone.

Invariant: such an attribution has no cue; its source is a name, a role or the speaker of the sentence before.
"""

from dataclasses import replace

from onrecord.language.titles import find_title
from onrecord.model import Part
from onrecord.read.sentences import QUOTE, Sentence
from onrecord.read.subjects import subject_of
from onrecord.read.tagger import Attribution

LONGEST_LABEL = 4
LEAST_WORDS = 5
"""Words from which a quotation that stands alone is speech and no title or nickname."""

SURE, LIKELY = 0.6, 0.4
_LABELS = frozenset(
    {"update", "updates", "photo", "photos", "video", "image", "images", "caption", "analysis", "opinion", "explained"}
    | {"explainer", "read", "more", "watch", "related", "source", "sources", "live", "breaking", "exclusive", "note"}
    | {"correction", "published", "updated", "by", "tags", "topics", "share", "listen", "also", "here"}
)
"""Words before a colon that label a block of a page and are no speakers."""

_DASHES = frozenset("–—-―")
_OUTLET_MARKS = _DASHES | {"|"}


def read_label(sentence: Sentence) -> Attribution | None:
    """Return what stands behind a speaker and a colon: `Reyes: "We will stay"` or `REYES: We will stay`."""
    words = sentence.words
    colon = next((at for at in range(1, min(len(words), LONGEST_LABEL + 1)) if words[at] == ":"), None)
    if colon is None or len(words[0]) == 1 or not _is_label(sentence, 0, colon) or colon + 1 >= len(words):
        return None
    if sentence.is_quote(colon + 1):
        return Attribution(sentence.span(0, colon), (), (sentence.tokens[colon + 1].inner,), None, SURE)
    shouted = all(sentence.text[token.start : token.end].isupper() for token in sentence.tokens[:colon])
    if not shouted and not (sentence.passage == 0 and sentence.has_verb(colon + 1, len(words))):
        return None
    return Attribution(sentence.span(0, colon), (), (_without_stop(sentence, colon + 1, len(words)),), None, LIKELY)


def read_tail_label(sentence: Sentence) -> Attribution | None:
    """Return a headline that ends with its speaker: `Mine was empty: ministry`, `Mine was empty - ministry`."""
    words = sentence.words
    if sentence.passage != 0 or len(words) < LEAST_WORDS:
        return None
    lowest = max(LEAST_WORDS - 1, len(words) - LONGEST_LABEL)
    mark = next((at for at in range(len(words) - 2, lowest - 1, -1) if words[at] in _DASHES | {":"}), None)
    if (
        mark is None
        or not all(sentence.is_word(at) for at in range(mark + 1, len(words)))
        or not sentence.has_verb(0, mark)
    ):
        return None
    return Attribution(sentence.span(mark + 1, len(words)), (), (sentence.span(0, mark),), None, LIKELY)


def without_outlet(sentence: Sentence) -> Sentence:
    """Return a headline without the name of the outlet that a page puts behind it: `Mine was empty – |Daily Herald`."""
    words = sentence.words
    lowest = max(LEAST_WORDS - 1, len(words) - LONGEST_LABEL - 1)
    mark = next((at for at in range(len(words) - 2, lowest - 1, -1) if words[at] in _OUTLET_MARKS), None)
    if mark is None or not all(_is_title_word(sentence, at) for at in range(mark + 1, len(words))):
        return sentence
    spaced = (
        sentence.text[sentence.tokens[mark].start - 1].isspace() and sentence.text[sentence.tokens[mark].end].isspace()
    )
    return replace(sentence, tokens=sentence.tokens[:mark]) if spaced else sentence


def _is_title_word(sentence: Sentence, at: int) -> bool:
    return sentence.is_word(at) and sentence.is_capital(at)


def read_announced(sentence: Sentence) -> Attribution | None:
    """Return the quotation behind a colon that closes a sentence: `Reyes took to the stage: "We will stay."`."""
    quote = len(sentence.tokens) - 1 - (not sentence.is_quote(len(sentence.tokens) - 1))
    if quote < LEAST_WORDS - 1 or not sentence.is_quote(quote) or sentence.words[quote - 1] != ":":
        return None
    inner = sentence.tokens[quote].inner
    source = subject_of(sentence, quote - 1)
    whole = sentence.text[inner[0]].isupper() and sentence.text.count(" ", *inner) + 1 >= LEAST_WORDS
    if source is None or not whole or not sentence.has_verb(source[1], quote - 1):
        return None
    return Attribution(sentence.span(*source), (), (inner,), None, LIKELY)


def read_lone_quotation(sentence: Sentence, speaker: Part | None) -> Attribution | None:
    """Return a quotation that is a sentence of its own, as words of the speaker of the sentence before."""
    if speaker is None or sentence.words[0] != QUOTE or len(sentence.tokens) > 2:  # noqa: PLR2004 - a mark may follow
        return None
    inner = sentence.tokens[0].inner
    if sentence.text.count(" ", *inner) + 1 < LEAST_WORDS:
        return None
    return Attribution(speaker, (), (inner,), None, LIKELY)


def read_signature(sentence: Sentence, before: Sentence | None) -> Attribution | None:
    """Return the quotation of the paragraph before that this line signs: `– Ana Reyes, mayor`."""
    if before is None or before.words[0] != QUOTE or len(before.tokens) > 2:  # noqa: PLR2004 - as above
        return None
    start = 1 if sentence.words[0] in _DASHES else 0
    end = start
    while end < len(sentence.tokens) and sentence.is_word(end) and end <= 2 * LONGEST_LABEL:
        end += 1
    alone = before.tokens[0].start == 0 or before.text[before.tokens[0].start - 1] == "\n"
    titled = alone and any(find_title(word) for word in sentence.words[1:end])
    if end == start or not sentence.is_capital(start) or not (start or (titled and end == len(sentence.tokens))):
        return None
    first, last = sentence.span(start, end)
    name = _before_glued_title(sentence.text, first, last)
    return Attribution(name, (), (before.tokens[0].inner,), None, SURE)


def _before_glued_title(text: str, start: int, end: int) -> Part:
    """Return the name before an office that the page's layout ran into it: `|Ana Reyes|Deputy Minister of Velm`."""
    for at in range(start + 1, end):
        glued = text[at].isupper() and text[at - 1].islower()
        if glued and find_title(text[at:end].split(maxsplit=1)[0]) is not None:
            return start, at
    return start, end


def _is_label(sentence: Sentence, start: int, end: int) -> bool:
    return all(
        sentence.is_word(at) and sentence.is_capital(at) and sentence.words[at] not in _LABELS
        for at in range(start, end)
    )


def _without_stop(sentence: Sentence, start: int, end: int) -> Part:
    while end > start + 1 and sentence.words[end - 1] == ".":
        end -= 1
    return sentence.span(start, end)
