"""A person's judgements: they take effect at once, stand against every build, and never contradict each other."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest

from onrecord.audit import audit_case
from onrecord.errors import InputError, StorageError, UsageError
from onrecord.model import Judgement, judgement_id
from onrecord.pipeline import BuildOptions, add_captures, assemble_case
from onrecord.query.export import export_jsonl
from onrecord.review import Judge, find_contradiction, judge_case, undo_judgement
from onrecord.store import CaseReader, CaseWriter
from tests.namesakes import chain_on, make_page, spoken_by, write_namesakes
from tests.store.pages import die, run_apart

ADA = Judge(by="ada", at="2025-03-01T10:00:00Z")
BO = Judge(by="bo", at="2025-03-02T10:00:00Z", note="the quay office confirms it")
BRIDGE, FERRY, QUAY = (chain_on(uri).id for uri in ("bridge.txt", "ferry.txt", "quay.txt"))
TOLN_AND_BRASK = [["bridge.txt", "ferry.txt"], ["quay.txt"]]


@pytest.fixture
def case(tmp_path):
    return write_namesakes(tmp_path / "case.db")


def judgements_in(case):
    with CaseReader(case) as reader:
        return list(reader.records(Judgement))


def test_the_program_takes_equal_names_for_one(case):
    assert spoken_by(case) == TOLN_AND_BRASK


def test_two_judged_the_same_are_one_at_once(case):
    (judgement,) = judge_case(case, "same", ["Odo Brask", "Mira Toln"], BO)
    assert {judgement.on, judgement.value} == {QUAY, min(BRIDGE, FERRY)}
    assert (judgement.kind, judgement.by, judgement.at, judgement.note) == ("same", "bo", BO.at, BO.note)
    assert judgement.id == judgement_id(judgement.on, "same", judgement.value, "bo", BO.at)
    assert spoken_by(case) == [["bridge.txt", "ferry.txt", "quay.txt"]]


@pytest.mark.parametrize("decision", ["not_same", "unsure"])
def test_one_judged_not_to_be_one_is_two_at_once(case, decision):
    judge_case(case, decision, [BRIDGE, FERRY], ADA)
    assert spoken_by(case) == [["bridge.txt"], ["ferry.txt"], ["quay.txt"]]


def test_several_are_judged_the_same_together(case):
    judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    with pytest.raises(UsageError, match="undo that first"):
        judge_case(case, "same", [BRIDGE, QUAY, FERRY], BO)
    assert len(judgements_in(case)) == 1
    undo_judgement(case, judgements_in(case)[0].id, BO)
    made = judge_case(case, "same", [BRIDGE, QUAY, FERRY], BO)
    assert [{each.on, each.value} for each in made] == [{BRIDGE, QUAY}, {BRIDGE, FERRY}]
    assert spoken_by(case) == [["bridge.txt", "ferry.txt", "quay.txt"]]


def test_a_judgement_that_is_undone_has_no_effect_and_stays_on_record(case):
    (judgement,) = judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    undo = undo_judgement(case, judgement.id, BO)
    assert spoken_by(case) == TOLN_AND_BRASK
    kept = {each.id: each for each in judgements_in(case)}
    assert kept.keys() == {judgement.id, undo.id}
    assert kept[judgement.id].undone
    assert (kept[undo.id].on, kept[undo.id].by) == (judgement.id, "bo")


def test_judgements_and_their_effect_survive_every_build(case):
    judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    with CaseWriter(case) as writer:
        add_captures([], writer, BuildOptions(), lambda _: None)
        writer.add_page(*make_page("quay.txt"))
        assemble_case(writer)
    assert len(judgements_in(case)) == 1
    assert spoken_by(case) == [["bridge.txt"], ["ferry.txt"], ["quay.txt"]]


def test_a_judgement_whose_names_are_gone_waits_for_them(tmp_path):
    whole = write_namesakes(tmp_path / "whole.db")
    judge_case(whole, "same", [FERRY, QUAY], ADA)
    path = tmp_path / "case.db"
    with CaseWriter(path) as writer:
        writer.add_judgement(*judgements_in(whole))
        for uri in ("bridge.txt", "ferry.txt"):
            writer.add_page(*make_page(uri))
        assemble_case(writer)
        assert spoken_by(path) == [["bridge.txt", "ferry.txt"]]
        writer.add_page(*make_page("quay.txt"))
        assemble_case(writer)
    assert spoken_by(path) == [["bridge.txt", "ferry.txt", "quay.txt"]]


def test_the_order_of_judgements_and_pages_leaves_no_trace_in_the_export(case, tmp_path):
    judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    judge_case(case, "same", [FERRY, QUAY], BO)
    other = tmp_path / "other.db"
    with CaseWriter(other) as writer:
        writer.add_judgement(*reversed(judgements_in(case)))
        for uri in ("quay.txt", "ferry.txt", "bridge.txt"):
            writer.add_page(*make_page(uri))
        assemble_case(writer)
    for path in (case, other):
        with CaseReader(path) as reader:
            export_jsonl(reader, tmp_path / path.stem)
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / path.stem).iterdir()} for path in (case, other))
    assert {name for name in one if one[name] != two[name]} <= {"manifest.json"}


def test_the_same_said_again_is_the_same_judgement(case):
    (first,) = judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    (again,) = judge_case(case, "not_same", [FERRY, BRIDGE], Judge(by="ada", at="2025-04-01T10:00:00Z"))
    assert again == first
    (seconded,) = judge_case(case, "not_same", [BRIDGE, FERRY], BO)
    assert seconded.id != first.id
    assert len(judgements_in(case)) == 2


def test_what_is_undone_can_be_judged_again_but_not_in_the_same_second(case):
    (first,) = judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    undo_judgement(case, first.id, ADA)
    with pytest.raises(UsageError, match="this very second"):
        judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    (second,) = judge_case(case, "not_same", [BRIDGE, FERRY], Judge(by="ada", at="2025-03-01T10:00:01Z"))
    assert second.id != first.id
    assert spoken_by(case) == [["bridge.txt"], ["ferry.txt"], ["quay.txt"]]


class TestContradictions:
    def test_on_one_pair_are_refused_with_the_judgement_to_undo(self, case):
        (standing,) = judge_case(case, "same", [BRIDGE, QUAY], ADA)
        for decision in ("not_same", "unsure"):
            with pytest.raises(UsageError, match=f"undo that first: {standing.id}: “.*” are judged the same by ada"):
                judge_case(case, decision, [QUAY, BRIDGE], BO)
        assert len(judgements_in(case)) == 1

    def test_by_way_of_third_ones_are_refused_with_all_that_lead_there(self, case):
        (one,) = judge_case(case, "same", [BRIDGE, QUAY], ADA)
        (other,) = judge_case(case, "same", [QUAY, FERRY], ADA)
        with pytest.raises(UsageError, match="undo of these what is wrong first") as refusal:
            judge_case(case, "not_same", [BRIDGE, FERRY], BO)
        assert one.id in str(refusal.value)
        assert other.id in str(refusal.value)
        undo_judgement(case, other.id, BO)
        judge_case(case, "not_same", [BRIDGE, FERRY], BO)
        assert spoken_by(case) == [["bridge.txt", "quay.txt"], ["ferry.txt"]]

    def test_of_a_joining_with_a_parting_further_away_are_refused(self, case):
        (apart,) = judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
        judge_case(case, "same", [BRIDGE, QUAY], ADA)
        with pytest.raises(UsageError, match=apart.id):
            judge_case(case, "same", [QUAY, FERRY], BO)
        assert spoken_by(case) == [["bridge.txt", "quay.txt"], ["ferry.txt"]]

    @pytest.mark.parametrize(("first", "then"), [("not_same", "unsure"), ("unsure", "not_same"), ("unsure", "same")])
    def test_of_being_sure_and_not_are_refused(self, case, first, then):
        judge_case(case, first, [BRIDGE, FERRY], ADA)
        with pytest.raises(UsageError, match="undo that first"):
            judge_case(case, then, [BRIDGE, FERRY], BO)

    def test_are_none_where_the_pairs_have_nothing_to_do_with_each_other(self):
        def on(one, kind, other):
            return Judgement(id=f"{one}{kind}{other}", on=one, kind=kind, value=other, by="ada", at=ADA.at)

        standing = [on("a", "same", "b"), on("b", "not_same", "c"), on("d", "unsure", "e"), on("a", "undo", "same")]
        assert find_contradiction(on("c", "same", "d"), standing) == ()
        assert find_contradiction(on("a", "not_same", "c"), standing) == ()
        assert find_contradiction(on("a", "same", "c"), standing) == (standing[1],)
        assert find_contradiction(on("a", "unsure", "c"), standing) == (standing[1],)

    def test_are_found_over_a_long_way_in_no_time(self):
        chained = [
            Judgement(id=f"j{n}", on=f"c{n}", kind="same", value=f"c{n + 1}", by="ada", at=ADA.at) for n in range(2_000)
        ]
        new = Judgement(id="new", on="c0", kind="not_same", value="c2000", by="ada", at=ADA.at)
        assert find_contradiction(new, chained) == tuple(chained)


class TestWhoIsMeant:
    def test_a_name_of_several_is_refused_with_their_ids(self, case):
        judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
        with pytest.raises(UsageError, match="“mira toln” is the name of 2, give an id") as refusal:
            judge_case(case, "same", ["mira toln", QUAY], BO)
        assert BRIDGE in str(refusal.value)
        assert FERRY in str(refusal.value)

    @pytest.mark.parametrize("unknown", ["ch_none", "Nobody Atall", "", "th_none", "\ud800", 'x" OR 1'])
    def test_nobody_is_refused_by_name(self, case, unknown):
        with pytest.raises(UsageError, match="neither the id nor the name"):
            judge_case(case, "same", [unknown, QUAY], BO)
        assert judgements_in(case) == []

    def test_the_same_one_twice_is_refused(self, case):
        with pytest.raises(UsageError, match="are the same mentions"):
            judge_case(case, "same", ["Odo Brask", QUAY], BO)

    @pytest.mark.parametrize(
        ("decision", "members"), [("same", [BRIDGE]), ("unsure", []), ("not_same", [BRIDGE, FERRY, QUAY])]
    )
    def test_the_number_of_names_must_fit(self, case, decision, members):
        with pytest.raises(UsageError, match="name two"):
            judge_case(case, decision, members, BO)

    def test_a_case_that_is_not_there_is_not_made(self, tmp_path):
        with pytest.raises(InputError, match="no such file"):
            judge_case(tmp_path / "none.db", "same", ["a", "b"], BO)
        with pytest.raises(InputError, match="no such file"):
            undo_judgement(tmp_path / "none.db", "jd_1", BO)
        assert list(tmp_path.iterdir()) == []


def test_a_case_that_somebody_else_writes_is_left_to_them(case):
    with CaseWriter(case), pytest.raises(StorageError, match="another program is writing"):
        judge_case(case, "same", [BRIDGE, QUAY], ADA)
    assert judgements_in(case) == []


def judge_and_die(path: Path) -> None:
    """Judge, and be killed before the accounts are made anew."""
    with mock.patch("onrecord.accounts.assemble_accounts", die):
        judge_case(path, "not_same", [BRIDGE, FERRY], ADA)


def test_a_kill_after_the_judgement_is_made_up_for_by_the_next_build(case):
    assert run_apart(judge_and_die, case) == -signal.SIGKILL
    with CaseReader(case) as reader:
        assert not reader.is_assembled()
    assert len(judgements_in(case)) == 1
    assert spoken_by(case) == TOLN_AND_BRASK
    with CaseWriter(case) as writer:
        assemble_case(writer)
    assert spoken_by(case) == [["bridge.txt"], ["ferry.txt"], ["quay.txt"]]


def test_a_kill_after_the_judgement_is_made_up_for_by_the_next_judgement(case):
    assert run_apart(judge_and_die, case) == -signal.SIGKILL
    judge_case(case, "same", [FERRY, "Odo Brask"], BO)
    assert spoken_by(case) == [["bridge.txt"], ["ferry.txt", "quay.txt"]]


def test_a_judged_case_is_proved_until_a_judgement_is_changed(case):
    (judgement,) = judge_case(case, "not_same", [BRIDGE, FERRY], ADA)
    with CaseReader(case) as reader:
        assert [m for m in audit_case(reader).mismatches if m.record == judgement.id] == []
    with closing(sqlite3.connect(case)) as connection, connection:
        connection.execute("UPDATE judgements SET record = replace(record, 'not_same', 'same')")
    with CaseReader(case) as reader:
        assert [m.field for m in audit_case(reader).mismatches if m.record == judgement.id] == ["id"]
