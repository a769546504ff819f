"""Measures how numbers, units and what they count are read, sentence by sentence, and how fast.

    python -m benchmarks.figures [--data DIR] [--errors N] [--peer]

`figure_sentences.csv` holds our own sentences with the figures of each (`low|high|qualifier|unit|counted`), written
before they were first read. DIR holds sets of others: CQE's unit sets (`cqe-*.json`: values and normalised units) and
Recognizers-Text's number specification (`recognizers-NumberModel.json`). As with NewsQuant, a value is right within one
per cent, one to one in its sentence, and its unit where it is the same or, for a plain count, names the noun counted.

`--peer` measures quantulum3 and Recognizers-Text beside it on the sentences of DIR, in the same run. How qualifiers and
what is counted are read on whole articles is part of `benchmarks.quality`.

Invariant: every tool reads the same sentences, and what it finds goes through the same comparison.
"""

import argparse
import csv
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.figure_peers import Amount, Reader, peers
from benchmarks.floors import add_floor_options, gate
from benchmarks.names import STOP_WORDS, name_words
from onrecord.clean import clean_capture
from onrecord.language.numbers import find_numbers
from onrecord.model import Article, Block, Capture, Figure
from onrecord.read.figures import find_figures
from onrecord.read.quantities import Quantity, find_quantities
from onrecord.sample import sample_pages
from onrecord.sources import read_captures

SENTENCES = Path(__file__).with_name("figure_sentences.csv")
UNITS = Path(__file__).with_name("figure_units.csv")
TOLERANCE = 0.01
LEAST_SHARED = 0.5
"""What is counted is right from this token F1 on, as on whole articles."""
SPEED_CHARACTERS = 1_000_000
UNIT_SETS = ("cqe-age", "cqe-currency", "cqe-dimension", "cqe-temperature")
NUMBER_SET = "recognizers-NumberModel"


class Count(NamedTuple):
    """Right ones, found ones and gold ones of a measure."""

    right: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        """The F1 in per cent."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 100.0


class Sentence(NamedTuple):
    """A sentence with the quantities that its set gives it."""

    text: str
    amounts: list[Amount]


class OwnFigure(NamedTuple):
    """A figure of one of our own sentences."""

    low: float | None
    high: float | None
    qualifier: str
    unit: str | None
    counted: str


class _CqeQuantity(msgspec.Struct):
    value: str
    normalized_unit: str


class _CqeSentence(msgspec.Struct):
    text: str
    quantities: list[_CqeQuantity]


class _Resolution(msgspec.Struct):
    value: str | None = None


class _Result(msgspec.Struct):
    resolution: _Resolution = msgspec.field(name="Resolution")


class _SpecifiedSentence(msgspec.Struct):
    text: str = msgspec.field(name="Input")
    results: list[_Result] = msgspec.field(name="Results")


def page_of(text: str) -> Article:
    """Return an article without date that is one block of text."""
    return Article(
        id="ar_sentence",
        uri="sentence.txt",
        sha256="",
        language="en",
        text=text,
        blocks=(Block(start=0, end=len(text), role="body"),),
    )


def figures_of(text: str) -> list[Figure]:
    """Return the figures of one sentence."""
    return find_figures(page_of(text), [(0, len(text))])


def read_own(path: Path = SENTENCES) -> list[tuple[str, list[OwnFigure]]]:
    """Return our own sentences, each with its figures."""
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return [(row["text"], [_own_figure(words) for words in row["figures"].split("; ") if words]) for row in rows]


def _own_figure(words: str) -> OwnFigure:
    low, high, qualifier, unit, counted = words.split("|")
    return OwnFigure(float(low) if low else None, float(high) if high else None, qualifier, unit or None, counted)


def measure_own(sentences: Sequence[tuple[str, list[OwnFigure]]], errors: list[str]) -> dict[str, Count]:
    """Return how many figures have the right bounds, then also qualifier and unit, then also what they count."""
    right = {"value": 0, "qualifier and unit": 0, "counted": 0}
    found = gold = 0
    for text, expected in sentences:
        left = figures_of(text)
        found, gold = found + len(left), gold + len(expected)
        for one in expected:
            same = next(
                (figure for figure in left if _same(figure.low, one.low) and _same(figure.high, one.high)), None
            )
            if same is None:
                errors.append(f"  {one} is not found: {text}")
                continue
            left.remove(same)
            right["value"] += 1
            framed = (same.qualifier, same.unit) == (one.qualifier, one.unit)
            right["qualifier and unit"] += framed
            counted = same.counted.text if same.counted else ""
            told = framed and shared_words(one.counted, counted) >= LEAST_SHARED
            right["counted"] += told
            if not told:
                errors.append(f"  {one} is {same.qualifier}, {same.unit}, {counted!r}: {text}")
        errors.extend(f"  {figure.text!r} is no figure: {text}" for figure in left)
    return {f"own: {name}": Count(number, found, gold) for name, number in right.items()}


def _same(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) <= 1e-6 * max(1.0, abs(one))


def shared_words(one: str, other: str) -> float:
    """Return the token F1 of two descriptions, without plural endings and words of grammar; 1 where neither has any."""
    first, second = ({word.rstrip("s") for word in name_words(text)} - STOP_WORDS for text in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def read_units_set(path: Path) -> list[Sentence]:
    """Return the sentences of one of CQE's unit sets."""
    rows = msgspec.json.decode(path.read_bytes(), type=list[_CqeSentence])
    return [
        Sentence(row.text, [Amount(_values(each.value), each.normalized_unit) for each in row.quantities])
        for row in rows
    ]


def _values(written: str) -> tuple[float, ...]:
    """Return the number, or the two of a range ("40-50")."""
    first, dash, second = written[1:].partition("-")
    return (float(written[0] + first), float(second)) if dash else (float(written),)


def read_number_set(path: Path) -> list[Sentence]:
    """Return the sentences of Recognizers-Text's number specification; its numbers have no unit."""
    rows = msgspec.json.decode(path.read_bytes(), type=list[_SpecifiedSentence])
    return [
        Sentence(
            row.text,
            [
                Amount((float(each.resolution.value),))
                for each in row.results
                if each.resolution.value not in {None, "null"}
            ],
        )
        for row in rows
    ]


def read_amounts(text: str) -> list[Amount]:
    """Return the quantities of a sentence as onrecord reads them: figures, ages and stretches of time."""
    figures = figures_of(text)
    found = [
        Amount(_bounds(figure), _unit_and_rate(figure), figure.counted.text if figure.counted else "")
        for figure in figures
    ]
    taken = [(figure.start, figure.end) for figure in figures]
    durations = (each for each in find_quantities(text, 0, len(text)) if each.kind == "duration")
    beside = [each for each in durations if not any(start < each.end and each.start < end for start, end in taken)]
    return [
        amount for amount in (*found, *(Amount(_bounds(each), each.unit or "") for each in beside)) if amount.values
    ]


def _unit_and_rate(figure: Figure) -> str:
    rate = next((scope.value for scope in figure.scope if scope.kind == "rate"), None)
    return f"{figure.unit} per {rate}" if figure.unit and rate else figure.unit or ""


def _bounds(figure: Figure | Quantity) -> tuple[float, ...]:
    if figure.qualifier == "range" and figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    return tuple(value for value in (figure.low, figure.high) if value is not None)[:1]


def read_numbers(text: str) -> list[Amount]:
    """Return the numbers of a sentence as onrecord reads them."""
    return [Amount((number.value,)) for number in find_numbers(text) if number.value is not None]


def measure(
    sentences: Sequence[Sentence], read: Reader, errors: list[str], *, ours: bool = True
) -> tuple[Count, Count]:
    """Return how many values are right, and how many with their unit."""
    values = units = found = gold = 0
    for text, expected in sentences:
        left = read(text)
        found, gold = found + len(left), gold + len(expected)
        for one in expected:
            near = [other for other in left if _near(one.values, other.values)]
            if not near:
                errors.append(f"  {one} is not found: {text}")
                continue
            best = next((other for other in near if same_unit(one.unit, other, ours=ours)), near[0])
            left.remove(best)
            values += 1
            units += same_unit(one.unit, best, ours=ours)
        errors.extend(f"  {other} is not in the set: {text}" for other in left)
    return Count(values, found, gold), Count(units, found, gold)


def _near(one: Sequence[float], other: Sequence[float]) -> bool:
    if len(one) != len(other):
        return False
    return all(abs(a - b) <= TOLERANCE * max(abs(a), abs(b)) for a, b in zip(one, other, strict=True))


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["gold"]: row for row in csv.DictReader(UNITS.read_text("utf-8").splitlines())}


def same_unit(gold: str, found: Amount, *, ours: bool) -> bool:
    """Whether a quantity has the set's unit; where that is a noun, whether the noun is what is counted."""
    if not gold:
        return not found.unit
    base, _, rate = gold.partition(" per ")
    if rate and gold not in _units():
        return found.unit.endswith(f" per {rate}") and same_unit(
            base, found._replace(unit=found.unit[: -len(rate) - 5]), ours=ours
        )
    row = _units().get(gold)
    if row is None:
        nouns = {word.rstrip("s") for word in found.counted.casefold().split()}
        return ours and not found.unit and gold.rsplit(maxsplit=1)[-1].rstrip("s") in nouns
    if ours:
        return found.unit.partition(" per ")[0] == row["ours"]
    return found.unit.casefold().replace("meter", "metre") in row["peers"].split("|")


def measure_speed() -> float:
    """Return how many million characters of the sample's pages are searched in a second, their times apart."""
    with sample_pages() as folder:
        captures = [each for each in read_captures([folder]) if isinstance(each, Capture)]
    articles = [clean_capture(capture) for capture in captures]
    pages = [(article, [(block.start, block.end) for block in article.blocks]) for article in articles]
    length = sum(len(article.text) for article, _ in pages)
    begin = time.process_time()
    for _ in range(SPEED_CHARACTERS // length):
        for article, passages in pages:
            find_figures(article, passages, [])
    return SPEED_CHARACTERS // length * length / 1e6 / (time.process_time() - begin)


def report(name: str, counts: dict[str, Count]) -> None:
    """Print each measure with its counts."""
    for measured, count in counts.items():
        print(f"{name:18} {measured:30} {count.f1:5.1f}   {count.right} of {count.found} found, {count.gold} gold")


def measure_sets(
    data: Path, read: Reader, numbers: Reader, errors: list[str], *, ours: bool = True
) -> dict[str, Count]:
    """Return the measures over the sets of a folder."""
    sentences = [sentence for name in UNIT_SETS for sentence in read_units_set(data / f"{name}.json")]
    values, units = measure(sentences, read, errors, ours=ours)
    specified, _ = measure(read_number_set(data / f"{NUMBER_SET}.json"), numbers, errors, ours=ours)
    return {"sets: value": values, "sets: value and unit": units, "specified numbers: value": specified}


def main() -> int:
    """Run the command; return its exit code: 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with CQE's unit sets and Recognizers-Text's specification")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list up to N errors")
    parser.add_argument("--peer", action="store_true", help="also measure quantulum3 and Recognizers-Text on DIR")
    add_floor_options(parser)
    options = parser.parse_args()
    errors: list[str] = []
    own = measure_own(read_own(), errors)
    report("onrecord", own)
    print(f"{'onrecord':18} {'million characters a second':30} {measure_speed():5.1f}")
    holds = gate("figures", [SENTENCES], {name: round(count.f1, 1) for name, count in own.items()}, options)
    if options.data:
        sets = measure_sets(options.data, read_amounts, read_numbers, errors)
        report("onrecord", sets)
        for name, reader, numbers in peers() if options.peer else ():
            report(name, measure_sets(options.data, reader, numbers, [], ours=False))
        files = [options.data / f"{name}.json" for name in (*UNIT_SETS, NUMBER_SET)]
        held = gate("figures, sets", files, {name: round(count.f1, 1) for name, count in sets.items()}, options)
        holds = holds and held
    print(*errors[: options.errors], sep="\n", end="\n" if options.errors else "")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
