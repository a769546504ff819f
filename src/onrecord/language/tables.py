"""Reviewed tables: CSV files beside the code that uses them, into rows.

Invariant: rows keep the order of the file; every row has every column.
"""

import csv
from importlib.resources import files


def read_table(package: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a package's table, each a value by the column's name."""
    return list(csv.DictReader(files(package).joinpath(name).read_text(encoding="utf-8").splitlines()))
