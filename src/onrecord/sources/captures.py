"""Turns the paths that were given into captures, one by one, and what cannot be read into failures.

Invariant: every page file yields exactly one capture or failure (a JSONL file one for each line, a table one for each
row, a WARC file one for each page, until there is no hope), in a fixed order, and nothing is held in memory beyond the
largest page, but for an archive within an archive.
"""

import hashlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from onrecord.errors import InputError, PageError
from onrecord.model import Capture, Failure, Given, MediaType
from onrecord.sources.files import (
    MAX_PAGE_BYTES,
    STAGE,
    Budget,
    Folder,
    OpenFile,
    PageFile,
    UnfoldsTooFarError,
    failure_of,
    file_at,
    modified_at,
    read_at_most,
    visible_name,
    walk_folders,
)
from onrecord.sources.kinds import identify_page
from onrecord.sources.lines import read_lines
from onrecord.sources.metadata import is_metadata, metadata_beside, read_metadata, same_name
from onrecord.sources.tables import read_rows
from onrecord.sources.warcs import read_warc
from onrecord.sources.zips import walk_archive

PASTED = Path("-")
"""Stands for a page on standard input."""

PAGES: Mapping[str, MediaType] = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".mhtml": "text/html",
    ".mht": "text/html",
    ".pdf": "application/pdf",
}
LISTS: Mapping[str, Callable[[OpenFile], Iterator[Capture | Failure]]] = {
    ".jsonl": read_lines,
    ".jsonl.gz": read_lines,
    ".csv": read_rows,
    ".csv.gz": read_rows,
    ".tsv": read_rows,
    ".tsv.gz": read_rows,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}
ARCHIVE = ".zip"
SUPPORTED = (*PAGES, *LISTS, ARCHIVE)

MAX_BAD_IN_A_ROW = 10_000
"""Failures one after the other after which the rest of a file of many pages is given up: it is no such file."""

MAX_DEPTH = 2
"""Archives one within the other that are read."""


def read_captures(paths: Sequence[Path]) -> Iterator[Capture | Failure]:
    """Yield the pages of files and folders, with what a `meta.json` or `meta.csv` beside them says.

    Folders are read to any depth in the order of their names; hidden files and files of other kinds are passed over,
    and a folder that is reached twice (by a link, or given twice) is read once. A file is one page; JSONL files, tables
    and WARC files hold many, and a ZIP archive is a folder. A page of more than `MAX_PAGE_BYTES` is a failure. What a
    page is, its bytes decide where they show it, and its suffix else.

    Args:
        paths: files of the kinds in `SUPPORTED`, folders of them, and `-` for one page on standard input.

    Raises:
        InputError: a path does not exist, or a file is of another kind; raised before anything is read.
    """
    for path in paths:
        if path != PASTED:
            _require_readable_kind(path)
    return _read_all(paths)


def _require_readable_kind(path: Path) -> None:
    try:
        is_folder = path.is_dir()
        path.stat()
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{visible_name(str(path))}: {cause}") from error
    if is_folder:
        return
    if is_metadata(path.name):
        raise InputError(
            f"{visible_name(str(path))}: this says what the pages beside it are: give those, or the folder"
        )
    if _suffix(path.name) is None:
        raise InputError(
            f"{visible_name(str(path))}: onrecord reads {', '.join(SUPPORTED)} and folders of them, "
            f"not {path.suffix or 'files without a suffix'}"
        )


def _suffix(name: str) -> str | None:
    return next((suffix for suffix in SUPPORTED if name.lower().endswith(suffix)), None)


def _read_all(paths: Sequence[Path]) -> Iterator[Capture | Failure]:
    entered: set[Path] = set()
    metadata: dict[Path, Mapping[str, Given]] = {}
    for path in paths:
        place = _place(path)
        if path.is_dir() or place in entered:
            continue
        entered.add(place)
        if path == PASTED:
            yield _read_pasted()
            continue
        if path.parent not in metadata:
            metadata[path.parent], failures = read_metadata(metadata_beside(path))
            yield from failures
        yield from _read_file(file_at(path, visible_name(path.name)), metadata[path.parent])
    visited: set[tuple[int, int]] = set()
    for path in paths:
        if path.is_dir():
            for found in walk_folders(path, visited):
                if isinstance(found, Failure):
                    yield found
                else:
                    others = tuple(file for file in found if not _is_entered(file, entered))
                    yield from _read_folder(others)


def _place(path: Path) -> Path:
    """Return where the file's name stands: a link in another folder is another page, as a copy would be."""
    return path.parent.resolve() / path.name


def _is_entered(file: PageFile, entered: set[Path]) -> bool:
    return bool(entered) and file.path is not None and _place(file.path) in entered


def _read_folder(folder: Folder, depth: int = 0) -> Iterator[Capture | Failure]:
    files = [file for file in folder if _suffix(file.name) is not None and not is_metadata(file.name)]
    if not files:
        return
    metadata, failures = read_metadata(folder)
    yield from failures
    for file in files:
        yield from _read_file(file, metadata, depth)


def _read_file(file: PageFile, metadata: Mapping[str, Given], depth: int = 0) -> Iterator[Capture | Failure]:
    """Yield the pages of a file, `depth` archives deep.

    Raises:
        UnfoldsTooFarError: no more may be read of the archive that the file lies in.
    """
    suffix = _suffix(file.name) or ""
    try:
        with file.open() as opened:
            if suffix in LISTS:
                yield from _while_there_is_hope(LISTS[suffix](opened), file.uri)
            elif suffix == ARCHIVE:
                yield from _read_archive(opened, depth + 1)
            else:
                yield _read_page(opened, PAGES[suffix], metadata.get(same_name(file.name), Given()))
    except PageError as error:
        yield failure_of(file.uri, error)
        if depth and isinstance(error, UnfoldsTooFarError):
            raise
    except OSError as error:
        yield failure_of(file.uri, PageError(STAGE, "unreadable", f"{file.uri}: {error.strerror or error}"))


def _while_there_is_hope(found: Iterator[Capture | Failure], uri: str) -> Iterator[Capture | Failure]:
    bad_in_a_row = 0
    for one in found:
        yield one
        bad_in_a_row = bad_in_a_row + 1 if isinstance(one, Failure) else 0
        if bad_in_a_row >= MAX_BAD_IN_A_ROW:
            raise PageError(STAGE, "given_up", f"{uri}: {bad_in_a_row} failures in a row; the rest is not read")


def _read_archive(file: OpenFile, depth: int) -> Iterator[Capture | Failure]:
    if depth > MAX_DEPTH:
        raise PageError(STAGE, "too_deep", f"{file.uri}: an archive in an archive in an archive is not read")
    for folder in walk_archive(file):
        yield from _read_folder(folder, depth)


def _read_page(file: OpenFile, media_type: MediaType, given: Given) -> Capture:
    page = identify_page(read_at_most(file, MAX_PAGE_BYTES), file.uri, media_type, file.budget)
    if page.url is not None and given.url is None:
        given = replace(given, url=page.url)
    return Capture(uri=file.uri, data=page.data, media_type=page.media_type, captured_at=file.captured_at, given=given)


def _read_pasted() -> Capture | Failure:
    """Return the page on standard input, named by its own bytes."""
    source = sys.stdin.buffer
    pasted = io.BytesIO(source.read(MAX_PAGE_BYTES + 1))
    file = OpenFile(io.BufferedReader(pasted), "pasted", "pasted", modified_at(source), Budget(0))
    try:
        capture = _read_page(file, "text/plain", Given())
    except PageError as error:
        return failure_of(file.uri, error)
    suffix = next(suffix for suffix, media_type in PAGES.items() if media_type == capture.media_type)
    return replace(capture, uri=f"pasted-{hashlib.sha256(capture.data).hexdigest()[:12]}{suffix}")
