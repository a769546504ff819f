"""RSS and Atom feeds -> their entries: addresses with what the feed says about them.

Invariant: the feed's bytes are all that is read; no entity is expanded and nothing is fetched.
"""

import calendar
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree

from onrecord.errors import PageError
from onrecord.model import Record
from onrecord.sources.addresses import normalize_address
from onrecord.sources.files import STAGE

MAX_FEED_BYTES = 5_000_000
"""Largest feed that is read; the largest real ones carry some hundred full articles in 2 MB."""

MAX_TITLE = 500


class FeedEntry(Record, frozen=True, kw_only=True):
    """An entry of a feed: its address, its title, and its times as ISO 8601 in UTC where the feed gives sound ones."""

    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None


def read_feed(data: bytes, url: str) -> list[FeedEntry]:
    """Return the entries of a feed in its order, each address once; entries without an address are left out.

    Args:
        data: the feed's bytes.
        url: the feed's address, to which relative addresses are joined.

    Raises:
        PageError: `too_large`, or `bad_feed`: this is no XML.
    """
    if len(data) > MAX_FEED_BYTES:
        raise PageError(STAGE, "too_large", f"{url}: {len(data)} bytes; a feed may have {MAX_FEED_BYTES}")
    # Markup within texts stays unread: only titles are taken, and cleaning it is where the library is slow.
    sound = io.BytesIO(_sound_xml(data, url))
    try:
        feed = feedparser.parse(sound, sanitize_html=False, resolve_relative_uris=False)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # What its own code raises on odd nesting, as of a link in a link.
        raise PageError(STAGE, "bad_feed", f"{url}: the feed cannot be read: {error!r}"[:300]) from error
    entries: dict[str, FeedEntry] = {}
    for found in feed.entries:
        entry = _entry(found, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return list(entries.values())


def _sound_xml(data: bytes, url: str) -> bytes:
    """Return the XML mended and without entities; from broken XML the library would fall back to a slow parser."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PageError(STAGE, "bad_feed", f"{url}: {error}") from error
    if root is None:
        raise PageError(STAGE, "bad_feed", f"{url}: this is no XML")
    etree.strip_elements(root, etree.Entity, etree.Comment, with_tail=False)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(found: Mapping[str, Any], base: str) -> FeedEntry | None:
    link = found.get("link") or (found.get("id") if str(found.get("id", "")).startswith("http") else None)
    if not link:
        return None
    try:
        url = normalize_address(str(link), base)
    except PageError:
        return None
    title = " ".join(str(found.get("title") or "").split())[:MAX_TITLE]
    return FeedEntry(
        url=url, title=title or None, published=_moment(found, "published"), updated=_moment(found, "updated")
    )


def _moment(found: Mapping[str, Any], name: str) -> str | None:
    # The library answers a question for `updated` with `published`, and warns; asked by key, it does not.
    parsed = dict.get(found, f"{name}_parsed") if isinstance(found, dict) else None
    if parsed is None:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.isoformat().replace("+00:00", "Z")
