"""Drafts against the bundled case: every verdict, every kind of file, and what is refused."""

import io
import json
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement

from onrecord.audit.drafts import Claim, check_claims, check_draft, check_text, view_draft
from onrecord.audit.drafts.speakers import names_speaker
from onrecord.cli.app import run
from onrecord.errors import InputError
from onrecord.model import PlacedSpan, Speaker, SpeakerRole
from onrecord.publish.html import render_draft
from onrecord.store import CaseReader
from tests.hostile import MARKUP, OBEYED, forbidden_in

NAVY = "We have one navy and it lies in our own ports"
ENGINEERS = "There are no foreign engineers at Saltmere, not one"
DRAFT = f"The talks went on.\n\n“{NAVY},” Yevan Sorokh said. “{NAVY},” Tomas Ockley said."


@pytest.fixture(scope="module")
def reader(sample_db):
    with CaseReader(sample_db) as opened:
        yield opened


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (Claim(text=NAVY, speaker="Yevan Sorokh"), "exact"),
        (Claim(text=NAVY, speaker="Torvanian Foreign Minister Sorokh"), "exact"),
        (Claim(text=NAVY), "exact"),
        (Claim(text="We have one navy", speaker="Sorokh"), "cut"),
        (Claim(text=NAVY, speaker="Ilse Varden"), "other_speaker"),
        (Claim(text=NAVY, speaker="Yevan Sorokh", position="denies"), "other_polarity"),
        (Claim(text=NAVY.replace("one", "two", 1), speaker="Yevan Sorokh"), "other_figure"),
        (Claim(text=NAVY.replace("our own", "their"), speaker="Yevan Sorokh"), "altered"),
        (Claim(text="foreign engineers at Saltmere", speaker="Ilse Varden"), "altered"),
        (Claim(text="about 400 engineers and ship crews from Torvania had lived", kind="quotation"), "page_words"),
        (
            Claim(text="the first group had arrived aboard the freighter Alma Grey on February 9"),
            "other_date",
        ),
        (
            Claim(text="a shipment of herring went missing", kind="paraphrase"),
            "not_in_case",
        ),
        (
            Claim(text="the first group arrived aboard the Alma Grey in January", kind="paraphrase"),
            "paraphrase",
        ),
        (Claim(text=NAVY, speaker="Yevan Sorokh", url="https://example.org/elsewhere"), "other_page"),
        (Claim(text=NAVY, speaker="Yevan Sorokh", url="no address"), "other_page"),
        (Claim(text="The herring are well and send their regards"), "not_in_case"),
        (Claim(text="…"), "not_in_case"),
    ],
)
def test_each_verdict(reader, claim, verdict):
    (answer,) = check_claims(reader, [claim])
    assert answer.verdict == verdict
    assert answer.stands == (verdict in {"exact", "cut"})
    if verdict != "not_in_case":
        article = reader.article(answer.place.article)
        assert article.text[answer.place.start : answer.place.end].startswith(answer.place.text[:10])


def test_the_best_of_all_places_counts_and_the_others_are_told(reader):
    (answer,) = check_claims(reader, [Claim(text=ENGINEERS, speaker="Varden", kind="quotation")])
    assert answer.verdict == "cut"
    assert answer.notes == ("carried in 3 places, 1 in other words",)


def test_words_of_a_page_that_nobody_is_on_record_with_are_told(reader):
    (answer,) = check_claims(reader, [Claim(text="Shares in the company that runs the port fell", speaker="Varden")])
    assert answer.verdict == "not_in_case"
    assert answer.notes == (
        "the words stand on a page (Meridian Wire, meridian_wire.txt), and nobody is on record with them",
    )


def test_a_text_is_read_like_a_page_and_keeps_its_places(reader):
    checked = check_text(reader, DRAFT)
    assert [answer.verdict for answer in checked.answers] == ["exact", "other_speaker"]
    assert [DRAFT[slice(*answer.claim.place)] for answer in checked.answers] == [NAVY, NAVY]
    assert not checked.stands


def test_quotations_of_nobody_are_claims_too(reader):
    checked = check_text(reader, f"What a week. “{NAVY}.”")
    assert [(answer.verdict, answer.claim.speaker) for answer in checked.answers] == [("exact", None)]


def written_docx(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "A cell."
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def tracked_docx():
    """A Word file whose quotation is a tracked insertion, beside words that were deleted."""
    document = docx.Document()
    paragraph = document.add_paragraph("The talks went on. ")
    for tag, child, words in (("w:ins", "w:t", f"“{NAVY},” Yevan Sorokh said."), ("w:del", "w:delText", "“Gone.”")):
        change, run_of = OxmlElement(tag), OxmlElement("w:r")
        text = OxmlElement(child)
        text.text = words
        run_of.append(text)
        change.append(run_of)
        paragraph._p.append(change)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_tracked_insertion_is_checked_and_what_was_deleted_is_not(reader, tmp_path):
    (tmp_path / "draft.docx").write_bytes(tracked_docx())
    checked = check_draft(reader, tmp_path / "draft.docx")
    assert [answer.verdict for answer in checked.answers] == ["exact"]
    assert checked.text == f"The talks went on. “{NAVY},” Yevan Sorokh said."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("draft.txt", DRAFT.encode()),
        ("draft.txt", DRAFT.encode("utf-16")),
        ("draft.md", DRAFT.replace("one navy", "*one* navy").replace("talks", "[talks](https://example.org)").encode()),
        ("draft.docx", written_docx(*DRAFT.split("\n\n"))),
        (
            "draft.jsonl",
            "\n".join(json.dumps({"text": NAVY, "speaker": name}) for name in ("Yevan Sorokh", "Ockley")).encode(),
        ),
    ],
)
def test_every_kind_of_file_is_read(reader, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    checked = check_draft(reader, path)
    assert [answer.verdict for answer in checked.answers] == ["exact", "other_speaker"]


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (17 * 1024 * 1024))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("draft.pdf", b"%PDF", "a draft is one of"),
        ("draft.docx", b"no zip file", "no Word file"),
        ("draft.docx", written_docx("a")[:-40], "no Word file"),
        ("draft.docx", bomb(), "unpacks to more than"),
        ("draft.jsonl", b'{"speaker": "Kern"}', "line 1"),
        ("draft.jsonl", b'\n{"text": "a"}\nnot json', "line 3"),
        ("draft.txt", b"\x00\x01\x02" * 50, "this is no text"),
        ("missing.txt", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_names_the_file_and_the_cause(sample_db, tmp_path, capsys, name, data, cause):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with CaseReader(sample_db) as reader, pytest.raises(InputError, match=cause) as raised:
        check_draft(reader, path)
    assert name in str(raised.value)
    assert run(["check", str(sample_db), str(path)]) == 2
    assert cause in capsys.readouterr().err


def test_the_command_says_what_stands_and_exits_with_one_where_anything_does_not(sample_db, tmp_path, capsys):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    assert run(["check", str(sample_db), str(path)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("draft.txt: 1 of 2 claimed lines stand as they are\n  exact: Yevan Sorokh: ")
    assert "  other speaker: Tomas Ockley: " in out
    assert run(["check", str(sample_db), str(path), "--quiet"]) == 1
    assert "exact" not in capsys.readouterr().out
    path.write_text(DRAFT.rpartition("“")[0], encoding="utf-8")
    assert run(["check", str(sample_db), str(path), "--json"]) == 0
    (draft,) = json.loads(capsys.readouterr().out)
    assert [answer["verdict"] for answer in draft["answers"]] == ["exact"]


def test_usage_errors_of_the_command(sample_db, tmp_path):
    assert run(["check", str(sample_db)]) == 2
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert run(["check", str(sample_db), *paths, "--html", str(tmp_path / "out.html")]) == 2
    (tmp_path / "a.txt").write_text(DRAFT, encoding="utf-8")
    assert run(["check", str(sample_db), paths[0], "--html", str(tmp_path / "no" / "out.html")]) == 2


def test_the_page_of_a_draft_shows_its_text_with_nothing_obeyed(reader):
    hostile = f"{DRAFT} {MARKUP} {OBEYED['reversed']}\n\n“{MARKUP} is what we call a flag,” Ilse Varden said."
    view = view_draft(check_text(reader, hostile, name=MARKUP))
    assert "".join(piece.text for paragraph in view.paragraphs for piece in paragraph) == hostile
    page = render_draft(view)
    assert "<script" not in page
    assert "<img" not in page
    assert '<mark class="checked exact">' in page
    assert "Yevan Sorokh" in page


def test_the_terminal_obeys_nothing_of_a_draft(sample_db, tmp_path, capsys):
    path = tmp_path / "draft.jsonl"
    path.write_text(json.dumps({"text": f"{NAVY} {OBEYED['clear the screen']}", "speaker": OBEYED["back"] + "K"}))
    run(["check", str(sample_db), str(path)])
    assert not forbidden_in(capsys.readouterr().out)


def speaker(name, kind="person", *, of=None, aliases=(), roles=()):
    placed = {"article": "ar_1", "start": 0}
    return Speaker(
        id="sp_1",
        name=name,
        name_from="text",
        aliases=tuple(PlacedSpan(text=text, end=len(text), **placed) for text in aliases),
        type=kind,
        of=of,
        roles=tuple(SpeakerRole(text=text, end=len(text), from_=None, to=None, **placed) for text in roles),
    )


@pytest.mark.parametrize(
    ("name", "whose", "same"),
    [
        ("Ilse Varden", speaker("Ilse Varden"), True),
        ("Varden", speaker("Ilse Varden"), True),
        ("Minister Varden", speaker("Ilse Varden"), True),
        ("the harbour minister", speaker("Ilse Varden", roles=("harbour minister",)), True),
        ("Ilse", speaker("Ilse Varden"), False),
        ("Jonas Varden", speaker("Ilse Varden"), False),
        ("", speaker("Ilse Varden"), False),
        ("Norwegian", speaker("Norway", "state"), True),
        ("Oslo", speaker("Norway", "state"), True),
        ("Sweden", speaker("Norway", "state"), False),
        ("the Ministry of Defence of Norvia", speaker("Norvia's Ministry of Defence", "state", of="Norvia"), True),
        ("the Ministry of Health of Norvia", speaker("Norvia's Ministry of Defence", "state", of="Norvia"), False),
    ],
)
def test_a_name_names_whoever_the_pages_show_it_for(name, whose, same):
    assert names_speaker(name, whose) == same
