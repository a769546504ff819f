import json

import pytest
from msgspec.structs import replace

from onrecord.model import PageDate
from onrecord.query.citing import cite_statement
from tests.factories import make_article, make_statement

TEXT = "The mayor said the ferry — all of it, and more — left the harbour of Sennet, overloaded, on Monday at noon."
WORDS = TEXT[len("The mayor said ") : -1]
URL = "https://post.example/a?b=1#c"


def cited(**more):
    article = replace(make_article(TEXT, outlet="Almery Post", date="2025-03-12"), title="A ferry", **more)
    return article, cite_statement(article, make_statement(article, WORDS), "Ada Kern")


def test_a_footnote_and_a_reference_name_speaker_page_outlet_day_and_address():
    _, citation = cited(url=URL)
    assert citation.note == f"Ada Kern, in “A ferry”, Almery Post, 12 Mar 2025, {URL}."
    assert citation.reference == f"Ada Kern, as cited in Almery Post (2025, March 12). A ferry. {URL}"


@pytest.mark.parametrize("url", [None, "javascript:alert(1)"])
def test_what_is_not_known_is_left_out(url):
    _, citation = cited(url=url, published=None, outlet=None)
    assert citation.note == "Ada Kern, in “A ferry”."
    assert "(n.d.)" in citation.reference
    assert citation.address is None


def test_a_date_that_is_none_is_no_day():
    dated = PageDate(from_="soon", to="soon", zone=None, how="given", text="soon")
    assert "(n.d.)" in cited(published=dated)[1].reference


def test_an_address_leads_to_the_words():
    _, citation = cited(url=URL)
    begin, _, end = citation.address.partition("#:~:text=")[2].partition(",")
    assert citation.address.startswith("https://post.example/a?b=1#:~:text=")
    assert begin == "the%20ferry%20%E2%80%94%20all"
    assert end == "on%20Monday%20at%20noon"


def test_a_selector_finds_the_words_by_place_and_by_quotation():
    article, citation = cited(url=URL)
    quotation, position = json.loads(citation.selector)["target"]["selector"]
    assert article.text[position["start"] : position["end"]] == quotation["exact"] == WORDS
    assert article.text.endswith(quotation["exact"] + quotation["suffix"])
