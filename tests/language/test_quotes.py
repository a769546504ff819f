from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.quotes import scan_quotations

MARKS = "\"“”„‟«»‹›‘’‚'`「」『』〝〞 \nab.,s"


def inner(text):
    return [text[found.inner_start : found.inner_end] for found in scan_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "yes" and ‘no’.', ["yes", "no"]),
        ("„Ja, ‚so‘ ist es“, sagte Ada.", ["Ja, ‚so‘ ist es", "so"]),
        ("»nein« und «oui» et « non »", ["nein", "oui", " non "]),
        ("``We go,'' he said. ''We stay,'' she said.", ["We go,", "We stay,"]),
        ("”Hej”, sa Ada.", ["Hej"]),
        ("彼は「こん『に』ちは」と", ["こん『に』ちは", "に"]),
        ('“Mixed up," she said.', ["Mixed up,"]),
        ("'It isn't', he said.", ["It isn't"]),
        ("The union said 'it is the workers' day' now.", ["it is the workers' day"]),
        ("He wrote: \"The 'old' bridge\".", ["The 'old' bridge", "old"]),
        ('said"We will" then', ["We will"]),
    ],
)
def test_every_style_of_marks_is_paired(text, expected):
    assert inner(text) == expected


@pytest.mark.parametrize("text", ["rock 'n' roll in the '90s", "the workers' union", "it's Ada's", "5' tall"])
def test_apostrophes_are_no_quotations(text):
    assert scan_quotations(text) == []


def test_a_quotation_over_several_paragraphs_is_one():
    text = '"One.\n\n"Two.\n\n"Three," Ada said. "Four."'
    first, last = scan_quotations(text)
    assert text[first.inner_start : first.inner_end] == "One."
    assert [text[start:end] for start, end in first.continues] == ["Two.", "Three,"]
    assert text[first.start : first.end].endswith('Three,"')
    assert text[last.inner_start : last.inner_end] == "Four."


def test_a_paragraph_that_only_closes_the_mark_belongs_to_the_quotation():
    text = 'He added: "We stay.\n\nThat is all." Then he left.'
    (found,) = scan_quotations(text)
    assert [text[start:end] for start, end in found.continues] == ["That is all."]
    assert found.closed


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = '"We stay, he said.\n\nThe bridge is old.'
    (found,) = scan_quotations(text)
    assert (found.start, found.end, found.closed) == (0, text.index("\n"), False)


def test_nested_quotations_know_their_depth():
    outer, middle, innermost = scan_quotations("“A ‘b “c” d’ e”")
    assert (outer.depth, middle.depth, innermost.depth) == (0, 1, 2)


def test_only_the_range_is_read():
    text = 'a "b" c "d" e'
    assert [found.start for found in scan_quotations(text, 6)] == [8]
    assert [found.start for found in scan_quotations(text, 0, 6)] == [2]


@given(st.one_of(st.text(), st.text(alphabet=MARKS)))
def test_quotations_lie_inside_and_are_nested_or_disjoint(text):
    found = scan_quotations(text)
    assert found == scan_quotations(text)
    for one in found:
        assert 0 <= one.start < one.inner_start <= one.inner_end <= one.end <= len(text)
        last = one.inner_end
        for start, end in one.continues:
            assert last <= start <= end <= one.end
            last = end
    for before, after in pairwise(found):
        assert before.start <= after.start
        assert after.start >= before.end or after.end <= before.end


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,3}", fullmatch=True), st.sampled_from(["“”", '""', "«»", "„“"])
        )
    )
)
def test_balanced_quotations_are_found_exactly(pairs):
    text = " ".join(f"x {marks[0]}{words}{marks[1]}" for words, marks in pairs)
    assert inner(text) == [words for words, _ in pairs]


@pytest.mark.parametrize("mark", ['"', "“", "‘", "'", "`", "」", "„"])
def test_a_hundred_thousand_marks_do_not_hang(mark):
    assert len(scan_quotations(mark * 100_000)) <= 100_000
