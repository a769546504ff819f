"""Turns the paths that were given into captures, one by one, and what cannot be read into failures.

Invariant: every page file yields exactly one capture or failure (a JSONL file one for each line), in a fixed order,
and no file is held in memory beyond the largest page.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.errors import InputError, PageError
from onrecord.model import Capture, Failure, Given, MediaType
from onrecord.sources.files import (
    MAX_PAGE_BYTES,
    STAGE,
    Folder,
    PageFile,
    failure_of,
    modified_at,
    open_regular,
    read_at_most,
    visible_name,
    walk_folders,
)
from onrecord.sources.lines import read_lines
from onrecord.sources.metadata import read_metadata, same_name

MEDIA_TYPES: Mapping[str, MediaType] = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
LINES = ".jsonl"
SUPPORTED = (*MEDIA_TYPES, LINES)


def read_captures(paths: Sequence[Path]) -> Iterator[Capture | Failure]:
    """Yield the pages of files and folders, with what a `meta.json` or `meta.csv` beside them says.

    Folders are read to any depth in the order of their names; hidden files and files of other kinds are passed over,
    and a folder that is reached twice (by a link, or given twice) is read once. A file is one page, a JSONL file one
    page for each line; a page of more than `MAX_PAGE_BYTES` is a failure.

    Args:
        paths: `.txt`, `.html`, `.htm` and `.jsonl` files, and folders of them.

    Raises:
        InputError: a path does not exist, or a file is of another kind; raised before anything is read.
    """
    for path in paths:
        _require_readable_kind(path)
    return _read_all(paths)


def _require_readable_kind(path: Path) -> None:
    try:
        is_folder = path.is_dir()
        path.stat()
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{visible_name(str(path))}: {cause}") from error
    if not is_folder and path.suffix.lower() not in SUPPORTED:
        raise InputError(
            f"{visible_name(str(path))}: onrecord reads {', '.join(SUPPORTED)} and folders of them, "
            f"not {path.suffix or 'files without a suffix'}"
        )


def _read_all(paths: Sequence[Path]) -> Iterator[Capture | Failure]:
    entered: set[Path] = set()
    metadata: dict[Path, Mapping[str, Given]] = {}
    for path in paths:
        place = _place(path)
        if path.is_dir() or place in entered:
            continue
        entered.add(place)
        if path.parent not in metadata:
            metadata[path.parent], failures = read_metadata(path.parent, "")
            yield from failures
        yield from _read_file(PageFile(path, visible_name(path.name)), metadata[path.parent])
    visited: set[tuple[int, int]] = set()
    for path in paths:
        if path.is_dir():
            for found in walk_folders(path, visited):
                if isinstance(found, Failure):
                    yield found
                else:
                    yield from _read_folder(found, entered)


def _place(path: Path) -> Path:
    """Return where the file's name stands: a link in another folder is another page, as a copy would be."""
    return path.parent.resolve() / path.name


def _read_folder(folder: Folder, entered: set[Path]) -> Iterator[Capture | Failure]:
    """Yield the pages of one folder but for files that were entered by their own names."""
    files = [file for file in folder.files if file.path.suffix.lower() in SUPPORTED]
    if not files:
        return
    metadata, failures = read_metadata(folder.path, folder.prefix)
    yield from failures
    for file in files:
        if not entered or _place(file.path) not in entered:
            yield from _read_file(file, metadata)


def _read_file(file: PageFile, metadata: Mapping[str, Given]) -> Iterator[Capture | Failure]:
    suffix = file.path.suffix.lower()
    try:
        if suffix == LINES:
            yield from read_lines(file)
        else:
            yield _read_page(file, MEDIA_TYPES[suffix], metadata.get(same_name(file.path.name), Given()))
    except PageError as error:
        yield failure_of(file.uri, error)


def _read_page(file: PageFile, media_type: MediaType, given: Given) -> Capture:
    with open_regular(file) as stream:
        data = read_at_most(stream, MAX_PAGE_BYTES, file.uri)
        captured_at = modified_at(stream)
    if not data:
        raise PageError(STAGE, "empty", f"{file.uri}: the file has no bytes")
    return Capture(uri=file.uri, data=data, media_type=media_type, captured_at=captured_at, given=given)
