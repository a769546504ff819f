"""Measures how long the dossier's pages take in a large case, how heavy they are, and how long its files take to write.

    python -m benchmarks.dossier [--pages N] [--case CASE.db]

Without a case, one of fiction is made of articles of invented words (as `benchmarks.growth` makes them), 400 pages with
some 10,000 statements by default. Every page is asked for twice as a browser asks for it, and the slower time counts;
then the dossier is written as files. Beside each figure stands the one that was set out for it.

Invariant: nothing is kept between two requests.
"""

import argparse
import platform
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.growth import make_pages, read_texts
from onrecord.model import Capture, Dispute
from onrecord.pipeline import assemble_case
from onrecord.query.site import export_site
from onrecord.store import CaseReader, CaseWriter, HeldCase
from onrecord.web import make_app

LISTS = ("/", "/disputes", "/statements", "/statements?words={word}", "/speakers", "/figures", "/origins", "/timeline")
FURTHER = ("/mentions", "/pages", "/review")
KILOBYTE = 1024


def make_case(path: Path, number: int) -> None:
    """Write a case of so many pages."""
    with CaseWriter(path) as writer:
        for article, reading in make_pages(read_texts(), number):
            capture = Capture(
                uri=article.uri, data=article.text.encode(), media_type="text/plain", captured_at="2025-01-01T00:00:00Z"
            )
            writer.add_page(capture, article, reading)
        assemble_case(writer)


def measure(case: Path) -> None:
    """Print what each page takes and weighs, and what writing all of them takes."""
    with CaseReader(case) as reader:
        statements, articles = reader.count_statements(), reader.counts()["articles"]
        first = reader.statements()[0]
        word = max(first.text.split(), key=len).strip("“”\"'.,")
        dispute = next((record.id for record in reader.records(Dispute)), None)
    print(f"{statements:,} statements on {articles:,} pages")
    asked = [*LISTS, *FURTHER, f"/statements/{first.id}", f"/pages/{first.article}"]
    asked += [] if dispute is None else [f"/disputes/{dispute}"]
    with TestClient(make_app(case), base_url="http://127.0.0.1") as client:
        for address in asked:
            shown = address.format(word=word)
            times = []
            for _ in range(2):
                began = time.perf_counter()
                answer = client.get(shown)
                times.append(time.perf_counter() - began)
            print(f"{shown[:40]:40} {1000 * max(times):7.0f} ms {len(answer.content) / KILOBYTE:7.0f} kB")
    with tempfile.TemporaryDirectory() as folder, HeldCase(case) as held:
        began = time.perf_counter()
        files = export_site(held, Path(folder))
        seconds = time.perf_counter() - began
    print(f"{len(files):,} files in {seconds:.1f} s: {1000 * seconds / articles:.1f} s for 1,000 pages (set out: 60)")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400, metavar="N")
    parser.add_argument("--case", type=Path, help="measure this case, and make none")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print("set out: the first page under 300 ms, a search under 100 ms at 10,000 statements; no page above 300 kB")
    if options.case is not None:
        measure(options.case)
        return
    with tempfile.TemporaryDirectory() as scratch:
        make_case(Path(scratch, "case.db"), options.pages)
        measure(Path(scratch, "case.db"))


if __name__ == "__main__":
    main()
