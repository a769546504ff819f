import pytest

from onrecord.language.offices import offices_agree, read_office
from onrecord.language.titles import find_title


def office(words):
    found = read_office(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the French president", "President of France"),
        ("France's president", "French President"),
        ("Italian premier", "prime minister of Italy"),
        ("the German defense minister", "German Defence Minister"),
        ("the chief executive of Strand Motors", "Strand Motors CEO"),
        ("the mayor of Oxby", "Oxby mayor"),
        ("the Harbour Board's chairwoman", "chair of the Harbour Board"),
        ("secretary general of the Straits Council", "Straits Council Secretary-General"),
    ],
)
def test_one_office_has_many_wordings(one, other):
    assert office(one) == office(other)
    assert office(one).single


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the French president", "the German president"),
        ("the French president", "the French vice president"),
        ("the French foreign minister", "the French defence minister"),
        ("the mayor of Oxby", "the mayor of Wexley"),
        ("the mayor of Paris", "the mayor of Rome"),
        ("the president of Strand Motors", "the French president"),
    ],
)
def test_different_offices_stay_two(one, other):
    assert office(one) != office(other)


@pytest.mark.parametrize(
    "words",
    [
        "a French president",
        "another French president",
        "French presidents",
        "the president",
        "the former French president",
        "the then French foreign minister",
        "the French deputy foreign minister",
        "a French minister",
        "the French minister",
        "the French governor",
        "the local governor",
        "the French official",
        "co-chair of the Harbour Board",
        "his prime minister",
    ],
)
def test_what_several_can_hold_or_nobody_owns_is_no_single_office(words):
    assert not office(words).single


def test_a_role_that_points_back_may_say_less():
    assert offices_agree(office("the minister"), office("French Foreign Minister"))
    assert offices_agree(office("the French president"), office("President"))
    assert offices_agree(office("the general"), office("Lieutenant General"))


def test_a_role_that_points_back_may_not_say_something_else():
    assert not offices_agree(office("the foreign minister"), office("French Defence Minister"))
    assert not offices_agree(office("the general"), office("Attorney General"))
    assert not offices_agree(office("the governor"), office("Lieutenant Governor"))


def test_a_seat_of_power_is_a_state_and_a_word():
    found = office("Kremlin spokesman")
    assert found.states == {"Russia"}
    assert "kremlin" in found.words


def test_words_without_a_title_are_no_office():
    assert read_office("the harbour wall") is None
    assert read_office("") is None


def test_titles_tell_whether_one_holds_them():
    president, minister, pm = find_title("president"), find_title("minister"), find_title("PM")
    assert president is not None
    assert president.holders == "one"
    assert minister is not None
    assert minister.holders is None
    assert pm is not None
    assert pm.means == "prime minister"
