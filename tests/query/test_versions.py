"""Versions of a page as lines, on its own page of the dossier, and wherever pages are counted."""

import pytest
from msgspec.structs import replace

from onrecord.assemble import assemble_accounts
from onrecord.model import Capture, Linked
from onrecord.publish.html import Frame, render_page
from onrecord.query import (
    edit_lines,
    mention_lines,
    overview,
    page_lines,
    page_view,
    remark_lines,
    speaker_lines,
    statement_lines,
)
from onrecord.query.changes import describe_changes, find_changes
from onrecord.store import CaseReader, CaseWriter
from tests.assemble.case import Case

URL = "https://quay.example/ferry"
OLD = "Odile Varga said the crew was rested. Odile Varga said nobody had warned the <b>harbour</b> of the storm."
NEW = "Odile Varga said the crew was rested. Odile Varga said divers would search the wreck for the lost."
OTHER = "Edda Quill said the pier was closed."


class Ferry:
    """A page captured twice with different words and once more with the same, and a page beside it."""

    def __init__(self, path):
        self.path = path
        self.case = Case()
        self.old = self.add(OLD, "Odile Varga", "the crew was rested", "nobody had warned the <b>harbour</b>")
        self.new = self.add(NEW, "Odile Varga", "the crew was rested", "divers would search the wreck")
        self.again = self.add(NEW, "Odile Varga", "the crew was rested", "divers would search the wreck")
        self.other = self.add(OTHER, "Edda Quill", "the pier was closed", url=None)

    def add(self, text, name, *contents, url=URL):
        article = replace(self.case.page(text, outlet="Quay Herald"), url=url)
        place = len(self.case.pages) - 1
        self.case.pages[place] = (article, self.case.pages[place][1])
        for content in contents:
            self.case.says(article, name, content)
        return article

    def write(self, number):
        """Put the first pages into the case and make its accounts."""
        with CaseWriter(self.path) as writer:
            for hour, (article, reading) in enumerate(self.case.pages[:number]):
                capture = Capture(
                    uri=article.uri,
                    data=article.text.encode() + b"." * hour,
                    media_type="text/plain",
                    captured_at=f"2024-10-26T{hour:02}:00:00Z",
                    taken_from="web",
                )
                if not writer.is_known(article.id):
                    writer.add_page(capture, article, reading)
            from_case = list(writer.pages())
            writer.put_accounts(assemble(self.case, from_case, writer.answered()))


def assemble(case, pages, answered):
    linked = Linked(speakers=tuple(case.speakers.values()), speaker_of=case.speaker_of)
    return assemble_accounts(pages, linked, answered)


@pytest.fixture
def ferry(tmp_path):
    return Ferry(tmp_path / "case.db")


@pytest.fixture
def reader(ferry):
    ferry.write(4)
    with CaseReader(ferry.path) as opened:
        yield opened


def test_each_change_of_an_edit_is_a_line(ferry, reader):
    lines = edit_lines(reader).lines
    assert [(line.version, line.what) for line in lines] == [(2, "added"), (2, "gone")]
    assert (lines[0].after, lines[0].before) == ("divers would search the wreck", None)
    assert lines[1].before == "nobody had warned the <b>harbour</b>"
    assert {line.article for line in lines} == {ferry.new.id}
    assert lines[0].captured == "26 Oct 2024, 01:00"
    assert len(edit_lines(reader, limit=1, offset=1).lines) == 1


def test_a_page_shows_all_its_versions_and_which_it_is(ferry, reader):
    view = page_view(reader, ferry.new.id)
    assert [version.article for version in view.versions] == [ferry.old.id, ferry.new.id, ferry.again.id]
    assert [version.words for version in view.versions] == [
        "first capture",
        "edited: 1 statement gone, 1 added",
        "captured again: the same words",
    ]
    assert view.line.version == "version 2 of 2"
    assert page_view(reader, ferry.other.id).versions == ()


def test_the_dossier_shows_what_is_gone_with_its_words_escaped(ferry, reader):
    page = render_page("page", page_view(reader, ferry.again.id), Frame(case="ferry"))
    assert "3 captures of this page" in page
    assert "edited: 1 statement gone, 1 added" in page
    assert "nobody had warned the &lt;b&gt;harbour&lt;/b&gt;" in page
    assert "<b>harbour" not in page
    listed = render_page("pages", page_lines(reader), Frame(case="ferry"))
    assert listed.count("version 2 of 2") == 2


def test_versions_count_as_one_page(reader):
    assert overview(reader).pages == 2
    assert {line.name: line.pages for line in speaker_lines(reader).lines} == {"Odile Varga": 1, "Edda Quill": 1}
    assert remark_lines(reader).lines == ()
    assert all(line.pages == 1 for line in mention_lines(reader).lines)


def test_a_line_says_which_version_it_stands_in(ferry, reader):
    notes = {line.article: line.notes for line in statement_lines(reader).lines}
    assert notes[ferry.old.id] == ("version 1 of 2 of this page",)
    assert notes[ferry.other.id] == ()


def test_what_an_edit_changed_is_described(ferry):
    ferry.write(4)
    everything = {ferry.old.id, ferry.new.id, ferry.again.id, ferry.other.id}
    with CaseReader(ferry.path) as reader:
        view = describe_changes(reader, find_changes(reader, everything - {ferry.old.id}))
        whole = describe_changes(reader, find_changes(reader, everything))
        assert not describe_changes(reader, find_changes(reader, ()))
        assert not describe_changes(reader, find_changes(reader, {ferry.again.id}))
    assert {line.text for line in view.statements} == {"divers would search the wreck", "the pier was closed"}
    assert [(edit.article, edit.number) for edit in view.edits] == [(ferry.new.id, 2)]
    assert (view.carried, view.refusals, view.shifts) == (0, (), ())
    assert len(whole.statements) == 4
