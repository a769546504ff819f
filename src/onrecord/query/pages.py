"""Turns a page into its text with everything that was read from it marked, and each line's part on the page named.

Invariant: every character of the text is shown once, in order; what is not the article is labelled, not left out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.model import READ_ROLES, Article, Figure, Lineage, Record, Span, Statement
from onrecord.query.choices import Choice, qualifier_choices, relation_choices, role_choices, stance_choices
from onrecord.query.context import statement_marks
from onrecord.query.differences import WordDifference, differences_between
from onrecord.query.editions import Editions
from onrecord.query.judgements import JudgementLine, judgement_lines
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, outlet_name, page_name
from onrecord.query.marks import Mark, Segment, cut_segments
from onrecord.query.origins import LineageLine, PageName, lineage_line, name_page
from onrecord.query.statements import StatementLine, published_when, statement_line
from onrecord.query.versions import VersionLine, version_lines
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters

MOST_SHARING = 6
"""Other pages, those with the largest share first, of which the shared passages are marked."""


class PageLine(Record, frozen=True, kw_only=True):
    """A page in one line; `statements` are those on record, `unread` says why nothing was read from it, if so."""

    id: str
    name: str
    outlet: str | None
    published: str | None
    dated_by: str | None
    day: str | None
    uri: str
    url: str | None
    statements: int
    version: str | None
    unread: str | None


class TextBlock(Record, frozen=True, kw_only=True):
    """A paragraph or line of a page; `read` tells whether statements are read from its kind.

    `section` says which of several articles on the page begins here.
    """

    start: int
    role: str
    label: str
    read: bool
    segments: tuple[Segment, ...]
    section: str | None = None


class SharedPage(Record, frozen=True, kw_only=True):
    """Another page with words of this one: where they begin here, in order, and how many characters they are."""

    page: PageName
    relation: str
    anchors: tuple[str, ...]
    characters: int


class Headline(Record, frozen=True, kw_only=True):
    """A statement in the page's headline beside the one of the same remark in its text, and how its words differ.

    `body` is None where the text has no statement of the same remark.
    """

    line: StatementLine
    body: StatementLine | None
    differences: tuple[WordDifference, ...]


class PageView(Record, frozen=True, kw_only=True):
    """A page: what is known about it, its labelled text, and its statements, numbered as in the text.

    `set_aside` of the statements are not on record.

    `versions` are those of its address where it was captured more than once, in order, this one among them. `runs` are
    consecutive blocks that are all read or all not. `stances` and the fields behind
    it are what a correction can choose from.
    """

    line: PageLine
    versions: tuple[VersionLine, ...]
    byline: str | None
    agency: str | None
    translated: str | None
    updated: str | None
    date_note: str | None
    sha256: str
    runs: tuple[tuple[TextBlock, ...], ...]
    statements: tuple[StatementLine, ...]
    set_aside: int
    quotations: tuple[Span, ...]
    lineage: tuple[LineageLine, ...]
    shared: tuple[SharedPage, ...]
    headlines: tuple[Headline, ...]
    judgements: Listing[JudgementLine]
    stances: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    relations: tuple[Choice, ...]
    figures: tuple[Choice, ...]
    qualifiers: tuple[Choice, ...]


def page_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[PageLine]:
    """Return the pages by date of publication, those without a date last."""
    spoken = Counter(each.article for each in reader.records(Statement))
    editions = Editions(reader)
    unread = reader.unread()
    lines = [
        _line(article, unread.get(article.id), spoken[article.id], editions.label(article.id))
        for article in reader.articles()
    ]
    lines.sort(key=lambda line: (line.day is None, line.day or "", line.outlet or "", line.id))
    return Listing(lines=tuple(cut(lines, limit, offset)), total=len(lines), limit=limit, offset=offset)


def page_view(reader: CaseReader, article_id: str, focus: str | None = None) -> PageView | None:
    """Return one page, or None where there is none of this id; `focus` is the statement to stand out in the text."""
    page = reader.page(article_id)
    article = reader.article(article_id)
    if page is None or article is None:
        return None
    lookup = Lookup(reader)
    spoken = reader.statements(StatementFilters(article=article_id))
    aside = reader.set_aside(article_id)
    statements = sorted([*spoken, *aside], key=lambda each: (each.start, each.id))
    own = {article_id, *(version.article for version in lookup.editions.of(article_id))}
    own.update(section.id for section in article.sections)
    links = [link for link in reader.records(Lineage) if link.from_ in own or link.to in own]
    shared = list(_shared(lookup, article_id, links))
    figures = reader.figures(article_id)
    marks = _marks(statements, figures, page.reading.times, focus)
    marks += [mark for _, found in shared for mark in found]
    blocks = _blocks(article, cut_segments(article.text, 0, len(article.text), marks, _borders(article)))
    return PageView(
        line=_line(article, page.reading.unread, len(spoken), lookup.editions.label(article_id)),
        versions=version_lines(lookup, article_id),
        byline=article.byline,
        agency=article.agency,
        translated=next((credit.text for credit in article.credits if credit.kind == "translated_from"), None),
        updated=None if article.updated is None else article.updated.from_,
        date_note=_date_note(article),
        sha256=article.sha256,
        runs=tuple(_runs(blocks)),
        statements=tuple(statement_line(lookup, statement) for statement in statements),
        set_aside=len(aside),
        quotations=page.reading.quotations,
        lineage=tuple(lineage_line(lookup, link) for link in links),
        shared=tuple(page for page, _ in shared),
        headlines=tuple(_headlines(lookup, article, spoken)),
        judgements=judgement_lines(reader, on=article_id),
        stances=stance_choices(),
        roles=role_choices(),
        relations=relation_choices(),
        figures=tuple(Choice(id=each.id, words=_figure_words(each)) for each in figures),
        qualifiers=qualifier_choices(),
    )


def _shared(lookup: Lookup, article_id: str, links: Sequence[Lineage]) -> Iterator[tuple[SharedPage, list[Mark]]]:
    """Yield the pages that have passages of this one, those with the largest share first, with the passages' marks."""
    joined = [link for link in links if article_id in (link.from_, link.to) and link.passages]
    for link in sorted(joined, key=lambda link: (-link.share, link.from_, link.to))[:MOST_SHARING]:
        takes = link.to == article_id
        places = sorted(passage[2:] if takes else passage[:2] for passage in link.passages)
        other = lookup.article_or_section(link.from_ if takes else link.to)
        anchors = tuple(f"shared-{other.id}-{number}" for number in range(1, len(places) + 1))
        marks = [
            Mark(start=start, end=end, kind="shared", anchor=anchor)
            for (start, end), anchor in zip(places, anchors, strict=True)
        ]
        shared = SharedPage(
            page=name_page(other),
            relation=word_for("relation", link.relation) if takes else "stands also on",
            anchors=anchors,
            characters=sum(end - start for start, end in places),
        )
        yield shared, marks


def _figure_words(figure: Figure) -> str:
    return figure.text if figure.counted is None else f"{figure.text} {figure.counted.text}"


def _headlines(lookup: Lookup, article: Article, statements: Sequence[Statement]) -> Iterator[Headline]:
    """Yield the statements of the headline, each against the one of the same remark in the text."""
    titles = [(block.start, block.end) for block in article.blocks if block.role == "title"]

    def is_title(statement: Statement) -> bool:
        return any(start <= statement.start < end for start, end in titles)

    for statement in statements:
        if is_title(statement):
            below = (each for each in statements if each.utterance == statement.utterance and not is_title(each))
            body = next(below, None)
            yield Headline(
                line=statement_line(lookup, statement),
                body=None if body is None else statement_line(lookup, body),
                differences=() if body is None else differences_between(statement.text, body.text),
            )


def _line(article: Article, unread: str | None, statements: int, version: str | None) -> PageLine:
    published = article.published
    return PageLine(
        id=article.id,
        name=page_name(article),
        outlet=outlet_name(article),
        published=published_when(article),
        dated_by=None if published is None else word_for("date_evidence", published.how),
        day=None if published is None else published.from_ or published.to,
        uri=article.uri,
        url=article.url,
        statements=statements,
        version=version,
        unread=unread,
    )


def _date_note(article: Article) -> str | None:
    """Return what the page itself writes about its date, and what speaks against the date taken."""
    if article.published is None:
        return None
    notes = [f"“{article.published.text}”" if article.published.start is not None and article.published.text else ""]
    notes.append((article.published.reason or "").replace("_", " "))
    return "; ".join(note for note in notes if note) or None


def _marks(
    statements: Sequence[Statement], figures: Sequence[Figure], times: Sequence[Span], focus: str | None
) -> list[Mark]:
    marks = []
    for number, statement in enumerate(statements, start=1):
        marks.extend(statement_marks(statement, number))
        if statement.id == focus:
            marks.extend(Mark(start=start, end=end, kind="focus") for start, end in statement.parts)
    marks.extend(Mark(start=fig.start, end=fig.end, kind="figure", anchor=fig.id) for fig in figures)
    marks.extend(Mark(start=time.start, end=time.end, kind="time") for time in times)
    return marks


def _borders(article: Article) -> list[int]:
    return [offset for block in article.blocks for offset in (block.start, block.end)]


def _blocks(article: Article, segments: Sequence[Segment]) -> Iterator[TextBlock]:
    """Yield the blocks and, as "not labelled", whatever words stand between them."""
    starts = {block.start: block for block in article.blocks}
    sections = _section_labels(article)
    index = 0
    while index < len(segments):
        block = starts.get(segments[index].start)
        first = index
        index += 1
        while index < len(segments) and (
            segments[index].start < block.end if block else segments[index].start not in starts
        ):
            index += 1
        inside = tuple(segments[first:index])
        if block is not None or any(segment.text.strip() for segment in inside):
            role = "unlabelled" if block is None else block.role
            yield TextBlock(
                start=inside[0].start,
                role=role,
                label=word_for("role", role),
                read=block is not None and block.role in READ_ROLES,
                segments=inside,
                section=None if block is None else sections.get(block.start),
            )


def _section_labels(article: Article) -> dict[int, str]:
    """Return for the first line of each of several articles on a page which one it is, and of what kind."""
    if len(article.sections) < 2:  # noqa: PLR2004 - one article needs no number
        return {}
    numbers = {section.id: number for number, section in enumerate(article.sections, start=1)}
    found = {}
    for section in article.sections:
        genre = f", {word_for('genre', section.genre)}" if section.genre else ""
        retells = f", retells article {numbers[section.retells]}" if section.retells in numbers else ""
        first = next((block.start for block in article.blocks if section.start <= block.start < section.end), None)
        if first is not None:
            found[first] = f"article {numbers[section.id]} on this page{genre}{retells}"
    return found


def _runs(blocks: Iterator[TextBlock]) -> Iterator[tuple[TextBlock, ...]]:
    run: list[TextBlock] = []
    for block in blocks:
        if run and run[-1].read != block.read:
            yield tuple(run)
            run = []
        run.append(block)
    if run:
        yield tuple(run)
