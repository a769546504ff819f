"""A ZIP archive is read as the folder that it holds; bombs stop at limits, and no name leads anywhere."""

import io
import os
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Capture, Failure, Given
from onrecord.sources import captures, files, read_captures, zips

PAGE = b"<p>The ferry sailed at nine, the harbour master said."


def packed(members, method=zipfile.ZIP_DEFLATED):
    """Return the bytes of an archive of the members, by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # said of names that come twice
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    """Return a function that reads an archive of the members, or of the bytes given."""
    path = tmp_path / "pages.zip"

    def write_and_read(members):
        path.write_bytes(members if isinstance(members, bytes) else packed(members))
        return list(read_captures([path]))

    return write_and_read


def outcome(found):
    return [(one.uri, one.code) if isinstance(one, Failure) else one.uri for one in found]


def test_an_archive_is_read_as_its_folder_would_be(tmp_path):
    members = {
        "b.txt": b"The ferry sailed.",
        "a.html": PAGE,
        "below/deep/c.htm": PAGE,
        "below/lines.jsonl": b'{"text": "One."}\n{"text": "Two."}\n',
        "below.txt": b"Not below.",
        "below/meta.json": b'[{"file": "x.html", "title": "Ferry"}]',
        "below/x.html": PAGE,
        "notes.md": b"passed over",
        ".hidden.txt": b"hidden",
        ".git/d.txt": b"hidden",
        "empty/": b"",
    }
    for name, data in members.items():
        if not name.endswith("/"):
            (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "pages.zip").write_bytes(packed(members))
    plain = [(one.uri, one.data, one.given) for one in read_captures([tmp_path / "folder"])]
    found = [
        (one.uri.removeprefix("pages.zip/"), one.data, one.given) for one in read_captures([tmp_path / "pages.zip"])
    ]
    assert found == plain
    assert [uri for uri, _, _ in found] == [
        "a.html",
        "b.txt",
        "below.txt",
        "below/lines.jsonl#1",
        "below/lines.jsonl#2",
        "below/x.html",
        "below/deep/c.htm",
    ]
    assert found[5][2] == Given(title="Ferry")


def test_an_archive_in_a_folder_has_its_place_there(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "pages.zip").write_bytes(packed({"a.html": PAGE}))
    (tmp_path / "b.txt").write_bytes(b"The ferry sailed.")
    assert outcome(read_captures([tmp_path])) == ["b.txt", "below/pages.zip/a.html"]


def test_pages_are_the_same_whatever_the_times(tmp_path, read):
    before = read({"a.html": PAGE})
    os.utime(tmp_path / "pages.zip", (0, 0))
    (after,) = read_captures([tmp_path / "pages.zip"])
    assert after.article_id == before[0].article_id
    assert after.captured_at == "1970-01-01T00:00:00Z"


def test_an_archive_in_an_archive_is_read_once(read):
    inner = packed({"in.html": PAGE, "deeper.zip": packed({"x.html": PAGE})})
    found = read({"a.txt": b"x", "inner.zip": inner, "z.txt": b"x"})
    assert outcome(found) == [
        "pages.zip/a.txt",
        ("pages.zip/inner.zip/deeper.zip", "too_deep"),
        "pages.zip/inner.zip/in.html",
        "pages.zip/z.txt",
    ]


class TestNames:
    def test_lead_nowhere(self, read, tmp_path):
        names = ["/etc/a.html", "../../b.html", "C:/c.html", "d\\e.html", "f\n\x1b[31m.html", "./g.html"]
        before = sorted(tmp_path.parent.rglob("*"))
        found = read(dict.fromkeys(names, PAGE))
        assert {one.uri for one in found} == {
            "pages.zip//etc/a.html",
            "pages.zip/../../b.html",
            "pages.zip/C:/c.html",
            "pages.zip/d%5Ce.html",
            "pages.zip/f%0A%1B[31m.html",
            "pages.zip/./g.html",
        }
        assert [one for one in sorted(tmp_path.parent.rglob("*")) if one not in before] == [tmp_path / "pages.zip"]

    def test_of_old_archives_are_utf_8_or_the_code_page_of_dos(self, read):
        data = packed({"caf__.txt": b"x", "quay_.txt": b"x"})
        data = data.replace(b"caf__", "café".encode()).replace(b"quay_", "quaÿ".encode("cp437") + b"!")
        assert sorted(outcome(read(data))) == ["pages.zip/café.txt", "pages.zip/quaÿ!.txt"]

    def test_that_come_twice_are_two_pages(self, read):
        found = read([("a.txt", b"One."), ("a.txt", b"Two.")])
        assert [(one.uri, one.data) for one in found] == [("pages.zip/a.txt", b"One."), ("pages.zip/a.txt", b"Two.")]

    def test_may_be_missing(self, read):
        data = bytearray(packed({"a.txt": b"One.", "b.txt": b"Two."}))
        entry = data.index(b"PK\x01\x02")
        data[entry + 28], data[entry + 32] = 0, len("a.txt")  # the name becomes a comment
        assert outcome(read(bytes(data))) == ["pages.zip/b.txt"]

    def test_of_the_macs_shadows_are_passed_over(self, read):
        assert outcome(read({"a.txt": b"x", "__MACOSX/._a.txt": b"x", "__MACOSX/b.txt": b"x"})) == ["pages.zip/a.txt"]


class TestDamage:
    def test_an_encrypted_member_costs_no_other(self, read):
        data = bytearray(packed({"a.txt": b"One.", "b.txt": b"Two."}))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        assert outcome(read(bytes(data))) == [("pages.zip/a.txt", "encrypted"), "pages.zip/b.txt"]

    def test_a_damaged_member_costs_no_other(self, read):
        data = packed({"a.txt": b"The ferry sailed.", "b.txt": b"Two."}, zipfile.ZIP_STORED)
        found = read(data.replace(b"ferry", b"wreck"))
        assert outcome(found) == [("pages.zip/a.txt", "bad_packing"), "pages.zip/b.txt"]

    def test_other_ways_of_packing_are_named(self, read):
        assert outcome(read(packed({"a.txt": b"One."}, zipfile.ZIP_LZMA))) == [("pages.zip/a.txt", "bad_packing")]

    @pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x05\x06", packed({"a.txt": b"x"})[:-30]])
    def test_what_is_no_archive_is_named(self, read, data):
        assert outcome(read(data)) == [("pages.zip", "bad_archive")]

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_any_damage_gives_captures_and_failures_and_no_error(self, tmp_path_factory, data):
        whole = bytearray(packed({"a.txt": b"One.", "b/c.html": PAGE, "in.zip": packed({"d.txt": b"x"})}))
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(whole) - 1))
            whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=6))
        path = tmp_path_factory.mktemp("zip") / "pages.zip"
        path.write_bytes(whole)
        for one in read_captures([path]):
            assert isinstance(one, Capture) or "\n" not in one.detail
            one.uri.encode()


class TestBombs:
    def test_a_member_that_is_no_page_any_more_stops_there_and_costs_no_other(self, read):
        found = read({"bomb.html": bytes(25_000_000), "good.txt": b"The ferry sailed."})
        assert outcome(found) == [("pages.zip/bomb.html", "too_large"), "pages.zip/good.txt"]

    def test_a_member_may_lie_about_its_size(self, read, monkeypatch):
        monkeypatch.setattr(captures, "MAX_PAGE_BYTES", 1000)
        data = bytearray(packed({"bomb.html": bytes(2000), "good.txt": b"x"}))
        entry = data.index(b"PK\x01\x02")
        data[entry + 24 : entry + 28] = (10**9).to_bytes(4, "little")
        assert outcome(read(bytes(data))) == [("pages.zip/bomb.html", "too_large"), "pages.zip/good.txt"]

    def test_many_members_together_stop_at_what_the_archive_may_unfold_to(self, read, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "GROWS_FREELY", 1_000_000)
        monkeypatch.setattr(files, "MAX_GROWTH", 1)
        (tmp_path / "z.txt").write_bytes(b"The rest goes on.")
        read({f"{number:02}.html": bytes(300_000) for number in range(20)})
        found = list(read_captures([tmp_path]))
        assert outcome(found) == [
            "pages.zip/00.html",
            "pages.zip/01.html",
            "pages.zip/02.html",
            ("pages.zip/03.html", "too_large"),
            ("pages.zip", "too_large"),
            "z.txt",
        ]
        assert found[4].detail.startswith("pages.zip/03.html: ")

    def test_so_do_members_that_share_their_bytes(self, read, monkeypatch):
        monkeypatch.setattr(files, "GROWS_FREELY", 1_000_000)
        data = packed({"a.html": bytes(300_000)})
        start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
        count, entry = 2000, data[start:end]
        listed = count.to_bytes(2, "little") * 2 + (len(entry) * count).to_bytes(4, "little")
        tail = b"PK\x05\x06" + bytes(4) + listed + start.to_bytes(4, "little") + bytes(2)
        found = read(data[:start] + entry * count + tail)
        # Newer zipfiles refuse all that share their bytes but one.
        assert {one.code for one in found if isinstance(one, Failure)} <= {"too_large", "bad_packing"}
        assert 1 <= sum(isinstance(one, Capture) for one in found) < 100

    def test_and_archives_of_archives_of_bombs(self, read, monkeypatch):
        monkeypatch.setattr(files, "GROWS_FREELY", 1_000_000)
        inner = packed({f"{number}.html": bytes(300_000) for number in range(9)})
        found = read({f"{number}.zip": inner for number in range(9)})
        assert [one for one in outcome(found) if not isinstance(one, str)][-1] == ("pages.zip", "too_large")
        assert len(found) < 20

    def test_a_bomb_of_lines(self, read, monkeypatch):
        monkeypatch.setattr(files, "GROWS_FREELY", 1_000_000)
        found = read({"lines.jsonl": b'{"text": "x"}\n' + bytes(5_000_000)})
        assert outcome(found) == [
            "pages.zip/lines.jsonl#1",
            ("pages.zip/lines.jsonl", "too_large"),
            ("pages.zip", "too_large"),
        ]

    def test_a_bomb_of_metadata(self, read):
        found = read({"a.txt": b"One.", "meta.json": bytes(25_000_000)})
        assert outcome(found) == [("pages.zip/meta.json", "bad_metadata"), "pages.zip/a.txt"]

    def test_an_archive_that_lists_too_much(self, read, monkeypatch):
        monkeypatch.setattr(zips, "MAX_DIRECTORY_BYTES", 70_000)
        assert len(read({f"{number}.txt": b"x" for number in range(900)})) == 900
        assert outcome(read({f"{number}.txt": b"x" for number in range(2000)})) == [("pages.zip", "too_large")]

    def test_an_inner_archive_that_is_too_large(self, read, monkeypatch):
        monkeypatch.setattr(zips, "MAX_INNER_BYTES", 100)
        assert outcome(read({"a.txt": b"x", "inner.zip": packed({"b.txt": b"x"})})) == [
            "pages.zip/a.txt",
            ("pages.zip/inner.zip", "too_large"),
        ]
