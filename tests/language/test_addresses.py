"""Which addresses lead to one page, and which may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.language.addresses import article_address, page_address
from tests.factories import make_article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://quay.example/ferry", "http://www.quay.example/ferry/"),
        ("https://quay.example:443/ferry", "https://QUAY.example/ferry#second"),
        ("https://quay.example/ferry?utm_source=letter&id=7&fbclid=x", "https://quay.example/ferry?id=7"),
    ],
)
def test_addresses_that_lead_to_one_page_are_equal(one, other):
    assert page_address(one) == page_address(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://quay.example/ferry?id=7", "https://quay.example/ferry?id=8"),
        ("https://quay.example/ferry", "https://quay.example/Ferry"),
        ("https://quay.example/ferry", "https://quay.example:8080/ferry"),
        ("https://quay.example/ferry", "https://m.quay.example/ferry"),
    ],
)
def test_addresses_that_may_lead_to_two_pages_differ(one, other):
    assert page_address(one) != page_address(other)


@pytest.mark.parametrize(
    "address",
    ["", "quay", "javascript:alert(1)", "https://quay.example/", "http://[::1", "https://quay.example:99999/a"],
)
def test_what_is_no_page_of_its_own_has_no_address(address):
    assert page_address(address) is None


@given(st.text(max_size=60) | st.text(max_size=60).map("https://quay.example/{}".format))
def test_any_text_is_taken_and_an_address_in_its_form_keeps_it(text):
    address = page_address(text)
    assert address is None or page_address(f"https://{address}") == address


def test_the_known_address_of_an_article_counts_before_the_one_that_it_calls_canonical():
    article = make_article("The ferry sailed.")
    canonical = replace(article, canonical_url="https://agency.example/7")
    assert article_address(article) is None
    assert article_address(canonical) == "agency.example/7"
    assert article_address(replace(canonical, url="https://quay.example/ferry")) == "quay.example/ferry"
