"""Tells what somebody denies who denies "such a sentence" or "any such order": a thing of a kind, named before.

Invariant: a kind is named by its own noun or by a word of what makes one (`kinds.csv`: a sentence, by "prison").
"""

import re
from collections.abc import Mapping
from functools import cache

from onrecord.assemble.content_words import merge_synonyms, pointing_stems, stem_words
from onrecord.language.tables import read_table

_SUCH = re.compile(r"\bsuch (?:an? )?(?P<noun>[a-z]+)(?: (?P<second>[a-z]+))?", re.IGNORECASE)


@cache
def _made_of() -> Mapping[str, frozenset[str]]:
    """Return for the sense of each kind the senses of the words that tell of one."""
    found: dict[str, frozenset[str]] = {}
    for row in read_table("onrecord.assemble", "kinds.csv"):
        (kind,) = _senses(row["kind"])
        found[kind] = found.get(kind, frozenset()) | {kind, *_senses(row["words"])}
    return found


def _senses(text: str) -> list[str]:
    return merge_synonyms(stem_words(text.lower().split()))


def senses_of_kind(text: str) -> frozenset[str]:
    """Return the senses by which what a text calls "such a …" may be named before it; nothing where it calls none so.

    A noun that only points ("such claims") is of no kind.
    """
    such = _SUCH.search(text)
    if such is None:
        return frozenset()
    senses = [sense for sense in _senses(such["noun"]) if sense not in pointing_stems()]
    return frozenset(each for sense in senses for each in _made_of().get(sense, {sense}))
