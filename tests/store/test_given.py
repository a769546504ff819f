"""What people give to a case outlives all builds, and leaves the accounts behind until they are made anew."""

import signal

import pytest
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.model import (
    Accounts,
    Actor,
    Judgement,
    Link,
    LinkEnd,
    Mention,
    Reading,
    Speaker,
    Thing,
    judgement_id,
)
from onrecord.store import UNDO, CaseReader, CaseWriter, StatementFilters
from tests.factories import make_chain
from tests.store.pages import accounts_of, build, die_in, make_page, make_pages, make_speaker, run_apart

VARGA = Actor(
    id="q1", name="Varga, Odile", aliases=("O. Varga", "Ministerin Varga"), party="Quay Party", country="Norvia"
)
BRASK = Actor(id="a2", name="Odo Brask")


def judgement(on="ch_a", kind="same", value="ch_b", by="ada", at="2025-03-01T10:00:00Z", **more):
    return Judgement(id=judgement_id(on, kind, value, by, at), on=on, kind=kind, value=value, by=by, at=at, **more)


@pytest.fixture
def path(tmp_path):
    build(tmp_path / "case.db", make_pages(2))
    return tmp_path / "case.db"


class TestActors:
    def test_come_back_as_they_were_given_ordered_by_id(self, path):
        with CaseWriter(path) as case:
            case.put_actors([VARGA, BRASK])
            assert case.actors() == (BRASK, VARGA)
        with CaseReader(path) as case:
            assert list(case.records(Actor)) == [BRASK, VARGA]
            assert case.record(Actor, "q1") == VARGA
            assert case.counts()["actors"] == 2

    def test_a_new_list_replaces_the_former_as_a_whole(self, path):
        with CaseWriter(path) as case:
            case.put_actors([VARGA, BRASK])
            case.put_actors([replace(BRASK, party="Dry Dock")])
            assert case.actors() == (replace(BRASK, party="Dry Dock"),)
            case.put_actors([])
            assert case.actors() == ()

    def test_leave_the_accounts_behind_only_where_they_are_others(self, path):
        with CaseWriter(path) as case:
            case.put_actors([VARGA, BRASK])
            assert not case.is_assembled()
            case.put_accounts(accounts_of(list(case.pages())))
            case.put_actors([BRASK, VARGA])
            assert case.is_assembled()
            case.put_actors([])
            assert not case.is_assembled()

    def test_outlive_new_accounts(self, path):
        with CaseWriter(path) as case:
            case.put_actors([VARGA])
            case.put_accounts(Accounts())
            assert case.actors() == (VARGA,)

    @pytest.mark.parametrize("name", ["ministerin varga", "varga, odile", "ODILE VARGA"])
    def test_find_statements_by_their_names(self, path, name):
        with CaseWriter(path) as case:
            accounts = accounts_of(list(case.pages()))
            listed = replace(accounts.speakers[0], actor=VARGA)
            case.put_accounts(replace(accounts, speakers=(listed,)))
        with CaseReader(path) as case:
            assert len(case.statements(StatementFilters(speaker=name))) == 2
            assert case.record(Speaker, "sp_varga") == listed


class TestJudgements:
    def test_come_back_ordered_by_id_and_leave_the_accounts_behind(self, path):
        given = [judgement(), judgement(kind="not_same", value="ch_c", note="seen both on one stage")]
        with CaseWriter(path) as case:
            case.add_judgement(*given)
            assert not case.is_assembled()
        with CaseReader(path) as case:
            assert list(case.records(Judgement)) == sorted(given, key=lambda each: each.id)

    def test_are_kept_once(self, path):
        with CaseWriter(path) as case:
            case.add_judgement(judgement())
            case.add_judgement(judgement(), judgement())
            assert case.judgements() == (judgement(),)

    def test_outlive_new_pages_and_accounts(self, path):
        with CaseWriter(path) as case:
            case.add_judgement(judgement())
        build(path, make_pages(4))
        with CaseReader(path) as case:
            assert list(case.records(Judgement)) == [judgement()]
            assert case.is_assembled()

    def test_are_undone_and_not_deleted(self, path):
        with CaseWriter(path) as case:
            case.add_judgement(judgement())
            case.put_accounts(Accounts())
            undo = case.undo_judgement(judgement().id, "bo", "2025-03-02T10:00:00Z", "too early")
            assert not case.is_assembled()
            assert case.judgements() == tuple(
                sorted([replace(judgement(), undone=True), undo], key=lambda each: each.id)
            )
        assert (undo.on, undo.kind, undo.value) == (judgement().id, UNDO, "same")
        assert (undo.by, undo.at, undo.note, undo.undone) == ("bo", "2025-03-02T10:00:00Z", "too early", False)
        assert undo.id == judgement_id(undo.on, undo.kind, undo.value, undo.by, undo.at)

    def test_cannot_be_undone_twice_nor_can_an_undoing(self, path):
        with CaseWriter(path) as case:
            case.add_judgement(judgement())
            undo = case.undo_judgement(judgement().id, "bo", "2025-03-02T10:00:00Z")
            with pytest.raises(UsageError, match="undone already"):
                case.undo_judgement(judgement().id, "cy", "2025-03-03T10:00:00Z")
            with pytest.raises(UsageError, match="judge again"):
                case.undo_judgement(undo.id, "cy", "2025-03-03T10:00:00Z")
            with pytest.raises(UsageError, match="jd_none: no such judgement"):
                case.undo_judgement("jd_none", "cy", "2025-03-03T10:00:00Z")
            assert len(case.judgements()) == 2

    def test_and_accounts_are_made_by_the_next_build_after_a_kill(self, path):
        with CaseWriter(path) as case:
            case.add_judgement(judgement())
        pages = make_pages(2)
        assert run_apart(die_in, path, "onrecord.store.state.mark_assembled", pages) == -signal.SIGKILL
        with CaseReader(path) as case:
            assert not case.is_assembled()
        build(path, pages)
        with CaseReader(path) as case:
            assert case.is_assembled()
            assert list(case.records(Judgement)) == [judgement()]


def linked_case(path):
    """Write a case with one link between two names on two pages, apart or of one thing, and return its parts."""
    (capture, article, reading), (other_capture, other, other_reading) = make_pages(2)
    ends = []
    for page in (article, other):
        start = page.text.index("Odile Varga")
        ends.append(LinkEnd(start=start, end=start + 11, text="Odile Varga", article=page.id, chain=f"ch_{page.id}"))
    with CaseWriter(path) as case:
        case.add_page(capture, article, reading)
        case.add_page(other_capture, other, other_reading)
    return ends


@pytest.mark.parametrize("together", [True, False])
def test_links_are_found_from_the_things_and_speakers_at_their_ends(tmp_path, together):
    path = tmp_path / "case.db"
    one, other = linked_case(path)
    names = ["th_one", "th_one" if together else "th_other"]
    mentions = tuple(
        Mention(id=f"mn_{end.chain}", article=end.article, start=end.start, end=end.end, text=end.text, thing=thing)
        for end, thing in zip((one, other), names, strict=True)
    )
    speaker = make_speaker(make_pages(1)[0][1])
    link = Link(
        id="lk_1", one=one, other=other, decision="same" if together else "open", reason="the same name",
        thing="th_one" if together else None,
    )  # fmt: skip
    things = tuple(
        Thing(id=name, name="Odile Varga", type="person", aliases=(), speaker="sp_varga" if name == "th_one" else None)
        for name in dict.fromkeys(names)
    )
    with CaseWriter(path) as case:
        case.put_accounts(Accounts(links=(link,), things=things, mentions=mentions, speakers=(speaker,)))
    with CaseReader(path) as case:
        assert list(case.records(Link)) == [link]
        assert case.link_things() == {"lk_1": tuple(dict.fromkeys(names))}
        for holder in ("sp_varga", *names):
            assert case.links_about(holder) == [link]
        assert case.links_about("th_nobody") == []


def test_whom_a_page_mentions_is_found_by_id(tmp_path):
    capture, article, reading = make_page()
    chain = make_chain(article, "Odile Varga")
    with CaseWriter(tmp_path / "case.db") as case:
        case.add_page(capture, article, Reading(article=article.id, statements=reading.statements, chains=(chain,)))
    with CaseReader(tmp_path / "case.db") as case:
        assert case.chain(chain.id) == chain
        assert case.chains(article.id) == (chain,)
        assert case.chain("Odile Varga") is None
        assert case.chain('ch_"') is None
        assert case.chains("ar_none") == ()
