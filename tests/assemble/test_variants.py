from hypothesis import given
from hypothesis import strategies as st

from onrecord.assemble.variants import compare_variants
from tests.factories import make_article, make_statement


def carriers(*contents):
    return [make_statement(make_article(content, uri=f"{n}.txt"), content) for n, content in enumerate(contents)]


def differences(full, other):
    _, variant = compare_variants(carriers(full, other))
    return [(found.op, found.text, found.against) for found in variant.differs]


def test_the_fullest_carrier_has_no_differences():
    statements = carriers("the dam held through the night", "the dam held")
    assert compare_variants(statements)[0].differs == ()


def test_left_out_words_are_drops():
    assert differences("the dam held through the night", "the dam held") == [("drops", "", "through the night")]


def test_other_words_are_replaced_and_quoted_from_both_sides():
    assert differences("the Old Dam held all night", "the old dyke held all night") == [("replaces", "dyke", "Dam")]


def test_new_words_are_added():
    full = "the dam held through the long cold night"
    assert ("adds", "firmly", "") in differences(full, "the dam firmly held through the night")


def test_very_long_contents_are_compared_by_their_ends():
    words = " ".join(f"w{n}" for n in range(1000))
    assert differences(f"{words} end", f"{words} stop") == [("replaces", "stop", "end")]


@given(st.lists(st.sampled_from(["dam", "held", "night", "the"]), min_size=1, max_size=12).map(" ".join))
def test_differences_quote_words_of_the_two_contents(other):
    full = "the dam held through the night while the whole valley slept on"
    for op, text, against in differences(full, other):
        assert text in other
        assert against in full
        assert (op == "drops") == (text == "")
        assert (op == "adds") == (against == "")
