"""The audit finds whatever was changed behind the program's back."""

import json
import sqlite3
import zlib

import pytest

from onrecord.audit import audit_case
from onrecord.pipeline import build_case
from onrecord.store import CaseReader

PAGE = "“No ship left the harbour,” Minister Odile Varga said on Monday. She denied that 40 containers were missing.\n"


@pytest.fixture
def case(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    build_case([tmp_path / "page.txt"], tmp_path / "case.db")
    return tmp_path / "case.db"


def mismatches(case):
    with CaseReader(case) as reader:
        return audit_case(reader).mismatches


def change(case, query, *values):
    connection = sqlite3.connect(case)
    with connection:
        assert connection.execute(query, values).rowcount > 0
    connection.close()


def test_an_untouched_case_is_proved(case):
    with CaseReader(case) as reader:
        result = audit_case(reader)
    assert result.mismatches == ()
    assert result.records > 4


def test_a_word_changed_in_a_statement_is_found(case):
    change(case, "UPDATE statements SET record = replace(record, 'No ship', 'A ship ')")
    found = mismatches(case)
    assert [(m.field, m.found) for m in found] == [("text", "No ship left the harbour")]


def test_a_source_moved_by_one_character_is_found(case):
    connection = sqlite3.connect(case)
    number, record = connection.execute("SELECT number, record FROM statements LIMIT 1").fetchone()
    connection.close()
    moved = json.loads(record)
    moved["source"]["start"] += 1
    moved["source"]["end"] += 1
    change(case, "UPDATE statements SET record = ? WHERE number = ?", json.dumps(moved), number)
    assert [m.field for m in mismatches(case)] == ["source"]


def test_bytes_changed_in_the_store_are_found(case):
    change(case, "UPDATE blobs SET data = ?", zlib.compress(PAGE.replace("No", "A ").encode()))
    fields = {m.field for m in mismatches(case)}
    assert {"sha256", "text"} <= fields


def test_a_text_changed_with_all_its_statements_is_found(case):
    for table, column in (("pages", "article"), ("pages", "reading"), ("statements", "record")):
        change(case, f"UPDATE {table} SET {column} = replace({column}, 'No ship', 'A  ship')")  # noqa: S608 - constants
    assert {"seal", "text"} <= {m.field for m in mismatches(case)}


def test_a_build_that_was_cut_off_is_reported(case):
    change(case, "INSERT INTO state (key, value) VALUES ('unassembled', '')")
    assert "accounts" in {m.field for m in mismatches(case)}
