"""Lists a ZIP archive's files by folders and opens them, as if they lay on the disk; nothing is ever written there.

Invariant: only bytes that come out are counted, against what a page and the whole archive may have. A member's name is
only ever shown: one that is absolute or leads upwards is an address like any other.
"""

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from onrecord.errors import PageError
from onrecord.sources.files import STAGE, Budget, Folder, OpenFile, PageFile, read_at_most, visible_name

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_DIRECTORY_BYTES = 15_000_000
"""Longest list of members that is read: some 150,000 of them; a hostile one has twice as many, in 300 MB of memory."""

MAX_INNER_BYTES = 100_000_000
"""Largest archive within an archive: it is held in memory, for its list of members stands at its end."""

NAME_IS_UTF8 = 0x800
ENCRYPTED = 0x1
MAC_SHADOWS = "__MACOSX"
FAULTS = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What zipfile raises for damaged archives and for kinds it does not know."""


def walk_archive(file: OpenFile) -> Iterator[Folder]:
    """Yield the files of each folder of an archive in the order of names, but for hidden ones and the Mac's shadows.

    Args:
        file: the archive; its members can be opened until this is at its end.

    Raises:
        PageError: `bad_archive`: this is no ZIP archive, or a damaged one; `too_large`: it lists too many members.
    """
    if not file.stream.seekable():
        inner = io.BytesIO(read_at_most(file, MAX_INNER_BYTES))
        file = replace(file, stream=io.BufferedReader(inner))
    try:
        archive = ZipFile(_Guarded(file))
    except FAULTS as error:
        raise PageError(STAGE, "bad_archive", f"{file.uri}: no ZIP archive that can be read: {error}") from error
    with archive:
        # Folders stand there as members without a name of their own.
        named = ((_path(info), number, info) for number, info in enumerate(archive.infolist()))
        shown = sorted(
            (path[:-1], path[-1], number, info) for path, number, info in named if path[-1] and not _is_hidden(path)
        )
        for folder, entries in groupby(shown, key=lambda entry: entry[0]):
            yield tuple(_member(archive, info, file, (*folder, name)) for _, name, _, info in entries)


class _Guarded:
    """An archive's file; zipfile reads the list of members in one piece, which must not be of any length."""

    def __init__(self, file: OpenFile) -> None:
        self.uri = file.uri
        self.stream = file.stream
        self.seek = file.stream.seek
        self.tell = file.stream.tell
        self.seekable = file.stream.seekable

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(MAX_DIRECTORY_BYTES + 1 if size < 0 else min(size, MAX_DIRECTORY_BYTES + 1))
        if len(data) > MAX_DIRECTORY_BYTES:
            raise PageError(STAGE, "too_large", f"{self.uri}: the list of members has over {MAX_DIRECTORY_BYTES} bytes")
        return data


def _path(info: ZipInfo) -> tuple[str, ...]:
    """Return the folders and the name; a name whose encoding is not stated is UTF-8 or else code page 437."""
    name = info.filename
    if not info.flag_bits & NAME_IS_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return tuple(name.split("/"))


def _is_hidden(path: tuple[str, ...]) -> bool:
    return any(part == MAC_SHADOWS or (part.startswith(".") and part not in (".", "..")) for part in path)


def _member(archive: ZipFile, info: ZipInfo, file: OpenFile, path: tuple[str, ...]) -> PageFile:
    uri = f"{file.uri}/{'/'.join(visible_name(part) for part in path)}"
    return PageFile(path[-1], uri, partial(_open_member, archive, info, file, uri))


def _open_member(archive: ZipFile, info: ZipInfo, file: OpenFile, uri: str) -> OpenFile:
    """Open a member; raises PageError: `encrypted`, or `bad_packing`: in a way that is not read, or damaged."""
    if info.flag_bits & ENCRYPTED:
        raise PageError(STAGE, "encrypted", f"{uri}: it can be read with a password only")
    # The others unpack a piece to any length at once.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PageError(STAGE, "bad_packing", f"{uri}: packed by method {info.compress_type}, which is not read")
    try:
        member = archive.open(info)
    except FAULTS as error:
        raise PageError(STAGE, "bad_packing", f"{uri}: {error}") from error
    name = visible_name(info.filename.rpartition("/")[2])
    return OpenFile(
        io.BufferedReader(_MemberStream(member, uri, file.budget)), name, uri, file.captured_at, file.budget
    )


class _MemberStream(io.RawIOBase):
    """The bytes that come out of a member, counted."""

    def __init__(self, member: IO[bytes], uri: str, budget: Budget) -> None:
        self.member = member
        self.uri = uri
        self.budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        room = memoryview(buffer).cast("B")
        try:
            piece = self.member.read(len(room))
        except FAULTS as error:
            raise PageError(STAGE, "bad_packing", f"{self.uri}: {error}") from error
        self.budget.take(len(piece), self.uri)
        room[: len(piece)] = piece
        return len(piece)
