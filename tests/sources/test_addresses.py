"""Addresses come into one form, and lists of them are told from pages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, PageError
from onrecord.sources.addresses import is_address, normalize_address, split_sources


@pytest.mark.parametrize(
    ("pasted", "form"),
    [
        (" https://News.Example/a ", "https://news.example/a"),
        ("HTTPS://news.example:443", "https://news.example/"),
        ("http://news.example:80/a?b#c", "http://news.example/a?b"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://bücher.example/straße?q=ä b", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4%20b"),
        ("https://news.example/a%2Fb?utm_source=x", "https://news.example/a%2Fb?utm_source=x"),
        ("https://news.example/a\\b", "https://news.example/a%5Cb"),
        ("http://[2001:db8::1]:80/", "http://[2001:db8::1]/"),
        ("http://192.0.2.7/", "http://192.0.2.7/"),
        ("https://news.example./", "https://news.example./"),
    ],
)
def test_addresses_come_into_one_form(pasted, form):
    assert normalize_address(pasted) == form
    assert normalize_address(form) == form


def test_relative_addresses_are_joined():
    assert normalize_address("../b?c", "https://news.example/x/a") == "https://news.example/b?c"
    assert normalize_address("//other.example/a", "https://news.example/") == "https://other.example/a"


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "news.example/a",
        "ftp://news.example/",
        "file:///etc/passwd",
        "data:text/html,x",
        "http:///a",
        "https://user:word@news.example/",
        "https://user@news.example/",
        "http://news.example:0x50/",
        "http://news.example:65536/",
        "http://[::1",
        "http://-.example\u2028/",
        "http://a b/",
        "https://news.example/" + "a" * 5000,
    ],
)
def test_what_is_no_address_is_refused(pasted):
    with pytest.raises(PageError) as caught:
        normalize_address(pasted)
    assert caught.value.code == "bad_address"


@given(st.one_of(st.text(max_size=60), st.text(max_size=60).map("http://".__add__)))
def test_any_text_becomes_an_address_of_the_one_form_or_is_refused(text):
    try:
        form = normalize_address(text)
    except PageError:
        return
    assert normalize_address(form) == form
    assert form.isascii()
    assert form.isprintable()
    assert " " not in form


def test_addresses_are_told_from_paths():
    assert is_address("https://news.example/a")
    assert is_address("HTTP://x")
    assert not is_address("pages/a.html")
    assert not is_address("https://news.example/a b")
    assert not is_address("-")


def test_sources_are_split_into_paths_and_addresses(tmp_path):
    listed = tmp_path / "story.urls"
    listed.write_text("# the ferry\nhttps://news.example/b\n\nwrong\n", "utf-8")
    sniffed = tmp_path / "list.txt"
    sniffed.write_text("\ufeffhttps://news.example/c\r\n# more\r\nhttps://news.example/d\r\n", "utf-8")
    page = tmp_path / "page.txt"
    page.write_text("https://news.example/e\nThe ferry sailed.\n", "utf-8")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\xff\xfe\x00")
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    sources = ["https://news.example/a", str(listed), sniffed, page, "-", binary, empty, tmp_path]
    paths, addresses = split_sources(sources)
    assert paths == [page, Path("-"), binary, empty, tmp_path]
    assert addresses == [f"https://news.example/{x}" for x in "ab"] + ["wrong"] + [
        f"https://news.example/{x}" for x in "cd"
    ]


@pytest.mark.parametrize("data", [None, b"\xff\xfe\xfa"])
def test_a_list_that_cannot_be_read_is_the_users_mistake(tmp_path, data):
    path = tmp_path / "story.urls"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=r"story\.urls"):
        split_sources([path])
