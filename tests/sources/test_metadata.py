"""What stands beside the files is carried with each page; broken metadata costs no page."""

import json
import os
import re

import pytest

from onrecord.model import Capture, Failure, Given
from onrecord.sources import metadata, read_captures


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"The page {name}.")
    return tmp_path


def given(folder):
    found = list(read_captures([folder]))
    assert all(isinstance(one, Capture) for one in found), found
    return {one.uri: one.given for one in found}


def only_failure(folder, *, pages=2):
    found = list(read_captures([folder]))
    assert [type(one) for one in found[1:]] == [Capture] * pages
    failure = found[0]
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.code) == ("sources", "bad_metadata")
    assert failure.detail.startswith(failure.uri)
    return failure


FULL = {
    "file": "a.txt",
    "url": "https://post.example/a",
    "date": "2024-10-25",
    "title": "Ferry",
    "outlet": "Harbour Post",
    "id": "A-1",
    "desk": "Quay",
}
SAID = Given(
    url="https://post.example/a",
    date="2024-10-25",
    title="Ferry",
    outlet="Harbour Post",
    extra={"id": "A-1", "desk": "Quay"},
)


def test_json_is_carried_to_its_page(folder):
    (folder / "meta.json").write_text(json.dumps([FULL]))
    assert given(folder) == {"a.txt": SAID, "b.txt": Given()}


def test_csv_is_carried_to_its_page(folder):
    (folder / "meta.csv").write_text(",".join(FULL) + "\r\n" + ",".join(FULL.values()) + "\r\n", newline="")
    assert given(folder) == {"a.txt": SAID, "b.txt": Given()}


def test_a_byte_order_mark_is_no_part_of_a_column(folder):
    (folder / "meta.csv").write_bytes(b"\xef\xbb\xbffile,outlet\na.txt,Harbour Post\n")
    assert given(folder)["a.txt"].outlet == "Harbour Post"


def test_where_both_speak_of_a_file_the_json_counts(folder):
    (folder / "meta.csv").write_text("file,outlet\na.txt,From CSV\nb.txt,From CSV\n")
    (folder / "meta.json").write_text(json.dumps([{"file": "a.txt", "outlet": "From JSON"}]))
    assert {uri: said.outlet for uri, said in given(folder).items()} == {"a.txt": "From JSON", "b.txt": "From CSV"}


def test_a_file_given_by_name_has_what_stands_beside_it(folder):
    (folder / "meta.json").write_text(json.dumps([FULL]))
    found = list(read_captures([folder / "a.txt", folder / "b.txt"]))
    assert [one.given for one in found] == [SAID, Given()]


def test_each_folder_has_its_own(folder):
    (folder / "below").mkdir()
    (folder / "below" / "a.txt").write_text("Another page.")
    (folder / "below" / "meta.json").write_text(json.dumps([{"file": "a.txt", "title": "Below"}]))
    (folder / "meta.json").write_text(json.dumps([{"file": "./a.txt", "title": "Above"}]))
    assert {uri: said.title for uri, said in given(folder).items()} == {
        "a.txt": "Above",
        "b.txt": None,
        "below/a.txt": "Below",
    }


def test_values_become_text_and_what_says_nothing_is_left_out(folder):
    entry = {
        "file": "a.txt",
        "date": 2024,
        "title": " ",
        "outlet": None,
        "words": 1010,
        "share": 0.5,
        "checked": True,
        "tags": ["quay", "é"],
        "none": None,
        "blank": "",
        "missing": float("nan"),
        "half": "x\ud800y",
    }
    (folder / "meta.json").write_text(json.dumps([entry]))
    assert given(folder)["a.txt"] == Given(
        date="2024",
        extra={"words": "1010", "share": "0.5", "checked": "true", "tags": '["quay", "é"]', "half": "x?y"},
    )


def test_names_are_the_same_however_their_accents_are_stored(tmp_path):
    (tmp_path / "cafe\u0301.txt").write_text("A page.")
    (tmp_path / "meta.json").write_text(json.dumps([{"file": "caf\u00e9.txt", "title": "Café"}]))
    assert [said.title for said in given(tmp_path).values()] == ["Café"]


def test_csv_cells_may_hold_line_breaks_and_rows_may_be_short_or_long(folder):
    (folder / "meta.csv").write_text('file,title,desk\na.txt,"Two\nlines"\nb.txt,T,D,beyond\n')
    assert given(folder) == {"a.txt": Given(title="Two\nlines"), "b.txt": Given(title="T", extra={"desk": "D"})}


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("meta.json", b'[\n {"file": "a.txt",}\n]', "line 2, column 19: Expecting property name"),
        ("meta.json", b"", "line 1, column 1: Expecting value"),
        ("meta.json", b'{"file": "a.txt"}', "line 1: not a list of objects but dict"),
        ("meta.json", b'[\n{"file": "\xff"}]', "line 2: not UTF-8"),
        ("meta.json", b"[" * 100_000, "recursion"),
        ("meta.json", b"[" + b"9" * 5000 + b"]", "digit"),
        ("meta.json", b'[{"file": "a.txt"}, 7, {"title": "x"}]', r"entry 2: no file name under `file` \(and 1 more\)"),
        ("meta.csv", b"", "line 1: no column `file` among none"),
        ("meta.csv", b"name;title\na.txt;x", "line 1: no column `file` among name;title"),
        ("meta.csv", b'file,title\na.txt,"x', "line 2: unexpected end of data"),
        ("meta.csv", b"file,title\n,x\n", "line 2: no file name"),
    ],
)
def test_broken_metadata_is_named_with_place_and_cause(folder, name, data, cause):
    (folder / name).write_bytes(data)
    failure = only_failure(folder)
    assert failure.uri == name
    assert re.search(cause, failure.detail), failure.detail


def test_good_entries_beside_a_bad_one_count(folder):
    (folder / "meta.json").write_text(json.dumps([7, FULL]))
    found = list(read_captures([folder]))
    assert [one.given for one in found[1:]] == [SAID, Given()]


def test_metadata_in_a_folder_below_is_named_by_its_address(folder):
    (folder / "below").mkdir()
    (folder / "below" / "c.txt").write_text("A page.")
    (folder / "below" / "meta.json").write_text("{")
    failures = [one for one in read_captures([folder]) if isinstance(one, Failure)]
    assert [failure.uri for failure in failures] == ["below/meta.json"]


def test_metadata_that_is_too_large_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(metadata, "MAX_METADATA_BYTES", 10)
    (folder / "meta.json").write_text(json.dumps([FULL]))
    assert "bytes" in only_failure(folder).detail


def test_metadata_that_is_a_pipe_or_leads_nowhere_is_named(folder):
    os.mkfifo(folder / "meta.json")
    assert "no regular file" in only_failure(folder).detail
    (folder / "meta.json").unlink()
    (folder / "meta.csv").symlink_to(folder / "absent")
    assert "No such file" in only_failure(folder).detail
