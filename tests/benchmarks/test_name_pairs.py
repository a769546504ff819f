"""The benchmark of name pairs measures what it says."""

import pytest

from benchmarks.name_pairs import (
    Judged,
    NamePair,
    area_under_curve,
    at_threshold,
    best_threshold,
    figures,
    judge,
    read_pairs,
)


def judged(*rows):
    """Judged pairs of (same, hard, score, merged)."""
    return [
        Judged(
            pair=NamePair(one=f"a{n}", other=f"b{n}", same=same, kind="other", hard=hard, half="dev"),
            score=score,
            merged=merged,
        )
        for n, (same, hard, score, merged) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("same", "different", "area"),
    [([1, 0.9], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.3], [0.3, 0.1], 0.875)],
)
def test_the_area_under_the_curve_is_the_chance_of_the_right_order(same, different, area):
    assert area_under_curve(same, different) == pytest.approx(area)


def test_an_area_needs_both_classes():
    with pytest.raises(ValueError, match="both classes"):
        area_under_curve([1.0], [])


def test_figures_count_known_pairs_and_hard_pairs_kept_apart():
    found = figures(
        judged(
            ("yes", "no", 0.9, True), ("yes", "yes", 0.4, False), ("no", "yes", 0.8, True), ("no", "yes", 0.1, False)
        )
    )
    assert found == {"AUC": 75.0, "precision": 50.0, "recall": 50.0, "F1": 50.0, "hard pairs apart": 50.0}


def test_the_best_threshold_is_the_highest_of_the_best_f1():
    rows = judged(("yes", "no", 0.9, False), ("yes", "no", 0.7, False), ("no", "yes", 0.6, True))
    assert best_threshold(rows) == 0.7
    assert [each.merged for each in at_threshold(rows, 0.7)] == [True, True, False]


def test_the_pairs_are_distinct_half_hard_negatives_and_in_both_halves():
    pairs = read_pairs()
    assert len(pairs) >= 400
    assert len({frozenset((each.one, each.other)) for each in pairs}) == len(pairs)
    for half in ("dev", "test"):
        chosen = [each for each in pairs if each.half == half]
        hard = sum(each.same == "no" and each.hard == "yes" for each in chosen)
        assert 0.4 * len(chosen) <= hard <= 0.6 * len(chosen)
    assert all(0 <= each.score <= 1 for each in judge(pairs))
