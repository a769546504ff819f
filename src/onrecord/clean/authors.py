"""Finds what a page says about its authors below their article ("Karin Solvaag covers the coast").

Invariant: only a line near the article's end that begins with the name of a byline is such a note.
"""

import re
from collections.abc import Sequence

from onrecord.clean.lines import Line
from onrecord.model import Role

NOTE = re.compile(
    r"[*(_ ]{0,3}(?P<name>[^\W\d_a-z][\w.’'-]{0,20}(?: [^\W\d_a-z][\w.’'-]{0,20}){1,3}),? "
    r"(?:(?:is|was) (?:an?|the|based|editor|head|chief)|has (?:been|reported|written|covered|worked|won)|can be reached"
    r"|covers|writes|reports|edits|works|lives|teaches|joined the|contributed)\b"
)
LAST_PARAGRAPHS = 3
BYLINE_SIZE = 300


def label_author_notes(lines: Sequence[Line], roles: list[Role], byline: str | None) -> None:
    """Make the last paragraphs that begin with an author's full name boilerplate; `byline` is the metadata's."""
    bylines = [line.text[:BYLINE_SIZE] for line, role in zip(lines, roles, strict=True) if role == "byline"]
    authors = "\n".join([byline or "", *bylines])
    paragraphs = [index for index, role in enumerate(roles) if role == "body"]
    for index in paragraphs[1:][-LAST_PARAGRAPHS:]:
        found = NOTE.match(lines[index].text)
        if found is not None and found["name"] in authors:
            roles[index] = "boilerplate"
