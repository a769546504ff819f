"""Feeds and sitemaps give their addresses, however broken or hostile they are."""

import time
from contextlib import suppress

import pytest

from onrecord.errors import PageError
from onrecord.sources.web import FeedEntry, read_feed, sitemaps
from onrecord.sources.web.sitemaps import read_sitemap

BASE = "https://news.example/feeds/all.xml"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'.encode()


def test_rss_gives_addresses_titles_and_times_in_utc():
    feed = rss(
        "<item><title>Ferry &amp; harbour</title><link>https://news.example/a?utm_source=rss#top</link>"
        "<pubDate>Mon, 14 Oct 2024 10:30:00 +0200</pubDate></item>",
        "<item><link>/b</link></item>",
        "<item><guid>https://news.example/c</guid></item>",
        "<item><title>No address</title></item>",
        "<item><link>javascript:alert(1)</link></item>",
        "<item><link>https://news.example/b</link><title>Twice</title></item>",
    )
    assert read_feed(feed, BASE) == [
        FeedEntry(
            url="https://news.example/a?utm_source=rss", title="Ferry & harbour", published="2024-10-14T08:30:00Z"
        ),
        FeedEntry(url="https://news.example/b"),
        FeedEntry(url="https://news.example/c"),
    ]


def test_atom_gives_both_times():
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;Ferry&lt;/b&gt;</title>
    <link rel="alternate" href="../a"/><link rel="self" href="https://api.example/1"/>
    <published>2024-10-14T08:00:00Z</published><updated>2024-10-15T09:00:00+01:00</updated></entry></feed>"""
    (entry,) = read_feed(feed, BASE)
    assert entry.url == "https://news.example/a"
    assert (entry.published, entry.updated) == ("2024-10-14T08:00:00Z", "2024-10-15T08:00:00Z")


def test_rss_of_the_first_kind_is_read():
    feed = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://news.example/a">
    <link>https://news.example/a</link><dc:date>2024-10-14</dc:date></item></rdf:RDF>"""
    assert [entry.url for entry in read_feed(feed, BASE)] == ["https://news.example/a"]


def test_times_that_make_no_sense_are_left_out():
    feed = rss("<item><link>/a</link><pubDate>the day before yesterday</pubDate></item>")
    assert read_feed(feed, BASE) == [FeedEntry(url="https://news.example/a")]


def test_broken_markup_costs_only_itself():
    feed = rss("<item><link>/a</link><title>A & B &nbsp; <b>C</title></item>", "<item><link>/b</link></item>")
    assert [entry.url for entry in read_feed(feed[:-20], BASE)] == [
        "https://news.example/a",
        "https://news.example/b",
    ]


@pytest.mark.parametrize("data", [b"", b"   ", b"\0\0\0", b"no markup", bytes(range(256))])
def test_what_is_no_xml_is_said(data):
    with pytest.raises(PageError) as caught:
        read_feed(data, BASE)
    assert caught.value.code == "bad_feed"


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 100 + '"><!ENTITY c "' + "&b;" * 100 + '">'
    '<!ENTITY d "' + "&c;" * 100 + '"><!ENTITY e "' + "&d;" * 100 + '"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def test_entities_are_not_expanded_and_no_file_is_read():
    feed = f"{ENTITIES}<rss><channel><item><link>/a</link><title>x&e;&f;y</title></item></channel></rss>"
    begun = time.monotonic()
    (entry,) = read_feed(feed.encode(), BASE)
    assert time.monotonic() - begun < 1
    assert entry.title is not None
    assert "root" not in entry.title
    assert len(entry.title) < 100
    sitemap = f"{ENTITIES}<urlset><url><loc>https://news.example/&e;</loc></url><url><loc>/b</loc></url></urlset>"
    begun = time.monotonic()
    with suppress(PageError):
        assert all(len(address) < 100 for address in read_sitemap(sitemap.encode(), BASE))
    assert time.monotonic() - begun < 1
    sitemap = f"{OUTSIDE}<urlset><url><loc>https://news.example/&f;</loc></url><url><loc>/b</loc></url></urlset>"
    assert read_sitemap(sitemap.encode(), BASE) == ["https://news.example/", "https://news.example/b"]


def test_hostile_feeds_take_no_longer_than_their_length():
    begun = time.monotonic()
    for filler in ("<a>" * 100_000, "<!--" * 100_000, "&" * 300_000, "<![CDATA[" * 50_000, "<title>" + "<" * 300_000):
        read_feed(rss("<item><link>/a</link>", filler), BASE)
    assert time.monotonic() - begun < 5


def test_a_feed_longer_than_any_is_refused():
    with pytest.raises(PageError) as caught:
        read_feed(rss("<item><link>/a</link></item>" * 200_000), BASE)
    assert caught.value.code == "too_large"


def test_a_sitemap_gives_its_pages_and_an_index_its_sitemaps():
    pages = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc> https://news.example/a?x=1&amp;y=2 </loc><image:image><image:loc>https://news.example/i.png</image:loc>
      </image:image></url><url><loc>https://news.example/a?x=1&amp;y=2</loc></url><url><loc>mailto:x</loc></url>
      <url><loc>https://news.example/b</loc></url></urlset>"""
    assert read_sitemap(pages, BASE) == ["https://news.example/a?x=1&y=2", "https://news.example/b"]
    index = b"<sitemapindex><sitemap><loc>https://news.example/1.xml.gz</loc></sitemap></sitemapindex>"
    assert read_sitemap(index, BASE) == ["https://news.example/1.xml.gz"]


def test_a_sitemap_that_breaks_off_gives_what_stands_before():
    assert read_sitemap(b"<urlset><url><loc>/a</loc></url><url><loc>/b", BASE) == ["https://news.example/a"]
    with pytest.raises(PageError) as caught:
        read_sitemap(b"nothing", BASE)
    assert caught.value.code == "bad_sitemap"


def test_a_sitemap_gives_no_more_than_sitemaps_may_hold(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_LISTED", 5)
    entries = "".join(f"<url><loc>/{number}</loc></url>" for number in range(9))
    assert len(read_sitemap(f"<urlset>{entries}</urlset>".encode(), BASE)) == 5


def test_a_feed_that_the_library_stumbles_over_is_a_failure():
    # Found by fuzzing: a link within a link made the library raise KeyError.
    with pytest.raises(PageError, match="cannot be read") as caught:
        read_feed(b"<?xml ><channel><item><link><item", "https://kestria.example/feed")
    assert caught.value.code == "bad_feed"
