"""Resolves sources in a text of our own: each becomes a statement, and whoever stands behind it is returned."""

from collections.abc import Sequence

from onrecord.model import Article, Chain, Reading, Statement, join_parts, span_at, statement_id
from onrecord.resolve import resolve_reading
from tests.factories import make_article


def statements_of(article: Article, sources: Sequence[str]) -> tuple[Statement, ...]:
    """One statement per source, in order of the text; its content is the source's last character's neighbourhood."""
    found = []
    at = 0
    for source in sources:
        start = article.text.index(source, at)
        at = start + len(source)
        content = ((at, at + 1),)
        found.append(
            Statement(
                id=statement_id(article.id, content, None),
                article=article.id,
                section=None,
                parts=content,
                text=join_parts(article.text, content),
                kind="indirect",
                source=span_at(article.text, start, at),
                cue=None,
                position="affirms",
                withheld=None,
                basis="paraphrase",
                act="states",
                score=1.0,
            )
        )
    return tuple(found)


def resolved_reading(text: str, *sources: str) -> Reading:
    article = make_article(text)
    return resolve_reading(article, Reading(article=article.id, statements=statements_of(article, sources)))


def resolved(text: str, *sources: str) -> list[list[Chain]]:
    reading = resolved_reading(text, *sources)
    chains = {chain.id: chain for chain in reading.chains}
    return [[chains[speaker] for speaker in statement.speakers] for statement in reading.statements]


def speakers(text: str, *sources: str) -> list[list[str]]:
    return [[chain.name for chain in chains] for chains in resolved(text, *sources)]


def reasons(text: str, *sources: str) -> list[str | None]:
    return [statement.unresolved.get("speakers") for statement in resolved_reading(text, *sources).statements]
