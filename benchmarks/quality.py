"""Measures what is read against hand-made gold and compares it with the recorded floors.

    python -m benchmarks.quality                 the bundled sample's gold
    python -m benchmarks.quality --data DIR      also the gold folders below DIR, each as one case, and pooled
    python -m benchmarks.quality --gold-fed      what joins articles also with gold statements fed in

Exit code 1 where a figure lies below its floor or an article's text was altered. A floor holds for one set of gold
files (by their hash); `--record` raises the floors to what was measured, `--lower` also lowers them.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.clusters import score_cluster
from benchmarks.export import read_export
from benchmarks.floors import add_floor_options, gate, pick
from benchmarks.gold import read_gold
from benchmarks.gold_fed import export_gold_fed
from benchmarks.score import Score
from benchmarks.scoring import score_articles
from onrecord.pipeline import build_case
from onrecord.query.export import export_jsonl
from onrecord.sample import sample_pages
from onrecord.store import CaseReader

SAMPLE_GOLD = Path(__file__).parents[1] / "tests" / "golden" / "sample"
JOINED = ("remarks", "figure tracks", "lineage", "disputes")
GATED = (
    *("statements", "exact", "triple", "on record", "within", "kind", "speaker", "position", "recall denies"),
    *("recall withholds", "figures: value", "remarks", "disputes", "lineage", "figure tracks"),
    *("speaker known", "speaker pairs", "channel", "via", "addressee", "said on", "said on, where none is said"),
)


def score_folder(pages: Path, gold_folder: Path, *, gold_fed: bool = False) -> Score:
    """Build the pages as one case, export it, and score the export against the gold.

    `gold_fed`: what joins the articles is scored once more, with gold statements in place of those that were read.
    """
    gold = read_gold(gold_folder)
    with tempfile.TemporaryDirectory() as scratch:
        case, out = Path(scratch, "gold.db"), Path(scratch, "export")
        build_case([pages], case)
        with CaseReader(case) as reader:
            export_jsonl(reader, out)
            read = [(page.article, page.reading) for page in reader.pages()]
        export = read_export(out)
    score = score_articles(export, gold)
    if gold.cluster:
        score_cluster(score, export, gold.cluster)
    if gold.cluster and gold_fed:
        fed = export_gold_fed(read, gold)
        joined = score_articles(fed, gold)
        score_cluster(joined, fed, gold.cluster)
        for measure in JOINED:
            score.count(f"{measure}, gold fed", joined.hits[measure], joined.found[measure], joined.gold[measure])
    return score


def gold_folders(data: Path) -> list[Path]:
    """Return the folders at or below `data` that hold gold (NAME.json beside NAME.txt)."""
    below = {path.parent for path in data.rglob("*.json") if path.with_suffix(".txt").exists()}
    return sorted(folder for folder in below if any(folder.glob("*.json")) and _is_gold(folder))


def _is_gold(folder: Path) -> bool:
    first = next(path for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").exists())
    return b'"statements"' in first.read_bytes()


def report(name: str, score: Score) -> None:
    """Print every figure of a score with its counts."""
    print(f"\n{name}")
    for measure, value in score.figures().items():
        print(f"  {measure:30} {value:5.1f}   {score.counts_of(measure)}")
    for problem in score.problems:
        print(f"  problem: {problem}")


@contextmanager
def sample() -> Iterator[tuple[Path, Path]]:
    """Give the bundled pages and the folder of their gold."""
    with sample_pages() as pages:
        yield pages, SAMPLE_GOLD


def main() -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with gold folders below it")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list up to N errors a folder")
    parser.add_argument("--gold-fed", action="store_true", help="also feed gold statements to what joins articles")
    add_floor_options(parser)
    options = parser.parse_args()
    with sample() as (pages, gold):
        score = score_folder(pages, gold, gold_fed=options.gold_fed)
    report("sample", score)
    print(*score.errors[: options.errors], sep="\n")
    holds = gate("sample", [SAMPLE_GOLD], pick(score, GATED), options) and not score.problems
    if options.data:
        folders = gold_folders(options.data)
        if not folders:
            parser.error(f"{options.data}: no gold folder (NAME.json beside NAME.txt) below it")
        pooled = Score()
        for folder in folders:
            score = score_folder(folder, folder, gold_fed=options.gold_fed)
            report(folder.name, score)
            print(*score.errors[: options.errors], sep="\n")
            pooled.add(score)
        report(f"pooled over {', '.join(folder.name for folder in folders)}", pooled)
        floors_hold = gate(options.data.resolve().name, folders, pick(pooled, GATED), options)
        holds = holds and floors_hold and not pooled.problems
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
