"""The source is cut into text and markup exactly as the parser that shows the page does it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from onrecord.clean.markup import parse_page, read_markup
from onrecord.clean.source import SourceText

SOUP = [
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<p/>",
        "<br/>",
        "</>",
        "</",
        "<",
        ">",
        "/",
        "<1",
        "</1",
        "<p\x0c>",
        "<div",
        "<a b",
    ),
    *(
        "<script>",
        "</script>",
        "<script/>",
        "<script src=a/>",
        "</script ",
        "</SCRIPT>",
        "<ScRipt>",
        "<style>",
        "</style>",
    ),
    *("<title>", "</title>", "<textarea>", "</textarea>", "<textarea/>", "<xmp>", "</xmp>", "<iframe>", "</iframe>"),
    *("<noscript>", "</noscript>", "<noframes>", "</noframes>", "<plaintext>", "<svg>", "<table>", "<tr>", "<td>"),
    *("</table>", "<select>", "<option>", "<body>", "<html>", "<head>", "</head>", "</body>", "<frameset>", "<image>"),
    *("<!--", "-->", "--!>", "<!-->", "<!", "<?", "<![CDATA[", "]]>", "<!doctype html>"),
    *('<a href="', "<a b='", "<a b=", "<a/b>", "<a =b>", "<a b==c>", '<a b = "c">', "=", '"', "'"),
    *("&amp;", "&amp", "&lt", "&#65;", "&#", "&#x", "&x;", "&nbsp;", "&copy", "&notit;", "&#147;", "&#0;"),
    *(" ", "\n", "\r\n", "\r", "\x0c", "a", "xyz", "é"),
]


@pytest.mark.skipif(etree.LIBXML_VERSION < (2, 14), reason="older parsers do not follow the standard's tokeniser")
@given(st.lists(st.sampled_from(SOUP), max_size=12).map("".join))
@example("<p>one<script src=a/>two</script>three")
@example("<p>one<script/>two")
@example("<a b='>'c>one</a d='>'>two")
def test_the_text_of_a_source_is_that_of_its_tree(source):
    root = parse_page(source) if source.strip() else None
    if root is not None:
        assert SourceText(source).ink == read_markup(root).ink


def test_runs_are_the_places_of_all_text_but_scripts_and_styles():
    source = "<title>A</title><style>p</style><p>b &amp; c<script>d</script> <b>e</b>"
    text = SourceText(source)
    assert text.ink == "Ab&ce"
    assert [source[run.start : run.end] for run in text.runs] == ["A", "b &amp; c", "e"]
    assert [(piece.at, piece.ink) for piece in text.pieces(text.runs[1])] == [(0, "b"), (1, "&"), (2, "c")]
