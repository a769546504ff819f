"""A press release as a PDF, from its folder to the box of what it quotes."""

from onrecord.model import Statement
from onrecord.pipeline import build_case
from onrecord.store import CaseReader
from tests.pdf_writer import Shown, set_lines, wrap, write_pdf

TITLE = "Harbour office keeps the swing bridge shut"
BODY = (
    "Harbour master Edda Lorn denied on Monday that the swing bridge of Varnholm had been struck by a ferry. "
    "“No ship has touched the pier since November,” Lorn said."
)


def test_a_statement_of_a_pdf_has_its_page_and_box(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    shown = [Shown(56, 760, 20, TITLE, "bold"), *set_lines(wrap(BODY, 480, 11), 56, 700, 11)]
    (folder / "release.pdf").write_bytes(write_pdf([shown], {"CreationDate": "D:20240610"}))
    case = tmp_path / "case.db"
    result = build_case([folder], case)
    assert (result.added, result.failures) == (1, ())
    with CaseReader(case) as reader:
        statements = list(reader.records(Statement))
    quoted = next(each for each in statements if "No ship has touched the pier" in each.text)
    assert len(quoted.capture_spans) == len(quoted.parts)
    boxes = [box for span in quoted.capture_spans if span is not None for box in span.boxes]
    assert boxes
    for page, left, bottom, right, top in boxes:
        assert page == 1
        assert 56 <= left < right < 540
        assert 640 < bottom < top < 720
