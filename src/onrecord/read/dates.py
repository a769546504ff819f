"""Statements and time expressions into the day on which each statement fell, where the article shows it.

Invariant: a date is one of the article's own time expressions; it stands beside the reporting words, never inside what
was said, or it was carried over from the same speaker's last dated statement.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.model import Article, Part, Span, Statement, TimeExpression

_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]{0,2}\s|\n")
_CLAUSE_START = re.compile(r"[.!?][\"”’)\]]?\s|[\n,;:—“]|\b(?:and|but|while)\b")
_BEFORE_SOURCE = re.compile(
    r",?\s?(?:(?!and\b|but\b|or\b|which\b|that\b|who\b|when\b|while\b)\w+\s){0,2}"
    r"|,?\s(?:in|at|during|after|following|by|from|speaking|via|on|minutes|hours|days|just|shortly|before|when|as)\b"
    r"[^.;:\"“”\n]{0,100}, (?:(?!and\b|but\b)\w+\s)?"
)
_BEFORE_CUE = re.compile(r",?\s(?:\w+\s)?")
_AFTER_CUE = re.compile(r",?\s?(?:[\w’'.-]+,?\s){0,6}")
_AFTER_CONTENT = re.compile(
    r",?\s?(?:(?:late|early|earlier|later|shortly|just|on|at|by|in|around|about|before|after|midnight|noon|the)\s){0,5}"
)
_WORDS_BEFORE = 5
"""Words between the start of its clause and a date that leads it: "In findings published Tuesday"."""
_FAR = 160
"""Characters between reporting words and their date, at most."""
_RECENT = 5
"""Statements back to which a speaker's date is carried on."""
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})


def date_statements(
    article: Article, statements: Sequence[Statement], times: Sequence[TimeExpression]
) -> list[TimeExpression | None]:
    """Return for each statement the day-precise expression that dates it, or None.

    To what each statement's own sentence shows (`date_statement`), carries a date on while the same speaker goes on
    speaking, and up to a headline from the lead that repeats it. Statements and times are in the order of the text.
    """
    enclosing = {statement.id: statement for statement in statements}
    dated: list[TimeExpression | None] = []
    for statement in statements:
        outer = enclosing.get(statement.within or "")
        inside = times if outer is None else [time for time in times if _is_inside(time, outer)]
        dated.append(date_statement(article, statement, inside))
    _carry_on(article, statements, dated)
    _carry_up(article, statements, dated)
    return dated


def date_statement(article: Article, statement: Statement, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the day-precise expression in the statement's own sentence that dates the act of speaking, or None.

    It stands directly after cue, source, addressee, channel or content ("said on Friday", "told reporters Wednesday"),
    or leads the clause before source and cue ("On Monday, the minister said"). `times` are in ascending order.
    """
    spine = [span for span in (statement.source, statement.cue) if span is not None]
    if not spine:
        return None
    first, last = _hull(statement)
    best: tuple[int, int, TimeExpression] | None = None
    for time in _days_between(times, first - _FAR, last + _FAR):
        if _is_inside(time, statement) or article.text[time.end : time.end + 2] in {"'s", "’s"}:
            continue
        gap = _gap(article.text, time, statement, spine)
        if gap is not None and (best is None or (gap, time.start) < best[:2]):
            best = (gap, time.start, time)
    return None if best is None else best[2]


def _is_inside(time: TimeExpression, statement: Statement) -> bool:
    return any(start < time.end and time.start < end for start, end in statement.parts)


def _days_between(times: Sequence[TimeExpression], start: int, end: int) -> Sequence[TimeExpression]:
    low = bisect_left(times, start, key=lambda time: time.start)
    high = bisect_left(times, end, key=lambda time: time.start)
    return [time for time in times[low:high] if time.from_ is not None and time.from_ == time.to]


def _gap(text: str, time: TimeExpression, statement: Statement, spine: Sequence[Span]) -> int | None:
    first = min(span.start for span in spine)
    if time.end <= first:
        return _gap_before(text, time, first)
    if statement.cue is not None and _BEFORE_CUE.fullmatch(text, time.end, max(time.end, statement.cue.start)):
        return statement.cue.start - time.end
    others = [span.end for span in (*spine, statement.addressee, statement.channel) if span is not None]
    return _gap_after(text, time, others, [end for _, end in statement.parts])


def _hull(statement: Statement) -> Part:
    spans = [(span.start, span.end) for span in (statement.source, statement.cue) if span is not None]
    return min((*spans, *statement.parts))[0], max(end for _, end in (*spans, *statement.parts))


def _gap_before(text: str, time: TimeExpression, first: int) -> int | None:
    """Return how many characters part a leading date from source and cue, or None where it is not theirs."""
    between = text[time.end : first]
    lead = _CLAUSE_START.split(text[max(0, time.start - _FAR) : time.start])[-1]
    if len(lead.split()) > _WORDS_BEFORE or _SENTENCE_END.search(between) or not _BEFORE_SOURCE.fullmatch(between):
        return None
    return len(between)


def _gap_after(text: str, time: TimeExpression, others: Sequence[int], contents: Sequence[int]) -> int | None:
    """Return how many characters part a date from the words before it, or None where it is not theirs."""
    anchor = max((end for end in (*others, *contents) if end <= time.start), default=None)
    if anchor is None or time.start - anchor > _FAR or _SENTENCE_END.search(text, max(0, anchor - 1), time.start):
        return None
    between = text[anchor : time.start].lstrip("\"”’'.")
    pattern = _AFTER_CUE if anchor in others else _AFTER_CONTENT
    return len(between) if pattern.fullmatch(between) else None


def _carry_on(article: Article, statements: Sequence[Statement], dated: list[TimeExpression | None]) -> None:
    """Give an undated statement the date of its speaker's last dated one, in the same paragraph or the one before."""
    starts = [block.start for block in article.blocks]
    paragraphs = [bisect_right(starts, statement.start) for statement in statements]
    recent: list[int] = []
    for index, statement in enumerate(statements):
        if statement.within is not None:
            continue
        if dated[index] is None:
            for earlier in reversed(recent if _is_named(statement) else recent[-1:]):
                near = paragraphs[index] - paragraphs[earlier] <= 1
                if near and dated[earlier] is not None and _same_voice(statements[earlier], statement):
                    dated[index] = dated[earlier]
                    break
        recent = [*recent[-_RECENT:], index]


def _is_named(statement: Statement) -> bool:
    return statement.source is not None and statement.source.text.casefold() not in _PRONOUNS


def _same_voice(before: Statement, after: Statement) -> bool:
    """Whether a pronoun goes on for the speaker before it, or its source ends in a word of theirs."""
    if after.source is None or before.source is None:
        return False
    if after.source.text.casefold() in _PRONOUNS:
        return True
    name = re.findall(r"\w+", after.source.text.split(",")[0].casefold())
    return bool(name) and name[-1] in re.findall(r"\w+", before.source.text.casefold())


def _carry_up(article: Article, statements: Sequence[Statement], dated: list[TimeExpression | None]) -> None:
    """Give an undated headline the date of the first dated statement below it where the same voice speaks there."""
    titles = [(block.start, block.end) for block in article.blocks if block.role == "title"]
    for index, statement in enumerate(statements):
        in_title = any(start <= statement.start < end for start, end in titles)
        if not in_title or dated[index] is not None:
            continue
        for later, date in zip(statements[index + 1 :], dated[index + 1 :], strict=True):
            if date is not None and later.within is None and _same_voice(later, statement):
                dated[index] = date
                break
