import pytest

from onrecord.model import Figure
from onrecord.query.plots import HUES, ROOM, plot_figures


def figure(number, low, high, qualifier="exactly"):
    return Figure(
        id=f"fg_{number}", article="ar_1", start=number, end=number + 1, text="x", low=low, high=high,
        qualifier=qualifier, unit=None, counted=None, statement=None, as_of=None, forecast=False,
    )  # fmt: skip


def test_figures_of_a_track_stand_on_one_scale_from_nothing_to_the_greatest():
    bars = plot_figures(
        [(figure(1, 400, 400, "about"), "A"), (figure(2, 800, 800), "B"), (figure(3, 200, 400, "range"), "A")]
    )
    assert bars["fg_2"].end == ROOM
    assert bars["fg_1"].end == pytest.approx(ROOM / 2)
    assert (bars["fg_3"].begin, bars["fg_3"].end) == (ROOM / 4, ROOM / 2)
    assert [bars[each].hue for each in ("fg_1", "fg_2", "fg_3")] == [0, 1, 0]
    assert bars["fg_1"].about
    assert not bars["fg_2"].about


def test_open_ends_reach_to_the_border():
    bars = plot_figures([(figure(1, 400, None, "more_than"), "A"), (figure(2, None, 800, "up_to"), "A")])
    assert (bars["fg_1"].end, bars["fg_1"].open_end) == (100.0, True)
    assert (bars["fg_2"].begin, bars["fg_2"].open_begin) == (0.0, True)


def test_without_numbers_there_is_no_scale():
    assert plot_figures([(figure(1, None, None, "vague"), "A")]) == {}
    assert plot_figures([(figure(1, 0, 0), "A"), (figure(2, 0, 0), "B")]) == {}


def test_every_bar_lies_on_the_scale_below_nothing_too():
    bars = plot_figures([(figure(n, low, low), str(n)) for n, low in enumerate((-5, 0, 10, 10, 3, 2, 1))])
    assert all(0 <= bar.begin < bar.end <= 100 for bar in bars.values() if bar.end > 0)
    assert max(bar.hue for bar in bars.values()) < HUES
