"""Judgements are listed in the order in which they were made, with the names that were judged about."""

import pytest

from onrecord.errors import UsageError
from onrecord.model import Accounts, Actor, Judgement, PlacedSpan, Thing
from onrecord.query.judgements import MOST_MATCHES, find_thing, judgement_lines
from onrecord.review import Judge, judge_case, undo_judgement
from onrecord.store import CaseReader, CaseWriter
from tests.namesakes import chain_on, make_page, write_namesakes

BRIDGE, FERRY, QUAY = (chain_on(uri).id for uri in ("bridge.txt", "ferry.txt", "quay.txt"))
LATER = Judge(by="bo", at="2025-03-02T10:00:00Z", note="seen together")
EARLIER = Judge(by="ada", at="2025-03-01T10:00:00Z")


@pytest.fixture
def case(tmp_path):
    return write_namesakes(tmp_path / "case.db")


def test_the_first_comes_first_whatever_its_id(case):
    judge_case(case, "same", [FERRY, QUAY], LATER)
    judge_case(case, "not_same", [BRIDGE, FERRY], EARLIER)
    with CaseReader(case) as reader:
        listed = judgement_lines(reader)
        assert [(line.label, line.by, line.at, line.note) for line in listed.lines] == [
            ("not the same", "ada", EARLIER.at, None),
            ("the same", "bo", LATER.at, "seen together"),
        ]
        assert [{line.one, line.other} for line in listed.lines] == [{"Mira Toln"}, {"Mira Toln", "Odo Brask"}]
        assert judgement_lines(reader, limit=1).lines == listed.lines[:1]


def test_one_that_is_undone_says_by_whom_and_when(case):
    (judgement,) = judge_case(case, "same", [FERRY, QUAY], EARLIER)
    undo_judgement(case, judgement.id, LATER)
    with CaseReader(case) as reader:
        (line,) = judgement_lines(reader).lines
    assert line.undone == "by bo, 2025-03-02T10:00:00Z"
    assert {line.one, line.other} == {"Mira Toln", "Odo Brask"}


def test_names_that_are_on_no_page_any_more_show_as_their_ids(case):
    gone = Judgement(id="jd_1", on="ch_gone", kind="same", value=QUAY, by="ada", at=EARLIER.at)
    with CaseWriter(case) as writer:
        writer.add_judgement(gone)
    with CaseReader(case) as reader:
        (line,) = judgement_lines(reader).lines
    assert (line.one, line.other) == ("ch_gone", "Odo Brask")


def test_a_case_without_judgements_has_none(case):
    with CaseReader(case) as reader:
        assert judgement_lines(reader).lines == ()


class TestNames:
    @pytest.fixture
    def reader(self, tmp_path):
        """Return a case of things that share names."""
        capture, article, reading = make_page("bridge.txt")
        alias = PlacedSpan(start=0, end=10, text="The bridge", article=article.id)
        listed = Actor(id="b1", name="Bröhl Bridge", aliases=("Old Span",))
        same = tuple(
            Thing(id=f"th_{number:02}", name="Span", type="other", aliases=(), speaker=None)
            for number in range(MOST_MATCHES + 3)
        )
        bridge = Thing(id="th_bridge", name="Brohl", type="place", aliases=(alias,), speaker=None, actor=listed)
        with CaseWriter(tmp_path / "case.db") as case:
            case.add_page(capture, article, reading)
            case.put_accounts(Accounts(things=(*same, bridge)))
        with CaseReader(tmp_path / "case.db") as opened:
            yield opened

    @pytest.mark.parametrize("typed", ["brohl", "THE BRIDGE", " Old span ", "brohl bridge", "th_bridge"])
    def test_are_found_whatever_their_case_and_accents_on_pages_and_on_the_list(self, reader, typed):
        assert find_thing(reader, typed).id == "th_bridge"

    def test_must_be_whole(self, reader):
        with pytest.raises(UsageError, match="“bridg” is neither the id nor the name"):
            find_thing(reader, "bridg")

    def test_of_many_are_refused_with_the_first_of_them(self, reader):
        with pytest.raises(UsageError, match=r"is the name of 15, give an id: Span .other.: th_00; .*; and 3 more"):
            find_thing(reader, "span")
