"""Records keep their invariants and survive encoding."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import PageError
from onrecord.model import (
    Block,
    Capture,
    Dispute,
    Figure,
    Lineage,
    Matter,
    Origin,
    Side,
    Span,
    Statement,
    cue_at,
    join_parts,
    span_at,
)
from tests.factories import make_article, make_statement

TEXT = "The ferry never sailed, Minister Odile Varga said on Monday."


@given(st.text(min_size=1), st.data())
def test_a_span_is_the_slice_it_names(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = span_at(text, start, end)
    assert span.text == text[span.start : span.end]


@pytest.mark.parametrize(("start", "end", "text"), [(3, 3, ""), (-1, 2, "abc"), (5, 2, "abc"), (0, 3, "four")])
def test_a_span_without_its_words_does_not_exist(start, end, text):
    with pytest.raises(ValueError, match=r"span|part"):
        Span(start=start, end=end, text=text)


def test_a_cue_is_the_hull_of_its_parts():
    cue = cue_at("did not ever deny it", [(0, 7), (13, 17)])
    assert (cue.start, cue.end, cue.text) == (0, 17, "did not ever deny")
    with pytest.raises(ValueError, match="hull"):
        msgspec.structs.replace(cue, parts=((0, 7),))


@pytest.mark.parametrize("parts", [((4, 9), (0, 3)), ((0, 5), (4, 9)), ((3, 3),), ()])
def test_a_statement_has_ordered_parts_that_do_not_overlap(parts):
    statement = make_statement(make_article(TEXT), "The ferry never sailed")
    with pytest.raises(ValueError, match="statement"):
        msgspec.structs.replace(statement, parts=parts, text=join_parts(TEXT, parts))


def test_only_those_who_withhold_have_a_kind_of_withholding():
    article = make_article(TEXT)
    with pytest.raises(ValueError, match="withheld"):
        make_statement(article, "The ferry never sailed", position="withholds")
    with pytest.raises(ValueError, match="withheld"):
        make_statement(article, "The ferry never sailed", withheld="declined")


def test_a_statement_survives_encoding_with_every_field():
    statement = make_statement(make_article(TEXT), "The ferry never sailed", source="Minister Odile Varga", cue="said")
    encoded = msgspec.json.encode(statement)
    assert msgspec.json.decode(encoded, type=Statement) == statement
    assert set(msgspec.json.decode(encoded)) == {
        "id", "article", "section", "parts", "text", "kind", "source", "cue", "speakers", "position", "withheld",
        "basis", "act", "answers", "within", "hedge", "channel", "via", "addressee", "said_on", "about_time",
        "forecast", "utterance", "set_aside", "capture_spans", "unresolved", "score",
    }  # fmt: skip


def test_fields_that_are_python_words_are_exported_under_their_contract_names():
    edge = Lineage(from_="a", to="b", relation="copy", direction="unknown", share=1.0, passages=(), evidence=None)
    assert list(msgspec.json.decode(msgspec.json.encode(edge)))[:2] == ["from", "to"]
    origin = Origin(id="o", for_="u", pages=1, outlets=1, at_least=1, at_most=1, groups=())
    assert "for" in msgspec.json.decode(msgspec.json.encode(origin))


def test_blocks_do_not_overlap():
    article = make_article(TEXT)
    with pytest.raises(ValueError, match="overlaps"):
        msgspec.structs.replace(
            article, blocks=(Block(start=0, end=9, role="body"), Block(start=5, end=12, role="body"))
        )


def test_a_statement_stands_on_one_side_of_a_dispute():
    sides = (
        Side(position="affirms", speakers=("a",), statements=("s1",)),
        Side(position="denies", speakers=("b",), statements=("s1",)),
    )
    with pytest.raises(ValueError, match="two sides"):
        Dispute(id="s1", matter=Matter(statement="s1", text="x"), kind="polarity", sides=sides)


def test_a_figure_is_not_upside_down():
    with pytest.raises(ValueError, match="above high"):
        Figure(
            id="f", article="a", start=0, end=2, text="12", low=12, high=1, qualifier="range", unit=None, counted=None,
            statement=None, as_of=None, forecast=False,
        )  # fmt: skip


@pytest.mark.parametrize("uri", ["", "/etc/page.txt", "a\\b.txt"])
def test_a_capture_has_a_relative_address(uri):
    with pytest.raises(ValueError, match="uri"):
        Capture(uri=uri, data=b"", media_type="text/plain", captured_at="2024-01-01T00:00:00Z")


def test_a_page_error_survives_the_way_between_processes():
    import pickle  # noqa: PLC0415 - this is what process pools use

    error = pickle.loads(pickle.dumps(PageError("clean", "empty", "a.txt: the file is empty")))  # noqa: S301 - our own
    assert (error.stage, error.code, error.detail) == ("clean", "empty", "a.txt: the file is empty")
