"""Finds, among the words that a cut drops, those without which the rest says something else.

The words (`rule_words.csv`) are negations, conditions, hedges, qualifiers of numbers and attributions. They count in
the sentences that a quotation takes words from; a qualifier counts only beside a number that was kept.
Invariant: what is dropped from sentences of which nothing is kept changes nothing, but for one that takes back or
restricts what stands right before it ("Unless they leave.").
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

from onrecord.audit.drafts.tokens import Token
from onrecord.language.numbers import number_words
from onrecord.language.sentences import sentence_spans
from onrecord.language.tables import read_table

RuleKind = Literal["negation", "condition", "hedge", "qualifier", "attribution", "question", "none"]
"""`none`: a phrase that looks like one and is none ("it |lies in| our ports")."""

LONGEST_PHRASE = 3
RESTRICTING = frozenset(
    {"unless", "except", "provided", "or so", "only if", "but only", "if not", "not that", "not any"}
)
"""How a sentence begins that belongs to the one before it."""


_ENDS = (".", "?", "!", "…", ":")
_OPENING = " \t\n\u00a0“”\"‘’'«»„"


class Dropped(NamedTuple):
    """A word or phrase that a cut leaves out, why that matters, and the offset at which it stands."""

    words: str
    kind: RuleKind
    start: int


@cache
def rule_words() -> Mapping[str, RuleKind]:
    """Return the kinds of the words and phrases in lower case (`rule_words.csv`)."""
    kinds: dict[str, RuleKind] = {kind: kind for kind in get_args(RuleKind)}
    return {row["words"]: kinds[row["kind"]] for row in read_table("onrecord.audit.drafts", "rule_words.csv")}


def sentence_numbers(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return for each token the number of its sentence; what an attribution interrupts may be one sentence."""
    first, last = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    starts = [start for start, _ in sentence_spans(text, first, last) if _opens(text, start)]
    numbers: list[int] = []
    number = begun = 0
    for place, token in enumerate(tokens):
        before, begun = begun, bisect_right(starts, token.start)
        if place and tokens[place - 1].kind == "joint":
            number += _opens_behind(text, tokens, place)
        elif place and begun > before:
            number += 1
        numbers.append(number)
    return numbers


def _opens(text: str, start: int) -> bool:
    """Whether a sentence may begin here: not behind the point of an abbreviation such as "U.S."."""
    before = text[:start].rstrip()
    return not (len(before) > 1 and before[-1] == "." and before[-2].isupper())


def _opens_behind(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence begins behind an attribution: not in "We will stay," she said, "until dawn."."""
    ended = next((token.text for token in reversed(tokens[: place - 1]) if not token.is_quote), "")
    if ended in _ENDS:
        return True
    between = text[tokens[place - 2].end : tokens[place].start].rstrip(_OPENING)
    return tokens[place].text[:1].isupper() and between.endswith(_ENDS)


def dropped_rules(tokens: Sequence[Token], numbers: Sequence[int], kept: Sequence[bool]) -> list[Dropped]:
    """Return what a cut of the tokens leaves out that matters, in order.

    Args:
        tokens: the source's words.
        numbers: the number of each token's sentence.
        kept: for each token whether the cut has it.
    """
    touched = {number for number, keeps in zip(numbers, kept, strict=True) if keeps}
    found = [each for run in _runs(numbers, kept, touched) for each in _rules_in(tokens, run, kept)]
    last = max(place for place, keeps in enumerate(kept) if keeps)
    following = [place for place in range(last + 1, len(tokens)) if numbers[place] not in touched]
    opening = _lower(tokens, following[:2])
    if any(" ".join(opening[:size]) in RESTRICTING for size in (1, 2)):
        found.append(Dropped(" ".join(opening), "condition", tokens[following[0]].start))
    return found


def _runs(numbers: Sequence[int], kept: Sequence[bool], touched: set[int]) -> Iterator[list[int]]:
    """Yield the stretches of dropped tokens of one sentence each, of those sentences that a cut takes words from."""
    runs: dict[tuple[int, int], list[int]] = defaultdict(list)
    stretch = 0
    for place, keeps in enumerate(kept):
        stretch += keeps
        if not keeps and numbers[place] in touched:
            runs[stretch, numbers[place]].append(place)
    yield from runs.values()


def _rules_in(tokens: Sequence[Token], run: Sequence[int], kept: Sequence[bool]) -> Iterator[Dropped]:
    words = [place for place in run if tokens[place].kind == "word"]
    lower = _lower(tokens, words)
    yield from (Dropped("?", "question", tokens[place].start) for place in run if tokens[place].text == "?")
    at = 0
    while at < len(words):
        size = _phrase_size(lower, at)
        phrase = " ".join(lower[at : at + size])
        kind = rule_words().get(phrase, "negation") if size else "none"
        beside = kind == "qualifier" and _is_beside_number(tokens, words[at], words[at + size - 1], kept)
        if beside or kind not in {"none", "qualifier"}:
            yield Dropped(phrase, kind, tokens[words[at]].start)
        at += max(size, 1)


def _phrase_size(lower: Sequence[str], at: int) -> int:
    """Return how many words from a place on are one of the table, 1 for a "n't", 0 for none."""
    sizes = range(min(LONGEST_PHRASE, len(lower) - at), 0, -1)
    known = next((size for size in sizes if " ".join(lower[at : at + size]) in rule_words()), 0)
    return known or int(lower[at].endswith("n't"))


def _is_beside_number(tokens: Sequence[Token], first: int, last: int, kept: Sequence[bool]) -> bool:
    """Whether the token before or behind a stretch is a number that the cut has."""
    places = (first - 1, last + 1)
    return any(0 <= place < len(tokens) and kept[place] and is_number(tokens[place]) for place in places)


def is_number(token: Token) -> bool:
    """Whether a token gives a number in digits or words."""
    return token.kind == "word" and (
        any(character.isdigit() for character in token.text)
        or token.text.lower() in number_words("unit", "teen", "ten", "scale", "crowd")
    )


def _lower(tokens: Sequence[Token], places: Sequence[int]) -> list[str]:
    """Return the words in small letters, but for the month of May."""
    return ["May" if _is_may(tokens, place) else tokens[place].text.lower() for place in places]


def _is_may(tokens: Sequence[Token], place: int) -> bool:
    beside = [tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    return tokens[place].text == "May" and any(is_number(token) for token in beside)
