import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.shingles import (
    BAND_ROWS,
    SIGNATURE_SIZE,
    find_words,
    shingle_words,
    sign_shingles,
    signature_bands,
)

TEXT = "The ferry left Port Almery at dawn with 1,200 sacks of grain and didn’t call at Sennet harbour on its way north"


def test_words_have_the_offsets_of_their_slices():
    words = find_words(TEXT)
    assert [TEXT[word.start : word.end].casefold().replace("’", "'") for word in words] == [word.text for word in words]


def test_numbers_and_contractions_are_one_word():
    assert [word.text for word in find_words("It didn’t carry 1,200.5 tonnes.")] == [
        "it",
        "didn't",
        "carry",
        "1,200.5",
        "tonnes",
    ]


def test_words_outside_the_range_are_left_out():
    assert [word.text for word in find_words("one two three", 4, 7)] == ["two"]


def test_a_short_text_is_one_shingle_and_an_empty_one_none():
    assert shingle_words(["a", "b"]) == ["a b"]
    assert shingle_words([]) == []


def test_shingles_are_all_runs_of_words():
    assert shingle_words(["a", "b", "c"], 2) == ["a b", "b c"]


def test_the_signature_ignores_order_and_repetition():
    shingles = shingle_words([word.text for word in find_words(TEXT)])
    assert sign_shingles(shingles) == sign_shingles([*reversed(shingles), shingles[0]])


def test_the_signature_is_the_same_in_another_process():
    code = "from onrecord.language.shingles import sign_shingles; print(sign_shingles(['a b c d e', 'b c d e f'])[:4])"
    printed = {
        subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {str(sign_shingles(["a b c d e", "b c d e f"])[:4])}


def test_near_copies_share_a_band_and_strangers_do_not():
    words = [word.text for word in find_words(TEXT)]
    changed = [*words[:-1], "south"]
    other = [
        word.text
        for word in find_words("A council in Brannick voted on Tuesday to close both of its old swimming pools")
    ]
    bands = [set(signature_bands(sign_shingles(shingle_words(text)))) for text in (words, changed, other)]
    assert bands[0] & bands[1]
    assert not bands[0] & bands[2]


def test_bands_cover_the_whole_signature():
    signature = sign_shingles(["a b c d e"])
    bands = signature_bands(signature)
    assert len(bands) * BAND_ROWS == SIGNATURE_SIZE
    assert tuple(number for band in bands for number in band[1:]) == signature


@given(st.text())
def test_words_never_overlap_and_stand_in_the_text(text):
    previous = 0
    for word in find_words(text):
        assert previous <= word.start < word.end <= len(text)
        previous = word.end
