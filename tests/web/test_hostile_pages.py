"""Whatever pages hold, the record's own pages show it as text, run nothing and load nothing."""

import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from starlette.testclient import TestClient

from onrecord.pipeline import build_case
from onrecord.store import CaseReader
from onrecord.web import make_app
from tests.hostile import MARKUP

STORY = (
    f"Harbour {MARKUP} stays shut\n\n"
    f"Minister Odile {MARKUP} Varga denied on Monday that 40 ferries {MARKUP} had sailed. "
    f"“No ship {MARKUP} left the harbour,” Ada Moran said. The Kestrian Navy declined to comment.\n\n"
    "Ada Moran said that 30 ferries had sailed from Oxby.\n"
)
LISTS = ("", "disputes", "statements", "speakers", "figures", "numbers", "origins", "timeline", "mentions", "pages")
LOADING = frozenset({"script", "img", "iframe", "object", "embed", "video", "audio", "base", "marquee"})
OWN = frozenset({"/style.css", "/script.js"})


class Elements(HTMLParser):
    """Gathers what a browser would run or load."""

    def __init__(self):
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.loaded: set[str] = set()
        self.links: list[str] = []
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        values = dict(attrs)
        if tag == "link":
            self.loaded.add(values["href"])
        if tag == "script":
            self.scripts.append(values)
        if tag == "meta" and "http-equiv" in values:
            self.handlers.append("http-equiv")
        if tag == "a":
            self.links.append(values.get("href") or "")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    pages = folder / "pages"
    pages.mkdir()
    named = MARKUP.replace("/", "_")
    meta = [
        {
            "file": f"{named}.txt",
            "title": MARKUP,
            "outlet": MARKUP,
            "url": f"javascript:alert({MARKUP})",
            "date": "2024-10-25",
        },
        {"file": "two.txt", "title": "x", "outlet": "Courier", "url": f"https://x.example/{MARKUP}", "date": MARKUP},
    ]
    (pages / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (pages / f"{named}.txt").write_text(STORY, encoding="utf-8")
    (pages / "two.txt").write_text(STORY.replace("denied", "said"), encoding="utf-8")
    (pages / "three.html").write_text(f"<p>{STORY.replace('<', '&lt;')}</p>", encoding="utf-8")
    (pages / f"empty {named}.txt").write_bytes(b"")
    build_case([pages], folder / "case.db")
    return folder / "case.db"


def addresses(case):
    with CaseReader(case) as reader:
        yield from (f"/{name}" for name in LISTS)
        yield from (f"/pages/{article.id}" for article in reader.articles())
        yield from (f"/statements/{statement.id}" for statement in reader.statements())
    yield f"/statements?words={MARKUP}&speaker={MARKUP}"
    yield f"/statements?position={MARKUP}"
    yield f"/pages/{MARKUP}"


def test_no_page_holds_an_element_that_runs_or_loads_anything(case):
    seen = 0
    with TestClient(make_app(case), base_url="http://127.0.0.1") as client:
        for address in addresses(case):
            answer = client.get(address)
            elements = Elements()
            elements.feed(answer.text)
            assert elements.tags & LOADING == {"script"}, address
            assert elements.scripts == [{"src": "/script.js", "defer": None}], address
            assert elements.handlers == [], address
            assert elements.loaded <= OWN, address
            assert not [link for link in elements.links if re.match(r"\s*(?:javascript|data|vbscript):", link)], address
            assert "alert(1)</script>" not in answer.text, address
            seen += "alert(1)" in answer.text
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
    assert seen > 5


def test_the_templates_reference_nothing_external_and_switch_no_escaping_off():
    for template in files("onrecord.publish").joinpath("templates").iterdir():
        text = template.read_text(encoding="utf-8").replace('<script src="/script.js" defer></script>', "")
        assert re.findall(r"(?:src|href|action|url\()\s*=?\s*[\"'(]?(?:https?:)?//", text) == [], template.name
        assert re.findall(r"\|\s*safe\b|autoescape|<script|<iframe|@import", text) == [], template.name
