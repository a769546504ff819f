"""A line that is set aside is shown with its reason wherever its page is shown, and counted nowhere."""

from collections.abc import Iterator

import pytest
from msgspec.structs import asdict, replace

from onrecord.model import Accounts, Reading, SetAside, Statement
from onrecord.publish.html import Frame, render_page
from onrecord.query import figure_lines, overview, page_view, set_aside_lines, statement_lines, statement_view
from onrecord.query.lookup import Lookup
from onrecord.query.statements import statement_line
from onrecord.store import CaseReader, CaseWriter, StatementFilters
from tests.factories import make_statement
from tests.fiction import make_figure, make_page

REASON = "the article that this satire retells does not have it"
TEXT = "“The carp will sue,” Berit Osk said.\n\n“The pond is drained,” Hedda Lunt said."


def made_up_and_said() -> tuple[Statement, Statement]:
    _, article = make_page(TEXT, "pond.txt", date="2025-02-01", outlet="Oskeby Post", roles={})
    joke = replace(make_statement(article, "The carp will sue", source="Berit Osk"), set_aside=REASON)
    joke = replace(joke, unresolved={"speakers": f"set aside: {REASON}"})
    return joke, make_statement(article, "The pond is drained")


JOKE, SAID = made_up_and_said()


@pytest.fixture
def reader(tmp_path) -> Iterator[CaseReader]:
    capture, article = make_page(TEXT, "pond.txt", date="2025-02-01", outlet="Oskeby Post", roles={})
    ten = make_figure(article, "The carp", "carp", JOKE, 10)
    aside = SetAside(**asdict(JOKE) | {"speakers": ()})
    with CaseWriter(tmp_path / "pond.db") as writer:
        writer.add_page(capture, article, Reading(article=article.id, statements=(JOKE, SAID)))
        writer.put_accounts(Accounts(statements=(SAID,), set_aside=(aside,), figures=(ten,)))
    with CaseReader(tmp_path / "pond.db") as opened:
        yield opened


def test_it_is_listed_apart_with_its_reason(reader):
    listed = set_aside_lines(reader)
    assert [(line.id, line.set_aside, line.label) for line in listed.lines] == [(JOKE.id, REASON, "set aside")]
    assert f"set aside: {REASON}" in listed.lines[0].notes
    assert listed.total == 1
    cut = set_aside_lines(reader, limit=1, offset=1)
    assert (cut.lines, cut.total) == ((), 1)


def test_it_is_counted_nowhere_and_found_by_no_words(reader):
    assert overview(reader).statements == 1
    assert [line.id for line in statement_lines(reader).lines] == [SAID.id]
    assert statement_lines(reader, StatementFilters(words="carp")).total == 0
    assert page_view(reader, JOKE.article).line.statements == 1


def test_the_page_marks_it_as_set_aside_and_not_as_said(reader):
    view = page_view(reader, JOKE.article)
    assert [line.set_aside for line in view.statements] == [REASON, None]
    html = render_page("page", view, Frame(case="pond", query={}))
    assert f'<mark class="set_aside figure" id="{JOKE.id}">The carp</mark>' in html
    assert '<mark class="set_aside"> will sue</mark>' in html
    assert f'<mark class="affirms" id="{SAID.id}">The pond is drained</mark>' in html
    assert '<span class="label set_aside">set aside</span>' in html
    assert REASON in html
    assert "<h2>1 statement on this page, 1 line set aside</h2>" in html


def test_what_it_counts_and_quotes_is_laid_at_its_door_and_not_at_the_pages(reader):
    (figure,) = figure_lines(reader).lines
    assert (figure.statement, figure.speaker) == (JOKE.id, "“Berit Osk” (not identified)")
    inner = statement_line(Lookup(reader), replace(SAID, within=JOKE.id))
    assert "as reported by “Berit Osk” (not identified)" in inner.notes


def test_its_own_page_says_why(reader):
    view = statement_view(reader, JOKE.id)
    assert view.line.set_aside == REASON
    assert REASON in render_page("statement", view, Frame(case="pond", query={}))


@pytest.mark.parametrize("wrong", [{"set_aside": None}, {"speakers": ("sp_osk",)}, {"utterance": "ut_osk"}])
def test_the_record_has_a_reason_and_stands_for_nobody(wrong):
    fields = asdict(JOKE) | {"speakers": (), "utterance": None}
    assert SetAside(**fields).set_aside == REASON
    with pytest.raises(ValueError, match="without a reason, or stands for"):
        SetAside(**fields | wrong)
