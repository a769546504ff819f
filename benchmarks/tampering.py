"""Changes one thing at a time in the sample's case, and counts how many of the changes `audit` finds.

    python -m benchmarks.tampering [--changes N]

What is changed is drawn with a fixed seed: a byte of a stored page; an offset, a name or word, a number or an id in a
record; a row that records are looked up by. Exit code 1 where a change is not found. Printed beside it: how many
statements a second are cut out of their pages and compared.

Invariant: each change is made in a fresh copy of the case, past the program, as an editor of databases would.
"""

import argparse
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from onrecord.audit import audit_case
from onrecord.audit.spans import span_faults
from onrecord.errors import OnRecordError
from onrecord.model import Statement
from onrecord.pipeline import build_case
from onrecord.sample import sample_pages
from onrecord.store import CaseReader

SEED = 5
CHANGES = 500
REPEATED = 100
RECORDS = ("statements", "figures", "mentions", "speakers", "things", "utterances", "lineage", "origins", "disputes")
LOOKUPS = ("statement_speakers", "speaker_names", "thing_names", "statement_things", "link_ends")
KINDS = {
    "byte of a page": None,
    "offset": re.compile(r'"(?:start|end)":\d+'),
    "word": re.compile(r'"(?:text|name)":"[^"]*[A-Za-z][^"]*"'),
    "number": re.compile(r'"(?:low|high|at_least|at_most|pages|outlets|share|score)":\d[\d.]*'),
    "id": re.compile(r'"[a-z_]+":"[a-z]{2}_[0-9a-f]{20}"'),
    "row": None,
}


def change(path: Path, kind: str, draw: random.Random) -> bool:
    """Change one thing of that kind; False where nothing of it was found."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = off")
        if kind == "byte of a page":
            row, data = draw.choice(connection.execute("SELECT rowid, data FROM blobs").fetchall())
            place = draw.randrange(len(data))
            changed = data[:place] + bytes([data[place] ^ (1 << draw.randrange(8))]) + data[place + 1 :]
            connection.execute("UPDATE blobs SET data = ? WHERE rowid = ?", (changed, row))
            return True
        if kind == "row":
            table = draw.choice(LOOKUPS)
            rows = connection.execute(f"SELECT rowid FROM {table}").fetchall()  # noqa: S608 - from our own list
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", draw.choice(rows))  # noqa: S608 - as above
            return True
        table = draw.choice(RECORDS)
        rows = connection.execute(f"SELECT number, record FROM {table}").fetchall()  # noqa: S608 - as above
        number, record = draw.choice(rows)
        pattern = KINDS[kind]
        found = list(pattern.finditer(record)) if pattern is not None else []
        if not found:
            return False
        hit = draw.choice(found)
        altered = record[: hit.start()] + _altered(hit.group(), draw) + record[hit.end() :]
        connection.execute(f"UPDATE {table} SET record = ? WHERE number = ?", (altered, number))  # noqa: S608 - as above
        return True


def _altered(field: str, draw: random.Random) -> str:
    """Return a field with one letter or digit of its value changed."""
    name, _, value = field.partition(":")
    places = [n for n, letter in enumerate(value) if letter.isascii() and letter.isalnum()]
    # Of ids the letters in front tell the kind.
    place = draw.choice(places[2:] if re.match(r'"[a-z]{2}_', value) else places)
    letter = value[place]
    other = str((int(letter) + 1) % 10) if letter.isdigit() else chr((ord(letter.lower()) - 96) % 26 + 97)
    return f"{name}:{value[:place]}{other}{value[place + 1 :]}"


def is_found(path: Path) -> bool:
    """Return whether the audit of a case tells that something is wrong."""
    try:
        with CaseReader(path) as reader:
            return bool(audit_case(reader).mismatches)
    except OnRecordError:
        return True


def spans_a_second(path: Path) -> float:
    """Return how many statements' spans are cut out of their pages and compared in a second."""
    with CaseReader(path) as reader:
        texts = {article.id: article.text for article in reader.articles()}
        statements = list(reader.records(Statement)) * REPEATED
    began = time.perf_counter()
    faults = sum(1 for statement in statements for _ in span_faults(statement, None, texts))
    return (len(statements) - faults) / (time.perf_counter() - began)


def main() -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=CHANGES, metavar="N")
    options = parser.parse_args()
    draw = random.Random(SEED)  # noqa: S311 - test data, not a secret
    made, found = Counter[str](), Counter[str]()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, sample_pages() as pages:
        case, copy = Path(folder, "case.db"), Path(folder, "copy.db")
        build_case([pages], case)
        print(f"  spans: {spans_a_second(case):,.0f} statements a second")
        while made.total() < options.changes:
            kind = draw.choice(list(KINDS))
            shutil.copy(case, copy)
            if change(copy, kind, draw):
                made[kind] += 1
                found[kind] += is_found(copy)
    for kind in KINDS:
        print(f"  {kind}: {found[kind]} of {made[kind]} found")
    print(
        f"{found.total()} of {made.total()} changes found, {made.total() / (time.perf_counter() - began):.1f} a second"
    )
    return 0 if found == made else 1


if __name__ == "__main__":
    sys.exit(main())
