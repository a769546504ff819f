import asyncio
import re
import socket

import httpx
import pytest
from starlette.testclient import TestClient

from onrecord.errors import CaseError, InputError, UsageError
from onrecord.model import Actor
from onrecord.pipeline import assemble_case, build_case
from onrecord.review import Judge, judge_case
from onrecord.store import CaseWriter
from onrecord.web import make_app, serve_case
from onrecord.web.guard import is_local
from onrecord.web.serve import claim_port
from tests.fiction import Story
from tests.namesakes import chain_on, write_namesakes

STORY = Story()


class Client:
    """A browser of the application, without a network between."""

    def __init__(self, app):
        self.app = app

    def request(self, method, path, **more):
        return asyncio.run(self._request(method, path, **more))

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)

    async def _request(self, method, path, **more):
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as browser:
            return await browser.request(method, path, **more)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return Client(make_app(STORY.write(tmp_path_factory.mktemp("case") / "brisk.db")))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "What is disputed"),
        ("/disputes", "setting fire to the tanker Isaura"),
        ("/disputes/ds_fire", "Neither confirms nor denies"),
        ("/statements", "10 statements"),
        (f"/statements/{STORY.sighting.id}", "The same remark"),
        ("/speakers", "Edda Quill"),
        ("/speakers/sp_velmark", "comes from a table"),
        ("/figures", "14 → At least 17"),
        ("/origins", "Who took it from whom"),
        ("/timeline", "Said on this day"),
        ("/mentions", "Isaura"),
        ("/pages", "Inland Gazette"),
        (f"/pages/{STORY.courier.id}", "6 statements on this page"),
    ],
)
def test_every_address_shows_its_part_of_the_record(client, path, words):
    response = client.get(path)
    assert response.status_code == 200
    assert words in response.text


@pytest.mark.parametrize(
    "path", ["/statements/st_0", "/speakers/sp_0", "/disputes/ds_0", "/pages/ar_0", "/nothing", "/pages/a/b"]
)
def test_what_is_not_in_the_record_is_not_found(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Not in this record" in response.text


@pytest.mark.parametrize("path", ["/", "/style.css", "/nothing", "/statements?position=perhaps"])
def test_every_answer_forbids_everything_from_elsewhere(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_style_sheet_is_served_as_one(client):
    assert client.get("/style.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(client, method):
    assert client.request(method, "/statements").status_code == 405


def test_filters_narrow_the_statements_and_stay_in_the_form(client):
    text = client.get("/statements", params={"words": "drone", "position": "denies"}).text
    assert "1 statement<" in text
    assert "Joss Arden" in text
    assert 'name="words" type="search" value="drone"' in text


def test_filters_by_speaker_outlet_and_date(client):
    asked = {"speaker": "quill", "outlet": "Inland Gazette", "date_from": "2024-05-13", "date_to": "2024-05-13"}
    assert "1 statement<" in client.get("/statements", params=asked).text


def test_a_vessel_leads_to_all_that_is_said_about_it(client):
    listed = client.get("/mentions").text
    address = next(part for part in listed.split('"') if part.startswith("/things/"))
    said = client.get(address).text
    assert "setting fire to the tanker Isaura" in said
    assert "Named in 1 statement," in said
    assert "Pages that mention it" in said
    assert "1 statement<" in client.get("/statements", params={"about": "isaura"}).text


def test_a_speakers_page_says_why_names_are_one_and_what_the_list_of_actors_has(tmp_path):
    case = write_namesakes(tmp_path / "case.db")
    with CaseWriter(case) as writer:
        writer.put_actors([Actor(id="q7", name="Toln <Mira>", aliases=("Mira Toln",), party="Bridge Party")])
        assemble_case(writer)
    speaker = min(chain_on("bridge.txt").id, chain_on("ferry.txt").id)
    text = Client(make_app(case)).get(f"/speakers/{speaker}").text
    assert "Why these names are one" in text
    assert "on the list of actors" in text
    assert "comes from your list of actors" in text
    assert "Toln &lt;Mira&gt;, Bridge Party" in text
    assert text.count('title="bridge.txt"') == text.count('title="ferry.txt"') == 1


def test_a_speakers_page_shows_first_what_was_left_open(tmp_path):
    case = write_namesakes(tmp_path / "case.db")
    ferry, quay = chain_on("ferry.txt").id, chain_on("quay.txt").id
    judge_case(case, "unsure", [ferry, quay], Judge(by="ada", at="2025-03-01T10:00:00Z"))
    text = Client(make_app(case)).get(f"/speakers/{quay}").text
    assert "Left open" in text
    assert "judged by ada: unsure" in text
    assert "Why these names are one" not in text


def test_roles_are_shown_with_their_dates_and_lead_to_the_paragraph(client):
    text = client.get("/speakers/sp_quill").text
    start = STORY.courier.text.index("Harbour Minister Edda")
    block = next(block for block in STORY.courier.blocks if block.start <= start < block.end)
    assert f'href="/pages/{STORY.courier.id}#p{block.start}"' in text
    assert "12 May 2024" in text.split("Roles on the pages")[1].split("</ul>")[0]


def test_a_window_beyond_the_list_is_empty(client):
    assert "No statement matches" in client.get("/statements?offset=500").text


@pytest.mark.parametrize(
    "query", ["offset=-1", "offset=x", "offset=99999999999999999999", "position=perhaps", "date_from=soon"]
)
def test_a_question_that_cannot_be_understood_is_refused_in_words(client, query):
    response = client.get(f"/statements?{query}")
    assert response.status_code == 400
    assert "This cannot be looked for" in response.text


def test_the_words_of_a_search_are_escaped(client):
    response = client.get("/statements", params={"words": '"><script>alert(1)</script>'})
    assert "<script>" not in response.text


def test_long_lists_have_further_pages(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.web.parameters.read_window.__defaults__", (4,))
    client = Client(make_app(Story().write(tmp_path / "brisk.db")))
    first = client.get("/statements", params={"speaker": "i"}).text
    assert 'rel="next" href="?' in first
    assert "speaker=i" in first.split('rel="next" href="')[1].split('"')[0]


def test_another_host_is_refused(client):
    response = client.get("/", headers={"host": "records.example"})
    assert response.status_code == 400
    assert "brisk" not in response.text


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8421", True),
        ("localhost:80", True),
        ("[::1]", True),
        ("[::1]:8421", True),
        ("127.0.0.1.example.com", False),
        ("localhost.example:80", False),
        ("example.com:127", False),
        ("localhost:80:evil", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_are_local(host, local):
    assert is_local(host) is local


def test_a_case_without_accounts_shows_a_notice(tmp_path):
    client = Client(make_app(Story().write(tmp_path / "cut.db", assembled=False)))
    for path in ("/", "/statements", "/pages", f"/pages/{STORY.courier.id}"):
        assert "This record is not finished." in client.get(path).text


def test_a_file_that_is_no_case_is_explained(tmp_path):
    (tmp_path / "notes.db").write_text("no case", encoding="utf-8")
    response = Client(make_app(tmp_path / "notes.db")).get("/")
    assert response.status_code == 500
    assert "The case cannot be read" in response.text


def test_serving_needs_a_case(tmp_path):
    with pytest.raises(InputError):
        serve_case(tmp_path / "none.db", 0)
    (tmp_path / "notes.db").write_text("no case", encoding="utf-8")
    with pytest.raises(CaseError):
        serve_case(tmp_path / "notes.db", 0)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(UsageError, match="no port"):
        claim_port(port)


def test_a_port_in_use_is_refused_and_named():
    with claim_port(0) as first:
        port = first.getsockname()[1]
        assert first.getsockname()[0] == "127.0.0.1"
        with pytest.raises(UsageError, match=str(port)):
            claim_port(port)


def test_the_address_is_told_once_it_can_be_opened(tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: told.append(type(sockets[0])))
    serve_case(Story().write(tmp_path / "brisk.db"), 0, told.append)
    assert told[0].startswith("http://127.0.0.1:")
    assert issubclass(told[1], socket.socket)


DRAFT = "“The tanker burned for three hours,” Edda Quill said. <script>alert(1)</script>"


def test_a_draft_is_checked_and_shown_as_text(client):
    assert "Check a draft" in client.get("/check").text
    answer = client.post("/check", data={"text": DRAFT})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "of 1 claimed line stand" in answer.text
    assert 'href="#answer-1"' in answer.text


@pytest.mark.parametrize(
    ("form", "origin", "status"),
    [
        ({"text": DRAFT}, "http://testserver", 200),
        ({"text": DRAFT}, "https://elsewhere.example", 400),
        ({"text": DRAFT}, "null", 400),
        ({"text": "  "}, None, 400),
        ({"words": DRAFT}, None, 400),
        ({"text": "a" * (5 * 1024 * 1024)}, None, 400),
        ({f"field{number}": "a" for number in range(9)}, None, 400),
    ],
)
def test_a_form_of_another_site_or_without_a_draft_is_refused(client, form, origin, status):
    headers = {} if origin is None else {"origin": origin}
    assert client.post("/check", data=form, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("none", 200), ("cross-site", 400), ("same-site", 400)]
)
def test_what_a_browser_says_of_the_page_that_sends_a_form_decides(client, site, status):
    headers = {"origin": "null", "sec-fetch-site": site}
    assert client.post("/check", data={"text": DRAFT}, headers=headers).status_code == status


PASTED = "Port Calder will stay open, harbour master Ilse Quent said on Monday."


def pasted(tmp_path, **more):
    case = tmp_path / "port.db"
    build_case([], case)
    return Client(make_app(case, **more))


def test_a_pasted_page_is_read_into_the_case_with_what_was_told_of_it(tmp_path):
    client = pasted(tmp_path)
    form = {"text": f"  {PASTED}\r\n", "outlet": "Calder <b>Post</b>", "date": "2025-03-03", "url": "", "title": "Port"}
    answer = client.post("/add", data=form)
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert "Port Calder will stay open" in page
    assert "Calder &lt;b&gt;Post&lt;/b&gt;" in page
    assert "3 Mar 2025" in page
    assert client.post("/add", data=form).headers["location"] == answer.headers["location"]


def test_a_page_that_cannot_be_added_is_shown_again_with_the_reason(tmp_path):
    client = pasted(tmp_path)
    answer = client.post("/add", data={"text": "\0\1\2" * 40, "outlet": "Post"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="Post"' in answer.text


def test_a_case_that_is_served_for_reading_takes_no_page_in(tmp_path):
    client = pasted(tmp_path, read_only=True)
    assert "<form" not in client.get("/add").text.split("<main")[1]
    assert client.post("/add", data={"text": PASTED}).status_code == 405


def test_the_facets_narrow_down_and_their_numbers_are_what_is_found(client):
    text = client.get("/statements").text
    listed = re.search(r'<nav class="facets".*?</nav>', text, re.DOTALL)[0]
    found = re.findall(r'href="(/statements\?[^"]+)">[^<]*</a> <b>(\d+)</b>', listed)
    assert {"position", "act", "speaker", "outlet", "figure"} <= {
        each.partition("?")[2].split("=")[0] for each, _ in found
    }
    for address, number in found:
        answer = client.get(address.replace("&amp;", "&")).text
        assert f"{number} statement" in answer, address


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"figure": "yes"}, "2 statements<"),
        ({"act": "accuses", "position": "affirms"}, "1 statement<"),
        ({"point": "ds_fire"}, "4 statements<"),
        ({"checked": "yes"}, "0 statements<"),
        ({"checked": "no"}, "10 statements<"),
    ],
)
def test_statements_are_found_by_what_stands_beside_their_words(client, asked, number):
    assert number in client.get("/statements", params=asked).text


def test_the_table_has_one_row_for_each_statement_that_was_asked_for(client):
    text = client.get("/statements/table", params={"position": "denies"}).text
    assert text.count('<tr><th scope="row">') == 3
    assert "Joss Arden" in text
    assert client.get("/statements/table", params={"sources": "many"}).status_code == 400


def test_others_are_served_with_the_token_alone(tmp_path):
    app = make_app(Story().write(tmp_path / "brisk.db"), token="a token of ours")  # noqa: S106 - of a test
    with TestClient(app, base_url="http://10.0.0.7:8765", follow_redirects=False) as client:
        for refused in (client.get("/"), client.get("/?token=another"), client.get("/", headers={"cookie": "token=x"})):
            assert (refused.status_code, "brisk" in refused.text) == (403, False)
        way_in = client.get("/speakers?token=a token of ours")
        assert (way_in.status_code, way_in.headers["location"]) == (303, "/speakers")
        assert "httponly" in way_in.headers["set-cookie"].lower()
        assert "Edda Quill" in client.get("/speakers").text
        assert client.post("/check", data={"text": "x"}, headers={"sec-fetch-site": "cross-site"}).status_code == 400


def test_the_address_for_others_holds_a_token_and_a_strange_host_is_refused(tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: None)
    case = Story().write(tmp_path / "brisk.db")
    serve_case(case, 0, told.append, host="0.0.0.0")  # noqa: S104 - what is tested
    assert len(told[0].partition("/?token=")[2]) >= 32
    with pytest.raises(UsageError, match="cannot be had"):
        serve_case(case, 0, told.append, host="192.0.2.1")


def test_a_page_can_be_had_as_it_came_in_and_is_never_shown_by_the_browser(client):
    answer = client.get(f"/pages/{STORY.courier.id}/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert STORY.courier.text in answer.content.decode()
    assert client.get("/pages/ar_0/original").status_code == 404
