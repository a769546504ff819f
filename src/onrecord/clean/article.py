"""Turns a capture into an article: decodes it, labels every line, and gathers what the page says about itself.

Invariant: the same capture always gives the same article, so an audit can clean it again and compare.
"""

from collections.abc import Sequence

from onrecord.clean.authors import label_author_notes
from onrecord.clean.dating import (
    date_by_address,
    date_by_credits,
    date_by_markup,
    date_by_text,
    differ,
    parse_date,
)
from onrecord.clean.decode import decode_page
from onrecord.clean.language import detect_language
from onrecord.clean.lines import Line, split_lines
from onrecord.clean.markup import page_lines, parse_page
from onrecord.clean.metadata import PageFacts, read_facts
from onrecord.clean.names import find_agency, find_byline, find_outlet
from onrecord.clean.page import label_page
from onrecord.clean.plain import label_lines
from onrecord.errors import PageError
from onrecord.model import READ_ROLES, Article, Block, Capture, Given, PageDate, Record, Role


class _Page(Record, frozen=True, kw_only=True):
    """A page's text in labelled lines, and what its markup says (for plain text: nothing)."""

    text: str
    lines: Sequence[Line]
    roles: Sequence[Role]
    facts: PageFacts = PageFacts()
    markup: str | None = None


def clean_capture(capture: Capture) -> Article:
    """Return the article that the capture's bytes hold: one text, every non-empty line labelled, with its evidence.

    Raises:
        PageError: `empty` (no visible text), `binary` or `encoding` (see `decode_page`).
    """
    decoded = decode_page(capture)
    page = _read_page(capture, decoded.text)
    given, facts = capture.given, page.facts
    published, conflict = _published(given, page)
    outlet = given.outlet or facts.outlet or find_outlet(page.lines, page.roles)
    extra = dict(given.extra)
    if decoded.encoding != "utf-8":
        extra["encoding"] = decoded.encoding
    if conflict is not None:
        extra["date_conflict"] = conflict
    return Article(
        id=capture.article_id,
        uri=capture.uri,
        url=given.url or facts.url,
        canonical_url=facts.canonical_url,
        sha256=capture.sha256,
        title=given.title or _title(page) or facts.title,
        outlet=outlet,
        agency=find_agency(page.lines, page.roles, facts.byline),
        byline=facts.byline or find_byline(page.lines, page.roles, outlet),
        language=detect_language(_read_text(page)),
        published=published,
        updated=_updated(page),
        text=page.text,
        sections=(),
        blocks=tuple(
            Block(start=line.start, end=line.end, role=role) for line, role in zip(page.lines, page.roles, strict=True)
        ),
        extra=dict(sorted(extra.items())),
    )


def _read_page(capture: Capture, source: str) -> _Page:
    if capture.media_type == "text/plain":
        lines = split_lines(source)
        roles = label_lines(lines, capture.given.title)
        label_author_notes(lines, roles, None)
        return _Page(text=source, lines=lines, roles=roles)
    root = parse_page(source)
    shown = page_lines(root) if root is not None else []
    if root is None or not shown:
        raise PageError("clean", "empty", f"{capture.uri}: the page shows no text")
    facts = read_facts(root)
    roles = label_page(shown, source, capture.given.title or facts.title)
    label_author_notes(shown, roles, facts.byline)
    return _Page(
        text="\n".join(line.text for line in shown),
        lines=shown,
        roles=roles,
        facts=facts,
        markup=source,
    )


def _title(page: _Page) -> str | None:
    return next((line.text for line, role in zip(page.lines, page.roles, strict=True) if role == "title"), None)


def _read_text(page: _Page) -> str:
    return "\n".join(line.text for line, role in zip(page.lines, page.roles, strict=True) if role in READ_ROLES)


def _published(given: Given, page: _Page) -> tuple[PageDate | None, str | None]:
    """Return the best evidence for the page's date, and how it contradicts what was given, if it does."""
    told = None if given.date is None else parse_date(given.date, "given")
    shown = _stated_date(given, page)
    if told is None:
        conflict = None if given.date is None else f"the given date {given.date!r} is no ISO 8601 date"
        return shown or _inferred_date(page), conflict
    if shown is not None and differ(told, shown):
        return told, f"the page's {shown.how} says {shown.text!r}"
    return told, None


def _stated_date(given: Given, page: _Page) -> PageDate | None:
    """Return the date that the page's metadata, its dateline or its address states."""
    dateline = date_by_text(page.lines, page.roles)
    complete = dateline if dateline is not None and dateline.from_ is not None else None
    return _parsed(page.facts.published) or complete or date_by_address(given.url or page.facts.url)


def _inferred_date(page: _Page) -> PageDate | None:
    """Return what can be inferred where no date is stated; htmldate's search through the markup is the costly step."""
    found = None if page.markup is None else _parsed(date_by_markup(page.markup))
    return found or date_by_credits(page.lines, page.roles) or date_by_text(page.lines, page.roles)


def _parsed(raw: str | None) -> PageDate | None:
    return None if raw is None else parse_date(raw, "meta")


def _updated(page: _Page) -> PageDate | None:
    return _parsed(page.facts.updated) or date_by_text(page.lines, page.roles, updated=True)
