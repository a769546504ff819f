"""An article, and its reading, into those of another address with the same text.

Invariant: every id is what cleaning and reading the other article would have made it, and every reference and place
follows.
"""

from msgspec.structs import replace

from onrecord.model.article import Article, section_id
from onrecord.model.offsets import CaptureSpan, capture_span
from onrecord.model.reading import Reading, chain_id, figure_id, statement_id
from onrecord.model.span import Part


def transfer_article(article: Article, article_id: str, uri: str) -> Article:
    """Return the article as that of another address, with the ids of its sections following."""
    ids = {section.id: section_id(article_id, section.start, section.end) for section in article.sections}
    sections = (
        replace(each, id=ids[each.id], retells=None if each.retells is None else ids[each.retells])
        for each in article.sections
    )
    return replace(article, id=article_id, uri=uri, sections=tuple(sections))


def transfer_reading(reading: Reading, to: Article) -> Reading:
    """Return the reading as that of another article, whose text, blocks and sections are the same but for their ids."""
    article = to.id
    chains = {chain.id: chain_id(article, chain.mentions[0].start, chain.mentions[0].end) for chain in reading.chains}
    ids = {each.id: statement_id(article, each.parts, each.cue) for each in reading.statements}
    statements = (
        replace(
            each,
            id=ids[each.id],
            article=article,
            section=to.section_at(each.start),
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
