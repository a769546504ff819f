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
