"""Proves an export: manifest and files are those of the case, line by line.

Invariant: an export passes only if its case passes, since its lines are compared with the case byte by byte.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

import msgspec

from onrecord.audit.case import Mismatch
from onrecord.errors import InputError
from onrecord.model import Manifest
from onrecord.publish.jsonl import EXPORT_FILES, MANIFEST_FILE, encode_lines, export_file_name
from onrecord.store import SCHEMA_VERSION, CaseReader

SHOWN = 200
"""Characters of a differing line that are reported."""


def audit_export(reader: CaseReader, folder: Path) -> Iterator[Mismatch]:
    """Yield every place where the export in the folder differs from its manifest or from the case.

    The version that wrote it is told by the manifest alone, and is not judged. Raises InputError where the folder holds
    no export.
    """
    manifest = read_manifest(folder)
    yield from _manifest_mismatches(reader, manifest, folder / MANIFEST_FILE)
    for stem, kind in EXPORT_FILES.items():
        path = folder / export_file_name(stem)
        if not path.is_file():
            yield _mismatch(path, "file", f"{manifest.counts.get(stem, 0)} lines", "no such file")
            continue
        digest = sha256()
        with path.open("rb") as file:
            pairs = zip_longest(encode_lines(reader.records(kind)), file, fillvalue=b"")
            for number, (expected, found) in enumerate(pairs, start=1):
                digest.update(found)
                if expected != found:
                    yield _mismatch(path, f"line {number}", _shown(expected), _shown(found))
        if digest.hexdigest() != manifest.files.get(path.name):
            yield _mismatch(path, "sha256", manifest.files.get(path.name, "none in the manifest"), digest.hexdigest())


def _manifest_mismatches(reader: CaseReader, manifest: Manifest, path: Path) -> Iterator[Mismatch]:
    """Yield what the manifest says of reader, weights, settings and counts that the case does not."""
    settings, counts = reader.settings(), reader.counts()
    told: dict[str, tuple[object, object]] = {
        "schema": (SCHEMA_VERSION, manifest.schema),
        "tagger": (settings.get("tagger", ""), manifest.tagger),
        "weights": (settings.get("weights") or None, manifest.weights),
        **{f"settings.{key}": pair for key, pair in _paired(settings, manifest.settings)},
        **{f"counts.{stem}": pair for stem, pair in _paired({s: counts[s] for s in EXPORT_FILES}, manifest.counts)},
    }
    for field, (expected, found) in told.items():
        if expected != found:
            yield _mismatch(path, field, str(expected), str(found))


def _paired(case: Mapping[str, object], manifest: Mapping[str, object]) -> Iterator[tuple[str, tuple[object, object]]]:
    for key in sorted({*case, *manifest}):
        yield key, (case.get(key), manifest.get(key))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of an export; raise InputError where the folder holds none."""
    path = folder / MANIFEST_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise InputError(f"{path}: not a manifest: {error}") from error


def _mismatch(path: Path, field: str, expected: str, found: str) -> Mismatch:
    return Mismatch(file=path.name, record=path.stem, field=field, expected=expected, found=found)


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\n")[:SHOWN] or "no line"
