"""Reads from a page's labelled lines who published it: outlet, agency, author.

Invariant: what is returned stands in a line of the page (an agency under its usual name).
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.clean.agencies import byline_agency, closing_agency, credited_agency, dateline_agency, named_agencies
from onrecord.clean.lines import Line
from onrecord.model import Role

PUBLISHED_BY = re.compile(r"(?P<again>re)?published by:? (?P<outlet>[^.|]{2,60})", re.IGNORECASE)
LEADING = re.compile(r"^(?:(?:written|words|story|report|posted)\s)?by:?(?:\s+|$)", re.IGNORECASE)
NAME_END = re.compile(r"(?:^|\s)[|•·](?:\s|$)|\s[-–—]\s|,\s|\d|\s(?:for|in|at|on)\s")
COPYRIGHT = re.compile(r"copyright|©|contributed", re.IGNORECASE)
LEAD_PARAGRAPHS = 2


def find_outlet(lines: Sequence[Line], roles: Sequence[Role]) -> str | None:
    """Return who says to have published the page: a republisher before the publisher, for the page is theirs."""
    found = [
        match
        for line, role in zip(lines, roles, strict=True)
        if role == "credit" and (match := PUBLISHED_BY.match(line.text)) is not None
    ]
    again = [match for match in found if match["again"]]
    return next((match["outlet"].strip() for match in (*again, *found)), None)


def find_agency(lines: Sequence[Line], roles: Sequence[Role], byline: str | None) -> str | None:
    """Return the agency of the page's text: by dateline, last words, a credit of the text, or a byline.

    `byline` is the one in the page's metadata.
    """
    leads = [line.text for line, role in zip(lines, roles, strict=True) if role in {"dateline", "body"}]
    bylines = [LEADING.sub("", line.text) for line, role in zip(lines, roles, strict=True) if role == "byline"]
    evidence = (
        *map(dateline_agency, leads[:LEAD_PARAGRAPHS]),
        *map(closing_agency, leads[LEAD_PARAGRAPHS:][-1:]),
        *_credited_agencies(lines, roles),
        *map(byline_agency, [byline or "", *bylines]),
    )
    return next(filter(None, evidence), None)


def _credited_agencies(lines: Sequence[Line], roles: Sequence[Role]) -> Iterator[str | None]:
    """Yield the agencies of each credit and copyright line that does not belong to a picture."""
    for index, (line, role) in enumerate(zip(lines, roles, strict=True)):
        pictured = index > 0 and roles[index - 1] == "caption"
        owned = role == "boilerplate" and COPYRIGHT.search(line.text[:60]) is not None
        if (role == "credit" and not pictured) or owned:
            yield ", ".join(named_agencies(line.text)) or credited_agency(line.text)


def find_byline(lines: Sequence[Line], roles: Sequence[Role], outlet: str | None) -> str | None:
    """Return the author's name of the first byline that has one; the outlet's own name is none."""
    for line, role in zip(lines, roles, strict=True):
        if role == "byline":
            name = LEADING.sub("", line.text)
            end = NAME_END.search(name)
            name = (name[: end.start()] if end else name).strip(" .,|")
            if name and name[0].isupper() and name != outlet:
                return name
    return None
