"""Remembers what was made last, so that what comes again need not be made again.

Invariant: the weights of what is remembered never exceed the bound, whatever comes.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Values by key; the one that was asked for longest ago is forgotten first.

    Args:
        most: how much all that is remembered may weigh.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self._kept: dict[Hashable, tuple[T, int]] = {}

    def recall(self, key: Hashable) -> T | None:
        """Return the value of the key, None where none is remembered."""
        kept = self._kept.pop(key, None)
        if kept is None:
            return None
        self._kept[key] = kept
        return kept[0]

    def keep(self, key: Hashable, value: T, weight: int) -> None:
        """Remember a value in place of the key's earlier one; what weighs more than the bound is not remembered."""
        _, before = self._kept.pop(key, (None, 0))
        self._kept[key] = value, weight
        self.weight += weight - before
        while self.weight > self.most:
            _, dropped = self._kept.pop(next(iter(self._kept)))
            self.weight -= dropped
