"""States, outlets, ministries, agencies, firms of many pages: one for one body, whatever order its name is written in.

Invariant: a body whose name is a common noun ("the ministry") is joined by its state only.
"""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.language.bodies import body_key, is_generic
from onrecord.language.fold import fold
from onrecord.language.states import find_state
from onrecord.link.clusters import Clusters
from onrecord.model import Chain

_BODIES = frozenset({"organisation", "state"})


def join_states(chains: Sequence[Chain], clusters: Clusters) -> None:
    """Join the chains that name one country, and those that name one news outlet."""
    countries: dict[str, list[str]] = defaultdict(list)
    outlets: dict[str, list[str]] = defaultdict(list)
    for chain in chains:
        state = find_state(chain.name) if chain.type == "state" and chain.of is None else None
        if state is not None:
            countries[state.code].append(chain.id)
        elif chain.type == "media":
            outlets[fold(chain.name.removeprefix("The ").removeprefix("the "))].append(chain.id)
    for code in sorted(countries):
        clusters.join_alike(countries[code], "names of one country")
    for outlet in sorted(outlets):
        clusters.join_alike(outlets[outlet], "one outlet's name")


def join_bodies(chains: Sequence[Chain], clusters: Clusters) -> None:
    """Join bodies by the words and the state of any of their names; a bare common noun needs the state."""
    holder: dict[tuple[str, frozenset[str]], str] = {}
    stateless: dict[frozenset[str], list[Chain]] = defaultdict(list)
    owners: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
    # A country that no table has, which some page shows to own a body: "Norvia", "Norvian".
    unlisted = sorted({chain.of for chain in chains if chain.of is not None and find_state(chain.of) is None})
    learned = {word: of for of in unlisted for word in (of, f"{of}n")}
    for chain in chains:
        if chain.type not in _BODIES or (chain.of is None and find_state(chain.name) is not None):
            continue
        for name in _whole_names(chain):
            first = name.partition(" ")[0]
            code, words = _body_of(name, chain.of or learned.get(first.removesuffix("'s").removesuffix("’s")))
            if code is not None:
                clusters.join(holder.setdefault((code, words), chain.id), chain.id, "one body's name and state")
                owners[words].setdefault(code, chain.id)
            elif not is_generic(name):
                stateless[words].append(chain)
    for words in sorted(stateless, key=sorted):
        codes = owners.get(words, {})
        found = [chain.id for chain in stateless[words] if chain.of is None or not codes]
        if len(codes) > 1 and words:
            clusters.leave_open(min(codes.values()), found[0], f"{len(codes)} states have a body of this name")
        elif words and found:
            clusters.join_alike([*codes.values(), *found], "one body's name, and no other state's")


def _whole_names(chain: Chain) -> list[str]:
    """Return what names a body wherever it stands: its name and its initials, not "Harbour" of "Harbour Bank"."""
    initials = "".join(word[0] for word in chain.name.replace("-", " ").split() if word[0].isupper())
    short = {each.text for each in chain.mentions if each.form == "name" and each.text.isupper()}
    return sorted({chain.name, *(each for each in short if initials.endswith(each.replace(".", "")))})


def _body_of(name: str, of: str | None) -> tuple[str | None, frozenset[str]]:
    """Return whose body a name means (a state's code, else the owner's own key) and the words that tell which."""
    _, code, words = body_key(name, of)
    if code is not None or of is None:
        return code, words
    # A country that no table has: "Norvia's navy" and "Norvian navy".
    return fold(of), words - {fold(of), f"{fold(of)}n"}
