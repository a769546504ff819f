"""Files and addresses from the browser: read as a build reads them, with what was told of each, one build at a time."""

import json
from io import BytesIO
from threading import Event

import pytest
from starlette.datastructures import UploadFile
from starlette.testclient import TestClient

from onrecord.errors import StorageError
from onrecord.store import CaseReader
from onrecord.web import make_app, uploads
from tests.fiction import Story

HARBOUR = b"Ada Moran said that the ferry had sailed at dawn from Oxby."
QUAY = b"<p>Odile Varga denied on Monday that 40 ferries had sailed.</p>"


@pytest.fixture
def app(tmp_path):
    return make_app(Story().write(tmp_path / "brisk.db"))


@pytest.fixture
def client(app):
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as opened:
        yield opened


def give(client, *files):
    answer = client.post("/add/files", files=[("files", file) for file in files])
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def articles(app):
    with CaseReader(app.state.case) as reader:
        return {article.uri.rpartition("/")[2]: article for article in reader.articles()}


def test_files_are_read_with_what_the_sheet_tells_of_them(client, app):
    address = give(client, ("harbour.txt", HARBOUR), ("quay.html", QUAY))
    sheet = client.get(address).text
    assert "harbour.txt" in sheet
    assert 'aria-label="Published of quay.html"' in sheet
    told = {"outlet-0": "Oxby Post", "date-0": "2025-02-10", "outlet-1": "", "url-1": "https://quay.example/40"}
    assert client.post(address, data=told).headers["location"] == "/add"
    app.state.intake.wait()
    assert "2 pages were added" in client.get("/add").text
    found = articles(app)
    assert (found["harbour.txt"].outlet, found["harbour.txt"].published.from_) == ("Oxby Post", "2025-02-10")
    assert (found["quay.html"].url, found["quay.html"].published) == ("https://quay.example/40", None)
    assert client.get(address).status_code == 404
    assert client.post(address, data=told).status_code == 400


def test_metadata_that_comes_along_is_used_and_what_fails_is_told(client, app):
    meta = json.dumps([{"file": "harbour.txt", "outlet": "Gull"}]).encode()
    address = give(client, ("harbour.txt", HARBOUR), ("meta.json", meta), ("empty.txt", b""))
    assert "file of metadata lies beside them" in client.get(address).text
    client.post(address, data={})
    app.state.intake.wait()
    page = client.get("/add").text
    assert "1 page was added" in page
    assert "1 failed" in page
    assert "empty.txt" in page
    assert articles(app)["harbour.txt"].outlet == "Gull"


def test_names_that_lead_elsewhere_keep_their_last_part_alone(tmp_path):
    for name in ("../../evil.txt", "..\\evil.txt", "/etc/evil.txt", ".evil.txt", "..", "evil.txt\0"):
        kept = uploads.keep_file(UploadFile(BytesIO(b"x"), filename=name), tmp_path)
        assert kept.parent == tmp_path
        assert kept.name.startswith(("evil", "page"))
    assert len(list(tmp_path.iterdir())) == 6


def test_while_a_build_runs_its_progress_is_shown_and_no_other_begins(client, app, monkeypatch):
    goes_on = Event()

    def slow_build(_sources, _case, _options, progress):
        progress(None)
        goes_on.wait(10)
        raise StorageError("the disk is full")

    monkeypatch.setattr("onrecord.web.intake.build_case", slow_build)
    client.post("/add/addresses", data={"addresses": "https://quay.example/one\nhttps://quay.example/two"})
    answer = client.get("/add")
    assert answer.headers["refresh"] == "2"
    assert "Pages are being read" in answer.text
    refused = client.post("/add/addresses", data={"addresses": "https://quay.example/one"})
    assert (refused.status_code, "wait until that is done" in refused.text) == (400, True)
    goes_on.set()
    app.state.intake.wait()
    ended = client.get("/add")
    assert "refresh" not in ended.headers
    assert "the disk is full" in ended.text


@pytest.mark.parametrize(
    ("address", "fields", "reason"),
    [
        ("/add/addresses", {"addresses": " "}, "there is no address"),
        ("/add/addresses", {"addresses": "ftp://quay.example/"}, "is not an address of the web"),
        ("/add/addresses", {"addresses": "/etc/passwd"}, "is not an address of the web"),
        ("/add/files", {"files": "no file"}, "there is no file"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_words(client, address, fields, reason):
    answer = client.post(address, data=fields)
    assert answer.status_code == 400
    assert reason in answer.text


def test_a_form_that_is_too_large_is_refused_before_it_is_read(client):
    answer = client.post("/add/files", content=b"", headers={"content-length": str(uploads.LARGEST_UPLOAD + 1)})
    assert answer.status_code == 400
    assert "at most 500 MB" in answer.text


def test_a_draft_comes_as_a_file_too(client):
    draft = "“The tanker burned for three hours,” Edda Quill said.".encode()
    answer = client.post("/check", files={"file": ("draft.md", draft)})
    assert "of 1 claimed line stand" in answer.text


def test_nothing_is_taken_in_where_the_record_is_for_reading(tmp_path):
    with TestClient(make_app(Story().write(tmp_path / "b.db"), read_only=True), base_url="http://127.0.0.1") as client:
        assert "for reading only" in client.get("/add").text
        assert client.post("/add/files", files={"files": ("a.txt", b"x")}).status_code in (404, 405)
