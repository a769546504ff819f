"""Every quantity that the grammar can print is read back with its bounds, its qualifier and its unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.numbers import number_words
from onrecord.language.tables import read_table
from onrecord.read.quantities import bounds, find_quantities

ONES = list(number_words("unit", "teen"))
TENS = ["", "", *number_words("ten")]
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
QUALIFIERS = read_table("onrecord.read", "qualifiers.csv")
UNITS = read_table("onrecord.read", "units.csv")
FREE_UNITS = [row for row in UNITS if row["form"].casefold() not in {"won", "second", "°", "pound", "pounds"}]


def quantities(text):
    return find_quantities(text, 0, len(text))


def spell(number, joint=" and "):
    """The words of a whole number below a million."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    scale, word = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % scale
    between = joint if rest < 100 else " "
    return f"{spell(number // scale, joint)} {word}" + (f"{between}{spell(rest, joint)}" if rest else "")


def printed():
    """Numbers as a text prints them, each with its value."""
    whole = st.integers(2, 999_999)
    return st.one_of(
        whole.map(lambda n: (f"{n:,}", float(n))),
        st.integers(10_000, 999_999_999).map(lambda n: (f"{n:,}".replace(",", " "), float(n))),
        whole.map(lambda n: (str(n), float(n))),
        st.decimals(1, 999, places=2).map(lambda n: (str(n), float(n))),
        st.tuples(st.integers(1, 9990), st.sampled_from(sorted(SCALES))).map(
            lambda pair: (f"{pair[0] / 10} {pair[1]}", pair[0] / 10 * SCALES[pair[1]])
        ),
        st.tuples(whole, st.sampled_from([" and ", " "])).map(lambda pair: (spell(*pair), float(pair[0]))),
    )


@given(printed(), st.sampled_from(QUALIFIERS))
def test_a_qualified_number_is_read_back_with_its_bounds(number, row):
    words, value = number
    text = f"{row['form']} {words}" if row["place"] == "before" else f"{words} {row['form']}"
    (found,) = quantities(f"The harbour has {text} boats.".replace(" +", "+"))
    assert found.qualifier == row["qualifier"]
    assert (found.low, found.high) == pytest.approx(bounds(value, row["qualifier"]))


@given(printed(), st.sampled_from([row for row in FREE_UNITS if row["kind"] not in {"sign", "code"}]))
def test_a_number_is_read_back_with_the_unit_behind_it(number, row):
    words, value = number
    form = row["form"]
    gap = "" if (len(form) == 1 and form.isalpha()) or form.startswith("°") else " "
    if not gap and not words[-1].isdigit():
        return
    (found, *_) = quantities(f"It had {words}{gap}{form} of it.")
    if gap or form not in {"m", "t", "g", "L", "C"}:
        assert found.unit == row["unit"]
        assert found.low == pytest.approx(value)


@given(printed(), st.sampled_from([row for row in UNITS if row["kind"] == "sign"]))
def test_a_sum_is_read_back_with_the_sign_before_it(number, row):
    words, value = number
    if not words[0].isdigit():
        return
    (found,) = quantities(f"It cost {row['form']}{words} then.")
    assert (found.unit, found.kind) == (row["unit"], "currency")
    assert found.low == found.high == pytest.approx(value)


@given(
    printed(),
    printed(),
    st.sampled_from(["between {} and {}", "{} to {}", "{}-{}", "from {} to {}", "ranging from {} to {}"]),
)
def test_a_range_is_read_back_with_both_ends(one, other, form):
    (first, low), (second, high) = sorted((one, other), key=lambda number: number[1])
    if not (first[0].isdigit() and second[0].isdigit()) or " " in first or " " in second or low >= high:
        return
    found = quantities(f"They sent {form.format(first, second)} crates.")
    if form.startswith("from"):
        assert [each.low for each in found] == pytest.approx([low, high])
    else:
        (found,) = found
        assert found.qualifier == "range"
        assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("It cost 3 dollars and 50 cents.", "USD", 3.5),
        ("It cost thirteen dollars forty-five.", "USD", 13.45),
        ("It holds 5 million Egyptian pounds.", "EGP", 5e6),
        ("It holds 20 Polish zlotys.", "PLN", 20),
        ("It paid USD115.", "USD", 115),
        ("They lost 361 million pounds of profit.", "GBP", 361e6),
        ("The whale weighs 3,000 pounds.", "pounds", 3000),
        ("The sack weighs 12.000 kg.", "kg", 12),
        ("The fleet burnt 1.250.000 litres, and 12.000 kg of coal.", "kg", 12_000),
        ("The army has 12.000 soldiers.", None, 12_000),
        ("It took 7 per cent.", "%", 7),
        ("It rose .5 per cent.", "%", 0.5),
        ("It won three-second races: a 30-second run.", "seconds", 30),
        ("It lies at 51° 30′ north.", None, 30),
    ],
)
def test_a_unit_is_told_by_what_stands_beside_it(text, unit, value):
    last = quantities(text)[-1]
    assert last.unit == unit
    assert last.low == pytest.approx(value)


def test_a_number_with_a_unit_and_one_of_other_things_bound_nothing():
    assert [each.low for each in quantities("It sends 600 MW to 90,000 homes.")] == [600, 90_000]


@given(st.text(st.sampled_from("0123456789 .,-–%$€kmM()/+°aone two dozen per cent million\n"), max_size=300))
def test_offsets_lie_in_the_text_in_order(text):
    last = 0
    for found in quantities(text):
        assert last <= found.start <= found.numbers[0] < found.numbers[1] <= len(text)
        assert found.numbers[1] <= found.end <= len(text)
        assert found.low is None or found.high is None or found.low <= found.high
        last = found.end
