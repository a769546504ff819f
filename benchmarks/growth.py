"""Measures what the accounts of a case cost as it grows: per page, for one page more, and in memory.

    python -m benchmarks.growth [--pages N [N ...]]

Some articles of fiction are read once. Every page of a case is one of them with all its invented words exchanged for
others of the same length, so that its names and places differ and its statements stand where they stood. Pages come as
stories of three: a text, a copy of it, and another text with words exchanged alike.

One page more is what `build` does with it once it is read: the accounts of the whole case are made again.

Invariant: the same pages come from the same number asked for.
"""

import argparse
import gc
import platform
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.speed import SYLLABLES, write_articles
from onrecord.accounts import make_accounts
from onrecord.model import Article, Reading, content_id, transfer_article, transfer_reading
from onrecord.pipeline import build_case
from onrecord.store import CaseReader

SIZES = (1_000, 2_000, 4_000, 8_000)
TEXTS, WORDS = 60, 400
STORY = 3
INVENTED = re.compile(rf"\b(?:{'|'.join(SYLLABLES)}){{3}}s?\b", re.IGNORECASE)
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Page = tuple[Article, Reading]


def read_texts() -> list[Page]:
    """Return the articles that pages are made of, with what was read from each."""
    with tempfile.TemporaryDirectory() as scratch:
        write_articles(Path(scratch, "pages"), TEXTS, WORDS)
        build_case([Path(scratch, "pages")], Path(scratch, "case.db"))
        with CaseReader(Path(scratch, "case.db")) as reader:
            return [(page.article, page.reading) for page in reader.pages()]


def make_pages(texts: Sequence[Page], number: int) -> Iterator[Page]:
    """Yield so many pages, story by story."""
    for place in range(number):
        story, member = divmod(place, STORY)
        base = texts[(story * 2 + member // 2) % len(texts)]
        yield _exchange(base, story, place)


def _exchange(base: Page, story: int, place: int) -> Page:
    """Return a page with the invented words of a text exchanged for others of the same length, alike in a story."""
    known: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if lower not in known:
            draw = random.Random(f"{story} {lower}")  # noqa: S311 - test data, not a secret
            known[lower] = "".join(draw.choices(LETTERS, k=len(lower)))
        return known[lower].capitalize() if word[0].isupper() else known[lower]

    article, reading = (msgspec.json.encode(record).decode() for record in base)
    changed = msgspec.json.decode(INVENTED.sub(other, article), type=Article)
    uri = f"page-{place}.txt"
    moved = transfer_article(changed, content_id("ar", uri), uri)
    return moved, transfer_reading(msgspec.json.decode(INVENTED.sub(other, reading), type=Reading), moved)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=list(SIZES), metavar="N")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, one core")
    texts = read_texts()
    gc.disable()
    for number in sorted(options.pages):
        pages = list(make_pages(texts, number))
        began = time.perf_counter()
        accounts = make_accounts(pages, (), (), {})
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{number:>8,} pages, {len(accounts.statements):,} statements: {1000 * seconds / number:6.1f} ms a page,"
            f" one page more {seconds:7.1f} s, peak {peak:,.0f} MiB"
        )


if __name__ == "__main__":
    main()
