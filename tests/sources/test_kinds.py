"""A page is what its bytes show, whatever its name says; what is no page is told by what it is."""

import base64
import gzip
import io
import os
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, PageError
from onrecord.model import Capture, Failure, Given
from onrecord.sources import captures, mhtml, read_captures
from onrecord.sources.kinds import given_by_server, is_html
from onrecord.sources.mhtml import find_saved_page, is_saved_page

HTML = b"<!DOCTYPE html>\n<p>The ferry sailed at nine, the harbour master said."


@pytest.fixture
def read(tmp_path):
    """Return a function that reads the bytes of a file of the name."""

    def write_and_read(name, data):
        (tmp_path / name).write_bytes(data)
        (found,) = read_captures([tmp_path / name])
        return found

    return write_and_read


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", b"%PDF-1.7 fiction", "application/pdf"),
        ("a.html", b"\xef\xbb\xbf\n%PDF-1.7 fiction", "application/pdf"),
        ("a.pdf", b"rubbish\n%PDF-1.7 fiction", "application/pdf"),
        ("a.txt", b"Files begin with %PDF-1.7.", "text/plain"),
        ("a.txt", HTML, "text/html"),
        ("a.txt", b"\xef\xbb\xbf \r\n<HTML lang=en>", "text/html"),
        ("a.txt", b"<?xml version='1.0'?>\n<!-- saved --><!-- <p> --><!doctype HTML>", "text/html"),
        ("a.txt", "\ufeff<html><p>".encode("utf-16-le"), "text/html"),
        ("a.pdf", HTML, "text/html"),
        ("a.txt", b"Of <html> and other things.", "text/plain"),
        ("a.txt", b"<htmlish>", "text/plain"),
        ("a.txt", b"<!-- without end " * 1000, "text/plain"),
        ("a.htm", b"The ferry sailed.", "text/html"),
        ("a.XHTML", b"<p>The ferry sailed.", "text/html"),
    ],
)
def test_the_first_bytes_tell_what_a_page_is(read, name, data, media_type):
    found = read(name, data)
    assert (found.media_type, found.data) == (media_type, data)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.pdf", b"The ferry sailed.", "no PDF"),
        ("a.txt", b"PK\x03\x04...", "ZIP archive or an office document"),
        ("a.html", b"\x89PNG\r\n", "picture"),
        ("a.txt", b"{\\rtf1 The ferry}", "RTF"),
        ("a.html", b"\xd0\xcf\x11\xe0", "office document"),
        ("a.html", b"WARC/1.0\r\n", "WARC"),
        ("a.html", gzip.compress(gzip.compress(HTML)), "gzip within a gzip"),
    ],
)
def test_what_is_no_page_is_told_by_what_it_is(read, name, data, what):
    failure = read(name, data)
    assert (failure.uri, failure.stage, failure.code) == (name, "sources", "not_a_page")
    assert what in failure.detail


def test_a_page_saved_as_it_was_packed_is_unpacked(read):
    assert read("a.html", gzip.compress(HTML)).data == HTML
    assert read("a.txt", gzip.compress(HTML)).media_type == "text/html"
    assert read("a.html", gzip.compress(HTML)[:-9]).code == "truncated"
    assert read("a.html", gzip.compress(HTML)[:10] + b"\xff" * 9).code == "bad_packing"
    assert read("a.html", gzip.compress(b"")).code == "empty"
    assert read("a.html", gzip.compress(bytes(25_000_000))).code == "too_large"


@given(st.binary(max_size=300))
def test_any_bytes_are_or_are_not_html(data):
    assert is_html(HTML + data)
    assert isinstance(is_html(data), bool)
    assert isinstance(is_saved_page(data), bool)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("text/html", None),
        ("text/html; charset=UTF-8", None),
        ("text/html; charset=us-ascii", None),
        ("text/html; Charset = 'ISO-8859-1'", "iso8859-1"),
        ("text/html;charset=windows-1251", "cp1251"),
        ("text/html; charset=fiction", None),
    ],
)
def test_the_encoding_that_a_server_names(said, name):
    assert given_by_server("https://post.example/ferry", said).extra.get("http_charset") == name


def saved(page=b"Content-Type: text/html\r\n\r\n" + HTML, before=b"", address=b"https://post.example/ferry"):
    """Return a page as browsers save it in one file."""
    return (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: " + address + b"\r\nSubject: Ferry\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----Boundary--Fiction----"\r\n\r\n\r\n'
        + before
        + b"------Boundary--Fiction----\r\nContent-Location: "
        + address
        + b"\r\n"
        + page
        + b"\r\n------Boundary--Fiction----\r\nContent-Type: image/png\r\n\r\nrubbish"
        + b"\r\n------Boundary--Fiction------\r\n"
    )


class TestSavedPages:
    @pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.htm", "a.html", "a.txt"])
    def test_are_read_whatever_their_name(self, read, name):
        found = read(name, saved())
        assert (found.data, found.media_type) == (HTML, "text/html")
        assert found.given == Given(url="https://post.example/ferry")

    def test_are_decoded(self, read):
        quoted = b"Content-Type: text/html\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n<p>=C3=A9 so=\r\ngar"
        assert read("a.mht", saved(quoted)).data == "<p>é sogar".encode()
        coded = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(HTML)
        assert read("a.mht", saved(coded)).data == HTML

    def test_have_other_parts_before_the_page(self, read):
        before = b"------Boundary--Fiction----\r\nContent-Type: text/css\r\n\r\np {}\r\n"
        assert read("a.mht", saved(before=before)).data == HTML

    def test_have_parts_in_parts(self, read):
        inner = (
            b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nx\r\n'
            b"--in\r\nContent-Type: text/html\r\n\r\n" + HTML + b"\r\n--in--"
        )
        assert read("a.mht", saved(inner)).data == HTML

    def test_of_one_part_only(self, read):
        message = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: x\r\n\r\n" + HTML
        found = read("a.mht", message)
        assert (found.data, found.given.url) == (HTML, None)

    def test_keep_what_was_said_about_them(self, tmp_path):
        (tmp_path / "a.mht").write_bytes(saved())
        (tmp_path / "meta.json").write_text('[{"file": "a.mht", "url": "https://other.example/", "title": "T"}]')
        (found,) = read_captures([tmp_path])
        assert found.given == Given(url="https://other.example/", title="T")

    def test_show_no_address_that_no_address_may_be(self, read):
        assert read("a.mht", saved(address=b"https://post.example/\x1b[2J")).given.url == "https://post.example/%1B[2J"
        assert read("a.mht", saved(address=b"cid:frame-1")).given.url is None

    @pytest.mark.parametrize(
        ("page", "code"),
        [
            (b"Content-Type: text/css\r\n\r\np {}", "not_a_page"),
            (b"Content-Type: text/html\r\n\r\n", "empty"),
            (b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nabcde", "bad_packing"),
        ],
    )
    def test_without_a_page_are_named(self, read, page, code):
        assert read("a.mht", saved(page)).code == code

    def test_of_parts_in_parts_without_end_stop(self):
        deep = b"MIME-Version: 1.0\r\n" + b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n' * 5000
        with pytest.raises(PageError, match="without HTML"):
            find_saved_page(deep, "a.mht")

    def test_of_parts_without_end_stop(self, monkeypatch):
        monkeypatch.setattr(mhtml, "MAX_PARTS", 10)
        many = saved(before=b"------Boundary--Fiction----\r\n\r\nx\r\n" * 50)
        with pytest.raises(PageError, match="without HTML"):
            find_saved_page(many, "a.mht")

    @settings(max_examples=100, deadline=None)
    @given(st.data())
    def test_that_are_damaged_are_pages_or_named(self, data):
        whole = bytearray(saved())
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(whole) - 1))
            whole[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        with suppress(PageError):
            page, address = find_saved_page(bytes(whole), "a.mht")
            assert page
            assert address is None or "\n" not in address


class TestPasted:
    def paste(self, monkeypatch, data):
        monkeypatch.setattr(captures, "sys", SimpleNamespace(stdin=SimpleNamespace(buffer=io.BytesIO(data))))
        return list(read_captures([Path("-"), Path("-")]))

    @pytest.mark.parametrize(
        ("data", "suffix", "media_type"),
        [
            (b"The ferry sailed.", "txt", "text/plain"),
            (HTML, "html", "text/html"),
            (b"%PDF-1.7", "pdf", "application/pdf"),
            (gzip.compress(HTML), "html", "text/html"),
        ],
    )
    def test_pages_are_named_by_their_bytes(self, monkeypatch, data, suffix, media_type):
        (found,) = self.paste(monkeypatch, data)
        assert found.uri == f"pasted-{found.sha256[:12]}.{suffix}"
        assert (found.media_type, found.captured_at) == (media_type, "1970-01-01T00:00:00Z")

    @pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b"x" * 101, "too_large"), (b"\x89PNG", "not_a_page")])
    def test_what_is_no_page_is_named(self, monkeypatch, data, code):
        monkeypatch.setattr(captures, "MAX_PAGE_BYTES", 100)
        (found,) = self.paste(monkeypatch, data)
        assert (found.uri, found.code) == ("pasted", code)

    def test_comes_where_it_is_given(self, monkeypatch, tmp_path):
        (tmp_path / "a.txt").write_bytes(b"x")
        monkeypatch.setattr(captures, "sys", SimpleNamespace(stdin=SimpleNamespace(buffer=io.BytesIO(b"y"))))
        assert [one.data for one in read_captures([tmp_path / "a.txt", Path("-")])] == [b"x", b"y"]


def test_metadata_is_no_page(tmp_path):
    (tmp_path / "meta.csv").write_text("file,title\na.txt,T\n")
    with pytest.raises(InputError, match=r"meta\.csv: this says what the pages beside it are"):
        read_captures([tmp_path / "meta.csv"])
    assert list(read_captures([tmp_path])) == []


def test_each_page_is_one_capture_or_failure_with_a_stable_code(tmp_path):
    for number, data in enumerate([HTML, b"%PDF-", b"PK\x03\x04", b"", saved(), os.urandom(50)]):
        (tmp_path / f"{number}.html").write_bytes(data)
    found = list(read_captures([tmp_path]))
    assert [one.uri for one in found] == [f"{number}.html" for number in range(6)]
    assert all(isinstance(one, Capture) or (isinstance(one, Failure) and one.code.isidentifier()) for one in found)
