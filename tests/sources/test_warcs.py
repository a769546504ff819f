"""A WARC file gives the pages of its crawl; what is damaged is named by its place and costs no page beside it."""

import gzip
import io
import os
import tracemalloc
import warnings
import zipfile
import zlib

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.model import Capture, Failure
from onrecord.sources import files, read_captures, resuming, warcs

PAGE = b"<html><p>The ferry sailed at nine, the harbour master said.</p></html>"
ADDRESS = "https://post.example/ferry"


def record(body=PAGE, *, address=ADDRESS, status=b"200 OK", kind=b"text/html", headers=b"", more=b"", stated=None):
    """Return a response record, byte by byte as given."""
    block = b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind + b"\r\n" + headers + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + address.encode() + b"\r\n"
        b"WARC-Date: 2024-10-25T09:53:20Z\r\nContent-Type: application/http; msgtype=response\r\n"
        + more
        + b"Content-Length: "
        + str(len(block) if stated is None else stated).encode()
        + b"\r\n\r\n"
        + block
        + b"\r\n\r\n"
    )


def packed_in_gzip(data, level=9):
    return gzip.compress(data, level, mtime=0)


def packed_by(writer, data):
    out = io.BytesIO()
    packing = writer(out)
    packing.write(data)
    packing.close()
    return out.getvalue()


def chunked(body, size=20):
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads records, in a plain file or each in its own gzip member."""

    def write_and_read(*records, packed=False):
        path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
        path.write_bytes(b"".join(packed_in_gzip(one) if packed else one for one in records))
        return list(read_captures([path]))

    return write_and_read


def outcome(found):
    return [one.code if isinstance(one, Failure) else one.uri for one in found]


@pytest.fixture(params=[False, True], ids=["plain", "gzip"])
def crawl(request, tmp_path):
    """Return a WARC file as a crawler writes it: requests, responses of all kinds, a revisit, a picture, a note."""
    path = tmp_path / ("crawl.warc.gz" if request.param else "crawl.warc")
    with path.open("wb") as out, warnings.catch_warnings():
        # The writer leaves its temporary files to be closed with it.
        warnings.simplefilter("ignore", ResourceWarning)
        write_crawl(WARCWriter(out, gzip=request.param))
    return path


def write_crawl(writer):
    def add(address, body, status="200 OK", kind="response", date="2024-10-25T09:53:20Z", **headers):
        fields = [(name.replace("_", "-"), value) for name, value in headers.items()]
        message = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address,
                kind,
                payload=io.BytesIO(body),
                http_headers=message,
                warc_headers_dict={"WARC-Date": date},
            )
        )

    def add_resource(address, body, kind):
        writer.write_record(
            writer.create_warc_record(address, "resource", payload=io.BytesIO(body), warc_content_type=kind)
        )

    writer.write_record(writer.create_warcinfo_record("crawl", {"software": "crawler of fiction"}))
    add(ADDRESS, b"", status="GET /ferry HTTP/1.1", kind="request", Host="post.example")
    add(ADDRESS, PAGE, Content_Type="text/html; charset=windows-1252")
    add("https://post.example/packed", packed_in_gzip(PAGE), Content_Type="text/html", Content_Encoding="gzip")
    add("https://post.example/chunks", chunked(PAGE), Content_Type="text/html", Transfer_Encoding="chunked")
    add("https://post.example/plain", b"The ferry sailed.", Content_Type="text/plain")
    add("https://post.example/paper", b"%PDF-1.4 fiction", Content_Type="application/pdf")
    add("https://post.example/picture", b"\x89PNG", Content_Type="image/png")
    add("https://post.example/gone", b"<p>gone", status="404 Not Found", Content_Type="text/html")
    add("https://post.example/moved", b"", status="301 Moved", Content_Type="text/html", Location=ADDRESS)
    add("https://post.example/robots.txt", b"User-agent: *", Content_Type="text/plain")
    add(ADDRESS, PAGE + b"<p>Updated.", Content_Type="text/html", date="2024-10-26T01:00:00.25Z")
    writer.write_record(writer.create_revisit_record(ADDRESS, "sha1:FICTION", ADDRESS, "2024-10-25T09:53:20Z"))
    add_resource("https://post.example/resource", PAGE, "text/html")
    add_resource("metadata://crawler/log.txt", b"log", "text/plain")


def test_the_pages_of_a_crawl_are_captures_and_nothing_else_is(crawl):
    found = list(read_captures([crawl]))
    assert [(one.uri, one.media_type, one.data) for one in found] == [
        (ADDRESS, "text/html", PAGE),
        ("https://post.example/packed", "text/html", PAGE),
        ("https://post.example/chunks", "text/html", PAGE),
        ("https://post.example/plain", "text/plain", b"The ferry sailed."),
        ("https://post.example/paper", "application/pdf", b"%PDF-1.4 fiction"),
        (ADDRESS, "text/html", PAGE + b"<p>Updated."),
        ("https://post.example/resource", "text/html", PAGE),
    ]
    assert all(one.taken_from == "web" and one.given.url == one.uri for one in found)
    assert [found[0].captured_at, found[5].captured_at] == ["2024-10-25T09:53:20.000Z", "2024-10-26T01:00:00.250Z"]
    assert [found[0].given.extra, found[1].given.extra] == [{"http_charset": "cp1252"}, {}]


def test_a_crawl_that_is_cut_off_anywhere_keeps_what_came_before(crawl):
    data = crawl.read_bytes()
    whole = list(read_captures([crawl]))
    seen = set()
    for end in range(1, len(data), 7):
        crawl.write_bytes(data[:end])
        found = list(read_captures([crawl]))
        captures = [one for one in found if isinstance(one, Capture)]
        failures = [one for one in found if isinstance(one, Failure)]
        assert captures == whole[: len(captures)]
        assert [failure.code for failure in failures] in ([], ["bad_record"])
        assert all(failure.detail.startswith(f"{crawl.name}#") for failure in failures)
        seen.add(len(failures))
    assert 1 in seen


def test_nothing_but_a_missing_date_depends_on_the_files_time(crawl):
    before = list(read_captures([crawl]))
    os.utime(crawl, (0, 0))
    assert list(read_captures([crawl])) == before


def test_a_page_without_a_date_is_as_old_as_its_file(read, tmp_path):
    (found,) = read(record().replace(b"2024-10-25T09:53:20Z", b"yesterday"))
    assert found.taken_from == "file"
    assert found.captured_at.endswith("Z")
    assert found.uri == ADDRESS


class TestDamage:
    @pytest.mark.parametrize("packed", [False, True])
    @pytest.mark.parametrize("length", [b"Content-Length: -5", b"Content-Length: 9" + b"9" * 25, b"X-Length: 5"])
    def test_a_record_without_a_usable_length_is_named_and_the_next_is_read(self, read, length, packed):
        first, bad, last = record(), record().replace(b"Content-Length: ", length + b"\r\nX: "), record()
        found = read(first, bad, last, packed=packed)
        assert outcome(found) == [ADDRESS, "bad_record", ADDRESS]
        place = len(packed_in_gzip(first)) if packed else len(first)
        assert found[1].uri == f"crawl.warc{'.gz' if packed else ''}#{place}"
        assert found[1].detail == f"{found[1].uri}: it does not state its length"

    def test_a_record_that_states_too_much_swallows_no_other_for_good(self, read):
        found = read(record(), record(stated=10**15), record())
        assert outcome(found) == [ADDRESS, "bad_record", ADDRESS]
        assert "it is shorter than it states" in found[1].detail

    def test_a_record_that_states_too_little_costs_itself_only(self, read):
        found = read(record(), record(stated=90), record())
        assert outcome(found)[0] == outcome(found)[-1] == ADDRESS
        assert "bad_record" in outcome(found)

    def test_rubbish_between_records_is_one_failure(self, read):
        assert outcome(read(record(), b"rubbish\r\n" * 1000, record())) == [ADDRESS, "bad_record", ADDRESS]
        assert outcome(read(b"rubbish")) == ["bad_record"]

    def test_each_damage_has_its_own_place(self, read):
        bad = record(b"\x89PNG")
        found = read(record(), bad, b"rubbish\r\n", record(), bad, record(stated=10**15), bad)
        first, second = len(record()), len(record()) * 2 + len(bad) + 9
        third = second + len(bad)
        assert [one.uri for one in found if isinstance(one, Failure)] == [
            f"crawl.warc#{first}",
            f"crawl.warc#after-{first}",
            f"crawl.warc#{second}",
            f"crawl.warc#{third}",
            f"crawl.warc#{third + len(record(stated=10**15))}",
        ]

    def test_each_page_of_one_gzip_member_has_its_own_place(self, tmp_path):
        path = tmp_path / "crawl.warc.gz"
        bad = record(b"\x89PNG")
        path.write_bytes(packed_in_gzip(bad + bad) + packed_in_gzip(bad))
        assert [one.uri for one in read_captures([path])] == [
            "crawl.warc.gz#0",
            f"crawl.warc.gz#0+{len(bad)}",
            f"crawl.warc.gz#{len(packed_in_gzip(bad + bad))}",
        ]

    def test_a_damaged_gzip_member_is_named_by_its_place_and_the_next_is_read(self, tmp_path):
        members = [packed_in_gzip(record(address=f"https://post.example/{n}")) for n in range(3)]
        damaged = bytearray(members[1])
        for place in range(4, len(damaged)):
            damaged[place] ^= 0x55
            path = tmp_path / "crawl.warc.gz"
            path.write_bytes(members[0] + bytes(damaged) + members[2])
            found = list(read_captures([path]))
            damaged[place] ^= 0x55
            assert outcome(found)[0] == "https://post.example/0"
            assert outcome(found)[-1] == "https://post.example/2"
            assert all(one.uri == f"crawl.warc.gz#{len(members[0])}" for one in found if isinstance(one, Failure))

    def test_a_header_without_end_stops_at_a_limit(self, read):
        endless = b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000
        assert outcome(read(endless, record())) == ["bad_record", ADDRESS]
        assert outcome(read(record(headers=b"X: y\r\n" * 100_000), record())) == ["bad_record", ADDRESS]

    def test_after_too_much_damage_the_rest_is_given_up(self, read, monkeypatch):
        monkeypatch.setattr(warcs, "MAX_STRETCHES", 3)
        found = read(*[b"WARC/1.0\r\n" + b"X" * 40_000 + b"\r\n"] * 5, record())
        assert outcome(found) == ["bad_record", "bad_record"]
        assert (found[-1].uri, "is not read: too much is damaged" in found[-1].detail) == ("crawl.warc", True)

    def test_no_search_tries_places_without_end(self, tmp_path, monkeypatch):
        monkeypatch.setattr(resuming, "MAX_TRIED", 10)
        path = tmp_path / "crawl.warc.gz"
        path.write_bytes(b"\x1f\x8b\x08\x00" * 100 + packed_in_gzip(record()))
        assert outcome(read_captures([path])) == ["bad_record"]

    def test_the_next_record_is_found_across_the_pieces_that_are_searched(self, read, monkeypatch):
        monkeypatch.setattr(resuming, "WINDOW", 64)
        for size in range(60, 200, 9):
            assert outcome(read(b"rubbish" + b"x" * size + b"\r\n", record())) == ["bad_record", ADDRESS]

    def test_an_empty_file(self, read):
        (failure,) = read()
        assert (failure.uri, failure.code) == ("crawl.warc", "empty")

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_any_damage_gives_captures_and_failures_and_no_error(self, tmp_path_factory, data):
        packed = data.draw(st.booleans())
        records = [record(), record(chunked(PAGE), headers=b"Transfer-Encoding: chunked\r\n"), record()]
        whole = bytearray(b"".join(packed_in_gzip(one) if packed else one for one in records))
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(whole) - 1))
            whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=6))
        path = tmp_path_factory.mktemp("warc") / "crawl.warc"
        path.write_bytes(whole)
        for one in read_captures([path]):
            assert isinstance(one, Capture) or "\n" not in one.detail
            one.uri.encode()


class TestBodies:
    @pytest.mark.parametrize(
        ("headers", "body"),
        [
            (b"Content-Encoding: gzip\r\n", packed_in_gzip(PAGE)),
            (b"content-encoding: X-GZIP\r\n", packed_in_gzip(PAGE) + b"rest"),
            (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
            (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)[2:-4]),
            (b"Content-Encoding: br\r\n", packed_by(BrotliWriter, PAGE)),
            (b"Content-Encoding: zstd\r\n", packed_by(ZstdWriter, PAGE)),
            (b"Content-Encoding: gzip, gzip\r\n", packed_in_gzip(packed_in_gzip(PAGE))),
            (b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(packed_in_gzip(PAGE))),
            (b"Transfer-Encoding: gzip, chunked\r\n", chunked(packed_in_gzip(PAGE))),
            (b"Transfer-Encoding: chunked\r\n", b"5;name=value\r\n" + PAGE[:5] + b"\r\n" + chunked(PAGE[5:])),
            (b"Transfer-Encoding: chunked\r\n", chunked(PAGE).replace(b"\r\n", b"\n")),
            (b"Content-Encoding: identity\r\n", PAGE),
        ],
    )
    def test_are_read_as_they_were_sent(self, read, headers, body):
        found = read(record(body, headers=headers), record())
        assert [one.data for one in found] == [PAGE, PAGE]

    @pytest.mark.parametrize(
        "headers",
        [
            b"Content-Encoding: gzip",
            b"Content-Encoding: br",
            b"Content-Encoding: utf-8",
            b"Content-Encoding: deflate",
            b"Transfer-Encoding: chunked",
            b"Content-Encoding: zstd",
        ],
    )
    def test_are_kept_where_the_archive_unpacked_them_already(self, read, headers):
        (found,) = read(record(headers=headers + b"\r\n"))
        assert found.data == PAGE

    @pytest.mark.parametrize(
        ("headers", "body", "code"),
        [
            (b"Content-Encoding: gzip\r\n", packed_in_gzip(PAGE)[:-12], "truncated"),
            (b"Content-Encoding: gzip\r\n", packed_in_gzip(PAGE)[:10] + b"\xff" * 20, "bad_packing"),
            (b"Content-Encoding: br\r\n", packed_by(BrotliWriter, PAGE)[:-5], "bad_packing"),
            (b"Content-Encoding: zstd\r\n", packed_by(ZstdWriter, PAGE)[:-5], "bad_packing"),
            (b"Content-Encoding: gzip, gzip, gzip, gzip\r\n", PAGE, "bad_packing"),
            (b"Transfer-Encoding: chunked\r\n", chunked(PAGE)[:-30], "truncated"),
            (b"Transfer-Encoding: chunked\r\n", b"5\r\n" + PAGE, "bad_packing"),
            (b"Transfer-Encoding: chunked\r\n", b"fffffffffffffff\r\n" + PAGE, "truncated"),
            (b"", b"", "empty"),
            (b"", b"\x89PNG", "not_a_page"),
        ],
    )
    def test_that_are_damaged_are_failures_that_name_the_address(self, read, headers, body, code):
        failure, after = read(record(body, headers=headers), record())
        assert (failure.uri, failure.stage, failure.code) == ("crawl.warc#0", "sources", code)
        assert failure.detail.startswith(f"crawl.warc#0: {ADDRESS}: ")
        assert after.data == PAGE

    def test_that_are_too_large_are_not_read(self, read, monkeypatch):
        monkeypatch.setattr(warcs, "MAX_PAGE_BYTES", 100)
        found = read(record(b"x" * 101), record(b"x" * 100), record())
        assert outcome(found) == ["too_large", ADDRESS, ADDRESS]
        assert "101 bytes; a page may have 100" in found[0].detail

    def test_bombs_stop_at_the_size_of_a_page(self, read):
        zeros = bytes(25_000_000)
        found = read(
            record(packed_in_gzip(zeros), headers=b"Content-Encoding: gzip\r\n"),
            record(packed_by(BrotliWriter, zeros), headers=b"Content-Encoding: br\r\n"),
            record(),
        )
        assert outcome(found) == ["too_large", "too_large", ADDRESS]

    @pytest.mark.parametrize(
        ("kind", "body", "media_type"),
        [
            (b"", PAGE, "text/html"),
            (b"application/octet-stream", b"%PDF-1.4", "application/pdf"),
            (b"text/html", b"%PDF-1.4", "application/pdf"),
            (b"text/plain; charset=utf-8", PAGE, "text/html"),
            (b"TEXT/HTML", b"<p>x", "text/html"),
            (b"application/xhtml+xml", b"<p>x", "text/html"),
            (b"application/octet-stream", b"\x00\x01", None),
            (b"application/json", b"{}", None),
        ],
    )
    def test_are_what_they_are_where_the_server_does_not_know(self, read, kind, body, media_type):
        assert [one.media_type for one in read(record(body, kind=kind))] == ([media_type] if media_type else [])


def test_addresses_hold_nothing_that_no_address_may_hold(read):
    assert outcome(read(record(address="https://post.example/a\\b\x1b[2J"))) == ["https://post.example/a%5Cb%1B[2J"]
    assert outcome(read(record(address="file:///etc/passwd"), record(address="https://[post.example"))) == [
        "https://[post.example"
    ]


def test_header_lines_may_end_as_they_like(read):
    loose = record().replace(b"\r\nContent-Type: text/html\r\n\r\n", b"\nContent-Type: text/html\n\n")
    length = len(record().split(b"\r\n\r\n", 1)[1]) - 4
    loose = loose.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length - 3))
    assert [one.data for one in read(loose, record())] == [PAGE, PAGE]


def test_a_file_that_is_one_gzip_member_is_read(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed_in_gzip(record() * 20))
    assert outcome(read_captures([path])) == [ADDRESS] * 20


def test_the_bytes_tell_whether_a_file_is_packed(tmp_path):
    (tmp_path / "a.warc").write_bytes(packed_in_gzip(record()))
    (tmp_path / "b.warc.gz").write_bytes(record())
    assert outcome(read_captures([tmp_path])) == [ADDRESS, ADDRESS]


def test_a_bomb_of_blank_lines_stops_at_what_a_file_may_unfold_to(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "GROWS_FREELY", 100_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed_in_gzip(record()) + packed_in_gzip(b"\r\n" * 5_000_000))
    (tmp_path / "b.txt").write_bytes(b"The ferry sailed.")
    assert outcome(read_captures([tmp_path])) == [ADDRESS, "too_large", "b.txt"]


def test_a_warc_in_an_archive_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("crawl.warc.gz", packed_in_gzip(record()) + packed_in_gzip(record()))
        archive.writestr("damaged.warc", record() + b"rubbish" + record())
    found = list(read_captures([tmp_path]))
    assert outcome(found) == [ADDRESS, ADDRESS, ADDRESS, "bad_record"]
    assert found[-1].uri == "a.zip/damaged.warc#after-0"


def test_a_crawl_is_held_in_memory_a_record_at_a_time(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as out:
        for number in range(300):
            out.write(packed_in_gzip(record(os.urandom(50_000).hex().encode(), address=f"{ADDRESS}/{number}"), 1))
    tracemalloc.start()
    count = sum(isinstance(one, Capture) for one in read_captures([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("<https://post.example/ferry>", ADDRESS),
        ("HTTPS://Post.example:443/ferry#top", ADDRESS),
        ("https://post.example/fähre", "https://post.example/f%C3%A4hre"),
        ("https://ada@post.example/ferry", "https://ada@post.example/ferry"),
    ],
)
def test_a_page_has_the_address_under_which_it_would_be_fetched(read, written, uri):
    (found,) = read(record(address=written))
    assert (found.uri, found.given.url) == (uri, uri)
