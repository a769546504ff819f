"""Takes the documents' pictures from the bundled case: `python -m docs.screenshots` (the extra `browser`, Chromium).

Invariant: the pictures show the sample and nothing else; they are taken anew when the dossier changes.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from onrecord.model import Article, Dispute, Speaker, Statement
from onrecord.pipeline import build_case
from onrecord.query.site import export_site
from onrecord.sample import sample_pages
from onrecord.store import CaseReader, HeldCase

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1100, 820


def pages_shown(reader: CaseReader) -> dict[str, str]:
    """Return the file of the site for each picture: the point and the remark that most carry, who says most."""
    disputes = max(reader.records(Dispute), key=lambda each: sum(len(side.statements) for side in each.sides))
    statements = list(reader.records(Statement))
    denial = next(each for each in statements if each.text.startswith("There are no foreign engineers"))
    said = [speaker for each in statements for speaker in each.speakers]
    speaker = max(reader.records(Speaker), key=lambda each: (said.count(each.id), each.id))
    article = next(each for each in reader.records(Article) if each.uri == "harbour_watch.txt")
    return {
        "front": "index.html",
        "point": f"dispute-{disputes.id}.html",
        "statement": f"statement-{denial.id}.html",
        "speaker": f"speaker-{speaker.id}.html",
        "article": f"page-{article.id}.html",
    }


def take(browser: Browser, page: Path, picture: Path) -> None:
    """Write the picture of a page's upper part."""
    tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    tab.goto(page.as_uri())
    tab.screenshot(path=picture)
    tab.close()


def main() -> int:
    """Build the sample, write its site, and take the pictures; return the exit code."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium is installed", file=sys.stderr)  # noqa: T201 - a script's message
        return 2
    with tempfile.TemporaryDirectory() as folder, sample_pages() as pages:
        build_case([pages], Path(folder, "harbour.db"))
        with HeldCase(Path(folder, "harbour.db")) as reader, sync_playwright() as driver:
            export_site(reader, Path(folder, "site"))
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, file in pages_shown(reader).items():
                take(browser, Path(folder, "site", file), HERE / f"{name}.png")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
