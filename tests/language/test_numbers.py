"""Numbers of news English are read with their value and their exact place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.numbers import digits_value, find_numbers, number_words


def read(text):
    return [(text[number.start : number.end], number.value) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("a dozen goats", "a dozen", 12),
        ("two dozen goats", "two dozen", 24),
        ("half a dozen goats", "half a dozen", 6),
        ("two and a half million litres", "two and a half million", 2_500_000),
        ("three million and a half", "three million and a half", 3_500_000),
        ("half a million bricks", "half a million", 500_000),
        ("half million bricks", "half million", 500_000),
        ("one hundred and sixteen lamps", "one hundred and sixteen", 116),
        ("sixty-one thousand two hundred votes", "sixty-one thousand two hundred", 61_200),
        ("five billion and three quarters", "five billion and three quarters", 5.75e9),
        ("1.2 million litres", "1.2 million", 1_200_000),
        ("60 thousand people", "60 thousand", 60_000),
        ("$5.7bn of debt", "5.7bn", 5.7e9),
        ("12k views", "12k", 12_000),
        ("5m people", "5m", 5_000_000),
        ("€1.5 m of aid", "1.5 m", 1_500_000),
        ("1,234,567 stamps", "1,234,567", 1_234_567),
        ("12,34,567 stamps", "12,34,567", 1_234_567),
        ("12.000 soldiers", "12.000", 12_000),
        ("12 000 soldiers", "12 000", 12_000),
        ("12.5 degrees", "12.5", 12.5),
        ("2.125 million", "2.125 million", 2_125_000),
        ("12,5 % of them", "12,5", 12.5),
        ("2 1/2 miles", "2 1/2", 2.5),
        ("3½ miles", "3½", 3.5),
        ("2⅙ miles", "2⅙", 2 + 1 / 6),
        ("three and a fifth", "three and a fifth", 3.2),
        ("two point five million", "two point five million", 2_500_000),
        ("it rose .5 per cent", ".5", 0.5),
        ("10, 000 goats", "10, 000", 10_000),
        ("hundred thousand goats", "hundred thousand", 100_000),
        ("quarter million goats", "quarter million", 250_000),
        ("USD115.5 of debt", "115.5", 115.5),
    ],
)
def test_a_number_is_read_as_it_is_written(text, words, value):
    assert read(text) == [(words, pytest.approx(value))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thirds of them", 2 / 3),
        ("three-quarters of them", 0.75),
        ("a third of them", 1 / 3),
        ("half of them", 0.5),
        ("one in five homes", 0.2),
        ("one out of every thousand children", 0.001),
        ("¾ of them", 0.75),
    ],
)
def test_a_share_is_a_fraction(text, value):
    (number,) = find_numbers(text)
    assert number.fraction
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("dozens of goats", 12),
        ("hundreds of thousands of voters", 100_000),
        ("several thousand voters", 1000),
        ("several voters", None),
        ("a few voters", None),
    ],
)
def test_a_vague_number_has_its_least_sensible_value(text, least):
    (number,) = find_numbers(text)
    assert number.vague
    assert number.value == least


@pytest.mark.parametrize(
    "text",
    [
        "12.06.2024",
        "19:00",
        "1,2,3",
        "200,0000",
        "0800 056 0154",
        "G20",
        "F-16",
        "Orla-19",
        "SCP173",
        "the twenty-first barge",
        "the one hundred and fifth barge",
        "9" * 40,
        "1" + ",111" * 99,
    ],
)
def test_what_is_no_number_is_not_returned(text):
    assert read(text) == []


def test_number_words_that_do_not_fit_together_are_several_numbers():
    assert read("twenty twenty") == [("twenty", 20), ("twenty", 20)]
    assert read("two three") == [("two", 2), ("three", 3)]


def test_metres_are_no_millions():
    assert read("a wall 5m long") == [("5", 5)]


def test_only_what_follows_tells_a_decimal_comma_from_a_list():
    assert digits_value("12,5", decimal=True) == 12.5
    assert digits_value("12,5", decimal=False) is None


def test_words_are_listed_by_kind():
    assert number_words("scale")["dozen"] == 12
    assert "dozen" not in number_words("unit")


@given(st.text(alphabet="a 1,.-/half twomilndrezs½:", max_size=200))
def test_numbers_are_ascending_slices_of_any_text(text):
    found = find_numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.integers(0, 10**12))
def test_any_integer_with_separators_keeps_its_value(value):
    assert read(f"{value:,}") == [(f"{value:,}", value)]


def test_only_the_asked_part_of_a_text_is_read():
    text = "12 lamps and 30 lamps"
    assert [number.value for number in find_numbers(text, 4)] == [30]
    assert [number.value for number in find_numbers(text, 0, 10)] == [12]
