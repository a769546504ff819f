"""What a name stands for by the article's own words: a vessel, a product, an event, a place; one chain for each."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Reading
from onrecord.resolve import resolve_reading
from tests.factories import make_article


def chains_of(text):
    article = make_article(text)
    return resolve_reading(article, Reading(article=article.id)).chains


def kinds(text):
    """The type of each chain by its name."""
    return {chain.name: chain.type for chain in chains_of(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then the tanker Sea Star left.", "Sea Star"),
        ("Then MV Sea Star left.", "Sea Star"),
        ("Then M/V Sea Star left.", "Sea Star"),
        ("Then HMS Kestrel left.", "HMS Kestrel"),
        ("They saw the Kestrel, a Norvian-flagged cargo ship, leave.", "Kestrel"),
        ("They saw the Kestrel (a small ferry) leave.", "Kestrel"),
        ("The ship, the Kestrel, left.", "Kestrel"),
        ("A tanker, Sea Star, was hit.", "Sea Star"),
        ("A yacht called Sea Star left.", "Sea Star"),
        ("Then the ship “Sea Star” left.", "Sea Star"),
        ("A tug reached the ship late. The crew of the “Sea Star” slept.", "Sea Star"),
        ("All slept aboard the Merry Ann.", "Merry Ann"),
        ("Aboard the Merry Ann all slept.", "Merry Ann"),
        ("Then the Norvian-flagged Sea Star left.", "Sea Star"),
        ("Then the Eagle S tanker left.", "Eagle S"),
        ("Then the aircraft carrier Admiral Strand left.", "Admiral Strand"),
        ("It met the Tern-2 lunar probe.", "Tern-2"),
    ],
)
def test_a_vessel_is_told_by_the_noun_beside_its_name(text, name):
    assert kinds(text)[name] == "vessel"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They fired Kestrel ballistic missiles.", "Kestrel"),
        ("They fired KN-77 missiles.", "KN-77"),
        ("Some missiles fell, a KN-77 among them.", "KN-77"),
        ("Two of the F-97s crashed; the jets burnt.", "F-97s"),
        ("It was a Strand 737.", "Strand 737"),
        ("It was the new Strand 737 Max.", "Strand 737 Max"),
        ("Then a Strand 9 rocket rose.", "Strand 9"),
        ("He sold the iStrand 15.", "iStrand 15"),
        ("The Type 055 destroyer came.", "Type 055"),
        ("A Kestrel-class frigate came.", "Kestrel"),
        ("The Russian Kestrel missiles fell. A Kestrel missile failed.", "Kestrel"),
        ("The nerve agent Zovich was found.", "Zovich"),
        ("She took Zanvor, an antibiotic.", "Zanvor"),
        ("He used the app Kernly.", "Kernly"),
        ("A new missile, the Hailstorm, flew.", "Hailstorm"),
        ("The Hailstorm air defence system failed.", "Hailstorm"),
        ("The Storm Petrel missile flew.", "Storm Petrel"),
    ],
)
def test_a_product_or_weapon_is_told_by_the_noun_or_number_beside_its_name(text, name):
    assert kinds(text)[name] == "product"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met at the Oxby Summit.", "Oxby Summit"),
        ("He fought in the Battle of Oxby.", "Battle of Oxby"),
        ("Operation Steel Wind began.", "Operation Steel Wind"),
        ("Then Hurricane Zelda came.", "Hurricane Zelda"),
        ("Then Exercise Steel Rain began.", "Exercise Steel Rain"),
        ("They won the 2024 Winter Games.", "2024 Winter Games"),
        ("It was the Second Harbour War.", "Second Harbour War"),
        ("They went to the Oxby Film Festival.", "Oxby Film Festival"),
    ],
)
def test_an_event_is_told_by_the_words_of_its_name(text, name):
    assert kinds(text)[name] == "event"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She left the city of Oxby.", "Oxby"),
        ("Fires reached Oxby province.", "Oxby"),
        ("They crossed Lake Tarn.", "Lake Tarn"),
        ("They crossed the Gulf of Tarn.", "Gulf of Tarn"),
        ("They left Tarn Harbour.", "Tarn Harbour"),
        ("It fell south of Oxby.", "Oxby"),
        ("They came from Oxby, Tarnshire, by car.", "Tarnshire"),
        ("A baker of Oxby, Norway, came.", "Oxby"),
        ("They live in Oxby.", "Oxby"),
        ("Ships reached the Tarn Space Center.", "Tarn Space Center"),
    ],
)
def test_a_place_is_told_by_the_noun_beside_it_or_by_where_it_lies(text, name):
    assert kinds(text)[name] == "place"


@pytest.mark.parametrize(
    "text",
    [
        "On the ship, Kern said so.",
        "According to Kern, the tanker was hit.",
        "The missile Kern saw was big.",
        "The ship captain Ada Kern slept.",
        "The vaccine, Kern said, works.",
        "The drug dealer Kern fled. The rocket scientist Kern spoke.",
        "They drove to Kern’s ship.",
        "Bakers drove up. Kern spoke of a tanker. Kern left.",
    ],
)
def test_a_stray_noun_makes_nobody_a_thing(text):
    assert not set(kinds(text).values()) & {"vessel", "product", "event"}


def test_whoever_owns_rockets_is_no_rocket():
    text = "Kern rockets fell. Kern said so. The Kerns’ army came. Strand missiles fell, a Strand spokesman said."
    assert not {"product"} & set(kinds(text).values())


def test_a_kind_told_once_holds_for_every_mention():
    (star,) = [chain for chain in chains_of("The Sea Star sank. Sea Star was a tanker.") if chain.name == "Sea Star"]
    assert star.type == "vessel"
    assert [mention.text for mention in star.mentions] == ["Sea Star", "Sea Star"]


def test_one_vessel_is_one_chain_under_its_bare_name():
    text = (
        "Then the tanker Sea Star left. The MV Sea Star sank. Sea Star was old. The tanker burnt; the old ship is gone."
    )
    (star,) = [chain for chain in chains_of(text) if chain.type == "vessel"]
    assert star.name == "Sea Star"
    assert [(mention.text, mention.form) for mention in star.mentions] == [
        ("Sea Star", "name"),
        ("Sea Star", "name"),
        ("Sea Star", "name"),
        ("The tanker", "role"),
        ("the old ship", "role"),
    ]


def test_of_two_vessels_the_noun_alone_means_neither():
    chains = chains_of("The tanker Sea Star met the tanker Blue Tern. The tanker sank.")
    assert all(mention.form == "name" for chain in chains for mention in chain.mentions)


def test_what_may_be_left_off_a_name_does_not_part_its_mentions():
    chains = {
        chain.name: len(chain.mentions) for chain in chains_of("The Kestrel left. HMS Kestrel sank. A frigate came.")
    }
    assert chains["HMS Kestrel"] == 2
    storms = list(chains_of("Tropical Storm Zelda grew. Hurricane Zelda came. Zelda left. The storm passed."))
    assert [(chain.type, len(chain.mentions)) for chain in storms] == [("event", 4)]


def test_a_ship_that_bears_a_persons_name_is_not_the_person():
    chains = chains_of("Ada Kern died young. Now a ship, MV Ada Kern, bears her name. Ada Kern was a baker.")
    assert sorted((chain.type, len(chain.mentions)) for chain in chains) == [("person", 2), ("vessel", 1)]


def test_a_plural_noun_stands_for_all_that_are_named_with_it():
    found = kinds("They fired Kestrel, Tarn and Strand missiles. The tankers Sea Star and Blue Tern burnt.")
    assert {name for name, kind in found.items() if kind == "product"} == {"Kestrel", "Tarn", "Strand"}
    assert {name for name, kind in found.items() if kind == "vessel"} == {"Sea Star", "Blue Tern"}


def test_a_number_that_counts_is_no_model():
    assert "product" not in kinds("In Oxby 15 people died. Article 5 holds. It won Oxby 2-1 at Tarn 4:30.").values()


def test_a_model_is_one_chain_with_and_without_the_noun():
    chains = [
        chain
        for chain in chains_of("A Strand 9 rocket rose. Then Strand 9, on its own, fell.")
        if chain.type == "product"
    ]
    assert [len(chain.mentions) for chain in chains] == [2]


@given(st.text(alphabet="aK5 -,.“”\nTheMVship’", max_size=120))
def test_any_text_gives_mentions_in_their_places(text):
    for chain in chains_of(text):
        assert all(text[mention.start : mention.end] == mention.text for mention in chain.mentions)


@pytest.mark.parametrize(
    "line",
    ["the tanker Sea Star and ", "Kern 5 ", "the ship ", "Kern ballistic ", "the “Sea Star” ", "In Oxby, Tarn, "],
)
def test_time_is_linear(line):
    article = make_article(line * 4000)
    started = time.monotonic()
    resolve_reading(article, Reading(article=article.id))
    assert time.monotonic() - started < 10
