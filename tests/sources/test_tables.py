"""Each row of a table is a page; a bad row costs no other."""

import csv
import gzip
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Capture, Failure, Given
from onrecord.sources import captures, files, read_captures, tables


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a table, given as text or bytes."""

    def write_and_read(table, name="pages.csv"):
        (tmp_path / name).write_bytes(table if isinstance(table, bytes) else table.encode())
        return list(read_captures([tmp_path / name]))

    return write_and_read


def outcome(found):
    return [(one.uri, one.code) if isinstance(one, Failure) else (one.uri, one.data.decode()) for one in found]


def test_a_row_is_a_page_with_what_it_says(read):
    (found,) = read(
        "id,url,date,title,outlet,text,desk\n"
        "p-7,https://post.example/7,2024-10-25,Ferry,Harbour Post,The café sailed.,Quay\n"
    )
    assert (found.uri, found.data, found.media_type) == ("pages.csv#p-7", "The café sailed.".encode(), "text/plain")
    assert found.given == Given(
        url="https://post.example/7",
        date="2024-10-25",
        title="Ferry",
        outlet="Harbour Post",
        extra={"id": "p-7", "desk": "Quay"},
    )


def test_cells_hold_quotes_line_breaks_delimiters_and_nul_bytes(read):
    found = read('text,note\r\n"He said ""no"".\r\nThen, he left.",x\r\na\0b,"1\n2"\r\n')
    assert outcome(found) == [("pages.csv#2", 'He said "no".\r\nThen, he left.'), ("pages.csv#3", "a\0b")]
    assert [one.given.extra["note"] for one in found] == ["x", "1\n2"]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("pages.csv", "title;text\nT;The ferry, it sailed.\n"),
        ("pages.tsv", "title\ttext\nT\tThe ferry, it sailed.\n"),
        ("pages.csv", '\ufeff Title ,"TEXT"\r\nT,"The ferry, it sailed."\r\n'),
        ("pages.CSV", 'title,text\nT,"The ferry, it sailed."'),
    ],
)
def test_delimiters_and_headers_are_as_spreadsheets_write_them(read, name, table):
    (found,) = read(table, name)
    assert (found.data, found.given) == (b"The ferry, it sailed.", Given(title="T"))


def test_html_is_read_where_there_is_no_text(read):
    found = read("html,text\n<p>x,\n<p>x,y\n")
    assert [(one.data, one.media_type) for one in found] == [(b"<p>x", "text/html"), (b"y", "text/plain")]


def test_rows_are_numbered_as_spreadsheets_number_them(read):
    assert outcome(read("text,note\na\n\n ,\nb\n")) == [("pages.csv#2", "a"), ("pages.csv#5", "b")]


@pytest.mark.parametrize(
    ("row", "code", "cause"),
    [
        (b"\xff\xfe,x", "bad_line", "not UTF-8 at byte 0 of a line"),
        (b'"a"b,x', "bad_line", "expected after"),
        (b"a,b,c,d", "bad_line", "4 cells under 2 columns"),
        (b",only a note", "empty", "no text"),
    ],
)
def test_a_bad_row_is_named_and_costs_no_other(read, row, code, cause):
    before, bad, after = read(b"text,note\na,x\n" + row + b"\nb,y\n")
    assert (before.data, after.data) == (b"a", b"b")
    assert (bad.uri, bad.stage, bad.code) == ("pages.csv#3", "sources", code)
    assert bad.detail.startswith("pages.csv, row 3: ")
    assert cause in bad.detail


def test_a_quotation_mark_without_its_pair_takes_what_follows_up_to_a_limit(read, monkeypatch):
    assert outcome(read('text\na\n"b\nc\nd\n')) == [("pages.csv#2", "a"), ("pages.csv#3", "bad_line")]
    monkeypatch.setattr(tables, "MAX_LINE_BYTES", 20)
    found = read('text\na\n"' + "b\n" * 20 + "c\n")
    assert next(one for one in found if isinstance(one, Failure)).code == "too_large"
    assert found[-1].data == b"c"


def test_cells_may_be_as_large_as_pages_and_no_larger(read, monkeypatch):
    before = csv.field_size_limit()
    assert len(read(f"text\n{'x' * 1_000_000}\n")[0].data) == 1_000_000
    monkeypatch.setattr(tables, "MAX_LINE_BYTES", 100)
    assert outcome(read(f"text\n{'x' * 500}\nb\n")) == [("pages.csv#2", "too_large"), ("pages.csv#3", "b")]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("table", "code"),
    [(b"", "empty"), (b"title,url\nx,y\n", "bad_table"), (b"\xff\xfet\0e\0x\0t\0", "bad_table"), (b"\n", "bad_table")],
)
def test_a_table_without_pages_is_named(read, table, code):
    (failure,) = read(table)
    assert (failure.uri, failure.code) == ("pages.csv", code)


def test_metadata_is_never_taken_for_a_table(tmp_path):
    (tmp_path / "meta.csv").write_text("file,text\na.txt,the ferry\n")
    (tmp_path / "a.txt").write_text("A page.")
    (found,) = read_captures([tmp_path])
    assert (found.uri, found.given.extra) == ("a.txt", {"text": "the ferry"})


class TestPackedLists:
    @pytest.mark.parametrize("name", ["pages.csv.gz", "pages.csv"])
    def test_tables_are_unpacked(self, read, name):
        found = read(gzip.compress(b"text\na\n") + gzip.compress(b"b\n"), name)
        assert outcome(found) == [(f"{name}#2", "a"), (f"{name}#3", "b")]

    def test_so_are_lines(self, read):
        found = read(gzip.compress(b'{"text": "a"}\n{"text": "b"}'), "pages.jsonl.gz")
        assert outcome(found) == [("pages.jsonl.gz#1", "a"), ("pages.jsonl.gz#2", "b")]

    def test_what_came_before_the_damage_is_kept(self, read):
        whole = gzip.compress(b"text\na\n") + gzip.compress(b"b\n" * 1000)
        found = read(whole[:-10], "pages.csv.gz")
        assert outcome(found)[0] == ("pages.csv.gz#2", "a")
        assert outcome(found)[-1] == ("pages.csv.gz", "truncated")
        found = read(gzip.compress(b"text\na\n") + b"rubbish", "pages.csv.gz")
        assert outcome(found) == [("pages.csv.gz#2", "a"), ("pages.csv.gz", "bad_packing")]

    def test_zeros_behind_the_end_are_padding(self, read):
        assert outcome(read(gzip.compress(b"text\na\n") + bytes(50_000), "pages.csv.gz")) == [("pages.csv.gz#2", "a")]

    def test_blank_lines_without_end_are_given_up(self, read):
        blank = b"\n" * 2_000_000
        assert outcome(read(gzip.compress(b"text\na\n" + blank), "pages.csv.gz")) == [
            ("pages.csv.gz#2", "a"),
            ("pages.csv.gz", "given_up"),
        ]
        assert outcome(read(b'{"text": "a"}\n' + blank, "pages.jsonl")) == [
            ("pages.jsonl#1", "a"),
            ("pages.jsonl", "given_up"),
        ]

    def test_so_are_bad_lines_without_end(self, read, monkeypatch):
        monkeypatch.setattr(captures, "MAX_BAD_IN_A_ROW", 3)
        found = read('1\n1\n{"text": "a"}\n1\n1\n1\n{"text": "b"}\n', "pages.jsonl")
        assert [getattr(one, "code", "read") for one in found] == [
            *["bad_line"] * 2,
            "read",
            *["bad_line"] * 3,
            "given_up",
        ]
        assert found[-1].detail == "pages.jsonl: 3 failures in a row; the rest is not read"

    def test_bombs_stop_at_what_a_file_may_unfold_to(self, read, monkeypatch):
        monkeypatch.setattr(files, "GROWS_FREELY", 100_000)
        found = read(gzip.compress(b"text\na\n" + bytes(50_000_000)), "pages.csv.gz")
        assert outcome(found) == [("pages.csv.gz#2", "a"), ("pages.csv.gz", "too_large")]
        found = read(gzip.compress(b'{"text": "a"}\n' + bytes(50_000_000)), "pages.jsonl.gz")
        assert outcome(found) == [("pages.jsonl.gz#1", "a"), ("pages.jsonl.gz", "too_large")]


def test_a_table_is_held_in_memory_a_row_at_a_time(tmp_path):
    path = tmp_path / "pages.csv"
    row = "The ferry sailed. " * 5000
    with path.open("w") as file:
        file.write("text\n")
        for _ in range(300):
            file.write(f'"{row}"\n')
    tracemalloc.start()
    count = sum(1 for _ in read_captures([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300
    assert peak < 40 * len(row)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))))
def test_every_row_that_csv_writes_is_read_as_it_was(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "pages.csv"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("text", "note"), *rows])
    path.write_bytes(out.getvalue().encode())
    found = list(read_captures([path]))
    assert all(isinstance(one, Capture) for one in found)
    assert [one.data.decode() for one in found] == [text for text, _ in rows]
