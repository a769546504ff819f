"""Turns HTML into the lines a reader sees, in reading order, with what the markup says about each.

Invariant: every visible character is in exactly one line, white space folded; nothing of a script, a style or a hidden
element is. The walk is iterative and the parser's depth is bounded, so nesting cannot exhaust the stack.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from onrecord.clean.lines import Line

Region = Literal[
    "article", "navigation", "aside", "form", "comments", "related", "sharing", "caption", "byline", "time", "quote"
]

UNSEEN = frozenset((
    "head", "title", "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "audio",
    "video", "select", "datalist", "textarea", "math", "map", "dialog",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "img", "input", "picture", "source",
))  # fmt: skip
REGION_TAGS: dict[str, Region] = {
    "nav": "navigation",
    "footer": "navigation",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "figcaption": "caption",
    "blockquote": "quote",
    "time": "time",
    "article": "article",
    "main": "article",
}
REGION_NAMES: tuple[tuple[re.Pattern[str], Region], ...] = (
    (re.compile(r"\b(?:comments?|disqus|commentlist|respond)\b"), "comments"),
    (re.compile(r"\b(?:caption|credit|wp-caption-text|photo-credit|image-caption)\b"), "caption"),
    (re.compile(r"\b(?:byline|author|authors)\b"), "byline"),
    (re.compile(r"\b(?:share|sharing|social|addthis|sharedaddy|share-tools)\b"), "sharing"),
    (
        re.compile(
            r"\b(?:related|recommended|recirc|recirculation|most-read|more-stories|trending|outbrain|taboola)\b"
        ),
        "related",
    ),
    (
        re.compile(
            r"\b(?:newsletter|signup|subscribe|paywall|cookie|consent|breadcrumbs?|navbar|menu|advert(?:isement)?)\b"
        ),
        "navigation",
    ),
)
HIDDEN_STYLE = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
NAME_SIZE = 300
"""How much of an element's class and id is looked at."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class PageLine(Line):
    """A line of the page with its innermost block element, the region around it, and whether all of it is a link."""

    tag: str
    region: Region | None
    linked: bool


@dataclass
class _Writer:
    """Gathers text until a block element begins or ends, and then writes it as a line."""

    lines: list[PageLine] = field(default_factory=list)
    offset: int = 0
    pieces: list[str] = field(default_factory=list)
    free: bool = False
    tag: str = "body"
    region: Region | None = None

    def add(self, text: str | None, *, tag: str, region: Region | None, linked: bool) -> None:
        """Add a text node; the first one with words decides what the line is."""
        if not text:
            return
        if text.strip():
            if not any(map(str.strip, self.pieces)):
                self.tag, self.region = tag, region
            self.free = self.free or (not linked and any(map(str.isalnum, text)))
        self.pieces.append(text)

    def end_line(self) -> None:
        """Write the gathered text as a line, unless it is only white space."""
        text = " ".join("".join(self.pieces).split())
        if text:
            end = self.offset + len(text)
            self.lines.append(PageLine(self.offset, end, text, self.tag, self.region, linked=not self.free))
            self.offset = end + 1
        self.pieces.clear()
        self.free = False


def parse_page(text: str) -> etree._Element | None:
    """Return the root of the page's tree, however broken the markup is, or None where there is none."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError:
        return None


def page_lines(root: etree._Element) -> list[PageLine]:
    """Return the visible lines of the page; joined by line breaks they are the article's text."""
    writer = _Writer()
    tags: list[str] = ["body"]
    regions: list[Region | None] = [None]
    links = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "script"
        block = tag not in INLINE
        if event == "start":
            if block:
                writer.end_line()
            hidden = _is_hidden(element, tag)
            tags.append(tag if block else tags[-1])
            regions.append(_inner_region(regions[-1], _region(element, tag)))
            links += tag == "a"
            if hidden:
                walk.skip_subtree()
            else:
                writer.add(element.text, tag=tags[-1], region=regions[-1], linked=links > 0)
            continue
        if block:
            writer.end_line()
        tags.pop()
        regions.pop()
        links -= tag == "a"
        writer.add(element.tail, tag=tags[-1], region=regions[-1], linked=links > 0)
    writer.end_line()
    return writer.lines


def _inner_region(outer: Region | None, inner: Region | None) -> Region | None:
    """An `article` element inside a list of comments or related stories is one of those, not the page's article."""
    if inner is None or (inner == "article" and outer is not None):
        return outer
    return inner


def _is_hidden(element: etree._Element, tag: str) -> bool:
    if tag in UNSEEN:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return tag not in {"body", "main", "article"}
    style = element.get("style")
    return style is not None and HIDDEN_STYLE.search(style[:NAME_SIZE]) is not None


def _region(element: etree._Element, tag: str) -> Region | None:
    if tag in REGION_TAGS:
        return REGION_TAGS[tag]
    if tag in {"html", "body"}:
        return None
    names = f"{element.get('class', '')[:NAME_SIZE]} {element.get('id', '')[:NAME_SIZE]}".casefold()
    if len(names) == 1:
        return None
    names = names.replace("_", "-")
    return next((region for pattern, region in REGION_NAMES if pattern.search(names)), None)
