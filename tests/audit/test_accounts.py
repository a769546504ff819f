"""Whatever is changed in what a case derived from its pages is found, and named."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from onrecord.audit import audit_case
from onrecord.pipeline import build_case
from onrecord.sample import sample_pages
from onrecord.store import CaseReader


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("audit") / "sample.db"
    with sample_pages() as pages:
        build_case([pages], path)
    return path


def found_after(sample, tmp_path, statement=None):
    """Return the mismatches of the sample after SQL was run on a copy of it."""
    copy = tmp_path / "case.db"
    shutil.copy(sample, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(statement or "SELECT 1")
    with CaseReader(copy) as reader:
        return [(each.record, each.field) for each in audit_case(reader).mismatches]


def test_a_case_as_it_was_built_has_no_mismatch(sample, tmp_path):
    assert found_after(sample, tmp_path) == []


NUMBERED = "UPDATE {0} SET record = replace(record, {1}, {2}) WHERE record LIKE '%' || {1} || '%'"


@pytest.mark.parametrize(
    ("statement", "record", "field"),
    [
        ("UPDATE statements SET position = 'denies' WHERE number = 3", "statements 3", "position"),
        ("UPDATE statements SET date_from = '2025-03-10' WHERE number = 3", "statements 3", "date_from"),
        (NUMBERED.format("figures", "'\"high\":400.0'", "'\"high\":500.0'"), None, "high"),
        (NUMBERED.format("origins", "'\"at_most\":3'", "'\"at_most\":4'"), None, "at_most"),
        ("UPDATE speakers SET id = 'ch_0' || id WHERE number = 2", "speakers 2", "id"),
        ("UPDATE thing_names SET name = name || 's' WHERE rowid = 4", None, "row"),
        ("DELETE FROM statement_speakers WHERE rowid = 5", None, "row"),
        ("DELETE FROM lineage WHERE number = 1", "lineage 1", "row"),
        ("UPDATE pages SET address = 'elsewhere' WHERE number = 1", None, "address"),
        ("UPDATE pages SET wording = 'other' WHERE number = 1", None, "wording"),
        ("INSERT INTO statement_words(statement_words) VALUES ('delete-all')", "statement_words index", "words"),
    ],
)
def test_a_change_in_what_was_derived_is_found_and_named(sample, tmp_path, statement, record, field):
    found = found_after(sample, tmp_path, statement)
    assert any(field == named and record in (None, each) for each, named in found), found[:5]
