"""Addresses, feeds and sitemaps become captures in order, each page once, and what was answered is not asked again."""

import gzip
import shutil
import threading

import pytest

from onrecord.errors import StorageError
from onrecord.model import Capture, Failure
from onrecord.sources.web import WarcLog, captures, fetch_captures
from onrecord.sources.web.lanes import Lanes

ROBOTS = b"User-agent: *\nDisallow: /secret"


def named(world, outcomes) -> list[str]:
    """Return the paths of captures, and code and path of failures."""
    names = []
    for outcome in outcomes:
        path = outcome.uri.removeprefix(world.url(""))
        names.append(path if isinstance(outcome, Capture) else f"{outcome.code} {path}")
    return names


def rss(*paths: str) -> bytes:
    items = "".join(
        f"<item><link>{path}</link><title>On {path}</title><pubDate>Mon, 14 Oct 2024 08:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def sitemap(*locations: str, outer="urlset", inner="url") -> bytes:
    entries = "".join(f"<{inner}><loc>{location}</loc></{inner}>" for location in locations)
    return f"<?xml version='1.0'?><{outer} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</{outer}>".encode()


def test_pages_come_in_the_order_of_their_addresses_whichever_server_is_slow(world, make_fetcher, reply):
    waiting = threading.Event()
    slow = reply(write=lambda handler: (waiting.wait(5), handler.wfile.write(reply().body)))
    world.put("/slow", slow)
    world.put("/fast", reply(write=lambda handler: (handler.wfile.write(reply().body), waiting.set())))
    addresses = [
        world.url("/slow", "one.example"),
        world.url("/fast", "two.example"),
        world.url("/none", "two.example"),
    ]
    outcomes = list(fetch_captures(addresses, make_fetcher()))
    assert [outcome.uri for outcome in outcomes] == addresses
    assert [type(outcome) for outcome in outcomes] == [Capture, Capture, Failure]


def test_pages_of_one_host_are_asked_for_in_order(world, make_fetcher):
    paths = [f"/{number}" for number in range(20)]
    addresses = [world.put(path) for path in paths]
    assert named(world, fetch_captures(addresses, make_fetcher())) == paths
    assert world.pages_asked() == paths


def test_each_address_is_asked_for_once(world, make_fetcher):
    url = world.put("/a")
    assert named(world, fetch_captures([url, f"{url}#part", f" {url}"], make_fetcher())) == ["/a"]
    assert world.pages_asked() == ["/a"]


def test_a_bad_address_is_a_failure_in_its_place(world, make_fetcher):
    url = world.put("/a")
    assert named(world, fetch_captures(["http://", url], make_fetcher())) == ["bad_address http://", "/a"]


def test_what_is_known_is_not_asked_for(world, make_fetcher):
    urls = [world.put("/a"), world.put("/b")]
    assert named(world, fetch_captures(urls, make_fetcher(), lambda url: url == urls[0])) == ["/b"]
    assert world.pages_asked() == ["/b"]


def test_a_feed_of_two_hundred_entries_gives_its_pages_in_its_place(world, make_fetcher, reply):
    paths = [f"/page/{number}" for number in range(200)]
    for path in paths:
        world.put(path)
    feed = world.put("/feed", reply(rss(*paths), kind="application/rss+xml"))
    before, after = world.put("/before"), world.put("/after")
    outcomes = list(fetch_captures([before, feed, after], make_fetcher()))
    assert named(world, outcomes) == ["/before", *paths, "/after"]
    first = outcomes[1]
    assert isinstance(first, Capture)
    assert first.given.extra == {
        "feed": feed,
        "feed_title": "On /page/0",
        "feed_published": "2024-10-14T08:00:00Z",
    }
    assert (first.given.date, first.given.title) == (None, None)


@pytest.mark.parametrize("kind", ["text/xml", "text/html", "text/plain", "application/atom+xml", None])
def test_a_feed_is_told_by_its_bytes_whatever_the_server_calls_it(world, make_fetcher, reply, kind):
    world.put("/a")
    feed = world.put("/feed", reply(b"\xef\xbb\xbf\n" + rss("/a"), kind=kind))
    assert named(world, fetch_captures([feed], make_fetcher())) == ["/a"]


def test_an_index_of_sitemaps_gives_the_pages_of_all_of_them(world, make_fetcher, reply):
    for path in ("/a", "/b", "/c"):
        world.put(path)
    world.put("/1.xml", reply(sitemap(world.url("/a"), world.url("/b")), kind="application/xml"))
    packed = gzip.compress(sitemap(world.url("/b"), world.url("/c"), world.url("/secret")))
    world.put("/2.xml.gz", reply(packed, kind="application/x-gzip"))
    index = sitemap(
        world.url("/1.xml"), world.url("/2.xml.gz"), world.url("/3.xml"), outer="sitemapindex", inner="sitemap"
    )
    world.put("/index.xml", reply(index, kind="text/xml"))
    world.put("/robots.txt", reply(ROBOTS, kind="text/plain"))
    found = named(world, fetch_captures([world.url("/index.xml")], make_fetcher()))
    assert found == ["/a", "/b", "/c", "robots /secret", "http_404 /3.xml"]


def test_a_packed_sitemap_that_is_a_bomb_is_refused(world, make_fetcher, reply):
    url = world.put("/bomb.xml.gz", reply(gzip.compress(bytes(30_000_000)), kind="application/gzip"))
    assert named(world, fetch_captures([url], make_fetcher(max_bytes=1_000_000))) == ["too_large /bomb.xml.gz"]


def test_lists_that_list_themselves_or_each_other_end(world, make_fetcher, reply):
    for step in range(9):
        listed = sitemap(world.url(f"/{step}"), world.url(f"/{step + 1}"), outer="sitemapindex", inner="sitemap")
        world.put(f"/{step}", reply(listed, kind="text/xml"))
    assert named(world, fetch_captures([world.url("/0")], make_fetcher())) == ["too_deep /3"]


def test_a_list_that_is_too_long_is_cut_and_the_rest_comes_in_the_next_run(world, make_fetcher, reply, monkeypatch):
    monkeypatch.setattr(captures, "MAX_LISTED", 3)
    paths = [f"/{number}" for number in range(5)]
    for path in paths:
        world.put(path)
    feed = world.put("/feed", reply(rss(*paths), kind="text/xml"))
    stored: set[str] = set()
    first = list(fetch_captures([feed], make_fetcher(), stored.__contains__))
    assert sorted(named(world, first)) == [*paths[:3], "too_many /feed"]
    stored.update(outcome.uri for outcome in first if isinstance(outcome, Capture))
    assert named(world, fetch_captures([feed], make_fetcher(), stored.__contains__)) == paths[3:]


def test_what_is_fetched_ahead_is_bounded(world, make_fetcher, monkeypatch):
    monkeypatch.setattr(captures, "AHEAD", 4)
    addresses = [world.put(f"/{number}") for number in range(30)]
    taken: list[str] = []
    found = fetch_captures((taken.append(address) or address for address in addresses), make_fetcher())
    next(found)
    assert len(taken) <= 5
    found.close()


# The log


def test_what_the_log_has_is_not_asked_for_again_and_is_the_same_capture(world, make_fetcher, reply, tmp_path):
    world.put("/moved", reply(b"", 301, {"Location": "/a"}))
    world.put("/a", reply(kind="text/html; charset=cp1251", headers={"Content-Encoding": "gzip"}))
    world.replies["/a"][0].body = gzip.compress(reply().body)
    addresses = [world.url("/moved"), world.url("/gone")]
    with WarcLog(tmp_path / "case.warc.gz") as log:
        first = list(fetch_captures(addresses, make_fetcher(log)))
    assert world.pages_asked() == ["/moved", "/a", "/gone"]
    with WarcLog(tmp_path / "case.warc.gz") as log:
        second = list(fetch_captures(addresses, make_fetcher(log)))
    assert second == first
    assert isinstance(first[0], Capture)
    assert first[0].data == reply().body
    # What gave no page is asked for again.
    assert world.pages_asked() == ["/moved", "/a", "/gone", "/gone"]


def test_feeds_are_asked_for_in_every_run(world, make_fetcher, reply, tmp_path):
    world.put("/a")
    world.put("/b")
    feed = world.put("/feed", reply(rss("/a"), kind="text/xml"), reply(rss("/a", "/b"), kind="text/xml"))
    for expected in (["/a"], ["/a", "/b"]):
        with WarcLog(tmp_path / "case.warc.gz") as log:
            assert named(world, fetch_captures([feed], make_fetcher(log))) == expected
    assert world.pages_asked() == ["/feed", "/a", "/feed", "/b"]


def test_asking_again_gives_changed_pages_and_the_log_s_where_they_have_not(world, make_fetcher, reply, tmp_path):
    world.put("/same", reply(b"as before", headers={"ETag": '"1"'}, kind="text/plain"), reply(b"", 304))
    world.put("/edited", reply(b"first wording", kind="text/plain"), reply(b"second wording", kind="text/plain"))
    addresses = [world.url("/same"), world.url("/edited")]
    path = tmp_path / "case.warc.gz"
    with WarcLog(path) as log:
        first = list(fetch_captures(addresses, make_fetcher(log)))
    with WarcLog(path) as log:
        second = list(fetch_captures(addresses, make_fetcher(log), again=True))
    assert second[0] == first[0]
    assert isinstance(second[1], Capture)
    assert second[1].data == b"second wording"
    assert world.asked[-2][2]["if-none-match"] == '"1"'
    size = path.stat().st_size
    with WarcLog(path) as log:
        third = list(fetch_captures(addresses, make_fetcher(log), again=True))
    assert [outcome.data for outcome in third if isinstance(outcome, Capture)] == [b"as before", b"second wording"]
    assert path.stat().st_size == size


def test_an_answer_is_in_the_log_before_its_capture_is_given(world, make_fetcher, tmp_path):
    addresses = [world.put("/a"), world.put("/b")]
    path = tmp_path / "case.warc.gz"
    with WarcLog(path) as log:
        for number, _ in enumerate(fetch_captures(addresses, make_fetcher(log)), 1):
            as_killed_now = shutil.copy(path, tmp_path / f"{number}.warc.gz")
            with WarcLog(as_killed_now) as other:
                assert all(other.find(address) for address in addresses[:number])


def test_a_log_that_cannot_be_written_stops_the_run(world, make_fetcher, tmp_path):
    with WarcLog(tmp_path / "nowhere" / "case.warc.gz") as log, pytest.raises(StorageError):
        list(fetch_captures([world.put("/a")], make_fetcher(log)))


# Lanes


def test_lanes_keep_their_order_and_run_beside_each_other():
    lanes: Lanes[None] = Lanes(2)
    done: list[str] = []
    meeting = threading.Barrier(2, timeout=5)
    pieces = [lanes.submit(lane, lambda lane=lane: (meeting.wait(), done.append(lane))[1]) for lane in "abab"]
    for piece in pieces:
        piece.result(5)
    lanes.close()
    assert sorted(done) == ["a", "a", "b", "b"]


def test_what_fails_in_a_lane_is_told_and_the_lane_goes_on():
    lanes: Lanes[int] = Lanes(1)
    broken = lanes.submit("a", lambda: 1 // 0)
    sound = lanes.submit("a", lambda: 7)
    with pytest.raises(ZeroDivisionError):
        broken.result(5)
    assert sound.result(5) == 7
    lanes.close()
