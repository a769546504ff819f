"""Turns a capture into an article: decodes it, labels every line, and gathers what the page says about itself.

Invariant: the same capture always gives the same article, so an audit can clean it again and compare.
"""

from collections.abc import Sequence

from msgspec import field
from msgspec.structs import replace

from onrecord.clean.authors import label_author_notes
from onrecord.clean.credits import agency_in, find_credits, name_in
from onrecord.clean.decode import Decoded, decode_page
from onrecord.clean.foreign import label_foreign_lines
from onrecord.clean.language import detect_language
from onrecord.clean.lines import Line, split_lines
from onrecord.clean.markup import parse_page, read_markup
from onrecord.clean.metadata import PageFacts, read_facts
from onrecord.clean.offsets import map_markup, map_plain
from onrecord.clean.page import label_page
from onrecord.clean.pdf import read_pdf
from onrecord.clean.plain import label_lines
from onrecord.clean.publication import DateSources, PageDates, decide_dates
from onrecord.clean.sections import Labelled, find_sections
from onrecord.errors import PageError
from onrecord.model import READ_ROLES, Article, Block, Capture, Given, OffsetMap, PageDate, Record, Role


class _Page(Record, frozen=True, kw_only=True):
    """A page's text in labelled lines, and what its markup says (for plain text: nothing)."""

    text: str
    lines: Sequence[Line]
    roles: list[Role]
    facts: PageFacts = PageFacts()
    markup: str | None = None
    offsets: OffsetMap = OffsetMap()
    made: PageDate | None = None
    notes: dict[str, str] = field(default_factory=dict)


def clean_capture(capture: Capture) -> Article:
    """Return the article that the capture's bytes hold: one text, every non-empty line labelled, with its evidence.

    Raises:
        PageError: `empty` (no visible text), `binary` or `encoding` (see `decode_page`); for a PDF see `read_pdf`.
    """
    page = _read_pdf(capture) if capture.media_type == "application/pdf" else _read_page(capture, decode_page(capture))
    given, facts = capture.given, page.facts
    label_author_notes(page.lines, page.roles, facts.byline)
    label_foreign_lines(page.lines, page.roles)
    dates = _dates(given, page)
    found = find_credits(page.lines, page.roles, given.outlet or facts.outlet)
    extra = given.extra | dates.notes | page.notes
    return Article(
        id=capture.article_id,
        uri=capture.uri,
        url=given.url or facts.url,
        canonical_url=facts.canonical_url,
        sha256=capture.sha256,
        title=given.title or _title(page) or facts.title,
        outlet=given.outlet or facts.outlet or name_in(found, "outlet"),
        agency=name_in(found, "agency") or agency_in(facts.byline),
        byline=facts.byline or name_in(found, "byline"),
        language=detect_language(_read_text(page)),
        published=dates.published,
        updated=dates.updated,
        text=page.text,
        sections=find_sections(capture.article_id, _labelled(given, page)),
        blocks=tuple(
            Block(start=line.start, end=line.end, role=role) for line, role in zip(page.lines, page.roles, strict=True)
        ),
        credits=found,
        offsets=page.offsets,
        extra=dict(sorted(extra.items())),
    )


def _read_page(capture: Capture, decoded: Decoded) -> _Page:
    source, encoding = decoded.text, decoded.encoding
    notes = {} if encoding == "utf-8" else {"encoding": encoding}
    if capture.media_type == "text/plain":
        lines = split_lines(source)
        roles = label_lines(lines, capture.given.title)
        offsets = map_plain(capture.data, source, encoding)
        return _Page(text=source, lines=lines, roles=roles, offsets=offsets, notes=notes)
    root = parse_page(source)
    page = read_markup(root) if root is not None else None
    if root is None or page is None or not page.lines:
        raise PageError("clean", "empty", f"{capture.uri}: the page shows no text")
    shown = page.lines
    facts = read_facts(root)
    roles = label_page(shown, source, capture.given.title or facts.title)
    return _Page(
        text="\n".join(line.text for line in shown),
        lines=shown,
        roles=roles,
        facts=facts,
        markup=source,
        offsets=map_markup(capture.data, source, encoding, page),
        notes=notes,
    )


def _read_pdf(capture: Capture) -> _Page:
    page = read_pdf(capture)
    roles = label_lines(page.lines, capture.given.title or page.facts.title, page.hints)
    byline = page.facts.byline if "byline" not in roles else None
    return _Page(
        text=page.text,
        lines=page.lines,
        roles=roles,
        facts=replace(page.facts, byline=byline),
        offsets=OffsetMap(words=page.words),
        made=page.made,
        notes={"pages_without_text": ", ".join(map(str, page.silent))} if page.silent else {},
    )


def _labelled(given: Given, page: _Page) -> Labelled:
    address = given.url or page.facts.url
    return Labelled(text=page.text, lines=page.lines, roles=page.roles, subjects=page.facts.subjects, address=address)


def _title(page: _Page) -> str | None:
    return next((line.text for line, role in zip(page.lines, page.roles, strict=True) if role == "title"), None)


def _read_text(page: _Page) -> str:
    return "\n".join(line.text for line, role in zip(page.lines, page.roles, strict=True) if role in READ_ROLES)


def _dates(given: Given, page: _Page) -> PageDates:
    return decide_dates(
        DateSources(
            given=given.date,
            published=page.facts.published,
            updated=page.facts.updated,
            address=given.url or page.facts.url,
            lines=page.lines,
            roles=page.roles,
            markup=page.markup,
            made=page.made,
        )
    )
