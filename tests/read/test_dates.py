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
        (f"{VARGA} said last week the pier is shut.", "the pier is shut"),
        (f"After the old pier of the town burned down on Monday, {VARGA} said it is shut.", "it is shut"),
    ],
)
def test_other_dates_do_not(text, content):
    assert dated(text, content) is None


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
