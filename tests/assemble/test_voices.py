import pytest
from msgspec.structs import replace

from onrecord.assemble.voices import Voices
from onrecord.model import Linked, PlacedSpan, Speaker, SpeakerRole, content_id
from tests.factories import make_article, make_statement

ARTICLE = make_article("The lock held through the night.")
STATEMENT = make_statement(ARTICLE, "The lock held")


def speaker(name, kind="unnamed", *, of=None, alias=None, role=None):
    aliases = (PlacedSpan(start=0, end=len(alias), text=alias, article=ARTICLE.id),) if alias else ()
    roles = (SpeakerRole(start=0, end=len(role), text=role, article=ARTICLE.id, from_=None, to=None),) if role else ()
    return Speaker(
        id=content_id("sp", name, kind), name=name, name_from="text", aliases=aliases, type=kind, of=of, roles=roles
    )


def compare(one, other):
    voices = Voices(Linked(speakers=(one, other), speaker_of={}))
    first, second = (replace(STATEMENT, speakers=(who.id,)) for who in (one, other))
    assert voices.compare(first, second) == voices.compare(second, first)
    return voices.compare(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (speaker("a Harbour Board spokesman"), speaker("Harbour Board", "state")),
        (speaker("local Harbour Board spokesperson"), speaker("Harbour Board spokeswoman")),
        (speaker("Tobias Crane", "person", role="Harbour Board spokesman"), speaker("Harbour Board", "organisation")),
        (speaker("Tobias Crane", "person", role="Harbour Board spokesman"), speaker("a Harbour Board spokesman")),
        (speaker("foreign ministry spokesman in Oslo"), speaker("the Norwegian foreign ministry", "state")),
        (speaker("Tobias Crane", "person", of="Lock Union"), speaker("LU", "organisation", alias="Lock Union")),
        (speaker("Harbour Ministry", "state"), speaker("the Almerian harbour ministry", "state")),
        (speaker("Almeria's harbour ministry", "state"), speaker("Almerian harbour ministry", "state")),
    ],
)
def test_a_body_and_those_who_speak_for_it_are_near(one, other):
    assert compare(one, other) == "near"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (speaker("Tobias Crane", "person"), speaker("Ilse Marrow", "person")),
        (
            speaker("Tobias Crane", "person", role="Harbour Board spokesman"),
            speaker("Ilse Marrow", "person", role="Harbour Board spokeswoman"),
        ),
        (speaker("Harbour Board", "state"), speaker("Lock Union", "organisation")),
        (speaker("a Harbour Board spokesman"), speaker("a Lock Union spokesman")),
        (speaker("North Almerian harbour ministry", "state"), speaker("South Almerian harbour ministry", "state")),
        (speaker("Harbour Ministry", "state", of="Norway"), speaker("the Harbour Ministry", "state", of="Peru")),
        (speaker("the ministry", "state"), speaker("the harbour ministry", "state")),
        (speaker("Norwegian officials"), speaker("Norwegian foreign ministry spokesman")),
    ],
)
def test_different_persons_and_houses_are_others(one, other):
    assert compare(one, other) == "other"


def test_crowds_and_missing_speakers_are_unknown():
    crowd = speaker("witnesses")
    assert compare(crowd, speaker("Ilse Marrow", "person")) == "unknown"
    assert Voices(Linked(speakers=(), speaker_of={})).compare(STATEMENT, STATEMENT) == "unknown"


def test_only_known_speakers_of_different_houses_are_opposed():
    board, spokesman = speaker("Harbour Board", "state"), speaker("a Harbour Board spokesman")
    union = speaker("Lock Union", "organisation")
    voices = Voices(Linked(speakers=(board, spokesman, union), speaker_of={}))
    of = {who.name: replace(STATEMENT, speakers=(who.id,)) for who in (board, spokesman, union)}
    assert voices.opposed(of["Harbour Board"], of["Lock Union"])
    assert not voices.opposed(of["Harbour Board"], of["a Harbour Board spokesman"])
    assert not voices.opposed(of["Harbour Board"], of["Harbour Board"])
    assert not voices.opposed(of["Harbour Board"], STATEMENT)


@pytest.mark.parametrize(("role", "opposed"), [("Harbour Minister", False), ("Mayor of Sennet", True)])
def test_a_description_that_fits_somebody_s_role_is_not_opposed_to_him(role, opposed):
    minister, person = speaker("the minister"), speaker("Tobias Crane", "person", role=role)
    voices = Voices(Linked(speakers=(minister, person), speaker_of={}))
    one, other = (replace(STATEMENT, speakers=(who.id,)) for who in (minister, person))
    assert voices.opposed(one, other) == voices.opposed(other, one) == opposed


def test_bodies_that_only_their_pages_tell_apart_are_unknown_to_each_other():
    court = speaker("the court", "state")
    assert compare(court, replace(court, id="sp_other")) == "unknown"
    assert compare(replace(court, of="Almeria"), replace(court, id="sp_other", of="Sennet")) == "other"


@pytest.mark.parametrize(
    ("who", "words", "named"),
    [
        (speaker("Oona Fell", "person"), "Fell's claims", True),
        (speaker("Oona Fell", "person", of="Norway"), "the Norwegian claims", True),
        (speaker("Norway", "state"), "the accusations from Oslo", True),
        (speaker("South Korea", "state"), "the South Korean claims", True),
        (speaker("South Korea", "state"), "the North Korean claims", False),
        (speaker("Oona Fell", "person"), "the fell claims", False),
        (speaker("Harbour Board", "organisation"), "the Board's claims", False),
    ],
)
def test_a_text_names_those_it_calls_by_name_or_country(who, words, named):
    voices = Voices(Linked(speakers=(who,), speaker_of={}))
    assert voices.is_named(replace(STATEMENT, speakers=(who.id,)), words) == named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (speaker("the site", "organisation"), speaker("a popular travel site", "organisation")),
        (speaker("police"), speaker("Oxby police", "state")),
    ],
)
def test_who_goes_by_words_of_another_s_name_is_not_opposed_to_him(one, other):
    voices = Voices(Linked(speakers=(one, other), speaker_of={}))
    first, second = (replace(STATEMENT, speakers=(who.id,)) for who in (one, other))
    assert not voices.opposed(first, second)


def test_it_is_no_person():
    person, board = speaker("Tobias Crane", "person"), speaker("Harbour Board", "state")
    voices = Voices(Linked(speakers=(person, board), speaker_of={}))
    article = make_article("It had no details. The lock held.")
    it = make_statement(article, "details", source="It")
    assert voices.opposed(it, replace(STATEMENT, speakers=(person.id,)))
    assert not voices.opposed(it, replace(STATEMENT, speakers=(board.id,)))
