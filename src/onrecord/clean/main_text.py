"""Finds the lines of a page that are its article, by trafilatura, and aligns them with the page's own lines.

Invariant: trafilatura only chooses; the text stays the page's own. Where it finds nothing or gives up, the answer is
None and the markup alone decides.
"""

import logging
from collections.abc import Sequence

from lxml import html

from onrecord.clean.markup import PageLine, open_ended

# Its warnings about odd pages are for its own developers; what matters here is the answer.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("justext").setLevel(logging.CRITICAL)

REACH = 100_000
"""How much of the extracted text (letters) is searched for each line: bounds the work on hostile pages."""

SHORT = 25
SHORT_AHEAD = 400
"""A short line ("Sport") may stand anywhere in the text by chance; it must follow its neighbours closely."""

EDGE = 40
"""A line whose first or last so many letters are in the extracted text is in it, up to a link's few words."""


def extract_main_text(page: str) -> str | None:
    """Return the article's text as trafilatura finds it, one paragraph a line, or None where it finds none."""
    # Importing it takes as long as ten pages, and most commands clean none.
    import trafilatura  # noqa: PLC0415 - as above

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(open_ended(page).encode("utf-8", "surrogatepass"), parser=parser)
        found = trafilatura.bare_extraction(
            tree, fast=True, include_comments=False, include_tables=False, with_metadata=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError, html.etree.LxmlError):
        # What its own code and lxml raise on broken trees; the page is then labelled by its markup.
        return None
    if found is None or isinstance(found, dict):
        return None
    return found.text or None


def find_main_lines(lines: Sequence[PageLine], main_text: str) -> list[bool]:
    """Return for each line whether it belongs to the extracted text, comparing letters and digits only."""
    haystack = _letters(main_text)[:REACH]
    inside: list[bool] = []
    position = 0
    for line in lines:
        found = _find(haystack, _letters(line.text), position)
        inside.append(found is not None)
        position = found if found is not None else position
    return inside


def _find(haystack: str, needle: str, position: int) -> int | None:
    """Return where the needle ends in the haystack, or None; a short one must stand right behind the position."""
    if len(needle) < SHORT:
        start = haystack.find(needle, position, position + SHORT_AHEAD) if needle else -1
        return start + len(needle) if start >= 0 else None
    for part in (needle, needle[-EDGE:], needle[:EDGE]) if len(needle) >= 2 * EDGE else (needle,):
        start = haystack.find(part, position)
        if start < 0:
            start = haystack.find(part)
        if start >= 0:
            return start + len(part)
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
