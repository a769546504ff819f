"""News and photo agencies by the names that credits give them (`agencies.csv`)."""

import csv
import re
from functools import cache
from importlib.resources import files

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


def dateline_agency(text: str) -> str | None:
    """Return the agency that a dateline at the start of a paragraph names: "KYIV (Reuters) -", or None.

    Behind a place in capitals and before a dash, a name is an agency's whether the table knows it or not.
    """
    found = WIRE_DATELINE.search(text, 0, 120)
    if found is None:
        return None
    name = found[1].strip()
    if name in agency_names():
        return agency_names()[name] if _kind(name) != "generic" else None
    placed = PLACED.match(text[: found.start()]) is not None and found[0][-1] != ")"
    return name if placed and AGENCY_NAME.fullmatch(name) and not NO_AGENCY.search(name) else None


def closing_agency(text: str) -> str | None:
    """Return the news agency in brackets behind a paragraph's last full stop: "He left. (AFP)", or None."""
    found = CLOSING.search(text[-CLOSING_SIZE:])
    name = found[1].strip() if found else ""
    return agency_names()[name] if _kinds().get(name) == "wire" else None


def byline_agency(text: str) -> str | None:
    """Return the news agency that one of the names of a byline is: "Ada Moran, AP", "Reuters Staff", or None."""
    names = (name.strip(" .").removesuffix(" Staff") for name in BYLINE_GAP.split(text[:300]))
    return next((agency_names()[name] for name in names if _kinds().get(name) == "wire"), None)


def credited_agency(text: str) -> str | None:
    """Return the agency that a credit names and the table does not know: "Source: Meridian Wire", or None."""
    found = NAMED_SOURCE.match(text)
    name = text[found.end() :].strip(" .") if found else ""
    return name if AGENCY_NAME.fullmatch(name[:100]) and AGENCY_WORD.search(name) else None


def named_agencies(text: str) -> list[str]:
    """Return the usual names of the news agencies that a short line names, in order, each once; not "agencies"."""
    found = (match[0] for match in _names_in_line().finditer(text[:300]) if _kind(match[0]) == "wire")
    return list(dict.fromkeys(agency_names()[name] for name in found))


def _kind(name: str) -> str:
    return _kinds()[name]


@cache
def _kinds() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in _rows()}


@cache
def _names_in_line() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{agency_pattern()})\b")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("onrecord.clean") / "agencies.csv").open(encoding="utf-8") as stream:
        return tuple(csv.DictReader(stream))
