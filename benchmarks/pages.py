"""Measures the cleaning of web pages against hand-made article bodies and dates, beside the libraries it builds on.

    python -m benchmarks.pages --data DIR [--errors N] [--jobs J]

DIR holds `gold.json`, a list of pages with `id`, `articleBody` and `date` (ISO), and the pages as `html/ID.html.gz`.

Body F1 is that of 4-word shingles as the article-extraction benchmark defines it
(github.com/scrapinghub/article-extraction-benchmark): precision and recall averaged over pages, then their harmonic
mean. A character is exact where the bytes that its run leads to say the same when they are decoded and unescaped. A
date is an updated one given for published where it is not the gold's and the page states it as its modification only.

Invariant: the libraries run in the same run, over the same bytes, so their versions never explain a difference.
"""

import argparse
import contextlib
import gzip
import html
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import htmldate
import msgspec
import trafilatura

from benchmarks.floors import add_floor_options, gate
from onrecord.clean import clean_capture
from onrecord.clean.dating import EARLIEST, LATEST
from onrecord.errors import PageError
from onrecord.model import READ_ROLES, Article, Capture

SHINGLE = 4
WORD = re.compile(r"\w+")
EXACT_SHARE = 99.5
GATED = ("body F1", "body precision", "body recall", "exact characters", "published", "not an updated date")
FOREIGN = "<p>Am Morgen legten sieben Schiffe mit leeren Kisten im Hafen an und fuhren bald wieder hinaus.</p>"

STATED = (
    (True, re.compile(r'"dateModified"\s*:\s*"(\d{4}-\d\d-\d\d)')),
    (True, re.compile(r'modified_time"?\s+content="(\d{4}-\d\d-\d\d)')),
    (False, re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')),
    (False, re.compile(r'published_time"?\s+content="(\d{4}-\d\d-\d\d)')),
)
"""Days that a page's metadata states, with whether it is one of modification."""


class GoldPage(msgspec.Struct, frozen=True, rename="camel"):
    """What a page's article says, and the day it was published."""

    id: str
    article_body: str
    date: str | None = None


@dataclass
class Pages:
    """What was measured, page by page."""

    shares: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[float, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def compare(self, name: str, gold: str, found: str) -> float:
        """Add a body; return the share of shingles that it has in common with the gold's."""
        share = shingle_shares(gold, found)
        self.shares.setdefault(name, []).append(share)
        return share[0]

    def ask(self, measure: str, right: int, asked: int = 1) -> None:
        """Add so many cases to an accuracy."""
        self.right[measure] += right
        self.asked[measure] += asked

    def figures(self) -> dict[str, float]:
        """Return every measure in percent."""
        figures: dict[str, float] = {}
        for name, shares in self.shares.items():
            for measure, value in zip(("F1", "precision", "recall"), mean_scores(shares), strict=True):
                figures[f"{name} {measure}"] = 100 * value
        figures |= {name: 100 * self.right[name] / asked for name, asked in self.asked.items() if asked}
        return figures

    def shortfalls(self) -> list[str]:
        """Return what is asked of every run and does not hold in this one."""
        figures = self.figures()
        asked = (
            ("body F1", figures.get("trafilatura F1", 0.0)),
            ("published", figures.get("published: htmldate", 0.0)),
            ("exact characters", EXACT_SHARE),
            ("not an updated date", 100.0),
        )
        return [
            f"{name} {figures[name]:.2f} < {least:.2f}" for name, least in asked if figures.get(name, least) < least
        ]


def shingle_shares(gold: str, found: str) -> tuple[float, float, float]:
    """Return the shares of shingles that are in both, only found, and only in the gold; they add up to 1 (or 0)."""
    of_gold, of_found = _shingles(gold), _shingles(found)
    both = (of_gold & of_found).total()
    everything = of_gold.total() + of_found.total() - both
    if not everything:
        return 0.0, 0.0, 0.0
    return both / everything, (of_found.total() - both) / everything, (of_gold.total() - both) / everything


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def mean_scores(shares: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Return F1, precision and recall over pages, each page with the same weight."""
    found = [both / (both + surplus) for both, surplus, _ in shares if both + surplus]
    asked = [both / (both + missed) for both, _, missed in shares if both + missed]
    precision, recall = statistics.mean(found or [0.0]), statistics.mean(asked or [0.0])
    return 2 * precision * recall / ((precision + recall) or 1.0), precision, recall


def body_text(article: Article) -> str:
    """Return what of the article is read, without its title: headlines are no part of gold bodies."""
    blocks = (block for block in article.blocks if block.role in READ_ROLES and block.role != "title")
    return "\n".join(article.text[block.start : block.end] for block in blocks)


def exact_characters(article: Article, data: bytes) -> tuple[int, int]:
    """Return how many of the body's characters but white space lead to bytes that say them, and how many there are."""
    proved = bytearray(len(article.text))
    for start, end, low, high in article.offsets.runs:
        shown, raw = article.text[start:end], data[low:high].decode(article.offsets.encoding)
        if raw.split() == shown.split() or html.unescape(raw).split() == shown.split():
            proved[start:end] = b"\1" * (end - start)
    body = [block for block in article.blocks if block.role in READ_ROLES and block.role != "title"]
    places = [at for block in body for at in range(block.start, block.end) if not article.text[at].isspace()]
    return sum(proved[at] for at in places), len(places)


def misdated(source: str, gold: str, found: str | None) -> bool:
    """Whether a date is not the gold's but one that the page states as its modification, and only as that."""
    stated = {modified: set[str]() for modified in (True, False)}
    for modified, pattern in STATED:
        stated[modified].update(pattern.findall(source))
    return found not in {None, gold} and found in stated[True] - stated[False]


def score_page(pages: Pages, gold: GoldPage, data: bytes) -> None:
    """Clean one page and add what it is measured by, for us and for the libraries."""
    own = trafilatura.extract(data, include_comments=False, include_tables=False) or ""
    theirs = pages.compare("trafilatura", gold.article_body, own)
    try:
        article = clean_capture(_capture(data))
    except PageError as error:
        pages.problems.append(f"{gold.id}: {error.detail}")
        pages.compare("body", gold.article_body, "")
        return
    ours = pages.compare("body", gold.article_body, body_text(article))
    pages.errors.append((ours - theirs, f"{gold.id}: {ours:.2f} in common, trafilatura {theirs:.2f}"))
    pages.ask("exact characters", *exact_characters(article, data))
    if gold.date is not None:
        _score_date(pages, gold.id, gold.date, article, data)


def _score_date(pages: Pages, page: str, day: str, article: Article, data: bytes) -> None:
    source = data.decode("utf-8", "replace")
    published = article.published
    stated = published.from_ if published is not None and published.how != "bound" else None
    ours = None if stated is None else stated[:10]
    theirs = htmldate.find_date(source, original_date=True, extensive_search=True, min_date=EARLIEST, max_date=LATEST)
    for name, found in (("", ours), (": htmldate", theirs)):
        pages.ask(f"published{name}", found == day)
        pages.ask(f"not an updated date{name}", not misdated(source, day, found))
    if ours != day:
        pages.errors.append((0.0, f"{page}: published {ours} for {day}, htmldate {theirs}"))


def _capture(data: bytes) -> Capture:
    return Capture(uri="page.html", data=data, media_type="text/html", captured_at="2024-01-01T00:00:00Z")


def _warm_up() -> None:
    """Load the libraries, tables and the classifier of languages: `FOREIGN` reaches all of them."""
    clean_capture(_capture(FOREIGN.encode()))


def _clean(data: bytes) -> float:
    """Clean a page; return the seconds of processor time that it took."""
    started = time.process_time()
    with contextlib.suppress(PageError):
        clean_capture(_capture(data))
    return time.process_time() - started


def pages_a_second(pages: Sequence[bytes], jobs: int) -> tuple[float, float]:
    """Return how many pages are cleaned a second, and a second of processor time; start-up is not counted."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_warm_up) as pool:
        list(pool.map(_clean, pages[: 2 * jobs]))
        started = time.perf_counter()
        spent = sum(pool.map(_clean, pages, chunksize=5))
        return len(pages) / (time.perf_counter() - started), len(pages) / spent


def read_pages(folder: Path) -> list[tuple[GoldPage, bytes]]:
    """Return the gold pages of a folder with their bytes; raises FileNotFoundError where one is missing."""
    gold = msgspec.json.decode((folder / "gold.json").read_bytes(), type=list[GoldPage])
    return [(page, gzip.decompress((folder / "html" / f"{page.id}.html.gz").read_bytes())) for page in gold]


def score_pages(found: Iterable[tuple[GoldPage, bytes]]) -> Pages:
    """Return the measures over all pages."""
    pages = Pages()
    for gold, data in found:
        score_page(pages, gold, data)
    return pages


def _report(pages: Pages, figures: Mapping[str, float], errors: int) -> None:
    print("\npages")
    for name, value in figures.items():
        counts = f"   {pages.right[name]} of {pages.asked[name]}" if name in pages.asked else ""
        print(f"  {name:30} {value:6.2f}{counts}")
    for problem in pages.problems:
        print(f"  problem: {problem}")
    print(*(line for _, line in sorted(pages.errors)[:errors]), sep="\n")


def main() -> int:
    """Run the command; return its exit code: 1 where a figure fell below its floor or what is asked does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with gold.json and html/")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list the N worst pages and dates")
    parser.add_argument("--jobs", type=int, default=2, help="processes that clean while speed is measured")
    add_floor_options(parser)
    options = parser.parse_args()
    found = read_pages(options.data)
    pages = score_pages(found)
    figures = pages.figures()
    _report(pages, figures, options.errors)
    speed, work = pages_a_second([data for _, data in found], options.jobs)
    print(
        f"  {'pages a second':30} {speed:6.1f}   with {options.jobs} processes; {work:.1f} a second of processor time"
    )
    kept = {name: round(value, 1) for name, value in figures.items() if name in GATED}
    holds = gate("pages", [options.data], kept, options)
    for shortfall in pages.shortfalls():
        print(f"  falls short: {shortfall}")
    return 0 if holds and not pages.shortfalls() and not pages.problems else 1


if __name__ == "__main__":
    sys.exit(main())
