"""Measures how many never-seen articles and how many exact copies are read a second, and the peak of memory.

    python -m benchmarks.speed [--articles N] [--copies N] [--words W] [--jobs J] [--data DIR]

Articles are generated from fiction with a fixed seed, no two alike; with `--data` the texts of the folder stand in.
Cold is a fresh program that builds a new case (start-up included), warm the same build again, when every page is known.
Copies are files with the text of one of a few of the articles, built into a new case.
"""

import argparse
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

COPIED = 10
"""Articles of which the copies are made."""

SYLLABLES = "ar bel cor dan el fer gol hal in jor kel lun mar nor ost pel qua ril sor tam ul var wen yor zan".split()  # noqa: SIM905 - reads better than a list
ROLES = ("Harbour Minister", "spokesman", "Governor", "General", "Senator", "Mayor", "Commissioner")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PATTERNS = (
    "{role} {person} said on {day} that {n} {noun} had reached {place} with {noun}.",
    "“We saw no {noun} in {place},” {person} told reporters, “and {noun} never asked {place} for {n}.”",
    "{person}, the {role} of {place}, denied that {noun} moved more than {n} {noun}.",
    "According to officials in {place}, up to {n} {noun} will leave {noun} by {day}.",
    "The {noun} ministry neither confirmed nor denied that {noun} left {place} on {day}.",
    "A road from {place} to {place} crosses {noun} and {noun} for {n} kilometres.",
    "Rain fell on {place} when {noun} and {noun} unloaded the {noun}.",
    "{person} called the {noun} report “an insult to {place}” and demanded {noun} from {place}.",
)
"""Sentences whose words are mostly drawn anew: shared runs of words would make every article a copy of all others."""


def _sentence(draw: random.Random, people: list[str]) -> str:
    """Return a sentence with invented words in its slots."""
    pattern = draw.choice(PATTERNS)
    while "{noun}" in pattern:
        pattern = pattern.replace("{noun}", invented_word(draw) + "s", 1)
    while "{place}" in pattern:
        pattern = pattern.replace("{place}", invented_word(draw).capitalize(), 1)
    return pattern.format(
        person=draw.choice(people), role=draw.choice(ROLES), day=draw.choice(DAYS), n=f"{draw.randrange(2, 90_000):,}"
    )


def invented_word(draw: random.Random) -> str:
    """Return a word of three syllables."""
    return "".join(draw.choices(SYLLABLES, k=3))


def invented_lines(draw: random.Random, words: int) -> list[str]:
    """Return a headline and paragraphs of about `words` words in all, about four people."""
    people = [f"{invented_word(draw).capitalize()} {invented_word(draw).capitalize()}" for _ in range(4)]
    lines = [f"{invented_word(draw).capitalize()} counts its {invented_word(draw)}s"]
    while sum(len(line.split()) for line in lines) < words:
        lines.append(" ".join(_sentence(draw, people) for _ in range(draw.randrange(2, 5))))
    return lines


def write_articles(folder: Path, count: int, words: int) -> None:
    """Write `count` articles of about `words` words, dated, no two alike; the same for the same arguments."""
    folder.mkdir()
    draw = random.Random(20241025)  # noqa: S311 - no secret, a fixed corpus
    meta = []
    for number in range(count):
        lines = invented_lines(draw, words)
        (folder / f"a{number:06}.txt").write_text("\n\n".join(lines), encoding="utf-8")
        meta.append({"file": f"a{number:06}.txt", "date": f"2024-10-{1 + number % 28:02}", "outlet": "The Bay Courier"})
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def write_copies(texts: Sequence[Path], folder: Path, count: int) -> None:
    """Write `count` files with the texts in turn, each under a name of its own."""
    folder.mkdir()
    for number in range(count):
        shutil.copyfile(texts[number % len(texts)], folder / f"c{number:06}.txt")


def timed_build(pages: Path, case: Path, jobs: int) -> float:
    """Return the seconds that a fresh program takes to build the case."""
    command = [sys.executable, "-m", "onrecord", "build", str(pages), "-o", str(case), "--jobs", str(jobs), "--quiet"]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def print_rate(name: str, articles: int, words: int, seconds: float) -> None:
    """Print how much was built a second."""
    print(f"{name + ':':<7} {articles / seconds:8.1f} articles/s {words / seconds:10.0f} words/s ({seconds:.1f} s)")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--copies", type=int, default=2000)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--data", type=Path, help="a folder of .txt files to read instead")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        pages = options.data or Path(scratch, "pages")
        if not options.data:
            write_articles(pages, options.articles, options.words)
        texts = sorted(pages.rglob("*.txt"))
        words = [len(path.read_text(encoding="utf-8", errors="replace").split()) for path in texts]
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.jobs} jobs")
        print(f"{len(texts)} articles, {sum(words) / len(texts):.0f} words each")
        for name in ("cold", "warm"):
            seconds = timed_build(pages, Path(scratch, "speed.db"), options.jobs)
            print_rate(name, len(texts), sum(words), seconds)
        write_copies(texts[:COPIED], Path(scratch, "copies"), options.copies)
        seconds = timed_build(Path(scratch, "copies"), Path(scratch, "copies.db"), options.jobs)
        copied = sum(words[number % len(words[:COPIED])] for number in range(options.copies))
        print_rate("copies", options.copies, copied, seconds)
    # Linux counts in kibibytes, and over all waited-for children reports the largest.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of one process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
