"""Who a role or a common noun stands for: "the minister", "the ministry", "two officials", "her lawyer".

Rule: a definite phrase means the one named or described with the same head before it, nearest first, whose qualifiers
do not contradict; where none came before, the only one that comes after. Anybody else is a described group of its own.
"""

from onrecord.language.bodies import SAME_NOUN, body_key, owner_state
from onrecord.language.fold import fold
from onrecord.language.offices import Office, offices_agree, read_office
from onrecord.language.phrases import ARTICLES, POSSESSIVES, Phrase, is_possessive
from onrecord.language.states import find_state, with_article
from onrecord.language.titles import find_body, find_title
from onrecord.resolve.chains import Cast, Group, nearest

_NEW = frozenset({"another", "other"})
_OF_STATES = frozenset(
    {
        "government",
        "ministry",
        "parliament",
        "senate",
        "cabinet",
        "presidency",
        "military",
        "army",
        "navy",
        "department",
    }
)
"""Bodies that belong to the state the article is about, where it names no other."""

_ONE_IN_PLURAL = frozenset({"service", "forces"})
"""Heads whose plural is still one body: "the intelligence services"."""

_BARE = frozenset({"some", "many", "several", "others", "few", "another"})
_MANY_OUTLETS = frozenset({"media", "press"})

_SINGLE = frozenset({"a", "an", "another", "one"})


def together(cast: Cast, start: int, end: int) -> Group:
    """Return the group that a name and those who belong to it make: "Norvia and its allies"."""
    name = cast.text[start:end].removeprefix("the ")
    group = cast.get(("unnamed", fold(name)))
    if group is None:
        group = Group(name=name, type="unnamed", key=tuple(fold(name).split()), plural=True)
        cast.add(group, fold(name.split()[-1]), ("unnamed", fold(name)))
    group.add(end - len(name), end, "description")
    return group


def described(cast: Cast, phrase: Phrase, owner: Group | None = None) -> Group | None:
    """Return the group that a phrase without a name means, new where nobody fits; None for words that describe nobody.

    `owner` is to whom the words say it belongs: "his spokesman", "Kern's lawyer", "the spokesman of the board".
    """
    if not phrase.core:
        return _anybody(cast, phrase)
    kind = find_body(phrase.head)
    if find_title(phrase.head) is not None and not phrase.plural:
        return _in_office(cast, phrase, owner)
    # "Her office" is hers: which office that is, the noun alone does not tell.
    if phrase.head == "office" and phrase.determiner in {"his", "her"}:
        return _unnamed(cast, phrase, owner)
    one = not phrase.plural or phrase.head in _ONE_IN_PLURAL
    if kind in {"state", "organisation", "media"} and one and phrase.determiner not in _SINGLE:
        return _body(cast, phrase)
    return _unnamed(cast, phrase, owner)


def _anybody(cast: Cast, phrase: Phrase) -> Group | None:
    """Return a new group for a bare "some", "many", "another", each of which is somebody else; None for other words."""
    words = cast.text[phrase.start : phrase.end]
    if phrase.determiner not in _BARE or fold(words) != phrase.determiner:
        return None
    group = Group(name=words, type="unnamed", key=(fold(words),), plural=phrase.determiner not in _SINGLE)
    cast.add(group, fold(words))
    group.add(phrase.start, phrase.end, "description")
    return group


def _in_office(cast: Cast, phrase: Phrase, owner: Group | None) -> Group:
    """Return whose role the phrase repeats: a named person's or a described one's, whoever was mentioned last."""
    office = None if phrase.determiner in _SINGLE else read_office(cast.text, phrase.start, phrase.end)
    if office is None:
        return _unnamed(cast, phrase, owner)
    owned = owner if phrase.determiner in POSSESSIVES else None
    fitting = [
        group
        for group in cast.headed(office.head)
        if group.type == "person"
        and group is not owned
        and any(known is not None and _agree(office, known, owned) for known in group.roles.values())
    ]
    described_before = _described_before(cast, phrase, owner) if phrase.definite else []
    group = _pointed_to([*fitting, *described_before], phrase.start)
    # A headline names the office alone of whoever bears it first in the text below.
    if group is None and fitting and phrase.determiner is None and len(phrase.core) == 1:
        group = nearest(fitting, phrase.start)
    if group is None:
        return _unnamed(cast, phrase, owner)
    group.add(phrase.start, phrase.end, "role" if group.type == "person" else "description")
    return group


def _agree(asked: Office, known: Office, owner: Group | None) -> bool:
    """Return whether a known role can be meant; "his spokesman" is not the spokesman of somebody else."""
    if not offices_agree(asked, known):
        return False
    names = frozenset() if owner is None else frozenset(owner.key)
    states = frozenset() if owner is None else {belongs_to(owner)}
    return owner is None or not known.words - asked.words or bool(known.words & names) or bool(known.states & states)


def belongs_to(owner: Group) -> str:
    """Return the name of the state an owner is or belongs to, else the owner's own name."""
    states = {state for office in owner.roles.values() if office is not None for state in office.states}
    if owner.state is not None:
        return owner.state.name
    if owner.type == "person":
        return owner.name
    return owner.of or (next(iter(states)) if len(states) == 1 else owner.name)


def _body(cast: Cast, phrase: Phrase) -> Group:
    """Return the body that a common noun means: one the article names, or a new one."""
    text = cast.text
    words = text[phrase.core[0][0] : phrase.core[-1][1]]
    owner = owner_state(text[phrase.core[0][0] : phrase.end]) or owner_state(words) or cast.learned_owner(words)
    group = _this_body(cast, phrase) if phrase.determiner == "this" and len(phrase.core) == 1 else None
    group = group or cast.get(body_key(words, owner)) or _known_body(cast, phrase, owner)
    if group is None:
        kind = find_body(phrase.head)
        name = text[phrase.core[0][0] : phrase.end]
        group = Group(name=name, type="state" if kind == "state" else "organisation", key=tuple(fold(words).split()))
        group.type = "media" if kind == "media" else group.type
        # "State media" and "the press" are many, and others on every page.
        group.type, group.plural = ("unnamed", True) if phrase.head in _MANY_OUTLETS else (group.type, group.plural)
        group.of = owner or (cast.homeland if phrase.head in _OF_STATES else None)
        _name_by_state(group, words)
        cast.add(group, phrase.head, body_key(words, group.of), body_key(words))
    group.add(phrase.start, phrase.end, "role" if fold(words) == phrase.head else "name")
    return group


def _this_body(cast: Cast, phrase: Phrase) -> Group | None:
    """Return the body that "this department" repeats under another noun: the last named one of the same kind."""
    kind = find_body(phrase.head)
    bodies = [group for group in cast.groups if group.type == kind and (group.state is None or group.state.body)]
    before = [group for group in bodies if group.before(phrase.start) is not None]
    return nearest(before, phrase.start) if before else None


def _name_by_state(group: Group, words: str) -> None:
    """Give a government and a military the name of their state: pages call them by nouns that every state has."""
    state = None if group.of is None else find_state(group.of)
    _, _, nouns = body_key(words)
    if state is not None and nouns == {"government"}:
        group.name, group.name_from = f"Government of {with_article(state.name)}", "table"
    elif state is not None and state.demonym is not None and nouns == {"military"}:
        group.name, group.name_from = f"{state.demonym} military", "table"


def _known_body(cast: Cast, phrase: Phrase, owner: str | None) -> Group | None:
    head = SAME_NOUN.get(phrase.head, phrase.head)
    asked = {fold(cast.text[slice(*place)]) for place in phrase.core[:-1]}
    fitting = [
        group
        for group in cast.headed(head)
        if (group.type in {"state", "organisation", "media"} or head in _MANY_OUTLETS)
        and (owner is None or group.of == owner)
        and (asked <= {*group.key, *fold(group.name).split()} or (owner is not None and len(asked) == 1))
    ]
    return _pointed_to(fitting, phrase.start)


def _unnamed(cast: Cast, phrase: Phrase, owner: Group | None = None) -> Group:
    """Return the described group: the one described alike before, else a new one."""
    text = cast.text
    first = phrase.core[0][0] if phrase.determiner in {*ARTICLES, "'s", None} else phrase.start
    name = text[first : phrase.end]
    head = SAME_NOUN.get(phrase.head, phrase.head)
    # "The heads of the navies of Norway and Sweden" belong to no single state.
    shared = phrase.plural and any(text[slice(*place)] == "and" for place in phrase.tail)
    of = None if shared else owner_state(name) or (None if owner is None else belongs_to(owner))
    # "His lawyer" is one man's here and another man's there.
    key = ("unnamed", fold(name), of if phrase.determiner in POSSESSIVES else None)
    group = None if phrase.determiner in _NEW else cast.get(key)
    if group is None and phrase.definite:
        before = _described_before(cast, phrase, owner)
        group = nearest(before, phrase.start) if before else None
    if group is None:
        title = find_title(phrase.head)
        group = Group(
            name=name,
            type="document" if find_body(phrase.head) == "document" else "unnamed",
            key=(*fold(name).split(), head),
            of=of,
            gender=title.gender if title is not None else None,
            plural=phrase.plural,
        )
        cast.add(group, head, key)
    group.add(phrase.start, phrase.end, "description")
    office = read_office(text, phrase.start, phrase.end)
    # "The Norvian president" on a page that gives no name: whoever holds the office on other pages.
    if office is not None and office.single:
        group.roles.setdefault((phrase.core[0][0], phrase.end), office)
    return group


def _described_before(cast: Cast, phrase: Phrase, owner: Group | None) -> list[Group]:
    """Return the described groups before the phrase with its head, all its qualifiers, and no other owner."""
    words = [cast.text[slice(*place)] for place in phrase.core[:-1]]
    # Whose one is, the owner tells where the page names him: "the bank's" where it does not.
    asked = {fold(word) for word in words if owner is None or not is_possessive(word)}
    return [
        group
        for group in cast.headed(SAME_NOUN.get(phrase.head, phrase.head))
        if group.type in {"unnamed", "document"}
        and group.plural == phrase.plural
        and asked <= set(group.key)
        and group.before(phrase.start) is not None
        and (owner is None or group.of in {None, belongs_to(owner)})
    ]


def _pointed_to(fitting: list[Group], start: int) -> Group | None:
    before = [group for group in fitting if group.before(start) is not None]
    if before:
        return nearest(before, start)
    return fitting[0] if len(fitting) == 1 else None
