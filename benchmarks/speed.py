"""Measures how many never-seen articles are read a second, cold and warm, and the peak of memory.

    python -m benchmarks.speed [--articles N] [--words W] [--jobs J] [--data DIR]

Articles are generated from fiction with a fixed seed, no two alike; with `--data` the texts of the folder stand in.
Cold is a fresh program that builds a new case (start-up included), warm the same build again, when every page is known.
"""

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEOPLE = ("Odile Varga", "Tomas Brankov", "Ilse Quent", "Ravi Mandolo", "Petra Sund", "Emeka Tarr", "Lio Vasquera")
ROLES = ("Harbour Minister", "spokesman", "Governor", "General", "Senator", "Mayor", "Commissioner")
PLACES = ("Ardenport", "Velmora", "Sarkan Bay", "Lower Tessen", "Mirrovia", "Port Calder")
THINGS = ("containers", "engineers", "tonnes of grain", "patrol boats", "workers", "permits")
PATTERNS = (
    "{role} {person} said on {day} that {n} {thing} had arrived in {place}.",
    "“We have seen no {thing} in {place},” {person} told reporters, “and nobody has asked us for {n}.”",
    "{person}, the {role} of {place}, denied that more than {n} {thing} were moved.",
    "According to officials in {place}, up to {n} {thing} are expected this year.",
    "The ministry neither confirmed nor denied that {n} {thing} left {place} on {day}.",
    "The road from {place} runs along the coast for {n} kilometres before it turns inland.",
    "It was raining in {place} when the first of the {thing} were unloaded.",
    "{person} called the reports “an insult to {place}” and demanded an answer by {day}.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def write_articles(folder: Path, count: int, words: int) -> None:
    """Write `count` articles of about `words` words, dated, no two alike; the same for the same arguments."""
    folder.mkdir()
    draw = random.Random(20241025)  # noqa: S311 - no secret, a fixed corpus
    meta = []
    for number in range(count):
        lines = [f"{draw.choice(PLACES)} counts its {draw.choice(THINGS)}, day {number}"]
        while sum(len(line.split()) for line in lines) < words:
            sentences = [
                draw.choice(PATTERNS).format(
                    person=draw.choice(PEOPLE),
                    role=draw.choice(ROLES),
                    place=draw.choice(PLACES),
                    thing=draw.choice(THINGS),
                    day=draw.choice(DAYS),
                    n=f"{draw.randrange(2, 90_000):,}",
                )
                for _ in range(draw.randrange(2, 5))
            ]
            lines.append(" ".join(sentences))
        (folder / f"a{number:06}.txt").write_text("\n\n".join(lines), encoding="utf-8")
        meta.append({"file": f"a{number:06}.txt", "date": f"2024-10-{1 + number % 28:02}", "outlet": "The Bay Courier"})
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def timed_build(pages: Path, case: Path, jobs: int) -> float:
    """Return the seconds that a fresh program takes to build the case."""
    command = [sys.executable, "-m", "onrecord", "build", str(pages), "-o", str(case), "--jobs", str(jobs), "--quiet"]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--data", type=Path, help="a folder of .txt files to read instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        pages = options.data or Path(scratch, "pages")
        if not options.data:
            write_articles(pages, options.articles, options.words)
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(pages.rglob("*.txt"))]
        words = sum(len(text.split()) for text in texts)
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.jobs} jobs")
        print(f"{len(texts)} articles, {words / len(texts):.0f} words each")
        for name in ("cold", "warm"):
            seconds = timed_build(pages, Path(scratch, "speed.db"), options.jobs)
            print(f"{name}: {len(texts) / seconds:8.1f} articles/s {words / seconds:10.0f} words/s ({seconds:.1f} s)")
    # Linux counts in kibibytes, and over all waited-for children reports the largest.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of one process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
