"""What a site's robots.txt says is kept to; a site that cannot say it now is left alone now."""

import gzip

import pytest

from onrecord.model import Failure
from onrecord.sources.web import Fetched, Visit
from onrecord.sources.web.robots import LONGEST_DELAY


def rules(reply, text, status=200):
    return reply(text.encode(), status, kind="text/plain")


def test_what_is_forbidden_is_not_asked_for_and_the_rules_are_read_once(world, make_fetcher, reply):
    world.put("/robots.txt", rules(reply, "User-agent: *\nDisallow: /private/"))
    world.put("/open")
    fetcher = make_fetcher()
    failure = fetcher.fetch(Visit(world.url("/private/page")))
    assert isinstance(failure, Failure)
    assert failure.code == "robots"
    assert isinstance(fetcher.fetch(Visit(world.url("/open"))), Fetched)
    assert [path for _, path, _ in world.asked] == ["/robots.txt", "/open"]


def test_rules_for_this_program_count_before_those_for_all(world, make_fetcher, reply):
    world.put("/robots.txt", rules(reply, "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /"))
    world.put("/page")
    assert isinstance(make_fetcher().fetch(Visit(world.url("/page"))), Fetched)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_rules_may_be_read(world, make_fetcher, reply, status):
    world.put("/robots.txt", rules(reply, "User-agent: *\nDisallow: /", status))
    world.put("/page")
    assert isinstance(make_fetcher().fetch(Visit(world.url("/page"))), Fetched)


@pytest.mark.parametrize(
    ("status", "code"), [(500, "http_500"), (503, "retry_later"), (429, "retry_later"), (505, "robots")]
)
def test_a_site_in_trouble_is_left_alone(world, make_fetcher, reply, status, code):
    world.put("/robots.txt", rules(reply, "", status))
    world.put("/page")
    fetcher = make_fetcher()
    for _ in range(2):
        failure = fetcher.fetch(Visit(world.url("/page")))
        assert isinstance(failure, Failure)
        assert failure.code == code
        assert "robots.txt" in failure.detail
    assert world.pages_asked() == []


def test_rules_that_do_not_come_in_time_are_no_permission(world, make_fetcher, reply):
    world.put("/robots.txt", reply(status=0, write=lambda handler: world.closing.wait(5)))
    world.put("/page")
    failure = make_fetcher(page_seconds=0.3).fetch(Visit(world.url("/page")))
    assert isinstance(failure, Failure)
    assert failure.code == "timeout"
    assert world.pages_asked() == []


def test_rules_are_found_through_redirects(world, make_fetcher, reply):
    world.put("/robots.txt", reply(b"", 301, {"Location": "/rules"}))
    world.put("/rules", rules(reply, "User-agent: *\nDisallow: /page"))
    failure = make_fetcher().fetch(Visit(world.url("/page")))
    assert isinstance(failure, Failure)
    assert failure.code == "robots"


def test_rules_behind_a_redirect_to_a_private_address_are_not_read(world, make_fetcher, reply):
    world.put("/robots.txt", reply(b"", 301, {"Location": "http://10.0.0.1/robots.txt"}))
    failure = make_fetcher().fetch(Visit(world.url("/page")))
    assert isinstance(failure, Failure)
    assert failure.code == "refused_address"


def test_the_first_half_megabyte_of_the_rules_counts(world, make_fetcher, reply):
    text = "User-agent: *\nDisallow: /early\n" + "# filler\n" * 80_000 + "Disallow: /late\n"
    world.put("/robots.txt", rules(reply, text))
    world.put("/late")
    fetcher = make_fetcher()
    early = fetcher.fetch(Visit(world.url("/early")))
    assert isinstance(early, Failure)
    assert early.code == "robots"
    assert isinstance(fetcher.fetch(Visit(world.url("/late"))), Fetched)


@pytest.mark.parametrize(("wanted", "kept"), [("3", 3.0), ("86400", LONGEST_DELAY), ("nonsense", 1.0), ("0.1", 1.0)])
def test_a_delay_that_the_site_wants_is_kept_within_reason(world, make_fetcher, clock, reply, wanted, kept):
    world.put("/robots.txt", rules(reply, f"User-agent: *\nCrawl-delay: {wanted}\nDisallow: /x"))
    for path in ("/a", "/b", "/c"):
        world.put(path)
    fetcher = make_fetcher(delay=1.0)
    for path in ("/a", "/b", "/c"):
        fetcher.fetch(Visit(world.url(path)))
    assert clock.waits == [1.0, kept, kept]


def test_each_origin_has_its_own_rules(world, make_fetcher, reply):
    world.put("/robots.txt", rules(reply, "User-agent: *\nDisallow: /x"))
    world.put("/a")
    fetcher = make_fetcher()
    for host in ("one.example", "two.example", "one.example"):
        fetcher.fetch(Visit(world.url("/a", host)))
    assert [host for host, path, _ in world.asked if path == "/robots.txt"] == ["one.example", "two.example"]


def test_rules_that_come_packed_are_kept_to(world, make_fetcher, reply):
    packed = gzip.compress(b"User-agent: *\nDisallow: /x")
    world.put("/robots.txt", reply(packed, headers={"Content-Encoding": "gzip"}, kind="text/plain"))
    assert make_fetcher().fetch(Visit(world.put("/x"))).code == "robots"
