"""Measures whether names of persons are told apart and known again: pairs of names, each labelled by hand.

    python -m benchmarks.name_pairs [--errors N] [--peer]

`name_pairs.csv` holds the pairs: `same` says whether both can name one person, `kind` in what they differ, and `hard`
that a pair that is not the same shares a family name, a given name or its consonants (that one that is the same is not
so by its folded letters). `half` was drawn by a hash of the pair: methods are developed on dev alone; the last hundred
pairs were written when the methods stood, and are all test.

AUC is the chance that a pair that is the same has the higher score; precision, recall and false merges are those of the
verdict "same". `--peer` measures nomenklatura's logic-v2 beside it, at its own threshold and at the best one on dev.

Invariant: a pair stands in one half, once.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from benchmarks.floors import add_floor_options, gate
from onrecord.link.compare import compare_persons, parse_name

PAIRS = Path(__file__).with_name("name_pairs.csv")
HALVES = ("dev", "test")
PEER_THRESHOLD = 0.7
"""The score from which users of logic-v2 take two entities for one, as its documentation has it."""

YesNo = Literal["yes", "no"]


class NamePair(msgspec.Struct, frozen=True, kw_only=True):
    """Two names with what a person judged of them."""

    one: str
    other: str
    same: YesNo
    kind: str
    hard: YesNo
    half: Literal["dev", "test"]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A pair with a method's score and whether it takes both for one person."""

    pair: NamePair
    score: float
    merged: bool


def read_pairs(path: Path = PAIRS) -> list[NamePair]:
    """Return the pairs of a file."""
    return msgspec.convert(list(csv.DictReader(path.read_text("utf-8").splitlines())), list[NamePair])


def area_under_curve(same: Sequence[float], different: Sequence[float]) -> float:
    """Return the share of all (same, different) pairs of scores in which the first is higher; ties count half."""
    if not same or not different:
        raise ValueError("both classes need a score")
    below = Counter(different)
    ordered = sorted({*same, *different})
    lower: dict[float, float] = {}
    seen = 0
    for score in ordered:
        lower[score] = seen + below[score] / 2
        seen += below[score]
    return sum(lower[score] for score in same) / (len(same) * len(different))


def judge(pairs: Sequence[NamePair]) -> list[Judged]:
    """Return each pair as `compare_persons` sees it."""
    found = []
    for pair in pairs:
        compared = compare_persons(parse_name(pair.one), parse_name(pair.other))
        found.append(Judged(pair=pair, score=compared.score, merged=compared.verdict == "same"))
    return found


def judge_by_peer(pairs: Sequence[NamePair]) -> list[Judged]:
    """Return each pair as logic-v2 sees it: the higher score of both directions, since it is not symmetric.

    Raises:
        ImportError: nomenklatura is not installed.
    """
    score = _peer_score()
    scores = [max(score(pair.one, pair.other), score(pair.other, pair.one)) for pair in pairs]
    return [
        Judged(pair=pair, score=found, merged=found >= PEER_THRESHOLD)
        for pair, found in zip(pairs, scores, strict=True)
    ]


def _peer_score() -> Callable[[str, str], float]:
    # Installed by whoever wants to compare; nothing here depends on it.
    from followthemoney import ValueEntity  # noqa: PLC0415 - only for --peer
    from nomenklatura.matching.logic_v2.model import LogicV2  # noqa: PLC0415 - only for --peer

    config = LogicV2.default_config()

    def score(one: str, other: str) -> float:
        # Entities are remembered by their id, so each name has its own.
        first, second = (
            ValueEntity.from_dict({"id": f"name-{name}", "schema": "Person", "properties": {"name": [name]}})
            for name in (one, other)
        )
        return float(LogicV2.compare(first, second, config).score)

    return score


def best_threshold(judged: Sequence[Judged]) -> float:
    """Return the score from which merging gives the highest F1; the highest such score."""
    thresholds = sorted({each.score for each in judged if each.score > 0}, reverse=True)
    return max(thresholds, key=lambda least: figures(at_threshold(judged, least))["F1"], default=1.0)


def at_threshold(judged: Sequence[Judged], least: float) -> list[Judged]:
    """Return the pairs merged where their score is `least` or more."""
    return [msgspec.structs.replace(each, merged=each.score >= least) for each in judged]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return AUC, precision, recall, F1 and the share of hard pairs kept apart, in per cent."""
    same = [each for each in judged if each.pair.same == "yes"]
    different = [each for each in judged if each.pair.same == "no"]
    hard = [each for each in different if each.pair.hard == "yes"]
    hits = sum(each.merged for each in same)
    merged = hits + sum(each.merged for each in different)
    return {
        "AUC": 100 * area_under_curve([each.score for each in same], [each.score for each in different]),
        "precision": 100 * hits / merged if merged else 100.0,
        "recall": 100 * hits / len(same),
        "F1": 200 * hits / (merged + len(same)),
        "hard pairs apart": 100 * sum(not each.merged for each in hard) / len(hard) if hard else 100.0,
    }


def report(title: str, judged: Sequence[Judged]) -> None:
    """Print the figures of each half, with the number of false merges among hard pairs."""
    for half in HALVES:
        chosen = [each for each in judged if each.pair.half == half]
        false = sum(each.merged for each in chosen if each.pair.same == "no" and each.pair.hard == "yes")
        shown = "  ".join(f"{name} {value:.1f}" for name, value in figures(chosen).items() if name != "AUC")
        print(f"{title}, {half}: AUC {figures(chosen)['AUC'] / 100:.4f}  {shown}  false merges among hard {false}")


def report_kinds(judged: Sequence[Judged]) -> None:
    """Print, for each kind, how many of its pairs that are the same are known, and how many others are merged."""
    for kind in sorted({each.pair.kind for each in judged}):
        chosen = [each for each in judged if each.pair.kind == kind]
        same = [each.merged for each in chosen if each.pair.same == "yes"]
        different = [each.merged for each in chosen if each.pair.same == "no"]
        print(f"  {kind}: {sum(same)} of {len(same)} known, {sum(different)} of {len(different)} merged falsely")


def report_errors(judged: Sequence[Judged], most: int) -> None:
    """Print wrong verdicts of the dev half; those of the test half stay unseen."""
    wrong = [each for each in judged if each.pair.half == "dev" and each.merged != (each.pair.same == "yes")]
    for each in wrong[:most]:
        print(f"  {'merged' if each.merged else 'apart'} {each.score:.2f} {each.pair.one} | {each.pair.other}")


def report_peer(pairs: Sequence[NamePair]) -> None:
    """Print the peer's figures at its own threshold and at the best one on dev."""
    try:
        judged = judge_by_peer(pairs)
    except ImportError as error:
        print(f"nomenklatura is not installed ({error}): pip install nomenklatura, which needs ICU to build")
        return
    least = best_threshold([each for each in judged if each.pair.half == "dev"])
    report(f"logic-v2 at {PEER_THRESHOLD}", judged)
    report(f"logic-v2 at {least:.3f}, best on dev", at_threshold(judged, least))


def main() -> int:
    """Run the command; return its exit code: 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list up to N errors on dev")
    parser.add_argument("--peer", action="store_true", help="also measure nomenklatura's logic-v2")
    add_floor_options(parser)
    options = parser.parse_args()
    pairs = read_pairs()
    judged = judge(pairs)
    report("onrecord", judged)
    report_kinds(judged)
    report_errors(judged, options.errors)
    if options.peer:
        report_peer(pairs)
    held = {
        f"{half}: {name}": round(value, 1)
        for half in HALVES
        for name, value in figures([each for each in judged if each.pair.half == half]).items()
    }
    return 0 if gate("name pairs", [PAIRS], held, options) else 1


if __name__ == "__main__":
    sys.exit(main())
