"""Which words of a claim stand in a source, and which cuts say something else."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.audit.drafts.matching import match_claim, read_claim, read_source
from onrecord.audit.drafts.rules import rule_words

TEXT = (
    "“We will keep the ferry Halcyon in harbour until the hull is dry,” Ilse Marrow said. “Nobody told us that she "
    "carried more than 40 crates.” The crates held lamps, the harbour board wrote on 3 May."
)
INTERRUPTED = ("We will keep the ferry Halcyon in harbour until the hull is dry", "Nobody told us that she carried")
PLAIN = "The crates held lamps, the harbour board wrote on 3 May."


def parts_of(*words):
    return tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in words)


def found(claim, *words, text=TEXT):
    parts = parts_of(*words) if text is TEXT else ((0, len(text)),)
    return match_claim(read_claim(claim), read_source(text, parts))


def verdict(claim, *words, text=TEXT):
    match = found(claim, *words, text=text)
    if match is None:
        return "altered"
    return "exact" if match.whole and match.holds else "cut" if match.holds else "altered"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The crates held lamps, the harbour board wrote on 3 May.", "exact"),
        ('"The crates held lamps, the harbour board wrote on 3 May"', "exact"),
        ("the crates held lamps, the harbour board wrote on 3 May", "exact"),
        ("The crates held lamps", "cut"),
        ("The crates … held lamps", "cut"),
        ("The crates [of the Halcyon] held lamps", "cut"),
        ("The crates [never] held lamps", "altered"),
        ("The [40] crates held lamps", "altered"),
        ("The Crates held lamps", "altered"),
        ("The crates held the lamps", "altered"),
        ("The crates held", "cut"),
        ("The crates lamps", "altered"),
        ("held lamps the crates", "altered"),
        ("The crates held lamps. The harbour board wrote on 3 May.", "altered"),
        ("The crates held lamps, the harbour board wrote on 4 May.", "altered"),
    ],
)
def test_only_the_print_may_differ(claim, expected):
    assert verdict(claim, PLAIN) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He doesn’t know – not yet", "He doesn't know -- not yet"),
        ("“Lamps” were in the crates", '"Lamps" were in the crates'),
        ("so\u00adcalled lamps\u200b and rifles", "socalled lamps and rifles"),
        ("a caf\u00e9 by the quay", "a cafe\u0301 by the quay"),
        ("at 10\u00a0o’clock", "at 10 o'clock"),
        ("the 2019–20 season", "the 2019-20 season"),
    ],
)
def test_marks_of_other_shapes_are_the_same(one, other):
    assert verdict(other, text=one) == verdict(one, text=other) == "exact"


def test_an_attribution_between_two_parts_may_be_run_over_or_marked():
    whole = " … ".join(INTERRUPTED)
    assert verdict(whole, *INTERRUPTED) == "exact"
    assert verdict(". ".join(INTERRUPTED), *INTERRUPTED) == "exact"
    assert "runs on over the attribution" in found(". ".join(INTERRUPTED), *INTERRUPTED).tolerated
    assert verdict(INTERRUPTED[0], *INTERRUPTED) == "cut"


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("We will keep the ferry Halcyon in harbour", "condition"),
        ("she carried more than 40 crates", "negation"),
        ("us that she carried", "attribution"),
        ("40 crates", "qualifier"),
    ],
)
def test_a_cut_that_leaves_out_what_bears_on_the_rest_is_altered(claim, kind):
    match = found(claim, INTERRUPTED[0], "Nobody told us that she carried more than 40 crates")
    assert not match.holds
    assert kind in [each.kind for each in match.dropped]


def test_an_omission_does_not_make_one_sentence_of_two():
    text = "The ferry is safe. The lamps are broken and will go."
    assert found("The ferry … will go", text=text).joined
    assert verdict("The ferry is safe. … The lamps are broken", text=text) == "cut"


def test_what_restricts_the_sentence_before_it_may_not_go():
    assert verdict("We will stay.", text="We will stay. Unless they pay.") == "altered"
    assert verdict("We will stay.", text="We will stay. They will not.") == "cut"


def test_a_question_is_no_claim_without_its_mark():
    assert verdict("Were there crates", text="Were there crates on board?") == "altered"


def test_of_several_places_the_one_that_holds_counts():
    assert verdict("the lamps are safe", text="Nobody thinks the lamps are safe. But the lamps are safe.") == "cut"


SOURCE = (
    "The harbour board counted 40 crates at Sennet on Monday, and it did not open them because the lamps inside might "
    "break if they fell."
)
WORDS = SOURCE.rstrip(".").split()
borders = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS))).filter(lambda pair: pair[0] < pair[1])


def bears(word):
    plain = word.strip(string.punctuation).lower()
    return plain in rule_words()


@given(borders)
def test_any_run_of_words_is_a_cut_unless_it_leaves_out_what_the_rule_names(border):
    first, last = border
    claim = " ".join(WORDS[first:last])
    left_out = [word for word in (*WORDS[:first], *WORDS[last:]) if bears(word)]
    qualifiers = [word for word in left_out if rule_words()[word.strip(string.punctuation).lower()] == "qualifier"]
    assume(not qualifiers)
    if len(WORDS[first:last]) == len(WORDS):
        assert verdict(claim, text=SOURCE) == "exact"
    else:
        assert verdict(claim, text=SOURCE) == ("altered" if left_out else "cut")


@given(st.integers(0, len(WORDS)), st.sampled_from(["not", "all", "Sennet", "41", "very", "and", "lamps", "-", ";"]))
def test_no_insertion_passes(place, inserted):
    words = [*WORDS[:place], inserted, *WORDS[place:]]
    assume(inserted not in "-;" or 0 < place < len(WORDS))
    assert verdict(" ".join(words), text=SOURCE) == "altered"


@given(st.integers(0, len(SOURCE) - 2), st.sampled_from(string.ascii_letters + string.digits))
def test_no_letter_or_digit_passes_for_another(place, other):
    assume(SOURCE[place].isalnum() and SOURCE[place] != other)
    assume(place > 0 or SOURCE[place].lower() != other.lower())
    assert verdict(SOURCE[:place] + other + SOURCE[place + 1 :], text=SOURCE) == "altered"


@given(st.sampled_from([place for place, word in enumerate(WORDS) if bears(word)]))
def test_no_word_of_the_rule_can_be_left_out_inside(place):
    words = [*WORDS[:place], "…", *WORDS[place + 1 :]]
    assert verdict(" ".join(words), text=SOURCE) == "altered"
    assert verdict(" ".join(words).replace(" … ", " "), text=SOURCE) == "altered"


@given(st.text(max_size=60))
def test_any_text_can_be_claimed(claim):
    verdict(claim, text=SOURCE)
    verdict(SOURCE, text=claim or "-")
