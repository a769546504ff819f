"""Turns statements into lines: who, what the speaker does, the source's words in their sentence, when and where.

Invariant: a line shows the page's own sentence, so that a denial is never printed as the content of a denial.
"""

from onrecord.model import Article, Record, SetAside, Statement
from onrecord.query.context import Excerpt, sentence_of
from onrecord.query.dates import show_between, show_interval
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, SpeakerName, outlet_name, page_name
from onrecord.query.wording import basis_label, join_names, position_label, word_for
from onrecord.store import CaseReader, StatementFilters


class StatementLine(Record, frozen=True, kw_only=True):
    """One statement, ready to print.

    `label` is what the speaker does ("denies"), `text` the words without outer marks (`quoted`: all of them stand in
    quotation marks), `sentence` the page's sentence around them. `said`, `published` and `about` are three times in
    words: of speaking, of the page, of the content. `day` is the ISO date that a timeline sorts by, the first day of
    the one that `dated_by` names, `day_words` all of it. `set_aside` says why the line stands for nothing, if so.
    `notes` say how it is reported, `checked` who checked the line as it stands, if anybody.
    """

    id: str
    article: str
    speaker: str
    speakers: tuple[SpeakerName, ...]
    position: str
    label: str
    text: str
    quoted: bool
    sentence: str
    excerpt: Excerpt
    basis: str
    when: str
    said: str | None
    published: str | None
    about: str | None
    day: str | None
    day_words: str | None
    dated_by: str | None
    outlet: str | None
    page: str
    set_aside: str | None
    notes: tuple[str, ...]
    checked: str | None = None


def statement_lines(reader: CaseReader, filters: StatementFilters | None = None) -> Listing[StatementLine]:
    """Return the statements that match, in the order of the case: by page, then place."""
    chosen = filters or StatementFilters()
    lookup = Lookup(reader)
    return Listing(
        lines=tuple(statement_line(lookup, statement) for statement in reader.statements(chosen)),
        total=reader.count_statements(chosen),
        limit=chosen.limit,
        offset=chosen.offset,
    )


def set_aside_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[StatementLine]:
    """Return what is set aside, each line with its reason, in the order of the case."""
    lookup = Lookup(reader)
    aside = list(reader.records(SetAside))
    lines = tuple(statement_line(lookup, statement) for statement in cut(aside, limit, offset))
    return Listing(lines=lines, total=len(aside), limit=limit, offset=offset)


def statement_line(lookup: Lookup, statement: Statement) -> StatementLine:
    """Return the line of one statement."""
    article = lookup.article(statement.article)
    excerpt = sentence_of(article, statement)
    names = lookup.names_on(statement)
    said, published = said_when(statement), published_when(article)
    day, last, dated_by = _sorting_days(article, statement)
    return StatementLine(
        id=statement.id,
        article=article.id,
        speaker=join_names([name.name for name in names]),
        speakers=names,
        position=statement.position,
        label=position_label(statement),
        text=statement.text,
        quoted=statement.kind == "direct",
        sentence=excerpt.text,
        excerpt=excerpt,
        basis=basis_label(statement),
        when=f"said {said}" if said else f"page of {published}" if published else "no date",
        said=said,
        published=published,
        about=about_when(statement),
        day=day,
        day_words=None if day is None else show_between(day, last),
        dated_by=dated_by,
        outlet=outlet_name(article),
        page=page_name(article),
        set_aside=statement.set_aside,
        notes=_notes(lookup, statement),
        checked=_checked(lookup, statement),
    )


def said_when(statement: Statement) -> str | None:
    """Return when it was said: the page's words and the date, or what they count from where that is not known."""
    said = statement.said_on
    if said is None:
        return None
    resolved = show_interval(said) or statement.unresolved.get("said_on")
    return said.text if resolved is None or resolved == said.text else f"{said.text} ({resolved})"


def about_when(statement: Statement) -> str | None:
    """Return what time the words are about, and whether that was still to come."""
    about = None if statement.about_time is None else show_interval(statement.about_time)
    if not statement.forecast:
        return about
    return "what is to come" if about is None else f"{about}, to come"


def published_when(article: Article) -> str | None:
    """Return when the page was published, in words."""
    return None if article.published is None else show_interval(article.published)


def sorting_key(article: Article, statement: Statement) -> tuple[bool, str, str, bool, str, int, str]:
    """Return what puts statements in the order of time: dated ones first; of one day, those said on it first.

    What was said within several days stands at the first of them, behind what was said on that day.
    """
    day, last, dated_by = _sorting_days(article, statement)
    return (day is None, day or "", last or "", dated_by != "said", article.id, statement.start, statement.id)


def _sorting_days(article: Article, statement: Statement) -> tuple[str | None, str | None, str | None]:
    for dated_by, interval in (("said", statement.said_on), ("published", article.published)):
        first = None if interval is None else interval.from_ or interval.to
        if first is not None and interval is not None:
            return first[:10], (interval.to or first)[:10], dated_by
    return None, None, None


def _checked(lookup: Lookup, statement: Statement) -> str | None:
    """Return who looked at the statement last, and what came of it."""
    check = lookup.reader.checks.of(statement)
    return None if check is None else f"{word_for('judgement', check.kind)}: {check.by}, {check.at[:10]}"


def _notes(lookup: Lookup, statement: Statement) -> tuple[str, ...]:
    """Return how the statement reached the page, in the page's words."""
    notes = [] if statement.set_aside is None else [f"set aside: {statement.set_aside}"]
    outer = None if statement.within is None else lookup.statement(statement.within)
    if outer is not None:
        notes.append(f"as reported by {join_names([name.name for name in lookup.names_on(outer)])}")
    if statement.via is not None:
        notes.append(f"as reported: “{statement.via.text}”")
    if statement.channel is not None:
        notes.append(f"occasion: “{statement.channel.text}”")
    if statement.hedge is not None:
        notes.append(f"the page keeps its distance: “{statement.hedge.text}”")
    version = lookup.editions.label(statement.article)
    if version is not None:
        notes.append(f"{version} of this page")
    return tuple(notes)
