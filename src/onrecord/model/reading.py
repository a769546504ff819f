"""What was read from one article: statements, figures, times, and the chains of mentions that speak in it.

Invariant: a statement's `text` is its parts' words; every record carries the span it was read from.
"""

from typing import Literal

from msgspec import field

from onrecord.model.identity import content_id
from onrecord.model.offsets import CaptureSpan
from onrecord.model.span import PART_JOINT, Cue, Part, Record, Span, check_parts

Kind = Literal["direct", "indirect", "mixed"]
Position = Literal["affirms", "denies", "withholds"]
Withheld = Literal["neither", "declined", "no_answer", "cannot_confirm", "no_information", "referred"]
Basis = Literal["own_words", "paraphrase", "characterised"]
Act = Literal["states", "promises", "demands", "asks", "praises", "condemns", "accuses", "warns"]
SpeakerType = Literal["person", "organisation", "state", "media", "unnamed", "document"]
ChainType = Literal[
    "person", "organisation", "state", "media", "unnamed", "document", "place", "vessel", "product", "event", "other"
]
"""What a chain stands for; the last five are spoken about and do not speak."""

NameFrom = Literal["text", "table"]
MentionForm = Literal["name", "role", "pronoun", "description"]
Qualifier = Literal["exactly", "about", "more_than", "at_least", "less_than", "up_to", "range", "vague"]
ScopeKind = Literal["phase", "rate", "part", "place", "same"]


class Interval(Record, frozen=True, kw_only=True):
    """An interval of ISO 8601 dates, both ends included; null where open."""

    from_: str | None = field(name="from")
    to: str | None


class TimeExpression(Span, frozen=True, kw_only=True):
    """Words that name a time, and the interval they stand for.

    One null end is open; both are null where the words are counted from an unknown day.
    """

    from_: str | None = field(name="from")
    to: str | None


class Statement(Record, frozen=True, kw_only=True):
    """Something somebody is reported to have said.

    `parts` are the content without outer quotation marks and without a leading "that". `speakers` are ids of chains
    (see `Chain`) until the case is linked, of speakers afterwards. `within` is the id of the statement that reports
    this one. `unresolved` maps a field to the reason why it is empty. `score` lies in 0..1: how sure the reader is.
    `about_time` is what the content is about; with `forecast` it tells what is to come, which later pages may settle.
    `set_aside` says why a statement is kept and stands for nothing (a section that retells another made it up): see
    `SetAside`. `capture_spans` lead from the parts to the captured bytes, null
    where a part does not align exactly.
    """

    id: str
    article: str
    section: str | None
    parts: tuple[Part, ...]
    text: str
    kind: Kind
    source: Span | None
    cue: Cue | None
    speakers: tuple[str, ...] = ()
    position: Position
    withheld: Withheld | None
    basis: Basis
    act: Act
    answers: tuple[str, ...] = ()
    within: str | None = None
    hedge: Span | None = None
    channel: Span | None = None
    via: Span | None = None
    addressee: Span | None = None
    said_on: TimeExpression | None = None
    about_time: Interval | None = None
    forecast: bool = False
    utterance: str | None = None
    set_aside: str | None = None
    capture_spans: tuple[CaptureSpan | None, ...] = ()
    unresolved: dict[str, str] = field(default_factory=dict)
    score: float

    def __post_init__(self) -> None:
        check_parts(self.parts, f"statement {self.id}")
        if not self.parts:
            raise ValueError(f"statement {self.id} has no parts")
        if (self.withheld is not None) != (self.position == "withholds"):
            raise ValueError(f"statement {self.id}: withheld={self.withheld} beside position={self.position}")
        length = sum(end - start for start, end in self.parts) + len(PART_JOINT) * (len(self.parts) - 1)
        if len(self.text) != length:
            raise ValueError(f"statement {self.id}: the text does not have the length of its parts")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"statement {self.id}: score {self.score} is not in 0..1")

    @property
    def start(self) -> int:
        """Offset of the first character of the content."""
        return self.parts[0][0]

    @property
    def stance(self) -> str:
        """The position; of who withholds, the way."""
        return self.withheld or self.position


class SetAside(Statement, frozen=True, kw_only=True):
    """A statement that is kept, with its reason in `set_aside`, and is no part of the record.

    It has no speakers and joins no remark, disputed point or track.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.set_aside is None or self.speakers or self.utterance:
            raise ValueError(f"statement {self.id} is set aside without a reason, or stands for somebody's words")


def statement_id(article: str, parts: tuple[Part, ...], cue: Cue | None) -> str:
    """Return the id of a statement: hash of article, parts and cue span (contract: identity)."""
    flat = [offset for part in parts for offset in part]
    return content_id("st", article, *flat, None if cue is None else cue.start, None if cue is None else cue.end)


class Scope(Span, frozen=True, kw_only=True):
    """Words beside a figure that restrict what it counts, with the `value` by which two figures compare.

    phase: how far it has come (`decided`, `sent`, `arrived`); rate: the time that it is counted for (`year`); part:
    the part it is of (`first wave`); place: where; same: that it is of the figure before's ("for the same weeks").
    """

    kind: ScopeKind
    value: str


class Figure(Span, frozen=True, kw_only=True):
    """A quantity: `low` and `high` bound it (null where open), `counted` is what it counts, `unit` its unit.

    exactly and about: low = high; more_than and at_least: high null; less_than and up_to: low null; vague: what is
    certain, else null. `as_of` is the time it holds for where the words say one, `forecast` says that it lies ahead,
    `scope` what else restricts it.
    """

    id: str
    article: str
    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: str | None
    counted: Span | None
    statement: str | None
    as_of: Interval | None
    forecast: bool
    scope: tuple[Scope, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"figure {self.id}: low {self.low} above high {self.high}")


def figure_id(article: str, start: int, end: int) -> str:
    """Return the id of a figure: hash of article and span."""
    return content_id("fg", article, start, end)


class ChainMention(Span, frozen=True, kw_only=True):
    """One mention of somebody: by name, by role ("the minister"), by pronoun, or by a description ("two officials")."""

    form: MentionForm


class Chain(Record, frozen=True, kw_only=True):
    """All mentions in one article of one person, body, state or described group, in order of appearance.

    `name` is the fullest form the article shows, or the standard name from a table (`name_from`: "Seoul" for South
    Korea). `of` is the name of the state or body it belongs to. `roles` are the spans of roles the article gives it.
    """

    id: str
    article: str
    name: str
    name_from: NameFrom
    type: ChainType
    of: str | None = None
    mentions: tuple[ChainMention, ...]
    roles: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError(f"chain {self.id} ({self.name}) has no mention")


def chain_id(article: str, start: int, end: int) -> str:
    """Return the id of a chain: hash of article and first mention."""
    return content_id("ch", article, start, end)


class Reading(Record, frozen=True, kw_only=True):
    """Everything read from one article.

    `unread` says why nothing was read from it (another language), if so; `quotations` are then the words between its
    quotation marks, for a reader to look at: nobody's statements.
    """

    article: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    chains: tuple[Chain, ...] = ()
    unread: str | None = None
    quotations: tuple[Span, ...] = ()
