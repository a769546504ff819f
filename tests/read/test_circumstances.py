import pytest

from onrecord.read.circumstances import find_circumstances
from onrecord.read.patterns import PatternTagger


def around(text, number=0):
    found = PatternTagger().tag(text, [(0, len(text))])
    one = found[number]
    reporter = None if one.within is None else found[one.within]
    result = find_circumstances(text, one, (0, len(text)), reporter)
    return tuple(None if span is None else span.text for span in (result.channel, result.via, result.addressee))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In a statement, Reyes said the dam was safe.", ("In a statement", None, None)),
        (
            "Reyes said in an interview with Radio Ondo that it was safe.",
            ("in an interview with Radio Ondo", None, None),
        ),
        ('"It is safe," Reyes told the Ondo Herald.', (None, "told the Ondo Herald", None)),
        ("Reyes told residents that the dam was safe.", (None, None, "residents")),
        ("The council urged the firm to repair it.", (None, None, "the firm")),
        ("Reyes said the dam was safe.", (None, None, None)),
    ],
)
def test_means_outlet_and_audience_are_read_beside_the_cue(text, expected):
    assert around(text) == expected


def test_a_nested_statement_came_through_the_outlet_that_reports_it():
    assert around("The Ondo Herald reported the mayor said it was safe.", 1)[1] == "The Ondo Herald reported"
