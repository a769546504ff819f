"""Every command of the contract, as a user runs it: output, exit codes, and what stays whole when input is bad."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from onrecord.cli.app import run
from onrecord.sample import sample_pages

STORY = (
    "Harbour stays shut\n\n"
    "Minister Odile Varga denied on Monday that the ferry had sailed. “No ship left the harbour,” she said.\n\n"
    "The coast guard declined to comment on the 40 containers.\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    path = tmp_path_factory.mktemp("case") / "sample.db"
    with sample_pages() as pages:
        assert run(["build", str(pages), "-o", str(path), "--quiet"]) == 0
    return path


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "what", ["overview", "statements", "speakers", "figures", "disputes", "origins", "timeline", "mentions"]
)
def test_everything_can_be_shown_as_lines_and_as_json(case, what, capsys):
    assert run(["show", str(case), what]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 2
    assert run(["show", str(case), what, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_search_finds_by_word_and_position(tmp_path, page, capsys):
    case = str(tmp_path / "case.db")
    run(["build", str(page), "-o", case, "--quiet"])
    assert run(["search", case, "ferry", "--position", "denies"]) == 0
    assert "Odile Varga" in capsys.readouterr().out
    assert run(["search", case, "ferry", "--position", "withholds"]) == 0
    assert capsys.readouterr().out == ""


def test_an_export_passes_its_audit_until_a_byte_is_changed(case, tmp_path, capsys):
    folder = tmp_path / "export"
    assert run(["export", str(case), "--format", "jsonl", "-o", str(folder)]) == 0
    assert run(["audit", str(case), str(folder)]) == 0
    lines = folder / "statements.jsonl"
    lines.write_text(lines.read_text(encoding="utf-8").replace("the", "teh", 1), encoding="utf-8")
    assert run(["audit", str(case), str(folder)]) == 1
    assert "statements.jsonl" in capsys.readouterr().err


def test_the_demo_builds_and_shows_the_sample(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["demo"]) == 0
    shown = capsys.readouterr().out
    assert "Disputed: “" in shown
    assert "onrecord serve onrecord-demo.db" in shown


def test_the_program_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0.1.0"


BAD_PAGES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "nul.txt": (STORY.encode() + b"\x00\x00" + STORY.encode(), "binary"),
    "nobody.html": (b"<html><head><title></title></head></html>", "empty"),
    "huge.txt": (b"The ferry sailed. " * 2_900_000, "too_large"),
}


def test_each_bad_page_is_named_with_its_cause_and_the_rest_is_done(tmp_path, page, capsys):
    for name, (data, _) in BAD_PAGES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "case.db")]) == 1
    captured = capsys.readouterr()
    assert "1 page added" in captured.out
    failed = [line for line in captured.err.splitlines() if line.startswith("failed")]
    for name, (_, code) in BAD_PAGES.items():
        assert any(name in line and f", {code})" in line for line in failed), (name, failed)
    assert any("gone.txt" in line and "unreadable" in line for line in failed)
    assert len(failed) == len(BAD_PAGES) + 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding, capsys):
    (tmp_path / "page.txt").write_bytes(STORY.encode(encoding))
    case = str(tmp_path / "case.db")
    assert run(["build", str(tmp_path / "page.txt"), "-o", case]) == 0
    assert run(["show", case, "statements"]) == 0
    assert "No ship left the harbour" in capsys.readouterr().out
    assert run(["audit", case]) == 0


def test_broken_utf_8_is_decoded_by_name_or_fails_but_never_patched(tmp_path, capsys):
    (tmp_path / "page.txt").write_bytes(STORY.encode() + b"\xff\xfe\xc3 broken \xe2\x80")
    code = run(["build", str(tmp_path / "page.txt"), "-o", str(tmp_path / "case.db")])
    run(["export", str(tmp_path / "case.db"), "-o", str(tmp_path / "out")])
    articles = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8")
    if code == 0:
        assert json.loads(articles)["extra"]["encoding"]
    else:
        assert "encoding" in capsys.readouterr().err
    assert "\\ufffd" not in articles
    assert "�" not in articles


@pytest.mark.parametrize("arguments", [["build"], ["show"], ["frobnicate"], ["show", "case.db", "nonsense"]])
def test_wrong_usage_exits_with_two(arguments, capsys):
    assert run(arguments) == 2
    assert capsys.readouterr().err.startswith("onrecord: ")


def test_a_missing_case_exits_with_two(tmp_path, capsys):
    assert run(["show", str(tmp_path / "none.db")]) == 2
    assert "none.db" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["show", "audit", "build"])
def test_a_file_that_is_no_case_exits_with_two_and_is_left_alone(tmp_path, page, command, capsys):
    other = tmp_path / "notes.db"
    other.write_bytes(b"SQLite format 3\x00" + b"garbage " * 600)
    before = other.read_bytes()
    arguments = ["build", str(page), "-o", str(other)] if command == "build" else [command, str(other)]
    assert run(arguments) == 2
    assert "notes.db" in capsys.readouterr().err
    assert other.read_bytes() == before


def test_a_newer_case_exits_with_two(tmp_path, page, capsys):
    case = tmp_path / "case.db"
    run(["build", str(page), "-o", str(case)])
    with sqlite3.connect(case) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert run(["show", str(case)]) == 2
    assert "newer" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_exits_with_two(tmp_path, page, capsys):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert run(["build", str(page), "-o", str(tmp_path / "file" / "case.db")]) == 2
    assert "case.db" in capsys.readouterr().err


def test_escape_sequences_of_a_page_do_not_reach_the_terminal(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("Minister Odile Varga said the \x1b[31mferry\x1b[0m had \u202esailed.", encoding="utf-8")
    case = str(tmp_path / "case.db")
    run(["build", str(page), "-o", case])
    run(["show", case, "statements"])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_closed_pipe_is_no_error(case):
    done = subprocess.run(  # noqa: S602 - a pipe is the point
        f'"{sys.executable}" -m onrecord show "{case}" statements --limit 0 | head -n 1',
        shell=True,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_what_is_set_aside_is_shown_apart_with_its_reason(case, tmp_path, capsys):
    assert run(["show", str(case), "set-aside"]) == 0
    aside = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["Soon we will need a bigger bathtub", "the article that this satire retells does not have it"] in [
        line[:2] for line in aside
    ]
    run(["show", str(case)])
    assert f"set aside: the article that this satire retells does not have it ({len(aside)})" in capsys.readouterr().out
    run(["search", str(case), "bathtub"])
    assert "bathtub" not in capsys.readouterr().out
    run(["export", str(case), "-o", str(tmp_path / "out")])
    exported = {
        name: (tmp_path / "out" / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("statements", "set_aside")
    }
    assert "bigger bathtub" in exported["set_aside"]
    assert "bigger bathtub" not in exported["statements"]
