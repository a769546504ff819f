"""A statement is dated by what stands beside its reporting words, and by nothing inside what was said."""

import msgspec
import pytest

from onrecord.read.dates import date_statement, date_statements
from onrecord.read.times import find_times
from tests.factories import make_article, make_statement

VARGA = "Minister Odile Varga"


def dated(text, content, source=VARGA, cue="said"):
    article = make_article(text)
    passages = [(block.start, block.end) for block in article.blocks]
    statement = make_statement(article, content, source=source, cue=cue)
    time = date_statement(article, statement, find_times(article, passages))
    return None if time is None else (time.text, time.from_)


@pytest.mark.parametrize(
    "text",
    [
        f"{VARGA} said on Monday that the pier is shut.",
        f"{VARGA} said Monday the pier is shut.",
        f"{VARGA} told reporters in Orla on Monday that the pier is shut.",
        f"On Monday, {VARGA} said the pier is shut.",
        f"On Monday, in a short statement, {VARGA} said the pier is shut.",
        f"{VARGA}, on Monday, said the pier is shut.",
        f"“And the pier is shut,” {VARGA} said on Monday.",
    ],
)
def test_a_date_beside_the_reporting_words_dates_the_statement(text):
    cue = "told" if "told" in text else "said"
    assert dated(text, "the pier is shut", cue=cue) == ("Monday", "2024-10-21")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (f"{VARGA} said the pier was shut on Monday.", "the pier was shut on Monday"),
        (f"{VARGA} said the pier is shut. On Monday it burned.", "the pier is shut"),
        (f"A storm came on Monday. {VARGA} said the pier is shut.", "the pier is shut"),
        (f"{VARGA} said of Monday's vote the pier is shut.", "the pier is shut"),
        (f"{VARGA} said since Monday the pier is shut.", "the pier is shut"),
        (f"{VARGA}, in office since Monday, said the pier is shut.", "the pier is shut"),
        (f"{VARGA} called the fire a crime like the one on Monday", "the fire a crime like the one on Monday"),
        (f"After the old pier of the town burned down on Monday, {VARGA} said it is shut.", "it is shut"),
    ],
)
def test_other_dates_do_not(text, content):
    assert dated(text, content, cue="called" if "called" in text else "said") is None


def test_a_date_may_be_longer_than_a_day():
    assert dated(f"{VARGA} said last week the pier is shut.", "the pier is shut") == ("last week", "2024-10-14")


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        (f"{VARGA} accused him on Monday of theft.", "him on Monday of theft", "accused"),
        (f"{VARGA} declined to say on Monday whether it is shut.", "to say on Monday whether it is shut", "declined"),
        (f"{VARGA} announced her departure on Monday.", "her departure on Monday", "announced"),
        (f"In her daily message to the town on Monday, {VARGA} said it is shut.", "it is shut", "said"),
    ],
)
def test_a_date_that_parts_the_words_of_an_act_dates_it(text, content, cue):
    assert dated(text, content, cue=cue) == ("Monday", "2024-10-21")


def test_a_source_that_ends_in_its_adverb_is_dated_by_it():
    text = f"{VARGA} yesterday said the pier is shut."
    assert dated(text, "the pier is shut", source=f"{VARGA} yesterday") == ("yesterday", "2024-10-24")


@pytest.mark.parametrize(
    "text",
    [
        f"{VARGA} said the pier is shut on this year's feast.",
        f"{VARGA} said the pier is shut last week that burned.",
        f"The men arrested on Monday, {VARGA}, said the pier is shut.",
    ],
)
def test_a_date_that_qualifies_a_noun_dates_nothing(text):
    assert dated(text, "the pier is shut", source="The men arrested on Monday" if "men" in text else VARGA) is None


def test_a_date_that_names_the_occasion_dates_what_was_said_there():
    text = f"{VARGA} said the pier is shut during Monday's debate."
    assert dated(text, "the pier is shut") == ("Monday", "2024-10-21")


def test_without_source_and_cue_nothing_is_dated():
    assert dated("“The pier is shut.” On Monday it burned.", "The pier is shut.", source=None, cue=None) is None


def date_all(article, statements):
    passages = [(block.start, block.end) for block in article.blocks]
    times = date_statements(article, statements, find_times(article, passages))
    return [time and time.from_ for time in times]


def test_a_date_is_carried_on_while_the_speaker_goes_on():
    article = make_article(
        f"{VARGA} said on Monday the pier is shut. She added repairs take years. Ivo Brand denied it."
    )
    statements = [
        make_statement(article, "the pier is shut", source=VARGA, cue="said"),
        make_statement(article, "repairs take years", source="She", cue="added"),
        make_statement(article, "it.", source="Ivo Brand", cue="denied"),
    ]
    assert date_all(article, statements) == ["2024-10-21", "2024-10-21", None]


def test_a_date_is_carried_up_to_the_headline_that_repeats_the_lead():
    headline = "Pier is shut, says Varga"
    article = make_article(f"{headline}\n\n{VARGA} said on Monday the pier is closed.", roles={headline: "title"})
    statements = [
        make_statement(article, "Pier is shut", source="Varga", cue="says"),
        make_statement(article, "the pier is closed", source=VARGA, cue="said"),
    ]
    assert date_all(article, statements) == ["2024-10-21", "2024-10-21"]


def test_a_reported_statement_does_not_take_the_date_of_its_reporter():
    article = make_article("The Orla Post reported on Monday Ivo Brand said the pier is shut.")
    outer = make_statement(article, "Ivo Brand said the pier is shut", source="The Orla Post", cue="reported")
    inner = make_statement(article, "the pier is shut", source="Ivo Brand", cue="said")
    inner = msgspec.structs.replace(inner, within=outer.id)
    assert date_all(article, [outer, inner]) == ["2024-10-21", None]
