"""Reads an export into typed records, by article file stem.

Invariant: what is measured is what users get: the exported files, not the program's inner state.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec

from onrecord.model import Article, Dispute, Figure, FigureTrack, Lineage, Record, Speaker, Statement, Utterance

R = TypeVar("R", bound=Record)
Placed = TypeVar("Placed", Statement, Figure)


class Export(msgspec.Struct, frozen=True):
    """The parts of an export that are measured."""

    articles: dict[str, Article]
    statements: dict[str, list[Statement]]
    figures: dict[str, list[Figure]]
    speakers: dict[str, Speaker]
    utterances: list[Utterance]
    lineage: list[Lineage]
    disputes: list[Dispute]
    figure_tracks: list[FigureTrack]
    stem_of: dict[str, str]


def read_export(folder: Path) -> Export:
    """Return the export in the folder; raises OSError and msgspec.MsgspecError where it is none."""
    articles = {article.id: article for article in _read_lines(folder / "articles.jsonl", Article)}
    stem_of = {id_: PurePosixPath(article.uri).stem for id_, article in articles.items()}
    return Export(
        articles={stem_of[id_]: article for id_, article in articles.items()},
        statements=_by_stem(_read_lines(folder / "statements.jsonl", Statement), stem_of),
        figures=_by_stem(_read_lines(folder / "figures.jsonl", Figure), stem_of),
        speakers={speaker.id: speaker for speaker in _read_lines(folder / "speakers.jsonl", Speaker)},
        utterances=_read_lines(folder / "utterances.jsonl", Utterance),
        lineage=_read_lines(folder / "lineage.jsonl", Lineage),
        disputes=_read_lines(folder / "disputes.jsonl", Dispute),
        figure_tracks=_read_lines(folder / "figure_tracks.jsonl", FigureTrack),
        stem_of=stem_of,
    )


def _read_lines(path: Path, kind: type[R]) -> list[R]:
    return msgspec.json.Decoder(kind).decode_lines(path.read_bytes())


def _by_stem(records: Iterable[Placed], stem_of: dict[str, str]) -> dict[str, list[Placed]]:
    grouped: dict[str, list[Placed]] = defaultdict(list)
    for record in records:
        grouped[stem_of[record.article]].append(record)
    return grouped
