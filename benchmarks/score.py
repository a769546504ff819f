"""The counts that a score consists of.

Invariant: a score is made of counts only, so folders pool by addition.
"""

from collections import Counter

import msgspec

POSITIONS = ("affirms", "denies", "withholds")


class Score(msgspec.Struct):
    """Counts of everything measured: `hits`, `found` and `gold` make an F1, `right` of `asked` an accuracy.

    `statement_of` and `figure_of` map a gold id (`stem:id`) to the id of the exported record that matches it.
    """

    hits: Counter[str] = msgspec.field(default_factory=Counter)
    found: Counter[str] = msgspec.field(default_factory=Counter)
    gold: Counter[str] = msgspec.field(default_factory=Counter)
    right: Counter[str] = msgspec.field(default_factory=Counter)
    asked: Counter[str] = msgspec.field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    gold_positions: Counter[str] = msgspec.field(default_factory=Counter)
    statement_of: dict[str, str] = msgspec.field(default_factory=dict)
    figure_of: dict[str, str] = msgspec.field(default_factory=dict)
    problems: list[str] = msgspec.field(default_factory=list)
    errors: list[str] = msgspec.field(default_factory=list)

    def count(self, measure: str, hits: int, found: int, gold: int) -> None:
        """Add to an F1 measure."""
        self.hits[measure] += hits
        self.found[measure] += found
        self.gold[measure] += gold

    def ask(self, measure: str, right: bool) -> None:
        """Add one case to an accuracy."""
        self.asked[measure] += 1
        self.right[measure] += right

    def add(self, other: "Score") -> None:
        """Pool another folder's counts into this."""
        for name in ("hits", "found", "gold", "right", "asked", "confusion", "gold_positions"):
            getattr(self, name).update(getattr(other, name))
        self.problems += other.problems

    def figures(self) -> dict[str, float]:
        """Return every measure in percent: F1, accuracies, macro F1 and recall of positions."""
        shown = {name: _percent(2 * self.hits[name], self.found[name] + gold) for name, gold in self.gold.items()}
        shown |= {name: _percent(self.right[name], asked) for name, asked in self.asked.items()}
        if self.gold_positions:
            shown["position"] = self._position_macro_f1()
            for position in POSITIONS:
                if self.gold_positions[position]:
                    right = self.confusion[position, position]
                    shown[f"recall {position}"] = _percent(right, self.gold_positions[position])
        return shown

    def counts_of(self, measure: str) -> str:
        """Return the counts behind a figure, to stand beside the percentage."""
        if measure in self.gold:
            return f"{self.hits[measure]} of {self.found[measure]} found, {self.gold[measure]} gold"
        if measure in self.asked:
            return f"{self.right[measure]} of {self.asked[measure]}"
        position = measure.removeprefix("recall ")
        if position in POSITIONS:
            return f"{self.confusion[position, position]} of {self.gold_positions[position]}"
        return f"{sum(self.confusion.values())} found statements"

    def _position_macro_f1(self) -> float:
        present = [position for position in POSITIONS if self.gold_positions[position]]
        each = []
        for position in present:
            gold = sum(n for (g, _), n in self.confusion.items() if g == position)
            found = sum(n for (_, f), n in self.confusion.items() if f == position)
            each.append(_percent(2 * self.confusion[position, position], gold + found))
        return sum(each) / len(each)


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0
