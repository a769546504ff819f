"""Prints for people: tables, plain lines, errors; control characters from pages are made visible.

Invariant: results go to standard output, everything else to standard error, so that pipes stay clean.
"""

import sys
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def safe(text: str) -> str:
    """Return the text on one line, with control and direction characters shown as escapes.

    A page may hold escape sequences that move the cursor, or marks that reverse the order of what is read.
    """
    folded = " ".join(text.split())
    return "".join(
        c if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c == "\u200d" else f"\\u{ord(c):04x}" for c in folded
    )


def say(line: str) -> None:
    """Print a line of ours to standard output."""
    out.print(Text(line), soft_wrap=True)


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
    """Print a record or a list of records as indented JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
