"""Turns packed bytes into the bytes in them: gzip files a piece at a time, packed pages whole.

Invariant: no more is unpacked than a page or the file may have, and every byte that comes out is counted.
"""

import io
import zlib
from bisect import bisect_right
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import PageError
from onrecord.sources.files import STAGE, Budget, OpenFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"

CHUNK = 1 << 14
GZIP_ONLY = zlib.MAX_WBITS | 16


class GzipStream(io.RawIOBase):
    """The bytes in a gzip file, which may have many members one after the other; each read stays within a member.

    Args:
        packed: the file, at the start of a member.
        uri: its address, for errors.
        budget: what it may unfold to.
        start: where in the file that is.
    """

    def __init__(self, packed: BinaryIO, uri: str, budget: Budget, start: int = 0) -> None:
        self.packed = packed
        self.uri = uri
        self.budget = budget
        self.position = 0
        self._waiting = b""
        self._read_to = start
        self._decoder = zlib.decompressobj(GZIP_ONLY)
        self._inside = False
        self._members = [(0, start)]

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes were unpacked."""
        return self.position

    @property
    def member(self) -> int:
        """Where in the file the member begins that is being read."""
        return self._members[-1][1]

    def member_at(self, position: int) -> tuple[int, int]:
        """Return where in the file the member begins that holds an unpacked byte, and how many it holds before that.

        Earlier members are forgotten.
        """
        del self._members[: bisect_right(self._members, position, key=lambda member: member[0]) - 1]
        first, start = self._members[0]
        return start, position - first

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Unpack the next bytes into the buffer; 0 at the end.

        Raises:
            PageError: `bad_packing`: a member is damaged; `truncated`: it is cut off; `unreadable`: the disk fails.
            UnfoldsTooFarError: `too_large`.
        """
        room = memoryview(buffer).cast("B")
        while self._fill():
            try:
                piece = self._decoder.decompress(self._waiting, len(room))
            except zlib.error as error:
                raise PageError(
                    STAGE, "bad_packing", f"{self.uri}: damaged gzip in the member at byte {self.member}"
                ) from error
            self._waiting = self._decoder.unused_data if self._decoder.eof else self._decoder.unconsumed_tail
            if self._decoder.eof:
                self._inside = False
            if piece:
                room[: len(piece)] = piece
                self.position += len(piece)
                self.budget.take(len(piece), self.uri)
                return len(piece)
        return 0

    def _fill(self) -> bool:
        """Have packed bytes of a member waiting; False at the end of the file. Zeros between members are padding."""
        while True:
            if not self._inside:
                self._waiting = self._waiting.lstrip(b"\0")
            if self._waiting:
                break
            try:
                self._waiting = self.packed.read(CHUNK)
            except OSError as error:
                raise PageError(STAGE, "unreadable", f"{self.uri}: {error.strerror}") from error
            if not self._waiting and self._inside:
                raise PageError(STAGE, "truncated", f"{self.uri}: cut off in the gzip member at byte {self.member}")
            if not self._waiting:
                return False
            self._read_to += len(self._waiting)
        if not self._inside:
            self._begin_member()
        return True

    def _begin_member(self) -> None:
        start = self._read_to - len(self._waiting)
        if start != self.member:
            self._members.append((self.position, start))
        self._decoder = zlib.decompressobj(GZIP_ONLY)
        self._inside = True


def open_unpacked(file: OpenFile) -> io.BufferedReader:
    """Return the file's bytes as they are, or what is in them where they are gzip."""
    return io.BufferedReader(GzipStream(file.stream, file.uri, file.budget)) if is_gzip(file) else file.stream


def is_gzip(file: OpenFile) -> bool:
    """Tell whether the file begins as a gzip file does."""
    return file.stream.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC)


def unpack_page(data: bytes, uri: str, budget: Budget, most: int) -> bytes:
    """Return the bytes that gzip (all members), zlib or a bare deflate stream holds; what follows them is passed over.

    Args:
        data: the packed page.
        uri: its address, for errors.
        budget: what the file that it came from may unfold to.
        most: bytes that a page may have.

    Raises:
        PageError: `bad_packing`: damaged; `truncated`; `too_large`.
    """
    packed_by_gzip = data.startswith(GZIP_MAGIC)
    window = GZIP_ONLY if packed_by_gzip else zlib.MAX_WBITS if _has_zlib_frame(data) else -zlib.MAX_WBITS
    unpacked = bytearray()
    place = 0
    try:
        while place == 0 or (packed_by_gzip and data.startswith(GZIP_MAGIC, place) and len(unpacked) <= most):
            place = _unpack_member(data, place, window, unpacked, most)
    except zlib.error as error:
        raise PageError(STAGE, "bad_packing", f"{uri}: the packed bytes are damaged") from error
    except EOFError as error:
        raise PageError(STAGE, "truncated", f"{uri}: the packed bytes are cut off") from error
    budget.take(len(unpacked), uri)
    if len(unpacked) > most:
        raise PageError(STAGE, "too_large", f"{uri}: unfolds to over {most} bytes; a page may have no more")
    return bytes(unpacked)


def _has_zlib_frame(data: bytes) -> bool:
    """Tell zlib's first two bytes (RFC 1950, 2.2); some servers send deflate without them (RFC 9110, 8.4.1.2)."""
    return len(data) > 1 and data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0


def _unpack_member(data: bytes, place: int, window: int, unpacked: bytearray, most: int) -> int:
    """Add what the member at a place holds, until there is more than may be; return where it ends.

    Raises:
        zlib.error: the member is damaged.
        EOFError: it is cut off.
    """
    decoder = zlib.decompressobj(window)
    while not decoder.eof and len(unpacked) <= most:
        piece = data[place : place + CHUNK]
        if not piece:
            raise EOFError
        unpacked += decoder.decompress(piece, most + 1 - len(unpacked))
        place += len(piece) - len(decoder.unused_data) - len(decoder.unconsumed_tail)
    return place
