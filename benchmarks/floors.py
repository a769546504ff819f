"""The least figures of each benchmark, recorded in `floors.json`; quality never slips below them unnoticed.

A floor holds for one set of gold files, by their hash.
"""

import argparse
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from benchmarks.score import Score

FLOORS = Path(__file__).with_name("floors.json")
STEP = 0.05
"""Floors are kept to a tenth of a percent; a figure this far below its floor is equal to it."""


class Floors(msgspec.Struct):
    """The least figures for one set of gold files."""

    gold: str
    least: dict[str, float]


def add_floor_options(parser: argparse.ArgumentParser) -> None:
    """Add the options by which a command records floors."""
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to what is measured, also downwards")


def pick(score: Score, measures: Iterable[str]) -> dict[str, float]:
    """Return those figures of a score that are guarded, to a tenth of a percent."""
    figures = score.figures()
    return {measure: round(figures[measure], 1) for measure in measures if measure in figures}


def gate(name: str, gold: list[Path], figures: Mapping[str, float], options: argparse.Namespace) -> bool:
    """Compare figures with the recorded floors, and record new ones if asked; return whether none has fallen."""
    recorded = msgspec.json.decode(FLOORS.read_bytes(), type=dict[str, Floors]) if FLOORS.exists() else {}
    current = gold_hash(gold)
    known = recorded.get(name)
    least = known.least if known and known.gold == current else {}
    fallen = {m: v for m, v in figures.items() if v < least.get(m, 0.0) - STEP}
    for measure, value in fallen.items():
        print(f"  below its floor: {name}: {measure} {value} < {least[measure]}")
    if options.record or options.lower:
        kept = {m: v if options.lower else max(v, least.get(m, 0.0)) for m, v in figures.items()}
        recorded[name] = Floors(gold=current, least=kept)
        ordered = dict(sorted(recorded.items()))
        FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n")
    elif not least:
        print(f"  no floor is recorded for this gold: {name}")
    return not fallen


def gold_hash(gold: list[Path]) -> str:
    """Return a hash over annotations and texts: files, and those that folders hold."""
    digest = sha256()
    for place in gold:
        found = [*place.glob("*.json"), *place.glob("*.jsonl"), *place.glob("*.txt")] if place.is_dir() else [place]
        for path in sorted(found):
            digest.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
