"""Finds news and photo agencies by the names that credits give them (`agencies.csv`).

Invariant: an agency that the table does not know is named only where its place in a dateline or credit shows one.
"""

import re
from functools import cache

from onrecord.language.tables import read_table
from onrecord.model import Record

WIRE_DATELINE = re.compile(r"\(([^()]{2,40})\)\s{0,3}(?:[-–—:]|$)")
PLACED = re.compile(
    r"(?:[^\W\d_a-z]|[.’'/ -]){2,40}"
    r"(?:,[^\"“”«»:;!?]{0,60}|(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?[\d ,]{0,12})?$"
)
"""What stands before the brackets of a dateline: a place in capitals, perhaps a country and a date."""

BYLINE_GAP = re.compile(r",\s|\s[|·•/–—-]\s|\s(?:and|for|via|of)\s")
CLOSING_SIZE = 60
CLOSING = re.compile(r"[.!?][\"'”’]?\s\(([^()]{2,40})\)$")
"""How a wire story ends: the agency in brackets behind the last full stop."""

AGENCY_NAME = re.compile(r"[^\W\d_a-z][\w.&’'-]{1,20}(?: (?:of|de|[^\W\d_a-z][\w.&’'-]{0,20})){0,4}")
NAMED_SOURCE = re.compile(
    r"(?:sources?|via|agency)\s?: |(?:with )?(?:files|inputs|additional reporting) (?:from|by) ", re.IGNORECASE
)
NO_AGENCY = re.compile(
    r"\b(?:staff|reporters?|correspondents?|exclusive|updated?|opinion|analysis|agencies|video|live|newsdesk)\b",
    re.IGNORECASE,
)
AGENCY_WORD = re.compile(r"(?:Wire|Newswire|Press|Agency|Agencia|Agence|News Service)$|^(?:Agencia|Agence|Agenzia)\b")
"""An agency's name that no list has yet shows itself by such a word."""


class NamedAgency(Record, frozen=True, kw_only=True):
    """An agency's words as offsets into the text that was searched, and its usual name."""

    start: int
    end: int
    name: str


@cache
def agency_names() -> dict[str, str]:
    """Return the agency's usual name by each name that credits use ("AP": "Associated Press")."""
    return {row["name"]: row["agency"] for row in _rows()}


@cache
def photo_names() -> frozenset[str]:
    """Return the names that stand for pictures only: at the end of a line they are always a credit."""
    return frozenset(row["name"] for row in _rows() if row["kind"] == "photo")


@cache
def agency_pattern(*, photo: bool = False) -> str:
    """Return a pattern that matches any name (or any photo agency's name), longest first, case-sensitive."""
    names = photo_names() if photo else agency_names()
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def dateline_agency(text: str) -> NamedAgency | None:
    """Return the agency that a dateline at the start of a paragraph names: "KYIV (Reuters) -", or None.

    Behind a place in capitals and before a dash, a name is an agency's whether the table knows it or not.
    """
    found = WIRE_DATELINE.search(text, 0, 120)
    if found is None:
        return None
    words = found[1].strip()
    name = agency_names().get(words, words)
    if words in agency_names():
        is_agency = _kinds()[words] != "generic"
    else:
        placed = PLACED.match(text[: found.start()]) is not None and found[0][-1] != ")"
        is_agency = placed and AGENCY_NAME.fullmatch(words) is not None and not NO_AGENCY.search(words)
    return _named(words, found.start(1), found[1], name) if is_agency else None


def closing_agency(text: str) -> NamedAgency | None:
    """Return the news agency in brackets behind a paragraph's last full stop: "He left. (AFP)", or None."""
    tail = max(0, len(text) - CLOSING_SIZE)
    found = CLOSING.search(text[tail:])
    words = found[1].strip() if found else ""
    if found is None or _kinds().get(words) != "wire":
        return None
    return _named(words, tail + found.start(1), found[1], agency_names()[words])


def byline_agency(text: str) -> NamedAgency | None:
    """Return the news agency that one of the names of a byline is: "Ada Moran, AP", "Reuters Staff", or None."""
    start = 0
    for end, following in [*(gap.span() for gap in BYLINE_GAP.finditer(text[:300])), (len(text[:300]), 0)]:
        words = text[start:end].strip(" .").removesuffix(" Staff")
        if _kinds().get(words) == "wire":
            return _named(words, start, text[start:end], agency_names()[words])
        start = following
    return None


def credited_agency(text: str) -> NamedAgency | None:
    """Return the agency that a credit names and the table does not know: "Source: Meridian Wire", or None."""
    found = NAMED_SOURCE.match(text)
    if found is None:
        return None
    words = text[found.end() :].strip(" .")
    if AGENCY_NAME.fullmatch(words[:100]) is None or AGENCY_WORD.search(words) is None:
        return None
    return _named(words, found.end(), text[found.end() :], words)


def named_agencies(text: str) -> list[NamedAgency]:
    """Return the news agencies that a short line names, in order, each once; not "agencies"."""
    found: dict[str, NamedAgency] = {}
    for match in _names_in_line().finditer(text[:300]):
        name = agency_names()[match[0]]
        if _kinds()[match[0]] == "wire":
            found.setdefault(name, NamedAgency(start=match.start(), end=match.end(), name=name))
    return list(found.values())


def _named(words: str, start: int, around: str, name: str) -> NamedAgency:
    """Return the agency at its words, which stand somewhere in `around`, which begins at `start`."""
    first = start + around.index(words)
    return NamedAgency(start=first, end=first + len(words), name=name)


@cache
def _kinds() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in _rows()}


@cache
def _names_in_line() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{agency_pattern()})\b")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_table("onrecord.clean", "agencies.csv"))
