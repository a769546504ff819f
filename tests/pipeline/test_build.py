"""The main job: a build adds what is new, keeps what failed, and leaves no trace of order or interruption."""

import shutil
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.model import Article, Failure, Statement
from onrecord.pipeline import BuildOptions, build_case
from onrecord.query.export import export_jsonl
from onrecord.sample import sample_pages
from onrecord.store import CaseReader

STORY = (
    "Harbour stays shut\n\n"
    "Minister Odile Varga denied on Monday that the ferry had sailed. “No ship left the harbour,” she said.\n\n"
    "The coast guard declined to comment.\n"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "pages"
    with sample_pages() as bundled:
        shutil.copytree(bundled, folder)
    return folder


def exported(case: Path, folder: Path) -> dict[str, bytes]:
    with CaseReader(case) as reader:
        export_jsonl(reader, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_building_twice_adds_nothing(pages, tmp_path):
    case = tmp_path / "case.db"
    first = build_case([pages], case)
    before = exported(case, tmp_path / "one")
    again = build_case([pages], case)
    assert (again.added, again.known) == (0, first.added)
    assert exported(case, tmp_path / "two") == before


def test_one_page_at_a_time_and_backwards_gives_the_same_bytes(pages, tmp_path):
    whole, steps = tmp_path / "whole.db", tmp_path / "steps.db"
    build_case([pages], whole)
    meta = (pages / "meta.json").read_bytes()
    files = [path for path in sorted(pages.iterdir(), reverse=True) if path.name != "meta.json"]
    for number, path in enumerate(files):
        folder = tmp_path / f"step{number}"
        folder.mkdir()
        shutil.copy(path, folder / path.name)
        (folder / "meta.json").write_bytes(meta)
        build_case([folder], steps)
    assert exported(steps, tmp_path / "b") == exported(whole, tmp_path / "a")


def test_several_processes_give_the_same_bytes(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(30):
        (folder / f"p{number:02}.txt").write_text(
            f"{STORY}\nCrew {number} of {number + 20} men waited.", encoding="utf-8"
        )
    (folder / "empty.txt").write_bytes(b"")
    alone, shared = tmp_path / "alone.db", tmp_path / "shared.db"
    assert build_case([folder], alone, BuildOptions(jobs=1)) == build_case([folder], shared, BuildOptions(jobs=2))
    assert exported(alone, tmp_path / "a") == exported(shared, tmp_path / "b")


def test_two_pages_with_the_same_bytes_stay_two_articles(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    build_case([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "case.db")
    with CaseReader(tmp_path / "case.db") as reader:
        articles = list(reader.articles())
    assert len(articles) == 2
    assert len({article.sha256 for article in articles}) == 1


def test_a_page_that_failed_is_kept_as_failure_and_not_tried_again(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    paths = [tmp_path / "empty.txt", tmp_path / "page.txt"]
    first = build_case(paths, tmp_path / "case.db")
    assert (first.added, [failure.code for failure in first.failures]) == (1, ["empty"])
    (tmp_path / "other.txt").write_text(f"{STORY}\nIt rained.", encoding="utf-8")
    with CaseReader(tmp_path / "case.db") as reader:
        assert [failure.uri for failure in reader.failures()] == ["empty.txt"]


def test_a_page_that_failed_is_read_once_it_is_mended(tmp_path):
    page = tmp_path / "page.txt"
    page.write_bytes(b"")
    build_case([page], tmp_path / "case.db")
    page.write_text(STORY, encoding="utf-8")
    assert build_case([page], tmp_path / "case.db").added == 1
    with CaseReader(tmp_path / "case.db") as reader:
        assert reader.failures() == []
        assert list(reader.records(Statement))


def test_progress_is_told_of_every_page(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    told = []
    build_case([tmp_path / "empty.txt", tmp_path / "page.txt"], tmp_path / "case.db", progress=told.append)
    assert {type(page) for page in told} == {Article, Failure}


def test_a_path_that_does_not_exist_leaves_the_case_alone(tmp_path):
    case = tmp_path / "case.db"
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        build_case([tmp_path / "nowhere.txt"], case)
    assert not case.exists()


def test_a_fault_of_ours_on_one_page_is_stored_and_stops_no_other(tmp_path, monkeypatch):
    def stumble(article, reading):
        if "stumble" in article.text:
            raise ZeroDivisionError("a bug")
        return reading

    monkeypatch.setattr("onrecord.attempts.resolve_reading", stumble)
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "stumble.txt").write_text(f"{STORY}\nThe crews stumble.", encoding="utf-8")
    result = build_case([tmp_path / "good.txt", tmp_path / "stumble.txt"], tmp_path / "case.db")
    assert result.added == 1
    assert [(failure.uri, failure.code) for failure in result.failures] == [("stumble.txt", "internal")]
    assert "ZeroDivisionError" in result.failures[0].detail
