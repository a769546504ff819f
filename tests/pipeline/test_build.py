"""The main job: a build adds what is new, keeps what failed, and leaves no trace of order or interruption."""

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.cli.build import told
from onrecord.errors import InputError
from onrecord.model import Article, Capture, Failure, Given, Statement
from onrecord.pipeline import BuildOptions, BuildResult, add_captures, build_case
from onrecord.query.export import export_jsonl
from onrecord.sample import sample_pages
from onrecord.store import CaseReader, CaseWriter

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


def write_meta(folder: Path, **columns: str) -> None:
    (folder / "meta.json").write_text(json.dumps([{"file": "page.txt", **columns}]), encoding="utf-8")


def counts(result: BuildResult) -> tuple[int, int, int]:
    return result.added, result.updated, result.known


class TestWhatIsGivenLater:
    @pytest.fixture
    def folder(self, tmp_path):
        folder = tmp_path / "pages"
        folder.mkdir()
        (folder / "page.txt").write_text(STORY, encoding="utf-8")
        write_meta(folder, date="2024-10-25", outlet="Courier")
        assert counts(build_case([folder], tmp_path / "case.db")) == (1, 0, 0)
        return folder

    @pytest.mark.parametrize(
        "columns",
        [
            {"date": "2024-10-18", "outlet": "Courier"},
            {"outlet": "Courier"},
            {"date": "2024-10-25", "outlet": "Gazette", "url": "https://gazette.example/ferry"},
            {"date": "2024-10-25", "outlet": "Courier", "desk": "ports"},
        ],
    )
    def test_gives_what_building_afresh_gives_and_reads_no_text_again(self, folder, tmp_path, columns, monkeypatch):
        write_meta(folder, **columns)
        with monkeypatch.context() as unread:
            unread.setattr("onrecord.attempts.read_article", lambda article, tagger: pytest.fail("read again"))
            assert counts(build_case([folder], tmp_path / "case.db")) == (0, 1, 0)
        build_case([folder], tmp_path / "fresh.db")
        assert exported(tmp_path / "case.db", tmp_path / "a") == exported(tmp_path / "fresh.db", tmp_path / "b")
        assert counts(build_case([folder], tmp_path / "case.db")) == (0, 0, 1)

    def test_in_another_order_is_nothing_new(self, folder, tmp_path):
        write_meta(folder, outlet="Courier", date="2024-10-25")
        assert counts(build_case([folder], tmp_path / "case.db")) == (0, 0, 1)

    @pytest.mark.parametrize("text", [None, "[]", "[{"])
    def test_takes_nothing_back_where_nothing_is_said_any_more(self, folder, tmp_path, text):
        (folder / "meta.json").unlink()
        if text is not None:
            (folder / "meta.json").write_text(text, encoding="utf-8")
        assert counts(build_case([folder], tmp_path / "case.db")) == (0, 0, 1)
        with CaseReader(tmp_path / "case.db") as reader:
            assert [article.outlet for article in reader.articles()] == ["Courier"]

    def test_does_not_try_a_page_again_that_failed(self, tmp_path):
        (tmp_path / "page.txt").write_bytes(b"\x00\x01\x02" * 50)
        assert len(build_case([tmp_path / "page.txt"], tmp_path / "case.db").failures) == 1
        write_meta(tmp_path, date="2024-10-25")
        assert counts(build_case([tmp_path / "page.txt"], tmp_path / "case.db")) == (0, 0, 1)


def capture_ferry(title: str, **fields: object) -> Capture:
    capture = Capture(
        uri="https://courier.example/ferry",
        data=STORY.encode(),
        media_type="text/plain",
        captured_at="2024-10-25T08:00:00Z",
        given=Given(url="https://courier.example/ferry", extra={"feed_title": title}),
    )
    return replace(capture, **fields)


def add(case: Path, *captures: Capture, jobs: int = 1) -> BuildResult:
    with CaseWriter(case) as writer:
        return add_captures(iter(captures), writer, BuildOptions(jobs=jobs), lambda _page: None)


def test_what_feeds_say_of_a_page_of_the_web_makes_it_no_other(tmp_path):
    titles = ("Ferry stays", "Ferry sails")
    web = [capture_ferry(title, taken_from="web") for title in titles]
    assert [counts(add(tmp_path / "web.db", capture)) for capture in web] == [(1, 0, 0), (0, 0, 1)]
    files = [capture_ferry(title) for title in titles]
    assert [counts(add(tmp_path / "file.db", capture)) for capture in files] == [(1, 0, 0), (0, 1, 0)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_equal_pages_in_one_build_the_first_counts(tmp_path, jobs):
    markup = {"data": f"<html><body><p>{STORY}</p></body></html>".encode(), "media_type": "text/html"}
    captures = [capture_ferry(title, **markup) for title in ("Ferry stays", "Ferry sails", "Ferry stays")]
    assert counts(add(tmp_path / "case.db", *captures, jobs=jobs)) == (1, 0, 2)
    assert counts(add(tmp_path / "case.db", *captures, jobs=jobs)) == (0, 0, 3)
    with CaseReader(tmp_path / "case.db") as reader:
        assert [page.capture.given.extra["feed_title"] for page in reader.pages()] == ["Ferry stays"]


def test_equal_pages_that_fail_are_one_failure(tmp_path):
    captures = [capture_ferry("Ferry", data=b"\x00\x01\x02" * 50)] * 3
    result = add(tmp_path / "case.db", *captures)
    assert (len(result.failures), result.known) == (1, 2)


def test_a_summary_tells_of_pages_with_other_columns_where_there_are_any():
    result = BuildResult(added=1, updated=0, known=3, failures=())
    assert told(result) == "1 page added, 3 known before, 0 failed"
    assert told(replace(result, updated=2)) == "1 page added, 2 updated, 3 known before, 0 failed"
