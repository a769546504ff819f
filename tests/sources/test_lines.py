"""Each line of a JSONL file is a page; a bad line costs no other."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import PageError
from onrecord.model import Capture, Failure, Given
from onrecord.sources import lines, read_captures
from onrecord.sources.files import file_at
from onrecord.sources.lines import read_lines


@pytest.fixture
def read(tmp_path):
    """Return a function that reads lines, given as objects or bytes, from `pages.jsonl`."""
    path = tmp_path / "pages.jsonl"

    def write_and_read(*given_lines):
        data = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in given_lines]
        path.write_bytes(b"\n".join(data))
        return list(read_captures([path]))

    return write_and_read


def test_a_line_is_a_page_with_what_it_says(read):
    line = {
        "text": "Café.",
        "id": "p-7",
        "url": "https://post.example/7",
        "date": "2024-10-25",
        "title": "T",
        "outlet": "O",
        "words": 3,
    }
    (capture,) = read(line)
    assert capture.uri == "pages.jsonl#p-7"
    assert capture.data == "Café.".encode()
    assert capture.media_type == "text/plain"
    assert capture.given == Given(
        url="https://post.example/7", date="2024-10-25", title="T", outlet="O", extra={"id": "p-7", "words": "3"}
    )


def test_html_is_read_where_there_is_no_text(read):
    found = read(
        {"html": "<p>x"}, {"html": "<p>x", "text": "x"}, {"html": "<p>x", "text": ""}, {"html": "<p>x", "text": None}
    )
    assert [(one.data, one.media_type) for one in found] == [
        (b"<p>x", "text/html"),
        (b"x", "text/plain"),
        (b"<p>x", "text/html"),
        (b"<p>x", "text/html"),
    ]
    assert all(one.given == Given() for one in found)


def test_a_line_without_an_id_is_addressed_by_its_number(read):
    found = read({"text": "a"}, b"", {"text": "b", "id": None}, {"text": "c", "id": 12}, {"text": "d", "id": " "})
    assert [one.uri for one in found] == ["pages.jsonl#1", "pages.jsonl#3", "pages.jsonl#12", "pages.jsonl#5"]


def test_ids_are_made_clean(read):
    found = read({"text": "a", "id": "x\ny\\z"}, {"text": "a", "id": "https://post.example/#1"})
    assert [one.uri for one in found] == ["pages.jsonl#x%0Ay%5Cz", "pages.jsonl#https://post.example/#1"]


def test_two_lines_of_one_id_stay_two_pages(read):
    one, other = read({"text": "a", "id": 1}, {"text": "b", "id": 1})
    assert one.uri == other.uri
    assert one.article_id != other.article_id


def test_windows_line_ends_and_a_byte_order_mark_are_no_part_of_a_page(read):
    found = read(b'\xef\xbb\xbf{"text": "a"}\r', b"  \r", b'{"text": "b"}')
    assert [one.data for one in found] == [b"a", b"b"]


@pytest.mark.parametrize(
    ("line", "code", "cause"),
    [
        (b'{"text": "a"', "bad_line", "no JSON: Expecting"),
        (b'{"text": "\xff"}', "bad_line", "not UTF-8 at byte 10"),
        (b"[" * 100_000, "bad_line", "recursion"),
        (b'{"text": ' + b"9" * 5000 + b"}", "bad_line", "digit"),
        (b"[1]", "bad_line", "not an object but list"),
        (b"null", "bad_line", "not an object but NoneType"),
        (b"{}", "bad_line", "neither text nor html"),
        (b'{"text": 7}', "bad_line", "neither text nor html"),
        (b'{"text": "a\\ud800"}', "bad_line", "half a surrogate pair at character 1"),
        (b'{"text": ""}', "empty", "no text"),
    ],
)
def test_a_bad_line_is_named_and_costs_no_other(read, line, code, cause):
    before, bad, after = read({"text": "a"}, line, {"text": "b"})
    assert isinstance(before, Capture)
    assert isinstance(after, Capture)
    assert isinstance(bad, Failure)
    assert (bad.uri, bad.stage, bad.code) == ("pages.jsonl#2", "sources", code)
    assert bad.detail.startswith("pages.jsonl, line 2: ")
    assert cause in bad.detail


def test_a_bad_page_with_an_id_fails_under_it(read):
    (failure,) = read({"text": "", "id": "p-7"})
    assert failure.uri == "pages.jsonl#p-7"


@pytest.mark.parametrize("depth", range(300, 1000, 7))
def test_columns_of_any_depth_are_carried_or_named(read, depth):
    (found,) = read(b'{"text": "a", "deep": ' + b"[" * depth + b"]" * depth + b"}")
    assert isinstance(found, Failure) or found.given.extra["deep"].count("[") == depth


def test_a_line_that_is_too_long_is_passed_over(read, monkeypatch):
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 100)
    monkeypatch.setattr(lines, "CHUNK", 16)
    found = read({"text": "a"}, {"text": "b" * 1000}, {"text": "c"}, {"text": "d" * 87})
    assert [(one.uri, getattr(one, "code", None)) for one in found] == [
        ("pages.jsonl#1", None),
        ("pages.jsonl#2", "too_large"),
        ("pages.jsonl#3", None),
        ("pages.jsonl#4", None),
    ]


def test_a_page_that_is_too_large_is_named(read, monkeypatch):
    monkeypatch.setattr(lines, "MAX_PAGE_BYTES", 10)
    found = read({"text": "a" * 11}, {"text": "é" * 5}, {"text": "é" * 6})
    assert [getattr(one, "code", None) for one in found] == ["too_large", None, "too_large"]


def test_a_file_is_held_in_memory_a_line_at_a_time(tmp_path):
    path = tmp_path / "pages.jsonl"
    line = json.dumps({"text": "The ferry sailed. " * 5000}).encode() + b"\n"
    with path.open("wb") as file:
        for _ in range(300):
            file.write(line)
    tracemalloc.start()
    count = sum(1 for _ in read_captures([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300
    assert peak < 20 * len(line)


def test_an_empty_file_and_one_of_blank_lines(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.touch()
    (failure,) = read_captures([path])
    assert (failure.uri, failure.code) == ("pages.jsonl", "empty")
    path.write_bytes(b"\n  \n")
    assert list(read_captures([path])) == []


def test_a_disk_that_fails_half_way_keeps_the_lines_before(tmp_path, monkeypatch):
    class Broken:
        def __init__(self):
            self.lines = [b'{"text": "a"}\n']

        def readline(self, size):
            if not self.lines:
                raise OSError(5, "Input/output error")
            return self.lines.pop()

    found = lines.number_lines(Broken(), "pages.jsonl")
    assert next(found) == (1, b'{"text": "a"}\n')
    with pytest.raises(PageError, match=r"pages\.jsonl: Input/output error after line 1"):
        next(found)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.floats() | st.text(max_size=5))))
def test_every_line_gives_one_capture_or_failure(tmp_path_factory, objects):
    path = tmp_path_factory.mktemp("lines") / "pages.jsonl"
    path.write_text("".join(json.dumps({"text": "x", **one}) + "\n" for one in objects))
    with file_at(path, "pages.jsonl").open() as file:
        found = list(read_lines(file)) if objects else []
    assert len(found) == len(objects)
    for one in found:
        one.uri.encode("utf-8")
