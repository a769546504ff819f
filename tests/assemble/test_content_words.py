import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assemble.content_words import Weights, content_stems, merge_synonyms, stem_word, stem_words, synonyms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed", "killing"),
        ("attacks", "attacked"),
        ("injured", "injuring"),
        ("deny", "denies"),
        ("planned", "planning"),
        ("houses", "house"),
        ("children", "child"),
        ("marrow's", "marrow"),
        ("norwegians", "norway"),
        ("almerian", "almeria"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem_word(one) == stem_word(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mine", "mining"), ("station", "state"), ("crisis", "crises"), ("bus", "bush")]
)
def test_different_words_may_keep_different_stems_but_never_an_empty_one(one, other):
    assert stem_word(one)
    assert stem_word(other)


def test_words_of_grammar_carry_nothing():
    assert content_stems("It was said that they had been there") == []


def test_a_compound_is_one_word_however_it_is_written():
    assert content_stems("air strikes") == content_stems("airstrikes")


def test_rare_stems_weigh_more():
    weights = Weights([{"flood", "dam"}, {"flood"}, {"flood", "mill"}])
    assert weights.total(["dam"]) > weights.total(["flood"])
    assert weights.rarest(["flood", "mill", "dam"], 2) == ["dam", "mill"]


@given(st.text(min_size=1))
def test_stemming_never_fails(word):
    assert isinstance(stem_word(word.casefold()), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("its soldiers were sent", "troops deployed"),
        ("DPRK arms", "North Korean weapons"),
        ("a huge blast", "the massive explosion"),
    ],
)
def test_words_of_one_sense_are_merged(one, other):
    assert merge_synonyms(stem_words(one.lower().split())) == merge_synonyms(stem_words(other.lower().split()))


def test_no_sense_stands_for_another_in_its_turn():
    senses = {sense: synonyms().get(sense, sense) for sense in synonyms().values()}
    assert [sense for sense, final in senses.items() if sense != final] == []
