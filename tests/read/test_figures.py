"""Figures carry their value, qualifier, unit and what they count; what merely looks like a figure is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.figures import find_figures
from onrecord.read.times import find_times
from onrecord.read.timing import time_figures
from tests.factories import make_article


def figures_of(text):
    article = make_article(text)
    return find_figures(article, [(block.start, block.end) for block in article.blocks])


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "qualifier", "unit"),
    [
        ("They sent 12,000 crates.", "12,000", 12_000, 12_000, "exactly", None),
        ("They sent a total of 12,000 crates.", "a total of 12,000", 12_000, 12_000, "exactly", None),
        ("They sent some 3,000 crates.", "some 3,000", 3000, 3000, "about", None),
        ("They sent nearly 3,000 crates.", "nearly 3,000", 3000, 3000, "about", None),
        ("They sent 3,000 or so crates.", "3,000 or so", 3000, 3000, "about", None),
        ("They sent more than 13,000 crates.", "more than 13,000", 13_000, None, "more_than", None),
        ("The bill exceeded $40.", "exceeded $40", 40, None, "more_than", "USD"),
        ("At least four goats fled.", "At least four", 4, None, "at_least", None),
        ("They sent 100 or more crates.", "100 or more", 100, None, "at_least", None),
        ("Fewer than 20 goats fled.", "Fewer than 20", None, 20, "less_than", None),
        ("As many as 20 goats fled.", "As many as 20", None, 20, "up_to", None),
        ("He faces up to 10 years in prison.", "up to 10", None, 10, "up_to", "years"),
        ("Dozens of goats fled.", "Dozens", 12, None, "vague", None),
        ("Several goats fled.", "Several", None, None, "vague", None),
        ("It costs between $5 and $7 billion.", "between $5 and $7 billion", 5e9, 7e9, "range", "USD"),
        ("They sent 3,000-4,000 crates.", "3,000-4,000", 3000, 4000, "range", None),
        ("They sent 10 to 12 crates.", "10 to 12", 10, 12, "range", None),
        ("It took 45% to 60% of the crates.", "45% to 60%", 45, 60, "range", "%"),
        ("It cost US$3.4 trillion.", "US$3.4 trillion", 3.4e12, 3.4e12, "exactly", "USD"),
        ("It cost £5.7bn.", "£5.7bn", 5.7e9, 5.7e9, "exactly", "GBP"),
        ("It cost one million roubles.", "one million roubles", 1e6, 1e6, "exactly", "RUB"),
        ("It won 55 per cent of the vote.", "55 per cent", 55, 55, "exactly", "%"),
        ("It was within two miles of Orla.", "within two miles", None, 2, "up_to", "miles"),
        ("It fell to minus 20C overnight.", "minus 20C", -20, -20, "exactly", "°C"),
        ("More than half of the goats fled.", "More than half", 0.5, None, "more_than", None),
        ("It needs a two-thirds majority.", "two-thirds", 2 / 3, 2 / 3, "exactly", None),
        ("The court read for half an hour.", "half", 0.5, 0.5, "exactly", "hours"),
        ("In January 12 people died.", "12", 12, 12, "exactly", None),
        ("It has five AM radio stations.", "five", 5, 5, "exactly", None),
        ("It cost Rs.500 crore.", "Rs.500 crore", 5e9, 5e9, "exactly", "INR"),
        ("The fleet lost 2000 soldiers.", "2000", 2000, 2000, "exactly", None),
    ],
)
def test_a_figure_is_read(text, span, low, high, qualifier, unit):
    (figure,) = figures_of(text)
    assert (figure.text, figure.qualifier, figure.unit) == (span, qualifier, unit)
    assert figure.low == (None if low is None else pytest.approx(low))
    assert figure.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The toll rose from fourteen to 31.", [14, 31]),
        ("The house voted 230-to-198.", [230, 198]),
        ("It killed five goats and hurt 110.", [5, 110]),
    ],
)
def test_two_numbers_that_bound_nothing_are_two_figures(text, values):
    assert [figure.low for figure in figures_of(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "It sank on 25 October 2024.",
        "It sank in 2012.",
        "The 1973 treaty holds.",
        "It began at 8 p.m. and at 19:00.",
        "A 72-year-old sailor fell.",
        "Odile Varga, 44, fell.",
        "A sailor aged 40 fell.",
        "It breaks Article 5 and Resolution 2397.",
        "They flew a Corvina 737 to Orla.",
        "The G20 met, the F-16 flew.",
        "One of them fell, and no one saw it.",
        "Orla won 3-1 at home.",
        "Orla (4-11) is last.",
        "The two sides met.",
        "Call 0800 056 0154.",
        "It came two days later.",
        "It happened in the last 24 hours.",
        "It was in the second half of the match.",
        "1. Open the gate.",
        "Prices of the 1990s are back.",
        "The twenty-first century began.",
        "They met on sept. 30, and left on 1 may that year.",
        "Call +1 222 333 4444 or 0800 123456.",
        "See page 3 of 7 and VIEW 663.",
        "He lives at 14 Mill Street.",
        "He was 85.",
        "Boys between the ages of 14 and 18 fell.",
        "She turned 40 on Friday.",
        "It lies beside exit 436 and platform 3.",
        "The price was known: 1 ) wait.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text):
    assert figures_of(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("They sent 13,000 containers of lamp oil, candles and soap.", "containers of lamp oil, candles and soap"),
        ("They closed two city hospitals.", "city hospitals"),
        ("At least two people were killed.", "people were killed"),
        ("In all 39 were wounded.", "wounded"),
        ("The blast killed twelve.", "blast killed"),
        ("The death toll rose to 31.", "death toll"),
        ("It won 55 per cent of the votes.", "per cent of the votes"),
        ("It won 55% of the votes.", "votes"),
        ("Winds reached 185 mph.", "Winds"),
        ("He faces 10 years in prison.", "years in prison"),
        ("It was 31.", None),
        ("Some 400 engineers and ship crews from Tarn left.", "engineers and ship crews from Tarn left"),
        ("They took 12 boats and burnt them.", "boats"),
        ("He put the number of the specialists at 120.", "specialists"),
        ("Its estimate of the foreign crews rose to 650.", "foreign crews"),
        ("She suspended the talks for five weeks.", "suspended the talks"),
        ("The talks have been suspended for another five weeks.", "talks have been suspended"),
        ("At least four drowned in the flood.", "drowned in the flood"),
        ("At least four died in the flood.", "died"),
        ("The two-day shutdown was to end.", "day shutdown"),
        ("Some 650 clerks are now unpacking their slippers.", "clerks"),
        ("Two clerks said that beds were free.", "clerks"),
        ("It seized 1,200 containers there by night.", "containers"),
        ("The number of sailors will increase to 10,000.", "sailors"),
        ("The death toll from a blast at the mill in Orla rose to six.", "death toll from a blast at the mill in Orla"),
        ("The estimated tolls, given by clerks to reporters, exceeded 100.", "estimated tolls"),
        ("The combined wealth of the islands is worth $3 trillion.", "combined wealth of the islands"),
        ("Some traders spend up to $50 a day.", "traders spend"),
        ("They promised around $50 million in extra funding.", "extra funding"),
        ("They set aside $5 for every tent.", "set aside"),
        ("Trade within the union accounts for 60 per cent of all trade.", "Trade within the union"),
        ("It lies 785 miles (1,260 km) west of Orla.", "west of Orla"),
        ("The civil war has lasted for seventeen years.", "civil war has lasted"),
        ("For four days, traffic ground to a halt.", "traffic ground to a halt"),
        ("It came just over two months after he outlined his plan.", "months after he outlined his plan"),
        ("She left home four to five hours ago.", "left home"),
        ("He arrested three for trespassing.", "arrested"),
        ("Seventeen from the Armed Forces came.", "Armed Forces came"),
        ("It reported more cases of fever, including 165 in the last week.", "cases of fever"),
        ("It sank 20 of the 300 barges.", "barges"),
        ("A crowd of roughly 5,000 gathered there.", "crowd"),
        ("Around 20 percent of the 5,000 voters stayed.", "voters stayed"),
        ("It sold 5 million shares at $3 a share.", "shares"),
        ("The vote passed along party lines, 230 to 198.", "vote"),
        ("It sent 40 boxes of shells, rockets and other arms since May.", "boxes of shells, rockets and other arms"),
        ("It sent 40 boxes of shells, clerks and traders said.", "boxes of shells"),
        ("U.S. planes dropped 12 U.S. bombs.", "U.S. bombs"),
    ],
)
def test_what_is_counted_is_named_by_the_text(text, counted):
    figure = figures_of(text)[0]
    assert (figure.counted and figure.counted.text) == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("It had 3,000 sailors, up from 2,000.", "sailors"),
        ("Of the 300 passengers, 20 were rich.", "passengers"),
        ("While 54 towns have signed, only 27 have ratified it.", "towns"),
        ("It reported 3,728 fever cases, with 198 recorded on Friday.", "fever cases"),
        ("Some 3,000 sailors have landed and the number will rise to 10,000.", "sailors"),
        ("It sent 12,000 sailors. Yes, 12,000!", "sailors"),
        ("It landed 38,000 tonnes of cement. The port statistics show 3,800 tonnes.", "tonnes of cement"),
        ("Winds reached 185 mph (295 km/h).", "Winds"),
    ],
)
def test_a_figure_without_a_noun_of_its_own_counts_what_the_one_before_it_does(text, counted):
    *_, last = figures_of(text)
    assert last.counted.text == counted
    assert last.unit != "tonnes" or last.counted.start < last.start


@pytest.mark.parametrize(
    "text", ["It had 3,000 sailors. In spring it was 2,000.", "It sent 3,000 sailors. Yes, 12,000!"]
)
def test_another_number_of_another_sentence_stands_alone(text):
    assert [figure.counted is None for figure in figures_of(text)] == [False, True]


def test_the_number_before_lends_its_unit():
    assert [figure.unit for figure in figures_of("It landed 38,000 tonnes, up from 3,800.")] == ["tonnes", "tonnes"]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("It has decided to send 12,000 sailors.", [("phase", "decided")]),
        ("It has sent 12,000 sailors.", [("phase", "sent")]),
        ("Some 3,000 sailors have already arrived in Orla.", [("phase", "arrived"), ("place", "Orla")]),
        ("It sells 40 crates a day.", [("rate", "day")]),
        ("It pays $5 per annum.", [("rate", "year")]),
        ("In the first wave, 40 fell.", [("part", "first wave")]),
        ("It counted 40 crates for the same weeks.", [("same", "weeks")]),
        ("It left 40 crates in May.", []),
        ("It waited, and it has sent none; 40 crates came.", []),
    ],
)
def test_words_of_the_clause_restrict_a_figure(text, scopes):
    (figure,) = figures_of(text)
    assert [(scope.kind, scope.value) for scope in figure.scope] == scopes
    assert all(text[scope.start : scope.end] == scope.text for scope in figure.scope)


def test_words_beyond_another_figure_restrict_that_one():
    first, second = figures_of("It pledged 40 crates and 30 sacks arrived.")
    assert [scope.value for scope in first.scope] == ["decided"]
    assert [scope.value for scope in second.scope] == ["arrived"]


def test_one_verb_restricts_all_figures_of_a_list():
    figures = figures_of("It shipped 40 crates, 30 sacks and 20 kegs.")
    assert [[scope.value for scope in figure.scope] for figure in figures] == [["sent"]] * 3


def moments_of(text, date="2024-10-25"):
    article = make_article(text, date=date)
    passages = [(block.start, block.end) for block in article.blocks]
    times = find_times(article, passages)
    figures = time_figures(article, find_figures(article, passages), times)
    return [None if figure.as_of is None else (figure.as_of.from_, figure.as_of.to) for figure in figures]


def test_a_count_holds_for_the_moment_in_its_clause():
    june, october = ("2024-06-01", "2024-06-30"), ("2024-10-01", "2024-10-31")
    assert moments_of("Some 11,000 crates had come by June and more than 13,000 by October.") == [june, october]
    assert moments_of("As of Friday, 3,000 sailors had come.") == [("2024-10-25", "2024-10-25")]
    assert moments_of("It had 400 sailors. By June it left.") == [None]
    assert moments_of("Some 400 sailors came in June.") == [None]
    assert moments_of("Some 400 sailors had come by Friday.", date=None) == [None]


def test_a_figure_that_lies_ahead_is_a_forecast():
    now, ahead = figures_of("Some 3,000 sailors have come. The number will increase to 10,000.")
    assert (now.forecast, ahead.forecast) == (False, True)
    assert [figure.forecast for figure in figures_of("Up to 900 are expected, and 40 will sail.")] == [True, True]
    assert [figure.forecast for figure in figures_of("They would have paid $5.")] == [False]


def test_times_that_are_known_already_are_not_sought_again():
    article = make_article("On 3 March 2011 they sent 40 crates.")
    passages = [(0, len(article.text))]
    assert find_figures(article, passages, find_times(article, passages)) == find_figures(article, passages)


def test_only_passages_are_read():
    article = make_article("They sent 40 crates.\nThey sent 50 crates.")
    assert [figure.low for figure in find_figures(article, [(21, 41)])] == [50]


@pytest.mark.parametrize(
    "text", ["1 " * 20_000, "9" * 200_000, "1-" * 20_000, "one million " * 5_000, "1 in " * 10_000]
)
def test_hostile_text_is_read_to_its_end(text):
    assert len(figures_of(text)) <= len(text) // 2


@given(st.text(alphabet="1234 ,.-$%mbnkto betwandhalf", max_size=150))
def test_figures_are_slices_that_do_not_overlap(text):
    figures = figures_of("x " + text)
    assert all(before.end <= after.start for before, after in pairwise(figures))
