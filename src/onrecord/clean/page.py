"""Labels the lines of an HTML page: the article where trafilatura sees it, all else by markup and wording.

Invariant: every visible line has a role; lines outside the article are never labelled as something that is read.
"""

from collections.abc import Sequence

from onrecord.clean.captions import has_credit
from onrecord.clean.lines import Line
from onrecord.clean.main_text import extract_main_text, find_main_lines
from onrecord.clean.markup import HEADINGS, PageLine, Region
from onrecord.clean.plain import label_lines
from onrecord.clean.wording import SECTION_WORDS, is_firm_prose, is_prose, own_role
from onrecord.model import READ_ROLES, Role

OUTSIDE: dict[Region, Role] = {
    "navigation": "boilerplate",
    "form": "boilerplate",
    "sharing": "boilerplate",
    "comments": "comment",
    "related": "related",
    "caption": "caption",
    "byline": "byline",
    "time": "dateline",
}
"""What a line outside the article is, by the region it stands in."""

INSIDE: dict[Region, Role] = {
    "caption": "caption",
    "sharing": "boilerplate",
    "comments": "comment",
    "related": "related",
    "form": "boilerplate",
}
"""Regions whose lines are not the article's even where trafilatura took them for it, unless they are sentences."""


UNMARKED: frozenset[Region | None] = frozenset({None, "article", "quote"})
"""Regions in which nothing speaks against a line's being the article's."""


def label_page(lines: Sequence[PageLine], page: str, title: str | None) -> list[Role]:
    """Return the role of each line of the page, `title` being its headline where metadata names it."""
    main_text = extract_main_text(page)
    inside = find_main_lines(lines, main_text) if main_text is not None else []
    if not any(inside):
        inside = _inside_by_markup(lines)
    title_index = _title_index(lines, inside, title)
    inside = _with_prose_between(lines, inside, title_index)
    places = [index for index, is_inside in enumerate(inside) if is_inside or index == title_index]
    chosen = [lines[index] for index in places]
    hints = [_hint(lines[index], index == title_index) for index in places]
    found = dict(zip(places, label_lines(chosen, title, hints), strict=True))
    return [found[index] if index in found else _outside_role(line) for index, line in enumerate(lines)]


def _inside_by_markup(lines: Sequence[PageLine]) -> list[bool]:
    """Without an extraction: what stands in `article` or `main`, else everything outside navigation and the like."""
    marked = [line.region in {"article", "quote"} and not line.linked for line in lines]
    if any(marked):
        return marked
    return [line.region in {None, "quote"} and not line.linked for line in lines]


def _with_prose_between(lines: Sequence[PageLine], inside: Sequence[bool], title: int | None) -> list[bool]:
    """Add what the extraction skipped: unmarked prose between the title, or else its first line, and its last one."""
    found = [index for index, is_inside in enumerate(inside) if is_inside]
    if not found:
        return list(inside)
    first = found[0] if title is None else title
    return [
        is_inside or (first < index < found[-1] and _is_unmarked_prose(lines[index]))
        for index, is_inside in enumerate(inside)
    ]


def _is_unmarked_prose(line: PageLine) -> bool:
    marked = line.region not in UNMARKED or line.linked or line.tag in HEADINGS
    return not marked and is_firm_prose(line) and own_role(line) is None


def _title_index(lines: Sequence[PageLine], inside: Sequence[bool], title: str | None) -> int | None:
    """The main heading: a line that says the known title (the outlet may follow there), else the last h1 above."""
    key = Line(0, len(title), title).key if title else ""
    same = [index for index, line in enumerate(lines) if line.key and line.key == key]
    same += [index for index, line in enumerate(lines) if line.tag == "h1" and line.key and key.startswith(line.key)]
    if same:
        return next((index for index in same if lines[index].tag == "h1"), same[0])
    first = next((index for index, is_inside in enumerate(inside) if is_inside), len(lines))
    above = [index for index, line in enumerate(lines[: first + 1]) if line.tag == "h1" and not line.linked]
    return above[-1] if above else None


def _hint(line: PageLine, is_title: bool) -> Role | None:
    if is_title:
        return "title"
    if line.region in INSIDE and not (is_prose(line) and line.region != "caption"):
        return INSIDE[line.region]
    if line.linked and not line.ends_sentence:
        return "related"
    if line.tag in HEADINGS:
        return "heading" if own_role(line) is None else None
    if line.region == "quote":
        return "pull_quote"
    # Markup tells headings and captions from paragraphs, so only a credit or a known phrase speaks against one.
    own = own_role(line)
    return "body" if own is None or (own == "caption" and not has_credit(line)) else None


def _outside_role(line: PageLine) -> Role:
    if line.region == "byline":
        # Boxes of authors also hold dates, their own headings and what the author has done.
        return own_role(line) or ("boilerplate" if is_firm_prose(line) else "byline")
    if line.region is not None and line.region in OUTSIDE:
        return OUTSIDE[line.region]
    own = own_role(line)
    if own is not None and own not in READ_ROLES:
        return own
    return "related" if line.linked and len(line.words) > SECTION_WORDS else "boilerplate"
