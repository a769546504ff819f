"""Ids depend on content alone, and on the borders between its parts."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Capture, content_id, statement_id

PARTS = st.lists(st.one_of(st.none(), st.integers(), st.text()), max_size=4)


@given(PARTS, PARTS)
def test_ids_are_equal_only_for_equal_parts(one, other):
    same = [None if p is None else str(p) for p in one] == [None if p is None else str(p) for p in other]
    assert (content_id("xx", *one) == content_id("xx", *other)) == same


def test_ids_of_different_record_types_differ():
    assert content_id("st", "a") != content_id("fg", "a")


def test_an_id_never_changes_between_releases():
    # Judgements and links into old exports rest on these: a change here needs a migration.
    assert content_id("ar", "page.txt", "00") == "ar_1ede7fcaf56d8bead2a4"
    assert statement_id("ar_1", ((0, 4),), None) == "st_6678ceb375dafffec6b7"


def test_two_pages_with_the_same_bytes_are_two_articles():
    pages = [
        Capture(uri=uri, data=b"same", media_type="text/plain", captured_at="2024-01-01T00:00:00Z")
        for uri in ("a.txt", "b.txt")
    ]
    assert pages[0].sha256 == pages[1].sha256
    assert pages[0].article_id != pages[1].article_id


def test_the_time_of_capture_stays_out_of_the_id():
    pages = [
        Capture(uri="a.txt", data=b"same", media_type="text/plain", captured_at=at)
        for at in ("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    ]
    assert pages[0].article_id == pages[1].article_id
