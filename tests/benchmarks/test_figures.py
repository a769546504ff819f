"""The benchmark of figures measures what it says."""

import json

import pytest

from benchmarks.figure_peers import Amount
from benchmarks.figures import (
    NUMBER_SET,
    UNIT_SETS,
    Count,
    OwnFigure,
    Sentence,
    measure,
    measure_own,
    measure_sets,
    read_amounts,
    read_numbers,
    read_own,
    same_unit,
    shared_words,
)


def reader(*amounts):
    return lambda _: list(amounts)


def test_an_f1_counts_right_found_and_gold():
    assert Count(3, 4, 6).f1 == pytest.approx(60)
    assert Count(0, 0, 0).f1 == 100


def test_a_value_is_right_once_and_a_unit_only_with_it():
    sentences = [Sentence("", [Amount((40.0,), "dollar"), Amount((40.0,), "euro")])]
    values, units = measure(sentences, reader(Amount((40.2,), "EUR"), Amount((7.0,), "USD")), [])
    assert values == Count(1, 2, 2)
    assert units == Count(0, 2, 2)


def test_a_range_is_right_with_both_ends():
    sentences = [Sentence("", [Amount((40.0, 50.0), "euro")])]
    assert measure(sentences, reader(Amount((40.0,), "EUR")), [])[0].right == 0
    assert measure(sentences, reader(Amount((40.0, 50.0), "EUR")), [])[1].right == 1


@pytest.mark.parametrize(
    ("gold", "found", "ours", "same"),
    [
        ("dollar", Amount((1,), "USD"), True, True),
        ("dollar", Amount((1,), "USD"), False, False),
        ("dollar", Amount((1,), "United States dollar"), False, True),
        ("kilometre", Amount((1,), "Kilometer"), False, True),
        ("dollar per share", Amount((1,), "USD per share"), True, True),
        ("dollar per share", Amount((1,), "USD"), True, False),
        ("fighter jet", Amount((1,), "", "new fighter jets"), True, True),
        ("fighter jet", Amount((1,), "", "pilots"), True, False),
        ("-", Amount((1,)), True, True),
        ("", Amount((1,), "USD"), True, False),
    ],
)
def test_units_are_compared_by_the_table_and_nouns_by_what_is_counted(gold, found, ours, same):
    assert same_unit(gold, found, ours=ours) is same


def test_what_is_counted_is_compared_by_its_words():
    assert shared_words("sailors of the fleet", "the fleet sailor") == 1
    assert shared_words("", "") == 1
    assert shared_words("sailors", "") == 0


def test_own_figures_are_right_step_by_step():
    errors = []
    sentences = [
        ("They sent 40 crates.", [OwnFigure(40, 40, "about", None, "crates"), OwnFigure(7, 7, "exactly", None, "")])
    ]
    counts = measure_own(sentences, errors)
    assert [count.right for count in counts.values()] == [1, 0, 0]
    assert len(errors) == 2


def test_own_sentences_are_distinct_and_their_bounds_in_order():
    sentences = read_own()
    assert len({text for text, _ in sentences}) == len(sentences) > 50
    figures = [figure for _, figures in sentences for figure in figures]
    assert all(figure.low is None or figure.high is None or figure.low <= figure.high for figure in figures)


def test_ages_and_stretches_of_time_are_quantities_too():
    assert [(amount.values, amount.unit) for amount in read_amounts("The 30-year-old ran 5 km.")] == [
        ((5.0,), "km"),
        ((30.0,), "years"),
    ]


def test_sets_are_read_from_their_files(tmp_path):
    for name in UNIT_SETS:
        rows = [{"text": "It cost $40.", "quantities": [{"value": "40", "normalized_unit": "dollar"}]}]
        (tmp_path / f"{name}.json").write_text(json.dumps(rows))
    specified = [
        {"Input": "40 crates", "Results": [{"Resolution": {"value": "40"}}, {"Resolution": {"value": "null"}}]}
    ]
    (tmp_path / f"{NUMBER_SET}.json").write_text(json.dumps(specified))
    counts = measure_sets(tmp_path, read_amounts, read_numbers, [])
    assert list(counts.values()) == [Count(4, 4, 4), Count(4, 4, 4), Count(1, 1, 1)]
