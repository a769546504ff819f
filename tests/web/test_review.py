"""The forms by which a person judges: kept as the command line keeps them, and refused in words."""

import pytest
from starlette.testclient import TestClient

from onrecord.model import Dispute
from onrecord.pipeline import build_case
from onrecord.query.judgements import judgement_lines
from onrecord.sample import sample_pages
from onrecord.store import CaseReader
from onrecord.web import make_app


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "harbour.db"
    with sample_pages() as pages:
        build_case([pages], path)
    return path


@pytest.fixture
def client(case):
    with TestClient(make_app(case), base_url="http://127.0.0.1", follow_redirects=False) as opened:
        yield opened


def judged(case):
    with CaseReader(case) as reader:
        return [(line.kind, line.one_id, line.by, line.undone is not None) for line in judgement_lines(reader).lines]


def a_denial(case):
    with CaseReader(case) as reader:
        dispute = next(each for each in reader.records(Dispute) if each.kind == "polarity")
        return next(side for side in dispute.sides if side.position == "denies").statements[0]


def form(kind, on, **more):
    return {"kind": kind, "on": on, "by": "Ada Moran", "next": f"/statements/{on}"} | more


def test_a_line_is_checked_shown_so_and_the_name_is_remembered(client, case):
    statement = a_denial(case)
    answer = client.post("/review", data=form("accept", statement))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/statements/{statement}")
    assert judged(case) == [("accept", statement, "Ada Moran", False)]
    page = client.get(f"/statements/{statement}").text
    assert "checked: Ada Moran" in page
    assert 'name="by" value="Ada Moran"' in page
    assert "1 is checked" in client.get("/review").text


def test_a_correction_takes_effect_and_is_undone_in_the_log(client, case):
    statement = a_denial(case)
    client.post("/review", data=form("position", statement, value1="affirms"))
    with CaseReader(case) as reader:
        assert statement not in {s.id for s in reader.statements() if s.position != "affirms"}
        (line,) = judgement_lines(reader).lines
    log = client.get("/review/log").text
    assert "position corrected: says so" in log
    assert "was: denies" in log
    client.post("/review/undo", data={"judgement": line.id, "by": "Bo", "next": "/review/log"})
    assert judged(case) == [("position", statement, "Ada Moran", True)]


def test_other_words_lead_to_the_statement_that_they_make(client, case):
    statement = a_denial(case)
    with CaseReader(case) as reader:
        words = next(s.text for s in reader.statements() if s.id == statement)
    answer = client.post("/review", data=form("words", statement, value1=" ".join(words.split()[:3])))
    assert answer.headers["location"].startswith("/statements/st_")
    assert statement not in answer.headers["location"]
    assert client.get(answer.headers["location"]).status_code == 200


def test_only_what_was_checked_is_shown_on_request(client, case):
    statement = a_denial(case)
    client.post("/review", data=form("accept", statement))
    answer = client.post("/review/only", data={"only": "reviewed", "next": "/statements"})
    assert answer.headers["location"] == "/statements"
    page = client.get("/statements").text
    assert "Only what was checked is shown" in page
    assert "1 statement</p>" in page
    assert client.get("/").status_code == 200
    client.post("/review/only", data={"next": "/"})
    assert "Only what was checked" not in client.get("/statements").text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"by": ""}, "who judges"),
        ({"kind": "shout"}, "is no judgement"),
        ({"kind": "position", "value1": "perhaps"}, "is not a position"),
        ({"on": ""}, "there is nothing to judge"),
        ({"on": "st_0"}, "is not the id of a statement"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(client, case, fields, reason):
    answer = client.post("/review", data=form("accept", a_denial(case)) | fields)
    assert answer.status_code == 400
    assert reason in answer.text
    assert judged(case) == []


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example", ""])
def test_a_form_leads_nowhere_else(client, case, address):
    answer = client.post("/review", data=form("accept", a_denial(case), next=address))
    assert answer.headers["location"] == "/review"


def test_a_record_for_reading_takes_no_judgement(case):
    with TestClient(make_app(case, read_only=True), base_url="http://127.0.0.1") as client:
        assert '<form class="verdict"' not in client.get(f"/statements/{a_denial(case)}").text
        assert client.post("/review", data=form("accept", a_denial(case))).status_code == 405
    assert judged(case) == []


def test_a_form_of_another_site_is_refused(client, case):
    answer = client.post("/review", data=form("accept", a_denial(case)), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 400
    assert judged(case) == []


def test_a_missed_statement_is_added_and_a_page_corrected(client, case):
    with CaseReader(case) as reader:
        article = next(reader.articles())
    answer = client.post("/review", data=form("outlet", article.id, value1="Quay Times", next=f"/pages/{article.id}"))
    assert answer.status_code == 303
    page = client.get(f"/pages/{article.id}").text
    assert "Quay Times" in page
    assert "outlet corrected" in page
