"""Groups the names of one article: all mentions of one person, state or body become one group.

Invariant: groups depend on the text alone and are in order of their first mention; a name belongs to one group.
"""

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field

from onrecord.language.bodies import SAME_NOUN, body_key, is_generic, owner_state
from onrecord.language.fold import fold
from onrecord.language.offices import Office, read_office
from onrecord.language.phrases import DETERMINERS, read_phrase
from onrecord.language.states import State
from onrecord.language.titles import Gender, find_body, is_honorific
from onrecord.model import Article, ChainMention, ChainType, MentionForm, NameFrom, Part
from onrecord.resolve.mentions import Named, find_mentions
from onrecord.resolve.things import tell_things

_WEAK: frozenset[ChainType | None] = frozenset({None, "place", "other"})
_THINGS: frozenset[ChainType | None] = frozenset({"vessel", "product", "event"})
"""What never is somebody: "Alan Kern" the ship and Alan Kern the man are two."""

_LOCAL = frozenset({"police", "court", "office", "city", "council", "assembly", "committee", "commission"})
"""Bodies that a town or a province has as well as a state."""

_HOUSED = {"Brussels": ("European Union", "EU", "European Commission")}
"""Capitals that stand for a union where the article is about it, and the names that tell so."""

_PERSONAL = re.compile(r", (?:who|whose|whom|(?:aged )?\d{1,2}[,.)])(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_ACRONYM_LEAST = 2
_INITIALS_LEAST = 3
"""Initials that no page explains in brackets: "DC" is not the Development Conference that it also names."""

_OF_STATES = frozenset({"ministry", "minister", "embassy", "ambassador", "parliament", "army", "navy", "military"})
"""Words for what a state has and a person or a firm has not."""

WIDEST_OWNED = 60
"""Characters behind "Norvia's" that are read."""

DOMINANT = 3
"""Times that a bearer of a surname must be named oftener than any other to own the surname."""

MOST_NAMESAKES = 40
"""Groups that are remembered per word of a name; bounds the work on a page that is one long list."""


@dataclass(eq=False)
class Group:
    """What is known about one person, body, state or described group while the article is read."""

    name: str
    type: ChainType | None
    key: tuple[str, ...]
    name_from: NameFrom = "text"
    of: str | None = None
    gender: Gender | None = None
    plural: bool = False
    state: State | None = None
    mentions: dict[Part, MentionForm] = field(default_factory=dict)
    roles: dict[Part, Office | None] = field(default_factory=dict)
    placed: int = 0
    articled: bool = False
    located: bool = False
    speaks: bool = False
    starts: list[int] = field(default_factory=list)

    def add(self, start: int, end: int, form: MentionForm) -> None:
        """Record a mention; the first reading of a place stays."""
        if (start, end) not in self.mentions:
            self.mentions[start, end] = form
            insort(self.starts, start)

    def before(self, place: int) -> int | None:
        """Return where the last mention before a place begins, or None."""
        at = bisect_left(self.starts, place)
        return self.starts[at - 1] if at else None

    def starts_within(self, start: int, end: int) -> bool:
        """Return whether a mention begins in a part of the text."""
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] < end

    def chain_mentions(self, text: str) -> tuple[ChainMention, ...]:
        """Return the mentions in order of appearance."""
        return tuple(
            ChainMention(start=start, end=end, text=text[start:end], form=form)
            for (start, end), form in sorted(self.mentions.items())
        )


class Cast:
    """Everybody who appears in one article, found by name.

    Args:
        article: the article whose readable blocks are searched.
    """

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.groups: list[Group] = []
        self.places: list[tuple[Named, Group]] = []
        self._by_key: dict[tuple[object, ...], Group] = {}
        self._by_token: dict[str, list[Group]] = {}
        self._by_head: dict[str, list[Group]] = {}
        self._initials: dict[str, Group] = {}
        self._small = frozenset(word for word in _WORD.findall(self.text) if word.islower())
        named = _without_pairs(tell_things(article.text, find_mentions(article)))
        # Full names first: "Kern" in a headline belongs to the Ada Kern who is introduced below it.
        owner = {mention.start: self.place(mention) for mention in sorted(named, key=_naming_order)}
        self.places = [(mention, group) for mention in named if (group := owner[mention.start]) is not None]
        self._learned: dict[str, str] = {}
        self._learn_countries()
        self.homeland = _homeland(named)
        for group in self.groups:
            if group.type == "state" and group.state is None and group.of is None and is_generic(group.name):
                group.of = None if _LOCAL & set(group.key) else self.homeland

    def _learn_countries(self) -> None:
        """Take "Norvia" for a state where the page gives it what only states have: "Norvia's foreign ministry"."""
        for mention, group in self.places:
            if group.type in _WEAK and len(group.key) == 1 and mention.possessive:
                owned = self.text[mention.end : mention.end + WIDEST_OWNED].replace("’", "'").removeprefix("'s").split()
                if _OF_STATES & {word.casefold() for word in owned[:3]}:
                    group.type = "state"
                    self._learned |= {group.name: group.name, f"{group.name}n": group.name}
        for mention, group in self.places:
            if group.type in {"state", "organisation"} and group.state is None and group.of is None:
                before = self.text[max(0, mention.first - WIDEST_OWNED) : mention.first].split()
                group.of = self.learned_owner(mention.text) or self.learned_owner(" ".join(before[-1:]), owning=True)

    def learned_owner(self, words: str, *, owning: bool = False) -> str | None:
        """Return the learned country that a first word names, as in "Norvian navy"; `owning`: "Norvia's" alone."""
        first, _, rest = words.partition(" ")
        bare = first.removesuffix("'s").removesuffix("’s")
        return self._learned.get(bare) if (rest or (owning and bare != first)) else None

    def place(self, mention: Named) -> Group | None:
        """Return the group of a name, a new one where no group has it; demonyms alone name nobody."""
        if mention.state is not None and mention.state.matched == "demonym":
            return None
        group = self._find(mention)
        if group is None:
            group = self._enter(mention)
        self._enrich(group, mention)
        return group

    def add(self, group: Group, head: str, *keys: tuple[object, ...]) -> Group:
        """Take a group in that was found by a description, under its head and the keys it can come up with again."""
        self.groups.append(group)
        self._remember(head, group)
        for key in keys:
            self._by_key.setdefault(key, group)
        return group

    def get(self, key: tuple[object, ...]) -> Group | None:
        """Return the group that was added or entered under the key, or None."""
        return self._by_key.get(key)

    def headed(self, head: str) -> list[Group]:
        """Return the groups that a common noun can point to: by role, by a word of their name, by description."""
        return self._by_head.get(head, [])

    def _remember(self, head: str, group: Group) -> None:
        groups = self._by_head.setdefault(SAME_NOUN.get(head, head), [])
        if len(groups) < MOST_NAMESAKES and group not in groups:
            groups.append(group)

    def _find(self, mention: Named) -> Group | None:
        known = self._by_key.get(_key_of(mention))
        if mention.state is not None:
            return self._housed_at(mention) or known
        # "Mrs Strand" is not the "Mr Strand" before her.
        if known is not None and {known.gender, mention.gender} != {"m", "f"}:
            return known
        if mention.type == "place" or mention.type in _THINGS:
            longer = [group for group in self._by_token.get(mention.tokens[-1], []) if group.type == mention.type]
            return None if mention.type == "place" else _only_longer(mention, longer)
        if len(mention.tokens) == 1:
            initials = self._initials.get(mention.tokens[0]) if mention.text.isupper() else None
            return initials or self._by_surname(mention)
        if mention.type in {"person", *_WEAK}:
            return self._by_full_name(mention)
        # "The Telegraph" after "The Daily Telegraph": a shorter name with the same last word.
        return _only_longer(mention, self._by_token.get(mention.tokens[-1], []))

    def _housed_at(self, mention: Named) -> Group | None:
        """Return the union that a capital houses too, where the article names it and not the state: "Brussels"."""
        if mention.state is None or mention.placed or ("state", mention.state.code) in self._by_key:
            return None
        found = [self._by_key.get(body_key(name)) for name in _HOUSED.get(mention.text, ())]
        return next((group for group in found if group is not None), None)

    def _by_surname(self, mention: Named) -> Group | None:
        token = mention.tokens[0]
        candidates = [group for group in self._by_token.get(token, []) if group.type in {"person", "media", *_WEAK}]
        # "Ms Kern" is not the Ilya Kern whom the page calls "Mr Kern".
        fitting = [group for group in candidates if {group.gender, mention.gender} != {"m", "f"}]
        candidates = fitting or [group for group in candidates if len(group.key) > 1]
        if mention.type == "person" and mention.role is not None and not is_honorific(self.text[slice(*mention.role)]):
            office = read_office(self.text, *mention.role)
            fitting = [group for group in candidates if office and office.head in _heads(group)]
            candidates = fitting or [group for group in candidates if not _heads(group)] or candidates
        # The family name stands last in most names, first in Korean and Chinese ones.
        for rank in (-1, 0):
            best = [group for group in candidates if group.key[rank] == token and len(group.key) > 1]
            if best:
                found = most_meant(best, mention.start)
                if (
                    rank == -1
                    and found.type is None
                    and not (found.placed or token.endswith("s") or found.name.isupper() or self._is_thing(mention))
                ):
                    found.type = "person"
                return found
        # "Strand" after "Strand Motor Company": a firm by its first word, where nobody bears the name.
        firms = [
            group for group in self._by_token.get(token, []) if group.type == "organisation" and group.key[0] == token
        ]
        # "The Zoo" after "Oxby Zoo": a body by the common noun that its name ends with.
        if find_body(token) == "organisation" and not firms:
            firms = [group for group in self._by_token.get(token, []) if _within(mention, group)]
        candidates = candidates or ([] if mention.type == "person" else firms)
        return nearest(candidates, mention.start) if candidates else None

    def _is_thing(self, mention: Named) -> bool:
        """Return whether an article leads to the word, as to no surname: "the Roadster", "an original Roadster"."""
        before = self.text[max(0, mention.start - WIDEST_OWNED) : mention.start].split()[-2:]
        return mention.role is None and any(fold(word) in DETERMINERS for word in before)

    def _by_full_name(self, mention: Named) -> Group | None:
        for group in self._by_token.get(mention.tokens[-1], []) + self._by_token.get(mention.tokens[0], []):
            if group.type not in {"person", *_WEAK} or len(group.key) == 1:
                continue
            shorter, longer = sorted((group.key, mention.tokens), key=len)
            if set(shorter) <= set(longer) and (shorter[0] == longer[0] or shorter[-1] == longer[-1]):
                return group
        return self._behind_a_word(mention)

    def _behind_a_word(self, mention: Named) -> Group | None:
        """Return whose surname stands behind a word that is no given name: "MVP Kern", "Midfielder Kern"."""
        first, _, last = mention.text.partition(" ")
        acronym = first.isupper() and len(first) >= _ACRONYM_LEAST
        if " " in last or not (acronym or first.casefold() in self._small):
            return None
        bearers = [
            group
            for group in self._by_token.get(mention.tokens[-1], [])
            if group.type == "person" and len(group.key) > 1 and group.key[-1] == mention.tokens[-1]
        ]
        return bearers[0] if len(bearers) == 1 and mention.type is None else None

    def _enter(self, mention: Named) -> Group:
        group = Group(name=mention.text, type=mention.type, key=mention.tokens, state=mention.state)
        if mention.state is not None:
            state = mention.state
            group.name_from = "table" if state.matched != "name" or fold(mention.text) != fold(state.name) else "text"
            group.name = state.body or state.name
            group.of = state.name if state.body else None
        elif mention.type in {"state", "organisation"}:
            group.of = owner_state(mention.text)
        self.groups.append(group)
        self._index(group, mention)
        return group

    def _index(self, group: Group, mention: Named) -> None:
        self._by_key.setdefault(_key_of(mention), group)
        if mention.type in {"state", "organisation", "media"}:
            for token in fold(group.name).split():
                self._remember(token, group)
        for token in mention.tokens:
            groups = self._by_token.setdefault(token, [])
            if len(groups) < MOST_NAMESAKES and group not in groups:
                groups.append(group)
        capitals = [word[0] for word in mention.text.replace("–", " ").split() if word[0].isupper()]
        if len(capitals) >= _INITIALS_LEAST and mention.type != "person" and mention.state is None:
            self._initials.setdefault("".join(capitals).casefold(), group)
        acronym = self.text[mention.end : mention.end + 14]
        if acronym.startswith(" (") and ")" in acronym:
            short = acronym[2 : acronym.index(")")]
            if short.isupper() and len(short) >= _ACRONYM_LEAST and mention.state is None:
                self._initials[fold(short)] = group

    def _enrich(self, group: Group, mention: Named) -> None:
        group.add(mention.start, mention.end, "name")
        if mention.role is not None:
            group.roles.setdefault(mention.role, read_office(self.text, *mention.role))
            office = group.roles[mention.role]
            self._remember(office.head if office else read_phrase(self.text, *mention.role).head, group)
        if group.type in _WEAK and mention.type is not None:
            group.type = mention.type
        # "Zorvath Ulmquist, 42," and "Zorvath Ulmquist, who": only people have an age and are "who".
        if group.type in _WEAK and len(mention.tokens) > 1 and _PERSONAL.match(self.text, mention.end):
            group.type = "person"
        group.gender = group.gender or mention.gender
        if mention.type in _THINGS and mention.text.endswith(f" {group.name}"):
            group.name = mention.text
        if group.name.isupper() and group.key == mention.tokens and not mention.text.isupper():
            group.name = mention.text
        group.placed += mention.placed
        group.located = group.located or mention.type == "place"
        group.articled = group.articled or self.text[max(0, mention.start - 4) : mention.start].casefold() == "the "
        # "Ada Kern" grows into "Ada Maria Kern", not into "Oxby Ada Kern": a place can run into a name.
        longer = len(mention.tokens) > len(group.key) and mention.tokens[0] == group.key[0]
        if group.state is None and (longer or (len(mention.tokens) > 1 and len(group.key) == 1)):
            group.name, group.key = mention.text, mention.tokens
            self._index(group, mention)


def _naming_order(mention: Named) -> tuple[int, int]:
    """Return the order in which names find their groups: those that tell most go first, then by place."""
    full = len(mention.tokens) > 1 or mention.state is not None
    return (2 if mention.text in _HOUSED else 0 if full else 1, mention.start)


def _key_of(mention: Named) -> tuple[object, ...]:
    if mention.state is not None:
        return body_key(mention.text) if mention.state.body else ("state", mention.state.code)
    if mention.type in {"state", "organisation"}:
        return body_key(mention.text)
    return (mention.type if mention.type in _THINGS else "name", *mention.tokens)


def _only_longer(mention: Named, groups: list[Group]) -> Group | None:
    """Return the only one of the groups whose name the mention shortens, or None."""
    longer = [group for group in groups if _within(mention, group)]
    return longer[0] if len(longer) == 1 else None


def _within(mention: Named, group: Group) -> bool:
    if group.type == "person" or len(group.key) <= len(mention.tokens):
        return False
    return group.key[-1] == mention.tokens[-1] and set(mention.tokens) <= set(group.key)


def _heads(group: Group) -> set[str]:
    return {office.head for office in group.roles.values() if office is not None}


def nearest(groups: list[Group], start: int) -> Group:
    """Return the group mentioned last before the place, or the one that comes first after it."""
    before = [(place, group) for group in groups if (place := group.before(start)) is not None]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(groups, key=lambda group: group.starts[0])


def most_meant(groups: list[Group], start: int) -> Group:
    """Return whom a surname means: who was named several times as often as any other bearer, else the nearest."""
    counts = sorted(((bisect_left(group.starts, start), n) for n, group in enumerate(groups)), reverse=True)
    if len(counts) > 1 and counts[0][0] >= DOMINANT * counts[1][0] and counts[0][0] >= DOMINANT:
        return groups[counts[0][1]]
    return nearest(groups, start)


def _without_pairs(named: list[Named]) -> list[Named]:
    """Return the mentions less those of two names at once: "the Kern-Strand debate"."""
    ends = {mention.tokens[-1] for mention in named if "-" not in mention.text and "–" not in mention.text}
    return [
        mention
        for mention in named
        if " " in mention.text or len(mention.tokens) == 1 or not set(mention.tokens) <= ends
    ]


def _homeland(named: list[Named]) -> str | None:
    """Return the state that the article names at least twice as often as any other, or None.

    People and seats count ("the Norvians", "Oxby"); where they leave it open, the names of states alone decide.
    """
    states = [mention.state for mention in named if mention.state is not None]
    for counted in (states, [state for state in states if state.matched == "name"]):
        ranked = sorted(Counter(state.name for state in counted).items(), key=lambda item: (-item[1], item[0]))
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return ranked[0][0]
    return None
