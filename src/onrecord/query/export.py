"""Writes a case as files that other programs read: JSONL, one file per record type, and a manifest of hashes.

Invariant: the same case gives the same bytes; each file replaces its predecessor as a whole, the manifest last.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from onrecord import __version__
from onrecord.errors import StorageError, UsageError
from onrecord.model import Manifest
from onrecord.publish.jsonl import EXPORT_FILES, MANIFEST_FILE, encode_lines, encode_manifest, export_file_name
from onrecord.store import SCHEMA_VERSION, CaseReader


def export_jsonl(reader: CaseReader, folder: Path) -> Manifest:
    """Write the case into the folder (made if need be) and return the manifest.

    Raises UsageError where a build was cut off before its accounts were made, StorageError where a file cannot be
    written.
    """
    if not reader.is_assembled():
        raise UsageError(f"{reader.path}: the last build was cut off: run `onrecord build` again before exporting")
    counts: dict[str, int] = {}
    hashes: dict[str, str] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stem, kind in EXPORT_FILES.items():
            name = export_file_name(stem)
            counts[stem], hashes[name] = _replace_file(folder / name, encode_lines(reader.records(kind)))
        settings = reader.settings()
        manifest = Manifest(
            version=__version__,
            schema=SCHEMA_VERSION,
            tagger=settings.get("tagger", ""),
            weights=settings.get("weights") or None,
            settings=settings,
            counts=counts,
            files=hashes,
        )
        _replace_file(folder / MANIFEST_FILE, [encode_manifest(manifest)])
    except OSError as error:
        raise StorageError(f"{error.filename or folder}: cannot be written: {error.strerror}") from error
    return manifest


def _replace_file(path: Path, lines: Iterable[bytes]) -> tuple[int, str]:
    """Write the lines beside the file, then put them in its place; return their number and the bytes' SHA-256."""
    digest = sha256()
    count = 0
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                count += 1
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count, digest.hexdigest()
