"""Statements and time expressions into the time at which each statement fell, where the article shows it.

Invariant: a date is one of the article's own time expressions and never lies after publication where the words report
what was said; it stands beside the reporting words, or it was carried over within one occasion (see `carried`).
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.language.cues import match_cue
from onrecord.model import Article, Span, Statement, TimeExpression
from onrecord.read.carried import SENTENCE_END, carry_dates
from onrecord.read.times import look_back, published_day

_CLAUSE_START = re.compile(r"[.!?][\"”’)\]]?\s|[\n,;:—“]|\b(?:and|but|while)\b")
_BEFORE_SOURCE = re.compile(
    r",?\s?(?:(?!and\b|but\b|or\b|which\b|that\b|who\b|when\b|while\b)\w+\s){0,2}"
    r"|,?\s(?:in|at|during|after|following|by|from|speaking|via|on|minutes|hours|days|just|shortly|before|when|as)\b"
    r"[^.;:\"“”\n]{0,100}, (?:(?!and\b|but\b)\w+\s)?"
)
_ON_OCCASION = re.compile(
    r"(?:in|at|during|speaking|addressing|writing|appearing)(?: (?!that\b|which\b|who\b)[\w’'-]+){1,14}", re.IGNORECASE
)
_BEFORE_CUE = re.compile(r",?\s(?:\w+\s)?")
_AFTER_CUE = re.compile(r",?\s?(?:[\w’'.-]+,?\s){0,6}")
_AFTER_CONTENT = re.compile(
    r",?\s?(?:(?:late|early|earlier|later|shortly|just|on|at|by|in|during|around|about|before|after|midnight|noon|the)\s){0,5}"
)
_OBJECT_BEFORE = re.compile(
    r"(?:(?!(?:ha[sd]|have|was|were|is|are|will|would|could|might|may|should|can|to|that|it|he|she|they)\b)"
    r"[\w’'.-]+\s){0,8}(?:on|in|late|early)\s|(?!it\b|he\b|she\b|they\b)\w+\s|to\s\w+\s(?:on\s)?",
    re.IGNORECASE,
)
_NEEDS_NO_ON = re.compile(r"last|this|earlier|yesterday|today", re.IGNORECASE)
_OBJECT_AFTER = re.compile(r",?\s(?:of|to|as|for|over|that|whether|if|how|what|who|not)\b")
_ACT_AFTER = re.compile(r"[,;.]|\s(?:in|at|during|following|after|with|citing|amid|and|but)\b|\W*$")
_ACTS = frozenset({"announce", "declare", "propose", "reveal", "order"})
_OBJECT_LETTERS = frozenset("oamxi")
_OCCASION = re.compile(
    r"['’]s (?:\w+ ){0,2}(?:session|debate|meeting|hearing|interview|speech|address|conference|briefing|rally|summit|"
    r"statement|broadcast|message|letter|testimony|talks|ceremony|sermon|video|call|report)\b"
)
_LED_IN = re.compile(r"\b(?:in|at|during|from|on|after)\s$", re.IGNORECASE)
_NO_MOMENT = re.compile(r"\b(?:since|until|till|by|before|after|than|from)\s$", re.IGNORECASE)
_QUALIFIED = re.compile(r"\s(?:that|which|who)\b")
_BARE_AFTER_NAME = re.compile(r"(?:^|\s)[A-Z][\w’'-]+\s$")
_MADE_BEFORE = re.compile(r"\b(?:published|released|issued|posted|dated|written|aired|held)\s(?:on\s|in\s)?$")
_AHEAD = re.compile(r"\b(?:will|shall|would|to)\b")
_NOT_SPOKEN_AT = re.compile(r"(?:a|one) day after|.*\bfuture|(?:the )?(?:coming|next) .*", re.IGNORECASE)
_WORDS_BEFORE = 5
"""Words between the start of its clause and a date that leads it: "In findings published Tuesday"."""
_FAR = 160
"""Characters between reporting words and their date, at most."""


def date_statements(
    article: Article, statements: Sequence[Statement], times: Sequence[TimeExpression]
) -> list[TimeExpression | None]:
    """Return for each statement the expression that dates it, or None.

    To what each statement's own sentence shows (`date_statement`), carries a date on while the same speaker goes on
    speaking, and up to a headline from the lead that repeats it. Statements and times are in the order of the text.
    """
    enclosing = {statement.id: statement for statement in statements}
    published = published_day(article)
    dated: list[TimeExpression | None] = []
    for statement in statements:
        outer = enclosing.get(statement.within or "")
        near = [time for time in _near(times, statement) if outer is None or _is_inside(time, outer)]
        dated.append(_in_the_past(date_statement(article, statement, near), statement, published))
    return carry_dates(article, statements, times, dated)


def date_statement(article: Article, statement: Statement, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the expression in the statement's own sentence that dates the act of speaking, or None.

    It stands directly after cue, source, addressee, channel or content ("said on Friday", "told reporters Wednesday"),
    names the occasion ("during Monday's session"), leads the clause before source and cue ("On Monday, the minister
    said"), or parts an object from its complement ("accused them on Monday of").
    """
    spine = [span for span in (statement.source, statement.cue) if span is not None]
    if not spine:
        return None
    best: tuple[int, int, TimeExpression] | None = None
    for time in times:
        if not _can_date(article, time):
            continue
        gap = _gap(article.text, time, statement, spine)
        if gap is not None and (best is None or (gap, time.start) < best[:2]):
            best = (gap, time.start, time)
    return None if best is None else best[2]


def _can_date(article: Article, time: TimeExpression) -> bool:
    """Whether a time may be one of speaking: resolved, or left open for want of a date of publication."""
    if time.from_ is None and time.to is None and article.published is not None:
        return False
    if _NO_MOMENT.search(article.text, max(0, time.start - 12), time.start):
        return False
    if article.text[time.end : time.end + 2] not in {"'s", "’s"}:
        return True
    return time.from_ == time.to and _OCCASION.match(article.text, time.end) is not None


def _in_the_past(time: TimeExpression | None, statement: Statement, published: dt.date | None) -> TimeExpression | None:
    """Return the time as words that report past speaking mean it, or None where it can only lie ahead."""
    if time is None or published is None or (statement.cue is not None and _AHEAD.search(statement.cue.text)):
        return time
    past, last = look_back(time, published), published.isoformat()
    if (past.from_ or past.to or "") > last:
        return None
    return past if past.to is None or past.to <= last else replace(past, to=last)


def _is_inside(time: TimeExpression, statement: Statement) -> bool:
    return any(start < time.end and time.start < end for start, end in statement.parts)


def _near(times: Sequence[TimeExpression], statement: Statement) -> list[TimeExpression]:
    """Return the times that stand near an end of the statement's words, in order."""
    spans = [statement.source, statement.cue, statement.channel, statement.addressee]
    ends = {end for span in spans if span is not None for end in (span.start, span.end)}
    found: dict[int, TimeExpression] = {}
    for end in sorted(ends.union(*statement.parts)):
        low = bisect_left(times, end - _FAR, key=lambda time: time.start)
        high = bisect_left(times, end + _FAR, lo=low, key=lambda time: time.start)
        found |= {time.start: time for time in times[low:high]}
    return [found[start] for start in sorted(found)]


def _gap(text: str, time: TimeExpression, statement: Statement, spine: Sequence[Span]) -> int | None:
    """Return how many characters part a time from the reporting words, or None where it is not theirs."""
    if _is_inside(time, statement):
        return _gap_inside(text, time, statement)
    source, channel = statement.source, statement.channel
    if source is not None and source.start < time.start < source.end:
        if time.end == source.end and _BARE_AFTER_NAME.search(text, source.start, time.start):
            return 0  # a source with its adverb: "Odile Varga yesterday"
        return time.start - source.start if _MADE_BEFORE.search(text, source.start, time.start) else None
    if channel is not None and channel.start <= time.start and time.end <= channel.end:
        return time.start - channel.start
    first = min(span.start for span in spine)
    return _gap_before(text, time, first) if time.end <= first else _gap_behind(text, time, statement, spine)


def _gap_behind(text: str, time: TimeExpression, statement: Statement, spine: Sequence[Span]) -> int | None:
    """Return how many characters part a time from the cue behind it or from the words before it."""
    if text[time.end : time.end + 1] in {"'", "’"} and not _LED_IN.search(text[max(0, time.start - 8) : time.start]):
        return None
    if statement.cue is not None and _BEFORE_CUE.fullmatch(text, time.end, max(time.end, statement.cue.start)):
        return statement.cue.start - time.end
    others = [span.end for span in (*spine, statement.addressee, statement.channel) if span is not None]
    return _gap_after(text, time, others, [end for _, end in statement.parts])


def _gap_inside(text: str, time: TimeExpression, statement: Statement) -> int | None:
    """Return how far a time stands behind a cue whose object it parts from "of", "to" or "as", or None.

    Such a time belongs to the cue, although it stands within the words that make the content.
    """
    start, end = statement.parts[0]
    cue = statement.cue
    if cue is None or cue.end > start or statement.kind == "direct" or time.end > end:
        return None
    if time.start - start > _FAR:
        return None
    ends = _object_ends(cue.text)
    between = text[start : time.start] + ("on " if _NEEDS_NO_ON.match(time.text) else "")
    if ends is None or not _OBJECT_BEFORE.fullmatch(between):
        return None
    return time.start - cue.end if ends.match(text, time.end, end) else None


def _object_ends(cue: str) -> re.Pattern[str] | None:
    """Return what follows a time behind the object of a cue, or None where clauses may follow it.

    Of what somebody announces or orders the time may close the sentence ("announced his departure on Monday").
    """
    words = cue.casefold().split()
    matches = (match_cue(words, at) for at in range(len(words)))
    found = next((match.entry for match in matches if match is not None), None)
    if found is None:
        return None
    if found.phrase in _ACTS:
        return _ACT_AFTER
    return _OBJECT_AFTER if "c" not in found.takes and found.takes & _OBJECT_LETTERS else None


def _gap_before(text: str, time: TimeExpression, first: int) -> int | None:
    """Return how many characters part a leading date from source and cue, or None where it is not theirs."""
    between = text[time.end : first]
    lead = _CLAUSE_START.split(text[max(0, time.start - _FAR) : time.start])[-1].strip()
    if (
        (len(lead.split()) > _WORDS_BEFORE and not _ON_OCCASION.fullmatch(lead))
        or SENTENCE_END.search(between)
        or not _BEFORE_SOURCE.fullmatch(between)
    ):
        return None
    return len(between)


def _gap_after(text: str, time: TimeExpression, others: Sequence[int], contents: Sequence[int]) -> int | None:
    """Return how many characters part a date from the words before it, or None where it is not theirs."""
    anchor = max((end for end in (*others, *contents) if end <= time.start), default=None)
    if anchor is None or time.start - anchor > _FAR or SENTENCE_END.search(text, max(0, anchor - 1), time.start):
        return None
    if _NOT_SPOKEN_AT.fullmatch(time.text):
        return None
    between = text[anchor : time.start].lstrip("\"”’'.")
    if anchor not in others and _QUALIFIED.match(text, time.end):
        return None
    pattern = _AFTER_CUE if anchor in others else _AFTER_CONTENT
    return len(between) if pattern.fullmatch(between) else None
