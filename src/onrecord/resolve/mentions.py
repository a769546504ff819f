"""Finds the names in an article and what each is: a person with a role, a state, a body, an outlet, a place.

Invariant: mentions ascend and do not overlap; a mention's span is the bare name, its title is in `role`.
"""

import re
from functools import cache

from onrecord.language.fold import fold
from onrecord.language.names import find_names, is_no_name
from onrecord.language.outlets import outlet_keys
from onrecord.language.phrases import PREPOSITIONS, Phrase, is_possessive, read_phrase
from onrecord.language.states import State, find_state
from onrecord.language.tables import read_table
from onrecord.language.titles import Gender, find_body, find_title, title_end
from onrecord.model import READ_ROLES, Article, ChainType, Part, Record

_WORD = re.compile(r"\S+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
_COMPLEMENT = re.compile(r" (?:of|for|on) ")
_AFTER = re.compile(r", (?=[\w'’. -])")
_STOPS = frozenset('.;:\n"“”()—|!?')
NEAR = 120
"""Characters before and after a name that are searched for its role."""

_STYLES = frozenset({"pope", "king", "queen", "prince", "princess", "emperor", "sultan", "patriarch", "saint"})
"""Titles that stay with a single given name: "Pope Ilian" is known by no other."""

_LEADING_ON = frozenset({"to", "for", "of", "from"})
"""Words that lead an office on to what it is for, before the name of its holder."""

_PLACE_WORDS = frozenset({"in", "at", "near", "from", "to", "outside", "around", "toward", "towards", "across", "into"})


class Named(Record, frozen=True, kw_only=True):
    """A name at a place; `type` is null where the name itself does not tell."""

    start: int
    end: int
    text: str
    tokens: tuple[str, ...]
    type: ChainType | None
    state: State | None
    gender: Gender | None
    role: Part | None
    possessive: bool
    placed: bool

    @property
    def first(self) -> int:
        """Where the mention begins, its title included."""
        return self.start if self.role is None else min(self.start, self.role[0])


def find_mentions(article: Article) -> list[Named]:
    """Return the names in the blocks that are read, in order."""
    text = article.text
    blocks = [(block.start, block.end) for block in article.blocks if block.role in READ_ROLES]
    found: list[Named] = []
    at = 0
    for start, end in find_names(text):
        while at < len(blocks) and blocks[at][1] <= start:
            at += 1
        if at < len(blocks) and blocks[at][0] <= start and end <= blocks[at][1]:
            found.extend(
                read_mention(text, *part) for part in _split(text, start, end) if not _only_title(text[slice(*part)])
            )
    return found


def _split(text: str, start: int, end: int) -> list[Part]:
    """Return two parts where an object runs into a person's name: "told NPR Ada Kern", "envoy to Norvia Ada Kern"."""
    words = [match.span() for match in _WORD.finditer(text[start:end])]
    before = _word_before(text, start)
    for a, _ in words[1:-1]:
        first, rest = text[start : start + a].rstrip(), text[start + a : end]
        if fold(rest.split()[0]) not in given_names() and not (find_state(first) and len(rest.split()) in {2, 3}):
            continue
        if title_end([*first.split(), "x"]) or any(fold(word) in given_names() for word in first.split()):
            break
        if (before == "told" and fold(first) in outlet_keys()) or (before in _LEADING_ON and _no_body(rest)):
            return [(start, start + len(first)), (start + a, end)]
    return [(start, end)]


def _no_body(words: str) -> bool:
    return not any(find_body(word) or find_title(word) for word in words.split())


def _only_title(words: str) -> bool:
    """Return whether a capitalised phrase is an office that leads to no name: "Vice President", "Norvian Consul"."""
    parts = words.split()
    title = find_title(parts[-1])
    return title is not None and title.kind in {"office", "rank"} and fold(parts[0]) not in given_names()


def read_mention(text: str, start: int, end: int) -> Named:
    """Return what the capitalised words at `text[start:end]` name."""
    words = [(start + match.start(), start + match.end()) for match in _WORD.finditer(text[start:end])]
    state = find_state(text[start:end])
    skip = 0 if state is not None else title_end([text[a:b] for a, b in words])
    leading = words[:skip]
    if skip == len(words) or (skip == len(words) - 1 and fold(text[slice(*words[0])]) in _STYLES):
        leading, skip = [], 0
    bare = words[skip][0]
    role = (leading[0][0], leading[-1][1]) if leading else None
    role = _widened(text, role, bare) or role
    kind = _type_of(text[bare:end], state)
    if kind is None or kind == "place":
        role = role or _apposed(text, bare, end)
    if role is not None and kind in {None, "place"}:
        kind = _role_type(text, role) or kind
    key = tuple(fold(text[bare:end]).split())
    return Named(
        start=bare,
        end=end,
        text=text[bare:end],
        tokens=key,
        type="person" if kind is None and _given_name(key) else kind,
        state=state,
        gender=_gender(text, role, key),
        role=role,
        possessive=text[end : end + 2] in {"'s", "’s"} or (text[end - 1] == "s" and text[end : end + 1] in {"'", "’"}),
        placed=_word_before(text, role[0] if role and role[0] < bare else bare) in _PLACE_WORDS,
    )


def _type_of(words: str, state: State | None) -> ChainType | None:
    if state is not None:
        return "state"
    if fold(words.removeprefix("The ")) in outlet_keys():
        return "media"
    parts = _COMPLEMENT.split(words, maxsplit=1)[0].split()
    complemented = len(parts) < len(words.split())
    body = find_body(parts[-1]) or (find_body(parts[0]) if complemented else None)
    if body is None and len(parts) > 1:
        body = next((found for part in parts if (found := find_body(part)) not in {None, "place", "document"}), None)
    # "Act" or "Point" alone is no name of a law or a place.
    if body is not None and (len(parts) > 1 or complemented or body not in {"document", "place"}):
        return body
    acronym = _ACRONYM.fullmatch(parts[-1]) is not None
    # "Norvian KGB" is a service of its state; "Ada KERN" is a name in a list.
    return "organisation" if acronym and (len(parts) == 1 or find_state(" ".join(parts[:-1]))) else None


def _widened(text: str, role: Part | None, bare: int) -> Part | None:
    """Return the role directly before the name with the words in small letters that belong to it, or None."""
    end = role[0] if role is not None else bare
    line = max(text.rfind("\n", max(0, end - NEAR), end) + 1, end - NEAR, 0)
    places = [(line + match.start(), line + match.end()) for match in _WORD.finditer(text[line:end])]
    if text[end - 1 : end] != " " or not places:
        return None
    if role is None and find_title(text[slice(*places[-1])]) is None:
        return None
    first = end
    for start, stop in reversed(places):
        word = text[start:stop]
        if word[-1] in ',.;:)”"' and not (word[-1] == "." and len(word) <= len("U.S.")):
            break
        if word[0] in '“"(‘' or not _qualifies(word):
            break
        first = start
    last = role[1] if role is not None else end - 1
    return (first, last) if first < end or role is not None else None


def _qualifies(word: str) -> bool:
    """Return whether a word can stand in a title before a name: a title, a body, a demonym, "local", "former"."""
    key = fold(word)
    if key in PREPOSITIONS or key in {"the", "a", "an", "said", "told"}:
        return False
    if find_title(word) is not None or find_body(word) is not None or key in _SMALL_QUALIFIERS or is_possessive(word):
        return True
    if word[0].isupper() and not is_no_name(word):
        return True
    return key.endswith(_ADJECTIVE_ENDINGS) or ("-" in word and word.islower())


_ADJECTIVE_ENDINGS = ("al", "ern", "ary", "ic", "ive", "ar", "ist", "ity", "ense", "ence", "ese", "ish", "ian")
_SMALL_QUALIFIERS = frozenset(
    {"former", "acting", "then", "new", "vice", "deputy", "prime", "senior", "chief", "lead", "trade", "industry"}
    | {
        "health",
        "finance",
        "justice",
        "police",
        "state",
        "special",
        "late",
        "outgoing",
        "longtime",
        "party",
        "opposition",
    }
    | {"government", "foreign", "interior", "security", "press", "media", "human", "rights", "affairs", "campaign"}
    | {"army", "military", "city", "county", "company", "village", "family", "retired", "fellow", "veteran", "top"}
)


def _apposed(text: str, start: int, end: int) -> Part | None:
    """Return the role that stands beside the name between commas: "Kern, the mayor of Oxby," or "The mayor, Kern,"."""
    after = _AFTER.match(text, end)
    if after is not None:
        stop = next((n for n in range(after.end(), min(len(text), after.end() + NEAR)) if text[n] in _STOPS | {","}), 0)
        phrase = read_phrase(text, after.end(), stop or min(len(text), after.end() + NEAR))
        if _is_role(text, phrase.core, phrase.head):
            return (phrase.core[0][0], (stop or phrase.core[-1][1]))
    if text[start - 2 : start] == ", ":
        first = start - 2
        while first > 0 and start - first < NEAR and text[first - 1] not in _STOPS | {","}:
            first -= 1
        return _role_in(text, first, start - 2)
    return None


def _role_in(text: str, start: int, end: int) -> Part | None:
    """Return the role that fills the clause up to its end: "according to the spokesman for Norvia"."""
    places = [(start + match.start(), start + match.end()) for match in _WORD.finditer(text[start:end])]
    for n, (first, _) in enumerate(places):
        word = fold(text[slice(*places[n])])
        if n == 0 or word in {"the", "a", "an", "another", "one", "her", "his", "its", "their"}:
            phrase = read_phrase(text, first, end)
            titled = find_title(phrase.head) is not None or (
                phrase.determiner is not None and not _is_sited(text, phrase)
            )
            if titled and _is_role(text, phrase.core, phrase.head):
                return (phrase.core[0][0], end)
    return None


def _is_sited(text: str, phrase: Phrase) -> bool:
    """Return whether a body's place follows it: in "the zoo in Oxby, Norvia, said" Norvia is no zoo."""
    return bool(phrase.tail) and fold(text[slice(*phrase.tail[0])]) in _PLACE_WORDS


def _is_role(text: str, core: tuple[Part, ...], head: str) -> bool:
    if not core or len(core) > 8 or (find_title(head) is None and find_body(head) in {None, "place", "document"}):  # noqa: PLR2004 - no title has more words
        return False
    return all(_qualifies(text[slice(*place)]) or text[place[0]].isupper() for place in core[:-1])


def _role_type(text: str, role: Part) -> ChainType | None:
    head = read_phrase(text, *role).head
    if find_title(head) is not None or title_end([*text[slice(*role)].split(), "x"]):
        return "person"
    return find_body(head)


def _gender(text: str, role: Part | None, tokens: tuple[str, ...]) -> Gender | None:
    if role is not None:
        for word in text[slice(*role)].split():
            title = find_title(word)
            if title is not None and title.gender is not None:
                return title.gender
    return given_names().get(tokens[0]) if len(tokens) > 1 else None


def _given_name(tokens: tuple[str, ...]) -> bool:
    return 1 < len(tokens) < 6 and (tokens[0] in given_names() or tokens[0] in _STYLES)  # noqa: PLR2004 - the longest personal names in news


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 16) : start].split()
    return words[-1].casefold() if words else ""


@cache
def given_names() -> dict[str, Gender | None]:
    """Return the reviewed given names (`given_names.csv`), each with the gender it tells."""
    rows = read_table("onrecord.resolve", "given_names.csv")
    return {fold(row["name"]): "m" if row["gender"] == "m" else "f" if row["gender"] == "f" else None for row in rows}
