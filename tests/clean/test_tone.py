import time

import pytest

from onrecord.clean.tone import Tone, add_tones, measure_tones
from tests.two_tellings import JOKE, REPORT, REWRITE

QUESTIONS = "Do you know the wall? Have you seen your pond! It is like asking a sieve to hold soup. " * 8
EXCLAIMS = "Folks, the pond is drained! " * 30


def tone(text):
    (found,) = measure_tones(text, [(0, len(text))])
    return found


def test_a_joke_mocks_and_a_report_is_plain():
    assert tone(JOKE).mocks
    assert not tone(JOKE).is_plain
    assert all(tone(text).is_plain and not tone(text).mocks for text in (REPORT, REWRITE))


def test_words_between_quotation_marks_are_not_the_writers():
    assert tone(f'"{EXCLAIMS}" Osk said.')[1:] == (0, 0, 0, 0, 0, 0)
    assert tone(f'"{EXCLAIMS}" Osk said.').words > 100


def test_a_quotation_is_measured_out_where_a_stretch_begins_inside_it():
    text = f'Osk said: "{EXCLAIMS}"'
    assert measure_tones(text, [(40, len(text))])[0].exclamations == 0


def test_who_asks_and_exclaims_mocks_only_with_a_wink_to_the_reader():
    assert tone(QUESTIONS).points >= 4
    assert not tone(QUESTIONS).mocks
    assert tone(f"Ah, {QUESTIONS}").mocks


def test_many_signs_of_one_kind_are_no_mockery():
    assert tone(EXCLAIMS).points >= 4
    assert not tone(EXCLAIMS).mocks


def test_one_question_in_a_brief_is_no_tone():
    assert tone("Is the pond drained?").points == 1
    assert tone("Is the pond drained?").is_plain


def test_you_counts_for_no_more_than_the_other_signs_together():
    assert Tone(words=100, you=50).points == 0
    assert Tone(words=100, you=50, questions=2).points == 4


def test_an_opening_stands_at_the_start_of_a_sentence():
    assert tone("Ah, the pond.").openings == 1
    assert tone("The pond of Ah, said Osk.").openings == 0


@pytest.mark.parametrize("word", ["popcorns", "folksy"])
def test_an_address_is_a_whole_word(word):
    assert tone(f"The {word} man came.").addresses == 0


def test_tones_add_up():
    halves = measure_tones(JOKE, [(0, 300), (300, len(JOKE))])
    assert add_tones(halves).exclamations == tone(JOKE).exclamations
    assert add_tones([]) == Tone()


@pytest.mark.parametrize("repeated", ["!", '"', "like a ", "you ", "Ah, ", "surprise, "])
def test_a_million_characters_take_seconds(repeated):
    started = time.monotonic()
    tone(repeated * (1_000_000 // len(repeated)))
    assert time.monotonic() - started < 20
