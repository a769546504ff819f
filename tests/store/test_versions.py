"""A page that was captured more than once: what the case keeps of it, and what it knows of visits."""

import pytest

from onrecord.model import Accounts, Article, Version
from onrecord.store import CaseReader, CaseWriter, PastVisit, writer
from tests.store.pages import make_page

URL = "https://quay.example/ferry"


@pytest.fixture
def case(tmp_path):
    with CaseWriter(tmp_path / "case.db") as writer:
        yield writer


def web_page(words, captured_at="2024-10-26T08:00:00Z", data=None, url=URL):
    return make_page(words, uri=url, url=url, captured_at=captured_at, data=data)


def test_the_same_words_at_the_same_address_are_known_whatever_stands_around_them(case):
    page = web_page("The ferry sailed", data=b"<p>The ferry sailed</p><!-- 1 -->")
    assert not case.has_wording(page[1])
    case.add_page(*page)
    assert case.has_wording(web_page("The ferry sailed", data=b"other bytes")[1])
    assert case.has_wording(web_page("The ferry sailed", url=URL.replace("https", "http") + "/?utm_medium=x")[1])
    assert not case.has_wording(web_page("The ferry sank")[1])
    assert not case.has_wording(web_page("The ferry sailed", url=URL + "2")[1])


def test_a_page_that_goes_back_to_earlier_words_has_changed(case):
    case.add_page(*web_page("The ferry sailed", "2024-10-26T08:00:00Z"))
    case.add_page(*web_page("The ferry sank", "2024-10-26T09:00:00Z"))
    assert case.has_wording(web_page("The ferry sank", data=b"other bytes")[1])
    assert not case.has_wording(web_page("The ferry sailed", data=b"other bytes")[1])


def test_the_words_of_a_file_are_not_what_the_web_gave(case):
    case.add_page(*make_page("The ferry sailed", url=URL))
    assert not case.has_wording(web_page("The ferry sailed")[1])


@pytest.mark.parametrize("hours", [(8, 9), (9, 8)])
def test_equal_captures_that_come_in_at_once_answered_at_the_earliest(case, hours):
    pages = [web_page("The ferry sailed", f"2024-10-26T0{hour}:00:00Z") for hour in hours]
    for page in pages:
        case.add_page(*page)
    assert case.answered() == {pages[0][1].id: "2024-10-26T08:00:00Z"}
    with CaseReader(case.path) as reader:
        assert list(reader.seals()) == [(pages[0][1].id, True)]


@pytest.mark.parametrize("later_first", [False, True])
def test_a_page_answered_when_a_server_first_gave_it_whichever_capture_came_first(case, later_first):
    early, late = (web_page("The ferry sailed", f"2024-10-26T0{hour}:00:00Z") for hour in (8, 9))
    first, second = (late, early) if later_first else (early, late)
    case.add_page(*first)
    case.put_accounts(Accounts())
    case.note_answer(second[0])
    assert case.answered() == {early[1].id: "2024-10-26T08:00:00Z"}
    assert case.is_assembled() is not later_first
    with CaseReader(case.path) as reader:
        assert list(reader.seals()) == [(early[1].id, True)]


def test_a_file_never_answers(case):
    page = make_page()
    case.add_page(*page)
    case.note_answer(page[0])
    assert case.answered() == {}


def test_where_a_page_was_taken_from_is_sealed(case):
    page = web_page("The ferry sailed")
    case.add_page(*page)
    with CaseReader(case.path) as reader:
        assert reader.page(page[1].id).capture == page[0]
        assert list(reader.seals()) == [(page[1].id, True)]
        with case._begin() as connection:
            connection.exec_driver_sql("UPDATE pages SET taken_from = 'file'")
        assert list(reader.seals()) == [(page[1].id, False)]


def test_articles_say_what_they_are_versions_of_and_stay_sealed_as_read(case):
    first, second = (web_page(words) for words in ("The ferry sailed", "The ferry sank"))
    for page in (first, second):
        case.add_page(*page)
    old, new = first[1].id, second[1].id
    records = (
        Version(id="ve_1", page="quay.example/ferry", article=old, version_of=None, number=1),
        Version(id="ve_2", page="quay.example/ferry", article=new, version_of=old, number=2),
    )
    case.put_accounts(Accounts(versions=records))
    with CaseReader(case.path) as reader:
        told = {article.id: article.version_of for article in reader.records(Article)}
        assert told == {old: None, new: old}
        assert {page.article.id: page.article.version_of for page in reader.pages()} == told
        assert reader.page(new).article.version_of == old
        assert reader.counts()["versions"] == 2
        assert list(reader.records(Version)) == sorted(records, key=lambda record: record.article)
        assert all(holds for _, holds in reader.seals())
    assert all(article.version_of is None for article, _ in case.pages())


def test_visits_are_found_by_address_and_by_the_day_of_the_page(case):
    old = PastVisit(url=URL, etag='"1"', checked_at="2024-10-26T08:00:00Z", published="2024-10-20")
    feed = PastVisit(url="https://quay.example/feed", last_modified="Sat", checked_at="2024-10-26T08:00:00Z")
    for visit in (old, feed):
        case.put_visit(visit)
    assert case.visit(URL) == old
    assert case.visit("https://quay.example/nothing") is None
    assert case.visits_since("2024-10-20") == [old]
    assert case.visits_since("2024-10-21") == []
    again = PastVisit(url=URL, checked_at="2024-10-27T08:00:00Z", published="2024-10-20")
    case.put_visit(again)
    assert case.visit(URL) == again


@pytest.mark.parametrize(
    ("query", "index"),
    [(writer._NEWEST_WORDING, "pages_address"), (writer._ANSWERED_LATER, "sqlite_autoindex_pages_1 (id=?)")],
)
def test_what_is_asked_for_each_page_goes_by_an_index(case, query, index):
    with case._begin() as connection:
        compiled = query.compile(dialect=connection.dialect)
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", ("x",) * len(compiled.positiontup)).all()
    assert all("SCAN" not in step.detail for step in steps)
    assert any(index in step.detail for step in steps)
