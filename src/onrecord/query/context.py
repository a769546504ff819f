"""Finds the sentence or paragraph of a page that a statement stands in, with its words marked.

Invariant: what is shown is a slice of the page; where it begins or ends inside a sentence it says so.
"""

from bisect import bisect_right

from onrecord.language.sentences import sentence_spans
from onrecord.model import Article, Part, Record, Statement
from onrecord.query.marks import Mark, Segment, cut_segments
from onrecord.query.wording import join_names

REACH = 400
"""Characters before and after the words in which a sentence's border is looked for: 99 % of sentences are shorter."""
LONGEST = 1200
"""The most characters of one statement that a list shows; its own page shows all."""


class Excerpt(Record, frozen=True, kw_only=True):
    """A slice of a page with marks; `cut_before` and `cut_after` say that its sentence goes on there."""

    segments: tuple[Segment, ...]
    cut_before: bool
    cut_after: bool

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(segment.text for segment in self.segments)


def statement_marks(statement: Statement, number: int | None = None) -> list[Mark]:
    """Return the marks of a statement: its words, who speaks, and the reporting words."""
    kind = statement.position if statement.set_aside is None else "set_aside"
    marks = [Mark(start=start, end=end, kind=kind) for start, end in statement.parts]
    first, last = statement.parts[0], statement.parts[-1]
    marks[0] = Mark(start=first[0], end=first[1], kind=kind, anchor=statement.id)
    if number is not None and first == last:
        marks[0] = Mark(start=first[0], end=first[1], kind=kind, anchor=statement.id, number=number)
    elif number is not None:
        marks[-1] = Mark(start=last[0], end=last[1], kind=kind, number=number)
    if statement.source is not None:
        marks.append(Mark(start=statement.source.start, end=statement.source.end, kind="source"))
    if statement.cue is not None:
        marks.extend(Mark(start=start, end=end, kind="cue") for start, end in statement.cue.parts)
    return marks


def sentence_of(article: Article, statement: Statement) -> Excerpt:
    """Return the sentences that the statement stands in, with its source and reporting words where they are near."""
    first, end_of_words = _hull(article, statement)
    last = min(end_of_words, first + LONGEST)
    block_start, block_end = _block_at(article, first)[0], _block_at(article, last - 1)[1]
    lowest, highest = max(block_start, first - REACH), min(block_end, last + REACH)
    touched = [span for span in sentence_spans(article.text, lowest, highest) if span[1] > first and span[0] < last]
    start = min([first, *(span[0] for span in touched)])
    end = max([last, *(span[1] for span in touched)])
    return Excerpt(
        segments=cut_segments(article.text, start, end, statement_marks(statement)),
        cut_before=start == lowest > block_start,
        cut_after=end == highest < block_end or end < end_of_words,
    )


def paragraph_of(article: Article, statement: Statement) -> Excerpt:
    """Return the whole paragraphs that the statement stands in."""
    first, last = _hull(article, statement)
    start, end = _block_at(article, first)[0], _block_at(article, last - 1)[1]
    segments = cut_segments(article.text, start, end, statement_marks(statement))
    return Excerpt(segments=segments, cut_before=False, cut_after=False)


def around(article: Article, start: int, end: int) -> Excerpt:
    """Return the sentence that some words stand in, with these marked."""
    block_start, block_end = _block_at(article, start)
    lowest, highest = max(block_start, start - REACH), min(block_end, end + REACH)
    touched = [span for span in sentence_spans(article.text, lowest, highest) if span[1] > start and span[0] < end]
    first = min([start, *(span[0] for span in touched)])
    last = max([end, *(span[1] for span in touched)])
    return Excerpt(
        segments=cut_segments(article.text, first, last, [Mark(start=start, end=end, kind="named")]),
        cut_before=first == lowest > block_start,
        cut_after=last == highest < block_end,
    )


def place_words(statement: Statement) -> str:
    """Return where the words stand in the saved page: at which bytes, or on which pages of a PDF."""
    spans = statement.capture_spans
    if not spans or None in spans:
        return "no exact place in the saved page"
    pages = sorted({box[0] for span in spans if span for box in span.boxes})
    if pages:
        return f"page{'s' if len(pages) > 1 else ''} {join_names([str(page) for page in pages])} of the saved document"
    places = [f"{span.start:,}–{span.end:,}" for span in spans if span]
    return f"bytes {join_names(places)} of the saved page"


def _hull(article: Article, statement: Statement) -> Part:
    """Return the range of the content, widened to the source and reporting words of the paragraphs it stands in."""
    start, end = statement.parts[0][0], statement.parts[-1][1]
    lowest, highest = _block_at(article, start)[0], _block_at(article, end - 1)[1]
    near = [
        span
        for span in (statement.source, statement.cue)
        if span is not None and span.start >= lowest and span.end <= highest
    ]
    return min([start, *(span.start for span in near)]), max([end, *(span.end for span in near)])


def _block_at(article: Article, offset: int) -> Part:
    """Return the range of the block that holds the offset, or the gap between two blocks."""
    index = bisect_right(article.blocks, offset, key=lambda block: block.start) - 1
    if index >= 0 and offset < article.blocks[index].end:
        return article.blocks[index].start, article.blocks[index].end
    gap_start = article.blocks[index].end if index >= 0 else 0
    following = article.blocks[index + 1].start if index + 1 < len(article.blocks) else len(article.text)
    return gap_start, following
