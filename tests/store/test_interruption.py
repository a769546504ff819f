"""A build that is killed or runs out of disk leaves a case that opens, has lost nothing stored, and goes on."""

import signal

import pytest

from onrecord.errors import CaseError, StorageError
from onrecord.store import CaseReader, CaseWriter
from tests.store.pages import build, die_after, die_in, fill_the_disk, make_page, make_pages, run_apart

PAGES = make_pages(12)


def content(path):
    with CaseReader(path) as case:
        return case.counts(), list(case.pages()), case.statements(), case.is_assembled()


@pytest.fixture
def whole(tmp_path):
    """Return the content of the case that nobody interrupted."""
    build(tmp_path / "whole.db", PAGES)
    return content(tmp_path / "whole.db")


@pytest.mark.parametrize(
    "place",
    [
        "onrecord.store.writer.open_for_writing",
        "onrecord.store.database.case_version",
        "onrecord.store.database.migrate",
        "onrecord.store.migrate.schema_version",
        "alembic.command.upgrade",
        "onrecord.store.writer.zlib.compress",
        "onrecord.store.writer._read_dates",
        "onrecord.store.writer.index_speakers",
        "onrecord.store.writer.index_words",
        "onrecord.store.state.mark_assembled",
        "onrecord.store.writer.fold_into_one_file",
    ],
)
def test_a_build_killed_anywhere_is_finished_by_the_next(tmp_path, whole, place):
    path = tmp_path / "case.db"
    assert run_apart(die_in, path, place, PAGES) == -signal.SIGKILL
    build(path, PAGES)
    assert content(path) == whole
    assert {file.name for file in tmp_path.iterdir()} == {"case.db", "whole.db"}


def test_pages_before_the_kill_are_there_and_the_half_stored_one_is_not(tmp_path, whole):
    path = tmp_path / "case.db"
    assert run_apart(die_after, path, PAGES, 7) == -signal.SIGKILL
    with CaseReader(path) as case:
        assert case.counts()["articles"] == 7
        assert not case.is_assembled()
        assert all(holds for _, holds in case.seals())
    build(path, PAGES)
    assert content(path) == whole


def test_a_kill_while_accounts_are_put_keeps_the_former_ones(tmp_path):
    path = tmp_path / "case.db"
    build(path, PAGES[:5])
    before = content(path)
    assert run_apart(die_in, path, "onrecord.store.state.mark_assembled", PAGES) == -signal.SIGKILL
    with CaseReader(path) as case:
        assert case.statements() == before[2]
        assert case.counts()["articles"] == len(PAGES)
        assert not case.is_assembled()


def test_a_file_that_was_only_just_created_is_a_new_case(tmp_path, whole):
    path = tmp_path / "case.db"
    path.touch()
    with pytest.raises(CaseError, match=r"case\.db: this is an empty file"):
        CaseReader(path)
    build(path, PAGES)
    assert content(path) == whole


@pytest.mark.parametrize("limit", [20_000, 200_000])
def test_a_disk_that_takes_no_more_keeps_what_was_stored(tmp_path, whole, limit):
    path, note = tmp_path / "case.db", tmp_path / "note"
    assert run_apart(fill_the_disk, path, PAGES, limit, note) == 0
    assert str(path) in note.read_text()
    assert "disk" in note.read_text()
    build(path, PAGES)
    assert content(path) == whole


def test_a_full_disk_is_named_and_the_pages_before_stay(tmp_path):
    path = tmp_path / "case.db"
    build(path, PAGES[:3])
    large = make_page(uri="large.txt", data=bytes(range(256)) * 4000)
    noisy = make_page(uri="noisy.txt", data=b"".join(str(number**7).encode() for number in range(60_000)))
    with CaseWriter(path) as case:
        with case._engine.connect() as connection:
            held = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {held + 20}")
        case.add_page(*large)
        with pytest.raises(StorageError, match=r"case\.db: .*database or disk is full"):
            case.add_page(*noisy)
        assert not case.is_known(noisy[1].id)
        case.add_page(*PAGES[4])
    with CaseReader(path) as case:
        assert case.counts()["articles"] == 5


def test_a_second_writer_is_told_and_the_first_goes_on(tmp_path):
    path = tmp_path / "case.db"
    with CaseWriter(path) as first:
        first.add_page(*PAGES[0])
        with pytest.raises(StorageError, match=r"case\.db: another program is writing"):
            CaseWriter(path)
        first.add_page(*PAGES[1])
    with CaseWriter(path) as second:
        assert second.is_known(PAGES[1][1].id)


def test_a_second_writer_in_another_process_changes_nothing(tmp_path):
    path, note = tmp_path / "case.db", tmp_path / "note"
    with CaseWriter(path) as first:
        first.add_page(*PAGES[0])
        assert run_apart(fill_the_disk, path, PAGES, 10**8, note) == 0
        assert "another program is writing" in note.read_text()
    with CaseReader(path) as case:
        assert case.counts()["articles"] == 1


def test_readers_go_on_while_a_writer_writes(tmp_path):
    path = tmp_path / "case.db"
    build(path, PAGES[:2])
    with CaseReader(path) as reader, CaseWriter(path) as writer:
        seen = reader.articles()
        next(seen)
        for page in PAGES:
            writer.add_page(*page)
        assert len(list(seen)) == 1
        assert reader.counts()["articles"] == len(PAGES)
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_on_its_way_out_is_not_hidden_and_the_lock_is_gone(tmp_path):
    path = tmp_path / "case.db"

    def fail():
        with CaseWriter(path) as case:
            case.add_page(*PAGES[0])
            raise RuntimeError("on its way")

    with pytest.raises(RuntimeError, match="on its way"):
        fail()
    assert list(tmp_path.iterdir()) == [path]
    with CaseWriter(path) as case:
        assert case.is_known(PAGES[0][1].id)
        case.close()
        case.close()
