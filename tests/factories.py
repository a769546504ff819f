"""Small records for tests: an article from its text, a statement from the words it consists of."""

from onrecord.model import (
    Article,
    Block,
    Chain,
    ChainMention,
    PageDate,
    Position,
    Role,
    SpeakerType,
    Statement,
    Withheld,
    chain_id,
    content_id,
    cue_at,
    span_at,
    statement_id,
)


def make_article(
    text: str,
    *,
    uri: str = "page.txt",
    date: str | None = "2024-10-25",
    outlet: str | None = None,
    roles: dict[str, Role] | None = None,
) -> Article:
    """Return an article whose non-empty lines are body blocks, but for the lines whose role is given."""
    blocks: list[Block] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = offset + line.index(stripped)
            blocks.append(Block(start=start, end=start + len(stripped), role=(roles or {}).get(stripped, "body")))
        offset += len(line)
    published = None if date is None else PageDate(from_=date, to=date, zone=None, how="given", text=date)
    return Article(
        id=content_id("ar", uri, text),
        uri=uri,
        sha256=content_id("xx", text).removeprefix("xx_"),
        outlet=outlet,
        language="en",
        published=published,
        text=text,
        blocks=tuple(blocks),
    )


def make_statement(
    article: Article,
    content: str,
    *,
    source: str | None = None,
    cue: str | None = None,
    position: Position = "affirms",
    withheld: Withheld | None = None,
    speakers: tuple[str, ...] = (),
) -> Statement:
    """Return the statement whose content, source and cue are the first such words of the article."""
    text = article.text
    start = text.index(content)
    parts = ((start, start + len(content)),)
    found_cue = cue_at(text, [(text.index(cue), text.index(cue) + len(cue))]) if cue else None
    return Statement(
        id=statement_id(article.id, parts, found_cue),
        article=article.id,
        section=None,
        parts=parts,
        text=content,
        kind="indirect",
        source=span_at(text, text.index(source), text.index(source) + len(source)) if source else None,
        cue=found_cue,
        speakers=speakers,
        position=position,
        withheld=withheld,
        basis="paraphrase",
        act="states",
        score=1.0,
    )


def make_chain(article: Article, name: str, *, kind: SpeakerType = "person", of: str | None = None) -> Chain:
    """Return a chain with the first mention of the name in the article."""
    start = article.text.index(name)
    mention = ChainMention(start=start, end=start + len(name), text=name, form="name")
    return Chain(
        id=chain_id(article.id, start, start + len(name)),
        article=article.id,
        name=name,
        name_from="text",
        type=kind,
        of=of,
        mentions=(mention,),
    )
