import time

import msgspec

from onrecord.model import span_at
from onrecord.query.context import LONGEST, REACH, paragraph_of, sentence_of
from tests.factories import make_article, make_statement

TEXT = """A first paragraph about boats.

It rained. Odile Varga said the ferry sank. Nobody swam.

A last paragraph about trains."""


def test_a_line_shows_the_whole_sentence_of_its_words():
    article = make_article(TEXT)
    excerpt = sentence_of(article, make_statement(article, "the ferry sank", source="Odile Varga", cue="said"))
    assert excerpt.text == "Odile Varga said the ferry sank."
    assert not excerpt.cut_before
    assert not excerpt.cut_after


def test_the_paragraph_marks_words_source_and_reporting_words():
    article = make_article(TEXT)
    excerpt = paragraph_of(article, make_statement(article, "the ferry sank", source="Odile Varga", cue="said"))
    assert excerpt.text == "It rained. Odile Varga said the ferry sank. Nobody swam."
    marked = [(segment.text, segment.kinds) for segment in excerpt.segments if segment.kinds]
    assert marked == [("Odile Varga", ("source",)), ("said", ("cue",)), ("the ferry sank", ("affirms",))]


def test_a_source_in_another_paragraph_does_not_widen_the_excerpt():
    article = make_article(TEXT)
    statement = msgspec.structs.replace(
        make_statement(article, "the ferry sank"), source=span_at(TEXT, TEXT.index("boats"), TEXT.index("boats") + 5)
    )
    assert sentence_of(article, statement).text == "Odile Varga said the ferry sank."


def test_a_text_without_a_full_stop_is_cut_and_says_so():
    article = make_article("word " * 100_000 + "the ferry sank " + "word " * 100_000)
    statement = make_statement(article, "the ferry sank")
    began = time.perf_counter()
    excerpt = sentence_of(article, statement)
    assert excerpt.cut_before
    assert excerpt.cut_after
    assert len(excerpt.text) <= LONGEST + 2 * REACH
    assert time.perf_counter() - began < 1
