import pytest

from onrecord.model import Given

BODY = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
TITLE = "Bridge Stays Closed"


def credits_of(article):
    for credit in article.credits:
        assert article.text[credit.start : credit.end] == credit.text
    return [(credit.kind, credit.text, credit.name) for credit in article.credits]


def test_each_credit_has_its_words_on_the_page(clean_text):
    article = clean_text(
        f"{TITLE}\n\nBy Ada Moran, City Editor\n\nVARNHOLM (AFP) – {BODY}\n\n{BODY} She said so.\n\n"
        "Published by Sputnik Globe\n\nRepublished by The Varnholm Courier"
    )
    assert credits_of(article) == [
        ("byline", "Ada Moran", "Ada Moran"),
        ("agency", "AFP", "Agence France-Presse"),
        ("published_by", "Published by Sputnik Globe", "Sputnik Globe"),
        ("republished_by", "Republished by The Varnholm Courier", "The Varnholm Courier"),
        ("outlet", "The Varnholm Courier", "The Varnholm Courier"),
    ]


@pytest.mark.parametrize(
    ("note", "kind", "name"),
    [
        ("Originally published in The Varnholm Courier on 3 May 2021.", "published_by", "The Varnholm Courier"),
        ("This article first appeared on Harbour Notes.", "published_by", "Harbour Notes"),
        ("This article is republished from Harbour Notes under a licence.", "published_by", "Harbour Notes"),
        ("Translated from Spanish", "translated_from", "Spanish"),
        ("Translated from the Spanish by Tor Lind", "translated_from", "Spanish"),
        ("This article was machine-translated.", "translated_from", "machine-translated"),
        ("This story was automatically translated from Norwegian.", "translated_from", "Norwegian"),
        ("Translation by Tor Lind", "translated_from", "Translation"),
    ],
)
def test_a_note_of_publication_or_translation_is_a_credit(clean_text, note, kind, name):
    article = clean_text(f"{TITLE}\n\n{BODY}\n\n{BODY} She said so.\n\n{note}")
    (found,) = credits_of(article)
    assert (found[0], found[2]) == (kind, name)
    assert article.outlet is None


def test_what_metadata_says_has_no_words_on_the_page(clean_html):
    article = clean_html(
        '<html><head><meta name="author" content="Tor Lind, AFP">'
        '<meta property="og:site_name" content="Courier"></head>'
        f"<body><article><h1>{TITLE}</h1><p>{BODY}</p><p>{BODY} She said so.</p></article></body></html>"
    )
    assert (article.byline, article.outlet, article.agency) == ("Tor Lind, AFP", "Courier", "Agence France-Presse")
    assert article.credits == ()


def test_several_agencies_of_one_credit_are_each_credited(clean_text):
    article = clean_text(f"{TITLE}\n\n{BODY}\n\n{BODY} She said so.\n\njm/dm (AFP, dpa)", Given(outlet="Courier"))
    assert article.agency == "Agence France-Presse, dpa"
    assert [text for _, text, _ in credits_of(article)] == ["AFP", "dpa"]


def test_a_sentence_about_publishing_is_no_note(clean_text):
    article = clean_text(
        f"{TITLE}\n\n{BODY}\n\nThe report was first published in March, the mayor said, and nobody read it."
    )
    assert article.credits == ()


def test_a_photographers_credit_says_nothing_of_the_text(clean_text):
    article = clean_text(f"{TITLE}\n\nIda Berg/Associated Press\n\n{BODY}\n\n{BODY} She said so.")
    assert (article.agency, article.credits) == (None, ())
