"""`onrecord watch` against a server on this machine: what is new, what was edited, and what a killed pass leaves."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.cli.app import run
from onrecord.store import CaseReader, CaseWriter
from onrecord.watch import watched_addresses

SAILED = "Minister Odile Varga said on Friday that the ferry Isaura sailed with 40 passengers."
TOLLAND = "Tolland sank the ferry Isaura, Minister Odile Varga said on Friday."
DENIED = "Admiral Joss Arden denied on Saturday that Tolland sank the ferry Isaura."


def html(title, *paragraphs, advert="", day="2024-10-25"):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html><head><title>{title}</title><meta property="article:published_time" content="{day}"></head><body>'
        f"<nav><a href='/a'>Home</a> <a href='/b'>{advert}</a></nav><article><h1>{title}</h1>{body}"
        "<p>The harbour office had no further word on the matter by the evening, and the quay stayed closed.</p>"
        f"</article><!-- {advert} --></body></html>"
    )


class Site:
    """A site whose pages can be changed; it answers 304 to who has the newest version, and counts what it sends."""

    def __init__(self):
        self.pages = {}
        self.broken = {}
        self.sent = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def put(self, path, *paragraphs, **more):
        self.pages[path] = ("text/html; charset=utf-8", html(f"Page {path}", *paragraphs, **more))

    def feed(self, *paths):
        items = "".join(f"<item><title>{path}</title><link>{self.url(path)}</link></item>" for path in paths)
        self.pages["/feed"] = ("application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>")
        return self.url("/feed")

    def answer(self, handler):
        kind, text = self.pages.get(handler.path, ("text/plain", None))
        status = self.broken.get(handler.path, 404 if text is None else 200)
        body = (text or "nothing").encode()
        etag = f'"{hash(body)}"'
        if status == 200 and handler.headers["If-None-Match"] == etag:
            status, body = 304, b""
        if handler.path != "/robots.txt":
            self.sent.append((handler.path, status))
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", etag)
        handler.end_headers()
        handler.wfile.write(body)

    def asked(self):
        """Return what was asked since the last time, and how it was answered."""
        sent, self.sent = self.sent, []
        return sent


@pytest.fixture
def site():
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def watch(tmp_path, capsys):
    """Return a function that makes a pass and returns exit code and output."""
    case = tmp_path / "case.db"

    def make_pass(feed, *more, days=9999):
        options = ["--allow", "127.0.0.1/32", "--delay", "0", "--jobs", "1", "--recheck-days", str(days)]
        code = run(["watch", feed, "-o", str(case), *options, *more])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    make_pass.case = case
    return make_pass


def test_a_pass_without_anything_new_asks_politely_and_is_silent(site, watch):
    site.put("/1", SAILED)
    site.put("/2", TOLLAND)
    feed = site.feed("/1", "/2")
    code, out, err = watch(feed)
    assert (code, err) == (0, "")
    assert "2 pages added" in out
    assert "New statements (2)" in out
    assert sorted(site.asked()) == [("/1", 200), ("/2", 200), ("/feed", 200)]
    assert watch(feed, "--quiet") == (0, "", "")
    assert sorted(site.asked()) == [("/1", 304), ("/2", 304), ("/feed", 304)]
    code, out, _ = watch(feed)
    assert "0 pages added, 3 unchanged, 0 failed; nothing changed in the record" in out
    assert watch.case.with_suffix(".warc.gz").stat().st_size > 0


def test_a_denial_that_appears_is_told(site, watch):
    site.put("/1", TOLLAND)
    watch(site.feed("/1"))
    site.put("/2", DENIED, day="2024-10-26")
    code, out, _ = watch(site.feed("/1", "/2"), "--quiet")
    assert code == 0
    assert "New denials and statements that confirm nothing (1)" in out
    assert "Arden denies" in out
    assert "New statements" not in out


def test_a_position_that_changes_is_told_first(site, watch):
    site.put("/1", TOLLAND, DENIED)
    watch(site.feed("/1"))
    site.put("/2", "Minister Odile Varga denied on Sunday that Tolland sank the ferry Isaura.", day="2024-10-27")
    _, out, _ = watch(site.feed("/1", "/2"))
    titles = [line for line in out.splitlines() if line.endswith("(1)") and not line.startswith(" ")]
    assert titles[0] == "Positions that changed (1)"
    assert "; before: Odile Varga says: “Tolland sank the ferry Isaura" in out


def test_a_page_that_was_edited_is_a_version_and_shows_what_is_gone(site, watch, tmp_path, capsys):
    gone = "The harbour master Edda Quill said that nobody had checked the boats."
    site.put("/1", SAILED, gone)
    feed = site.feed("/1")
    watch(feed)
    site.put("/1", SAILED.replace("40", "55"))
    code, out, _ = watch(feed)
    assert code == 0
    assert "version 2: edited: 1 statement gone, 1 changed" in out
    assert "gone: " in out
    assert "55" in out
    assert watch(feed, "--quiet") == (0, "", "")
    run(["show", str(watch.case), "versions"])
    assert len(capsys.readouterr().out.splitlines()) == 2
    run(["export", str(watch.case), "-o", str(tmp_path / "out")])
    versions = [json.loads(line) for line in (tmp_path / "out" / "versions.jsonl").read_text().splitlines()]
    articles = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert sorted(version["number"] for version in versions) == [1, 2]
    assert {a["id"]: a["version_of"] for a in articles} == {v["article"]: v["version_of"] for v in versions}
    assert run(["audit", str(watch.case), str(tmp_path / "out")]) == 0


def test_other_advertisements_are_no_edit(site, watch):
    site.put("/1", SAILED, advert="Buy soap")
    feed = site.feed("/1")
    watch(feed)
    site.put("/1", SAILED, advert="Buy rope")
    assert watch(feed, "--quiet") == (0, "", "")
    with CaseReader(watch.case) as reader:
        assert reader.counts()["articles"] == 1


def test_old_pages_are_not_asked_again(site, watch):
    site.put("/1", SAILED)
    feed = site.feed("/1")
    watch(feed)
    site.asked()
    for days in (1, 0):
        watch(feed, days=days)
        assert site.asked() == [("/feed", 304)]


def test_a_number_that_moves_is_told(site, watch):
    site.put("/1", "At least 14 sailors were killed in the fire on the Isaura in Brisk, the coastguard said on Friday.")
    watch(site.feed("/1"))
    site.put(
        "/2",
        "At least 19 sailors were killed in the fire on the Isaura in Brisk, the coastguard said on Saturday.",
        day="2024-10-26",
    )
    _, out, _ = watch(site.feed("/1", "/2"))
    assert "Numbers that moved (1)" in out


def test_an_entry_that_fails_for_now_is_taken_by_a_later_pass(site, watch):
    site.put("/1", SAILED)
    site.put("/2", TOLLAND)
    feed = site.feed("/1", "/2")
    site.broken["/2"] = 501
    code, _, err = watch(feed)
    assert code == 1
    assert "failed (sources, http_501)" in err
    site.asked()
    assert watch(feed, "--quiet") == (0, "", "")
    assert ("/feed", 200) in site.asked()
    site.broken.clear()
    code, out, _ = watch(feed)
    assert (code, "1 page added" in out) == (0, True)
    watch(feed)
    assert ("/feed", 304) in site.asked()


def test_a_feed_that_is_down_fails_every_time(site, watch):
    down = site.url("/nothing")
    assert [watch(down, "--quiet")[0] for _ in range(2)] == [1, 1]


def test_what_changed_can_be_had_as_json(site, watch):
    site.put("/1", SAILED)
    feed = site.feed("/1")
    told = json.loads(watch(feed, "--json")[1])
    assert (told["changed"], told["added"], told["failures"]) == (True, 1, [])
    assert len(told["changes"]["statements"]) == 1
    told = json.loads(watch(feed, "--json")[1])
    assert (told["changed"], told["added"], told["unchanged"]) == (False, 0, 2)


KILLED = """
import os, signal, sys
from onrecord.cli.app import run
from onrecord.store import writer
real, done = writer.CaseWriter.{method}, []
def die_at(*given):
    done.append(1)
    if len(done) == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given)
writer.CaseWriter.{method} = die_at
run(["watch", *sys.argv[1:], "--allow", "127.0.0.1/32", "--delay", "0", "--jobs", "1"])
"""


@pytest.mark.parametrize(("method", "at"), [("add_page", 2), ("put_visit", 4), ("put_accounts", 1)])
def test_a_pass_that_is_killed_is_made_up_for_by_the_next(site, watch, method, at):
    for path in ("/1", "/2", "/3"):
        site.put(path, SAILED.replace("40", f"4{path[1:]}"))
    feed = site.feed("/1", "/2", "/3")
    program = KILLED.format(method=method, at=at)
    done = subprocess.run([sys.executable, "-c", program, feed, "-o", str(watch.case)], check=False)  # noqa: S603
    assert done.returncode == -9
    code, out, _ = watch(feed)
    assert code == 0
    with CaseReader(watch.case) as reader:
        assert reader.is_assembled()
        assert reader.counts()["articles"] == 3
        assert reader.counts()["versions"] == 0
    assert "New statements (3)" in out
    assert watch(feed, "--quiet") == (0, "", "")


def test_what_was_not_told_is_told_by_the_next_pass(site, watch, monkeypatch):
    site.put("/1", SAILED)
    feed = site.feed("/1")

    def break_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("onrecord.cli.watch._print_changes", break_off)
        assert watch(feed)[0] == 130
    assert "New statements (1)" in watch(feed, "--quiet")[1]
    assert watch(feed, "--quiet") == (0, "", "")


def test_what_was_built_before_the_first_pass_is_not_new(site, watch, tmp_path):
    (tmp_path / "page.txt").write_text(TOLLAND)
    run(["build", str(tmp_path / "page.txt"), "-o", str(watch.case), "--quiet"])
    site.put("/1", SAILED)
    assert "New statements (1)" in watch(site.feed("/1"))[1]


def test_two_passes_at_once_are_told_apart(site, watch):
    site.put("/1", SAILED)
    with CaseWriter(watch.case):
        code, _, err = watch(site.feed("/1"))
    assert code == 2
    assert "another program is writing this case" in err


def test_lists_and_outlines_give_their_addresses(tmp_path):
    outline = tmp_path / "feeds.opml"
    outline.write_text(
        "<opml><body><outline text='Quay'><outline xmlUrl='https://quay.example/feed'/></outline></body></opml>"
    )
    listed = tmp_path / "more.urls"
    listed.write_text("# ours\nhttps://inland.example/feed\n")
    given = ["https://quay.example/feed", str(listed), str(outline)]
    assert watched_addresses(given) == ["https://quay.example/feed", "https://inland.example/feed"]


@pytest.mark.parametrize("name", ["nothing.txt", "page.txt", "broken.opml", "nothing.opml"])
def test_what_is_no_list_is_refused(tmp_path, watch, name):
    (tmp_path / "page.txt").write_text("The ferry sailed.")
    (tmp_path / "broken.opml").write_text("<opml>")
    code, _, err = watch(str(tmp_path / name))
    assert (code, name in err) == (2, True)
