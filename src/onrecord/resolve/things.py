"""Names of one article into names that say what they stand for: a ship, a weapon, a storm, a town.

Rule: a kind that a class noun tells once (see `signs`) holds for every mention of that name in the article; persons,
states and bodies keep what they are unless the noun stands right at the name: "the tanker Ada Kern".
Invariant: mentions still ascend and do not overlap; each span is the bare name, without "MV", "tanker" or "the".
"""

import re
from collections import Counter, defaultdict
from typing import get_args

from msgspec.structs import replace

from onrecord.language.class_nouns import ThingKind, loose_words, ship_prefix
from onrecord.resolve.mentions import Named
from onrecord.resolve.signs import How, Sign, acts, is_class, read_sign
from onrecord.resolve.whole_names import whole_names

Tokens = tuple[str, ...]

_DESIGNATION = re.compile(
    r"(?:[A-Z][A-Za-z]{0,2}|[A-Z][a-z]{2,11})[-‑]\d{1,3}[A-Z]{0,2}s?|(?:[A-Z][a-z]+ )?[A-Z]{1,2}\d{3}[A-Z]?s?"
)
_MODEL_NUMBER = re.compile(r" (?!(?:19|20)\d\d\b)\d")
_MODEL = re.compile(r"(?:Type|Mark|Mk|Project) [\dIVX]")
_PLACED = re.compile(r"\b(?:of|in|near|from|at|to|outside|around) $")
_AFTER_PLACE = re.compile(r"[,.;:)\n]| in |$")
_BOTH = re.compile(r"[\"”’]?(?:, | and | or |/|, and )[\"“‘]?")
_AT_NAME: frozenset[How] = frozenset({"before", "quoted"})
_EVERY_SIGN: frozenset[How] = frozenset(get_args(How))
_LONGEST_PREFIX = 6
_LONGEST_PREPOSITION = 9
_WEIGHT_SURE = 3
_ADJECTIVES = ("ic", "ish", "ese", "ian")
"""Endings of adjectives of peoples and faiths, which may stand before any noun."""

_SELDOM = 4
"""A name that stands oftener than so without a class noun is the maker's or owner's: "Kern rockets" are Kern's."""

_AROUND = 400
"""Characters around a letter-and-number name in which a noun for weapons or craft must stand."""

_CRAFT = re.compile(
    r"\b(?:missile|rocket|jet|fighter|aircraft|bomber|helicopter|drone|tank|rifle|warplane|launcher"
    r"|(?P<space>spacecraft|probe|satellite|rover|lander|orbiter))s?\b"
)


def tell_things(text: str, named: list[Named]) -> list[Named]:
    """Return the mentions with the kinds of things that the article's words tell; linear in their number."""
    mentions = whole_names(text, named)
    signs = [_sign_of(text, mention) for mention in mentions]
    _share_plurals(text, mentions, signs)
    _share_places(text, mentions, signs)
    told = list(zip(mentions, signs, strict=True))
    towns = frozenset(_key(mention) for mention, sign in told if sign is not None and sign.how == "of")
    kinds = _settle(text, mentions, signs, towns)
    return [_typed(mention, sign, kinds, towns) for mention, sign in told]


def _sign_of(text: str, mention: Named) -> Sign | None:
    """Return what the words at this place say of the name; None where it is somebody's or a state's."""
    before = text[max(0, mention.start - _LONGEST_PREFIX) : mention.start].split(" ")
    if len(before) > 1 and before[-1] == "" and ship_prefix(before[-2]):
        return Sign(kind="vessel", how="before")
    if mention.state is not None:
        return None
    if is_class(text, mention.end) or _MODEL.match(mention.text):
        return Sign(kind="product", how="inside")
    # "Norvian-flagged" is an adjective.
    if "-" in mention.text and (last := mention.text.rpartition("-")[2]).islower() and last.isalpha():
        return None
    sign = read_sign(text, mention.start, mention.end) or _sign_of_number(text, mention)
    # "EU" is no place; the "A42 motorway" is one.
    if sign is not None and sign.kind == "place" and _is_acronym(mention) and mention.text.isalpha():
        return None
    return sign if sign is not None and sign.how in _believed(mention) else None


def _believed(mention: Named) -> frozenset[How]:
    """Return the kinds of signs that tell more of a name than what it seems to be by itself."""
    if mention.type == "person":
        told = mention.role is not None and mention.role[1] != mention.start - 1
        return frozenset({"of"}) if told else _AT_NAME | {"of"}
    if mention.type in {"organisation", "state", "media"} and not _is_acronym(mention):
        return _AT_NAME | {"inside", "loose"}
    return _EVERY_SIGN


def _sign_of_number(text: str, mention: Named) -> Sign | None:
    """Return the sign that letters and a number give: "a Boeing 737"; "KN-23" near missiles, "Tern-2" near probes."""
    if _MODEL_NUMBER.search(mention.text):
        return Sign(kind="product", how="number")
    if _DESIGNATION.fullmatch(mention.text) is None:
        return None
    before = list(_CRAFT.finditer(text, max(0, mention.start - _AROUND), mention.start))
    nearest = before[-1] if before else _CRAFT.search(text, mention.end, mention.end + _AROUND)
    return None if nearest is None else Sign(kind="vessel" if nearest.group("space") else "product", how="number")


def _is_acronym(mention: Named) -> bool:
    return mention.type == "organisation" and mention.text.isupper() and len(mention.tokens) == 1


def _share_plurals(text: str, mentions: list[Named], signs: list[Sign | None]) -> None:
    """Give the sign of a plural to all names that it stands for: "Iskander and Kalibr missiles"."""
    steps = [(n, n - 1, "after") for n in range(len(mentions) - 1, 0, -1)]
    steps += [(n, n + 1, "before") for n in range(len(mentions) - 1)]
    for n, neighbour, how in steps:
        sign, other = signs[n], mentions[neighbour]
        if sign is None or not sign.plural or sign.how != how or signs[neighbour] is not None:
            continue
        first, last = (n, neighbour) if n < neighbour else (neighbour, n)
        listed = _BOTH.fullmatch(text, mentions[first].end, mentions[last].start)
        if listed and other.type in {None, "place"} and other.state is None:
            signs[neighbour] = sign


def _share_places(text: str, mentions: list[Named], signs: list[Sign | None]) -> None:
    """Take what a place lies in, and what lies in a country, for places: "from Oxby, |Tarn|,", "of |Oxby|, Norvia"."""
    for n in range(1, len(mentions)):
        town, around = mentions[n - 1], mentions[n]
        # "In Oxby, Kern, who …" begins with a place and goes on with a person.
        if _PLACED.search(text, max(0, town.start - _LONGEST_PREPOSITION), town.start) is None:
            continue
        if town.type in {None, "place"} and signs[n] is None and around.type is None and _lies_in(text, town, around):
            signs[n] = Sign(kind="place", how="placed")
        if signs[n - 1] is None and town.type is None and _is_country_of(text, town, around):
            signs[n - 1] = Sign(kind="place", how="placed")


def _lies_in(text: str, town: Named, around: Named) -> bool:
    """Return whether a place is named with what it lies in: "from Oxby, |Tarn|, to Kern"."""
    alone = around.state is None and around.role is None
    return alone and text[town.end : around.start] == ", " and _AFTER_PLACE.match(text, around.end) is not None


def _is_country_of(text: str, town: Named, around: Named) -> bool:
    """Return whether a name stands before the country that it lies in: "of |Oxby|, Norvia"."""
    state = around.state
    named = state is not None and state.matched == "name" and not around.possessive
    return named and town.role is None and text[town.end : around.start] == ", "


def _settle(
    text: str, mentions: list[Named], signs: list[Sign | None], towns: frozenset[Tokens]
) -> dict[Tokens, ThingKind]:
    """Return the kind of each name that the article tells, by the name's tokens."""
    votes: dict[Tokens, Counter[ThingKind]] = defaultdict(Counter)
    acting = {_key(mention) for mention in mentions if acts(text, mention.end)}
    # "Kern rockets" are those of the Kerns who are said to have fired them.
    acting |= {(key[-1].removesuffix("s"),) for key in acting if key}
    persons = {
        token
        for mention in mentions
        if mention.type == "person" and len(mention.tokens) > 1
        for token in (mention.tokens[0], mention.tokens[-1])
    }
    people = {mention.tokens for mention in mentions if mention.type == "person"} - towns
    named = Counter(_key(mention) for mention in mentions)
    for mention, sign in zip(mentions, signs, strict=True):
        key = _key(mention)
        if sign is None or key in people or (len(key) == 1 and key[0] in persons and sign.how != "loose"):
            continue
        if sign.sure:
            votes[key][sign.kind] += _WEIGHT_SURE
        elif sign.kind == "place" or _is_numbered(key) or not (key in acting or _is_adjective(key)):
            votes[key][sign.kind] += 1
    for key, found in votes.items():
        for kind in [kind for kind in found if kind != "place" and found[kind] * _SELDOM < named[key]]:
            del found[kind]
    for town in towns:
        votes[town]["place"] += _WEIGHT_SURE
    return {key: min(found, key=lambda kind: (-found[kind], kind)) for key, found in votes.items() if found}


def _is_numbered(key: Tokens) -> bool:
    return any(token.isdigit() for token in key)


def _is_adjective(key: Tokens) -> bool:
    return len(key) == 1 and key[0].endswith(_ADJECTIVES)


def _key(mention: Named) -> Tokens:
    """Return the tokens by which mentions of one thing are found: "HMS Kestrel" is the Kestrel, two F-16s are F-16."""
    loose = loose_words(mention.text.split())
    tokens = mention.tokens[loose:] if 0 < loose < len(mention.tokens) else mention.tokens
    if _DESIGNATION.fullmatch(mention.text) and tokens[-1].endswith("s"):
        return (*tokens[:-1], tokens[-1][:-1])
    return tokens


def _typed(mention: Named, sign: Sign | None, kinds: dict[Tokens, ThingKind], towns: frozenset[Tokens]) -> Named:
    """Return the mention as the thing that it is, or unchanged."""
    key = _key(mention)
    here = sign is not None and sign.how in {*_AT_NAME, "loose", "inside"}
    kind = kinds.get(key)
    if kind is None and here and sign is not None:
        kind = sign.kind
    one = (*key[:-1], key[-1].removesuffix("s")) if key else key
    if kind is None and kinds.get(one) == "product":
        kind, key = "product", one
    beside = mention.role is not None and mention.role[1] != mention.start - 1
    apposed = beside and mention.type != "person"
    changes = here or apposed or mention.type in {None, "place"} or _is_acronym(mention) or key in towns
    if kind is None or mention.state is not None or not changes:
        return mention
    return replace(mention, type=kind, tokens=key, role=None, gender=None)
