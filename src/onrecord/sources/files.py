"""Finds page files in folders and opens them, whatever else lies there: links in circles, pipes, names of any bytes.

Invariant: nothing here waits for another program, follows a circle, or reads more than it was allowed to.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import PageError
from onrecord.model import Failure

MAX_PAGE_BYTES = 20_000_000
"""Largest page that is read; the longest news pages of crawls have a few MB, and more is an archive or an attack."""

STAGE = "sources"

UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")


@dataclass(frozen=True)
class PageFile:
    """A file and its relative address."""

    path: Path
    uri: str


@dataclass(frozen=True)
class Folder:
    """One folder's visible files in the order of their names; `prefix` is what stands before a name in an address."""

    path: Path
    prefix: str
    files: tuple[PageFile, ...]


def visible_name(name: str) -> str:
    """Return a name with what no address may hold written as `%XX`: control characters, backslashes, broken bytes."""
    return UNCLEAN.sub(lambda found: _percent(found.group()), name)


def _percent(character: str) -> str:
    # Names that are not UTF-8 come with each broken byte as a low surrogate (PEP 383).
    handler = "surrogateescape" if "\udc80" <= character <= "\udcff" else "surrogatepass"
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", handler))


def walk_folders(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Folder | Failure]:
    """Yield the folder and those below it, each once, in the order of their names, but for hidden ones.

    Args:
        folder: where to begin.
        visited: device and number of the real folders that were entered before; the new ones are added.
    """
    waiting = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            status = here.stat()
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            names = sorted(entry.name for entry in here.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            uri = prefix.rstrip("/") or visible_name(here.name) or "."
            yield Failure(uri=uri, stage=STAGE, code="unreadable", detail=f"{uri}: {error.strerror}")
            continue
        folders = {name for name in names if _is_folder(here / name)}
        files = (PageFile(here / name, prefix + visible_name(name)) for name in names if name not in folders)
        yield Folder(here, prefix, tuple(files))
        waiting.extend((here / name, f"{prefix}{visible_name(name)}/") for name in reversed(names) if name in folders)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def open_regular(file: PageFile) -> BinaryIO:
    """Open a file for reading bytes.

    Raises:
        PageError: `unreadable`: it is gone, forbidden, or no regular file (opening a pipe would wait for its writer).
    """
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            raise PageError(STAGE, "unreadable", f"{file.uri}: this is no regular file")
        return file.path.open("rb")
    except OSError as error:
        raise PageError(STAGE, "unreadable", f"{file.uri}: {error.strerror}") from error


def read_at_most(stream: BinaryIO, limit: int, uri: str) -> bytes:
    """Return the whole of an open file of at most so many bytes.

    Raises:
        PageError: `too_large`, without reading it; `unreadable` where the disk fails.
    """
    try:
        # The second look is for a file that grows while we read it.
        size = os.fstat(stream.fileno()).st_size
        data = b"" if size > limit else stream.read(limit + 1)
    except OSError as error:
        raise PageError(STAGE, "unreadable", f"{uri}: {error.strerror}") from error
    if max(size, len(data)) > limit:
        raise PageError(STAGE, "too_large", f"{uri}: {max(size, len(data))} bytes; a page may have {limit}")
    return data


def modified_at(stream: BinaryIO) -> str:
    """Return an open file's time of modification as ISO 8601 in UTC; the epoch where the clock gave nonsense."""
    try:
        moment = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime_ns // 10**9, UTC)
    except (OverflowError, ValueError, OSError):
        moment = datetime.fromtimestamp(0, UTC)
    return moment.isoformat().replace("+00:00", "Z")


def failure_of(uri: str, error: PageError) -> Failure:
    """Return the failure that an error becomes in a case."""
    return Failure(uri=uri, stage=error.stage, code=error.code, detail=error.detail)
