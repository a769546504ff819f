import pytest

from onrecord.model import Figure
from onrecord.query.figures import show_value


def make_figure(qualifier, low, high, unit=None):
    return Figure(
        id="fg_1", article="ar_1", start=0, end=3, text="any", low=low, high=high, qualifier=qualifier, unit=unit,
        counted=None, statement=None, as_of=None, forecast=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (make_figure("exactly", 1500, 1500), "1,500"),
        (make_figure("about", 0.5, 0.5, "%"), "about 0.5 %"),
        (make_figure("more_than", 13000, None), "more than 13,000"),
        (make_figure("up_to", None, 32), "up to 32"),
        (make_figure("at_least", 0, None), "at least 0"),
        (make_figure("range", 8, 12, "km"), "8 to 12 km"),
        (make_figure("vague", 24, None), "no exact number, at least 24"),
        (make_figure("vague", None, None), "no exact number"),
        (make_figure("exactly", 2.5e12, 2.5e12), "2,500,000,000,000"),
    ],
)
def test_a_number_in_digits_says_how_exact_it_is(figure, words):
    assert show_value(figure) == words
