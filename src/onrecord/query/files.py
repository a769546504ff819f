"""Writes the files of an export into a folder.

Invariant: what is returned are the hashes of the bytes that were written.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from onrecord.errors import StorageError


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Write files into the folder (made if need be); return the SHA-256 of each by its name.

    Raises StorageError where one cannot be written.
    """
    hashes: dict[str, str] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            (folder / name).write_bytes(data)
            hashes[name] = sha256(data).hexdigest()
    except OSError as error:
        raise StorageError(f"{error.filename or folder}: cannot be written: {error.strerror}") from error
    return hashes
