"""Turns figure tracks into lines: how a number moved, who gave it and when.

Invariant: a number is shown in the page's words; how two numbers relate is shown with its reason.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from onrecord.model import Figure, FigureTrack, PairRelation, Record, Statement
from onrecord.query.dates import show_interval
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, outlet_name, page_name
from onrecord.query.plots import FigureBar, plot_figures
from onrecord.query.statements import published_when, said_when
from onrecord.query.wording import join_names, word_for
from onrecord.store import CaseReader

MOST_PAIRS = 12
TOLD_FIRST: tuple[PairRelation, ...] = ("conflict", "revision", "different_scope", "agree")


class FigureLine(Record, frozen=True, kw_only=True):
    """One number: what a page writes, what it counts, who gives it and when.

    `what` is the name of the track it stands in (empty for a number on its own), `value` the number in digits, `scope`
    the words that restrict it ("decided to send", "in the first wave"). `bar` is its place on the scale of its track.
    """

    id: str
    article: str
    what: str
    text: str
    counted: str | None
    value: str
    speaker: str | None
    statement: str | None
    when: str
    outlet: str | None
    page: str
    day: str | None
    scope: tuple[str, ...] = ()
    forecast: bool = False
    bar: FigureBar | None = None


class FigurePairLine(Record, frozen=True, kw_only=True):
    """How two numbers of a track relate: "about 900" "revises" "700", and why."""

    later: str
    relation: str
    earlier: str
    reason: str


class FigureTrackView(Record, frozen=True, kw_only=True):
    """Numbers that measure one quantity, in the order of time.

    Of many pairs those are kept that differ most, the others are counted in `more_pairs`.
    """

    id: str
    what: str
    lines: tuple[FigureLine, ...]
    pairs: tuple[FigurePairLine, ...]
    moved: str
    more_pairs: int = 0


def figure_tracks(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[FigureTrackView]:
    """Return the tracks of two numbers or more, the longest first."""
    lookup = Lookup(reader)
    tracks = [track for track in reader.records(FigureTrack) if len(track.figures) > 1]
    tracks.sort(key=lambda track: (-len(track.figures), track.what, track.id))
    views = tuple(track_view(lookup, track) for track in cut(tracks, limit, offset))
    return Listing(lines=views, total=len(tracks), limit=limit, offset=offset)


def figure_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[FigureLine]:
    """Return every number of the case with the track it stands in, in the order of the case."""
    lookup = Lookup(reader)
    what = {figure: track.what for track in reader.records(FigureTrack) for figure in track.figures}
    figures = list(reader.records(Figure))
    lines = tuple(_line(lookup, figure, what.get(figure.id, "")) for figure in cut(figures, limit, offset))
    return Listing(lines=lines, total=len(figures), limit=limit, offset=offset)


def figures_in(lookup: Lookup, statements: Iterable[Statement]) -> list[FigureLine]:
    """Return the numbers that stand in some statements, with the tracks they stand in, by statement and place."""
    members = {statement.id for statement in statements}
    what = {figure: track.what for track in lookup.reader.records(FigureTrack) for figure in track.figures}
    found = (figure for figure in lookup.reader.records(Figure) if figure.statement in members)
    return [_line(lookup, figure, what.get(figure.id, "")) for figure in found]


def track_view(lookup: Lookup, track: FigureTrack) -> FigureTrackView:
    """Return one track with its numbers in the order of time."""
    found = [lookup.reader.record(Figure, figure_id) for figure_id in track.figures]
    kept = _first_versions(lookup, [figure for figure in found if figure is not None])
    lines = [_line(lookup, figure, track.what) for figure in kept]
    lines.sort(key=lambda line: (line.day is None, line.day or "", *lookup.editions.order(line.article), line.id))
    words = {line.id: line.text for line in lines}
    by_id = {figure.id: figure for figure in kept}
    bars = plot_figures((by_id[line.id], line.speaker or "") for line in lines)
    lines = [replace(line, bar=bars.get(line.id)) for line in lines]
    pairs = [pair for pair in track.pairs if pair.a in words and pair.b in words]
    kept_pairs = sorted(pairs, key=lambda pair: TOLD_FIRST.index(pair.relation))[:MOST_PAIRS]
    return FigureTrackView(
        id=track.id,
        what=track.what,
        lines=tuple(lines),
        pairs=tuple(
            FigurePairLine(
                later=words[pair.b],
                relation=word_for("pair_relation", pair.relation),
                earlier=words[pair.a],
                reason=pair.reason.replace("_", " "),
            )
            for pair in kept_pairs
        ),
        moved=_moved(lines),
        more_pairs=len(pairs) - len(kept_pairs),
    )


def _first_versions(lookup: Lookup, figures: list[Figure]) -> list[Figure]:
    """Return the figures without those that a later version of their page repeats."""
    first: dict[tuple[str, str, float | None, float | None, str | None], Figure] = {}
    others: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (*lookup.editions.order(figure.article), figure.start)):
        if not lookup.editions.of(figure.article):
            others.append(figure)
            continue
        counted = None if figure.counted is None else figure.counted.text
        page = lookup.editions.page(figure.article)
        first.setdefault((page, figure.text, figure.low, figure.high, counted), figure)
    return [*others, *first.values()]


def _line(lookup: Lookup, figure: Figure, what: str) -> FigureLine:
    article = lookup.article(figure.article)
    statement = None if figure.statement is None else lookup.statement(figure.statement)
    said, published = None if statement is None else said_when(statement), published_when(article)
    as_of = None if figure.as_of is None else show_interval(figure.as_of)
    day = article.published.from_ or article.published.to if article.published else None
    if statement is not None and statement.said_on is not None and statement.said_on.from_ is not None:
        day = statement.said_on.from_
    when = f"said {said}" if said else f"page of {published}" if published else "no date"
    return FigureLine(
        id=figure.id,
        article=article.id,
        what=what,
        text=figure.text,
        counted=None if figure.counted is None else figure.counted.text,
        value=show_value(figure),
        speaker=None if statement is None else join_names([name.name for name in lookup.names_on(statement)]),
        statement=None if statement is None else statement.id,
        when=f"{when}, as of {as_of}" if as_of else when,
        outlet=outlet_name(article),
        page=page_name(article),
        day=None if day is None else day[:10],
        scope=tuple(scope.text for scope in figure.scope),
        forecast=figure.forecast,
    )


def show_value(figure: Figure) -> str:
    """Return the number in digits with its qualifier: "more than 13,000", "8 to 12 %", "no exact number"."""
    unit = f" {figure.unit}" if figure.unit else ""
    low, high = _digits(figure.low), _digits(figure.high)
    if figure.qualifier == "vague":
        word = f"{word_for('qualifier', 'vague')}{', at least ' if high is None else ', '}"
    else:
        word = "" if figure.qualifier in {"exactly", "range"} else f"{word_for('qualifier', figure.qualifier)} "
    if low is None and high is None:
        return word_for("qualifier", "vague")
    if low is None or high is None:
        return f"{word}{low or high}{unit}"
    return f"{word}{low if low == high else f'{low} to {high}'}{unit}"


def _digits(value: float | None) -> str | None:
    return None if value is None else f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"  # noqa: PLR2004 - ten digits are exact in both forms


def _moved(lines: list[FigureLine]) -> str:
    """Return how the number moved, in the pages' words: "700 → about 900"."""
    words = list(dict.fromkeys(line.text for line in lines))
    if len(words) == 1:
        return f"{words[0]}, unchanged"
    return " → ".join(words) if len(words) <= 6 else " → ".join([*words[:3], "…", *words[-2:]])  # noqa: PLR2004 - fits a line
