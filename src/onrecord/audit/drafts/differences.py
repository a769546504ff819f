"""Tells in what words a claim differs from a source: a number, a date, a negation, or others.

Invariant: every difference quotes words of the two texts compared.
"""

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from onrecord.audit.drafts.claims import Verdict
from onrecord.audit.drafts.rules import is_number, rule_words
from onrecord.audit.drafts.tokens import Token
from onrecord.language.calendar import month_numbers, weekday_numbers
from onrecord.model import Difference
from onrecord.model.span import PART_JOINT

YEARS = range(1900, 2100)
_NEARBY_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})


class Change(NamedTuple):
    """Tokens of a claim, those of the source in their place, and what that difference makes of the claim."""

    difference: Difference
    verdict: Verdict


def find_changes(claim: str, tokens: Sequence[Token], source: str, against: Sequence[Token]) -> list[Change]:
    """Return where a claim differs from a source, in order; a cut at either end is no change.

    `tokens` are the claim's and `against` the source's, which has joints between its parts.
    """
    joints = [token.start for token in against if token.kind == "joint"]
    against = [token for token in against if token.kind != "joint"]
    matcher = SequenceMatcher(None, [token.text for token in against], _texts(tokens, against), autojunk=False)
    changes: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        at_an_end = c == d and (a == 0 or b == len(against))
        if tag != "equal" and not at_an_end:
            old, new = against[a:b], tokens[c:d]
            difference = _difference(_slice(claim, new, ()), _slice(source, old, joints))
            changes.append(Change(difference, _verdict((tokens, c, d), (against, a, b))))
    return changes


def verdict_of(changes: Sequence[Change]) -> Verdict:
    """Return what the changes make of a claim: all of one kind that, else an alteration."""
    kinds = {change.verdict for change in changes}
    # "do not wear" and "wear no" both deny.
    moved = {change.difference.op for change in changes} >= {"adds", "drops"}
    return "altered" if len(kinds) != 1 or ("other_polarity" in kinds and moved) else kinds.pop()


def _texts(tokens: Sequence[Token], against: Sequence[Token]) -> list[str]:
    """Return the claim's words, the first in the letter case that the source has it in."""
    texts = [token.text for token in tokens]
    known = {token.text for token in against}
    cased = [each for each in (texts[0].lower(), texts[0].capitalize()) if each in known] if texts else []
    return [*cased[:1], *texts[1:]] if cased and texts[0] not in known else texts


def _difference(said: str, against: str) -> Difference:
    if not said:
        return Difference(op="drops", text="", against=against)
    return Difference(op="replaces" if against else "adds", text=said, against=against)


def _slice(text: str, tokens: Sequence[Token], joints: Sequence[int]) -> str:
    """Return the words of the tokens, those of each part by themselves."""
    parts: dict[int, list[Token]] = {}
    for token in tokens:
        parts.setdefault(bisect_right(joints, token.start), []).append(token)
    return PART_JOINT.join(text[part[0].start : part[-1].end] for part in parts.values())


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
