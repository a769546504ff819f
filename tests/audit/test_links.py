"""The audit finds links, judgements and actors that were changed behind the program's back."""

import json
import sqlite3
from contextlib import closing

import pytest

from onrecord.audit import audit_case
from onrecord.model import Actor, Link
from onrecord.pipeline import assemble_case
from onrecord.review import Judge, judge_case, undo_judgement
from onrecord.store import CaseReader, CaseWriter
from tests.namesakes import chain_on, write_namesakes

ADA = Judge(by="ada", at="2025-03-01T10:00:00Z")
BRIDGE, FERRY, QUAY = (chain_on(uri).id for uri in ("bridge.txt", "ferry.txt", "quay.txt"))


@pytest.fixture
def case(tmp_path):
    """Return a case with one link that a person made, and one that the program did."""
    path = write_namesakes(tmp_path / "case.db")
    judge_case(path, "same", ["Odo Brask", "Mira Toln"], ADA)
    with CaseWriter(path) as writer:
        writer.put_actors([Actor(id="q7", name="Mira Toln", party="Bridge Party")])
        assemble_case(writer)
    return path


def mismatches(case):
    with CaseReader(case) as reader:
        return audit_case(reader).mismatches


def change(case, table, alter, *, judged=None):
    """Alter the first record of a table, of the links the first with or without a judgement."""
    with closing(sqlite3.connect(case)) as connection, connection:
        for number, written in connection.execute(f"SELECT number, record FROM {table} ORDER BY number").fetchall():  # noqa: S608 - ours
            record = json.loads(written)
            if judged is None or judged == (record["judgement"] is not None):
                alter(record)
                query = f"UPDATE {table} SET record = ? WHERE number = ?"  # noqa: S608 - ours
                connection.execute(query, (json.dumps(record), number))
                return
    raise AssertionError("nothing to alter")


def test_an_untouched_case_is_proved(case):
    assert mismatches(case) == ()
    with CaseReader(case) as reader:
        assert reader.counts()["links"] == 2


@pytest.mark.parametrize("decision", ["not_same", "open"])
def test_another_decision_is_found(case, decision):
    change(case, "links", lambda link: link.update(decision=decision), judged=False)
    assert "id" in {m.field for m in mismatches(case)}


def test_another_reason_is_found(case):
    change(case, "links", lambda link: link.update(reason="they are cousins"), judged=False)
    assert [m.field for m in mismatches(case)] == ["id"]


def test_an_end_at_another_place_is_found(case):
    def move(link):
        link["one"].update(start=0, end=len("Mira Toln"))

    change(case, "links", move, judged=False)
    assert {"one", "one.chain", "thing"} <= {m.field for m in mismatches(case)}


def test_an_end_of_somebody_else_is_found(case):
    change(case, "links", lambda link: link["other"].update(chain="ch_nobody"), judged=False)
    assert {"id", "other.chain"} == {m.field for m in mismatches(case)}


def test_two_who_are_one_and_nothing_that_holds_both_are_found(case):
    change(case, "links", lambda link: link.update(thing=None), judged=False)
    assert [(m.field, m.found) for m in mismatches(case)] == [("decision", "two things")]


def test_a_thing_that_does_not_hold_both_is_found(case):
    change(case, "links", lambda link: link.update(thing="th_other"), judged=False)
    assert [(m.field, m.expected) for m in mismatches(case)] == [("thing", "th_other")] * 2


def test_a_judgement_that_nobody_made_is_found(case):
    change(case, "links", lambda link: link.update(judgement="jd_none"), judged=False)
    assert [(m.field, m.found) for m in mismatches(case)] == [("judgement", "no such judgement")]


def test_a_judgement_on_others_is_found(case):
    with CaseReader(case) as reader:
        (judgement,) = [link.judgement for link in reader.records(Link) if link.judgement]
    change(case, "links", lambda link: link.update(judgement=judgement), judged=False)
    assert [(m.field, m.found.split()[0]) for m in mismatches(case)] == [("judgement", "it")]


@pytest.mark.parametrize("field", ["on", "kind", "value", "by", "at"])
def test_a_judgement_of_other_words_is_found(case, field):
    change(case, "judgements", lambda judgement: judgement.update({field: "unsure"}))
    assert "id" in {m.field for m in mismatches(case)}


def test_a_judgement_that_is_marked_as_undone_by_nobody_is_found(case):
    change(case, "judgements", lambda judgement: judgement.update(undone=True))
    assert {m.field for m in mismatches(case)} == {"undone", "judgement"}


def test_a_judgement_that_is_undone_is_proved_and_its_mark_missed(case):
    with CaseReader(case) as reader:
        (judgement,) = [link.judgement for link in reader.records(Link) if link.judgement]
    undo_judgement(case, judgement, ADA)
    assert mismatches(case) == ()
    with closing(sqlite3.connect(case)) as connection, connection:
        connection.execute("UPDATE judgements SET record = replace(record, '\"undone\":true', '\"undone\":false')")
    assert [(m.field, m.found) for m in mismatches(case)] == [("on", "it is not marked as undone")]


@pytest.mark.parametrize("table", ["speakers", "things"])
def test_an_actor_who_is_not_as_on_the_list_is_found(case, table):
    change(case, table, lambda record: record["actor"].update(party="Dry Dock"))
    assert [m.field for m in mismatches(case)] == ["actor"]
