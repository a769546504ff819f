"""The archive of fiction is the same each time, holds every kind of broken page, and fails where it was broken."""

import re

import pytest
from warcio.archiveiterator import ArchiveIterator

from benchmarks.archive import BROKEN, BROKEN_EVERY, find_surprises, main, make_answers, write_archive
from onrecord.pipeline import build_case

EVERY_KIND = BROKEN_EVERY * len(BROKEN)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path):
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        write_archive(tmp_path / name, make_answers(30, seed))
    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two != three


def test_every_kind_of_broken_page_comes_in_turn_and_no_address_twice():
    answers = make_answers(EVERY_KIND, 1)
    assert {answer.kind for answer in answers} == {"sound", *BROKEN}
    assert sum(answer.kind == "sound" for answer in answers) == EVERY_KIND - len(BROKEN)
    assert len({answer.url for answer in answers}) == EVERY_KIND


def test_another_reader_reads_the_archive(tmp_path):
    answers = make_answers(EVERY_KIND, 1)
    write_archive(tmp_path / "a.warc.gz", answers)
    with (tmp_path / "a.warc.gz").open("rb") as stream:
        records = [
            (record.rec_headers["WARC-Target-URI"], record.http_headers.get_statuscode(), record.raw_stream.read())
            for record in ArchiveIterator(stream)
        ]
    assert records == [(answer.url, answer.status[:3], answer.body) for answer in answers]


@pytest.fixture(scope="module")
def broken():
    """Return one page of each kind."""
    answers = make_answers(EVERY_KIND, 1)
    return [answers[0], *(answer for answer in answers if answer.kind != "sound")]


@pytest.fixture(scope="module")
def built(broken, tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    write_archive(folder / "a.warc.gz", broken)
    return build_case([folder / "a.warc.gz"], folder / "case.db"), folder / "case.db"


def test_what_was_broken_fails_and_nothing_else(built, broken):
    result, case = built
    assert find_surprises(broken, case) == []
    assert result.added == sum(answer.expected is None for answer in broken) > 5


def test_a_failure_that_was_not_expected_is_told(built, broken):
    expected = [answer._replace(expected="timeout") if answer.kind == "sound" else answer for answer in broken]
    assert [line.partition(":")[0] for line in find_surprises(expected, built[1])] == [
        "sound",
        f"{sum(bool(answer.expected) for answer in broken)} failures",
    ]


def test_rate_memory_and_reasons_are_printed(capsys):
    assert main(["--pages", str(BROKEN_EVERY), "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^\d+ pages in [\d.]+ s: [\d.]+ pages/s with 1 jobs$", printed, re.MULTILINE)
    assert re.search(r"^peak memory of all processes: \d+ MiB$", printed, re.MULTILINE)
    assert printed.endswith("0 surprises\n")
    assert printed.startswith(f"{BROKEN_EVERY} answers")
