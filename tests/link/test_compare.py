"""Names of persons and of things: whether two can name one, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.compare import compare_labels, compare_persons, parse_name
from onrecord.link.comparison import LEAST_SAME

NAMES = st.text(alphabet="adeiknrsvzAKO \t-.,'’éßя김金عمرה", max_size=24)


def compared(one, other):
    return compare_persons(parse_name(one), parse_name(other))


SAME = [
    ("Volodymyr Zelensky", "Wolodymyr Selenskyj", "two spellings of one name"),
    ("Volodymyr Zelensky", "Володимир Зеленський", "another script"),
    ("Dmitri Orlov", "Dimitri Orlov", "two spellings of one name"),
    ("Dmitry Orlov", "D. Orlov", "initials"),
    ("Orlov, Dmitry", "Dmitry Orlov", "the same name"),
    ("Orlov Dmitry Sergeyevich", "Dmitry Orlov", "a fuller form of the name"),
    ("Ada Kern", "Ada Maria Kern", "a fuller form of the name"),
    ("Ada B. Kern", "Ada Berta Kern", "initials"),
    ("Ada Kern", "Kern Ada", "another order of the names"),
    ("President Ada Kern", "Ada Kern", "the same name"),
    ("William Strand", "Bill Strand", "a short form of the given name"),
    ("Kim Hong Kyun", "Kim Hong-kyun", "the same name"),
    ("Kim Hong Kyun", "Hong-gyun Kim", "another order of the names"),
    ("Kim Hong Kyun", "김홍균", "another script"),
    ("Wang Xiaohong", "王小洪", "another script"),
    ("Teng Hsiao-p'ing", "Deng Xiaoping", "two spellings of one name"),
    ("Ahmad al-Kasim", "Ahmed Al Kassem", "two spellings of one name"),
    ("عمر الخطيب", "Omar al-Khatib", "another script"),
    ("Jörg Müller", "Joerg Mueller", "two spellings of one name"),
    ("José Luis Ibarra Solano", "José Luis Ibarra", "a fuller form of the name"),
    ("Robert van den Berg", "Robert Vandenberg", "the same name"),
    ("Ian Mac Donald", "Ian MacDonald", "the same name"),
]


@pytest.mark.parametrize(("one", "other", "reason"), SAME)
def test_names_that_can_be_ones_are_told_with_the_reason(one, other, reason):
    found = compared(one, other)
    assert (found.verdict, found.reason) == ("same", reason)
    assert compared(other, one) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("김정은", "Kim Jong Il"),
        ("Sergei Orlov", "Viktor Orlov"),
        ("Сергей Орлов", "Viktor Orlov"),
        ("Sergei Ivanovich Orlov", "Sergei Petrovich Orlov"),
        ("Mario Kern", "Maria Kern"),
        ("Ada B. Kern", "Ada C. B. Kern"),
        ("Ada B. Kern", "Ada C. Kern"),
        ("Ada Kern", "Ada Korn"),
        ("Ilya Kern Jr.", "Ilya Kern"),
        ("Ilya Kern III", "Ilya Kern Jr."),
        ("Jean-Luc Kern", "Jean Kern"),
        ("Abdul Rahman", "Abdul Rahim"),
        ("Mahmoud Khalil", "Mohammed Khalil"),
        ("Luis Ibarra Solano", "Luis Ibarra Pardo"),
        ("Jörg Müller", "Jörg Möller"),
        ("Dave Mortno", "David Morton"),
        ("Diego Flores", "Diego Flórez Vega"),
        ("Wang Yi", "Wang Yu"),
        ("Lars Hansen", "Lars Jansen"),
        ("Christian Strand", "Christina Strand"),
        ("James Thomas", "Thomas James"),
    ],
)
def test_names_that_differ_in_what_both_hold_are_two_peoples(one, other):
    assert compared(one, other).verdict == "different"
    assert compared(other, one).verdict == "different"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Kern", "Ada Kern", "the family name alone"),
        ("Kim", "Kim Dae Un", "the family name alone"),
        ("김", "Kim Dae Un", "the family name alone"),
        ("Ada", "Ada Kern", "the given name alone"),
        ("Jong Un", "Kim Jong Un", "the given name alone"),
        ("Dmitry Sergeyevich", "Dmitry Sergeyevich Orlov", "given name and patronymic alone"),
    ],
)
def test_a_part_of_a_name_is_no_more_than_that(one, other, reason):
    found = compared(one, other)
    assert (found.verdict, found.reason) == ("part", reason)
    assert compared(other, one) == found


@given(NAMES, NAMES)
def test_comparing_is_symmetric_and_its_score_says_the_verdict(one, other):
    found = compared(one, other)
    assert found == compared(other, one)
    assert 0 <= found.score <= 1
    if found.verdict != "part":
        assert (found.score >= LEAST_SAME) == (found.verdict == "same")


@given(st.text(max_size=60))
def test_any_text_is_a_name_and_is_its_own(text):
    name = parse_name(text)
    assert name.text == text
    assert compare_persons(name, name).verdict == ("same" if name.words else "different")


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("MV Sea Star", "Sea-Star", "same"),
        ("tanker Sea Star", "Sea Star", "same"),
        ("Yenisei", "Yenisey", "same"),
        ("Chon Ma San", "Chonmasan", "same"),
        ("Tropical Storm Zelda", "Hurricane Zelda", "same"),
        ("Kestrel missiles", "Kestrel", "same"),
        ("Tern-136", "Tern 136", "same"),
        ("Ministry of Defence", "Ministry of Defense", "same"),
        ("Tern-136", "Tern-131", "different"),
        ("Sea Star 2", "Sea Star 3", "different"),
        ("Sea Star II", "Sea Star", "different"),
        ("Lady R", "Lady M", "different"),
        ("New Harbour", "New Harbour Patriots", "different"),
        ("Sea Harvest", "Sea Harvester", "different"),
        ("Harbour Office", "Harbour Service", "different"),
        ("", "Sea Star", "different"),
        ("The", "Tanker", "different"),
    ],
)
def test_things_are_one_by_every_word_and_number_but_what_says_their_kind(one, other, verdict):
    assert compare_labels(one, other).verdict == verdict
    assert compare_labels(one, other) == compare_labels(other, one)
