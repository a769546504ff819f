"""`onrecord review` and `--actors`, as a user runs them."""

import json

import pytest

from onrecord.cli.app import run
from onrecord.model import Actor, Judgement, Speaker
from onrecord.store import CaseReader
from tests.namesakes import PAGES, chain_on, spoken_by, write_namesakes

BRIDGE, FERRY, QUAY = (chain_on(uri).id for uri in PAGES)


@pytest.fixture
def case(tmp_path):
    return write_namesakes(tmp_path / "case.db")


def judgements_in(case):
    with CaseReader(case) as reader:
        return list(reader.records(Judgement))


def test_two_are_judged_the_same_by_the_person_who_is_logged_in(case, capsys, monkeypatch):
    monkeypatch.setenv("LOGNAME", "ines")
    assert run(["review", str(case), "same", "Odo Brask", FERRY]) == 0
    (judgement,) = judgements_in(case)
    assert (
        capsys.readouterr().out
        == f"{judgement.id}: “{named(judgement.on)}” and “{named(judgement.value)}” are the same\n"
    )
    assert judgement.by == "ines"
    assert len(judgement.at) == len("2025-03-01T10:00:00Z")
    assert judgement.at.endswith("Z")
    assert spoken_by(case) == [["bridge.txt", "ferry.txt", "quay.txt"]]


def named(chain_id):
    return "Odo Brask" if chain_id == QUAY else "Mira Toln"


def test_judgements_are_listed_with_names_and_undone(case, capsys):
    run(["review", str(case), "not-same", BRIDGE, FERRY, "--by", "ada", "--note", "two people: one is 12"])
    (judgement,) = judgements_in(case)
    capsys.readouterr()
    assert run(["review", str(case), "list"]) == 0
    cells = capsys.readouterr().out.rstrip("\n").split("\t")
    assert cells[:5] == [judgement.id, "Mira Toln", "not the same", "Mira Toln", "ada"]
    assert cells[6:8] == ["two people: one is 12", ""]
    assert set(cells[8:10]) == {BRIDGE, FERRY}
    assert run(["review", str(case), "undo", judgement.id, "--by", "bo"]) == 0
    assert capsys.readouterr().out == f"{judgement.id}: undone\n"
    run(["review", str(case), "list", "--json"])
    (line,) = json.loads(capsys.readouterr().out)
    assert line["undone"].startswith("by bo, 2")
    assert spoken_by(case) == [["bridge.txt", "ferry.txt"], ["quay.txt"]]


def test_what_is_left_open_by_a_person_is_listed_first(case, capsys):
    run(["review", str(case), "unsure", BRIDGE, FERRY, "--by", "ada"])
    capsys.readouterr()
    assert run(["show", str(case), "links"]) == 0
    cells = capsys.readouterr().out.splitlines()[0].split("\t")
    assert cells[:4] == ["left open", "Mira Toln / Mira Toln", "Mira Toln", "Mira Toln"]
    assert set(cells[5:7]) == {BRIDGE, FERRY}


def test_the_members_of_a_speaker_are_listed_to_judge_by(case, capsys):
    assert run(["review", str(case), "members", "Mira Toln"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {(identity, name) for identity, name, _ in lines} == {(BRIDGE, "Mira Toln"), (FERRY, "Mira Toln")}
    assert {page for _, _, page in lines} == {"bridge.txt", "ferry.txt"}


def test_judgements_are_given_as_json(case, capsys):
    run(["review", str(case), "same", BRIDGE, FERRY, QUAY, "--by", "ada", "--json"])
    given = json.loads(capsys.readouterr().out)
    assert {each["id"] for each in given} == {each.id for each in judgements_in(case)}
    assert [each["kind"] for each in given] == ["same", "same"]


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["same", "Mira Toln"], "name two or more"),
        (["unsure", BRIDGE, FERRY, QUAY], "name two"),
        (["same", "ch_nobody", QUAY], "“ch_nobody” is neither"),
        (["undo", "jd_none"], "jd_none: no such judgement"),
        (["undo"], "takes one id"),
        (["members", "Nobody"], "“Nobody” is neither"),
        (["list", BRIDGE], "takes no id"),
        (["perhaps", BRIDGE], "perhaps"),
    ],
)
def test_what_cannot_be_judged_exits_with_two_and_its_cause(case, arguments, cause, capsys):
    assert run(["review", str(case), *arguments, *(["--by", "ada"] if "perhaps" not in arguments else [])]) == 2
    assert cause in capsys.readouterr().err
    assert judgements_in(case) == []


def test_a_contradiction_exits_with_two_and_names_what_to_undo(case, capsys):
    run(["review", str(case), "same", BRIDGE, QUAY, "--by", "ada"])
    (judgement,) = judgements_in(case)
    assert run(["review", str(case), "not-same", BRIDGE, QUAY, "--by", "bo"]) == 2
    assert f"undo that first: {judgement.id}" in capsys.readouterr().err


@pytest.mark.parametrize("action", ["list", "same"])
def test_a_case_that_is_not_there_exits_with_two_and_is_not_made(tmp_path, action, capsys):
    arguments = ["review", str(tmp_path / "none.db"), action, *(["a", "b"] if action == "same" else [])]
    assert run(arguments) == 2
    assert "none.db: no such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


class TestActors:
    @pytest.fixture
    def listed(self, tmp_path):
        path = tmp_path / "actors.csv"
        path.write_text(
            "id;name;aliases;party;country\nq7;Toln, Mira;Mira Toln;Bridge Party;Norvia\n", encoding="utf-8"
        )
        return path

    def actor_of(self, case):
        with CaseReader(case) as reader:
            return {speaker.actor.id for speaker in reader.records(Speaker) if speaker.actor is not None}

    def test_are_kept_and_preferred_at_once_without_any_page_named(self, case, listed, capsys):
        assert run(["build", "-o", str(case), "--actors", str(listed)]) == 0
        assert capsys.readouterr().err == ""
        assert self.actor_of(case) == {"q7"}
        run(["show", str(case), "speakers"])
        cells = capsys.readouterr().out.splitlines()[0].split("\t")
        assert (cells[0], cells[-4:]) == ("Toln, Mira", ["Mira Toln", "q7", "Bridge Party", "Norvia"])
        run(["search", str(case), "--speaker", "toln, mira"])
        assert len(capsys.readouterr().out.splitlines()) == 2

    def test_stay_in_later_builds_until_another_list_or_none(self, case, listed, capsys):
        run(["build", "-o", str(case), "--actors", str(listed)])
        assert run(["build", "-o", str(case)]) == 0
        assert self.actor_of(case) == {"q7"}
        listed.write_text("name,remarks\nOdo Brask,tall\n", encoding="utf-8")
        assert run(["build", "-o", str(case), "--actors", str(listed)]) == 0
        assert "not used: column remarks" in capsys.readouterr().err
        with CaseReader(case) as reader:
            assert [actor.name for actor in reader.records(Actor)] == ["Odo Brask"]
        assert run(["build", "-o", str(case), "--no-actors"]) == 0
        assert self.actor_of(case) == set()

    def test_are_exported_with_those_whom_they_are(self, case, listed, tmp_path):
        run(["build", "-o", str(case), "--actors", str(listed), "--quiet"])
        assert run(["export", str(case), "-o", str(tmp_path / "out"), "--quiet"]) == 0
        lines = {
            name: [json.loads(line) for line in (tmp_path / "out" / f"{name}.jsonl").read_text("utf-8").splitlines()]
            for name in ("actors", "speakers", "things")
        }
        assert lines["actors"] == [
            {"id": "q7", "name": "Toln, Mira", "aliases": ["Mira Toln"], "party": "Bridge Party", "country": "Norvia"}
        ]
        for name in ("speakers", "things"):
            assert lines["actors"][0] in [line["actor"] for line in lines[name]]
        assert run(["audit", str(case), str(tmp_path / "out"), "--quiet"]) == 0

    def test_that_cannot_be_read_change_nothing(self, case, listed, capsys):
        run(["build", "-o", str(case), "--actors", str(listed), "--quiet"])
        before = case.read_bytes()
        listed.write_text("id,name\n1,Odo Brask\n1,Odo Brask\n", encoding="utf-8")
        assert run(["build", "-o", str(case), "--actors", str(listed)]) == 2
        assert "actors.csv, line 3: the id “1” stands already on line 2" in capsys.readouterr().err
        assert case.read_bytes() == before

    def test_given_and_forgotten_at_once_are_refused(self, case, listed, capsys):
        assert run(["build", "-o", str(case), "--actors", str(listed), "--no-actors"]) == 2
        assert "exclude each other" in capsys.readouterr().err

    def test_without_pages_and_without_a_case_are_refused(self, tmp_path, listed, capsys):
        assert run(["build", "-o", str(tmp_path / "new.db"), "--actors", str(listed)]) == 2
        assert "new.db: no such case" in capsys.readouterr().err
        assert not (tmp_path / "new.db").exists()


def test_a_statement_is_corrected_and_the_queue_and_an_export_follow(tmp_path, capsys):
    case = tmp_path / "harbour.db"
    run(["demo", "-o", str(case), "--no-serve", "--no-open"])
    capsys.readouterr()
    run(["review", str(case), "queue", "--json"])
    waiting = [line["id"] for line in json.loads(capsys.readouterr().out)]
    assert run(["review", str(case), "accept", waiting[0], "--by", "ada"]) == 0
    assert "checked: says so" in capsys.readouterr().out
    assert run(["review", str(case), "said-on", waiting[0], "Monday", "soon", "--by", "ada"]) == 2
    run(["review", str(case), "queue", "--json"])
    assert [line["id"] for line in json.loads(capsys.readouterr().out)] == waiting[1:]
    assert run(["export", str(case), "-o", str(tmp_path / "out"), "--reviewed-only", "--quiet"]) == 0
    (line,) = (tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == waiting[0]
    assert run(["audit", str(case), str(tmp_path / "out")]) == 0
    assert run(["review", str(case), "accept"]) == 2
