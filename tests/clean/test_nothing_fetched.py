"""Parsing a page opens no file and asks no server, whatever the page refers to."""

import sys

import pytest

from onrecord.attempts import warm_up
from onrecord.clean import clean_capture
from onrecord.errors import PageError
from onrecord.model import Article, Capture
from onrecord.sources.web.feeds import read_feed
from onrecord.sources.web.sitemaps import read_sitemap

HIDDEN = "the words of a file on this machine"
DTD = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY file SYSTEM "file://{0}"><!ENTITY web SYSTEM "http://x.example/e">'
    '<!ENTITY % outer SYSTEM "http://x.example/p.dtd"> %outer; <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;">]>'
)
PAGES = {
    "entities": DTD + "<html><body><p>The mayor said &file; and &web; and &e; to us.</p></body></html>",
    "outer type": '<!DOCTYPE html SYSTEM "file://{0}"><html><body><p>The mayor said so.</p></body></html>',
    "base and links": (
        '<html><head><base href="file://{0}"><link rel="stylesheet" href="http://x.example/a.css">'
        '<link rel="import" href="{0}"><script src="http://x.example/a.js"></script>'
        '<meta http-equiv="refresh" content="0;url=file://{0}"></head><body><p>The mayor said so.</p>'
        '<img src="http://x.example/i.png"><iframe src="file://{0}"></iframe><object data="file://{0}"></object></body></html>'
    ),
    "inclusion": (
        '<html xmlns:xi="http://www.w3.org/2001/XInclude"><body><p>The mayor said so.</p>'
        '<xi:include href="file://{0}" parse="text"/><?xml-stylesheet href="file://{0}"?></body></html>'
    ),
    "wide table": (
        '<html><body><p>The mayor said so.</p><table><tr><td colspan="999999999" rowspan="999999999">One cell</td></tr>'
        "</table></body></html>"
    ),
    "server side": '<html><body><!--#include file="{0}"--><p>The mayor said so.</p></body></html>',
}
TYPES = ("text/html", "text/plain")
watched: list[str] | None = None


def _watch(event, arguments):
    if watched is not None and event in {"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec"}:
        watched.append(f"{event} {arguments[0]!r}")


@pytest.fixture(scope="module", autouse=True)
def loaded():
    warm_up()
    # A hook cannot be taken off again; it is silent outside of these tests.
    sys.addaudithook(_watch)


@pytest.fixture
def events():
    """Return what is opened or asked during a test."""
    global watched  # noqa: PLW0603 - the hook outlives the test
    watched = []
    yield watched
    watched = None


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(HIDDEN, encoding="utf-8")
    return path


def clean(page, media_type="text/html"):
    return clean_capture(
        Capture(uri="p", data=page.encode(), media_type=media_type, captured_at="2024-10-25T00:00:00Z")
    )


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_is_cleaned_from_its_own_bytes_alone(page, media_type, secret, events):
    # The first call may load tables of ours.
    clean(page.format(secret), media_type)
    events.clear()
    article = clean(page.format(secret), media_type)
    assert isinstance(article, Article)
    assert events == []
    assert HIDDEN not in article.text
    assert len(article.text) < 2000
    assert "The mayor said" in article.text


FEED = DTD + (
    "<rss version='2.0'><channel><title>&file;</title><item><title>&file; &web; &e;</title>"
    "<link>https://x.example/1</link></item></channel></rss>"
)
SITEMAP = DTD + (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://x.example/&file;&e;</loc></url></urlset>"
)


@pytest.mark.parametrize(("read", "text"), [(read_feed, FEED), (read_sitemap, SITEMAP)], ids=["feed", "sitemap"])
def test_a_list_of_pages_is_read_from_its_own_bytes_alone(read, text, secret, events):
    for _ in range(2):
        events.clear()
        try:
            found = read(text.format(secret).encode(), "https://x.example/list.xml")
        except PageError:
            found = []
    assert events == []
    assert HIDDEN not in str(found)
    assert len(str(found)) < 5000
