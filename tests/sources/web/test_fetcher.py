"""Pages are fetched whatever servers do: what goes wrong is a failure with a code, in bounded time and memory."""

import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from onrecord.model import Failure
from onrecord.sources.web import Fetched, Unchanged, Visit
from onrecord.sources.web.guard import StoppedError
from onrecord.sources.web.pace import FIRST_WAIT, Clock

WORDS = "<html><body><p>Minister Odile Varga said the ferry had sailed.</p></body></html>"


def code_of(outcome) -> str:
    assert isinstance(outcome, Failure), outcome
    return outcome.code


def test_a_page_becomes_a_capture_with_its_address_and_the_time_of_its_answer(world, make_fetcher, reply):
    url = world.put("/page", reply(headers={"ETag": '"one"', "Last-Modified": "Mon, 14 Oct 2024 08:00:00 GMT"}))
    before = datetime.now(UTC).replace(microsecond=0)
    fetched = make_fetcher().fetch(Visit(url))
    assert isinstance(fetched, Fetched)
    capture = fetched.capture
    assert (capture.uri, capture.given.url, capture.taken_from, capture.media_type) == (url, url, "web", "text/html")
    assert capture.data == world.replies["/page"][0].body
    assert before <= datetime.fromisoformat(capture.captured_at) <= datetime.now(UTC)
    assert (fetched.kind, fetched.etag, fetched.last_modified) == ("page", '"one"', "Mon, 14 Oct 2024 08:00:00 GMT")
    headers = world.asked[-1][2]
    assert headers["user-agent"].startswith("onrecord/")
    assert headers["accept-encoding"] == "gzip"
    assert "cookie" not in headers


def test_a_page_that_has_not_changed_says_so(world, make_fetcher, reply):
    url = world.put("/page", reply(b"", 304))
    assert make_fetcher().fetch(Visit(url, etag='"one"', last_modified="then")) == Unchanged(url)
    assert world.asked[-1][2]["if-none-match"] == '"one"'
    assert world.asked[-1][2]["if-modified-since"] == "then"
    assert code_of(make_fetcher().fetch(Visit(url))) == "http_304"


# Redirects


def test_redirects_are_followed_and_the_page_keeps_the_address_that_was_asked(world, make_fetcher, reply):
    world.put("/old", reply(b"", 301, {"Location": "/new"}))
    world.put("/new", reply(b"", 302, {"Location": world.url("/newest#part")}))
    newest = world.put("/newest")
    fetched = make_fetcher().fetch(Visit(world.url("/old")))
    assert isinstance(fetched, Fetched)
    assert (fetched.capture.uri, fetched.capture.given.url) == (world.url("/old"), newest)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://10.0.0.1/", "refused_address"),
        ("http://intranet.example/", "refused_address"),
        ("http://[::ffff:127.0.0.1]:{port}/secret", "refused_address"),
        ("http://169.254.169.254/latest/meta-data/", "refused_address"),
        ("http://[::1]:{port}/secret", "refused_address"),
        ("file:///etc/passwd", "bad_redirect"),
        ("ftp://127.0.0.1/x", "bad_redirect"),
        ("gopher://127.0.0.1/x", "bad_redirect"),
        ("javascript:alert(1)", "bad_redirect"),
        ("http://user:word@127.0.0.1:{port}/secret", "bad_redirect"),
        ("http://[::1", "bad_redirect"),
        ("http://127.0.0.1:99999/", "bad_redirect"),
    ],
)
def test_a_redirect_to_what_may_not_be_asked_is_refused(world, make_fetcher, reply, target, code):
    url = world.put("/page", reply(b"", 302, {"Location": target.format(port=world.port)}))
    fetcher = make_fetcher(names={"intranet.example": ["10.0.0.1"]})
    assert code_of(fetcher.fetch(Visit(url))) == code
    assert world.pages_asked() == ["/page"]


def test_redirects_in_a_circle_end(world, make_fetcher, reply):
    world.put("/a", reply(b"", 302, {"Location": "/b"}))
    world.put("/b", reply(b"", 302, {"Location": "/a"}))
    assert code_of(make_fetcher().fetch(Visit(world.url("/a")))) == "bad_redirect"
    assert world.pages_asked() == ["/a", "/b"]


def test_redirects_without_end_end(world, make_fetcher, reply):
    for step in range(30):
        world.put(f"/{step}", reply(b"", 307, {"Location": f"/{step + 1}"}))
    assert code_of(make_fetcher().fetch(Visit(world.url("/0")))) == "bad_redirect"
    assert len(world.pages_asked()) == 11


def test_the_target_of_a_redirect_is_subject_to_its_sites_rules(world, make_fetcher, reply):
    world.put("/robots.txt", reply(b"User-agent: *\nDisallow: /private", kind="text/plain"))
    url = world.put("/page", reply(b"", 302, {"Location": "/private/page"}))
    assert code_of(make_fetcher().fetch(Visit(url))) == "robots"
    assert world.pages_asked() == ["/page"]


# Time and size


def drip(handler):
    for _ in range(400):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(400):
        handler.wfile.write(b"X-%d: x\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.02)


def test_a_body_that_drips_hits_the_limit_of_time(world, make_fetcher, reply):
    url = world.put("/page", reply(headers={"Content-Length": "400"}, write=drip))
    begun = time.monotonic()
    assert code_of(make_fetcher(page_seconds=0.3).fetch(Visit(url))) == "timeout"
    assert time.monotonic() - begun < 2
    assert world.pages_asked() == ["/page"]


def test_headers_that_drip_hit_the_limit_of_time(world, make_fetcher, reply):
    url = world.put("/page", reply(status=0, write=drip_headers))
    assert code_of(make_fetcher(page_seconds=0.3).fetch(Visit(url))) == "timeout"


def test_a_server_that_says_nothing_hits_the_limit_of_time(world, make_fetcher, reply):
    url = world.put("/page", reply(status=0, write=lambda handler: world.closing.wait(5)))
    assert code_of(make_fetcher(page_seconds=0.3).fetch(Visit(url))) == "timeout"


def test_headers_without_end_are_cut_off(world, make_fetcher, reply):
    def flood(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Y: " + b"y" * 1_000_000)

    url = world.put("/page", reply(status=0, write=flood))
    assert code_of(make_fetcher(tries=1).fetch(Visit(url))) == "unreachable"


def test_a_page_longer_than_the_limit_is_refused(world, make_fetcher, reply):
    url = world.put("/page", reply(b"x" * 10_001))
    assert code_of(make_fetcher(max_bytes=10_000).fetch(Visit(url))) == "too_large"
    assert isinstance(make_fetcher(max_bytes=10_001).fetch(Visit(url)), Fetched)


def pack(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "window"), [("gzip", 31), ("x-gzip", 31), ("GZIP", 31), ("deflate", 15), ("deflate", -15)]
)
def test_packed_pages_are_unpacked_and_bombs_are_not(world, make_fetcher, reply, coding, window):
    headers = {"Content-Encoding": coding}
    page = world.put("/page", reply(pack(WORDS.encode(), window), headers=headers))
    bomb = world.put("/bomb", reply(pack(bytes(30_000_000), window), headers=headers))
    fetcher = make_fetcher(max_bytes=1_000_000)
    fetched = fetcher.fetch(Visit(page))
    assert isinstance(fetched, Fetched)
    assert fetched.capture.data == WORDS.encode()
    assert code_of(fetcher.fetch(Visit(bomb))) == "too_large"


def test_members_of_a_packed_page_are_joined_and_what_follows_them_is_no_part_of_it(world, make_fetcher, reply):
    half = len(WORDS) // 2
    packed = gzip.compress(WORDS[:half].encode()) + gzip.compress(WORDS[half:].encode()) + b"\0\0tail"
    url = world.put("/page", reply(packed, headers={"Content-Encoding": "gzip"}))
    fetched = make_fetcher().fetch(Visit(url))
    assert isinstance(fetched, Fetched)
    assert fetched.capture.data == WORDS.encode()


@pytest.mark.parametrize(
    ("body", "coding", "code"),
    [
        (gzip.compress(WORDS.encode() * 9)[:-12], "gzip", "truncated"),
        (gzip.compress(WORDS.encode())[:10] + b"\xff" * 20, "gzip", "bad_packing"),
        (WORDS.encode()[1:], "br", "bad_packing"),
        (WORDS.encode(), "gzip, gzip, gzip, gzip", "bad_packing"),
    ],
)
def test_what_cannot_be_unpacked_is_no_page(world, make_fetcher, reply, body, coding, code):
    url = world.put("/page", reply(body, headers={"Content-Encoding": coding}))
    assert code_of(make_fetcher().fetch(Visit(url))) == code


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "utf-8", "\x1b[2J"])
def test_a_page_that_is_not_packed_as_its_server_says_is_taken_as_it_is(world, make_fetcher, reply, coding):
    fetched = make_fetcher().fetch(Visit(world.put("/page", reply(headers={"Content-Encoding": coding}))))
    assert isinstance(fetched, Fetched)
    assert fetched.capture.data == reply().body


def test_a_body_that_ends_early_is_asked_for_again(world, make_fetcher, reply):
    url = world.put("/page", reply(headers={"Content-Length": "5000"}), reply())
    assert isinstance(make_fetcher().fetch(Visit(url)), Fetched)
    url = world.put("/cut", reply(headers={"Content-Length": "5000"}))
    assert code_of(make_fetcher(tries=2).fetch(Visit(url))) == "truncated"
    assert world.pages_asked() == ["/page", "/page", "/cut", "/cut"]


def test_chunked_bodies_are_joined(world, make_fetcher, reply):
    def chunks(handler):
        for start in range(0, len(WORDS), 7):
            piece = WORDS[start : start + 7].encode()
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    headers = {"Content-Length": None, "Transfer-Encoding": "chunked"}
    url = world.put("/page", reply(headers=headers, write=chunks))
    fetched = make_fetcher().fetch(Visit(url))
    assert isinstance(fetched, Fetched)
    assert fetched.capture.data == WORDS.encode()


# Kinds


@pytest.mark.parametrize(
    ("kind", "body", "media_type"),
    [
        ("text/html; charset=utf-8", WORDS, "text/html"),
        ("TEXT/HTML", WORDS, "text/html"),
        ("application/xhtml+xml", WORDS, "text/html"),
        ("application/xml", f"<?xml version='1.0'?><!-- x --><!DOCTYPE html>{WORDS}", "text/html"),
        ("text/plain", "The ferry sailed.", "text/plain"),
        ("application/pdf", "%PDF-1.7 …", "application/pdf"),
        ("application/octet-stream", "%PDF-1.7 …", "application/pdf"),
        (None, WORDS, "text/html"),
    ],
)
def test_pages_are_told_by_what_the_server_says_and_else_by_their_bytes(
    world, make_fetcher, reply, kind, body, media_type
):
    url = world.put("/page", reply(body.encode(), kind=kind))
    fetched = make_fetcher().fetch(Visit(url))
    assert isinstance(fetched, Fetched), fetched
    assert (fetched.kind, fetched.capture.media_type) == ("page", media_type)


@pytest.mark.parametrize(
    ("kind", "body", "named"),
    [
        ("image/png", "png", "image/png"),
        ("video/mp4", "mp4", "video/mp4"),
        ("application/json", "{}", "application/json"),
        ("application/octet-stream", "?", "application/octet-stream"),
        ("application/xml", "<x:ledger xmlns:x='y'/>", "ledger"),
        (None, "?", "does not name"),
    ],
)
def test_what_is_no_page_is_named(world, make_fetcher, reply, kind, body, named):
    url = world.put("/page", reply(body.encode(), kind=kind))
    failure = make_fetcher().fetch(Visit(url))
    assert code_of(failure) == "not_a_page"
    assert named in failure.detail
    assert url in failure.detail


def test_the_body_of_what_is_no_page_is_not_waited_for(world, make_fetcher, reply):
    url = world.put("/film", reply(kind="video/mp4", headers={"Content-Length": "999999999"}, write=drip))
    begun = time.monotonic()
    assert code_of(make_fetcher().fetch(Visit(url))) == "not_a_page"
    assert time.monotonic() - begun < 1


def test_an_empty_answer_is_no_page(world, make_fetcher, reply):
    assert code_of(make_fetcher().fetch(Visit(world.put("/page", reply(b""))))) == "empty"


@pytest.mark.parametrize(
    ("kind", "charset"),
    [
        ("text/html; charset=windows-1251", "cp1251"),
        ('text/html; charset="ISO-8859-2"', "iso8859-2"),
        ("text/html; charset=utf-8", None),
        ("text/html; charset=no-such-thing", None),
        ("text/html", None),
    ],
)
def test_what_the_server_says_about_the_encoding_is_kept_for_cleaning(world, make_fetcher, reply, kind, charset):
    fetched = make_fetcher().fetch(Visit(world.put("/page", reply(kind=kind))))
    assert isinstance(fetched, Fetched)
    assert fetched.capture.given.extra.get("http_charset") == charset


# Servers in trouble


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_the_seconds_it_names(world, make_fetcher, clock, reply, status):
    url = world.put("/page", reply(b"", status, {"Retry-After": "7"}), reply())
    assert isinstance(make_fetcher().fetch(Visit(url)), Fetched)
    assert clock.waits == [7.0]


def test_a_date_to_come_back_on_is_read_by_the_servers_own_clock(world, make_fetcher, clock, reply):
    then = datetime(2031, 5, 5, 12, 0, tzinfo=UTC)
    headers = {"Date": format_datetime(then, usegmt=True)}
    headers["Retry-After"] = format_datetime(then + timedelta(seconds=90), usegmt=True)
    url = world.put("/page", reply(status=0, write=lambda handler: handler.wfile.write(busy(headers))), reply())
    assert isinstance(make_fetcher().fetch(Visit(url)), Fetched)
    assert clock.waits == [90.0]


def busy(headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n{lines}\r\n".encode()


def test_a_server_that_wants_long_to_be_left_alone_is_and_so_are_its_other_pages(world, make_fetcher, clock, reply):
    url = world.put("/page", reply(b"", 429, {"Retry-After": "3600"}))
    other = world.put("/other")
    fetcher = make_fetcher(longest_wait=60)
    assert code_of(fetcher.fetch(Visit(url))) == "retry_later"
    assert code_of(fetcher.fetch(Visit(other))) == "retry_later"
    assert world.pages_asked() == ["/page"]
    assert clock.waits == []


@pytest.mark.parametrize("said", ["soon", "-5", "Mon, 99 Foo 2024", "9" * 5000])
def test_nonsense_in_retry_after_stops_nothing(world, make_fetcher, reply, said):
    url = world.put("/page", reply(b"", 503, {"Retry-After": said}), reply())
    outcome = make_fetcher().fetch(Visit(url))
    assert isinstance(outcome, Fetched) or outcome.code == "retry_later"


def test_waits_double_until_the_tries_are_used_up(world, make_fetcher, clock, reply):
    url = world.put("/page", reply(b"", 500))
    assert code_of(make_fetcher(tries=4).fetch(Visit(url))) == "http_500"
    assert world.pages_asked() == ["/page"] * 4
    assert clock.waits == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_page_that_is_not_given_is_not_asked_for_again(world, make_fetcher, reply, status):
    url = world.put("/page", reply(b"no", status))
    assert code_of(make_fetcher().fetch(Visit(url))) == f"http_{status}"
    assert world.pages_asked() == ["/page"]


def test_a_connection_that_breaks_off_is_tried_again(world, make_fetcher, reply):
    url = world.put("/page", reply(status=0, write=lambda handler: None), reply())
    assert isinstance(make_fetcher().fetch(Visit(url)), Fetched)


def test_a_server_that_is_not_there_is_a_failure(world, make_fetcher):
    world.server.socket.close()
    assert code_of(make_fetcher(tries=2).fetch(Visit(world.url("/page")))) == "unreachable"


def test_a_name_that_nobody_knows_is_a_failure(make_fetcher):
    def unknown(host, port):
        raise OSError("Name or service not known")

    fetcher = make_fetcher(tries=2)
    fetcher._line = type(fetcher._line)(fetcher._line.allowed, unknown, fetcher._line.stopped)
    failure = fetcher.fetch(Visit("http://nowhere.example/"))
    assert code_of(failure) == "unreachable"
    assert "nowhere.example" in failure.detail


def test_what_is_no_http_is_a_failure(world, make_fetcher, reply):
    url = world.put("/page", reply(status=0, write=lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n")))
    assert code_of(make_fetcher(tries=1).fetch(Visit(url))) == "unreachable"


@pytest.mark.parametrize("url", ["ftp://x/", "http://", "http://a b/", "nothing", "http://\x00/"])
def test_what_is_no_address_is_a_failure(make_fetcher, url):
    assert code_of(make_fetcher().fetch(Visit(url))) == "bad_address"


# Pace


def test_requests_to_one_host_are_kept_apart(world, make_fetcher, clock):
    for path in "abc":
        world.put(f"/{path}")
    fetcher = make_fetcher(delay=1.0)
    for path in "abc":
        assert isinstance(fetcher.fetch(Visit(world.url(f"/{path}"))), Fetched)
    # The rules of the site are asked for first, and count as a request.
    assert clock.waits == [1.0, 1.0, 1.0]


def test_hosts_do_not_wait_for_each_other(world, make_fetcher, clock):
    world.put("/a")
    world.put("/robots.txt")
    fetcher = make_fetcher(delay=5.0)
    for host in ("one.example", "two.example"):
        fetcher.fetch(Visit(world.url("/a", host)))
    assert sum(clock.waits) == 10.0


def test_waiting_ends_when_the_fetcher_is_closed(world, make_fetcher):
    fetcher = make_fetcher()
    clock = Clock(fetcher._clock.stopped)
    fetcher.close()
    with pytest.raises(StoppedError):
        clock.sleep(60)


def test_a_fetch_that_is_under_way_ends_when_the_fetcher_is_closed(world, make_fetcher, reply):
    url = world.put("/page", reply(status=0, write=lambda handler: (fetcher.close(), world.closing.wait(5))))
    fetcher = make_fetcher()
    begun = time.monotonic()
    with pytest.raises(StoppedError):
        fetcher.fetch(Visit(url))
    assert time.monotonic() - begun < 2
