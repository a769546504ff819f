"""Says whether a name in a draft can name a speaker of the case.

Invariant: a name that the pages do not show for a speaker, and that no spelling, surname or state of theirs is, is
somebody else's.
"""

from collections.abc import Iterable

from onrecord.language.bodies import body_key
from onrecord.language.fold import fold
from onrecord.language.states import find_state
from onrecord.language.titles import title_end
from onrecord.link.compare import compare_persons, parse_name
from onrecord.model import Speaker

_LEADING = ("the ", "a ", "an ")


def names_speaker(name: str, speaker: Speaker) -> bool:
    """Return whether a name, a surname, a role or another spelling of it is shown for the speaker."""
    own = _plain(name)
    shown = [*_names_of(speaker), *(role.text for role in speaker.roles)]
    if not own or own in map(_plain, shown):
        return bool(own)
    if speaker.type == "person":
        return _is_person(name, speaker)
    state = find_state(name)
    if state is not None and any((other := find_state(each)) and other.code == state.code for each in shown):
        return speaker.type == "state"
    return any(_is_body(name, each, speaker.of) for each in _names_of(speaker))


def is_called(name: str, source: str) -> bool:
    """Return whether a page's words for an unknown speaker are the draft's for its own."""
    return _plain(name) == _plain(source)


def _names_of(speaker: Speaker) -> Iterable[str]:
    actor = () if speaker.actor is None else (speaker.actor.name, *speaker.actor.aliases)
    return dict.fromkeys([speaker.name, *(alias.text for alias in speaker.aliases), *actor])


def _plain(name: str) -> str:
    folded = fold(name)
    return next((folded.removeprefix(word) for word in _LEADING if folded.startswith(word)), folded)


def _is_person(name: str, speaker: Speaker) -> bool:
    """Whether the name is the speaker's in another spelling, or his surname; a role before it is no part of it."""
    words = name.split()
    bare = words[title_end(words) :] or words
    one, known = parse_name(" ".join(bare)), parse_name(speaker.name)
    # A given name alone is anybody's.
    is_surname = len(one.words) > 1 or one.words == known.words[-1:]
    return is_surname and compare_persons(one, known).verdict in ("same", "part")


def _is_body(name: str, other: str, of: str | None) -> bool:
    """Whether two names are one body's: the same words beside its state's or owner's, and no two states."""
    one, two = body_key(name), body_key(other, of)
    words, others = one[2], two[2]
    if of is not None:
        # An owner that no table has: "Norvia's navy", "the navy of Norvia", "the Norvian navy".
        owner = fold(of)
        words, others = (frozenset(w for w in each if w.removesuffix("n") != owner) for each in (words, others))
    return bool(words) and words == others and (one[1] is None or two[1] is None or one[1] == two[1])
