"""What people gave to a case takes part in every build, whenever it was given, and leaves no trace of that."""

import pytest

from onrecord.model import Actor, Speaker
from onrecord.pipeline import BuildOptions, build_case
from onrecord.query.export import export_jsonl
from onrecord.review import Judge, judge_case
from onrecord.store import CaseReader

VARGA = Actor(id="q1", name="Varga, Odile", aliases=("Odile Varga",), party="Quay Party", country="Norvia")


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, words in {"a": "the ferry had sailed", "b": "the quay was shut", "c": "the storm had passed"}.items():
        text = f"Harbour stays shut\n\nMinister Odile Varga said on Monday that {words}.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def exported(case, folder):
    with CaseReader(case) as reader:
        export_jsonl(reader, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def speakers_in(case):
    with CaseReader(case) as reader:
        return list(reader.records(Speaker))


def test_a_list_given_later_makes_what_it_makes_when_given_first(pages, tmp_path):
    first, later = tmp_path / "first.db", tmp_path / "later.db"
    build_case([pages], first, BuildOptions(actors=(VARGA,)))
    build_case([pages], later)
    build_case([], later, BuildOptions(actors=(VARGA,)))
    assert exported(later, tmp_path / "b") == exported(first, tmp_path / "a")


def test_a_list_that_is_kept_names_who_speaks_on_later_pages(pages, tmp_path):
    case = tmp_path / "case.db"
    build_case([pages / "a.txt"], case, BuildOptions(actors=(VARGA,)))
    build_case([pages], case)
    (speaker,) = speakers_in(case)
    assert (speaker.name, speaker.actor) == ("Varga, Odile", VARGA)
    assert len({alias.article for alias in speaker.aliases}) == 3


def test_a_list_that_is_forgotten_leaves_no_trace(pages, tmp_path):
    listed, never = tmp_path / "listed.db", tmp_path / "never.db"
    build_case([pages], listed, BuildOptions(actors=(VARGA,)))
    build_case([], listed, BuildOptions(actors=()))
    build_case([pages], never)
    assert exported(listed, tmp_path / "a") == exported(never, tmp_path / "b")


def test_a_judgement_stands_against_pages_that_come_later(pages, tmp_path):
    case = tmp_path / "case.db"
    build_case([pages / "a.txt", pages / "b.txt"], case)
    (speaker,) = speakers_in(case)
    chains = [alias.article for alias in speaker.aliases]
    assert len(chains) == 2
    with CaseReader(case) as reader:
        members = [chain.id for article in chains for chain in reader.chains(article) if chain.name == "Odile Varga"]
    judge_case(case, "not_same", members, Judge(by="ada", at="2025-03-01T10:00:00Z"))
    build_case([pages], case)
    assert len(speakers_in(case)) >= 2
    with CaseReader(case) as reader:
        said_by = {statement.article: statement.speakers for statement in reader.statements()}
    assert said_by[chains[0]] != said_by[chains[1]]
