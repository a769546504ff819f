"""Reads what a PDF's metadata says about its origin.

Invariant: what a program wrote there of its own accord (a file's name, the user's login) is not taken for a fact.
"""

import re
from datetime import datetime

from onrecord.model import PageDate

TITLE_SIZE = 300
NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|untitled|document\d*|slide \d+|presentation\d*"
    r"|print|unbenannt|layout \d)\b"
    r"|.*\.(?:docx?|rtf|odt|pdf|indd|qxd|pub|pptx?|xlsx?|html?|txt|pages)$|https?:|about:",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:,? [^\W\d_][\w.’'-]*){1,5}")
NO_NAME = re.compile(
    r"\b(?:user|admin|administrator|owner|unknown|microsoft|office|windows|default|pc)\b", re.IGNORECASE
)
DATE = re.compile(
    r"(?:D:)?(?P<year>(?:19|20)\d\d)(?:(?P<month>\d\d)(?:(?P<day>\d\d)(?:(?P<time>\d{4}(?:\d\d)?)"
    r"(?:(?P<utc>Z)|(?P<zone>[+-]\d\d)'?(?P<minutes>\d\d)?)?)?)?)?.{0,12}"
)
"""A date of PDF 32000-1, 7.9.4."""

BROWSERS = re.compile(
    r"skia/pdf|chrom|mozilla|firefox|safari|wkhtmltopdf|microsoft edge|\bedg/|webkit|opera", re.IGNORECASE
)
"""Programs that print web pages: their files are made after the page was published, all others' before."""

MADE_BEFORE = "the file was made then, so it was not published earlier"
MADE_BEHIND = "the page was printed from a browser then, so it was published by then"


def read_title(raw: str) -> str | None:
    """Return the title, or None where a program made it up."""
    title = " ".join(raw.split())
    if not any(map(str.isalpha, title)) or len(title) > TITLE_SIZE or NO_TITLE.match(title):
        return None
    return title


def read_author(raw: str) -> str | None:
    """Return the author where it is the name of a person or body; a login ("jmoran2") is none."""
    author = " ".join(raw.split())
    if NAME.fullmatch(author) is None or not author[0].isupper() or NO_NAME.search(author):
        return None
    return author


def read_pdf_date(raw: str) -> str | None:
    """Return the date or time in ISO 8601, or None where there is none."""
    found = DATE.fullmatch(raw.strip())
    if found is None:
        return None
    date = "-".join(filter(None, (found["year"], found["month"], found["day"])))
    if found["time"] is None:
        return date
    clock = ":".join(filter(None, (found["time"][:2], found["time"][2:4], found["time"][4:])))
    zone = "Z" if found["utc"] else f"{found['zone']}:{found['minutes'] or '00'}" if found["zone"] else ""
    moment = f"{date}T{clock}{zone}"
    return moment if _moment(moment) is not None else None


def is_later(changed: str | None, made: str | None) -> bool:
    """Whether a file was changed after it was made, so far as both times are known."""
    after, before = _moment(changed or ""), _moment(made or "")
    if after is None or before is None:
        return False
    if after.tzinfo is None or before.tzinfo is None:
        return after.replace(tzinfo=None) > before.replace(tzinfo=None)
    return after > before


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def bound_by(made: PageDate, program: str) -> PageDate:
    """Return what the time at which a file was made says about its publication, by the program that made it."""
    if BROWSERS.search(program):
        return PageDate(from_=None, to=made.to, zone=made.zone, how="bound", text=made.text, reason=MADE_BEHIND)
    return PageDate(from_=made.from_, to=None, zone=made.zone, how="bound", text=made.text, reason=MADE_BEFORE)
