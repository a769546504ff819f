"""Reporting verbs of a sentence to the parts of what was said: offsets without outer marks, without a leading "that".

Invariant: parts ascend, do not overlap, are not empty, and never contain the cue they belong to.
"""

from collections.abc import Sequence

from onrecord.model import Part
from onrecord.read.hits import WORDLESS, Hit
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import channel_end, skip_adjuncts
from onrecord.read.words import AUXILIARIES, BE_FORMS, CLAUSE_BREAKS, SUBORDINATORS

AFTERTHOUGHTS = (SUBORDINATORS | {"after", "as", "before"}) - {"that", "if", "whether", "or", "nor", "yet", "than"}
"""Words that begin, behind a comma, what the writer adds to somebody's words."""

BARE_AFTERTHOUGHTS = {"after", "before", "when", "while", "following", "amid", "which", "because", "shortly"}
"""Words that begin it without a comma, behind a noun."""

_PREDICATES = [[word] for word in sorted(AUXILIARIES)]
_OWNERS = frozenset({"a", "an", "his", "her", "its", "their"})

SENTENCE_LIKE = 6
"""Words from which a quotation behind a verb is the whole content and not a part of a clause."""


def content_parts(sentence: Sentence, hits: Sequence[Hit], number: int) -> tuple[Part, ...]:
    """Return the content of `hits[number]` as offsets into the text; empty where there is none."""
    hit = hits[number]
    parts: list[Part] = []
    if hit.subject is not None:
        parts.append(sentence.span(*hit.subject))
    if hit.left is not None:
        parts += _trim(sentence, _left_begin(sentence, hits, number), hit.left)
    if hit.right is not None:
        parts += _trim(sentence, hit.right, _right_end(sentence, hits, number))
    return tuple(parts)


def _left_begin(sentence: Sentence, hits: Sequence[Hit], number: int) -> int:
    """Return where content before the verb begins: at the sentence's start, or behind an earlier verb's content."""
    border = hits[number].left or 0
    quote = _own_quotation(sentence, hits[number])
    for earlier in reversed(hits[:number]):
        if quote is not None and earlier.right is not None and earlier.right < quote:
            return quote
        if earlier.left is not None and earlier.right is None and earlier.cue[1] < border:
            behind = max(earlier.cue[1], earlier.source[1] if earlier.source else 0)
            return min(behind, border)
    begin = 0
    while begin < border and sentence.words[begin] in {"and", "but", ","}:
        begin += 1
    return begin


def _own_quotation(sentence: Sentence, hit: Hit) -> int | None:
    """Return the quotation that stands directly before a speaker and his verb: `— "we are ready", |he said —`."""
    border = hit.left or 0
    if border > 0 and hit.source is not None and sentence.words[border - 1] == ",":
        border -= 1
    apart = border > 1 and sentence.is_quote(border - 1) and sentence.words[border - 2] in WORDLESS
    return border - 1 if apart else None


def _right_end(sentence: Sentence, hits: Sequence[Hit], number: int) -> int:
    hit = hits[number]
    begin = hit.right or 0
    end = len(sentence.tokens) if hit.end is None else hit.end
    for later in hits[number + 1 :]:
        border = _border(sentence, later)
        if border is not None and border > begin:
            end = min(end, border)
            break
    for earlier in hits[:number]:
        if earlier.source is not None and earlier.source[0] > begin:
            end = min(end, earlier.source[0])
    if sentence.is_quote(begin) and _stands_alone(sentence, begin, end):
        return begin + 1
    end = _clause_end(sentence, begin, end, hit)
    whole = hit.entry.takes & {"q", "p", "k"} or sentence.words[begin - 1] == "that"
    return _before_occasion(sentence, begin, end) if whole else _phrase_end(sentence, begin, end, hit)


def _before_occasion(sentence: Sentence, begin: int, end: int) -> int:
    """Return where the writer adds an occasion to a clause with "that": `that it was good|, after doubts had grown`."""
    for at in range(begin + 2, end - 1):
        if sentence.words[at] == "," and sentence.words[at + 1] == "after" and sentence.has_verb(begin, at):
            return at
    return end


def _clause_end(sentence: Sentence, begin: int, end: int, hit: Hit) -> int:
    """Return where another clause of the writer begins: behind a semicolon, or a comma after a bare predicate."""
    words = sentence.words
    if begin >= len(words):
        return end
    bare = words[begin] in BE_FORMS or words[begin] in {"had", "has", "would", "could"}
    for at in range(begin + 1, end - 1):
        if words[at] == ";" and "that" not in words[at + 1 : at + 3]:
            return at
        if words[at] == "," and (bare or (hit.entry.kind == "prep" and words[at + 1] == "but")):
            return at
    return end


def _phrase_end(sentence: Sentence, begin: int, end: int, hit: Hit) -> int:
    """Return where a noun phrase or infinitive ends before the writer goes on: `to wait|, which led to …`."""
    for at in range(begin, end - 1):
        if "c" in hit.entry.takes and sentence.is_verb(at):
            return end
        if at == begin:
            continue
        as_content = sentence.words[at + 1] == "as" and "x" in hit.entry.takes
        if not as_content and _begins_afterthought(sentence, begin, at):
            return at
    return end


def _begins_afterthought(sentence: Sentence, begin: int, at: int) -> bool:
    word, following = sentence.words[at], sentence.words[at + 1]
    if word == ",":
        return following in AFTERTHOUGHTS or following.endswith("ing")
    if word in BARE_AFTERTHOUGHTS:
        return sentence.words[begin] != "to" or word == "which"
    if word == "in" and following in _OWNERS:
        return sentence.words[begin] != "to" and _is_closing_channel(sentence, at)
    return word in {"and", "but"} and _goes_on(sentence, begin, at)


def _is_closing_channel(sentence: Sentence, at: int) -> bool:
    """Whether a means of speaking begins here and ends the sentence: `denied this |in a telephone call`."""
    behind = skip_adjuncts(sentence, channel_end(sentence, at) or at)
    goes_on = sentence.is_word(behind) or sentence.is_quote(behind) or sentence.is_quote(behind + 1)
    return behind > at and not goes_on


def _goes_on(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether the writer's own clause goes on behind the conjunction: `called it "good" |but did not sign`."""
    verbs = any(sentence.is_verb(here) for here in range(begin, at))
    return not verbs and sentence.is_verb(at + 1)


def _border(sentence: Sentence, later: Hit) -> int | None:
    """Return where the writer goes on with another reporting verb, or None where that verb is part of what was said."""
    if later.cut is not None:
        return later.cut
    quote = _own_quotation(sentence, later) if later.left is not None else None
    if quote is not None:
        return quote
    if later.left and later.right is None and later.entry.kind == "verb" and sentence.words[later.left - 1] == ",":
        return later.left - 1  # Reyes said it sank|, the Herald reported
    if later.source is None or later.source[0] == 0:
        return None
    before = later.source[0] - 1
    word = sentence.words[before]
    behind_comma = before > 0 and sentence.words[before - 1] == ","
    if word in {"which", "who", "whom"}:
        return before - 1 if behind_comma else before
    breaks = word in CLAUSE_BREAKS or word in {";", "—"} or (word == "," and later.entry.kind == "prep")
    return before if breaks or (word in {"and", "but", "then"} and behind_comma) else None


def _stands_alone(sentence: Sentence, quote: int, end: int) -> bool:
    """Whether the quotation is all that was said: long, or closed by a comma, and not followed by another one."""
    inner = sentence.tokens[quote].inner
    words = sentence.text[inner[0] : inner[1]].count(" ") + 1
    following = quote + 1
    if following >= end:
        return True
    if any(sentence.is_quote(at) for at in range(following, min(end, following + 4))):
        return False
    ends_itself = sentence.text[inner[1] - 1] in ",.!?"
    closed = ends_itself or sentence.words[following] in WORDLESS
    return words >= (SENTENCE_LIKE if closed else 2 * SENTENCE_LIKE)


def _trim(sentence: Sentence, begin: int, end: int) -> list[Part]:
    """Return the parts of the tokens `begin` to `end` without marks around them; lone quotations give their words."""
    words = sentence.words
    while begin < end and (words[begin] in WORDLESS | {":"} or _is_conjunction(sentence, begin)):
        begin += 1
    while end > begin and words[end - 1] in WORDLESS | {":", "and", "but", "while", "(", "or"}:
        if words[end - 1] == ")" and "(" in words[begin:end]:
            break
        end -= 1
    if begin >= end:
        return []
    quotes = [at for at in range(begin, end) if sentence.is_quote(at)]
    rest = [words[at] for at in range(begin, end) if at not in quotes]
    if quotes and all(word in {"and", ",", ".", "but"} for word in rest):
        return [_without_comma(sentence, sentence.tokens[at].inner) for at in quotes]
    return [sentence.span(begin, end)]


def _is_conjunction(sentence: Sentence, at: int) -> bool:
    """Whether a "that" here leads to a clause: `|that the ship sank`; not `|that would do`."""
    return sentence.words[at : at + 1] == ["that"] and sentence.words[at + 1 : at + 2] not in _PREDICATES


def _without_comma(sentence: Sentence, inner: Part) -> Part:
    """Return the words of a quotation without the comma that only leads to the verb."""
    start, end = inner
    if end - start > 1 and sentence.text[end - 1] == ",":
        end -= 1
    return start, end
