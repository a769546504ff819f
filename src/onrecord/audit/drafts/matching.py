"""Holds a quotation against the words of a source: whole, cut, or altered.

Everything in the claim must stand in the source, in order; nothing is weighed and nothing fuzzy passes. Tolerated, and
named, are only the shapes of marks, the letter case at a beginning, a closing mark, bracketed insertions, and running
on over the attribution that interrupts a quotation. Invariant: a match keeps the place of every word it found.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from onrecord.audit.drafts.rules import Dropped, dropped_rules, rule_words, sentence_numbers
from onrecord.audit.drafts.tokens import Token, join_tokens, read_tokens
from onrecord.model import Part

MOST_PLACES = 64
"""Ways in which a claim may stand in a source that are looked at: the words of a refrain stand in many."""

CASE, CLOSING, INSERTION, ATTRIBUTION = (
    "letter case at the beginning",
    "closing mark",
    "words in brackets",
    "runs on over the attribution",
)

_CLOSING_MARKS = frozenset({".", ",", ";", ":", "-", "…"})
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "our", "i", "you", "your"}
    | {"this", "that", "these", "those", "there", "here"}
)
"""Words that "[the minister]" may stand for."""

_AMOUNTS = frozenset({"all", "every", "each", "both", "most", "many", "few", "several", "always", "ever", "again"})
"""Words in brackets that do more than explain."""


class Source(NamedTuple):
    """The words of a statement: the text they stand in, its tokens, and the number of each token's sentence."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[int, ...]


class Match(NamedTuple):
    """A claim found in a source.

    `places` are the source's tokens that it has, `whole` tells that it leaves out no word, `tolerated` names in what it
    differs all the same. `dropped` and `joined` are why a cut is none: what it leaves out, whether it makes one
    sentence of two.
    """

    places: tuple[int, ...]
    whole: bool
    tolerated: tuple[str, ...]
    dropped: tuple[Dropped, ...] = ()
    joined: bool = False

    @property
    def holds(self) -> bool:
        """Whether the source says what the claim says: all of it, or an honest cut."""
        return not self.dropped and not self.joined


class Found(NamedTuple):
    """Where a stretch of a claim stands: the source's tokens, the next one behind them, and what was tolerated."""

    places: tuple[int, ...]
    behind: int
    tolerated: frozenset[str]


def read_source(text: str, parts: tuple[Part, ...]) -> Source:
    """Return the words of a statement's parts."""
    tokens = join_tokens(text, parts)
    return Source(text, tuple(tokens), tuple(sentence_numbers(text, tokens)))


def read_claim(words: str) -> list[list[Token]]:
    """Return the stretches of a claim between its marks of omission, without quotation marks around them."""
    stretches: list[list[Token]] = [[]]
    for token in read_tokens(words):
        if token.kind == "omission":
            stretches.append([])
        else:
            stretches[-1].append(token)
    trimmed = [_trim(stretch) for stretch in stretches]
    return [stretch for stretch in trimmed if any(token.kind == "word" for token in stretch)]


def match_claim(stretches: Sequence[Sequence[Token]], source: Source) -> Match | None:
    """Return the best match of a claim: one that holds before one that does not, then the whole before a cut."""
    if not stretches:
        return None
    found = (_as_match(places, source) for places in islice(_all_places(stretches, source, 0), MOST_PLACES))
    return min(
        found, key=lambda match: (not match.holds, not match.whole, len(match.tolerated), match.places), default=None
    )


def _trim(tokens: Sequence[Token]) -> list[Token]:
    first, last = 0, len(tokens)
    while first < last and tokens[first].kind == "mark" and (tokens[first].is_quote or tokens[first].text == "-"):
        first += 1
    while last > first and tokens[last - 1].is_quote:
        last -= 1
    return list(tokens[first:last])


def _all_places(stretches: Sequence[Sequence[Token]], source: Source, start: int) -> Iterator[list[Found]]:
    for place in range(start, len(source.tokens)):
        for found in _stand_at(stretches[0], 0, source, place):
            if len(stretches) == 1:
                yield [found]
            else:
                yield from ([found, *rest] for rest in _all_places(stretches[1:], source, found.behind))


def _stand_at(claim: Sequence[Token], at: int, source: Source, place: int) -> Iterator[Found]:
    """Yield how a stretch stands in the source from a token on; only an insertion leaves a choice."""
    places: list[int] = []
    tolerated: set[str] = set()
    while at < len(claim):
        token = claim[at]
        here = source.tokens[place] if place < len(source.tokens) else None
        if here is not None and _equal(token, here):
            places.append(place)
        elif here is not None and at == 0 and _equal_but_case(token, here):
            places.append(place)
            tolerated.add(CASE)
        elif token.kind == "insertion" and _is_harmless(token):
            yield from _behind_insertion(claim, at, source, place, (places, tolerated))
            return
        elif at and here is not None and (step := _over_joint(token, source, place)) is not None:
            tolerated.add(ATTRIBUTION)
            place += step[0]
            at += step[1]
            continue
        elif at and at == len(claim) - 1 and token.text in _CLOSING_MARKS:
            tolerated.add(CLOSING)
            place -= 1
        else:
            return
        at, place = at + 1, place + 1
    yield Found(tuple(places), place, frozenset(tolerated))


def _behind_insertion(
    claim: Sequence[Token], at: int, source: Source, place: int, before: tuple[list[int], set[str]]
) -> Iterator[Found]:
    """Yield how the claim goes on behind words in brackets, which stand for a pronoun of the source or for nothing."""
    places, tolerated = before
    is_pronoun = place < len(source.tokens) and source.tokens[place].text.lower() in _PRONOUNS
    for skipped in (0, 1) if is_pronoun else (0,):
        if at + 1 == len(claim):
            yield Found(tuple(places), place + skipped, frozenset({*tolerated, INSERTION}))
            continue
        replaced = [place] if skipped else []
        for found in _stand_at(claim, at + 1, source, place + skipped):
            yield Found((*places, *replaced, *found.places), found.behind, found.tolerated | tolerated | {INSERTION})


def _over_joint(token: Token, source: Source, place: int) -> tuple[int, int] | None:
    """Return how many tokens of source and claim the attribution between two parts takes, None where there is none.

    The mark before it is the printer's: "We will stay," she said, "until dawn." is "We will stay until dawn."; a
    sentence that ends there ends in the claim as well.
    """
    marks = 0
    while place + marks < len(source.tokens) and source.tokens[place + marks].text in _CLOSING_MARKS | {'"'}:
        marks += 1
    joint = place + marks
    if joint + 1 >= len(source.tokens) or source.tokens[joint].kind != "joint":
        return None
    following = source.tokens[joint + 1]
    opens = following.text[:1].isupper() and not following.text.startswith("I'") and following.text != "I"
    if token.text == "." and opens:
        return marks + 1, 1
    if _equal(token, following) and not opens:
        return marks + 1, 0
    if token.text == "," and not opens:
        return marks + 1, 1
    return None


def _equal(token: Token, here: Token) -> bool:
    return token.text == here.text and here.kind != "joint"


def _equal_but_case(token: Token, here: Token) -> bool:
    one, other = token.text, here.text
    return token.kind == here.kind == "word" and one[1:] == other[1:] and one[:1].lower() == other[:1].lower()


def _is_harmless(insertion: Token) -> bool:
    """Whether words in brackets only explain: they neither deny, hedge nor restrict, nor give a number."""
    words = [token.text.lower() for token in read_tokens(insertion.text[1:-1]) if token.kind == "word"]
    return bool(words) and not any(_changes_sense(word) for word in words)


def _changes_sense(word: str) -> bool:
    return word in rule_words() or word in _AMOUNTS or word.endswith("n't") or any(sign.isdigit() for sign in word)


def _as_match(found: Sequence[Found], source: Source) -> Match:
    places = tuple(place for each in found for place in each.places)
    kept = [False] * len(source.tokens)
    for place in places:
        kept[place] = True
    for first, last in ((each.places[0], each.places[-1]) for each in found if each.places):
        # Joints and printers' marks inside a stretch are part of it.
        kept[first : last + 1] = [True] * (last + 1 - first)
    words = [place for place, token in enumerate(source.tokens) if token.kind in {"word", "insertion"}]
    whole = all(kept[place] for place in words)
    tolerated = tuple(sorted(frozenset().union(*(each.tolerated for each in found))))
    if whole:
        return Match(places, True, tolerated)
    dropped = tuple(dropped_rules(source.tokens, source.sentences, kept))
    joined = any(_joins(source, one.places[-1], other.places[0]) for one, other in pairwise(found))
    return Match(places, False, tolerated, dropped, joined)


def _joins(source: Source, last: int, first: int) -> bool:
    """Whether an omission makes one sentence of parts of two."""
    if source.sentences[last] == source.sentences[first]:
        return False
    between = range(last + 1, first)
    rest = [place for place in between if source.sentences[place] == source.sentences[last]]
    lead = [place for place in between if source.sentences[place] == source.sentences[first]]
    return any(source.tokens[place].kind == "word" for place in (*rest, *lead))
