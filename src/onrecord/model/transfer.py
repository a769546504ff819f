"""The reading of one article into the same reading of another article with the same text.

Invariant: every id is what reading the other article would have made it, and every reference and place follows.
"""

from msgspec.structs import replace

from onrecord.model.article import Article
from onrecord.model.offsets import CaptureSpan, capture_span
from onrecord.model.reading import Reading, chain_id, figure_id, statement_id
from onrecord.model.span import Part


def transfer_reading(reading: Reading, article: str) -> Reading:
    """Return the reading as that of the article with the given id, whose text and blocks are the same."""
    chains = {chain.id: chain_id(article, chain.mentions[0].start, chain.mentions[0].end) for chain in reading.chains}
    ids = {each.id: statement_id(article, each.parts, each.cue) for each in reading.statements}
    statements = (
        replace(
            each,
            id=ids[each.id],
            article=article,
            speakers=tuple(chains[speaker] for speaker in each.speakers),
            within=None if each.within is None else ids[each.within],
        )
        for each in reading.statements
    )
    return replace(
        reading,
        article=article,
        statements=tuple(sorted(statements, key=lambda statement: (statement.start, statement.id))),
        figures=tuple(
            replace(
                each,
                id=figure_id(article, each.start, each.end),
                article=article,
                statement=None if each.statement is None else ids[each.statement],
            )
            for each in reading.figures
        ),
        chains=tuple(replace(each, id=chains[each.id], article=article) for each in reading.chains),
    )


def locate_statements(article: Article, reading: Reading) -> Reading:
    """Return the article's reading with each statement's places in the captured bytes."""

    def places(parts: tuple[Part, ...]) -> tuple[CaptureSpan | None, ...]:
        return tuple(capture_span(article.offsets, article.text, start, end) for start, end in parts)

    located = (replace(each, capture_spans=places(each.parts)) for each in reading.statements)
    return replace(reading, statements=tuple(located))
