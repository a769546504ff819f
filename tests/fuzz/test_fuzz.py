"""Every parser ends well on some hundred broken variants of its samples, and on all inputs that once went wrong."""

import re
from pathlib import Path

import pytest

from benchmarks import fuzz as fuzzing
from benchmarks.fuzz import find_problems, main, reduced
from benchmarks.fuzz_targets import TARGETS, Finding, Target, run_case
from benchmarks.mutation import LARGEST, smaller, variant
from onrecord.errors import PageError
from onrecord.workers import GuardedPool
from tests.misbehaviour import do_nothing

SEED = 20241025
USUAL = 200
FEWER = {
    "html": 20,
    "text": 20,
    "pdf": 20,
    "read_html": 12,
    "read_pdf": 20,
    "read_text": 8,
    "language": 25,
    "dates": 60,
}
"""Variants of what takes long: all targets together stay under twenty seconds."""

FOUND = Path(__file__).parent / "found"
"""Inputs that once went wrong, each in a file that begins with its target's name and a dash."""


@pytest.fixture(scope="module")
def pool():
    with GuardedPool(1, do_nothing, fuzzing.LIMITS) as guarded:
        yield guarded


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_every_variant_ends_well(name, pool):
    assert find_problems(pool, name, SEED, range(FEWER.get(name, USUAL))) == []


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_once_went_wrong_ends_well(path, pool):
    assert pool.submit(60, run_case, path.name.partition("-")[0], path.read_bytes()).result() is None


def test_the_same_number_of_the_same_seed_is_the_same_variant_and_none_is_too_long():
    samples = TARGETS["html"].samples()
    one, two, other = ([variant(samples, seed, number) for number in range(60)] for seed in (1, 1, 2))
    assert one == two != other
    assert max(map(len, one)) <= LARGEST
    assert len(set(one)) > 50


def test_an_input_is_made_smaller_as_long_as_it_still_fails():
    assert smaller(b"a" * 100 + b"!" + b"b" * 100, lambda data: b"!" in data) == b"!"
    assert smaller(b"abc", lambda data: data == b"abc") == b"abc"


def check_exclamations(data):
    """Fail in the ways a parser may."""
    if b"stop" in data:
        raise PageError("clean", "empty", "refused, as it should be")
    if b"!" in data:
        raise ValueError(f"an exclamation mark at {data.index(b'!')}")


@pytest.fixture
def shaky(monkeypatch):
    target = Target("shaky", lambda: [b"one", b"two! two! two!", b"stop!"], check_exclamations)
    monkeypatch.setitem(TARGETS, "shaky", target)


def test_what_a_parser_refuses_is_no_problem_and_what_it_raises_is_one(shaky):
    assert run_case("shaky", b"one") is None
    assert run_case("shaky", b"stop!") is None
    assert run_case("shaky", b"two!").startswith("ValueError: an exclamation mark at 3 (")


def test_what_takes_too_long_is_a_problem(shaky, monkeypatch):
    monkeypatch.setattr("benchmarks.fuzz_targets.SLOW", -1)
    assert run_case("shaky", b"one") == "it took 0.0 seconds"


def test_the_command_says_how_many_inputs_went_well(capsys):
    assert main(["--minutes", "0.01", "--only", "retry_after", "robots"]) == 0
    printed = capsys.readouterr().out
    # How many fit into the time, the machine decides.
    assert re.search(r"^retry_after: [1-9]\d* inputs$", printed, re.MULTILINE)
    assert "0 kinds of problems" in printed


def test_a_problem_is_found_made_smaller_and_kept(tmp_path, capsys, pool):
    finding = Finding("address", 1, 3, "ValueError: x (a.py:1)")
    fuzzing.report(finding, b"http://x", tmp_path / "kept")
    printed = capsys.readouterr().out
    assert "variant(TARGETS['address'].samples(), 1, 3)" in printed
    assert [path.read_bytes() for path in (tmp_path / "kept").iterdir()] == [b"http://x"]
    # What no longer fails is left as it is.
    assert reduced(pool, finding) == variant(TARGETS["address"].samples(), 1, 3)
