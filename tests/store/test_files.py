"""A file that is no case, a damaged, a newer or a read-only one is named with its cause and left as it is."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import CaseError, StorageError
from onrecord.model import Statement
from onrecord.store import CaseReader, CaseWriter, database
from onrecord.store.tables import APPLICATION_ID, SCHEMA_VERSION
from tests.store.pages import build, make_page, make_pages, without_privileges


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.db"
    build(path, make_pages(30))
    return path


@pytest.fixture
def open_folder():
    """Return a folder that everybody may enter, which a test may make read-only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


def change(path, *commands):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for command in commands:
            connection.execute(command)


@pytest.mark.parametrize("opened", [CaseReader, CaseWriter])
class TestNoCase:
    @pytest.mark.parametrize("data", [b"The ferry sailed.\n" * 200, b"x", b"SQLite format 3\0" + b"\xff" * 5000])
    def test_another_kind_of_file(self, tmp_path, opened, data):
        path = tmp_path / "notes.txt"
        path.write_bytes(data)
        with pytest.raises(CaseError, match=r"notes\.txt: the case cannot be read: file is not a database"):
            opened(path)
        assert path.read_bytes() == data
        assert list(tmp_path.iterdir()) == [path]

    def test_another_programs_database(self, tmp_path, opened):
        path = tmp_path / "birds.db"
        change(path, "CREATE TABLE birds (name TEXT)")
        data = path.read_bytes()
        with pytest.raises(CaseError, match=r"birds\.db: this is an SQLite database of another program"):
            opened(path)
        assert path.read_bytes() == data
        assert list(tmp_path.iterdir()) == [path]

    def test_a_folder(self, tmp_path, opened):
        with pytest.raises(CaseError, match="this is a folder"):
            opened(tmp_path)

    def test_a_newer_programs_case(self, case, opened):
        change(case, f"UPDATE alembic_version SET version_num = '{SCHEMA_VERSION + 1:04}'")  # noqa: S608 - our number
        data = case.read_bytes()
        with pytest.raises(CaseError, match=f"schema version {SCHEMA_VERSION + 1}.*newer onrecord"):
            opened(case)
        assert case.read_bytes() == data
        assert list(case.parent.iterdir()) == [case]

    def test_a_case_that_lacks_a_table(self, case, opened):
        change(case, "DROP TABLE settings")
        with pytest.raises(CaseError, match=r"case\.db: the case is damaged: it lacks the tables settings"):
            opened(case)

    def test_a_case_cut_short(self, case, opened):
        case.write_bytes(case.read_bytes()[:5000])
        with pytest.raises(CaseError, match=r"case\.db: the case cannot be read: .*malformed"):
            opened(case)


def test_damage_met_while_reading_is_named(case):
    data = bytearray(case.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    case.write_bytes(data)
    with pytest.raises(CaseError, match=r"case\.db: the case cannot be read|damaged"), CaseReader(case) as reader:
        list(reader.pages())


@pytest.mark.parametrize(
    ("command", "cause"),
    [
        ("UPDATE blobs SET data = x'00'", "damaged: page ar_.*decompress"),
        ("UPDATE pages SET article = '{'", "a stored article does not decode"),
        ("UPDATE pages SET media_type = 'text/plain', given = '[]'", "a stored given does not decode"),
    ],
)
def test_a_damaged_page_is_named_and_its_seal_is_broken(case, command, cause):
    change(case, command)
    with CaseReader(case) as reader:
        with pytest.raises(CaseError, match=cause):
            list(reader.pages())
        assert not any(holds for _, holds in reader.seals())


@pytest.mark.parametrize(
    "column", ["uri", "media_type", "captured_at", "given", "outlet", "article", "reading", "seal"]
)
def test_a_changed_page_breaks_its_seal(case, column):
    with CaseReader(case) as reader:
        changed = next(reader.articles()).id
    command = f"UPDATE pages SET {column} = coalesce({column}, '') || ' ' WHERE id = '{changed}'"  # noqa: S608 - ours
    change(case, command)
    with CaseReader(case) as reader:
        assert [article for article, holds in reader.seals() if not holds] == [changed]


def test_a_damaged_record_is_named(case):
    change(case, "UPDATE statements SET record = '{}'")
    with CaseReader(case) as reader, pytest.raises(CaseError, match="a stored statement does not decode"):
        list(reader.records(Statement))


def test_reading_changes_nothing(case):
    data = case.read_bytes()
    with CaseReader(case) as reader:
        list(reader.pages())
        reader.statements()
        with pytest.raises(Exception, match="readonly"), reader._engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM settings")
    assert case.read_bytes() == data
    assert list(case.parent.iterdir()) == [case]


def test_a_case_says_what_it_is(case):
    with closing(sqlite3.connect(case)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert case.read_bytes()[68:72] == b"ONRC"


@pytest.mark.parametrize("name", ["a b.db", "50%?mode=memory#x.db", "häfen.db", "line\nbreak.db"])
def test_any_file_name_will_do(tmp_path, name):
    build(tmp_path / name, make_pages(2))
    with CaseReader(tmp_path / name) as reader:
        assert reader.counts()["articles"] == 2
    assert [file.name for file in tmp_path.iterdir()] == [name]


class TestReadOnly:
    def test_a_finished_case_is_read_from_a_read_only_folder(self, open_folder):
        path = open_folder / "case.db"
        build(path, make_pages(3))
        open_folder.chmod(0o555)
        with without_privileges(), CaseReader(path) as reader:
            assert len(list(reader.pages())) == 3

    def test_so_is_one_that_stayed_in_write_ahead_mode(self, open_folder):
        path = open_folder / "case.db"
        build(path, make_pages(3))
        change(path, "PRAGMA journal_mode = WAL")
        open_folder.chmod(0o555)
        with without_privileges(), CaseReader(path) as reader:
            assert len(list(reader.pages())) == 3

    def test_one_with_pending_writes_is_refused_rather_than_read_short(self, open_folder):
        path, copy = open_folder / "case.db", open_folder / "copy"
        copy.mkdir()
        with CaseWriter(path) as case:
            case.add_page(*make_page())
            for name in ("case.db", "case.db-wal"):
                (copy / name).write_bytes((open_folder / name).read_bytes())
        copy.chmod(0o555)
        with without_privileges(), pytest.raises(CaseError, match=r"case\.db: the case cannot be read"):
            CaseReader(copy / "case.db")

    def test_writing_into_a_read_only_folder_names_it(self, open_folder):
        open_folder.chmod(0o555)
        with without_privileges(), pytest.raises(StorageError, match=r"case\.db: .*Permission denied"):
            CaseWriter(open_folder / "case.db")

    def test_writing_a_read_only_file_names_it_and_leaves_it(self, open_folder):
        path = open_folder / "case.db"
        build(path, make_pages(1))
        path.chmod(0o444)
        data = path.read_bytes()
        with (
            without_privileges(),
            pytest.raises(StorageError, match=r"case\.db: the case cannot be written: .*readonly"),
        ):
            CaseWriter(path)
        assert path.read_bytes() == data
        assert list(open_folder.iterdir()) == [path]

    def test_writing_into_a_folder_that_is_not_there_names_it(self, tmp_path):
        with pytest.raises(StorageError, match=r"nowhere.*No such file"):
            CaseWriter(tmp_path / "nowhere" / "case.db")


@pytest.mark.parametrize("opened", [CaseReader, CaseWriter])
def test_an_sqlite_without_full_text_index_is_named(case, opened, monkeypatch):
    class Poor(sqlite3.Connection):
        def execute(self, sql, *parameters):
            return super().execute(sql.replace("fts5", "no_such_module"), *parameters)

    connect = sqlite3.connect
    monkeypatch.setattr(database.sqlite3, "connect", lambda *args, **kw: connect(*args, **kw, factory=Poor))
    database.require_full_text.cache_clear()
    with pytest.raises(StorageError, match="lacks the full-text index FTS5"):
        opened(case)
    assert list(case.parent.iterdir()) == [case]
