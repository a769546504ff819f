"""Statements are found by their words, speaker, position, outlet, time and article."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model import Accounts, Mention, PageDate, Thing, TimeExpression
from onrecord.store import CaseReader, CaseWriter, StatementFilters
from tests.store.pages import make_page, make_speaker

PAGES = {
    "a": make_page("The ferry didn't sail", uri="a.txt", date="2024-10-25", outlet="Harbour Post"),
    "b": make_page("The café at the ferry burnt", uri="b.txt", date="2024-10-27", outlet="The Straße"),
    "c": make_page("No boat has left", uri="c.txt", date=None),
    "d": make_page("Sailing is off", uri="d.txt", date="2024-11-02"),
}
SAID = TimeExpression(start=0, end=7, text="Sailing", from_="2024-10-20", to="2024-10-21")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "case.db"
    statements = []
    with CaseWriter(path) as writer:
        for name, page in PAGES.items():
            writer.add_page(*page)
            statement = msgspec.structs.replace(
                page[2].statements[0],
                speakers=("sp_varga",) if name in "ab" else ("sp_noor",) if name == "c" else (),
                said_on=SAID if name == "d" else None,
                position="denies" if name == "c" else "affirms",
            )
            statements.append(statement)
        speakers = (
            make_speaker(PAGES["a"][1]),
            msgspec.structs.replace(make_speaker(PAGES["c"][1], speaker_id="sp_noor"), name="Éva Noor", aliases=()),
        )
        ferry = Thing(id="th_ferry", name="Old Ferry", type="vessel", aliases=(), speaker=None)
        quay = Thing(id="th_quay", name="Quay", type="place", aliases=(), speaker=None)
        mentions = [*mentions_of("ferry", ferry), *mentions_of("quay", quay)]
        accounts = Accounts(
            statements=tuple(statements), speakers=speakers, things=(ferry, quay), mentions=tuple(mentions)
        )
        writer.put_accounts(accounts)
    with CaseReader(path) as reader:
        yield reader


def mentions_of(words, thing):
    for name, (_, article, _) in PAGES.items():
        if words in article.text:
            start = article.text.index(words)
            yield Mention(
                id=f"mn_{words}{name}",
                article=article.id,
                start=start,
                end=start + len(words),
                text=words,
                thing=thing.id,
            )


def found(case, **filters):
    names = {article.id: name for name, (_, article, _) in PAGES.items()}
    wanted = StatementFilters(**filters)
    statements = case.statements(wanted)
    assert case.count_statements(wanted) == len(statements)
    assert [s.article for s in statements] == sorted(s.article for s in statements)
    return "".join(sorted(names[statement.article] for statement in statements))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ferry", "ab"),
        ("FERRY burnt", "b"),
        ("burnt ferry", "b"),
        ("cafe", "b"),
        ("sail", "a"),
        ("sail*", "ad"),
        ("didn't", "a"),
        ("ferr", ""),
        ("ferry boat", ""),
        ("Varga", ""),
        ("", "abcd"),
        ("  ", "abcd"),
    ],
)
def test_all_words_must_stand_in_the_content(case, words, expected):
    assert found(case, words=words) == expected


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "ferry OR boat",
        "ferry NOT burnt",
        "NEAR(ferry boat)",
        "text:ferry",
        "^ferry boat",
        "(",
        "*",
        "{a}: b",
        "'; --",
    ],
)
def test_the_index_syntax_is_taken_as_words(case, words):
    assert set(found(case, words=words)) <= set("ab")


def test_signs_without_words_find_nothing(case):
    assert found(case, words="***") == ""


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=30))
def test_no_words_are_an_error(case, typed):
    for filters in [StatementFilters(**{name: typed}) for name in ("words", "speaker", "about", "outlet")]:
        assert case.count_statements(filters) == len(case.statements(filters))


def test_very_many_words_are_no_error(case):
    assert found(case, words=" ".join(f"word{number}" for number in range(5000))) == ""
    assert found(case, words="ferry " * 5000) == "ab"


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [("sp_varga", "ab"), ("odile", "ab"), ("VARGA", "ab"), ("éva", "c"), ("ÉVA NOOR", "c"), ("%", ""), ("sp_", "")],
)
def test_a_speaker_is_found_by_id_or_part_of_a_name(case, speaker, expected):
    assert found(case, speaker=speaker) == expected


@pytest.mark.parametrize(
    ("about", "expected"),
    [("th_ferry", "ab"), ("FERRY", "ab"), ("old ferr", "ab"), ("quay", ""), ("%", ""), ("th_", "")],
)
def test_statements_are_found_by_what_their_words_name(case, about, expected):
    assert found(case, about=about) == expected


def test_what_is_named_beside_the_words_is_not_what_they_are_about(case):
    assert found(case, about="th_ferry", words="burnt") == "b"
    assert case.count_about() == {"th_ferry": 2}


@pytest.mark.parametrize(("outlet", "expected"), [("harbour post", "a"), ("THE STRASSE", "b"), ("Post", "")])
def test_an_outlet_is_found_in_any_letter_case(case, outlet, expected):
    assert found(case, outlet=outlet) == expected


@pytest.mark.parametrize(
    ("date_from", "date_to", "expected"),
    [
        ("2024-10-25", "2024-10-25", "a"),
        ("2024-10-26", None, "b"),
        (None, "2024-10-25", "ad"),
        ("2024-10-21", "2024-10-24", "d"),
        ("2024-11-01", "2024-11-30", ""),
        ("20241027", None, "b"),
    ],
)
def test_a_time_is_when_it_was_said_else_when_the_page_appeared(case, date_from, date_to, expected):
    assert found(case, date_from=date_from, date_to=date_to) == expected


def test_a_date_that_is_none_is_said(case):
    with pytest.raises(UsageError, match="'last week' is not a date"):
        case.statements(StatementFilters(date_from="last week"))


def test_filters_hold_at_once(case):
    assert found(case, position="denies") == "c"
    assert found(case, position="denies", speaker="varga") == ""
    assert found(case, article=PAGES["b"][1].id, words="ferry", speaker="varga") == "b"


def test_an_answer_can_be_cut_into_pages(case):
    everything = case.statements()
    cut = [case.statements(StatementFilters(limit=2, offset=offset)) for offset in (0, 2, 4)]
    assert [len(page) for page in cut] == [2, 2, 0]
    assert [statement for page in cut for statement in page] == everything
    assert case.statements(StatementFilters(offset=3)) == everything[3:]
    assert case.count_statements(StatementFilters(limit=1)) == 4


def test_a_bound_without_its_other_end_is_open_to_that_side(tmp_path):
    capture, article, reading = make_page(date=None)
    before = PageDate(from_=None, to="2024-10-10T08:00:00", zone=None, how="bound")
    with CaseWriter(tmp_path / "case.db") as writer:
        writer.add_page(capture, msgspec.structs.replace(article, published=before), reading)
        writer.put_accounts(Accounts(statements=reading.statements))
    with CaseReader(tmp_path / "case.db") as reader:
        assert reader.count_statements(StatementFilters(date_to="1999-01-01")) == 1
        assert reader.count_statements(StatementFilters(date_from="2024-10-10")) == 1
        assert reader.count_statements(StatementFilters(date_from="2024-10-11")) == 0
