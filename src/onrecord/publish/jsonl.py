"""Turns records into the lines and the manifest of a JSONL export.

Invariant: every line is one record with all its fields; the same records give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from onrecord.model import (
    Actor,
    Article,
    Dispute,
    Failure,
    Figure,
    FigureTrack,
    Judgement,
    Lineage,
    Link,
    Manifest,
    Mention,
    Origin,
    Record,
    SetAside,
    Speaker,
    Statement,
    Thing,
    Utterance,
    Version,
)

EXPORT_FILES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "articles": Article,
        "statements": Statement,
        "set_aside": SetAside,
        "speakers": Speaker,
        "mentions": Mention,
        "things": Thing,
        "links": Link,
        "figures": Figure,
        "utterances": Utterance,
        "lineage": Lineage,
        "origins": Origin,
        "disputes": Dispute,
        "figure_tracks": FigureTrack,
        "versions": Version,
        "judgements": Judgement,
        "actors": Actor,
        "failures": Failure,
    }
)
"""File stem -> type of its records; the manifest lies beside them."""

MANIFEST_FILE = "manifest.json"


def export_file_name(stem: str) -> str:
    """Return the name of the file that holds the records of an export's stem."""
    return f"{stem}.jsonl"


def encode_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield one line of UTF-8 JSON with a line feed for each record, in the given order."""
    encoder = msgspec.json.Encoder()
    for record in records:
        yield encoder.encode(record) + b"\n"


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as indented JSON with sorted keys."""
    ordered = msgspec.structs.replace(
        manifest,
        settings=dict(sorted(manifest.settings.items())),
        counts=dict(sorted(manifest.counts.items())),
        files=dict(sorted(manifest.files.items())),
    )
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"
