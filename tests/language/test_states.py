import pytest

from onrecord.language.states import find_state


@pytest.mark.parametrize(
    ("words", "code", "matched"),
    [
        ("South Korea", "KR", "name"),
        ("ROK", "KR", "name"),
        ("DPRK", "KP", "name"),
        ("U.S.", "US", "name"),
        ("the Russian Federation", "RU", "name"),
        ("Britain", "GB", "name"),
        ("Côte d’Ivoire", "CI", "name"),
        ("South Koreans", "KR", "demonym"),
        ("French", "FR", "demonym"),
        ("Pyongyang", "KP", "capital"),
        ("Kiev", "UA", "capital"),
        ("the Kremlin", "RU", "seat"),
        ("Downing Street", "GB", "seat"),
        ("The Élysée", "FR", "seat"),
    ],
)
def test_a_state_is_found_by_name_people_capital_and_seat(words, code, matched):
    state = find_state(words)
    assert state is not None
    assert (state.code, state.matched) == (code, matched)


@pytest.mark.parametrize("words", ["us", "turkey", "Mordavia", "", "the", "Russian President"])
def test_other_words_name_no_state(words):
    assert find_state(words) is None


def test_a_seat_names_the_organ_it_stands_for():
    state = find_state("the Pentagon")
    assert state is not None
    assert (state.name, state.body) == ("United States", "Department of Defense")
