"""Reads from a page's labelled lines who published it, who wrote it, and from where it was taken or translated.

Invariant: a credit is words of a line of the page; whom they name is the name of the outlet, author or language.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.clean.agencies import (
    NamedAgency,
    byline_agency,
    closing_agency,
    credited_agency,
    dateline_agency,
    named_agencies,
)
from onrecord.clean.captions import INITIALS, is_picture_credit
from onrecord.clean.lines import Line
from onrecord.model import Credit, CreditKind, Role

Labelled = Sequence[tuple[Line, Role]]

NAME = (
    r"(?P<name>[^.|,;()]{2,60}?)"
    r"(?= on \w{3,9}\.? \d| on \d| under | with | by | at https?:| and has | and was |[.|,;()]|$)"
)
THIS = (
    r"(?:(?:This|The) (?:article|story|piece|report|text|post|interview)\s)?"
    r"(?:(?:was|is|has been|first|originally)\s){0,3}"
)
BY_MACHINE = r"(?:machine[- ]|automatically |auto-)"
WORDINGS: tuple[tuple[str, CreditKind], ...] = (
    (rf"re-?published by:?\s{NAME}", "republished_by"),
    (rf"published by:?\s{NAME}", "published_by"),
    (rf"{THIS}(?:published|appeared)(?: first)? (?:in|on|by|at):?\s{NAME}", "published_by"),
    (rf"{THIS}(?:re-?published|reposted|cross-posted|reprinted)(?: with permission)? from:?\s{NAME}", "published_by"),
    (rf"{THIS}{BY_MACHINE}?translated(?: \w+)? from (?:the )?(?:original )?{NAME}", "translated_from"),
    (rf"{THIS}(?:an? )?(?:machine )?translation of (?:an? |the )?{NAME}", "translated_from"),
    (rf"{THIS}(?P<name>translat(?:ed|ion)) by\b", "translated_from"),
    (rf".{{0,60}}?\b(?P<name>{BY_MACHINE}translated|machine translation)\b", "translated_from"),
)
"""What notes of publication and translation say, the more telling first; a language or an outlet is what they name."""

NOTES = tuple((re.compile(wording, re.IGNORECASE), kind) for wording, kind in WORDINGS)

LEADING = re.compile(r"^(?:(?:written|words|story|report|posted)\s)?by:?(?:\s+|$)", re.IGNORECASE)
NAME_END = re.compile(r"(?:^|\s)[|•·](?:\s|$)|\s[-–—]\s|,\s|\d|\s(?:for|in|at|on)\s")
COPYRIGHT = re.compile(r"copyright|©|contributed", re.IGNORECASE)
NOTE_SIZE = 400
LEAD_PARAGRAPHS = 2


def find_credits(lines: Sequence[Line], roles: Sequence[Role], outlet: str | None) -> tuple[Credit, ...]:
    """Return the page's credits by place; `outlet` is its outlet's name where that is known from elsewhere."""
    page = list(zip(lines, roles, strict=True))
    notes = list(_notes(page))
    publisher = _outlet(notes)
    author = _author(page, outlet or (None if publisher is None else publisher.name))
    found = [*notes, *_agencies(page), *filter(None, [publisher, author])]
    return tuple(sorted(found, key=lambda credit: (credit.start, credit.end, credit.kind)))


def name_in(found: Sequence[Credit], kind: CreditKind) -> str | None:
    """Return the names of the credits of a kind, in order, each once, or None where there is none."""
    return ", ".join(dict.fromkeys(credit.name for credit in found if credit.kind == kind)) or None


def agency_in(byline: str | None) -> str | None:
    """Return the usual name of the agency that a byline of the metadata names, or None."""
    agency = byline_agency(byline or "")
    return None if agency is None else agency.name


def _notes(page: Labelled) -> Iterator[Credit]:
    for line, role in page:
        if role == "credit":
            for pattern, kind in NOTES:
                found = pattern.match(line.text[:NOTE_SIZE])
                if found is not None:
                    yield _credit(line, 0, found.end(), kind, found["name"].strip())
                    break


def _outlet(notes: Sequence[Credit]) -> Credit | None:
    """Return who says to have published the page: a republisher before the publisher, for the page is theirs."""
    again = [note for note in notes if note.kind == "republished_by"]
    first = [note for note in notes if note.kind == "published_by" and note.text.casefold().startswith("published by")]
    for note in (*again, *first):
        start = note.start + note.text.rindex(note.name)
        return Credit(start=start, end=start + len(note.name), text=note.name, kind="outlet", name=note.name)
    return None


def _agencies(page: Labelled) -> list[Credit]:
    """Return the agency of the page's text: by dateline, last words, a credit of the text, or a byline."""
    leads = [line for line, role in page if role in {"dateline", "body"}]
    evidence = (
        *((line, dateline_agency(line.text)) for line in leads[:LEAD_PARAGRAPHS]),
        *((line, closing_agency(line.text)) for line in leads[LEAD_PARAGRAPHS:][-1:]),
    )
    for line, agency in evidence:
        if agency is not None:
            return [_agency(line, agency)]
    for line in _text_credits(page):
        agencies = named_agencies(line.text) or list(filter(None, [credited_agency(line.text)]))
        if agencies:
            return [_agency(line, agency) for agency in agencies]
    for line, role in page:
        start = _name_start(line.text)
        agency = byline_agency(line.text[start:]) if role == "byline" else None
        if agency is not None:
            return [_agency(line, agency, start)]
    return []


def _text_credits(page: Labelled) -> Iterator[Line]:
    """Yield each credit and copyright line that does not belong to a picture; initials sign a text ("ab/cd (AFP)")."""
    for index, (line, role) in enumerate(page):
        captioned = index > 0 and page[index - 1][1] == "caption" and INITIALS.match(line.text) is None
        pictured = captioned or is_picture_credit(line)
        owned = role == "boilerplate" and COPYRIGHT.search(line.text[:60]) is not None
        if (role == "credit" and not pictured) or owned:
            yield line


def _agency(line: Line, agency: NamedAgency, start: int = 0) -> Credit:
    return _credit(line, start + agency.start, start + agency.end, "agency", agency.name)


def _author(page: Labelled, outlet: str | None) -> Credit | None:
    """Return the author's name of the first byline that has one; the outlet's own name is none."""
    for line, role in page:
        if role != "byline":
            continue
        start = _name_start(line.text)
        rest = line.text[start:]
        end = NAME_END.search(rest)
        words = rest[: end.start()] if end else rest
        name = words.strip(" .,|")
        if name and name[0].isupper() and name != outlet:
            start += words.index(name)
            return _credit(line, start, start + len(name), "byline", name)
    return None


def _name_start(text: str) -> int:
    leading = LEADING.match(text)
    return leading.end() if leading else 0


def _credit(line: Line, start: int, end: int, kind: CreditKind, name: str) -> Credit:
    return Credit(start=line.start + start, end=line.start + end, text=line.text[start:end], kind=kind, name=name)
