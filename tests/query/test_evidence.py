"""A statement says where in the saved file its words stand, or that this is not known."""

import pytest
from msgspec.structs import replace

from onrecord.model import CaptureSpan
from onrecord.publish.html import Frame, render_page
from onrecord.query import statement_view
from onrecord.query.evidence import place_words
from onrecord.store import CaseReader
from tests.factories import make_article, make_statement
from tests.fiction import Story

LEFT, RIGHT = CaptureSpan(start=1204, end=1377), CaptureSpan(start=2020, end=2031)
THIRD, FOURTH = ((number, 10.0, 20.0, 300.0, 32.0) for number in (3, 4))


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ((LEFT,), "bytes 1,204–1,377 of the saved page"),
        ((LEFT, RIGHT), "bytes 1,204–1,377 and 2,020–2,031 of the saved page"),
        ((LEFT, None), "no exact place in the saved page"),
        ((), "no exact place in the saved page"),
        ((CaptureSpan(boxes=(THIRD, THIRD)),), "page 3 of the saved document"),
        ((CaptureSpan(boxes=(THIRD, FOURTH)),), "pages 3 and 4 of the saved document"),
    ],
)
def test_a_place_is_told_in_the_words_of_a_reader(spans, words):
    statement = make_statement(make_article("Odile Varga said the ferry had left."), "the ferry had left")
    assert place_words(replace(statement, capture_spans=spans)) == words


def test_the_page_of_a_statement_shows_its_place(tmp_path):
    story = Story()
    with CaseReader(story.write(tmp_path / "brisk.db")) as reader:
        view = statement_view(reader, story.denial.id)
    shown = render_page("statement", replace(view, place="bytes 1–2 of the saved page"), Frame(case="brisk", query=""))
    assert "bytes 1–2 of the saved page" in shown
