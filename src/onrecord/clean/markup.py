"""Turns HTML into the lines a reader sees, in reading order, with what the markup says about each.

Invariant: every visible character is in exactly one line, white space folded; nothing of a script, a style or a hidden
element is. Each line knows its place in the text of the whole tree, shown or not. The walk is iterative and the
parser's depth is bounded, so nesting cannot exhaust the stack.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from lxml import etree

from onrecord.clean.lines import Line
from onrecord.model import Part

Region = Literal[
    "article", "navigation", "aside", "form", "comments", "related", "sharing", "caption", "byline", "time", "quote"
]

UNSEEN = frozenset((
    "head", "title", "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "audio",
    "video", "select", "datalist", "textarea", "math", "map", "dialog",
))  # fmt: skip
INKLESS = frozenset({"script", "style"})
"""Elements that hold no text for readers."""

INLINE = frozenset((
    # Browsers show nothing of these, so they do not end a line either.
    "script", "style", "template", "noscript", "svg",
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

CLOSING = re.compile(r"</html(?=[\s/>])", re.IGNORECASE)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class PageLine(Line):
    """A line of the page with its innermost block element, the region around it, and whether all of it is a link.

    `ink` are the parts of the page's ink (see `MarkupText`) that the line's characters but white space are.
    """

    tag: str
    region: Region | None
    linked: bool
    ink: tuple[Part, ...] = ()


class MarkupText(NamedTuple):
    """The visible lines of a page, and its ink: the text of its tree, shown or not, without white space.

    Scripts and styles are no text.
    """

    lines: list[PageLine]
    ink: str


class _Frame(NamedTuple):
    """An open element: its innermost block and region, whether it is in a link, ends lines itself, and is hidden."""

    tag: str
    region: Region | None
    linked: bool
    block: bool
    hidden: bool


@dataclass
class _Writer:
    """Gathers text until a block element begins or ends, and then writes it as a line."""

    lines: list[PageLine] = field(default_factory=list)
    offset: int = 0
    inks: list[str] = field(default_factory=list)
    inked: int = 0
    pieces: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    free: bool = False
    tag: str = "body"
    region: Region | None = None

    def add(self, text: str | None, frame: _Frame) -> None:
        """Add a text node; the first one with words decides what the line is. A hidden one belongs to no line."""
        if not text:
            return
        ink = "".join(text.split())
        if ink:
            self.inks.append(ink)
            self.inked += len(ink)
        if frame.hidden:
            return
        if ink:
            if not self.parts:
                self.tag, self.region = frame.tag, frame.region
            self._add_part(self.inked - len(ink))
            self.free = self.free or (not frame.linked and any(map(str.isalnum, text)))
        self.pieces.append(text)

    def _add_part(self, start: int) -> None:
        if self.parts and self.parts[-1][1] == start:
            start = self.parts.pop()[0]
        self.parts.append((start, self.inked))

    def end_line(self) -> None:
        """Write the gathered text as a line, unless it is only white space."""
        if not self.pieces:
            return
        text = " ".join("".join(self.pieces).split())
        if text:
            end = self.offset + len(text)
            place = self.tag, self.region, not self.free, tuple(self.parts)
            self.lines.append(PageLine(self.offset, end, text, *place))
            self.offset = end + 1
        self.pieces.clear()
        self.parts.clear()
        self.free = False


def open_ended(page: str) -> str:
    """Return the source with its closing html tags renamed: the parser drops all behind one, browsers do not."""
    return CLOSING.sub("</xhtml", page)


def parse_page(text: str) -> etree._Element | None:
    """Return the root of the page's tree, however broken the markup is, or None where there is none."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(open_ended(text).encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError:
        return None


def read_markup(root: etree._Element) -> MarkupText:
    """Return the visible lines of the page (joined by line breaks they are the article's text) and all its ink."""
    writer = _Writer()
    frames = [_Frame("body", None, linked=False, block=True, hidden=False)]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if frames.pop().block:
                writer.end_line()
            writer.add(element.tail, frames[-1])
            continue
        frame = _enter(frames[-1], element)
        frames.append(frame)
        if frame.block:
            writer.end_line()
        if element.tag not in INKLESS:
            writer.add(element.text, frame)
    writer.end_line()
    return MarkupText(writer.lines, "".join(writer.inks))


def _enter(outer: _Frame, element: etree._Element) -> _Frame:
    tag = element.tag if isinstance(element.tag, str) else "script"
    block = tag not in INLINE and not outer.hidden
    if outer.hidden or _is_hidden(element, tag):
        return _Frame(outer.tag, outer.region, outer.linked, block, hidden=True)
    region = _inner_region(outer.region, _region(element, tag))
    return _Frame(tag if block else outer.tag, region, outer.linked or tag == "a", block, hidden=False)


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
    return _named_region(element.get("class", "")[:NAME_SIZE], element.get("id", "")[:NAME_SIZE])


@lru_cache(maxsize=10_000)
def _named_region(classes: str, name: str) -> Region | None:
    names = f"{classes} {name}".casefold().replace("_", "-")
    return next((region for pattern, region in REGION_NAMES if pattern.search(names)), None)
