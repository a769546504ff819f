import csv
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.fold import fold
from onrecord.language.names import find_names, name_tokens, normalize_name
from onrecord.language.titles import find_body, find_title, title_end


def names_in(text):
    return [text[start:end] for start, end in find_names(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Hong-kyun", "KIM Hong Kyun"),
        ("Sen. Zoë O’Neill", "Zoe O'Neill"),
        ("Norvian President Ilya Strand", "Ilya Strand"),
        ("Deputy Emergency Situations Minister Ada Kern", "Ada Kern"),
        ("Mr Strand's", "Strand"),
    ],
)
def test_spelling_and_titles_do_not_change_the_key(one, other):
    assert normalize_name(one) == normalize_name(other)


@pytest.mark.parametrize("name", ["Stephen King", "Justice Department", "Martin King Jr.", "Prime Minister"])
def test_a_title_word_that_leads_to_no_name_is_kept(name):
    assert name_tokens(name) == tuple(fold(name).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister met Ana de la Cruz and Omar al-Hadi.", ["Ana de la Cruz", "Omar al-Hadi"]),
        ("It was J. R. Kern who wrote to Liam O'Neill.", ["J. R. Kern", "Liam O'Neill"]),
        ("Norvia's Strand left.", ["Norvia", "Strand"]),
        ("However, Strand said on Monday that he left.", ["Strand"]),
        ("Officials met Sen. Kern in May.", ["Sen. Kern"]),
        ("He joined the Ministry of Foreign Affairs in Norvia.", ["Ministry of Foreign Affairs", "Norvia"]),
        ("Retired banker Kern spoke. Speaking slowly, Kern left.", ["Kern", "Kern"]),
        ("We’ve seen it. We've met Kern.", ["Kern"]),
    ],
)
def test_names_are_found_with_particles_initials_and_without_openers(text, expected):
    assert names_in(text) == expected


def test_a_line_in_capitals_gives_only_names_that_the_text_shows_elsewhere():
    text = "Strand Denies Secret Deal With Norvia\n\nPresident Ilya Strand spoke about his plans in Norvia."
    assert names_in(text) == ["Strand", "Norvia", "President Ilya Strand", "Norvia"]


def test_a_range_of_the_text_gives_offsets_into_the_text():
    text = "Kern spoke. Then Strand spoke."
    assert [text[a:b] for a, b in find_names(text, 12)] == ["Strand"]


@given(st.text(alphabet="Aa b.\n'’-“of", max_size=80))
def test_spans_ascend_without_overlap_and_carry_no_outer_space(text):
    previous = 0
    for start, end in find_names(text):
        assert previous <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        previous = end


@given(st.text(max_size=40))
def test_folding_a_key_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("unit", ["Kern ", "A.", "de ", "a-", "Kern of ", "O'", "X\n"])
def test_a_text_without_a_stop_takes_linear_time(unit):
    text = unit * (400_000 // len(unit))
    began = time.perf_counter()
    find_names(text)
    assert time.perf_counter() - began < 12


def test_the_tables_hold_known_kinds_once_and_folded_words_only():
    folder = files("onrecord.language")
    titles = list(csv.DictReader((folder / "titles.csv").read_text("utf-8").splitlines()))
    assert {row["kind"] for row in titles} == {"honorific", "rank", "office", "trade", "kin"}
    assert {row["gender"] for row in titles} == {"m", "f", ""}
    bodies = list(csv.DictReader((folder / "bodies.csv").read_text("utf-8").splitlines()))
    assert {row["type"] for row in bodies} == {"state", "organisation", "media", "document", "place"}
    assert len({row["word"] for row in bodies}) == len(bodies)


def test_titles_and_bodies_are_found_in_any_spelling():
    assert find_title("Prime-Minister") is not None
    spokeswoman = find_title("Spokeswoman")
    assert spokeswoman is not None
    assert spokeswoman.gender == "f"
    assert find_body("Ministry") == "state"
    assert find_body("Strand") is None
    assert title_end(["US", "Secretary", "of", "State", "Ada", "Kern"]) == 4


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Oxby-based Strand spoke.", ["Strand"]),
        ("Then WHO doctors came.", ["WHO"]),
        ("A shopkeeper, Farid Jan, spoke.", ["Farid Jan"]),
        ("It was in Oxby Jan 5.", ["Oxby"]),
    ],
)
def test_compound_adjectives_acronyms_and_short_months_at_the_edge_of_a_name(text, names):
    assert [text[start:end] for start, end in find_names(text)] == names
