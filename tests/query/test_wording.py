from typing import get_args

import msgspec
import pytest

from onrecord.model import (
    Act,
    Basis,
    DateEvidence,
    DisputeKind,
    PairRelation,
    Position,
    Qualifier,
    Relation,
    Role,
    SpeakerType,
    ThingType,
    Withheld,
)
from onrecord.query.wording import (
    CODEBOOK,
    DISPUTE_COLUMNS,
    basis_label,
    join_names,
    number_of,
    position_label,
    word_for,
)
from tests.factories import make_article, make_statement

ARTICLE = make_article("The ferry sank, Odile Varga said.")
STATEMENT = make_statement(ARTICLE, "The ferry sank")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("act", Act),
        ("basis", Basis),
        ("date_evidence", DateEvidence),
        ("dispute_kind", DisputeKind),
        ("pair_relation", PairRelation),
        ("position", Position),
        ("qualifier", Qualifier),
        ("relation", Relation),
        ("role", Role),
        ("speaker_type", SpeakerType),
        ("thing_type", ThingType),
        ("withheld", Withheld),
    ],
)
def test_every_value_of_a_field_has_words(field, values):
    assert set(get_args(values)) <= set(CODEBOOK[field])


def test_every_kind_of_disputed_point_has_a_column_for_each_position():
    for kind in get_args(DisputeKind):
        assert [position for position, _ in DISPUTE_COLUMNS[kind]] == list(get_args(Position))


def test_a_value_without_words_shows_as_itself():
    assert word_for("failure", "too_many_pages") == "too many pages"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "says"),
        ({"act": "warns"}, "warns"),
        ({"position": "denies", "act": "condemns"}, "denies"),
        ({"position": "withholds", "withheld": "declined"}, "declined to comment"),
        ({"position": "withholds", "withheld": "neither"}, "neither confirms nor denies"),
    ],
)
def test_the_label_says_what_the_speaker_does(changes, words):
    assert position_label(msgspec.structs.replace(STATEMENT, **changes)) == words


def test_own_words_that_are_partly_quoted_are_called_a_partial_quotation():
    mixed = msgspec.structs.replace(STATEMENT, kind="mixed", basis="own_words")
    assert (basis_label(mixed), basis_label(STATEMENT)) == ("partial quotation", "paraphrase")


def test_long_rows_of_names_end_with_how_many_more():
    assert join_names(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert join_names(["A", "B"]) == "A and B"
    assert join_names([]) == ""


def test_a_count_carries_its_noun():
    assert (number_of(1, "page"), number_of(2000, "page")) == ("1 page", "2,000 pages")
