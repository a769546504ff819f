import time

import pytest

FIRST = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
SECOND = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters at the town hall."
THIRD = "She denied that the council had known about the cracks, and promised to publish every report."
TITLE = "Harbour bridge stays closed until the spring, council says"
SPANISH = (
    "El puente del puerto sigue cerrado hasta la primavera porque los ingenieros encontraron grietas en dos pilares."
)
RUSSIAN = "Мост закрыт до весны, потому что инженеры нашли трещины в двух опорах."


def test_a_paragraph_repeated_in_another_language_is_not_read(clean_text, roles):
    article = clean_text(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{SPANISH}\n\n{RUSSIAN}")
    found = roles(article)
    assert found[SPANISH] == found[RUSSIAN] == "boilerplate"
    assert found[FIRST] == found[THIRD] == "body"
    assert article.language == "en"


def test_a_page_in_another_language_keeps_its_paragraphs(clean_text, roles):
    article = clean_text("\n\n".join([SPANISH, SPANISH.replace("dos", "tres"), SPANISH.replace("dos", "seis")]))
    assert article.language == "es"
    assert set(roles(article).values()) == {"body"}


def test_an_english_line_of_names_is_not_foreign(clean_text, roles):
    names = "Karin Solvaag, Tor Lind, Ida Berg, Nils Haug, Zoë Çelik, Per Sand."
    assert roles(clean_text(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{names}"))[names] == "body"


def test_marked_original_words_are_cut_out_of_their_paragraph(clean_text, roles):
    said = 'Moran said, "The bridge needs a winter of rest."'
    original = "((es))Spanish language: \u200dEl puente necesita un invierno de descanso"
    goes_on = "The council was to meet on Tuesday, but it put off the vote."
    article = clean_text("\n\n".join([TITLE, FIRST, f"{said} {original} {goes_on}", THIRD]))
    found = roles(article)
    assert (found[said], found[original], found[goes_on]) == ("body", "boilerplate", "body")


def test_a_marked_name_in_mid_sentence_cuts_nothing(clean_text, roles):
    named = (
        "Members of the harbour party ((es))Spanish language: \u200dPartido del Puerto told the council on Monday that"
        " they would vote for the bridge and that the costs were not theirs to pay."
    )
    assert roles(clean_text(f"{TITLE}\n\n{FIRST}\n\n{named}\n\n{THIRD}"))[named] == "body"


@pytest.mark.parametrize("repeated", ["((es))Spanish: hola. The ", "((es))Spanish: hola "])
def test_a_page_full_of_markers_takes_linear_time(clean_text, repeated):
    started = time.monotonic()
    clean_text(f"{TITLE}\n\n{FIRST}\n\n{THIRD} " + repeated * 20_000)
    assert time.monotonic() - started < 20
