"""Reads what an HTML page says about itself: meta tags and JSON-LD, as the strings that stand there.

Invariant: nothing is interpreted here beyond choosing the field; dates stay the page's own strings.
"""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from onrecord.model import Record

PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "article:published", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "article.published", "date",
)  # fmt: skip
UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified")
TIME_PUBLISHED = frozenset({"published", "entry-date", "dt-published", "post-date", "article-date"})
TIME_UPDATED = frozenset({"updated", "modified", "dt-updated", "entry-modified"})
"""Class names of time elements, as blog software and microformats write them."""

TITLES = ("og:title", "twitter:title", "headline", "dc.title")
OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher")
AUTHORS = ("author", "article:author", "parsely-author", "byl", "dc.creator", "sailthru.author")
Node = dict[str, Any]
"""An object of JSON-LD."""

ARTICLE_ENDS = ("Article", "Posting", "Report", "LiveBlog", "Review")
"""How the types of schema.org for articles end: NewsArticle, OpinionNewsArticle, LiveBlogPosting and the like."""

PAGE_TYPE = "WebPage"
JSON_SIZE = 500_000
JSON_SCRIPTS = 20
JSON_NODES = 2_000
"""Bounds on JSON-LD: characters of a script, scripts of a page, objects of a script."""


class PageFacts(Record, frozen=True, kw_only=True):
    """What the page's metadata says, each field a string of the page or null."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    published: str | None = None
    updated: str | None = None
    subjects: tuple[str, ...] = ()


def read_facts(root: etree._Element) -> PageFacts:
    """Return what the page's meta tags and JSON-LD say; JSON-LD first, since it names its fields without ambiguity."""
    meta = _meta_tags(root)
    nodes = tuple(_linked_nodes(root))
    linked = _linked_facts(nodes)
    outlet = _first(meta, OUTLETS[:1]) or linked.get("publisher") or _first(meta, OUTLETS)
    return PageFacts(
        title=_bare_title(_first(meta, TITLES) or linked.get("headline") or _page_title(root), outlet),
        outlet=outlet,
        byline=linked.get("author") or _name(_first(meta, AUTHORS)),
        url=meta.get("og:url"),
        canonical_url=_canonical(root),
        published=linked.get("datePublished")
        or _first(meta, PUBLISHED)
        or _time_element(root, "datePublished", TIME_PUBLISHED),
        updated=linked.get("dateModified")
        or _first(meta, UPDATED)
        or _time_element(root, "dateModified", TIME_UPDATED),
        subjects=_subjects(nodes, meta),
    )


def _subjects(nodes: Sequence[Node], meta: dict[str, str]) -> tuple[str, ...]:
    """Return the names of the site's part and of the kind of text, by which the page shows its genre."""
    found = [meta[name] for name in ("article:section", "section", "genre") if name in meta]
    for node in nodes:
        for key in ("@type", "genre", "articleSection"):
            value = node.get(key)
            found.extend(each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
    return tuple(dict.fromkeys(found))


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _name(author: str | None) -> str | None:
    """An author given as an address ("https://…/staff/12") is no name."""
    return None if author is None or "://" in author else author


def _meta_tags(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for key in ("property", "name", "itemprop"):
            name = (element.get(key) or "").casefold()
            if name and content:
                found.setdefault(name, content)
    return found


def _page_title(root: etree._Element) -> str | None:
    title = root.find(".//title")
    return (" ".join(title.text.split()) or None) if title is not None and title.text else None


def _bare_title(title: str | None, outlet: str | None) -> str | None:
    """Return the headline without the outlet's name behind it: "Headline | Outlet", "Headline - Outlet"."""
    if title is None:
        return None
    for mark in (" | ", " — ", " – ", " - "):
        head, found, tail = title.rpartition(mark)
        if found and (mark == " | " or (outlet is not None and tail.casefold() == outlet.casefold())):
            return head
    return title


def _canonical(root: etree._Element) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").casefold() == "canonical" and element.get("href"):
            return element.get("href")
    return None


def _time_element(root: etree._Element, prop: str, names: frozenset[str]) -> str | None:
    """Return the moment of the first time element with the property or one of the class names."""
    for element in root.iter("time"):
        classes = frozenset((element.get("class") or "").casefold().split())
        named = names & classes and not (TIME_UPDATED - names) & classes
        if element.get("itemprop") == prop or named or (prop == "datePublished" and element.get("pubdate") is not None):
            return element.get("datetime") or None
    return None


def _linked_facts(nodes: Sequence[Node]) -> dict[str, str]:
    """Return the fields of the first article in the page's JSON-LD; what another object adds is taken where missing."""
    found: dict[str, str] = {}
    articles = [node for node in nodes if any(kind.endswith(ARTICLE_ENDS) for kind in _types(node))]
    pages = [node for node in nodes if PAGE_TYPE in _types(node)]
    for node in (*articles, *pages):
        for key in ("headline", "datePublished", "dateModified"):
            if isinstance(node.get(key), str) and node[key].strip():
                found.setdefault(key, " ".join(node[key].split()))
        for key in ("author", "publisher"):
            if names := _names(node.get(key)):
                found.setdefault(key, names)
    return found


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _linked_nodes(root: etree._Element) -> Iterator[Node]:
    """Yield the objects of the page's JSON-LD."""
    scripts = (each for each in root.iter("script") if (each.get("type") or "").casefold() == "application/ld+json")
    for script, _ in zip(scripts, range(JSON_SCRIPTS), strict=False):
        yield from _nodes(script.text or "")


def _nodes(script: str) -> Iterator[Node]:
    if len(script) > JSON_SIZE:
        return
    try:
        waiting = deque([json.loads(script, strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(JSON_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity") if isinstance(node.get(key), list | dict))


def _names(value: object) -> str | None:
    """Return the names of one or several persons or bodies, as JSON-LD writes them, or None."""
    several = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in several]
    kept = [" ".join(name.split()).strip(" ,") for name in names if isinstance(name, str) and "://" not in name]
    return ", ".join(filter(None, kept)) or None
