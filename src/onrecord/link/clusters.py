"""Sets of chains that are one speaker or thing, joined pair by pair, and why.

Invariant: what was to be kept apart never comes into one set, by whatever path; the smallest id stands for its set.
"""

from collections.abc import Iterable

from onrecord.model import LinkDecision, Record


class Verdict(Record, frozen=True, kw_only=True):
    """What was decided on two chains, given by their ids, and why; `judgement` is the id of the human one behind it."""

    one: str
    other: str
    decision: LinkDecision
    reason: str
    judgement: str | None = None


class Clusters:
    """Disjoint sets of chain ids, and the verdicts that made them.

    Args:
        ids: every chain; each is a set by itself at first.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {each: each for each in ids}
        self._apart: dict[str, set[str]] = {}
        self._claims: dict[str, str] = {}
        self.verdicts: list[Verdict] = []

    def __contains__(self, member: str) -> bool:
        return member in self._parent

    def find(self, member: str) -> str:
        """Return the smallest id of the member's set."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def keep_apart(self, one: str, other: str) -> bool:
        """Keep two sets apart from now on; False where they are one already."""
        first, second = self.find(one), self.find(other)
        if first != second:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)
        return first != second

    def claim(self, member: str, owner: str) -> bool:
        """Give a set to an owner: sets of two owners never become one. False where another owner has it."""
        return self._claims.setdefault(self.find(member), owner) == owner

    def owner(self, member: str) -> str | None:
        """Return who has claimed the member's set, or None."""
        return self._claims.get(self.find(member))

    def are_apart(self, one: str, other: str) -> bool:
        """Return whether the two must not come into one set."""
        first, second = self.find(one), self.find(other)
        owners = {self._claims[each] for each in (first, second) if each in self._claims}
        return second in self._apart.get(first, ()) or len(owners) > 1

    def is_bound(self, member: str) -> bool:
        """Return whether the member's set is kept apart from any other."""
        return bool(self._apart.get(self.find(member)))

    def join(self, one: str, other: str, reason: str, judgement: str | None = None) -> bool:
        """Make two sets one and note why; nothing is noted where they are one already.

        Returns False where they must stay apart.
        """
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return True
        if not self._unite(first, second):
            return False
        self._note(one, other, "same", reason, judgement)
        return True

    def join_alike(self, members: Iterable[str], reason: str) -> None:
        """Join chains that nothing tells apart to the first of them, and note it once."""
        first, *rest = members
        joined = [each for each in rest if self._unite(*sorted((self.find(first), self.find(each))))]
        if joined:
            self._note(first, joined[0], "same", reason)

    def leave_open(self, one: str, other: str, reason: str, judgement: str | None = None) -> None:
        """Note that it could not be decided whether two are one."""
        self._note(one, other, "open", reason, judgement)

    def separate(self, one: str, other: str, reason: str, judgement: str | None = None) -> None:
        """Note that two are not one."""
        self._note(one, other, "not_same", reason, judgement)

    def _note(self, one: str, other: str, decision: LinkDecision, reason: str, judgement: str | None = None) -> None:
        first, second = sorted((one, other))
        self.verdicts.append(Verdict(one=first, other=second, decision=decision, reason=reason, judgement=judgement))

    def _unite(self, first: str, second: str) -> bool:
        if first == second:
            return False
        apart = self._apart.get(second, set())
        owners = {self._claims[each] for each in (first, second) if each in self._claims}
        if first in apart or len(owners) > 1:
            return False
        self._parent[second] = first
        self._claims.pop(second, None)
        if owners:
            self._claims[first] = owners.pop()
        for each in apart:
            self._apart[each].discard(second)
            self._apart[each].add(first)
        if apart:
            self._apart.setdefault(first, set()).update(self._apart.pop(second))
        return True
