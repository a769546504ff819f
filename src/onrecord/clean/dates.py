"""Finds calendar dates in a line and says whether the line is nothing but a date, a dateline or a time stamp.

Invariant: a date has the offsets it was read from; without a year it stays incomplete, none is made up.
"""

import re
from functools import cache

from onrecord.language.calendar import day_of, month_numbers
from onrecord.model import Record

AGO = r"\b(?:\d{1,2}|an?)\s(?:min|minute|hour|day|week)s?\sago\b"
FILLER = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\d{1,2}[:.h]\d\d(?:[:.]\d\d)?|\d{1,2}\s?(?=[ap]\.?m)"
    r"|\b[ap]\.?m\b\.?|\b(?:GMT|UTC|[ECMPB]S?T|[ECMP]DT|CES?T|BST|IST|MSK|JST|KST|AEDT|AEST|EAT|SGT|Z)\b(?:[+-]\d{1,2})?"
    rf"|{AGO}"
    r"|\b(?:first|originally|last|published|updated|posted|modified|created|date|publication|time|on|at|the|local|by|and|hrs?|ist)\b",
    re.IGNORECASE,
)
PLACE_LINE = re.compile(
    r"^[A-Z][A-Z’'. -]{2,40}(?:,\s[A-Z][\w’'. -]{1,30})?\s{0,3}(?:\([^()]{0,40}\)\s{0,3})?[-–—]{1,2}\s{0,3}$"
)
GLUED = r"(?-i:(?<=[a-z])(?=[A-Z][a-z]))"
"""Where an extraction lost the space between a name and a month: "Ada MoranDec. 21, 2023"."""

STAMP_WORDS = 16
PLACE_WORDS = 6
NAME_WORDS = 4
NAME = re.compile(r"[^\W\d_][^\W\d_.’'-]{0,20}[\w.’'-]{0,20}[,:|]?")


class FoundDate(Record, frozen=True, kw_only=True):
    """A date as offsets into the text that was searched; `iso` is null where no year stands beside day and month."""

    start: int
    end: int
    iso: str | None


def find_dates(text: str) -> list[FoundDate]:
    """Return the calendar dates in the text, in order; impossible ones (30 February) are left out."""
    found: list[FoundDate] = []
    for match in _date_pattern().finditer(text):
        year, month, day = _fields(match)
        # 2000 stands in where no year is given: a leap year, so that 29 February is possible.
        value = day_of(year or 2000, month, day)
        if value is not None:
            found.append(FoundDate(start=match.start(), end=match.end(), iso=value.isoformat() if year else None))
    return found


@cache
def _date_pattern() -> re.Pattern[str]:
    """Numbers from the year down or from the day up with full stops; month names before or behind the day."""
    names = "|".join(sorted(month_numbers(), key=lambda name: (-len(name), name)))
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?:\b|{GLUED})(?:(?P<y1>{year})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?!\d)"
        rf"|(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?P<y2>{year})(?!\d)"
        rf"|(?P<m3>{names})\b\.?\s{{1,3}}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s{{1,3}}(?P<y3>{year})(?!\d))?"
        rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s{{1,3}}(?P<m4>{names})\b\.?(?:,?\s{{1,3}}(?P<y4>{year})(?!\d))?)",
        re.IGNORECASE,
    )


def _fields(match: re.Match[str]) -> tuple[int | None, int, int]:
    """Return year, month and day of whichever of the four forms matched."""
    form = next(form for form in "1234" if match[f"m{form}"])
    month, year = match[f"m{form}"], match[f"y{form}"]
    number = int(month) if month.isdigit() else month_numbers()[month.casefold()]
    return int(year) if year else None, number, int(match[f"d{form}"])


def is_dateline(text: str) -> bool:
    """Whether the line is nothing but a date or time stamp, or a place (and agency, and date) before a dash."""
    if len(text.split()) > STAMP_WORDS:
        return False
    if PLACE_LINE.match(text):
        return True
    rest, dates = _date_pattern().subn(" ", text)
    if not dates and re.search(AGO, text, re.IGNORECASE) is None:
        return False
    rest = FILLER.sub(" ", rest)
    # What is left may be a place in capitals and an agency in brackets.
    rest = re.sub(r"\([^()]{0,40}\)", " ", rest)
    words = rest.split()
    return len(words) <= PLACE_WORDS and all(word.isupper() or not any(map(str.isalnum, word)) for word in words)


def is_signed_date(text: str) -> bool:
    """Whether the line is an author's name and a complete date: "Ada Moran | 3 May 2021, 10:15 am"."""
    if len(text.split()) > STAMP_WORDS or not any(found.iso for found in find_dates(text)):
        return False
    rest = FILLER.sub(" ", _date_pattern().sub(" ", text))
    names = [word for word in rest.split() if any(map(str.isalnum, word))]
    return 1 < len(names) <= NAME_WORDS and all(word[0].isupper() and NAME.fullmatch(word) for word in names)
