"""Decides which chains of many articles are one person, body, state or outlet, and records why.

Invariant: same chains in, same groups out, in any order; a group's id is its smallest chain's id. Unnamed speakers and
documents never leave their article.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.language.bodies import body_key, is_generic
from onrecord.language.fold import fold
from onrecord.language.states import find_state
from onrecord.link.candidates import Tokens, by_end_word, candidate_pairs, read_name
from onrecord.link.compare import compare_names, skeleton, words_agree
from onrecord.model import Chain, Record

_NAMED = frozenset({"person", "place", "other"})
_BODIES = frozenset({"organisation", "state"})


class Merge(Record, frozen=True, kw_only=True):
    """Two chains that were joined, by their ids, and the rule that joined them."""

    one: str
    other: str
    reason: str


class Decisions(Record, frozen=True, kw_only=True):
    """The groups, each a tuple of chains sorted by id, themselves sorted by id, and every merge with its reason."""

    groups: tuple[tuple[Chain, ...], ...]
    merges: tuple[Merge, ...]


class _Union:
    """Disjoint sets of chain ids; the smallest id stands for its set."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {each: each for each in ids}
        self.merges: list[Merge] = []

    def find(self, member: str) -> str:
        """Return the smallest id of the member's set."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, one: str, other: str, reason: str) -> None:
        """Join two sets; nothing happens where they are one already."""
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            self._parent[second] = first
            self.merges.append(Merge(one=first, other=second, reason=reason))


def decide_groups(chains: Sequence[Chain]) -> Decisions:
    """Return the chains grouped by whom they stand for."""
    ordered = sorted(chains, key=lambda chain: chain.id)
    union = _Union(chain.id for chain in ordered)
    _join_equal(union, ordered)
    _join_persons(union, ordered)
    _join_bodies(union, ordered)
    grouped: dict[str, list[Chain]] = defaultdict(list)
    for chain in ordered:
        grouped[union.find(chain.id)].append(chain)
    return Decisions(groups=tuple(tuple(grouped[key]) for key in sorted(grouped)), merges=tuple(union.merges))


def _join_equal(union: _Union, chains: list[Chain]) -> None:
    """Join chains that share a key: a state's code, an outlet's name, a full name."""
    holder: dict[tuple[object, ...], str] = {}
    for chain in chains:
        state = find_state(chain.name) if chain.type == "state" and chain.of is None else None
        if state is not None:
            key: tuple[object, ...] = ("state", state.code)
        elif chain.type == "media":
            key = ("media", fold(chain.name.removeprefix("The ").removeprefix("the ")))
        elif chain.type in _NAMED and len(tokens := read_name(chain.name)) > 1:
            key = ("name", *tokens)
        else:
            continue
        union.join(holder.setdefault(key, chain.id), chain.id, f"the same {key[0]}")


def _join_persons(union: _Union, chains: list[Chain]) -> None:
    """Join spelling variants of full names, then names of one word to the only full name they can belong to."""
    holder: dict[Tokens, str] = {}
    singles: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        tokens = read_name(chain.name)
        if chain.type in _NAMED and len(tokens) > 1:
            holder.setdefault(tokens, chain.id)
        elif chain.type in _NAMED and tokens:
            singles[tokens[0]].append(chain)
    same = [pair for pair in candidate_pairs(list(holder)) if compare_names(*pair) == "same"]
    torn = _between_two(same)
    for one, other in same:
        if one not in torn and other not in torn:
            union.join(holder[one], holder[other], "spelling variants of one name")
    ends = by_end_word(list(holder))
    for word in sorted(singles):
        fitting = [name for name in ends.get(skeleton(word), []) if words_agree(word, name[-1])]
        fitting = fitting or [name for name in ends.get(skeleton(word), []) if words_agree(word, name[0])]
        owners = sorted({union.find(holder[name]) for name in fitting})
        if len(owners) > 1:
            continue
        for chain in singles[word]:
            reason = "the only full name with this word" if owners else "the same single name, and no full one"
            union.join(owners[0] if owners else singles[word][0].id, chain.id, reason)


def _body_of(name: str, of: str | None) -> tuple[str | None, frozenset[str]]:
    """Return whose body a name means (a state's code, else the owner's own key) and the words that tell which."""
    _, code, words = body_key(name, of)
    if code is not None or of is None:
        return code, words
    # A country that no table has: "Norvia's navy" and "Norvian navy".
    return fold(of), words - {fold(of), f"{fold(of)}n"}


def _between_two(same: list[tuple[Tokens, Tokens]]) -> frozenset[Tokens]:
    """Return the names that two different longer names would claim: "Ada Kern" of "Ada B. Kern" and "Ada C. Kern"."""
    longer: dict[Tokens, list[Tokens]] = defaultdict(list)
    for pair in same:
        short, long = sorted(pair, key=len)
        if len(short) < len(long):
            longer[short].append(long)
    return frozenset(
        short for short, names in longer.items() if any(compare_names(names[0], name) != "same" for name in names[1:])
    )


def _join_bodies(union: _Union, chains: list[Chain]) -> None:
    """Join bodies by the words and the state of any of their names; a bare common noun needs the state."""
    holder: dict[tuple[object, ...], str] = {}
    stateless: dict[frozenset[str], list[Chain]] = defaultdict(list)
    owners: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
    # A country that no table has, which some page shows to own a body: "Norvia", "Norvian".
    unlisted = sorted({chain.of for chain in chains if chain.of is not None and find_state(chain.of) is None})
    learned = {word: of for of in unlisted for word in (of, f"{of}n")}
    for chain in chains:
        if chain.type not in _BODIES or (chain.of is None and find_state(chain.name) is not None):
            continue
        for name in sorted({chain.name, *(mention.text for mention in chain.mentions if mention.form == "name")}):
            first = name.partition(" ")[0]
            code, words = _body_of(name, chain.of or learned.get(first.removesuffix("'s").removesuffix("’s")))
            if code is not None:
                union.join(holder.setdefault((code, words), chain.id), chain.id, "one body's name and state")
                owners[words].setdefault(code, chain.id)
            elif not is_generic(name):
                stateless[words].append(chain)
    for words in sorted(stateless, key=sorted):
        codes = owners.get(words, {})
        if len(codes) > 1 or not words:
            continue
        first = next(iter(codes.values())) if codes else stateless[words][0].id
        for chain in stateless[words]:
            if chain.of is None or not codes:
                union.join(first, chain.id, "one body's name, and no other state's")
