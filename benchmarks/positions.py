"""Measures the stance of attributions against hand-made labels: position, kind of withholding, act and basis.

    python -m benchmarks.positions --data DIR [--errors N]

DIR holds .jsonl files with one attribution a line: `source` (or null), `cue` and `content` as they stand in `context` +
`span` + `after`, and the labels `position`, `withheld`, `act`, `basis`. The parts of a content are joined by " … ".

Macro F1 and recall are those of `position`. The kind of withholding is asked of every attribution that is labelled
withholds, so one that is judged otherwise has it wrong; act and basis are asked of all. Where `position` is null nobody
says anything: a matter of finding attributions, not of judging them; such lines are left out.

Invariant: the attribution is given, so nothing that a tagger does changes a figure.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from benchmarks.floors import add_floor_options, gate, pick
from benchmarks.quality import report
from benchmarks.score import Score
from benchmarks.spans import trim
from onrecord.language.quotes import scan_quotations
from onrecord.model import Act, Basis, Part, Position, Withheld
from onrecord.read import Attribution
from onrecord.read.position import judge_stance, kind_of

GATED = ("position", "recall denies", "recall withholds", "withheld", "act", "basis")
GAP = " … "
"""Stands between the parts of a content."""


class Label(msgspec.Struct, frozen=True):
    """An attribution with the text around it, and what a person judged of it."""

    source: str | None
    cue: str
    content: str
    context: str
    span: str
    after: str
    position: Position | None
    withheld: Withheld | None
    act: Act | None
    basis: Basis | None

    @property
    def text(self) -> str:
        """The text in which the attribution stands."""
        return self.context + self.span + self.after


def read_labels(folder: Path) -> list[Label]:
    """Return the labels of all .jsonl files of a folder; raises FileNotFoundError where it holds none."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no .jsonl file")
    return [msgspec.json.decode(line, type=Label) for path in paths for line in path.read_bytes().splitlines() if line]


def locate(label: Label) -> Attribution | None:
    """Return the attribution at its place, None where the text does not hold its cue or any of its content.

    Its content is trimmed as a tagger's is, of quotation marks and a leading "that"; parts of it that lie behind the
    printed text are left out.
    """
    trimmed = (trim(label.text, start, end) for start, end in _content(label))
    content = tuple((start, end) for start, end in trimmed if start < end)
    cue = _first(label, label.cue, content)
    if not content or cue is None:
        return None
    source = None if label.source is None else _first(label, label.source, (*content, cue))
    return Attribution(source=source, cue=(cue,), content=content, within=None, score=1.0)


def _content(label: Label) -> tuple[Part, ...]:
    at = len(label.context)
    whole = _places(label.text, label.content, at)
    if whole:
        return (whole[0],)
    parts: list[Part] = []
    for words in label.content.split(GAP):
        places = _places(label.text, words, at)
        if places:
            parts.append(places[0])
            at = places[0][1]
    return tuple(parts)


def _first(label: Label, words: str, taken: Sequence[Part]) -> Part | None:
    """Return the first place of the words in the span, outside what is taken if there is such a place."""
    places = _places(label.text, words, len(label.context))
    free = (place for place in places if all(place[1] <= start or end <= place[0] for start, end in taken))
    return next(free, places[0] if places else None)


def _places(text: str, words: str, start: int) -> list[Part]:
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return [found.span() for found in re.compile(left + re.escape(words) + right).finditer(text, start)]


def score_labels(labels: Iterable[Label]) -> Score:
    """Return the counts over all labels that hold a position; one that cannot be located is a problem."""
    score = Score()
    for label in labels:
        if label.position is None:
            continue
        attribution = locate(label)
        if attribution is None:
            score.problems.append(f"not in its text: {label.cue}: {label.content}")
            continue
        _score_label(score, label, label.position, attribution)
    return score


def _score_label(score: Score, label: Label, position: Position, attribution: Attribution) -> None:
    quoted = [
        part
        for quotation in scan_quotations(label.text)
        if quotation.depth == 0
        for part in ((quotation.inner_start, quotation.inner_end), *quotation.continues)
    ]
    stance = judge_stance(label.text, attribution, kind_of(label.text, attribution, quoted))
    score.gold_positions[position] += 1
    score.confusion[position, stance.position] += 1
    if position == "withholds":
        score.ask("withheld", stance.withheld == label.withheld)
    for name in ("act", "basis"):
        score.ask(name, getattr(stance, name) == getattr(label, name))
    for name in ("position", "withheld", "act", "basis"):
        gold, found = getattr(label, name), getattr(stance, name)
        if gold != found:
            score.errors.append(f"{name}: {found} for {gold}: {label.source} | {label.cue} | {label.content}")


def main() -> int:
    """Run the command; return its exit code: 1 where a label cannot be located or a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with .jsonl files of labels")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list up to N errors")
    add_floor_options(parser)
    options = parser.parse_args()
    score = score_labels(read_labels(options.data))
    report("positions", score)
    print(*score.errors[: options.errors], sep="\n")
    holds = gate("positions", [options.data], pick(score, GATED), options)
    return 0 if holds and not score.problems else 1


if __name__ == "__main__":
    sys.exit(main())
