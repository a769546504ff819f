import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean_capture
from onrecord.clean.language import detect_language
from onrecord.errors import PageError
from onrecord.model import READ_ROLES, Capture, Given

BODY = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."


def capture(data, media_type="text/plain"):
    return Capture(uri="page.txt", data=data, media_type=media_type, captured_at="")


UNTIMED = settings(deadline=None)
"""The first page in another language loads the classifier, which takes half a second."""


@UNTIMED
@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/html"]))
def test_any_bytes_make_an_article_or_a_page_error(data, media_type):
    try:
        article = clean_capture(capture(data, media_type))
    except PageError as error:
        outcome = error.code
    else:
        outcome = "article"
        assert article.blocks
        assert article == clean_capture(capture(data, media_type))
    assert outcome in {"article", "empty", "binary", "encoding"}


@UNTIMED
@given(
    st.lists(
        st.sampled_from(["Share:", BODY, "“No.”", "By Ada Moran", "Latest", "Bridge Closed", "1 May 2020", "", "—"])
    )
)
def test_nothing_of_a_plain_text_is_cut(lines):
    text = "\n".join(["Varnholm Bridge", *lines])
    article = clean_capture(capture(text.encode()))
    assert article.text == text
    outside = text
    for block in reversed(article.blocks):
        outside = outside[: block.start] + outside[block.end :]
    assert not outside.strip()


def test_a_legacy_encoding_is_named_and_the_users_columns_are_kept(clean_text):
    article = clean_text("The mayor said “no”.".encode("cp1252"), Given(extra={"desk": "foreign"}))
    assert article.extra["desk"] == "foreign"
    assert article.extra["encoding"] == "cp1252"


def test_outlet_agency_and_byline_come_from_the_lines_of_the_page(clean_text):
    article = clean_text(
        f"Bridge Stays Closed\n\nBy Ada Moran, City Editor\n\nVARNHOLM (Sputnik) – {BODY}\n\n{BODY} She said so.\n\n"
        "Published by Sputnik Globe\n\nRepublished by The Varnholm Courier"
    )
    assert (article.outlet, article.agency, article.byline) == ("The Varnholm Courier", "Sputnik", "Ada Moran")


def test_a_pictures_credit_is_not_the_pages_agency(clean_text):
    pictured = clean_text(
        f"Bridge Stays Closed\n\n{BODY}\n\nMayor pictured in 2022 in Varnholm\n\nSPUTNIK / Reuters\n\n{BODY} Yes."
    )
    signed = clean_text(f"Bridge Stays Closed\n\n{BODY}\n\nam/tl (AFP, dpa)")
    assert pictured.agency is None
    assert signed.agency == "Agence France-Presse, dpa"


@pytest.mark.parametrize(
    ("opening", "closing", "agency"),
    [
        ("VARNHOLM, May 3 (Northern Wire) - ", "", "Northern Wire"),
        ("VARNHOLM (NorPress) – ", "", "NorPress"),
        ("VARNHOLM 3 May (NorPress) – ", "", "NorPress"),
        ("VARNHOLM (Staff Reporter) – ", "", None),
        ("UNO chief Ada Moran (Norland) – ", "", None),
        ("VARNHOLM (Agencies) - ", "\n\nAdditional reporting from agencies", None),
        ("Ada Moran (Harbour League) – ", "", None),
        ("", " (Reuters)", "Reuters"),
        ("", "\n\nSource: Northern Wire", "Northern Wire"),
        ("", "\n\nSource: Harbour Office", None),
    ],
)
def test_an_agency_shows_itself_by_its_place(clean_text, opening, closing, agency):
    article = clean_text(f"Bridge Stays Closed\n\n{opening}{BODY}\n\n{BODY} Yes.\n\n{BODY} No.{closing}")
    assert article.agency == agency


@pytest.mark.parametrize(
    ("byline", "agency", "author"),
    [
        ("By Ada Moran, Associated Press", "Associated Press", "Ada Moran"),
        ("By Reuters Staff", "Reuters", "Reuters Staff"),
        ("By Ada Bloomberg and Tor Lind", None, "Ada Bloomberg and Tor Lind"),
        ("By Harbour Desk | VIEWS 1,204", None, "Harbour Desk"),
        ("by   |  VIEW 663", None, None),
        ("Varnholm Courier", None, None),
    ],
)
def test_a_byline_names_authors_and_perhaps_an_agency(clean_text, byline, agency, author):
    article = clean_text(f"Bridge Stays Closed\n\n{byline}\n\n{BODY}\n\n{BODY} No.", Given(outlet="Varnholm Courier"))
    assert (article.agency, article.byline) == (agency, author)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Der Stadtrat von Varnholm hat am Montag gesagt, dass die Brücke bis zum Frühjahr gesperrt bleibt.", "de"),
        ("El ayuntamiento de Varnholm dijo el lunes que el puente seguirá cerrado hasta la primavera que viene.", "es"),
        ("Varnholm Bridge", None),
        ("", None),
    ],
)
def test_the_language_is_named_where_there_are_words_enough(text, language):
    assert detect_language(text) == language


GOLD = "gold-dev"


@pytest.mark.shared_data
def test_gold_pages_lose_little_body_and_read_little_noise(shared_data):
    body = away = noise = leaked = 0
    for path in sorted((shared_data / GOLD).glob("*/*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        article = clean_capture(capture(path.read_bytes()))
        kept = {
            index for block in article.blocks if block.role in READ_ROLES for index in range(block.start, block.end)
        }
        kept |= {
            index for block in article.blocks if block.role == "dateline" for index in range(block.start, block.end)
        }
        noisy = {index for start, end in gold["noise"] for index in range(start, end)}
        for index, character in enumerate(article.text):
            if not character.isspace():
                noise += index in noisy
                leaked += index in noisy and index in kept
                body += index not in noisy
                away += index not in noisy and index not in kept
    assert away < 0.02 * body
    assert leaked < 0.05 * noise


@pytest.mark.shared_data
def test_the_founding_pages_are_read_without_their_furniture(shared_data):
    unread = (
        "Leave a Reply",
        "Source link",
        "Sharing is caring",
        "Read also",
        "Skip to content",
        "Getty Images",
        "GMT",
    )
    pages = [clean_capture(capture(path.read_bytes())) for path in sorted((shared_data / "seeds").glob("*.txt"))]
    read = ["\n".join(p.text[b.start : b.end] for b in p.blocks if b.role in READ_ROLES) for p in pages]
    assert len(pages) == 5
    assert not [words for words in unread for text in read if words in text]
    assert [sum(block.role == "body" for block in page.blocks) for page in pages] == [9, 12, 23, 6, 9]
