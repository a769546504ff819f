"""Sums a case up on one page: how much it holds, from when, what is disputed, and what is not known.

Invariant: what failed and what could not be resolved is counted beside what was found.
"""

from collections import Counter

from onrecord.model import Article, Position, Record, SetAside, Statement
from onrecord.query.chronology import Period, periods
from onrecord.query.dates import show_between
from onrecord.query.disputes import DisputeView, dispute_views
from onrecord.query.editions import Editions
from onrecord.query.figures import FigureTrackView, figure_tracks
from onrecord.query.graph import LineageGraph, lineage_graph
from onrecord.query.lookup import outlet_name
from onrecord.query.origins import LineageLine, lineage_lines
from onrecord.query.pages import PageLine, page_lines
from onrecord.query.remarks import RemarkLine, remark_lines
from onrecord.query.speakers import SpeakerLine, speaker_lines
from onrecord.query.statements import StatementLine, statement_lines
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters


class Tally(Record, frozen=True, kw_only=True):
    """How many there are of something named."""

    name: str
    count: int


class Overview(Record, frozen=True, kw_only=True):
    """The case on one page; each tuple of lines holds the first few, the counts all.

    `span` and `outlets` leave out the pages that do not tell: `undated` and `without_outlet` of them. `remarks` stand
    in more than one place, `refusals` are denials and statements that confirm nothing. `set_aside` counts, by reason,
    what is kept and stands for nothing.
    """

    case: str
    assembled: bool
    pages: int
    statements: int
    speakers: int
    disputed_points: int
    figures: int
    span: str | None
    undated: int
    without_outlet: int
    outlets: tuple[Tally, ...]
    disputes: tuple[DisputeView, ...]
    remarks: tuple[RemarkLine, ...]
    refusals: tuple[StatementLine, ...]
    speaker_lines: tuple[SpeakerLine, ...]
    tracks: tuple[FigureTrackView, ...]
    periods: tuple[Period, ...]
    lineage: tuple[LineageLine, ...]
    graph: LineageGraph
    page_lines: tuple[PageLine, ...]
    set_aside: tuple[Tally, ...]
    unread: tuple[Tally, ...]
    failures: tuple[Tally, ...]
    unresolved: tuple[Tally, ...]


def overview(reader: CaseReader, most: int = 8) -> Overview:
    """Return the overview with at most `most` lines of each kind."""
    articles = list(reader.articles())
    pages = page_lines(reader).lines
    counts = reader.counts()
    outlets = Counter(name for name in map(outlet_name, articles) if name is not None)
    failures = Counter(word_for("failure", failure.code) for failure in reader.failures())
    return Overview(
        case=reader.path.stem,
        assembled=reader.is_assembled(),
        pages=Editions(reader).count_pages(article.id for article in articles),
        statements=reader.count_statements(),
        speakers=counts.get("speakers", 0),
        disputed_points=counts.get("disputes", 0),
        figures=counts.get("figures", 0),
        span=_span(articles),
        undated=sum(_days(article) == [] for article in articles),
        without_outlet=len(articles) - outlets.total(),
        outlets=_tally(outlets),
        disputes=dispute_views(reader, most).lines,
        remarks=remark_lines(reader, most).lines,
        refusals=_refusals(reader, most),
        speaker_lines=speaker_lines(reader, most).lines,
        tracks=figure_tracks(reader, most).lines,
        periods=periods(reader),
        lineage=lineage_lines(reader, most).lines,
        graph=lineage_graph(reader, 2 * most),
        page_lines=pages[:most],
        set_aside=_tally(Counter(str(line.set_aside) for line in reader.records(SetAside))),
        unread=_tally(Counter(page.unread for page in pages if page.unread is not None)),
        failures=_tally(failures),
        unresolved=_tally(_unresolved(reader)),
    )


def _refusals(reader: CaseReader, most: int) -> tuple[StatementLine, ...]:
    """Return the first denials and, as many again, the first statements that neither confirm nor deny."""
    positions: tuple[Position, ...] = ("denies", "withholds")
    return tuple(
        line
        for position in positions
        for line in statement_lines(reader, StatementFilters(position=position, limit=most // 2)).lines
    )


def _span(articles: list[Article]) -> str | None:
    """Return from when to when the pages were published."""
    days = [day for article in articles for day in _days(article)]
    return show_between(min(days)[:10], max(days)[:10]) if days else None


def _days(article: Article) -> list[str]:
    """Return the known ends of the interval in which the page was published."""
    published = article.published
    return [] if published is None else [day for day in (published.from_, published.to) if day is not None]


def _unresolved(reader: CaseReader) -> Counter[str]:
    return Counter(
        f"{word_for('unresolved', name)}: {reason.replace('_', ' ')}"
        for statement in reader.records(Statement)
        for name, reason in statement.unresolved.items()
    )


def _tally(counts: Counter[str]) -> tuple[Tally, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tally(name=name, count=count) for name, count in ordered)
