"""Pages of one address, whichever way and in whichever order they come in."""

import json
from itertools import permutations

import pytest

from onrecord.audit import audit_case, audit_export
from onrecord.model import Capture, Given, Version
from onrecord.pipeline import BuildOptions, add_captures, assemble_case, build_case
from onrecord.query.export import export_jsonl
from onrecord.store import CaseReader, CaseWriter

URL = "https://quay.example/ferry"
FORTY = "Minister Odile Varga said on Friday that the ferry sailed with 40 passengers."
FIFTY = "Minister Odile Varga said on Friday that the ferry sailed with 50 passengers."


def capture_page(words, hour, note=""):
    text = f"<html><body><article><h1>The ferry</h1><p>{words}</p></article><!-- {note} --></body></html>"
    return Capture(
        uri=URL,
        data=text.encode(),
        media_type="text/html",
        captured_at=f"2024-10-25T{hour:02}:00:00Z",
        taken_from="web",
        given=Given(url=URL, date="2024-10-25"),
    )


CAPTURES = [capture_page(FORTY, 8), capture_page(FIFTY, 9), capture_page(FORTY, 10), capture_page(FIFTY, 11, "soap")]
"""Of equal bytes the earliest answer counts; the last has the words of the second."""


def build(path, *batches, again=False):
    with CaseWriter(path) as writer:
        for batch in batches:
            add_captures(iter(batch), writer, BuildOptions(again=again), lambda _page: None)
            assemble_case(writer)
    return path


def exported(path, folder):
    with CaseReader(path) as reader:
        export_jsonl(reader, folder)
        assert audit_case(reader).mismatches == ()
        assert list(audit_export(reader, folder)) == []
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_captures_of_an_archive_give_the_same_versions_in_any_order_and_batching(tmp_path):
    expected = exported(build(tmp_path / "one.db", CAPTURES), tmp_path / "one")
    versions = [json.loads(line) for line in expected["versions.jsonl"].splitlines()]
    assert sorted(version["number"] for version in versions) == [1, 2, 2]
    for number, order in enumerate(permutations(CAPTURES)):
        if number % 5 == 0:
            batches = [order] if number % 2 else [order[:1], order[1:]]
            path = build(tmp_path / f"{number}.db", *batches)
            assert exported(path, tmp_path / str(number)) == expected


def test_pages_fetched_again_come_in_only_where_their_words_changed(tmp_path):
    path = build(tmp_path / "case.db", CAPTURES[:1], again=True)
    build(path, [capture_page(FORTY, 9, "soap")], again=True)
    with CaseReader(path) as reader:
        assert (reader.counts()["articles"], reader.counts()["versions"]) == (1, 0)
    build(path, [capture_page(FIFTY, 10)], [capture_page(FORTY, 11, "rope")], again=True)
    with CaseReader(path) as reader:
        assert sorted(version.number for version in reader.records(Version)) == [1, 2, 3]


@pytest.mark.parametrize("dates", [("2024-10-25", "2024-10-26"), ("2024-10-26", "2024-10-25")])
def test_files_of_one_address_are_versions_in_the_order_of_their_dates(tmp_path, dates):
    folder = tmp_path / "pages"
    folder.mkdir()
    given = []
    for name, words, date in zip(("a.txt", "b.txt"), (FORTY, FIFTY), dates, strict=True):
        (folder / name).write_text(words)
        given.append({"file": name, "url": URL, "date": date})
    (folder / "meta.json").write_text(json.dumps(given))
    build_case([folder], tmp_path / "case.db")
    with CaseReader(tmp_path / "case.db") as reader:
        names = {article.id: article.uri for article in reader.articles()}
        edit = next(version for version in reader.records(Version) if version.version_of is not None)
    assert names[edit.article] == ("b.txt" if dates[0] < dates[1] else "a.txt")
    assert [change.op for change in edit.changes] == ["changed"]
