"""Names of news outlets: whether words name a newspaper, an agency, a broadcaster or a site, or the press at large.

Invariant: a name in the table (`outlets.csv`) counts as it is written there and nowhere else: Time is a magazine,
time is not.
"""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.language.fold import fold
from onrecord.language.tables import read_table
from onrecord.language.titles import find_body, find_title

LONGEST_NAME = 4
"""Words of the longest name in `outlets.csv`."""

_PRESS_NOUNS = frozenset(
    {"press", "media", "reporters", "journalists", "newsmen", "correspondents", "reporter", "journalist"}
)
_PRESS = _PRESS_NOUNS | {"the", "a", "some", "other", "several", "assembled", "waiting", "group", "of", "and"}
_NO_OUTLETS = frozenset({"site", "post", "press", "journal", "times", "report", "reports", "telegraph", "guardian"})
"""Words for an outlet that in small letters mean something else."""

_KINDS = frozenset(
    {"publication", "tabloid", "weekly", "newswire", "periodical", "news outlet", "news site", "news service"}
    | {"media network", "media outlet", "television network", "radio station", "tv station", "television station"}
)
"""Words for an outlet beside the bodies of type media, in small letters."""

_WITH_REPORTS = frozenset({"news", "media", "press", "local", "agency", "newspaper", "television", "tv"})
_JOINED = re.compile(r"[A-Z][\w-]*[a-z-]([A-Z][a-z]+)")
"""A name whose last part is a word of its own: the Velm Times-|Post|, Velm|Press|."""

_SITE = re.compile(r"[\w-]{2,}(?:\.[a-z]{2,6}){1,3}")


def is_press(words: Sequence[str]) -> bool:
    """Return whether the words name reporters at large: "the press", "a group of reporters"."""
    folded = [word.lower() for word in words]
    return any(word in _PRESS_NOUNS for word in folded) and all(word in _PRESS for word in folded)


def is_outlet(words: Sequence[str]) -> bool:
    """Return whether the words of a noun phrase name an outlet: "the Herald", "Reuters news agency", "state media"."""
    if not words or is_press(words):
        return False
    if any(_SITE.fullmatch(word) for word in words) or _has_known_name(words):
        return True
    last = words[-1]
    if last.lower() == "reports":
        return all(word.lower() in _WITH_REPORTS for word in words[:-1])
    if len(words) > 1 and last in _heads():
        return True
    return _is_media(words, len(words)) or any(
        _is_media(words, end) and words[end - 1].islower() and words[end][:1].isupper() for end in range(1, len(words))
    )


def _is_media(words: Sequence[str], end: int) -> bool:
    """Whether a word for an outlet ends here: `the |newspaper|`, `the Ondo |Herald|`, `state |media|`."""
    last = words[end - 1]
    if last in {"media", "news"}:
        return end > 1
    joined = _JOINED.fullmatch(last)
    return any(_is_kind(" ".join(words[max(0, end - length) : end])) for length in (2, 1)) or (
        joined is not None and _is_kind(joined[1])
    )


def _is_kind(term: str) -> bool:
    """Whether one or two words say that something is an outlet: "news agency", "Herald", "newspapers"."""
    if term.islower() and term in _NO_OUTLETS:
        return False
    singular = term[: -len("ies")] + "y" if term.endswith("ies") else term.removesuffix("s")
    return term in _KINDS or "media" in (find_body(term), find_body(singular))


def _has_known_name(words: Sequence[str]) -> bool:
    """Whether a name from the table stands here and no part of a longer name: no `Sky |Ferreira|`."""
    names = _names()
    for start in range(len(words)):
        if start and words[start - 1][:1].isupper() and not _may_lead(words[start - 1]):
            continue
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            name = " ".join(words[start:end]).removesuffix("'s").removesuffix("’s")
            if name in names and (end == len(words) or not _is_longer(words, name, end)):
                return True
    return False


def _is_longer(words: Sequence[str], name: str, end: int) -> bool:
    """Whether a name goes on behind words that are an outlet's: `Sky |Ferreira|`, but not `BBC |Sport|`."""
    following = words[end]
    if not following[:1].isupper() or _is_media(words, end + 1):
        return False
    sure = name.isupper() or sum(word[:1].isupper() for word in name.split()) > 1
    return find_title(following) is not None or not sure


def _may_lead(word: str) -> bool:
    return word.endswith(("'s", "’s")) or word in {"The", "A"} or find_body(word) == "media"


@cache
def _names() -> frozenset[str]:
    return frozenset(row["name"] for row in _rows() if row["part"] == "whole")


@cache
def outlet_keys() -> frozenset[str]:
    """Return the folded names of the outlets in the table, without "The"."""
    return frozenset(fold(name.removeprefix("The ").removeprefix("the ")) for name in _names())


@cache
def _heads() -> frozenset[str]:
    """Return the last words that many outlets have: the Ondo |Observer|."""
    return frozenset(row["name"] for row in _rows() if row["part"] == "head")


def _rows() -> list[dict[str, str]]:
    return read_table("onrecord.language", "outlets.csv")
