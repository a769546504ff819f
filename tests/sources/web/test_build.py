"""Pages of the web come into a case with the real program; killed in their middle, it loses nothing it was given."""

import json
import signal
import subprocess
import sys
import threading

from onrecord.cli.app import run
from onrecord.pipeline import BuildOptions, build_case, warc_path
from onrecord.sources.web import Fetcher, FetchOptions
from onrecord.store import CaseReader

HERE = FetchOptions(allow=("127.0.0.1/32",), delay=0.0)
ALLOWED = ["--allow", "127.0.0.1/32", "--delay", "0"]


def story(number: int) -> bytes:
    return (
        f"Ferry {number} stays in port\n\n"
        f"Harbour master Odile Varga said on Monday that ferry number {number} would not sail before spring.\n"
    ).encode()


def put_stories(world, reply, count: int) -> list[str]:
    return [world.put(f"/{number}", reply(story(number), kind="text/plain")) for number in range(count)]


def stored(case) -> list[str]:
    with CaseReader(case) as reader:
        return sorted(article.uri for article in reader.articles())


def test_addresses_lists_and_files_are_built_into_one_case(world, reply, tmp_path):
    urls = put_stories(world, reply, 3)
    (tmp_path / "page.txt").write_bytes(story(99))
    (tmp_path / "story.urls").write_text(f"# two\n{urls[1]}\n{urls[2]}\n", "utf-8")
    case = tmp_path / "story.db"
    sources = [tmp_path / "page.txt", urls[0], tmp_path / "story.urls"]
    result = build_case(sources, case, BuildOptions(fetch=HERE))
    assert (result.added, result.known, result.failures) == (4, 0, ())
    assert stored(case) == sorted([*urls, "page.txt"])
    assert (tmp_path / "story.warc.gz").exists()
    with CaseReader(case) as reader:
        capture = next(page.capture for page in reader.pages() if page.capture.uri == urls[0])
    assert (capture.taken_from, capture.given.url, capture.data) == ("web", urls[0], story(0))


def test_what_is_in_the_case_is_not_asked_for_again_unless_told(world, reply, tmp_path):
    urls = put_stories(world, reply, 3)
    world.put("/1", reply(story(1), kind="text/plain"), reply(story(1) + b"\nHe said so.\n", kind="text/plain"))
    case = tmp_path / "story.db"
    build_case(urls, case, BuildOptions(fetch=HERE))
    asked = len(world.asked)
    again = build_case(urls, case, BuildOptions(fetch=HERE))
    assert (again.added, again.known) == (0, 3)
    assert len(world.asked) == asked
    changed = build_case(urls, case, BuildOptions(fetch=HERE, again=True))
    assert (changed.added, changed.known) == (1, 2)
    assert stored(case) == sorted([*urls, urls[1]])


def test_a_feed_of_two_hundred_entries_is_built_in_one_command(world, reply, tmp_path, capsys):
    urls = [world.put(f"/{number}", reply(story(0), kind="text/plain")) for number in range(200)]
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    feed = world.put("/feed", reply(f"<rss><channel>{items}</channel></rss>".encode(), kind="text/xml"))
    case = tmp_path / "story.db"
    assert run(["build", feed, "-o", str(case), "--jobs", "1", "--json", *ALLOWED]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 200
    assert run(["build", feed, "-o", str(case), "--jobs", "1", "--json", *ALLOWED]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "case": str(case),
        "added": 0,
        "updated": 0,
        "known": 200,
        "failed": {},
        "failures": [],
    }
    assert len(world.pages_asked()) == 202


def test_failures_are_counted_by_reason(world, reply, tmp_path, capsys):
    world.put("/robots.txt", reply(b"User-agent: *\nDisallow: /private", kind="text/plain"))
    sources = [world.url(path) for path in ("/private/1", "/private/2", "/gone")]
    case = str(tmp_path / "story.db")
    assert run(["build", *sources, "-o", case, "--json", *ALLOWED]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["failed"] == {"robots": 2, "http_404": 1}
    assert [failure["uri"] for failure in told["failures"]] == sources
    assert run(["build", *sources, "-o", case, *ALLOWED]) == 1
    assert "3 failed (robots 2, http_404 1)" in capsys.readouterr().out


def test_a_bad_network_ends_in_one_line(tmp_path, capsys):
    assert run(["build", "http://127.0.0.1/", "-o", str(tmp_path / "c.db"), "--allow", "everything"]) == 2
    assert "--allow" in capsys.readouterr().err


def test_without_an_address_no_fetcher_is_made_and_no_file_beside_the_case(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a fetcher was made")

    monkeypatch.setattr(Fetcher, "__init__", refuse)
    (tmp_path / "page.txt").write_bytes(story(1))
    case = tmp_path / "story.db"
    assert build_case([tmp_path / "page.txt"], case).added == 1
    assert not warc_path(case).exists()


def build_here(urls, case) -> subprocess.Popen:
    command = [sys.executable, "-m", "onrecord", "build", *urls, "-o", str(case), "--jobs", "1", "--json", *ALLOWED]
    # Where the tests run in the background, an interrupt is ignored, and would be by whatever they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own program


def test_a_build_that_is_stopped_twice_in_its_middle_goes_on_where_it_was(world, reply, tmp_path):
    urls = [world.put(f"/{number}", reply(story(0), kind="text/plain")) for number in range(30)]
    case = tmp_path / "story.db"
    for place, stop, code in (("/9", signal.SIGINT, 130), ("/17", signal.SIGKILL, -signal.SIGKILL)):
        reached = threading.Event()
        hanging = reply(write=lambda _, reached=reached: (reached.set(), world.closing.wait(60)))
        world.put(place, hanging, reply(story(0), kind="text/plain"))
        program = build_here(urls, case)
        assert reached.wait(60)
        program.send_signal(stop)
        program.communicate(timeout=300)
        assert program.returncode == code
    program = build_here(urls, case)
    out, errors = program.communicate(timeout=300)
    assert program.returncode == 0, errors
    told = json.loads(out)
    assert told["added"] + told["known"] == 30
    assert stored(case) == sorted(urls)
    # The two requests that were never answered are the only ones that were made again.
    assert sorted(world.pages_asked()) == sorted([*(f"/{number}" for number in range(30)), "/9", "/17"])


RUSSIAN = "Капитан порта сказал: паром не выйдет в море до весны."


def test_the_servers_word_on_the_encoding_counts_where_nothing_else_tells(world, reply, tmp_path):
    legacy = world.put("/legacy", reply(RUSSIAN.encode("koi8-r"), kind="text/plain; charset=koi8-r"))
    wrong = world.put("/wrong", reply(story(1) + "“Never”".encode(), kind="text/plain; charset=iso-8859-1"))
    html = f"<html><head><meta charset='windows-1251'></head><body><p>{RUSSIAN}</p></body></html>"
    declared = world.put("/declared", reply(html.encode("cp1251"), kind="text/html; charset=utf-8"))
    none = world.put("/none", reply(story(2), kind="text/plain; charset=hex"))
    case = tmp_path / "story.db"
    assert build_case([legacy, wrong, declared, none], case, BuildOptions(fetch=HERE)).failures == ()
    with CaseReader(case) as reader:
        texts = {article.uri: article.text for article in reader.articles()}
    assert RUSSIAN in texts[legacy]
    assert "“Never”" in texts[wrong]
    assert RUSSIAN in texts[declared]
    assert "ferry number 2" in texts[none]
