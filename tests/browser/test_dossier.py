"""The dossier of the bundled case in a browser: what a reader comes to find out, on any screen, with nothing run."""

import re

import pytest

from onrecord.model import Article, Dispute, Speaker, Statement, Thing
from onrecord.pipeline import build_case
from onrecord.query import mention_lines
from onrecord.query.site import export_site
from onrecord.sample import sample_pages
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
    "/numbers",
    "/statements/table",
    "/statements?words=harbour",
    "/review",
    "/review/log",
    "/codebook",
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
        tab.get_by_role("link", name="Add pages").click()
        tab.get_by_label("The page’s text").fill(
            "Port Calder will stay open, harbour master Ilse Quent said on Monday."
        )
        tab.get_by_label("Outlet").fill("Calder Post")
        tab.get_by_label("Published").fill("2025-03-03")
        tab.get_by_role("button", name="Add", exact=True).click()
        tab.wait_for_url("**/pages/ar_*")
        shown = tab.get_by_role("main").inner_text()
    assert "Ilse Quent" in shown
    assert "Calder Post" in shown
    assert "3 Mar 2025" in shown


def test_dropped_files_are_read_with_what_the_sheet_tells(tab, tmp_path):
    build_case([], tmp_path / "port.db")
    files = [
        {"name": "calder.txt", "mimeType": "text/plain", "buffer": b"The harbour is open, Ilse Quent said."},
        {"name": "quay.html", "mimeType": "text/html", "buffer": b"<p>Odo Brask denied that the quay had burned.</p>"},
    ]
    with served(tmp_path / "port.db") as address:
        tab.goto(f"{address}/add")
        tab.get_by_label(re.compile("^Saved pages")).set_input_files(files)
        tab.get_by_role("button", name="Next").click()
        tab.get_by_label("Outlet of calder.txt").fill("Calder Post")
        tab.get_by_label("Published of quay.html").fill("2025-03-04")
        tab.get_by_role("button", name="Read 2 files").click()
        tab.get_by_role("heading", name="Done").wait_for(timeout=60_000)
        tab.get_by_role("link", name="2 pages were added").click()
        tab.wait_for_url("**/pages")
        shown = tab.get_by_role("main").inner_text()
    assert "Calder Post" in shown
    assert "4 Mar 2025" in shown


def test_a_correction_goes_round_through_a_rebuild_and_is_undone(tab, tmp_path):
    case = tmp_path / "harbour.db"
    with sample_pages() as pages:
        build_case([pages], case)
        with served(case) as address:
            tab.goto(f"{address}/review")
            task = tab.locator(".queue > .task").first
            task.get_by_role("link", name="Correct it").click()
            tab.wait_for_url("**/statements/*#review")
            statement = tab.url
            tab.get_by_text("Correct it, or note something").click()
            position = tab.get_by_role("group", name="What the speaker does")
            position.get_by_label("Position").select_option(label="declined to comment")
            position.get_by_role("button", name="Keep").click()
            tab.get_by_role("heading", level=1, name=re.compile("declined to comment")).wait_for()
            build_case([pages], case)
            tab.goto(statement)
            assert "declined to comment" in tab.get_by_role("heading", level=1).inner_text()
            assert "was: says so" in tab.locator("#review").inner_text()
            tab.get_by_role("button", name=re.compile("^Undo")).click()
            tab.get_by_role("heading", level=1, name=re.compile("says")).wait_for()
            tab.goto(f"{address}/review/log")
            assert "undone by" in tab.get_by_role("row", name=re.compile("position corrected")).inner_text()


def test_the_queue_is_worked_through_from_the_keyboard(tab, tmp_path):
    case = tmp_path / "harbour.db"
    with sample_pages() as pages:
        build_case([pages], case)
    with served(case) as address:
        tab.goto(f"{address}/review")
        before = tab.locator(".queue > .task").first.inner_text()
        tab.keyboard.press("j")
        tab.keyboard.press("a")
        tab.get_by_text(re.compile(r"^The statements that carry .* (is|are) checked")).wait_for()
        tab.wait_for_function("text => document.querySelector('.queue > .task').innerText !== text", arg=before)
        assert "0 are checked" not in tab.get_by_role("main").inner_text()
        tab.wait_for_load_state("load")
        tab.keyboard.press("j")
        tab.keyboard.press("o")
        tab.wait_for_url("**/statements/*#review")


def test_words_that_are_selected_on_a_page_are_put_into_the_form(tab, address):
    tab.goto(f"{address}/pages")
    tab.get_by_role("row", name=re.compile("Gulf Herald")).get_by_role("link").first.click()
    tab.wait_for_url("**/pages/ar_*")
    tab.get_by_text("Add a statement, correct the page").click()
    field = tab.get_by_label("The words, as they stand on the page")
    field.focus()
    tab.evaluate("getSelection().selectAllChildren(document.querySelector('.text .block.title p'))")
    tab.wait_for_function("document.querySelector('#said').value !== ''")
    assert "Not one" in field.input_value()


def test_layers_of_a_page_are_switched_off(tab, address):
    tab.goto(f"{address}/pages")
    tab.get_by_role("row", name=re.compile("Gulf Herald")).get_by_role("link").first.click()
    tab.wait_for_url("**/pages/ar_*")
    marked = "getComputedStyle(document.querySelector('.block mark.denies')).backgroundColor"
    before = tab.evaluate(marked)
    tab.locator(".layer-statements").uncheck()
    assert tab.evaluate(marked) != before
    assert tab.evaluate("document.querySelector('.block .shared') !== null")


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


@pytest.mark.parametrize("kind", [Dispute, Statement, Speaker, Article, Thing])
def test_axe_finds_nothing_on_the_page_of_a_record(browser, address, sample_db, kind):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra `browser`)")
    with HeldCase(sample_db) as reader:
        named = {line.id for line in mention_lines(reader).lines if line.has_page}
        record = next(each for each in reader.records(kind) if kind is not Thing or each.id in named)
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
