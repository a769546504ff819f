"""Feeds gold statements to the accounts in place of read ones, to show what joining them does by itself.

A gold statement takes from the read one that matches it what gold does not tell (what it withholds, what time it is
about). Its speaker is gold's, one for each name, with the roles and owner that were read where the name stands. Read
statements without gold are left out; figures stay those that were read.

Invariant: words, source, cue, speaker and position of every statement are gold's.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, cast

from msgspec.structs import replace

from benchmarks.export import Export
from benchmarks.gold import GoldArticle, GoldFolder, GoldStatement
from benchmarks.spans import chars_of, match_one_to_one
from onrecord.assemble import assemble_accounts
from onrecord.model import (
    Accounts,
    Act,
    Article,
    Chain,
    Kind,
    Linked,
    PlacedSpan,
    Position,
    Reading,
    Speaker,
    SpeakerRole,
    SpeakerType,
    Statement,
    content_id,
    cue_at,
    join_parts,
    span_at,
    statement_id,
)

LEAST = 0.5
Page = tuple[Article, Reading]


def export_gold_fed(pages: Sequence[Page], gold: GoldFolder) -> Export:
    """Return what a case of the pages would export if its gold statements had been read."""
    fed = [(article, _feed(article, reading, gold.articles[_stem(article)])) for article, reading in pages]
    speakers = _speakers(pages, gold)
    linked = Linked(speakers=tuple(speakers), speaker_of={speaker.id: speaker.id for speaker in speakers})
    return _as_export([article for article, _ in pages], assemble_accounts(fed, linked))


def _stem(article: Article) -> str:
    return PurePosixPath(article.uri).stem


def _feed(article: Article, reading: Reading, gold: GoldArticle) -> Reading:
    """Return the reading with gold's statements; those that repeat one's words and cue are one."""
    read = reading.statements
    matched = match_one_to_one(
        [chars_of(article.text, each.parts) for each in gold.statements],
        [chars_of(article.text, each.parts) for each in read],
        LEAST,
    )
    made = {
        each.id: _statement(article, each, read[matched[place]] if place in matched else None)
        for place, each in enumerate(gold.statements)
    }
    nested = (
        replace(made[each.id], within=made[each.within].id if each.within in made else None) for each in gold.statements
    )
    statements = sorted({each.id: each for each in nested}.values(), key=lambda each: (each.start, each.id))
    moved = {read[j].id: made[gold.statements[i].id].id for i, j in matched.items()}
    figures = tuple(replace(each, statement=moved.get(each.statement or "")) for each in reading.figures)
    return replace(reading, statements=tuple(statements), figures=figures)


def _statement(article: Article, gold: GoldStatement, read: Statement | None) -> Statement:
    """Return a gold statement as a record; without a read one beside it, it withholds by declining to comment."""
    text, source = article.text, gold.source
    cue = None if gold.cue is None else cue_at(text, gold.cue.parts or [(gold.cue.start, gold.cue.end)])
    position = cast("Position", gold.position or "affirms")
    withheld = None if position != "withholds" else (read and read.withheld) or "declined"
    aside = None if read is None else read.set_aside
    return Statement(
        id=statement_id(article.id, gold.parts, cue),
        article=article.id,
        section=article.section_at(gold.parts[0][0]),
        parts=gold.parts,
        text=join_parts(text, gold.parts),
        kind=cast("Kind", gold.kind or "indirect"),
        source=None if source is None else span_at(text, source.start, source.end),
        cue=cue,
        speakers=() if gold.speaker is None or aside else (_speaker_id(gold.speaker),),
        position=position,
        withheld=withheld,
        basis=read.basis if read else "own_words" if gold.kind == "direct" else "paraphrase",
        act=cast("Act", gold.act or "states"),
        said_on=read.said_on if read else None,
        about_time=read.about_time if read else None,
        forecast=read is not None and read.forecast,
        set_aside=aside,
        score=1.0,
    )


def _speaker_id(name: str) -> str:
    return content_id("sp", name)


def _speakers(pages: Sequence[Page], gold: GoldFolder) -> list[Speaker]:
    """Return gold's speakers, one for each name in the folder."""
    types: dict[str, SpeakerType] = {}
    sources: dict[str, list[PlacedSpan]] = defaultdict(list)
    chains: dict[str, list[tuple[Article, Chain]]] = defaultdict(list)
    for article, reading in pages:
        for each in gold.articles[_stem(article)].statements:
            if each.speaker is None:
                continue
            types[each.speaker] = cast("SpeakerType", each.speaker_type or "unnamed")
            if each.source is not None:
                span = span_at(article.text, each.source.start, each.source.end)
                sources[each.speaker].append(
                    PlacedSpan(article=article.id, start=span.start, end=span.end, text=span.text)
                )
                chains[each.speaker] += [
                    (article, chain) for chain in reading.chains if _names(chain, span.start, span.end)
                ]
    return [_speaker(name, types[name], sources[name], chains[name]) for name in sorted(types)]


def _names(chain: Chain, start: int, end: int) -> bool:
    """Whether a chain is named by name or role within the span."""
    return any(each.form != "pronoun" and start <= each.start and each.end <= end for each in chain.mentions)


def _speaker(
    name: str, type_: SpeakerType, sources: Sequence[PlacedSpan], chains: Sequence[tuple[Article, Chain]]
) -> Speaker:
    roles = {
        (article.id, role.start): SpeakerRole(
            article=article.id, start=role.start, end=role.end, text=role.text, from_=None, to=None
        )
        for article, chain in chains
        for role in chain.roles
    }
    owners = {chain.of for _, chain in chains if chain.of is not None and chain.type == type_}
    return Speaker(
        id=_speaker_id(name),
        name=name,
        name_from="text",
        aliases=() if type_ in ("person", "unnamed") else tuple(sources),
        type=type_,
        of=owners.pop() if len(owners) == 1 else None,
        roles=tuple(roles.values()),
    )


def _as_export(articles: Sequence[Article], accounts: Accounts) -> Export:
    stem_of = {article.id: _stem(article) for article in articles}
    statements: Any = defaultdict(list)
    figures: Any = defaultdict(list)
    for statement in accounts.statements:
        statements[stem_of[statement.article]].append(statement)
    for figure in accounts.figures:
        figures[stem_of[figure.article]].append(figure)
    return Export(
        articles={stem_of[article.id]: article for article in articles},
        statements=statements,
        figures=figures,
        speakers={speaker.id: speaker for speaker in accounts.speakers},
        utterances=list(accounts.utterances),
        lineage=list(accounts.lineage),
        disputes=list(accounts.disputes),
        figure_tracks=list(accounts.figure_tracks),
        stem_of=stem_of,
    )
