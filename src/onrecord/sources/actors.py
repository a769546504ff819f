"""Turns a user's list of actors (CSV) into records: whom the case should know, by the user's own ids.

Invariant: a list is taken as a whole or not at all; what cannot be used is named with its line.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model import Actor, Record, content_id
from onrecord.sources.kinds import OTHER_KINDS
from onrecord.sources.tables import DELIMITERS

MAX_LIST_BYTES = 20_000_000
"""Largest list that is read: some 200,000 actors with their aliases."""

COLUMNS = ("id", "name", "aliases", "party", "country")

ALIAS_BORDER = re.compile(r"[;|]")

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class ActorsFile(Record, frozen=True, kw_only=True):
    """What a file of actors holds, in its order, and the names of columns that mean nothing here."""

    actors: tuple[Actor, ...]
    unused: tuple[str, ...] = ()


def read_actors(path: Path) -> ActorsFile:
    """Return the actors of a CSV file in UTF-8; cells may stand between commas, semicolons or tabs.

    The first line names the columns, in any letter case: `name`, and any of `id` (without it, made from the name),
    `aliases` (separated by `;` or `|`), `party` and `country`.

    Raises:
        InputError: the file cannot be read, has no column `name`, or a line cannot be used; nothing of it is taken.
    """
    text = _read_text(path)
    header = StringIO(text, newline=None).readline()
    delimiter = next((each for each in DELIMITERS if "name" in _known(header.split(each))), None)
    if delimiter is None:
        raise InputError(f"{path}, line 1: it names no column `name` (known columns: {', '.join(COLUMNS)})")
    rows = _number_rows(text, delimiter, path)
    _, written = next(rows)
    columns = _known(written)
    for name in COLUMNS:
        if columns.count(name) > 1:
            raise InputError(f"{path}, line 1: two columns `{name}`")
    first: dict[str, int] = {}
    actors = []
    for line, cells in rows:
        actor = _read_actor(columns, cells, f"{path}, line {line}")
        if actor.id in first:
            raise InputError(f"{path}, line {line}: {_repeated(actor, columns)} line {first[actor.id]}")
        first[actor.id] = line
        actors.append(actor)
    if not actors:
        raise InputError(f"{path}: the list names nobody")
    return ActorsFile(actors=tuple(actors), unused=tuple(name for name in columns if name and name not in COLUMNS))


def _read_text(path: Path) -> str:
    if not path.exists():
        raise InputError(f"{path}: no such file")
    if not path.is_file():
        raise InputError(f"{path}: not a file")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_LIST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > MAX_LIST_BYTES:
        raise InputError(f"{path}: larger than {MAX_LIST_BYTES} bytes")
    other = next((kind for first_bytes, kind in OTHER_KINDS.items() if data.startswith(first_bytes)), None)
    if other is not None:
        raise InputError(f"{path}: this is {other}, not a CSV file")
    if data.startswith(UTF_16):
        raise InputError(f"{path}: this is UTF-16; save it as CSV in UTF-8")
    if b"\0" in data:
        raise InputError(f"{path}, line {_line_at(data, data.index(0))}: this is not a text file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_at(data, error.start)
        raise InputError(f"{path}, line {line}: not UTF-8; save it as CSV in UTF-8") from error


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _known(header: Sequence[str]) -> list[str]:
    """Return the names of the columns, those that mean something here in small letters."""
    names = [cell.strip().strip('"').strip() for cell in header]
    return [name.lower() if name.lower() in COLUMNS else name for name in names]


def _number_rows(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, each with the number of the line on which it begins."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in rows:
            if any(map(str.strip, cells)):
                yield begins, cells
            begins = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}, line {begins}: {error}") from error


def _read_actor(columns: Sequence[str], cells: Sequence[str], place: str) -> Actor:
    if any(cells[len(columns) :]):
        raise InputError(f"{place}: {len(cells)} cells under {len(columns)} columns")
    row: Mapping[str, str] = dict(zip(columns, map(str.strip, cells), strict=False))
    name = row.get("name", "")
    if not name:
        raise InputError(f"{place}: the name is empty")
    aliases = dict.fromkeys(each.strip() for each in ALIAS_BORDER.split(row.get("aliases", "")))
    return Actor(
        id=row.get("id") or content_id("ac", name),
        name=name,
        aliases=tuple(each for each in aliases if each not in ("", name)),
        party=row.get("party") or None,
        country=row.get("country") or None,
    )


def _repeated(actor: Actor, columns: Sequence[str]) -> str:
    """Return what is wrong with an actor whose id stands on an earlier line."""
    if actor.id == content_id("ac", actor.name):
        cure = "give both an id" if "id" in columns else "a column `id` tells them apart"
        return f"“{actor.name}” has no id of its own ({cure}) and stands already on"
    return f"the id “{actor.id}” stands already on"
