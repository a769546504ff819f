"""Passages to attributions by patterns: the tagger that needs no weights.

Invariant: output depends on text and passages only, and costs time linear in the length of the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.language.quotes import Quotation, scan_quotations
from onrecord.model import Part
from onrecord.read.content_phrases import content_parts
from onrecord.read.cue_phrases import find_hits
from onrecord.read.hits import Hit
from onrecord.read.layout import (
    read_announced,
    read_label,
    read_lone_quotation,
    read_signature,
    read_tail_label,
    without_outlet,
)
from onrecord.read.sentences import Sentence, read_sentences
from onrecord.read.subjects import subject_of
from onrecord.read.tagger import Attribution
from onrecord.read.words import INNER_CUES, OTHERS_CUES

LEAST_QUOTED = 60
"""Characters from which a quotation is searched for what others said."""

LEAST_WHOLE = 4
"""Spaces from which a quotation behind a paraphrase is a sentence of its own."""

SURE_INSIDE = 0.7


@dataclass(frozen=True, slots=True)
class PatternTagger:
    """Attributions by reporting verbs, quotation marks and the order of words; see `language/cues.csv`."""

    name: str = "patterns-1"
    weights: str | None = None

    def tag(self, text: str, passages: Sequence[Part]) -> list[Attribution]:
        """Return the attributions of the passages, by place."""
        quotations = scan_quotations(text)
        outermost = [quotation for quotation in quotations if quotation.depth == 0]
        found: list[Attribution] = []
        run: _Run | None = None
        before: Sentence | None = None
        for sentence in read_sentences(text, passages, outermost):
            fresh = _read_sentence(without_outlet(sentence))
            if not fresh and run is not None and run.goes_on(sentence):
                found[run.last] = _extend(found[run.last], sentence)
                continue
            fresh = fresh or _read_layout(sentence, before, found[-1] if found and run is not None else None)
            if fresh and found and not found[-1].cue and fresh[0].content == found[-1].content:
                found.pop()  # a signature names who speaks the quotation before it
            run = _Run.after(sentence, fresh, len(found))
            found += fresh
            before = sentence
        found += _read_quoted(text, found, quotations)
        return _nest(_ordered(_complete(found, outermost, passages)))


def _read_quoted(text: str, found: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[Attribution]:
    """Read what speakers report inside their own quotations: `"The mayor announced that …"`."""
    inner: list[Attribution] = []
    starts = [quotation.inner_start for quotation in quotations]
    for part in sorted({part for one in found for part in one.content}):
        first = bisect_left(starts, part[0])
        if first == len(starts) or starts[first] != part[0] or part[1] - part[0] < LEAST_QUOTED:
            continue
        inside = quotations[first : bisect_right(starts, part[1])]
        nested = [one for one in inside if one.start > part[0] and one.end <= part[1]]
        for sentence in read_sentences(text, [part], _outermost(nested), quoted=True):
            inner += [one for one in _read_sentence(sentence) if one.score >= SURE_INSIDE and _reports(text, one)]
    return inner


def _outermost(quotations: Sequence[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in quotations:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _reports(text: str, attribution: Attribution) -> bool:
    """Whether a verb inside a quotation reports speech and no thought or figure of speech of the speaker."""
    if attribution.source is None:
        return False
    verbs = INNER_CUES if text[slice(*attribution.source)].lower() in {"i", "we", "you"} else OTHERS_CUES
    return any(word in verbs for word in text[attribution.cue[0][0] : attribution.cue[-1][1]].lower().split())


def _complete(found: list[Attribution], quotations: Sequence[Quotation], passages: Sequence[Part]) -> list[Attribution]:
    """Give an attribution the other paragraphs of its quotation, where nobody else was found to speak them."""
    starts = [start for start, _ in passages]
    siblings: dict[int, list[Part]] = {}
    for quotation in quotations:
        if quotation.continues:
            parts = [part for part in _paragraphs(quotation) if _is_inside(part, passages, starts)]
            siblings.update((part[0], parts) for part in parts)
    lone = {one.content[0] for one in found if not one.cue and len(one.content) == 1}
    taken = {part[0] for one in found for part in one.content if one.content[0] not in lone}
    completed = []
    absorbed: set[int] = set()
    for one in found:
        more = [part for mine in one.content for part in siblings.get(mine[0], ()) if part[0] not in taken]
        if one.cue and more:
            absorbed.update(part[0] for part in more)
            taken.update(part[0] for part in more)
            completed.append(replace(one, content=tuple(sorted({*one.content, *more}))))
        else:
            completed.append(one)
    return [one for one in completed if one.cue or one.content[0][0] not in absorbed]


def _paragraphs(quotation: Quotation) -> tuple[Part, ...]:
    return ((quotation.inner_start, quotation.inner_end), *quotation.continues)


def _is_inside(part: Part, passages: Sequence[Part], starts: Sequence[int]) -> bool:
    number = bisect_right(starts, part[0]) - 1
    return number >= 0 and part[0] < part[1] <= passages[number][1]


def _read_layout(sentence: Sentence, before: Sentence | None, last: Attribution | None) -> list[Attribution]:
    """Read a sentence that has no reporting verb."""
    speaker = None if last is None else last.source
    found = (
        read_signature(sentence, before)
        or read_label(sentence)
        or read_tail_label(sentence)
        or read_announced(sentence)
        or read_lone_quotation(sentence, speaker)
    )
    return [] if found is None else [found]


@dataclass(frozen=True, slots=True)
class _Run:
    """An attributed sentence, and the attribution whose quotation may go on in the next sentence (-1 for none)."""

    last: int
    passage: int

    @staticmethod
    def after(sentence: Sentence, fresh: list[Attribution], offset: int) -> "_Run | None":
        """Return the run that this sentence leaves open: its last quotation, if that was attributed."""
        inner = [token.inner for token in sentence.tokens if token.kind == "quote"]
        for number in reversed(range(len(fresh))):
            start, end = fresh[number].content[0][0], fresh[number].content[-1][1]
            if inner and start <= inner[-1][0] < end:
                return _Run(offset + number if _ends_quoted(fresh[number], inner[-1]) else -1, sentence.passage)
        return _Run(-1, sentence.passage) if fresh else None

    def goes_on(self, sentence: Sentence) -> bool:
        """Whether the sentence is nothing but the rest of the quotation: `"So," he said. "And so."`."""
        alone = sentence.tokens[0].kind == "quote" and len(sentence.tokens) <= 2  # noqa: PLR2004 - a mark may follow
        return alone and self.passage == sentence.passage and self.last >= 0


def _ends_quoted(attribution: Attribution, last: Part) -> bool:
    """Whether the next quotation goes on from this content, and is not words beside a paraphrase."""
    leads = not attribution.cue or attribution.content[0][0] < attribution.cue[0][0]
    return leads or any(part[0] == last[0] for part in attribution.content)


def _read_sentence(sentence: Sentence) -> list[Attribution]:
    hits = find_hits(sentence)
    _share_sources(sentence, hits)
    hits = [hit for hit in hits if hit.source is not None or hit.unnamed]
    found = []
    for number, hit in enumerate(hits):
        parts = content_parts(sentence, hits, number)
        if parts:
            cue = (sentence.span(*hit.cue),)
            source = None if hit.source is None else _without_possessive(sentence, sentence.span(*hit.source))
            found += [Attribution(source, cue, some, None, hit.score) for some in _at_colon(sentence, hit, parts)]
    return found


def _without_possessive(sentence: Sentence, source: Part) -> Part:
    start, end = source
    return (start, end - 2) if sentence.text[start:end].endswith(("'s", "’s")) else source


def _at_colon(sentence: Sentence, hit: Hit, parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """Split a paraphrase, a colon and a quotation under one verb into two contents."""
    if len(parts) != 1 or hit.right is None:
        return [parts]
    start, end = parts[0]
    for at in range(hit.right + 1, len(sentence.tokens) - 1):
        if start < sentence.tokens[at].start < end and sentence.is_quote(at + 1):
            whole = (
                sentence.words[at] == "," and end >= sentence.tokens[at + 1].inner[1] and _is_whole(sentence, at + 1)
            )
            if sentence.words[at] == ":" or (whole and sentence.has_verb(hit.right, at)):
                return [((start, sentence.tokens[at - 1].end),), (sentence.tokens[at + 1].inner,)]
    return [parts]


def _is_whole(sentence: Sentence, quote: int) -> bool:
    """Whether the quotation is a sentence of its own that closes this one."""
    first, last = sentence.tokens[quote].inner
    words = sentence.text[first:last]
    closes = all(not sentence.is_word(at) for at in range(quote + 1, len(sentence.tokens)))
    return closes and words[0].isupper() and words.count(" ") >= LEAST_WHOLE and not sentence.is_quote(quote + 1)


def _share_sources(sentence: Sentence, hits: list[Hit]) -> None:
    """Give verbs that go on from an earlier one its speaker, or the sentence's subject."""
    last: Part | None = None
    for number, hit in enumerate(hits):
        if hit.shares and hit.begin == 0:
            _give_subject(sentence, hit, hits[number + 1 :])
        elif hit.shares:
            hit.source = last or subject_of(sentence, hit.begin)
        if hit.source is not None:
            last = hit.source


def _give_subject(sentence: Sentence, hit: Hit, later: Sequence[Hit]) -> None:
    """Give a participle that opens the sentence its main clause's subject: `Calling it a lie, |Reyes| said …`."""
    speakers = [other.source for other in later if other.source is not None and other.left is None]
    border = speakers[0][0] if speakers else 0
    if border > (hit.right or 0) + 1 and sentence.ends_clause(border - 1):
        hit.source, hit.end = speakers[0], border


def _extend(attribution: Attribution, sentence: Sentence) -> Attribution:
    return replace(attribution, content=(*attribution.content, sentence.tokens[0].inner))


def _ordered(found: list[Attribution]) -> list[Attribution]:
    """Sort by place and drop what has the same content and cue twice."""
    by_place = sorted(found, key=lambda one: (one.content[0][0], -one.content[-1][1], one.cue))
    seen: dict[tuple[tuple[Part, ...], tuple[Part, ...]], Attribution] = {}
    for attribution in by_place:
        seen.setdefault((attribution.content, attribution.cue), attribution)
    return list(seen.values())


def _nest(found: list[Attribution]) -> list[Attribution]:
    """Point each attribution to the smallest one before it whose content holds its cue and content."""
    nested: list[Attribution] = []
    open_ones: list[int] = []
    for number, attribution in enumerate(found):
        start, end = attribution.content[0][0], attribution.content[-1][1]
        while open_ones and found[open_ones[-1]].content[-1][1] <= start:
            open_ones.pop()
        holder = next((one for one in reversed(open_ones[-8:]) if _holds(found[one], attribution)), None)
        nested.append(replace(attribution, within=holder))
        if not open_ones or found[open_ones[-1]].content[-1][1] >= end:
            open_ones.append(number)
    return nested


def _holds(outer: Attribution, inner: Attribution) -> bool:
    cue = inner.cue[0] if inner.cue else inner.content[0]
    return any(start <= cue[0] and cue[1] <= end for start, end in outer.content) and any(
        start <= inner.content[0][0] and inner.content[-1][1] <= end for start, end in outer.content
    )
