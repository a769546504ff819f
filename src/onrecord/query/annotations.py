"""Writes a case as annotations: for each article its text and what stands on record in it, and what joins the articles.

The files have the shape of the gold that `benchmarks.quality` reads, so that what people checked can measure and train.

Invariant: the same case gives the same bytes; inside an article, annotations name each other by short ids.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import json

from onrecord.model import (
    READ_ROLES,
    Article,
    Dispute,
    Figure,
    FigureTrack,
    Lineage,
    Span,
    Speaker,
    Statement,
    Utterance,
)
from onrecord.query.files import write_files
from onrecord.query.lookup import shown_name
from onrecord.store import CaseReader, StatementFilters

CLUSTER_FILE = "cluster.json"

Annotation = dict[str, Any]


def export_annotations(reader: CaseReader, folder: Path) -> dict[str, str]:
    """Write the annotations into the folder (made if need be); return the SHA-256 of each file by its name.

    Raises StorageError where a file cannot be written.
    """
    return write_files(folder, _files(reader))


def _files(reader: CaseReader) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name and bytes: text and annotations of every article, then what joins them."""
    speakers = {speaker.id: speaker for speaker in reader.records(Speaker)}
    short: dict[str, str] = {}
    for article in reader.articles():
        statements, figures = reader.statements(StatementFilters(article=article.id)), reader.figures(article.id)
        short |= {each.id: f"s{number}" for number, each in enumerate(statements, start=1)}
        short |= {each.id: f"f{number}" for number, each in enumerate(figures, start=1)}
        annotated = {
            "file": f"{article.id}.txt",
            "statements": [_statement(each, speakers, short) for each in statements],
            "figures": [_figure(each, short) for each in figures],
            "noise": [[block.start, block.end] for block in article.blocks if block.role not in READ_ROLES],
        }
        yield f"{article.id}.txt", article.text.encode()
        yield f"{article.id}.json", _encode(annotated)
    yield CLUSTER_FILE, _encode(_cluster(reader, short, {article.id: article for article in reader.articles()}))


def _encode(value: Annotation) -> bytes:
    return json.format(json.encode(value), indent=1) + b"\n"


def _span(span: Span | None) -> Annotation | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _statement(statement: Statement, speakers: Mapping[str, Speaker], short: Mapping[str, str]) -> Annotation:
    known = [speakers[each] for each in statement.speakers if each in speakers]
    cue = None if statement.cue is None else {**(_span(statement.cue) or {}), "parts": list(statement.cue.parts)}
    said_on = statement.said_on
    return {
        "id": short[statement.id],
        "parts": list(statement.parts),
        "text": statement.text,
        "kind": statement.kind,
        "source": _span(statement.source),
        "cue": cue,
        "speaker": " and ".join(shown_name(each) for each in known) or None,
        "speaker_type": known[0].type if known else None,
        "position": statement.position,
        "withheld": statement.withheld,
        "act": statement.act,
        "within": short.get(statement.within or ""),
        "channel": None if statement.channel is None else statement.channel.text,
        "via": None if statement.via is None else statement.via.text,
        "addressee": None if statement.addressee is None else statement.addressee.text,
        # Gold asks for single days; where a statement has a longer time it asks for nothing.
        **({} if said_on and said_on.from_ != said_on.to else {"said_on": None if said_on is None else said_on.from_}),
    }


def _figure(figure: Figure, short: Mapping[str, str]) -> Annotation:
    return {
        "id": short[figure.id],
        **(_span(figure) or {}),
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "counted": None if figure.counted is None else figure.counted.text,
        "statement": short.get(figure.statement or ""),
    }


def _cluster(reader: CaseReader, short: Mapping[str, str], articles: Mapping[str, Article]) -> Annotation:
    """Return what joins the articles, each statement and figure as `article:id`."""
    places = {each.id: f"{each.article}:{short[each.id]}" for each in reader.records(Statement)}
    figures = {each.id: f"{each.article}:{short[each.id]}" for each in reader.records(Figure)}
    edges = (edge for edge in reader.records(Lineage) if edge.from_ in articles and edge.to in articles)
    return {
        "utterances": [[places[each] for each in remark.statements] for remark in reader.records(Utterance)],
        "lineage": [{"from": edge.from_, "to": edge.to, "relation": edge.relation} for edge in edges],
        "disputes": [
            {
                "matter": dispute.matter.text,
                "sides": [
                    {"position": side.position, "statements": [places[each] for each in side.statements]}
                    for side in dispute.sides
                ],
            }
            for dispute in reader.records(Dispute)
        ],
        "figure_tracks": [
            {"what": track.what, "figures": [figures[each] for each in track.figures]}
            for track in reader.records(FigureTrack)
            if len(track.figures) > 1
        ],
    }
