"""Compares what a draft tells without quotation marks with a statement: the like, or another number or position.

Invariant: the like is no proof: a paraphrase never counts as the source's words.
"""

from collections.abc import Sequence

from onrecord.assemble.content_words import content_stems, merge_synonyms
from onrecord.audit.drafts.claims import Claim, Verdict
from onrecord.audit.drafts.rules import is_number, rule_words
from onrecord.audit.drafts.tokens import Token
from onrecord.model import Statement

LEAST_SHARED = 2
LEAST_SHARE = 0.5
"""Share of the paraphrase's words of content, one for all of a sense, that the statement must have."""


def compare_paraphrase(
    claim: Claim, statement: Statement, tokens: Sequence[Token], against: Sequence[Token]
) -> Verdict | None:
    """Return what a paraphrase is to a statement of its speaker, None where it tells something else.

    `tokens` are the claim's, `against` the statement's.
    """
    own, other = (frozenset(merge_synonyms(content_stems(text))) for text in (claim.text, statement.text))
    shared = len(own & other)
    if shared < min(LEAST_SHARED, len(own)) or shared < LEAST_SHARE * len(own):
        return None
    if _numbers(tokens) - _numbers(against):
        return "other_figure"
    differs = claim.position is not None and claim.position != statement.position
    return "other_polarity" if differs or _is_negated(tokens) != _is_negated(against) else "paraphrase"


def _numbers(tokens: Sequence[Token]) -> set[str]:
    return {token.text.lower() for token in tokens if is_number(token)}


def _is_negated(tokens: Sequence[Token]) -> bool:
    words = [token.text.lower() for token in tokens]
    return any(rule_words().get(word) == "negation" or word.endswith("n't") for word in words)
