"""Migrations lead from any version to the newest, each in one transaction with its record."""

import shutil
import sqlite3
import zlib
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from onrecord.errors import CaseError
from onrecord.store import CaseReader, CaseWriter, database, migrate, tables
from onrecord.store.codec import encode_page
from tests.store.pages import build, make_page, make_pages

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{revision:04}"
down_revision = "{before:04}"


def upgrade():
    op.create_table("notes", sa.Column("words", sa.Text))
    op.execute("INSERT INTO notes VALUES ('kept')")
    {ending}
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Return a function that gives the program one more migration, which ends with the given line."""

    def write(ending="pass"):
        newest = tables.SCHEMA_VERSION
        folder = tmp_path / f"migrations {newest}%"
        shutil.copytree(migrate.MIGRATIONS, folder)
        text = NEXT.format(revision=newest + 1, before=newest, ending=ending)
        (folder / "versions" / f"v{newest + 1:04}_next.py").write_text(text)
        monkeypatch.setattr(migrate, "MIGRATIONS", folder)
        monkeypatch.setattr(migrate, "SCHEMA_VERSION", newest + 1)
        monkeypatch.setattr(database, "SCHEMA_VERSION", newest + 1)

    return write


def names_and_version(path):
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return names, [int(version) for (version,) in connection.execute("SELECT version_num FROM alembic_version")]


def test_an_empty_file_becomes_the_newest_schema(tmp_path):
    path = tmp_path / "case.db"
    CaseWriter(path).close()
    names, version = names_and_version(path)
    assert version == [tables.SCHEMA_VERSION]
    assert names >= set(tables.metadata.tables) | {"statement_words"}


def test_the_migrations_lead_to_the_tables_that_the_code_knows(tmp_path):
    with CaseWriter(tmp_path / "case.db") as case, case._engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or not name.startswith("statement_words")},
        )
        assert compare_metadata(context, tables.metadata) == []


def test_a_case_of_the_newest_version_is_left_alone(tmp_path):
    path = tmp_path / "case.db"
    build(path, make_pages(2))
    before = names_and_version(path)
    CaseWriter(path).close()
    assert names_and_version(path) == before


def test_an_older_case_is_brought_up_with_its_pages(tmp_path, next_version):
    path = tmp_path / "case.db"
    pages = make_pages(3)
    build(path, pages)
    next_version()
    with pytest.raises(CaseError, match="older schema version"):
        CaseReader(path)
    with CaseWriter(path) as case:
        assert all(case.is_known(article.id) for _, article, _ in pages)
    names, version = names_and_version(path)
    assert "notes" in names
    assert version == [tables.SCHEMA_VERSION + 1]
    with CaseReader(path) as case:
        assert case.counts()["articles"] == 3


def test_a_migration_that_fails_leaves_the_case_as_it_was(tmp_path, next_version):
    path = tmp_path / "case.db"
    build(path, make_pages(3))
    before = names_and_version(path)
    next_version(ending="raise RuntimeError('half way')")
    with pytest.raises(RuntimeError, match="half way"):
        CaseWriter(path)
    assert names_and_version(path) == before
    assert list(path.parent.glob("case.db*")) == [path]


NEWER_COLUMNS = {"taken_from", "address", "wording"}


def make_older_version(path, revision, pages):
    """Write a case as an older schema version left it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA application_id = {tables.APPLICATION_ID}")
        for capture, article, reading in pages:
            row = encode_page(capture, article, reading)
            row = {column: value for column, value in row.items() if column not in NEWER_COLUMNS}
            blob = {"sha256": row["sha256"], "data": zlib.compress(capture.data)}
            connection.execute(sa.text("INSERT INTO blobs VALUES (:sha256, :data)"), blob)
            columns = ", ".join(row)
            values = ", ".join(f":{column}" for column in row)
            connection.execute(sa.text(f"INSERT INTO pages ({columns}) VALUES ({values})"), row)  # noqa: S608 - ours
    engine.dispose()


def test_a_case_of_the_first_version_keeps_its_pages_and_knows_new_readings_by_key(tmp_path):
    path = tmp_path / "case.db"
    old, new = make_pages(2)
    make_older_version(path, "0001", [old])
    assert names_and_version(path)[1] == [1]
    with CaseWriter(path) as case:
        assert list(case.pages()) == [old[1:]]
        assert case.find_reading("key") is None
        case.add_page(*new, "key")
        assert case.find_reading("key") == new[1:]
    assert names_and_version(path)[1] == [tables.SCHEMA_VERSION]
    with CaseReader(path) as case:
        assert [article.id for article in case.articles()] == sorted(page[1].id for page in (old, new))


def test_pages_of_an_older_case_keep_their_seals_and_learn_their_addresses(tmp_path):
    path = tmp_path / "case.db"
    old = make_page("The ferry sailed", url="https://www.quay.example/ferry?utm_source=letter")
    nowhere = make_page("The ferry sank", uri="other.txt")
    make_older_version(path, "0002", [old, nowhere])
    with CaseWriter(path) as case:
        with case._begin() as connection:
            addresses = dict(connection.exec_driver_sql("SELECT id, address FROM pages").all())
        assert addresses == {old[1].id: "quay.example/ferry", nowhere[1].id: None}
        assert case.answered() == {}
        assert not case.is_assembled()
    with CaseReader(path) as case:
        assert dict(case.seals()) == {old[1].id: True, nowhere[1].id: True}
        assert case.page(old[1].id).capture == old[0]


def test_a_page_that_does_not_decode_keeps_no_case_from_being_opened(tmp_path):
    path = tmp_path / "case.db"
    make_older_version(path, "0002", [make_page()])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE pages SET article = '{'")
    with CaseWriter(path) as case:
        assert case.settings() == {}


def test_accounts_of_a_case_without_links_are_behind_once_it_is_opened(tmp_path):
    path = tmp_path / "case.db"
    make_older_version(path, "0003", make_pages(2))
    with CaseWriter(path) as case:
        assert not case.is_assembled()
        assert case.actors() == ()
        assert case.judgements() == ()
    with CaseReader(path) as case:
        counts = case.counts()
        assert (counts["articles"], counts["links"], counts["actors"]) == (2, 0, 0)


def test_an_older_case_without_pages_has_nothing_to_make_anew(tmp_path):
    path = tmp_path / "case.db"
    make_older_version(path, "0003", [])
    with CaseWriter(path) as case:
        assert case.is_assembled()
