"""What goes into a case comes out of it, in an order of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Accounts, Failure, Figure, Judgement, Lineage, PlacedSpan, Speaker, Statement, figure_id
from onrecord.store import CaseReader, CaseWriter, StoredPage
from tests.store.pages import accounts_of, build, make_page, make_pages


@pytest.fixture(scope="module")
def shared_case(tmp_path_factory):
    path = tmp_path_factory.mktemp("roundtrip") / "case.db"
    with CaseWriter(path) as writer, CaseReader(path) as reader:
        yield writer, reader


@settings(deadline=None)
@given(
    words=st.text(min_size=1, max_size=40).filter(str.strip),
    uri=st.text(min_size=1, max_size=20).filter(lambda uri: not uri.startswith("/") and "\\" not in uri),
    outlet=st.none() | st.text(max_size=10),
    data=st.binary(max_size=200),
)
def test_any_page_comes_back_as_it_went_in(shared_case, words, uri, outlet, data):
    writer, reader = shared_case
    capture, article, reading = make_page(words, uri=uri, outlet=outlet, data=data)
    writer.add_page(capture, article, reading)
    assert reader.page(article.id) == StoredPage(capture=capture, article=article, reading=reading)
    assert writer.is_known(article.id)


def test_every_page_keeps_its_seal(shared_case):
    _, reader = shared_case
    seals = list(reader.seals())
    assert [article for article, _ in seals] == [article.id for article in reader.articles()]
    assert all(holds for _, holds in seals)


def test_pages_come_by_article_id_whatever_the_order_of_arrival(tmp_path):
    pages = make_pages(5)
    build(tmp_path / "a.db", pages)
    build(tmp_path / "b.db", pages[::-1])
    with CaseReader(tmp_path / "a.db") as one, CaseReader(tmp_path / "b.db") as other:
        ids = [page.article.id for page in one.pages()]
        assert ids == sorted(article.id for _, article, _ in pages)
        assert list(one.pages()) == list(other.pages())
        assert one.statements() == other.statements()


def test_two_pages_with_the_same_bytes_share_them_and_stay_two_articles(tmp_path):
    path = tmp_path / "case.db"
    build(path, [make_page(uri="a.txt"), make_page(uri="b.txt")])
    with CaseReader(path) as case:
        assert {page.capture.uri for page in case.pages()} == {"a.txt", "b.txt"}
        with case.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM blobs").scalar() == 1


def test_records_are_ordered_by_place_or_id_and_found_by_id(tmp_path):
    path = tmp_path / "case.db"
    pages = make_pages(4)
    build(path, pages)
    with CaseReader(path) as case:
        statements = list(case.records(Statement))
        assert [(s.article, s.start, s.id) for s in statements] == sorted(
            (s.article, s.start, s.id) for s in statements
        )
        assert case.record(Statement, statements[2].id) == statements[2]
        assert case.record(Statement, "st_unknown") is None
        assert [speaker.id for speaker in case.records(Speaker)] == ["sp_varga"]
        assert list(case.records(Judgement)) == []
        assert case.page("ar_unknown") is None


def test_who_took_it_from_whom_is_ordered_by_the_articles(tmp_path):
    def lineage(source, target, start):
        evidence = PlacedSpan(start=start, end=start + 1, text="x", article=target)
        return Lineage(
            from_=source, to=target, relation="cites", direction="known", share=0.5, passages=(), evidence=evidence
        )

    path = tmp_path / "case.db"
    records = (lineage("b", "c", 0), lineage("a", "c", 3), lineage("a", "b", 1), lineage("a", "c", 2))
    with CaseWriter(path) as case:
        case.put_accounts(Accounts(lineage=records))
    with CaseReader(path) as case:
        stored = list(case.records(Lineage))
    assert [(line.from_, line.to) for line in stored] == [("a", "b"), ("a", "c"), ("a", "c"), ("b", "c")]
    assert {line.evidence.start for line in stored} == {0, 1, 2, 3}


def test_new_accounts_replace_the_old_and_nothing_else(tmp_path):
    path = tmp_path / "case.db"
    pages = make_pages(3)
    build(path, pages)
    article = pages[0][1]
    figure = Figure(
        id=figure_id(article.id, 6, 7), article=article.id, start=6, end=7, text="0", low=0, high=0,
        qualifier="exactly", unit=None, counted=None, statement=None, as_of=None, forecast=False,
    )  # fmt: skip
    with CaseWriter(path) as case:
        case.set_setting("tagger", "patterns")
        case.put_accounts(Accounts(figures=(figure,)))
    with CaseReader(path) as case:
        counts = case.counts()
        assert (counts["articles"], counts["statements"], counts["speakers"], counts["figures"]) == (3, 0, 0, 1)
        assert list(case.records(Figure)) == [figure]
        assert case.settings() == {"tagger": "patterns"}


def test_accounts_that_name_an_unknown_article_are_refused_as_a_whole(tmp_path):
    path = tmp_path / "case.db"
    pages = make_pages(2)
    build(path, pages)
    _, article, reading = make_page(uri="never stored.txt")
    with CaseWriter(path) as case, pytest.raises(Exception, match="FOREIGN KEY"):
        case.put_accounts(accounts_of([(article, reading)]))
    with CaseReader(path) as case:
        assert case.counts()["statements"] == 2


def test_a_page_that_is_added_again_takes_the_new_reading(tmp_path):
    path = tmp_path / "case.db"
    capture, article, reading = make_page()
    build(path, [(capture, article, reading)])
    with CaseWriter(path) as case:
        case.add_page(capture, article, type(reading)(article=article.id, unread="another language"))
        assert not case.is_assembled()
    with CaseReader(path) as case:
        assert [page.reading.unread for page in case.pages()] == ["another language"]


def test_a_reading_of_another_article_is_refused(tmp_path):
    capture, article, _ = make_page()
    _, _, other = make_page(uri="other.txt")
    with CaseWriter(tmp_path / "case.db") as case, pytest.raises(ValueError, match="is of"):
        case.add_page(capture, article, other)


def test_a_case_knows_whether_its_accounts_cover_all_pages(tmp_path):
    pages = make_pages(2)
    path = tmp_path / "case.db"
    build(path, pages[:1])
    with CaseWriter(path) as case, CaseReader(path) as reader:
        assert case.is_assembled()
        case.add_page(*pages[1])
        assert not case.is_assembled()
        assert not reader.is_assembled()
        case.put_accounts(accounts_of(list(case.pages())))
        assert case.is_assembled()
        assert reader.is_assembled()


def test_settings_are_replaced_and_sorted(tmp_path):
    path = tmp_path / "case.db"
    with CaseWriter(path) as case:
        for key, value in (("tagger", "a"), ("language", "en"), ("tagger", "b")):
            case.set_setting(key, value)
        assert list(case.settings().items()) == [("language", "en"), ("tagger", "b")]


class TestFailures:
    def test_are_ordered_and_kept_once(self, tmp_path):
        path = tmp_path / "case.db"
        last = Failure(uri="b.txt", stage="clean", code="binary", detail="b.txt: holds no text")
        first = Failure(uri="a.txt", stage="sources", code="empty", detail="a.txt: no bytes")
        with CaseWriter(path) as case:
            case.add_failure(last, "ar_b")
            case.add_failure(first)
            case.add_failure(last, "ar_b")
            assert case.is_known("ar_b")
            assert not case.is_known("ar_a")
        with CaseReader(path) as case:
            assert case.failures() == [first, last]

    def test_a_new_cause_replaces_the_old(self, tmp_path):
        path = tmp_path / "case.db"
        with CaseWriter(path) as case:
            for code in ("empty", "unreadable"):
                case.add_failure(Failure(uri="a.txt", stage="sources", code=code, detail=code))
        with CaseReader(path) as case:
            assert [failure.code for failure in case.failures()] == ["unreadable"]

    def test_are_forgotten_when_the_page_comes_in_after_all(self, tmp_path):
        path = tmp_path / "case.db"
        page = make_page(uri="a.txt")
        with CaseWriter(path) as case:
            case.add_failure(Failure(uri="a.txt", stage="sources", code="unreadable", detail="gone"))
            case.add_failure(Failure(uri="a.txt", stage="read", code="broken", detail="cause"), page[1].id)
            case.add_failure(Failure(uri="b.txt", stage="sources", code="empty", detail="no bytes"))
            case.add_page(*page)
        with CaseReader(path) as case:
            assert [failure.uri for failure in case.failures()] == ["b.txt"]

    def test_can_all_be_forgotten(self, tmp_path):
        with CaseWriter(tmp_path / "case.db") as case:
            case.add_failure(Failure(uri="a.txt", stage="clean", code="empty", detail="no bytes"), "ar_a")
            case.clear_failures()
            assert not case.is_known("ar_a")


def test_reading_needs_a_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        CaseReader(tmp_path / "absent.db")
    assert list(tmp_path.iterdir()) == []


def test_a_reading_is_found_by_its_key(tmp_path):
    with CaseWriter(tmp_path / "case.db") as case:
        (one, two, without) = make_pages(3)
        case.add_page(*one, "key of one")
        case.add_page(*two, "key of two")
        case.add_page(*without)
        assert case.find_reading("key of two") == two[1:]
        assert case.find_reading("key of nobody") is None


def test_of_copies_the_first_that_was_stored_is_found(tmp_path):
    with CaseWriter(tmp_path / "case.db") as case:
        pages = make_pages(3)
        for page in reversed(pages):
            case.add_page(*page, "key")
        assert case.find_reading("key") == pages[-1][1:]


def test_a_page_that_is_read_anew_is_found_by_its_new_key_alone(tmp_path):
    with CaseWriter(tmp_path / "case.db") as case:
        page = make_page()
        case.add_page(*page, "old key")
        case.add_page(*page, "new key")
        assert case.find_reading("old key") is None
        assert case.find_reading("new key") == page[1:]


def test_a_page_is_known_when_it_is_stored_or_has_failed(tmp_path):
    with CaseWriter(tmp_path / "case.db") as case:
        page = make_page()
        case.add_page(*page)
        case.add_failure(Failure(uri="b.txt", stage="clean", code="empty", detail="b.txt: no text"), "ar_b")
        assert case.is_known(page[1].id)
        assert case.is_known("ar_b")
        assert not case.is_known("ar_c")
