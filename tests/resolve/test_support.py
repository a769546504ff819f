"""What satire may keep: what the article it retells quotes word for word, or reports the same way round."""

import pytest
from msgspec.structs import replace

from onrecord.model import Position, Reading, Section
from onrecord.resolve.retelling import set_aside
from tests.factories import make_article, make_chain, make_statement

JOKE = "Hedda Lunt drains Oskeby pond\n\nHedda Lunt swore the pond was empty. “Drain the sea now,” she sang."
REPORT = "Hedda Lunt said the pond was empty. “Drain the sea right now,” she told Oskeby, “and be glad that it drains.”"
TEXT = f"{JOKE}\n\n{REPORT}"


def stands(words: str, position: Position = "affirms", kind: str = "reported") -> bool:
    """Return whether such a statement of the joke stands, beside all that the report says."""
    article = make_article(TEXT, roles={"Hedda Lunt drains Oskeby pond": "title"})
    sections = (
        Section(id="joke", start=0, end=len(JOKE), genre="satire", retells="report"),
        Section(id="report", start=len(JOKE) + 2, end=len(TEXT), genre="news"),
    )
    lunt = make_chain(article, "Hedda Lunt")
    told = replace(make_statement(article, words), section="joke", position=position, kind=kind, speakers=(lunt.id,))
    below = []
    for said in ("the pond was empty", "Drain the sea right now"):
        start = TEXT.rindex(said)
        fields = {"id": f"st_{start}", "parts": ((start, start + len(said)),), "text": said, "section": "report"}
        below.append(replace(told, **fields, position="affirms"))
    reading = Reading(article=article.id, statements=(told, *below), chains=(lunt,))
    return set_aside(replace(article, sections=sections), reading).statements[0].set_aside is None


@pytest.mark.parametrize(("position", "kept"), [("affirms", True), ("denies", False)])
def test_reported_speech_stands_where_the_report_has_it_the_same_way_round(position, kept):
    assert stands("the pond was empty", position) is kept


def test_a_short_quotation_must_stand_word_for_word():
    assert not stands("Drain the sea now", kind="direct")
    assert stands("Drain the sea", kind="direct")


def test_a_headline_may_sum_up_the_whole_report():
    assert stands("drains Oskeby pond")
    assert not stands("she sang")
