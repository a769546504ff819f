"""The dossier as files: every link leads to a file, and the bytes are the same each time."""

import re

import pytest

from onrecord.cli.app import run
from onrecord.errors import StorageError
from onrecord.model import Statement
from onrecord.publish.site import list_file, record_file, to_file
from onrecord.query.site import export_site
from onrecord.store import CaseReader, HeldCase, StatementFilters
from tests.hostile import MARKUP


@pytest.fixture(scope="module")
def site(sample_db, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    assert run(["export", str(sample_db), "--format", "html", "-o", str(folder)]) == 0
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}


def links_of(page):
    return [link for link in re.findall(r'href="([^"]*)"', page) if not link.startswith(("http://", "https://"))]


def test_every_link_leads_to_a_file_and_to_a_place_in_it(site):
    for name, page in site.items():
        for link in links_of(page):
            file, _, anchor = link.partition("#")
            if file != "style.css":
                assert (file or name) in site, f"{name} links to {link}"
                assert not anchor or f'id="{anchor}"' in site[file or name], f"{name} links to {link}"


def test_every_statement_has_a_page_and_lists_are_cut_into_files(sample_db, site):
    with CaseReader(sample_db) as reader:
        statements = list(reader.records(Statement))
    assert {record_file("statements", statement.id) for statement in statements} <= site.keys()
    assert list_file("statements", 100) == "statements-3.html"
    assert {"index.html", "statements.html", "statements-2.html", "timeline.html"} <= site.keys()


def test_nothing_in_it_needs_a_server_or_another_site(site):
    for page in site.values():
        assert "<form" not in page
        assert "<script" not in page
        assert 'href="/' not in page
        assert 'href="?' not in page


def test_the_same_case_gives_the_same_bytes_held_or_asked_line_by_line(sample_db, tmp_path):
    with CaseReader(sample_db) as reader, HeldCase(sample_db) as held:
        assert export_site(reader, tmp_path / "one") == export_site(held, tmp_path / "other")


def test_a_held_case_answers_as_a_reader_does(sample_db):
    with CaseReader(sample_db) as reader, HeldCase(sample_db) as held:
        statement = reader.statements()[0]
        for filters in (
            StatementFilters(),
            StatementFilters(article=statement.article),
            StatementFilters(speaker=next(iter(statement.speakers))),
            StatementFilters(speaker="varden", position="denies"),
            StatementFilters(article=statement.article, limit=2, offset=1),
            StatementFilters(article="ar_none"),
        ):
            assert held.statements(filters) == reader.statements(filters)
        assert held.record(Statement, "st_none") is None
        assert held.answered() == reader.answered()
        assert held.article(statement.article) == reader.article(statement.article)


def test_words_of_a_page_are_no_links():
    page = f'<a href="/pages/ar_1?mark=st_1#st_1">{MARKUP.replace("<", "&lt;")} href=&#34;/pages/x&#34;</a>'
    assert to_file(page, "pages").startswith('<a href="page-ar_1.html#st_1">')
    assert "href=&#34;/pages/x&#34;" in to_file(page, "pages")


def test_a_folder_that_cannot_be_written_is_told(sample_db, tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    with HeldCase(sample_db) as held, pytest.raises(StorageError, match="cannot be written"):
        export_site(held, tmp_path / "file")
    assert run(["export", str(sample_db), "--format", "html", "-o", str(tmp_path / "file")]) == 2
