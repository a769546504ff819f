"""Answers are kept in a WARC file that other programs read, and a torn end costs nothing that stands before it."""

import gzip

import pytest
from warcio.archiveiterator import ArchiveIterator

from onrecord.errors import CaseError, StorageError
from onrecord.sources.web.exchange import Answer
from onrecord.sources.web.log import WarcLog


def answer(url: str, body: bytes = b"The ferry sailed.", status: int = 200, **headers: str) -> Answer:
    said = (("Content-Type", "text/plain"), *((name.replace("_", "-"), value) for name, value in headers.items()))
    return Answer(
        url=url,
        status=status,
        reason="OK",
        headers=said,
        body=body,
        answered_at="2024-10-14T08:00:00Z",
        request=(("Host", "news.example"), ("User-Agent", "onrecord/1")),
        peer="192.0.2.7",
    )


def records(path):
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            yield record, record.raw_stream.read()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "case.warc.gz"


def test_no_file_is_made_where_nothing_is_kept(path):
    with WarcLog(path) as log:
        assert log.find("http://news.example/") is None
    assert not path.exists()


def test_an_answer_is_found_again_now_and_later(path):
    kept = answer("http://news.example/a?b=c", ETag='"one"')
    with WarcLog(path) as log:
        log.append(kept)
        now = log.find(kept.url)
    with WarcLog(path) as log:
        later = log.find(kept.url)
    assert now == later
    assert now is not None
    assert (now.url, now.status, now.reason, now.headers, now.body) == (
        kept.url,
        200,
        "OK",
        kept.headers,
        kept.body,
    )
    assert (now.answered_at, now.peer, now.cut) == (kept.answered_at, "192.0.2.7", False)


def test_the_file_is_a_sound_warc_with_response_and_request(path):
    with WarcLog(path) as log:
        log.append(answer("http://news.example/a", Transfer_Encoding="chunked"))
    found = list(records(path))
    assert [record.rec_type for record, _ in found] == ["warcinfo", "response", "request"]
    response, body = found[1]
    request, _ = found[2]
    assert response.rec_headers.get_header("WARC-Target-URI") == "http://news.example/a"
    assert response.rec_headers.get_header("WARC-Date") == "2024-10-14T08:00:00Z"
    assert response.http_headers.get_header("Content-Type") == "text/plain"
    assert response.http_headers.get_header("Transfer-Encoding") is None
    assert body == b"The ferry sailed."
    assert request.http_headers.statusline == "/a HTTP/1.1"
    assert request.http_headers.get_header("User-Agent") == "onrecord/1"
    assert request.rec_headers.get_header("WARC-Concurrent-To") == response.rec_headers.get_header("WARC-Record-ID")


def test_the_newest_page_of_an_address_is_found_and_errors_do_not_hide_it(path):
    url = "http://news.example/a"
    with WarcLog(path) as log:
        for body, status in ((b"old", 200), (b"new", 200), (b"gone", 410)):
            log.append(answer(url, body, status))
    with WarcLog(path) as log:
        found = log.find(url)
    assert found is not None
    assert found.body == b"new"


def test_wherever_the_file_was_torn_off_what_stands_before_stays(path):
    with WarcLog(path) as log:
        log.append(answer("http://news.example/a"))
        whole = path.stat().st_size
        log.append(answer("http://news.example/b", b"second"))
    data = path.read_bytes()
    for end in range(whole, len(data), 7):
        path.write_bytes(data[:end])
        with WarcLog(path) as log:
            assert log.find("http://news.example/a") is not None
            kept = path.stat().st_size
            log.append(answer("http://news.example/c"))
            assert log.find("http://news.example/c") is not None
        assert whole <= kept <= end
        # Other programs find nothing wrong with it.
        assert [record.rec_type for record, _ in records(path)].count("response") >= 2


def test_a_file_that_is_damaged_in_its_middle_is_not_written_to(path):
    with WarcLog(path) as log:
        log.append(answer("http://news.example/a"))
    damaged = path.read_bytes()[:40] + b"\xff" * 40 + path.read_bytes()[80:]
    path.write_bytes(damaged)
    with pytest.raises(CaseError, match="damaged"):
        WarcLog(path)
    assert path.read_bytes() == damaged


def test_a_file_of_another_kind_is_not_written_to(path):
    path.write_bytes(b"my notes, which are no WARC file")
    with pytest.raises(CaseError):
        WarcLog(path)
    assert path.read_bytes() == b"my notes, which are no WARC file"


def test_a_member_that_is_no_record_is_passed_over(path):
    with WarcLog(path) as log:
        log.append(answer("http://news.example/a"))
    with path.open("ab") as stream:
        stream.write(gzip.compress(b"no record at all"))
    with WarcLog(path) as log:
        assert log.find("http://news.example/a") is not None


def test_a_disk_that_cannot_be_written_is_said(tmp_path):
    with WarcLog(tmp_path / "nowhere" / "case.warc.gz") as log, pytest.raises(StorageError):
        log.append(answer("http://news.example/a"))


def test_a_large_answer_comes_back_whole(path):
    body = bytes(range(256)) * 8000
    with WarcLog(path) as log:
        log.append(answer("http://news.example/a", body))
    with WarcLog(path) as log:
        found = log.find("http://news.example/a")
    assert found is not None
    assert found.body == body
