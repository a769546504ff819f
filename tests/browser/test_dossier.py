"""The dossier of the bundled case in a browser: what a reader comes to find out, on any screen, with nothing run."""

import re

import pytest

from onrecord.model import Article, Dispute, Speaker, Statement
from onrecord.pipeline import build_case
from onrecord.query.site import export_site
from onrecord.store import HeldCase
from tests.browser.conftest import served
from tests.hostile import MARKUP, OBEYED

PAGES = (
    "/",
    "/disputes",
    "/statements",
    "/speakers",
    "/figures",
    "/origins",
    "/timeline",
    "/mentions",
    "/pages",
    "/check",
    "/add",
)


def open_point(tab, address):
    tab.goto(f"{address}/disputes")
    tab.get_by_role("heading").get_by_role("link", name=re.compile("400 engineers", re.IGNORECASE)).first.click()
    tab.wait_for_url("**/disputes/*")
    return tab


def test_a_reader_finds_who_denies_since_when_and_in_which_words(tab, address):
    open_point(tab, address)
    denies = tab.get_by_role("region", name=re.compile("^Denies"))
    line = denies.locator("article", has_text="There are no foreign engineers at Saltmere").first
    assert "Ilse Varden" in line.inner_text()
    assert "Wednesday" in line.inner_text()
    line.locator("a.words").click()
    tab.wait_for_url("**line=*")
    chosen = tab.get_by_role("complementary", name="The line on its page")
    assert "There are no foreign engineers at Saltmere, not one" in chosen.inner_text()
    assert "own words" in chosen.inner_text()


def test_a_reader_finds_what_a_number_counts_and_who_gave_it(tab, address):
    tab.goto(f"{address}/figures")
    row = tab.get_by_role("row", name=re.compile("About 400", re.IGNORECASE)).first
    assert "engineers" in row.inner_text()
    assert "State Intelligence Office" in row.inner_text()


def test_a_reader_finds_on_how_many_original_sources_a_remark_rests(tab, address):
    tab.goto(f"{address}/origins")
    assert "3 pages of 3 outlets, 1 original source" in tab.get_by_role("main").inner_text()


def test_a_draft_with_one_altered_quotation_is_told_apart(tab, address):
    tab.goto(f"{address}/check")
    tab.get_by_label("The draft’s text").fill(
        "“We have one navy and it lies in our own ports,” Yevan Sorokh said. "
        "“Saltmere is a museum with opening hours,” Tomas Ockley said."
    )
    tab.get_by_role("button", name="Check").click()
    tab.get_by_role("heading", name="1 of 2 claimed lines stand as they are").wait_for()
    marks = tab.locator("mark.checked")
    assert [marks.nth(n).get_attribute("class") for n in range(marks.count())] == [
        "checked exact",
        "checked other_polarity",
    ]
    tab.get_by_role("link", name="all about this line").first.click()
    tab.wait_for_url("**/statements/st_*")


def test_a_pasted_page_is_read_and_shown(tab, tmp_path):
    build_case([], tmp_path / "port.db")
    with served(tmp_path / "port.db") as address:
        tab.goto(f"{address}/pages")
        tab.get_by_role("link", name="Add a page").click()
        tab.get_by_label("The page’s text").fill(
            "Port Calder will stay open, harbour master Ilse Quent said on Monday."
        )
        tab.get_by_label("Outlet").fill("Calder Post")
        tab.get_by_label("Published").fill("2025-03-03")
        tab.get_by_role("button", name="Add").click()
        tab.wait_for_url("**/pages/ar_*")
        shown = tab.get_by_role("main").inner_text()
    assert "Ilse Quent" in shown
    assert "Calder Post" in shown
    assert "3 Mar 2025" in shown


def test_the_site_opens_from_disk(tab, sample_db, tmp_path):
    with HeldCase(sample_db) as reader:
        export_site(reader, tmp_path / "site")
    tab.goto((tmp_path / "site" / "index.html").as_uri())
    tab.get_by_role("link", name="Disputed points").click()
    tab.get_by_role("link", name=re.compile("engineers", re.IGNORECASE)).first.click()
    tab.locator("a.words").first.click()
    tab.wait_for_url("**/site/*-*.html*")
    tab.get_by_role("blockquote").first.wait_for()
    assert tab.evaluate("getComputedStyle(document.body).margin") == "0px"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, address, path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra `browser`)")
    # axe is put into the page, which the dossier's own policy forbids.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{path}")
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


@pytest.mark.parametrize("kind", [Dispute, Statement, Speaker, Article])
def test_axe_finds_nothing_on_the_page_of_a_record(browser, address, sample_db, kind):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra `browser`)")
    with HeldCase(sample_db) as reader:
        record = next(iter(reader.records(kind)))
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/{'pages' if kind is Article else kind.__name__.lower() + 's'}/{record.id}")
    for details in page.locator("details").all():
        details.locator("summary").first.click()
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_small_screen(browser, address, path):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{address}{path}")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 360


def test_in_print_there_is_no_navigation_and_every_column(tab, address):
    open_point(tab, address)
    tab.emulate_media(media="print")
    tab.get_by_role("navigation", name="The record").wait_for(state="hidden")
    assert tab.get_by_role("region", name=re.compile("^Denies")).is_visible()


def test_the_keyboard_reaches_the_record_first(tab, address):
    tab.goto(address)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the record"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#main")


def test_what_a_hostile_page_holds_shows_as_text(tab, tmp_path):
    words = f"{MARKUP} {OBEYED['reversed']} {'x' * 3000}"
    page = tmp_path / "page.txt"
    page.write_text(
        f"Harbour {MARKUP}\n\n“No ship left {words},” Minister Odile Varga said on Monday.\n", encoding="utf-8"
    )
    build_case([page], tmp_path / "case.db")
    with served(tmp_path / "case.db") as address:
        for path in ("/", "/statements", "/pages"):
            tab.goto(f"{address}{path}")
            assert tab.locator("script:not([src='/script.js']), img, marquee, iframe").count() == 0
        tab.goto(f"{address}/statements")
        tab.locator("a.words").first.click()
        tab.wait_for_url("**/pages/*")
        assert "<script>alert(1)</script>" in tab.get_by_role("main").inner_text()
        assert tab.locator("script:not([src='/script.js']), img, marquee, iframe").count() == 0
