"""An article and a tagger to a reading: statements with all their fields, figures and times.

Invariant: a statement covers read blocks only, ids are unique, `within` names a statement of the same reading, and no
text makes reading fail.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from onrecord.language.quotes import Quotation, scan_quotations
from onrecord.model import (
    READ_ROLES,
    Article,
    Figure,
    Part,
    Reading,
    Span,
    Statement,
    cue_at,
    join_parts,
    span_at,
    statement_id,
)
from onrecord.read.circumstances import Circumstances, find_circumstances
from onrecord.read.figures import find_figures
from onrecord.read.position import judge_stance, kind_of
from onrecord.read.pull_quotes import read_pull_quotes
from onrecord.read.tagger import Attribution, Tagger
from onrecord.read.times import find_times, is_counted_stretch
from onrecord.read.timing import time_figures, time_statements

READ_LANGUAGE = "en"


def read_article(article: Article, tagger: Tagger) -> Reading:
    """Return what the article's read blocks say: who said what, how many, when.

    An article in another language than English is not read; the reading says so in `unread` and keeps its quotations.
    """
    if article.language is not None and article.language.split("-")[0] != READ_LANGUAGE:
        reason = f"its language ({article.language}) is not read yet"
        return Reading(article=article.id, unread=reason, quotations=tuple(_bare_quotations(article)))
    passages = [(block.start, block.end) for block in article.blocks if block.role in READ_ROLES]
    times = find_times(article, passages)
    apart = read_pull_quotes(article)
    undated = _statements(article, passages, [*_tag_each(article, apart.passages, tagger), *apart.attributions])
    statements = time_statements(article, undated, times)
    days = [time for time in times if not is_counted_stretch(time)]
    figures = time_figures(article, _tie_figures(find_figures(article, apart.passages, days), statements), times)
    return Reading(article=article.id, statements=tuple(statements), figures=tuple(figures), times=tuple(times))


def _tag_each(article: Article, passages: Sequence[Part], tagger: Tagger) -> list[Attribution]:
    """Return the attributions of each article on the page, as the tagger finds them where it stands alone."""
    found: list[Attribution] = []
    for start, end in article.separate_texts():
        before = len(found)
        inside = slice(bisect_left(passages, (start, start)), bisect_left(passages, (end, end)))
        tagged = tagger.tag(article.text, passages[inside])
        found.extend(one if one.within is None else replace(one, within=one.within + before) for one in tagged)
    return found


def _bare_quotations(article: Article) -> Iterator[Span]:
    """Yield the words between quotation marks in the read blocks, in order, without who says them."""
    for block in article.blocks:
        if block.role in READ_ROLES:
            for quotation in scan_quotations(article.text, block.start, block.end):
                start, end = quotation.inner_start, quotation.inner_end
                if quotation.depth == 0 and quotation.closed and article.text[start:end].strip():
                    yield span_at(article.text, start, end)


def _statements(article: Article, passages: Sequence[Part], found: Sequence[Attribution]) -> list[Statement]:
    """Return the statements of the attributions, by place, each once; their dates are still open."""
    quotations = scan_quotations(article.text)
    context = _Context(article, quotations)
    around = find_circumstances(article.text, passages, quotations, found)
    made = [context.statement(one, circumstances) for one, circumstances in zip(found, around, strict=True)]
    unique: dict[str, Statement] = {}
    for statement, attribution in zip(made, found, strict=True):
        holder = None if attribution.within is None else made[attribution.within].id
        if holder is not None and holder != statement.id:
            statement = msgspec.structs.replace(statement, within=holder)  # noqa: PLW2901 - the same statement, completed
        unique.setdefault(statement.id, statement)
    return sorted(unique.values(), key=lambda statement: (statement.start, statement.id))


class _Context:
    """What the fields of a statement are read from, beside its attribution."""

    def __init__(self, article: Article, quotations: Sequence[Quotation]) -> None:
        self.article = article
        self.quoted = [
            (part, quotation.closed)
            for quotation in quotations
            if quotation.depth == 0
            for part in ((quotation.inner_start, quotation.inner_end), *quotation.continues)
        ]
        self.quoted_starts = [part[0] for part, _ in self.quoted]

    def statement(self, attribution: Attribution, around: Circumstances) -> Statement:
        """Return the statement of an attribution, its date and its `within` still open."""
        text = self.article.text
        cue = cue_at(text, attribution.cue) if attribution.cue else None
        near = self._quotations_near(attribution)
        kind = kind_of(text, attribution, [part for part, _ in near])
        stance = judge_stance(text, attribution, kind)
        return Statement(
            id=statement_id(self.article.id, attribution.content, cue),
            article=self.article.id,
            section=self.article.section_at(attribution.content[0][0]),
            parts=attribution.content,
            text=join_parts(text, attribution.content),
            kind=kind,
            source=None if attribution.source is None else span_at(text, *attribution.source),
            cue=cue,
            position=stance.position,
            withheld=stance.withheld,
            basis=stance.basis,
            act=stance.act,
            hedge=stance.hedge,
            channel=around.channel,
            via=around.via,
            addressee=around.addressee,
            unresolved=_unresolved(attribution, near),
            score=attribution.score,
        )

    def _quotations_near(self, attribution: Attribution) -> list[tuple[Part, bool]]:
        start, end = attribution.content[0][0], attribution.content[-1][1]
        first = max(0, bisect_right(self.quoted_starts, start) - 1)
        last = bisect_right(self.quoted_starts, end)
        return [pair for pair in self.quoted[first:last] if pair[0][1] > start and pair[0][0] < end]


def _unresolved(attribution: Attribution, near: Sequence[tuple[Part, bool]]) -> dict[str, str]:
    reasons = {}
    if attribution.source is None:
        reasons["source"] = "no source is named"
    if not all(closed for _, closed in near):
        reasons["quotation"] = "the quotation is never closed"
    return reasons


def _tie_figures(figures: Sequence[Figure], statements: Sequence[Statement]) -> list[Figure]:
    """Tie each figure to the innermost statement that covers it; one sweep over both."""
    waiting = sorted(
        (start, end, -(statement.parts[-1][1] - statement.start), statement.within is not None, statement.id)
        for statement in statements
        for start, end in statement.parts
    )
    tied: list[Figure] = []
    open_ones: list[tuple[int, int, int, bool, str]] = []
    position = 0
    for figure in sorted(figures, key=lambda one: (one.start, one.end)):
        while position < len(waiting) and waiting[position][0] <= figure.start:
            open_ones.append(waiting[position])
            position += 1
        open_ones = [one for one in open_ones if one[1] >= figure.end]
        innermost = max(open_ones, key=lambda one: one[2:], default=None)
        tied.append(figure if innermost is None else msgspec.structs.replace(figure, statement=innermost[4]))
    return tied
