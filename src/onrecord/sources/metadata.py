"""Turns a `meta.json` or `meta.csv` into what was said about each file beside it.

Invariant: metadata that cannot be read costs no page; it is a failure that names file, place and cause.
"""

import csv
import io
import json
import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import PageError
from onrecord.model import Failure, Given
from onrecord.sources.files import (
    MAX_PAGE_BYTES,
    STAGE,
    Folder,
    PageFile,
    UnfoldsTooFarError,
    failure_of,
    file_at,
    read_at_most,
    visible_name,
)

MAX_METADATA_BYTES = 500_000_000
"""Largest metadata file that is read: a million pages with 500 bytes each; in an archive no longer than a page."""

FIELDS = ("url", "date", "title", "outlet")


def read_metadata(folder: Folder) -> tuple[dict[str, Given], list[Failure]]:
    """Return what the folder's metadata files say, by file name, and what is wrong with them.

    Where both say something about a file, the JSON counts.
    """
    given: dict[str, Given] = {}
    failures: list[Failure] = []
    for name, read_rows in READERS.items():
        for file in folder:
            if file.name != name:
                continue
            try:
                problems = _collect(read_rows(_read_text(file), file.uri), given)
            except PageError as error:
                failures.append(failure_of(file.uri, error))
                continue
            if problems:
                more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
                failures.append(failure_of(file.uri, _bad(f"{file.uri}: {problems[0]}{more}")))
    return given, failures


def metadata_beside(path: Path) -> Folder:
    """Return the metadata files of the folder that a file lies in."""
    return tuple(file_at(path.with_name(name), name) for name in READERS if _is_there(path.with_name(name)))


def is_metadata(name: str) -> bool:
    """Tell whether a file of this name says something about the pages beside it."""
    return name in READERS


def _is_there(path: Path) -> bool:
    """Tell whether the folder has the name; a link that leads nowhere counts, so that its failure is said."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def given_of(columns: Mapping[str, Any]) -> Given:
    """Return what the columns say: the known ones as fields, others as text; what is null or blank is left out."""
    texts = {_whole(column): text_of(value) for column, value in columns.items()}
    said = {column: text for column, text in texts.items() if text is not None}
    return Given(
        **{field: said[field] for field in FIELDS if field in said},
        extra={column: text for column, text in said.items() if column not in FIELDS},
    )


def text_of(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """Return a JSON value as text, None for what says nothing: null, blanks, not-a-number."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    text = _whole(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if text.strip() else None


def _whole(text: str) -> str:
    """Return a text whose halves of surrogate pairs, which JSON can spell, are question marks."""
    return text.encode("utf-8", "replace").decode()


def _bad(detail: str) -> PageError:
    return PageError(STAGE, "bad_metadata", detail)


def _read_text(file: PageFile) -> str:
    try:
        with file.open() as opened:
            return read_at_most(opened, MAX_METADATA_BYTES if file.path else MAX_PAGE_BYTES).decode("utf-8-sig")
    except UnfoldsTooFarError:
        raise
    except PageError as error:
        raise _bad(error.detail) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _bad(f"{file.uri}: line {line}: not UTF-8") from error


def _read_json(text: str, uri: str) -> Iterable[tuple[str, Any]]:
    """Return each entry with the words that name its place."""
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        raise _bad(f"{uri}: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise _bad(f"{uri}: {error}") from error
    if not isinstance(entries, list):
        raise _bad(f"{uri}: line 1: not a list of objects but {type(entries).__name__}")
    return [(f"entry {number}", entry) for number, entry in enumerate(entries, 1)]


def _read_csv(text: str, uri: str) -> Iterable[tuple[str, Any]]:
    """Return each row with the words that name its place."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = rows.fieldnames or []
        if "file" not in columns:
            raise _bad(f"{uri}: line 1: no column `file` among {', '.join(columns) or 'none'}")
        # Cells beyond the header's stand under None.
        return [(f"line {rows.line_num}", {c: v for c, v in row.items() if c is not None}) for row in rows]
    except csv.Error as error:
        raise _bad(f"{uri}: line {rows.reader.line_num}: {error}") from error


def _collect(entries: Iterable[tuple[str, Any]], given: dict[str, Given]) -> list[str]:
    """Add what the entries say to the given and return what is wrong with the others."""
    problems: list[str] = []
    for place, entry in entries:
        name = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not name:
            problems.append(f"{place}: no file name under `file`")
            continue
        given[same_name(name)] = given_of({column: value for column, value in entry.items() if column != "file"})
    return problems


def same_name(name: str) -> str:
    """Return a file name as names are compared: some systems store accents apart from their letters."""
    return unicodedata.normalize("NFC", visible_name(name.removeprefix("./")))


READERS: Mapping[str, Callable[[str, str], Iterable[tuple[str, Any]]]] = {
    "meta.csv": _read_csv,
    "meta.json": _read_json,
}
"""The names of metadata files, the one that counts last."""
