"""The user's own list of actors: who on the pages is whom on the list.

Invariant: two actors never become one; a name that fits two of them is given to neither.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.language.bodies import body_key
from onrecord.language.fold import fold
from onrecord.language.states import find_state
from onrecord.link.candidates import NameIndex
from onrecord.link.clusters import Clusters
from onrecord.link.compare import Name, compare_persons, parse_name
from onrecord.link.context import Context, context_of
from onrecord.link.spellings import SURE
from onrecord.model import Actor, Chain


class ActorList:
    """The actors by the forms of their names.

    Args:
        actors: the user's list.
    """

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._exact: dict[object, dict[str, Actor]] = defaultdict(dict)
        self._written: dict[Name, dict[str, Actor]] = defaultdict(dict)
        self._index = NameIndex()
        for actor in sorted(actors, key=lambda each: each.id):
            for form in (actor.name, *actor.aliases):
                for key in _keys(form, actor.country):
                    self._exact[key][actor.id] = actor
                name = parse_name(form)
                if len(name.words) > 1:
                    self._written[name][actor.id] = actor
                    self._index.add(name)

    def find(self, chain: Chain) -> list[Actor]:
        """Return the actors whose list names the chain: exactly, else as another spelling of a person's full name."""
        found: dict[str, Actor] = {}
        for key in _keys(chain.name, chain.of):
            found |= self._exact.get(key, {})
        if not found and chain.type in {"person", "other"}:
            name = parse_name(chain.name)
            for other in self._index.sharing(name):
                compared = compare_persons(name, other)
                if compared.verdict == "same" and compared.score >= SURE:
                    found |= self._written[other]
        context = context_of(chain)
        return [actor for _, actor in sorted(found.items()) if not _is_abroad(actor, context)]


def claim_actors(chains: Sequence[Chain], actors: Sequence[Actor], clusters: Clusters) -> Mapping[str, Actor]:
    """Join the chains of each actor, claimed for it; return the actors by the user's own id."""
    if not actors:
        return {}
    listed = ActorList(actors)
    first: dict[str, str] = {}
    for chain in chains:
        if chain.type == "document" or (chain.type == "unnamed" and not chain.roles):
            continue
        fitting = listed.find(chain)
        if len(fitting) == 1:
            actor = fitting[0]
            if clusters.claim(chain.id, actor.id):
                clusters.join(first.setdefault(actor.id, chain.id), chain.id, f"on the list of actors: {actor.name}")
        elif len(fitting) > 1 and fitting[0].id in first:
            clusters.leave_open(first[fitting[0].id], chain.id, f"{len(fitting)} on the list of actors have this name")
    return {actor.id: actor for actor in actors}


def _keys(form: str, of: str | None) -> Iterator[tuple[object, ...]]:
    """Yield what exactly equal names share: their folded words, their state, the words and state of a body."""
    yield ("words", fold(form))
    state = find_state(form)
    if state is not None and state.matched == "name" and state.body is None:
        yield ("state", state.code)
    body = body_key(form, of)
    if body[1] is not None and body[2]:
        yield body


def _is_abroad(actor: Actor, context: Context) -> bool:
    """Return whether the page's words place somebody of the actor's name in other countries only."""
    state = None if actor.country is None else find_state(actor.country)
    return state is not None and bool(context.states) and state.name not in context.states
