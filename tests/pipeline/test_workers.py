"""A page that hangs, eats memory, kills its process or prints ends as a failure of its own, and the rest goes on."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import CancelledError, Future

import pytest

from onrecord import workers
from onrecord.errors import WorkerError
from onrecord.model import Article, Capture
from onrecord.pages import Hands, cleaning_seconds, read_pages, reading_seconds
from onrecord.pipeline import BuildOptions, add_captures, build_case
from onrecord.read import PatternTagger
from onrecord.store import CaseReader, CaseWriter
from onrecord.workers import MEBIBYTE, GuardedPool, Limits, Lost
from tests.factories import make_article
from tests.misbehaviour import (
    connect,
    die,
    do_nothing,
    double,
    eat,
    eat_in_c,
    misbehave,
    once,
    process_id,
    read_nowhere,
    run_program,
    shout,
    spin_in_c,
    stumble,
    write_file,
)

SMALL = Limits(memory=200 * MEBIBYTE, file=MEBIBYTE)
"""Enough for any honest work here, and quickly eaten up."""


@pytest.fixture
def pool():
    with GuardedPool(1, do_nothing, SMALL) as guarded:
        yield guarded


def lost(future):
    with pytest.raises(Lost) as caught:
        future.result()
    return caught.value.code, caught.value.detail


def test_work_is_done_in_one_other_process(pool):
    assert [pool.submit(30, double, number).result() for number in range(5)] == [0, 2, 4, 6, 8]
    assert pool.submit(30, process_id).result() == pool.submit(30, process_id).result() != os.getpid()


def test_no_process_is_started_before_there_is_work(monkeypatch):
    monkeypatch.setattr(workers.subprocess, "Popen", pytest.fail)
    GuardedPool(4, do_nothing).close()


@pytest.mark.parametrize("work", [time.sleep, lambda: None], ids=["asleep", "spinning in C"])
def test_what_takes_too_long_is_ended(pool, work):
    future = pool.submit(0.4, time.sleep, 60) if work is time.sleep else pool.submit(0.4, spin_in_c)
    assert lost(future) == ("timeout", "it took longer than 0.4 seconds")
    assert pool.submit(30, double, 2).result() == 4


def test_what_needs_too_much_memory_is_refused_it(pool):
    assert lost(pool.submit(30, eat, 400)) == ("memory", "it needed more than 200 MiB of memory")
    assert pool.submit(30, eat, 100).result() == 100 * MEBIBYTE


def test_a_library_that_gives_up_for_lack_of_memory_only_ends_its_process(pool):
    assert lost(pool.submit(30, eat_in_c, 400)) == ("crashed", "the process that worked on it died (SIGABRT)")
    assert pool.submit(30, double, 2).result() == 4


@pytest.mark.parametrize("number", [9, 11, 15])
def test_a_process_that_dies_is_replaced(pool, number):
    code, detail = lost(pool.submit(30, die, number))
    assert code == "crashed"
    assert "SIG" in detail
    assert pool.submit(30, double, 2).result() == 4


def test_an_invalid_address_in_c_ends_only_its_process(pool):
    assert lost(pool.submit(30, read_nowhere)) == ("crashed", "the process that worked on it died (SIGSEGV)")


def test_what_an_earlier_page_did_to_the_process_fails_no_later_one(pool, tmp_path):
    pool.submit(30, double, 1).result()
    (tmp_path / "first").touch()
    assert pool.submit(30, once, str(tmp_path / "first")).result() == "answered"


def test_an_exception_is_told_and_the_process_kept(pool):
    before = pool.submit(30, process_id).result()
    assert lost(pool.submit(30, stumble)) == ("internal", "PageError: no text")
    assert pool.submit(30, process_id).result() == before


def test_a_worker_is_replaced_after_so_many_works():
    with GuardedPool(1, do_nothing, limits=Limits(works=2)) as pool:
        seen = [pool.submit(30, process_id).result() for _ in range(4)]
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_what_a_library_prints_reaches_nobody(pool, capfd):
    assert pool.submit(30, shout).result() == "done"
    assert capfd.readouterr() == ("", "")


def test_a_worker_connects_to_nothing_starts_nothing_and_fills_no_disk(pool, tmp_path):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert lost(pool.submit(30, connect, listening.getsockname()[1]))[1].startswith("PermissionError: socket.")
    assert lost(pool.submit(30, run_program))[1].startswith("PermissionError: subprocess.Popen")
    assert lost(pool.submit(30, write_file, str(tmp_path / "page")))[1].startswith("OSError")


def test_a_file_in_the_current_folder_is_not_taken_for_a_module(tmp_path, monkeypatch):
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with GuardedPool(1, do_nothing) as pool:
        assert pool.submit(30, double, 4).result() == 8


def test_closing_ends_work_that_is_under_way():
    with GuardedPool(1, do_nothing) as pool:
        future = pool.submit(60, time.sleep, 60)
        waiting = pool.submit(60, double, 1)
        pool.submit(60, double, 2)
        start = time.monotonic()
    assert time.monotonic() - start < 20
    with pytest.raises((Lost, CancelledError)):
        future.result()
    with pytest.raises((Lost, CancelledError)):
        waiting.result()


def test_where_no_worker_can_be_started_the_work_says_so(monkeypatch):
    with GuardedPool(1, stumble) as pool, pytest.raises(WorkerError, match=r"no worker .*exit code 1"):
        pool.submit(30, double, 1).result()
    monkeypatch.setattr(workers.sys, "executable", "/nowhere/python")
    with GuardedPool(1, do_nothing) as pool, pytest.raises(WorkerError, match=r"no worker .* No such file"):
        pool.submit(30, double, 1).result()


def test_a_script_without_a_guard_for_its_main_part_builds_a_case(tmp_path):
    (tmp_path / "page.html").write_text("<p>The ferry sailed on Monday, the mayor said.</p>", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from onrecord.pipeline import build_case\n"
        f"print(build_case([Path({str(tmp_path / 'page.html')!r})], Path({str(tmp_path / 'case.db')!r})).added)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stdout == "1\n"


PAGE = "<html><body><article><p>{} said on Monday that the ferry had sailed.</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    for name in ("Ada Moran", "Crasher", "Glutton", "Odile Varga", "Sleeper"):
        (tmp_path / f"{name.replace(' ', '_')}.html").write_text(PAGE.format(name), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_page_that_breaks_a_limit_is_a_failure_and_the_rest_is_built(folder, jobs, monkeypatch):
    def clean(hands, capture):
        return hands.pool.submit(2 if b"Sleeper" in capture.data else 60, misbehave, capture)

    def read_by_patterns(captures, writer, tagger, jobs):
        return read_pages(captures, writer, PatternTagger(), jobs)

    monkeypatch.setattr("onrecord.pipeline.read_pages", read_by_patterns)
    with monkeypatch.context() as hostile:
        hostile.setattr(Hands, "clean", clean)
        result = build_case([folder], folder / "case.db", BuildOptions(jobs=jobs))
    assert [(each.uri, each.stage, each.code) for each in result.failures] == [
        ("Crasher.html", "clean", "crashed"),
        ("Glutton.html", "clean", "memory"),
        ("Sleeper.html", "clean", "timeout"),
    ]
    assert [each.detail for each in result.failures] == [
        "Crasher.html: the process that worked on it died (SIGABRT)",
        "Glutton.html: it needed more than 2048 MiB of memory",
        "Sleeper.html: it took longer than 2 seconds",
    ]
    with CaseReader(folder / "case.db") as reader:
        assert [article.uri for article in sorted(reader.articles(), key=lambda each: each.uri)] == [
            "Ada_Moran.html",
            "Odile_Varga.html",
        ]
    assert build_case([folder], folder / "case.db").failures == ()
    assert build_case([folder], folder / "case.db", BuildOptions(retry_failed=True)).added == 3


def test_markup_is_never_cleaned_in_the_programs_own_process(folder, monkeypatch):
    monkeypatch.setattr("onrecord.attempts.clean_capture", lambda capture: pytest.fail("cleaned here"))
    told: list[Article] = []
    build_case([folder / "Ada_Moran.html"], folder / "case.db", progress=told.append)
    assert [type(page) for page in told] == [Article]


def test_the_language_model_is_loaded_in_a_worker(tmp_path):
    german = "Der Hafen blieb am Montag geschlossen, weil die Behörde keine Schiffe sah, sagte der Sprecher. " * 3
    (tmp_path / "page.html").write_text(f"<html><body><p>{german}</p></body></html>", encoding="utf-8")
    assert build_case([tmp_path], tmp_path / "case.db").failures == ()
    with CaseReader(tmp_path / "case.db") as reader:
        assert [article.language for article in reader.articles()] == ["de"]


class Asked:
    """A pool that notes what it is asked to do."""

    def __init__(self):
        self.work = []

    def submit(self, seconds, work, *arguments):
        self.work.append((work.__name__, seconds))
        return Future()


@pytest.mark.parametrize(
    ("media_type", "size", "shared", "guarded"),
    [
        ("text/plain", 100, False, False),
        ("text/plain", 300_000, False, True),
        ("text/plain", 100, True, True),
        ("text/html", 100, False, True),
        ("application/pdf", 100, False, True),
    ],
)
def test_only_short_plain_text_is_cleaned_in_the_programs_own_process(media_type, size, shared, guarded):
    pool = Asked()
    page = Capture(uri="p", data=b"The ferry sailed. " * (size // 18), media_type=media_type, captured_at="2024-10-25")
    Hands(pool, alone=0 if shared else 1).clean(page)
    assert [name for name, _ in pool.work] == ["try_cleaning"] * guarded


@pytest.mark.parametrize(
    ("size", "shared", "guarded"), [(100, False, False), (300_000, False, True), (100, True, True)]
)
def test_only_short_texts_are_read_in_the_programs_own_process(size, shared, guarded):
    pool = Asked()
    hands = Hands(pool, alone=0)
    hands.pages = int(shared)
    hands.read(make_article("It rained. " * (size // 11)), PatternTagger())
    assert [name for name, _ in pool.work] == ["try_reading"] * guarded


def test_a_longer_page_gets_more_time_and_none_a_day():
    assert cleaning_seconds(0) < cleaning_seconds(20_000_000) < 600
    assert reading_seconds(0) < reading_seconds(1_000_000) < reading_seconds(10**9) < 3600


def test_memory_that_runs_out_in_the_programs_own_process_is_a_failure_too(tmp_path, monkeypatch):
    def swell(article, tagger):
        raise MemoryError

    (tmp_path / "page.txt").write_text("The mayor said on Monday that it had rained.", encoding="utf-8")
    with monkeypatch.context() as swollen:
        swollen.setattr("onrecord.attempts.read_article", swell)
        failures = build_case([tmp_path / "page.txt"], tmp_path / "case.db").failures
    assert [(failure.stage, failure.code) for failure in failures] == [("read", "memory")]
    assert build_case([tmp_path / "page.txt"], tmp_path / "case.db").failures == ()
    assert build_case([tmp_path / "page.txt"], tmp_path / "case.db", BuildOptions(retry_failed=True)).added == 1


@pytest.mark.parametrize("jobs", [1, 8])
def test_a_page_that_is_read_waits_for_no_other(tmp_path, jobs):
    told: list[str] = []
    seen: list[list[str]] = []

    def slowly():
        for name in ("a", "b", "c"):
            seen.append(list(told))
            text = f"Minister {name} said on Monday that it had rained."
            yield Capture(uri=name, data=text.encode(), media_type="text/plain", captured_at="2024-10-25")

    with CaseWriter(tmp_path / "case.db") as writer:
        add_captures(slowly(), writer, BuildOptions(jobs=jobs), lambda page: told.append(page.uri))
    assert seen == [[], ["a"], ["a", "b"]]


def test_workers_share_what_comes_after_the_first_pages():
    pool = Asked()
    hands = Hands(pool, alone=2)
    for number in range(4):
        page = Capture(uri="p", data=b"It rained %d times." % number, media_type="text/plain", captured_at="2024-10-25")
        hands.clean(page)
        hands.read(make_article("It rained."), PatternTagger())
    assert [name for name, _ in pool.work] == ["try_cleaning", "try_reading"] * 2
