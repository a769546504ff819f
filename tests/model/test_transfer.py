"""What was read from one article, as that of another with the same text."""

import pytest
from msgspec.structs import replace

from onrecord.model import (
    Chain,
    ChainMention,
    Figure,
    Reading,
    chain_id,
    figure_id,
    statement_id,
    transfer_reading,
)
from tests.factories import make_article, make_statement

TEXT = "Odile Varga said the ferry carried 40 people, and that the mayor had called it “safe”."


def read_by_hand(article):
    """Return a reading in which everything refers to something."""
    outer = make_statement(article, "the ferry carried 40 people", source="Odile Varga", cue="said")
    inner = make_statement(article, "safe", source="the mayor", cue="called")
    start = TEXT.index("Odile Varga")
    chain = Chain(
        id=chain_id(article.id, start, start + 11),
        article=article.id,
        name="Odile Varga",
        name_from="text",
        type="person",
        mentions=(ChainMention(start=start, end=start + 11, text="Odile Varga", form="name"),),
    )
    at = TEXT.index("40")
    figure = Figure(
        id=figure_id(article.id, at, at + 2),
        article=article.id,
        start=at,
        end=at + 2,
        text="40",
        low=40,
        high=40,
        qualifier="exactly",
        unit=None,
        counted=None,
        statement=outer.id,
        as_of=None,
        forecast=False,
    )
    statements = (
        replace(outer, speakers=(chain.id,)),
        replace(inner, within=outer.id),
    )
    return Reading(article=article.id, statements=statements, figures=(figure,), chains=(chain,))


@pytest.fixture
def pair():
    return make_article(TEXT, uri="one.txt"), make_article(TEXT, uri="two.txt")


def test_a_reading_is_transferred_with_all_that_refers_to_it(pair):
    one, two = pair
    assert one.id != two.id
    assert transfer_reading(read_by_hand(one), two) == read_by_hand(two)


def test_a_reading_goes_there_and_back(pair):
    one, two = pair
    reading = read_by_hand(one)
    assert transfer_reading(transfer_reading(reading, two), one) == reading


def test_statements_stand_in_the_order_of_their_places_and_ids(pair):
    one, two = pair
    reading = read_by_hand(one)
    start = TEXT.index("the ferry")
    same_place = make_statement(one, TEXT[start : start + 9], cue="said")
    moved = transfer_reading(
        Reading(article=one.id, statements=(*reading.statements, same_place), chains=reading.chains), two
    )
    assert [s.id for s in moved.statements] == [
        s.id for s in sorted(moved.statements, key=lambda found: (found.start, found.id))
    ]
    assert {s.id for s in moved.statements} == {statement_id(two.id, s.parts, s.cue) for s in moved.statements}


def test_why_an_article_was_not_read_goes_along(pair):
    one, two = pair
    unread = Reading(article=one.id, unread="its language (de) is not read yet")
    assert transfer_reading(unread, two) == Reading(article=two.id, unread=unread.unread)
