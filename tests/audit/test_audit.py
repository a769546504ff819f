"""The audit finds whatever was changed behind the program's back."""

import json
import sqlite3
import zlib

import pytest
from msgspec.structs import replace

from onrecord.audit import audit_case, audit_export
from onrecord.audit.figures import figure_faults
from onrecord.audit.places import offset_faults, place_faults
from onrecord.clean import clean_capture
from onrecord.model import Capture, Reading, locate_statements
from onrecord.pipeline import build_case
from onrecord.query.export import export_jsonl
from onrecord.store import CaseReader
from tests.factories import make_statement
from tests.pdf_writer import Shown, write_pdf

PAGE = "“No ship left the harbour,” Minister Odile Varga said on Monday. She denied that 40 containers were missing.\n"


@pytest.fixture
def case(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    build_case([tmp_path / "page.txt"], tmp_path / "case.db")
    return tmp_path / "case.db"


def mismatches(case):
    with CaseReader(case) as reader:
        return audit_case(reader).mismatches


def change(case, query, *values):
    connection = sqlite3.connect(case)
    with connection:
        assert connection.execute(query, values).rowcount > 0
    connection.close()


def test_an_untouched_case_is_proved(case):
    with CaseReader(case) as reader:
        result = audit_case(reader)
    assert result.mismatches == ()
    assert result.records > 4


def test_a_word_changed_in_a_statement_is_found(case):
    change(case, "UPDATE statements SET record = replace(record, 'No ship', 'A ship ')")
    found = mismatches(case)
    assert [(m.field, m.found) for m in found] == [("text", "No ship left the harbour")]


def test_a_source_moved_by_one_character_is_found(case):
    connection = sqlite3.connect(case)
    number, record = connection.execute("SELECT number, record FROM statements LIMIT 1").fetchone()
    connection.close()
    moved = json.loads(record)
    moved["source"]["start"] += 1
    moved["source"]["end"] += 1
    change(case, "UPDATE statements SET record = ? WHERE number = ?", json.dumps(moved), number)
    assert [m.field for m in mismatches(case)] == ["source"]


def test_bytes_changed_in_the_store_are_found(case):
    change(case, "UPDATE blobs SET data = ?", zlib.compress(PAGE.replace("No", "A ").encode()))
    fields = {m.field for m in mismatches(case)}
    assert {"sha256", "text"} <= fields


def test_a_text_changed_with_all_its_statements_is_found(case):
    for table, column in (("pages", "article"), ("pages", "reading"), ("statements", "record")):
        change(case, f"UPDATE {table} SET {column} = replace({column}, 'No ship', 'A  ship')")  # noqa: S608 - constants
    assert {"seal", "text"} <= {m.field for m in mismatches(case)}


def test_a_build_that_was_cut_off_is_reported(case):
    change(case, "INSERT INTO state (key, value) VALUES ('unassembled', '')")
    assert "accounts" in {m.field for m in mismatches(case)}


WEB_PAGE = """<!doctype html><title>Harbour</title><body><article><h1>Harbour stays shut</h1>
<p>The pilots met in the harbour office of Varnholm on Monday &amp; talked until the evening about the storm.</p>
<p>&#8220;No <b>ship</b> left the&nbsp;harbour<span hidden> yesterday</span>,&rdquo;
Minister Odile Varga said on Monday.
<script>say('No ship left')</script>She denied that 40 containers
   were missing from the quay, and that anybody had looked for them.</p>
<p>The harbour office will publish the list of all containers in the spring, and the pilots will meet again.</p>
</article>"""


@pytest.fixture
def web_case(tmp_path):
    (tmp_path / "page.html").write_text(WEB_PAGE, encoding="utf-8")
    build_case([tmp_path / "page.html"], tmp_path / "web.db")
    return tmp_path / "web.db"


def test_a_web_page_is_proved_down_to_its_bytes(web_case):
    with CaseReader(web_case) as reader:
        result = audit_case(reader)
        quoted = next(each for each in reader.statements() if each.text.startswith("No ship"))
    assert result.mismatches == ()
    [span] = quoted.capture_spans
    raw = WEB_PAGE.encode()[span.start : span.end].decode()
    assert raw == "No <b>ship</b> left the&nbsp;harbour"


def test_a_place_in_the_file_moved_by_one_byte_is_found(web_case):
    connection = sqlite3.connect(web_case)
    number, record = connection.execute("SELECT number, record FROM statements LIMIT 1").fetchone()
    connection.close()
    moved = json.loads(record)
    moved["capture_spans"][0]["start"] += 1
    change(web_case, "UPDATE statements SET record = ? WHERE number = ?", json.dumps(moved), number)
    assert [m.field for m in mismatches(web_case)] == ["capture_spans[0]"]


def test_a_place_that_was_forgotten_is_found(web_case):
    connection = sqlite3.connect(web_case)
    number, record = connection.execute("SELECT number, record FROM statements LIMIT 1").fetchone()
    connection.close()
    moved = json.loads(record)
    moved["capture_spans"] = [None]
    change(web_case, "UPDATE statements SET record = ? WHERE number = ?", json.dumps(moved), number)
    [found] = mismatches(web_case)
    assert (found.field, found.found) == ("capture_spans[0]", "no exact place")


def test_a_map_that_leads_to_other_words_is_found():
    """Even where every place in the case agrees with the map: the bytes are read anew."""
    capture = Capture(
        uri="page.html", data=WEB_PAGE.encode(), media_type="text/html", captured_at="2024-01-01T00:00:00Z"
    )
    article = clean_capture(capture)
    statement = make_statement(article, "She denied that 40 containers were missing")
    moved = tuple((start, end, low + 1, high + 1) for start, end, low, high in article.offsets.runs)
    wrong = replace(article, offsets=replace(article.offsets, runs=moved))
    for checked, faults in ((article, []), (wrong, ["capture_spans[0]"])):
        [located] = locate_statements(checked, Reading(article=checked.id, statements=(statement,))).statements
        assert located.capture_spans != (None,)
        assert [where for _, (where, _, _) in place_faults(checked, capture, [located])] == faults
    assert [where for where, _, _ in offset_faults(article.offsets, wrong.offsets)] == ["offsets.runs[0]"]


def misplaced(article, capture, words):
    """Return which of these words do not stand where the article's own map places them."""
    said = tuple(make_statement(article, each) for each in words)
    located = locate_statements(article, Reading(article=article.id, statements=said)).statements
    assert all(each.capture_spans != (None,) for each in located)
    return [statement.text for statement, _ in place_faults(article, capture, located)]


@pytest.mark.parametrize(
    "page",
    [
        # The end of the cell ends the pictures, which the words from there on do not show.
        "<table><tr><td>No ship had left<svg><svg>sail</td><td>the harbour, they said.</td></tr></table>",
        "<ul hidden><li>Sails</ul><p>No ship had left<select><option>Monday</p></select> the harbour, they said.",
        "No ship had left <b>the</b> harbour, they said.",
        "<p>\ue000 No ship had left <b>the</b> harbour, they said, &#xE000;14&#xE001;.",
    ],
)
def test_words_are_proved_by_what_the_page_shows_as_a_whole(page):
    capture = Capture(uri="page.html", data=page.encode(), media_type="text/html", captured_at="2024-01-01T00:00:00Z")
    article = clean_capture(capture)
    words = " ".join(article.text.split())
    assert "No ship had left the harbour" in words
    whole = article.text[article.text.index("No ship") : article.text.index("harbour") + len("harbour")]
    assert misplaced(article, capture, [whole, "they said"]) == []
    moved = tuple((start, end, low + 1, high + 1) for start, end, low, high in article.offsets.runs)
    wrong = replace(article, offsets=replace(article.offsets, runs=moved))
    assert misplaced(wrong, capture, [whole, "they said"]) == [whole, "they said"]


def test_a_place_at_which_the_page_shows_more_words_is_found():
    page = "<p>No ship <b hidden>of any size</b> had left <i>the</i> harbour, they said.</p>"
    hidden = Capture(uri="page.html", data=page.encode(), media_type="text/html", captured_at="2024-01-01T00:00:00Z")
    article = clean_capture(hidden)
    words = ["No ship had left", "left the harbour"]
    assert misplaced(article, hidden, words) == []
    # As many bytes, of which readers see more.
    shown = replace(hidden, data=page.replace("hidden", "id=big").encode())
    assert misplaced(article, shown, words) == ["No ship had left"]


def test_a_map_in_an_encoding_that_does_not_exist_is_no_crash(web_case):
    change(web_case, """UPDATE pages SET article = replace(article, '"encoding":"utf-8"', '"encoding":"utf-0"')""")
    assert {"seal", "offsets.encoding"} <= {m.field for m in mismatches(web_case)}


def test_a_pdf_is_proved_down_to_the_boxes_of_its_words():
    lines = (
        "The pilots met in the harbour office of Varnholm on Monday and talked until",
        "the evening. No ship left the harbour, Minister Odile Varga told reporters in",
        "the office, and nobody had looked for the containers on the quay before noon.",
    )
    data = write_pdf([[Shown(72, 720 - 16 * number, 11, line, "plain") for number, line in enumerate(lines)]])
    capture = Capture(uri="page.pdf", data=data, media_type="application/pdf", captured_at="2024-01-01T00:00:00Z")
    article = clean_capture(capture)
    statement = make_statement(article, "No ship left the harbour")
    moved = tuple(
        (start, end, page, left, low - 16, right, top - 16)
        for start, end, page, left, low, right, top in article.offsets.words
    )
    wrong = replace(article, offsets=replace(article.offsets, words=moved))
    for checked, faults in ((article, []), (wrong, ["capture_spans[0]"])):
        [located] = locate_statements(checked, Reading(article=checked.id, statements=(statement,))).statements
        assert located.capture_spans[0].boxes[0][0] == 1
        assert [where for _, (where, _, _) in place_faults(checked, capture, [located])] == faults


@pytest.fixture
def edited_case(tmp_path):
    pages = {"old": PAGE, "new": PAGE.replace("No ship left", "No ship at all left")}
    for name, text in pages.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    meta = [{"file": f"{name}.txt", "url": "https://quay.example/ferry"} for name in pages]
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    build_case([tmp_path], tmp_path / "case.db")
    return tmp_path / "case.db"


def change_version(case, alter):
    connection = sqlite3.connect(case)
    query = "SELECT record FROM versions WHERE version_of IS NOT NULL"
    ((record,),) = connection.execute(query).fetchall()
    connection.close()
    version = json.loads(record)
    alter(version)
    change(case, "UPDATE versions SET record = ? WHERE version_of IS NOT NULL", json.dumps(version))


def test_an_edited_page_is_proved(edited_case):
    assert mismatches(edited_case) == ()


def test_a_version_of_a_page_that_is_not_there_is_found(edited_case):
    change_version(edited_case, lambda version: version.update(version_of="ar_gone", changes=[]))
    assert [(m.field, m.expected, m.found) for m in mismatches(edited_case)] == [
        ("version_of", "ar_gone", "no such article")
    ]


def test_a_change_of_a_statement_that_is_not_there_or_of_another_page_is_found(edited_case):
    def exchange(version):
        (edit,) = version["changes"]
        edit["before"], edit["after"] = "st_gone", edit["before"]

    change_version(edited_case, exchange)
    found = [(m.field, m.found.split("_")[0]) for m in mismatches(edited_case)]
    assert found == [("changes[0].before", "no such statement"), ("changes[0].after", "a statement of ar")]


@pytest.mark.parametrize(
    ("field", "other"),
    [("schema", 99), ("tagger", "x"), ("weights", "x"), ("settings", {"tagger": "x"}), ("counts", {"articles": 99})],
)
def test_a_manifest_that_tells_something_else_than_the_case_is_found(case, tmp_path, field, other):
    path = tmp_path / "out" / "manifest.json"
    with CaseReader(case) as reader:
        export_jsonl(reader, tmp_path / "out")
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest[field] = {**manifest[field], **other} if isinstance(other, dict) else other
        path.write_text(json.dumps(manifest), encoding="utf-8")
        (found,) = audit_export(reader, tmp_path / "out")
    assert found.field.startswith(field)


@pytest.mark.parametrize(
    ("change", "faults"),
    [({}, 0), ({"low": 41.0, "high": 41.0}, 1), ({"qualifier": "about"}, 1), ({"start": 1, "end": 3}, 1)],
)
def test_the_value_of_a_figure_is_read_anew_from_its_words(case, change, faults):
    with CaseReader(case) as reader:
        (page,) = reader.pages()
    (figure,) = page.reading.figures
    if "start" in change:
        change = {**change, "text": page.article.text[1:3]}
    assert len(list(figure_faults(page.article, [replace(figure, **change)]))) == faults
