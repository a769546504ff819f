"""Files and folders become captures with clean relative addresses; what cannot be read becomes a failure."""

import builtins
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Capture, Failure, Given
from onrecord.sources import captures, files, read_captures
from onrecord.sources.files import Budget, OpenFile, PageFile, visible_name


@pytest.fixture
def folder(tmp_path):
    """Return a folder with pages of every kind and with what is passed over."""
    for name, data in {
        "b.txt": b"The ferry sailed.",
        "a.html": b"<p>The ferry sailed.",
        "z.HTM": b"<p>It did not.",
        "below/deep/c.txt": "Café".encode("latin-1"),
        "lines.jsonl": b'{"text": "One line."}\n',
        ".hidden.txt": b"hidden",
        ".git/d.txt": b"hidden",
        "notes.md": b"passed over",
        "picture.png": b"\x89PNG",
        "meta.json.bak": b"passed over",
    }.items():
        path = tmp_path / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "case"


def read(*paths):
    return list(read_captures(paths))


def uris(*paths):
    return [found.uri for found in read(*paths)]


def test_a_folder_is_read_to_the_bottom_in_the_order_of_names(folder):
    assert uris(folder) == ["a.html", "b.txt", "lines.jsonl#1", "z.HTM", "below/deep/c.txt"]


def test_bytes_stay_as_they_are_and_the_suffix_tells_their_type(folder):
    found = {capture.uri: capture for capture in read(folder)}
    assert found["below/deep/c.txt"].data == b"Caf\xe9"
    assert {uri: capture.media_type for uri, capture in found.items()} == {
        "a.html": "text/html",
        "z.HTM": "text/html",
        "b.txt": "text/plain",
        "lines.jsonl#1": "text/plain",
        "below/deep/c.txt": "text/plain",
    }


def test_a_file_is_addressed_by_its_own_name(folder):
    assert uris(folder / "below" / "deep" / "c.txt", folder / "b.txt") == ["c.txt", "b.txt"]


def test_an_address_does_not_depend_on_the_way_to_the_folder(folder, monkeypatch):
    expected = read(folder)
    monkeypatch.chdir(folder)
    assert read(Path()) == read(Path("below/..")) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (1_729_850_000.75, "2024-10-25T09:53:20Z"),
        (0, "1970-01-01T00:00:00Z"),
        (-86_400, "1969-12-31T00:00:00Z"),
    ],
)
def test_a_capture_is_as_old_as_its_file(tmp_path, moment, expected):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    os.utime(path, (moment, moment))
    assert [capture.captured_at for capture in read(path)] == [expected]


def test_a_time_that_no_calendar_holds_is_the_epoch(monkeypatch):
    monkeypatch.setattr(files, "os", SimpleNamespace(fstat=lambda _: SimpleNamespace(st_mtime_ns=10**30)))
    assert files.modified_at(SimpleNamespace(fileno=lambda: 0)) == "1970-01-01T00:00:00Z"


def test_the_ids_of_pages_do_not_depend_on_time_or_place(folder, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "b.txt").write_bytes((folder / "b.txt").read_bytes())
    os.utime(other / "b.txt", (0, 0))
    assert read(other)[0].article_id == read(folder / "b.txt")[0].article_id


class TestPathsThatCannotBeMeant:
    def test_a_path_that_does_not_exist_is_said_before_anything_is_read(self, folder):
        with pytest.raises(InputError, match=r"absent\.txt: No such file"):
            read_captures([folder, folder / "absent.txt"])

    def test_so_is_a_link_that_leads_nowhere(self, tmp_path):
        (tmp_path / "a.txt").symlink_to(tmp_path / "absent")
        with pytest.raises(InputError, match=r"a\.txt: No such file"):
            read_captures([tmp_path / "a.txt"])

    @pytest.mark.parametrize("name", ["notes.md", "picture.png", "meta.json.bak"])
    def test_a_file_of_another_kind_is_told_what_is_read(self, folder, name):
        with pytest.raises(
            InputError, match=rf"{name}: onrecord reads \.txt, \.html, .*\.warc\.gz, \.zip and folders of them, not \."
        ):
            read_captures([folder / name])

    def test_a_name_that_no_file_can_have(self):
        with pytest.raises(InputError, match="null"):
            read_captures([Path("a\0.txt")])


class TestTwice:
    def test_links_in_a_circle_are_walked_once(self, folder):
        (folder / "below" / "up").symlink_to(folder, target_is_directory=True)
        (folder / "below" / "self").symlink_to(folder / "below", target_is_directory=True)
        assert uris(folder) == ["a.html", "b.txt", "lines.jsonl#1", "z.HTM", "below/deep/c.txt"]

    def test_a_linked_folder_from_elsewhere_is_read(self, folder, tmp_path):
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "e.txt").write_bytes(b"x")
        (folder / "link").symlink_to(tmp_path / "other", target_is_directory=True)
        assert "link/e.txt" in uris(folder)

    def test_a_folder_given_twice_is_read_once(self, folder):
        assert uris(folder, folder / "below", folder) == uris(folder)

    def test_a_file_given_beside_its_folder_is_read_once(self, folder):
        assert uris(folder, folder / "b.txt", folder / "below" / ".." / "b.txt") == [
            "b.txt",
            "a.html",
            "lines.jsonl#1",
            "z.HTM",
            "below/deep/c.txt",
        ]

    def test_a_copy_under_another_name_is_another_page(self, folder):
        (folder / "copy.txt").hardlink_to(folder / "b.txt")
        (folder / "link.txt").symlink_to(folder / "b.txt")
        assert {"b.txt", "copy.txt", "link.txt"} <= set(uris(folder))


class TestNames:
    @pytest.mark.parametrize(
        ("name", "uri"),
        [
            ("two words.txt", "two words.txt"),
            ("a#b?c%d.txt", "a#b?c%d.txt"),
            ("häfen – 船.txt", "häfen – 船.txt"),
            ("line\nbreak\t.txt", "line%0Abreak%09.txt"),
            ("back\\slash.txt", "back%5Cslash.txt"),
            ("\u2028\x85.txt", "%E2%80%A8%C2%85.txt"),
        ],
    )
    def test_are_kept_but_for_what_no_address_may_hold(self, tmp_path, name, uri):
        (tmp_path / name).write_bytes(b"x")
        assert uris(tmp_path) == uris(tmp_path / name) == [uri]

    def test_that_are_not_utf_8_are_spelt_by_their_bytes(self, tmp_path):
        name = os.fsdecode(b"caf\xe9\xff.txt")
        try:
            (tmp_path / name).write_bytes(b"x")
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        assert uris(tmp_path) == uris(tmp_path / name) == ["caf%E9%FF.txt"]

    @given(st.text(alphabet=st.characters(codec=None), max_size=20))
    def test_any_name_becomes_one_that_can_be_stored(self, name):
        clean = visible_name(name)
        assert clean.encode("utf-8").decode() == clean
        assert clean == visible_name(clean)
        assert not any(character in clean for character in "\n\r\0\\")
        assert len(clean.splitlines()) <= 1


class TestFailures:
    def one(self, *paths):
        (failure,) = read(*paths)
        assert isinstance(failure, Failure)
        assert failure.stage == "sources"
        assert failure.detail.startswith(failure.uri)
        return failure.uri, failure.code, failure.detail

    def test_an_empty_file(self, tmp_path):
        (tmp_path / "a.txt").touch()
        assert self.one(tmp_path) == ("a.txt", "empty", "a.txt: the file has no bytes")

    def test_a_page_that_is_too_large_is_not_read(self, tmp_path):
        path = tmp_path / "a.txt"
        path.touch()
        os.truncate(path, 10**12)
        uri, code, detail = self.one(path)
        assert (uri, code) == ("a.txt", "too_large")
        assert "over 20000000 bytes" in detail

    def test_a_page_of_just_the_largest_size_is_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(captures, "MAX_PAGE_BYTES", 100)
        (tmp_path / "a.txt").write_bytes(b"x" * 100)
        (tmp_path / "b.txt").write_bytes(b"x" * 101)
        assert [type(found) for found in read(tmp_path)] == [Capture, Failure]

    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "a.txt")
        expected = ("a.txt", "unreadable", "a.txt: this is no regular file")
        assert self.one(tmp_path) == self.one(tmp_path / "a.txt") == expected

    def test_a_link_that_leads_nowhere(self, tmp_path):
        (tmp_path / "a.txt").symlink_to(tmp_path / "absent")
        assert self.one(tmp_path)[1] == "unreadable"

    def test_links_that_lead_to_each_other(self, tmp_path):
        (tmp_path / "a.txt").symlink_to(tmp_path / "b.md")
        (tmp_path / "b.md").symlink_to(tmp_path / "a.txt")
        assert self.one(tmp_path)[1] == "unreadable"

    def test_a_folder_named_like_a_page_is_a_folder(self, tmp_path):
        (tmp_path / "a.txt").mkdir()
        (tmp_path / "a.txt" / "b.txt").write_bytes(b"x")
        assert uris(tmp_path) == ["a.txt/b.txt"]
        assert uris(tmp_path / "a.txt") == ["b.txt"]

    def test_a_file_that_may_not_be_opened_costs_no_other(self, folder, monkeypatch):
        opened = Path.open

        def refuse(self, *args, **kwargs):
            if self.name == "b.txt":
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **kwargs)

        monkeypatch.setattr(Path, "open", refuse)
        found = {one.uri: one for one in read(folder)}
        assert found["b.txt"] == Failure(
            uri="b.txt", stage="sources", code="unreadable", detail="b.txt: Permission denied"
        )
        assert sum(isinstance(one, Capture) for one in found.values()) == 4

    def test_a_folder_that_may_not_be_listed_costs_no_other(self, folder, monkeypatch):
        listed = Path.iterdir

        def refuse(self):
            if self.name == "deep":
                raise PermissionError(13, "Permission denied")
            return listed(self)

        monkeypatch.setattr(Path, "iterdir", refuse)
        found = read(folder)
        assert found[-1] == Failure(
            uri="below/deep", stage="sources", code="unreadable", detail="below/deep: Permission denied"
        )
        assert len(found) == 5

    def test_a_disk_that_fails_while_reading(self, tmp_path, monkeypatch):
        class Broken:
            def __init__(self, stream):
                self.stream = stream
                self.fileno = stream.fileno
                self.close = stream.close

            def read(self, size):
                raise OSError(5, "Input/output error")

        (tmp_path / "a.txt").write_bytes(b"x")
        opened = Path.open
        monkeypatch.setattr(Path, "open", lambda path, mode: Broken(opened(path, mode)))
        assert self.one(tmp_path) == ("a.txt", "unreadable", "a.txt: Input/output error")

    @pytest.mark.parametrize("name", ["a.warc", "a.csv", "a.jsonl", "a.pdf"])
    def test_a_disk_that_fails_at_once(self, tmp_path, monkeypatch, name):
        class Broken(io.RawIOBase):
            def readable(self):
                return True

            def seekable(self):
                return True

            def fail(self, *_):
                raise OSError(5, "Input/output error")

            readinto = seek = tell = fail

        (tmp_path / name).write_bytes(b"x")
        monkeypatch.setattr(captures, "file_at", lambda path, uri: PageFile(name, uri, lambda: opened(uri), path))

        def opened(uri):
            return OpenFile(io.BufferedReader(Broken()), name, uri, "1970-01-01T00:00:00Z", Budget(1))

        uri, code, detail = self.one(tmp_path / name)
        assert (uri, code, "Input/output error" in detail) == (name, "unreadable", True)

    def test_no_failure_names_the_machine(self, tmp_path):
        (tmp_path / "a.txt").touch()
        (tmp_path / "meta.json").write_text("[")
        (tmp_path / "b.jsonl").write_text("{")
        assert not any(str(tmp_path) in found.detail for found in read(tmp_path))


def test_folders_may_lie_very_deep(tmp_path):
    depth = min(sys.getrecursionlimit() + 100, 1500)
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with os.fdopen(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here), "wb") as page:
        page.write(b"x")
    os.close(here)
    assert uris(tmp_path) == ["d/" * depth + "a.txt"]
    # What removes test folders may recurse itself.
    (tmp_path / ("d/" * depth) / "a.txt").unlink()
    for level in range(depth, 0, -1):
        (tmp_path / ("d/" * level)).rmdir()


def test_an_empty_folder_has_no_pages(tmp_path):
    assert read(tmp_path) == read() == []


def test_pages_come_one_by_one(folder, monkeypatch):
    found = read_captures([folder])
    assert next(found).given == Given()

    def refuse(*_, **__):
        raise AssertionError("opened before it was asked for")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    found.close()
