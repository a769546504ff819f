import re
from html.parser import HTMLParser
from typing import get_args

import msgspec
import pytest

from onrecord.model import Span
from onrecord.publish.html import Frame, Message, Template, is_web_address, render_page, stylesheet
from onrecord.query import page_view, search_view, speaker_view, statement_view
from onrecord.store import CaseReader, StatementFilters
from tests.fiction import COURIER, Story, write_hostile_case

STORY = Story()
FRAME = Frame(case="brisk")
VOID = {"meta", "link", "input", "rect", "br"}


class Page(HTMLParser):
    """The ids, the tags and the blocks' words of a page; fails on tags that do not match."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.tags, self.paragraphs = [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "p" and self.open[-1][1].startswith("block "):
            self.paragraphs.append("")
        if tag not in VOID:
            self.open.append((tag, found.get("class", "")))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if "p" in tags and "sup" not in tags and self.open[tags.index("p") - 1][1].startswith("block "):
            self.paragraphs[-1] += data


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with CaseReader(STORY.write(tmp_path_factory.mktemp("case") / "brisk.db")) as opened:
        yield opened


@pytest.fixture
def hostile(tmp_path):
    path, article, statement = write_hostile_case(tmp_path / "hostile.db")
    with CaseReader(path) as opened:
        yield opened, article, statement


def test_every_template_is_in_the_package():
    environment = render_page.__globals__["_environment"]()
    assert {f"{name}.html" for name in get_args(Template)} <= set(environment.list_templates())


def test_a_page_shows_its_text_character_by_character(reader):
    page = Page(render_page("page", page_view(reader, STORY.courier.id), FRAME))
    assert "\n\n".join(page.paragraphs) == COURIER


def test_an_unread_page_shows_its_quotations_as_nobodys(reader):
    words = Span(start=0, end=5, text=COURIER[:5])
    view = msgspec.structs.replace(
        page_view(reader, STORY.courier.id), statements=(), quotations=(words,), translated="From <b>Norse</b>"
    )
    html = render_page("page", view, FRAME)
    assert "1 quotation, not attributed" in html
    assert f"<q>{words.text}</q>" in html
    assert "From &lt;b&gt;Norse" in html


def test_each_statement_of_a_page_has_one_place_to_arrive_at(reader):
    page = Page(render_page("page", page_view(reader, STORY.courier.id), FRAME))
    marks = [attrs["id"] for tag, attrs in page.tags if tag == "mark" and "id" in attrs]
    assert marks == [statement.id for statement in STORY.statements_of(STORY.courier)]
    assert len(page.ids) == len(set(page.ids))


def test_a_line_links_to_its_words_on_the_page(reader):
    html = render_page("statements", search_view(reader, StatementFilters()), FRAME)
    assert f'href="/pages/{STORY.courier.id}?mark={STORY.denial.id}#{STORY.denial.id}"' in html


def test_marks_that_overlap_are_nested_nowhere(reader):
    page = Page(render_page("page", page_view(reader, STORY.courier.id), FRAME))
    found = [attrs["class"] for tag, attrs in page.tags if tag == "mark" and "figure" in attrs["class"]]
    assert found == ["affirms figure"]


def test_a_label_stands_beside_the_line_and_never_before_a_colon(reader):
    html = render_page("statements", search_view(reader, StatementFilters()), FRAME)
    assert 'class="label denies">denies</span>' in html
    assert not re.search(r"denies\s*(</[a-z]+>)?\s*:", html)


def test_markup_from_pages_is_shown_as_text(hostile):
    reader, article, statement = hostile
    for html in (
        render_page("page", page_view(reader, article.id), FRAME),
        render_page("statements", search_view(reader, StatementFilters()), FRAME),
        render_page("statement", statement_view(reader, statement.id), FRAME),
        render_page("speaker", speaker_view(reader, "sp_bo"), FRAME),
    ):
        page = Page(html)
        assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "b"})
        assert "&lt;script&gt;alert(&#34;" in html
        assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_only_web_addresses_become_links(reader, hostile):
    html = render_page("page", page_view(reader, STORY.courier.id), FRAME)
    assert '<a href="https://courier.example/brisk" rel="noreferrer noopener">' in html
    opened, article, _ = hostile
    html = render_page("page", page_view(opened, article.id), FRAME)
    assert "javascript:alert" in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://a.example", "//a.example"])
def test_other_schemes_are_no_web_addresses(address):
    assert not is_web_address(address)


def test_an_unfinished_case_shows_a_notice():
    view = Message(title="Gone", text="Nothing here.")
    notice = "This record is not finished."
    assert notice in render_page("message", view, Frame(case="brisk", unfinished=True))
    assert notice not in render_page("message", view, FRAME)


def test_no_page_uses_scripts_or_inline_styles(reader):
    page = Page(render_page("page", page_view(reader, STORY.courier.id), FRAME))
    assert all(tag != "script" and "style" not in attrs for tag, attrs in page.tags)


def test_the_style_sheet_loads_nothing_from_elsewhere():
    style = stylesheet()
    assert "url(" not in style
    assert "@import" not in style
    assert style.count("{") == style.count("}")


def test_a_line_of_a_page_without_outlet_names_the_page(tmp_path):
    story = Story()
    story.gazette = msgspec.structs.replace(story.gazette, outlet=None, url=None)
    with CaseReader(story.write(tmp_path / "case.db")) as opened:
        html = render_page("statements", search_view(opened, StatementFilters()), FRAME)
    assert "“Fire in Brisk: Orrin blames its neighbour”" in html
