"""Tells in what words a claim differs from a source: a number, a date, a negation, or others.

Invariant: every difference quotes words of the two texts compared.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from onrecord.audit.drafts.claims import Verdict
from onrecord.audit.drafts.rules import is_number, rule_words
from onrecord.audit.drafts.tokens import Token
from onrecord.language.calendar import month_numbers, weekday_numbers
from onrecord.model import Difference

YEARS = range(1900, 2100)
_NEARBY_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})


class Change(NamedTuple):
    """Tokens of a claim, those of the source in their place, and what that difference makes of the claim."""

    difference: Difference
    verdict: Verdict


def find_changes(claim: str, tokens: Sequence[Token], source: str, against: Sequence[Token]) -> list[Change]:
    """Return where the tokens of a claim differ from those of a source, in order; a cut at either end is no change."""
    matcher = SequenceMatcher(None, [token.text for token in against], [token.text for token in tokens], autojunk=False)
    changes: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        at_an_end = c == d and (a == 0 or b == len(against))
        if tag != "equal" and not at_an_end:
            old, new = against[a:b], tokens[c:d]
            difference = _difference(_slice(claim, new), _slice(source, old))
            changes.append(Change(difference, _verdict((tokens, c, d), (against, a, b))))
    return changes


def verdict_of(changes: Sequence[Change]) -> Verdict:
    """Return what the changes make of a claim: all of one kind that, else an alteration."""
    kinds = {change.verdict for change in changes}
    return kinds.pop() if len(kinds) == 1 else "altered"


def _difference(said: str, against: str) -> Difference:
    if not said:
        return Difference(op="drops", text="", against=against)
    return Difference(op="replaces" if against else "adds", text=said, against=against)


def _slice(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


Stretch = tuple[Sequence[Token], int, int]


def _verdict(said: Stretch, against: Stretch) -> Verdict:
    sides = (said, against)
    changed = [(tokens, place) for tokens, first, last in sides for place in range(first, last)]
    words = [(tokens, place) for tokens, place in changed if tokens[place].kind == "word"]
    if not words:
        return "altered"
    both = all(any(tokens[place].kind == "word" for place in range(first, last)) for tokens, first, last in sides)
    if both and all(_is_date(tokens, place) for tokens, place in words):
        return "other_date"
    if both and all(is_number(tokens[place]) for tokens, place in words):
        return "other_figure"
    return "other_polarity" if all(_is_negation(tokens[place]) for tokens, place in words) else "altered"


def _is_negation(token: Token) -> bool:
    lower = token.text.lower()
    return rule_words().get(lower) == "negation" or lower.endswith("n't")


def _is_date(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token names a month, a weekday, a year, or the day of a month beside it."""
    token = tokens[place]
    if _names_time(token.text):
        return True
    if not token.text[:1].isdigit():
        return False
    around = [tokens[at].text for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    is_year = token.text.isdigit() and int(token.text) in YEARS
    return is_year or any(_is_month(word) for word in around)


def _names_time(word: str) -> bool:
    return word.lower() in _NEARBY_DAYS | weekday_numbers().keys() or _is_month(word)


def _is_month(word: str) -> bool:
    # "may" and "march" in small letters are verbs.
    return word[:1].isupper() and word.casefold() in month_numbers()
