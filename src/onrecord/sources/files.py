"""Finds page files in folders and opens them, whatever else lies there: links in circles, pipes, names of any bytes.

Invariant: nothing here waits for another program, follows a circle, or reads more than it was allowed to. Sizes that a
packed file states about itself are never believed: what comes out of it is counted.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from onrecord.errors import PageError
from onrecord.model import Failure

MAX_PAGE_BYTES = 20_000_000
"""Largest page that is read; the longest news pages of crawls have a few MB, and more is an archive or an attack."""

STAGE = "sources"

UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")


MAX_GROWTH = 100
"""How many times its size a packed file may unfold to: text shrinks to a third or a tenth, a bomb to a thousandth."""

GROWS_FREELY = 100_000_000
"""Bytes that any packed file may unfold to, however small it is."""


class UnfoldsTooFarError(PageError):
    """A file has unfolded to all that it may: nothing more that is packed in it is read."""


class Budget:
    """Counts what comes out of one file on the disk, whatever is packed in whatever.

    Args:
        size: the file's size on the disk in bytes.
    """

    def __init__(self, size: int) -> None:
        self.most = GROWS_FREELY + MAX_GROWTH * size
        self.taken = 0

    def take(self, amount: int, uri: str) -> None:
        """Count so many unpacked bytes of what has this address.

        Raises:
            UnfoldsTooFarError: `too_large`: the file has unfolded to more than it may.
        """
        self.taken += amount
        if self.taken > self.most:
            raise UnfoldsTooFarError(
                STAGE, "too_large", f"{uri}: here the packed file has unfolded to {self.most} bytes"
            )


@dataclass(frozen=True)
class OpenFile:
    """A file that is being read, with its own name, its relative address and the time of its modification."""

    stream: BufferedReader
    name: str
    uri: str
    captured_at: str
    budget: Budget

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.close()


@dataclass(frozen=True)
class PageFile:
    """A file that was found: its own name, its relative address, and how it is opened.

    `open` raises PageError where it cannot be; `path` is None for a file that lies in an archive.
    """

    name: str
    uri: str
    open: Callable[[], OpenFile]
    path: Path | None = None


Folder = tuple[PageFile, ...]
"""One folder's visible files in the order of their names."""


def file_at(path: Path, uri: str) -> PageFile:
    """Return a file that lies on the disk."""
    return PageFile(path.name, uri, partial(open_regular, path, uri), path)


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
        yield tuple(file_at(here / name, prefix + visible_name(name)) for name in names if name not in folders)
        waiting.extend((here / name, f"{prefix}{visible_name(name)}/") for name in reversed(names) if name in folders)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def open_regular(path: Path, uri: str) -> OpenFile:
    """Open a file for reading bytes.

    Raises:
        PageError: `unreadable`: it is gone, forbidden, or no regular file (opening a pipe would wait for its writer).
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise PageError(STAGE, "unreadable", f"{uri}: this is no regular file")
        stream = path.open("rb")
        size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise PageError(STAGE, "unreadable", f"{uri}: {error.strerror}") from error
    return OpenFile(stream, path.name, uri, modified_at(stream), Budget(size))


def read_at_most(file: OpenFile, limit: int) -> bytes:
    """Return the whole of an open file of at most so many bytes.

    Raises:
        PageError: `too_large`, without reading the rest; `unreadable` where the disk fails.
    """
    try:
        data = file.stream.read(limit + 1)
    except OSError as error:
        raise PageError(STAGE, "unreadable", f"{file.uri}: {error.strerror}") from error
    if len(data) > limit:
        raise PageError(STAGE, "too_large", f"{file.uri}: over {limit} bytes; no more of it is read")
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
