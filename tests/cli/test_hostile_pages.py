"""Whatever pages hold, a terminal shows it and obeys none of it."""

import json
import re

import pytest
from rich.console import Console

from onrecord.cli import console
from onrecord.cli.app import run
from onrecord.store import CaseReader
from tests.hostile import OBEYED, WORDS, forbidden_in

WHATS = ("overview", "statements", "speakers", "figures", "disputes", "origins", "timeline", "mentions", "versions")
STYLE = re.compile(r"\x1b\[[\d;]*m")
"""What our own console may write to colour a heading."""


FILLER = "\n\n".join(f"On day {n} the road from Oxby to the sea was dry and the crews slept late." for n in range(80))
"""A page that is mostly control characters would be no text."""


def story(who, says):
    one, two, three, four, five, six, seven, eight, nine = OBEYED.values()
    return (
        f"Harbour {one} stays shut\n\n"
        f"Minister Odile {two}Varga {says} on Monday that 40 ferries had sailed from Oxby{three}. "
        f"“No ship {four} left the harbour,” {who} Moran said. The Kestrian {five} Navy declined to comment.\n\n"
        f"Officials of Oxby said that up to 30 ferries {six} had sailed from Oxby, a report by {seven} shows.\n\n"
        f"{FILLER}\n\n“The crews {eight} slept,” said Bo{nine} Lindqvist.\n"
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    pages = folder / "pages"
    pages.mkdir()
    names = (f"one {WORDS.replace('/', '_')[:60]}.txt", "two\n\x1b[2J.txt", "three\u202e.txt", "four.txt")
    meta = []
    for name, who, says in zip(
        names, ("Ada", "Ada\u202e", "Ada", "Bo"), ("denied", "said", "denied", "said"), strict=True
    ):
        (pages / name).write_text(story(who, says) + f"\n{name}", encoding="utf-8")
        meta.append({"file": name, "date": f"2024-10-2{len(meta)}", "outlet": f"The {WORDS} Courier", "title": WORDS})
    (pages / f"empty{WORDS.replace('/', '_')[:40]}.txt").write_bytes(b"")
    (pages / "bad\x1b]0;taken\x07.html").write_bytes(b"\0\x1b\x9b" * 50)
    lines = [{"id": f"row {WORDS}", "text": ""}, {"id": f"row 2 {WORDS}", "text": story("Cy", "denied"), "desk": WORDS}]
    (pages / "rows.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (pages / "meta.json").write_text(json.dumps([*meta, {"file": WORDS, "date": WORDS}]), encoding="utf-8")
    path = folder / "case.db"
    return pages, path


@pytest.fixture(scope="module")
def built(case):
    pages, path = case
    console_out = run(["build", str(pages), "-o", str(path), "--quiet"])
    assert console_out == 1
    with CaseReader(path) as reader:
        counts = reader.counts()
    assert counts["statements"] > 4
    assert counts["articles"] == 5
    return path


@pytest.fixture(params=["pipe", "terminal"])
def shown(request, monkeypatch, capsys):
    """Run a command into a pipe or a terminal, and return all that it printed."""
    if request.param == "terminal":
        for name in ("out", "err"):
            terminal = Console(
                stderr=name == "err", highlight=False, soft_wrap=name == "err", force_terminal=True, width=120
            )
            monkeypatch.setattr(console, name, terminal)

    def run_and_read(*arguments):
        code = run(list(map(str, arguments)))
        captured = capsys.readouterr()
        return code, STYLE.sub("", captured.out), STYLE.sub("", captured.err)

    return run_and_read


def test_the_failures_of_a_build_are_told(case, tmp_path, shown):
    pages, _ = case
    for option in ((), ("--json",), ("--quiet",)):
        code, out, err = shown("build", pages, "-o", tmp_path / f"case{len(option)}.db", *option)
        assert code == 1
        assert "empty" in err
        assert forbidden_in(out + err) == []
        (tmp_path / f"case{len(option)}.db").unlink()


@pytest.mark.parametrize("what", WHATS)
def test_everything_that_is_shown_is_shown_as_text(built, what, shown):
    for option in ((), ("--json",)):
        code, out, err = shown("show", built, what, *option)
        assert code == 0
        assert out or what == "versions"
        assert forbidden_in(out + err) == []


def test_json_holds_every_character_all_the_same(built, shown):
    _, out, _ = shown("show", built, "statements", "--limit", "0", "--json")
    assert forbidden_in(out) == []
    texts = "".join(line["text"] for line in json.loads(out))
    assert "\x1b[2J" in texts
    assert "\x9b31m" in texts
    assert "\u202e" in texts


def test_what_is_found_and_what_was_looked_for(built, shown):
    for words in (("ferries",), ("ferries", "--json"), (WORDS,), ("ferries", "--speaker", WORDS)):
        code, out, err = shown("search", built, *words)
        assert code == 0
        assert forbidden_in(out + err) == []


def test_an_audit_and_what_it_finds(built, tmp_path, shown):
    export = tmp_path / "export"
    for arguments in (
        ("export", built, "-o", export),
        ("export", built, "-o", export, "--json"),
        ("audit", built, export),
    ):
        code, out, err = shown(*arguments)
        assert (code, forbidden_in(out + err)) == (0, [])
    for name in ("statements.jsonl", "speakers.jsonl", "articles.jsonl"):
        lines = (export / name).read_text(encoding="utf-8")
        (export / name).write_text(lines.replace("sailed", f"s{WORDS[:2]}led").replace("Oxby", "Oxb"), encoding="utf-8")
    for option in ((), ("--json",)):
        code, out, err = shown("audit", built, export, *option)
        assert code == 1
        assert forbidden_in(out + err) == []


@pytest.mark.parametrize(
    "arguments",
    [("build", f"no{WORDS}.txt", "-o", "x.db"), ("show", f"no{WORDS}.db"), (WORDS,), ("show", "x.db", WORDS)],
)
def test_what_was_typed_wrongly(shown, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, out, err = shown(*arguments)
    assert code == 2
    assert err
    assert forbidden_in(out + err) == []
