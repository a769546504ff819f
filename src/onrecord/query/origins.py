"""Turns lineage and origins into lines: who took it from whom, and on how many original sources a thing rests.

Invariant: that no link was found is never called independence; an unknown direction is said to be unknown.
"""

from typing import Literal

from onrecord.model import Article, Dispute, Figure, Lineage, Origin, OriginGroup, Record, Statement, Utterance
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, outlet_name, page_name
from onrecord.query.statements import published_when
from onrecord.query.wording import DISPUTE_COLUMNS, join_names, number_of, word_for
from onrecord.store import CaseReader


class PageName(Record, frozen=True, kw_only=True):
    """A page as other lines name it."""

    id: str
    name: str
    outlet: str | None
    published: str | None


class LineageLine(Record, frozen=True, kw_only=True):
    """One page that takes its matter from another; `share` is in percent of its text."""

    taker: PageName
    relation: str
    source: PageName
    direction_known: bool
    share: int
    evidence: str | None
    evidence_article: str | None


class OriginGroupLine(Record, frozen=True, kw_only=True):
    """Pages that rest on one original source, or of which that is not known."""

    relation: str
    pages: tuple[PageName, ...]
    root: str | None
    evidence: str | None


class Subject(Record, frozen=True, kw_only=True):
    """What an origin is about: its words, its kind in words, and the record that holds it (`article`: of a number)."""

    text: str
    kind: str
    record: Literal["dispute", "statement", "figure"] | None = None
    id: str | None = None
    article: str | None = None


class OriginLine(Record, frozen=True, kw_only=True):
    """On how many original sources a remark, a number or a side of a disputed point rests."""

    id: str
    what: str
    kind: str
    subject: Subject
    pages: int
    outlets: int
    sources: str
    groups: tuple[OriginGroupLine, ...]


def lineage_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[LineageLine]:
    """Return who took it from whom, the largest share of the text first."""
    lookup = Lookup(reader)
    links = sorted(reader.records(Lineage), key=lambda link: (-link.share, link.from_, link.to))
    lines = tuple(lineage_line(lookup, link) for link in cut(links, limit, offset))
    return Listing(lines=lines, total=len(links), limit=limit, offset=offset)


def lineage_line(lookup: Lookup, link: Lineage) -> LineageLine:
    """Return the line of one link."""
    known = link.direction == "known"
    taker, source = lookup.article_or_section(link.to), lookup.article_or_section(link.from_)
    relation = word_for("relation", link.relation)
    if taker.id == source.id:
        relation = f"{relation} another article of"
    return LineageLine(
        taker=name_page(taker),
        relation=relation if known or link.relation == "same_wire" else f"{relation} (or the other way round)",
        source=name_page(source),
        direction_known=known,
        share=round(100 * link.share),
        evidence=None if link.evidence is None else link.evidence.text,
        evidence_article=None if link.evidence is None else link.evidence.article,
    )


def origin_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[OriginLine]:
    """Return what rests on how many original sources, what most pages carry first."""
    lookup = Lookup(reader)
    origins = sorted(reader.records(Origin), key=lambda origin: (-origin.pages, -origin.outlets, origin.id))
    lines = tuple(origin_line(lookup, origin) for origin in cut(origins, limit, offset))
    return Listing(lines=lines, total=len(origins), limit=limit, offset=offset)


def origin_line(lookup: Lookup, origin: Origin) -> OriginLine:
    """Return the line of one origin."""
    subject = _subject(lookup, origin.for_)
    return OriginLine(
        id=origin.id,
        what=subject.text,
        kind=subject.kind,
        subject=subject,
        pages=origin.pages,
        outlets=origin.outlets,
        sources=_sources(origin),
        groups=tuple(_group(lookup, group) for group in origin.groups),
    )


def name_page(article: Article) -> PageName:
    """Return the page's name, outlet and date."""
    return PageName(
        id=article.id, name=page_name(article), outlet=outlet_name(article), published=published_when(article)
    )


def _sources(origin: Origin) -> str:
    """Return "3 pages of 2 outlets, 1 to 3 original sources"."""
    outlets = f" of {number_of(origin.outlets, 'outlet')}" if origin.outlets else ""
    carried = f"{number_of(origin.pages, 'page')}{outlets}"
    if len(origin.groups) == 1 and (through := origin.groups[0].through) is not None:
        carried = f"{carried}, known only through another outlet (“{through.text}”)"
    if origin.at_least == origin.at_most:
        return f"{carried}, {number_of(origin.at_least, 'original source')}"
    return f"{carried}, {origin.at_least} to {number_of(origin.at_most, 'original source')}"


def _group(lookup: Lookup, group: OriginGroup) -> OriginGroupLine:
    root = None if group.root is None else page_name(lookup.article_or_section(group.root))
    return OriginGroupLine(
        relation=_relation(group),
        pages=tuple(name_page(lookup.article_or_section(article)) for article in group.articles),
        root=root,
        evidence=None if group.evidence is None else group.evidence.text,
    )


def _relation(group: OriginGroup) -> str:
    if group.relation == "unknown" and len(group.articles) == 1:
        return "no link to another page was found"
    return word_for("origin_relation", group.relation)


def _subject(lookup: Lookup, subject: str) -> Subject:
    dispute_id, _, position = subject.partition(":")
    dispute = lookup.reader.record(Dispute, dispute_id) if position else None
    if dispute is not None:
        headings: dict[str, str] = dict(DISPUTE_COLUMNS[dispute.kind])
        kind = f"disputed point, “{headings.get(position, position)}”"
        return Subject(text=dispute.matter.text, kind=kind, record="dispute", id=dispute.id)
    utterance = lookup.reader.record(Utterance, subject)
    if utterance is not None:
        return _remark(lookup, utterance)
    figure = lookup.reader.record(Figure, subject)
    if figure is not None:
        return Subject(text=figure.text, kind="number", record="figure", id=figure.id, article=figure.article)
    return Subject(text=subject, kind="not in this case")


def _remark(lookup: Lookup, utterance: Utterance) -> Subject:
    statement_id = utterance.statements[0]
    statement = lookup.reader.record(Statement, statement_id)
    names = join_names(list(dict.fromkeys(name.name for name in lookup.speaker_names(utterance.speakers))))
    return Subject(
        text="" if statement is None else statement.text,
        kind=f"remark of {names}" if names else "remark",
        record="statement",
        id=statement_id,
    )
