"""What joins the readings of many articles: speakers, remarks, disputed points, figure tracks, who took it from whom.

Invariant: a group's id is its smallest member's id, so it does not depend on the order of arrival.
"""

from typing import Literal

from msgspec import field

from onrecord.model.identity import content_id
from onrecord.model.reading import Basis, Figure, NameFrom, Position, SetAside, SpeakerType, Statement, TimeExpression
from onrecord.model.span import PlacedSpan, Record, Span

ThingType = Literal["person", "body", "place", "vessel", "product", "event", "other"]
Relation = Literal["copy", "rewrite", "same_wire", "translation", "retells", "cites"]
OriginRelation = Literal["shared_origin_shown", "separate_origin_shown", "unknown"]
DisputeKind = Literal["polarity", "number", "time", "attribution"]
PairRelation = Literal["agree", "revision", "conflict", "different_scope"]
ChangeOp = Literal["added", "removed", "changed"]
LinkDecision = Literal["same", "not_same", "open"]


class SpeakerRole(PlacedSpan, frozen=True, kw_only=True):
    """A role as a page gives it, with the dates of the pages that show it."""

    from_: str | None = field(name="from")
    to: str | None


class Actor(Record, frozen=True, kw_only=True):
    """Somebody on the user's own list of actors; `id` is the user's own, in their words like all other fields."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    country: str | None = None


class Speaker(Record, frozen=True, kw_only=True):
    """Whoever speaks, over all articles; the name is the fullest form seen, or that of the user's list (`actor`)."""

    id: str
    name: str
    name_from: NameFrom
    aliases: tuple[PlacedSpan, ...]
    type: SpeakerType
    of: str | None
    roles: tuple[SpeakerRole, ...]
    actor: Actor | None = None


class Mention(Span, frozen=True, kw_only=True):
    """One mention of a thing (or person) in an article."""

    id: str
    article: str
    thing: str


class Thing(Record, frozen=True, kw_only=True):
    """Whoever or whatever is spoken about; `speaker` where it speaks too, `actor` where the user's list has it."""

    id: str
    name: str
    type: ThingType
    aliases: tuple[PlacedSpan, ...]
    speaker: str | None
    actor: Actor | None = None


class LinkEnd(PlacedSpan, frozen=True, kw_only=True):
    """One of two whom linking compared: the first place where an article has the name, and the id of its chain."""

    chain: str


class Link(Record, frozen=True, kw_only=True):
    """Whether two names of the case are one speaker or thing, and why.

    `open` is what could not be decided. `thing` is the id of the thing that holds both, null where they are apart.
    `judgement` is the id of the human judgement that decided, null where the program did.
    """

    id: str
    one: LinkEnd
    other: LinkEnd
    decision: LinkDecision
    reason: str
    thing: str | None = None
    judgement: str | None = None


class Linked(Record, frozen=True, kw_only=True):
    """What linking found: those who speak, whatever is spoken about, and to whom each article's chains belong.

    `speaker_of` maps the id of a chain that speaks to its speaker's id.
    """

    speakers: tuple[Speaker, ...]
    speaker_of: dict[str, str]
    things: tuple[Thing, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()


class Difference(Record, frozen=True, kw_only=True):
    """One word difference of a variant against the fullest carrier of the remark."""

    op: Literal["drops", "adds", "replaces"]
    text: str
    against: str


class Variant(Record, frozen=True, kw_only=True):
    """One carrier of a remark and how its wording differs."""

    statement: str
    article: str
    differs: tuple[Difference, ...]


class Utterance(Record, frozen=True, kw_only=True):
    """A remark: one act of speaking, carried by one or more articles."""

    id: str
    speakers: tuple[str, ...]
    statements: tuple[str, ...]
    said_on: TimeExpression | None
    variants: tuple[Variant, ...]


class Lineage(Record, frozen=True, kw_only=True):
    """`to` takes its matter from `from_` (where the direction is known); of `retells`, both are sections of a page.

    `passages` are [from_start, from_end, to_start, to_end] in the two articles' texts; `share` is the share of `to`'s
    body that stands in `from_`, in 0..1.
    """

    from_: str = field(name="from")
    to: str
    relation: Relation
    direction: Literal["known", "unknown"]
    share: float
    passages: tuple[tuple[int, int, int, int], ...]
    evidence: PlacedSpan | None


class OriginGroup(Record, frozen=True, kw_only=True):
    """Articles that are shown to rest on one original source, or of which that is unknown.

    `through` are the words of one of them that name the outlet or agency through which all of them have it ("told
    Meridian Wire"), where the page of that outlet itself is not among them.
    """

    articles: tuple[str, ...]
    root: str | None
    relation: OriginRelation
    evidence: PlacedSpan | None
    through: PlacedSpan | None = None


class Origin(Record, frozen=True, kw_only=True):
    """On how many original sources a remark, a figure or a side of a dispute is shown to rest.

    `for_` is an utterance's id, a dispute's id with `:` and the position of the side, or the least id of the figures of
    a track that give the same number.
    """

    id: str
    for_: str = field(name="for")
    pages: int
    outlets: int
    at_least: int
    at_most: int
    groups: tuple[OriginGroup, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.at_least <= self.at_most <= self.pages:
            raise ValueError(
                f"origin {self.id}: {self.at_least}..{self.at_most} original sources on {self.pages} pages"
            )


def origin_id(subject: str) -> str:
    """Return the id of the origin of a subject (see `Origin.for_`)."""
    return content_id("or", subject)


class Matter(Record, frozen=True, kw_only=True):
    """What a dispute is about: a source's own words."""

    statement: str
    text: str


class Side(Record, frozen=True, kw_only=True):
    """Those who take one position towards the matter."""

    position: Position
    speakers: tuple[str, ...]
    statements: tuple[str, ...]


class Stand(Record, frozen=True, kw_only=True):
    """One position of a speaker: a statement that carries it, and the day (ISO 8601) on which it was said, if known."""

    statement: str
    position: Position
    basis: Basis
    said: str | None


class Course(Record, frozen=True, kw_only=True):
    """The positions of one speaker on one disputed point, one for each remark.

    `ordered`: they stand in the order in which they were said. Where a day is not known, they stand as the pages came.
    """

    speaker: str
    stands: tuple[Stand, ...]
    ordered: bool


class Dispute(Record, frozen=True, kw_only=True):
    """A matter on which speakers differ; a statement stands on one side only.

    `courses` are the positions of those who spoke on it more than once.
    """

    id: str
    matter: Matter
    kind: DisputeKind
    sides: tuple[Side, ...]
    reviewed: bool = False
    courses: tuple[Course, ...] = ()

    def __post_init__(self) -> None:
        members = [statement for side in self.sides for statement in side.statements]
        if len(members) != len(set(members)):
            raise ValueError(f"dispute {self.id}: a statement stands on two sides")
        if len(self.sides) < 2:  # noqa: PLR2004 - a dispute has two sides by definition
            raise ValueError(f"dispute {self.id} has fewer than two sides")


class FigurePair(Record, frozen=True, kw_only=True):
    """How two figures of one track relate, and why."""

    a: str
    b: str
    relation: PairRelation
    reason: str


class FigureTrack(Record, frozen=True, kw_only=True):
    """Figures that measure the same quantity."""

    id: str
    what: str
    figures: tuple[str, ...]
    pairs: tuple[FigurePair, ...]


class Change(Record, frozen=True, kw_only=True):
    """A statement that an edit of its page added, removed or changed.

    `before` and `after` are the statements' ids in the version before and in this one. `differs` are the words of a
    changed one against those before; none differ where it is the speaker or the position that changed.
    """

    op: ChangeOp
    before: str | None
    after: str | None
    differs: tuple[Difference, ...] = ()


class Version(Record, frozen=True, kw_only=True):
    """One capture of a page that was captured more than once.

    `page` is the address by which the captures are one page, without scheme, `www.`, fragment and what only counts
    visitors. `version_of` is the article that was captured before, which `changes` are against. `number` counts the
    page's wordings from 1: a capture with the words of the one before shares its number.
    """

    id: str
    page: str
    article: str
    version_of: str | None
    number: int
    changes: tuple[Change, ...] = ()


class Accounts(Record, frozen=True, kw_only=True):
    """The corpus half's whole result: the final form of every record of a case, each tuple sorted by id or place."""

    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    mentions: tuple[Mention, ...] = ()
    things: tuple[Thing, ...] = ()
    links: tuple[Link, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    origins: tuple[Origin, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    figure_tracks: tuple[FigureTrack, ...] = ()
    versions: tuple[Version, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
