"""Gives a named person the state or body that a bare role belongs to: "The Kremlin … its spokesman, Ada Kern, said".

Rule: whoever the sentence names first before the role, else the sentence before it, if that is somebody who can have
such a one; for a minister only a body of a state counts. Invariant: a role that names its owner is left to its words.
"""

from onrecord.language.fold import fold
from onrecord.language.offices import Office
from onrecord.language.phrases import POSSESSIVES
from onrecord.model import Part
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.naming import WORD_BEFORE, NameFinder
from onrecord.resolve.passages import Passages
from onrecord.resolve.roles import belongs_to

_SPEAKS_FOR = frozenset({"spokesman", "secretary"})
_OF_STATES = frozenset({"minister"})
_REACH = 2


def fill_owners(cast: Cast, passages: Passages) -> None:
    """Set `of` of the named persons whose roles leave open to whom they belong."""
    names = NameFinder(cast)
    for group in cast.groups:
        if group.type == "person" and group.of is None:
            for place, office in sorted(group.roles.items(), key=lambda role: role[0]):
                if group.of is None and office is not None and _is_bare(cast.text, place, office):
                    owner = _first_before(names, passages, place[0], group)
                    group.of = belongs_to(owner) if owner is not None and _can_own(owner, office) else None


def _first_before(names: NameFinder, passages: Passages, place: int, but: Group) -> Group | None:
    """Return whom the sentence names first before a place, else the sentence before it."""
    for first, last in passages.before(place, _REACH):
        named = [group for mention, group in names.between(first, last) if group is not but and not mention.placed]
        if named:
            return named[0]
    return None


def _is_bare(text: str, place: Part, office: Office) -> bool:
    """Return whether a role needs its owner: "his lawyer" and any spokesman and minister do."""
    if office.states or office.words:
        return False
    before = text[max(0, place[0] - WORD_BEFORE) : place[0]].split()[-1:]
    owned = bool(before) and fold(before[0]) in POSSESSIVES
    return owned or office.head in _SPEAKS_FOR | _OF_STATES


def _can_own(owner: Group, office: Office) -> bool:
    body = owner.type == "organisation" or (
        owner.type == "state" and (owner.state is None or owner.state.body is not None)
    )
    if office.head in _OF_STATES:
        return owner.type == "state" and body and owner.of is not None
    return body or owner.type == "person" or (office.head in _SPEAKS_FOR and owner.type == "state")
