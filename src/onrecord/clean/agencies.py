"""News and photo agencies by the names that credits give them (`agencies.csv`)."""

import csv
import re
from functools import cache
from importlib.resources import files

WIRE_DATELINE = re.compile(r"\(([^()]{2,40})\)\s{0,3}(?:[-–—:]|$)")


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
    """Return the agency that a dateline at the start of a paragraph names: "KYIV (Reuters) -", or None."""
    found = WIRE_DATELINE.search(text, 0, 120)
    return agency_names().get(found[1].strip()) if found else None


def named_agencies(text: str) -> list[str]:
    """Return the usual names of the news agencies that a short line names, in order, each once."""
    photo = photo_names()
    found = (match[0] for match in _names_in_line().finditer(text[:300]) if match[0] not in photo)
    return list(dict.fromkeys(agency_names()[name] for name in found))


@cache
def _names_in_line() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{agency_pattern()})\b")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("onrecord.clean") / "agencies.csv").open(encoding="utf-8") as stream:
        return tuple(csv.DictReader(stream))
