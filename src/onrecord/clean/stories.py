"""Finds pages of several entries or stories: a live blog under its time stamps, a digest under its headings.

Invariant: the places returned are lines, ascending; an entry or story holds at least one paragraph.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.clean.lines import Line
from onrecord.clean.wording import is_firm_prose
from onrecord.model import READ_ROLES, Role

STAMP_WORDS = 8
CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?\s?(?P<half>[ap]\.?m\b)?"
                   r"|\s?(?P<bare>[ap]\.?m\b))", re.IGNORECASE)  # fmt: skip
BESIDE = re.compile(
    r"\b(?:GMT|UTC|[ECMPB]S?T|[ECMP]DT|CES?T|IST|MSK|JST|KST|Z|ago|at|on|updated|posted|published|first|local|time|key"
    r"|event|today|yesterday|hrs|\d{1,4}|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\b|[\W_]",
    re.IGNORECASE,
)
LEAST_ENTRIES = 3
HALF_DAY = 12 * 60

DATELINE = re.compile(
    r"[A-Z][A-Z’'.-]{2,30}(?: [A-Z][A-Z’'.-]{1,30}){0,3}(?:, [\w. ]{2,25})?(?: \([^()\n]{2,30}\))? ?[-–—] ?\S"
)
"""How a story of a wire begins: "OXBY, Norvia (Meridian) — The council …"."""

DIGEST = re.compile(
    r"\b(?:in brief|round-?up|digest|briefing|news briefs|headlines at|the week in|what you need to know today)\b",
    re.IGNORECASE,
)
LEAST_STORIES = 3


def find_entries(lines: Sequence[Line], roles: Sequence[Role]) -> list[int]:
    """Return the lines with the time stamps of a live blog: three and more, each above prose, in order of time."""
    stamps = [(index, minute) for index, line in enumerate(lines) if (minute := _stamp(line)) is not None]
    borders = [*(index for index, _ in stamps), len(lines)]
    entries = [
        stamp
        for stamp, (start, end) in zip(stamps, pairwise(borders), strict=True)
        if _has_prose(lines, roles, start, end)
    ]
    if len(entries) < LEAST_ENTRIES or 2 * len(entries) < len(stamps) or not _in_order([time for _, time in entries]):
        return []
    return [index for index, _ in entries]


def find_stories(lines: Sequence[Line], roles: Sequence[Role]) -> list[int]:
    """Return the lines with the headings of a digest's stories: datelined each, or the page is called a digest."""
    heads = [
        index
        for index in range(1, len(lines))
        if roles[index - 1] in {"heading", "title"} and is_firm_prose(lines[index]) and roles[index] == "body"
    ]
    datelined = [index - 1 for index in heads if DATELINE.match(lines[index].text)]
    if len(datelined) > 1:
        return datelined
    title = next((line.text for line, role in zip(lines, roles, strict=True) if role == "title"), "")
    headings = [index - 1 for index in heads if roles[index - 1] == "heading"]
    return headings if DIGEST.search(title) is not None and len(headings) >= LEAST_STORIES else []


def _stamp(line: Line) -> int | None:
    """Return the minute of the day that a line names, nothing but date and zone beside it; None for other lines."""
    if len(line.words) > STAMP_WORDS:
        return None
    found = CLOCK.search(line.text)
    if found is None or BESIDE.sub("", line.text[: found.start()] + " " + line.text[found.end() :]):
        return None
    half = found["half"] or found["bare"]
    hour = int(found["hour"])
    if half is not None:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return 60 * hour + int(found["minute"] or 0)


def _has_prose(lines: Sequence[Line], roles: Sequence[Role], start: int, end: int) -> bool:
    return any(roles[index] in READ_ROLES and is_firm_prose(lines[index]) for index in range(start + 1, end))


def _in_order(minutes: Sequence[int]) -> bool:
    """Newest first or oldest first; midnight may lie between two entries."""
    falls = sum(after < before for before, after in pairwise(minutes))
    rises = sum(after > before for before, after in pairwise(minutes))
    wraps = sum(abs(after - before) > HALF_DAY for before, after in pairwise(minutes))
    return min(falls, rises) <= wraps <= 1 + len(minutes) // 10
