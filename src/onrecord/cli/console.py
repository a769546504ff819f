"""Prints for people: tables, plain lines, errors; control characters from pages are made visible.

Invariant: results go to standard output, everything else to standard error, so that pipes stay clean. Nothing that is
printed holds a control or direction character of a page.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


CONTROLS = ("Cc", "Cf", "Cs")
"""Unicode categories of what a terminal obeys instead of showing it."""

UNUSUAL = re.compile(r"[^\n -~]")


def safe(text: str) -> str:
    """Return the text on one line, with control and direction characters shown as escapes.

    A page may hold escape sequences that move the cursor, or marks that reverse the order of what is read.
    """
    folded = " ".join(text.split())
    return "".join(
        c if unicodedata.category(c) not in CONTROLS or c == "\u200d" else f"\\u{ord(c):04x}" for c in folded
    )


def say(line: str) -> None:
    """Print a line to standard output; line breaks and blanks before its first word are kept."""
    first = len(line) - len(line.lstrip(" \n"))
    out.print(Text(line[:first] + safe(line)), soft_wrap=True)


def warn(line: str) -> None:
    """Print a line to standard error."""
    err.print(Text(safe(line)))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as a table on a terminal, as tab-separated lines elsewhere."""
    if not out.is_terminal:
        for row in rows:
            sys.stdout.write("\t".join(safe(cell) for cell in row) + "\n")
        return
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    out.print(table)


def print_json(value: object) -> None:
    """Print a record or a list of records as indented JSON; control and direction characters as its escapes."""
    written = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    sys.stdout.write(UNUSUAL.sub(_escaped, written) + "\n")


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    # Such a character stands in a string only; beyond U+FFFF JSON has two escapes for it.
    return json.dumps(character)[1:-1] if unicodedata.category(character) in CONTROLS else character
