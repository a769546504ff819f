"""Turns speakers into lines and views: their names on the pages, roles, positions and statements.

Invariant: a name from a table or a user's list says so; every name and role leads to the pages it was read from.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeVar

from onrecord.model import Actor, Dispute, PlacedSpan, Record, Speaker, SpeakerRole, Statement
from onrecord.query.dates import show_between
from onrecord.query.disputes import CourseView, DisputeLine, course_view, dispute_line
from onrecord.query.links import LinkLine, link_line
from onrecord.query.links import sorting_key as link_order
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, SpeakerName, page_name, shown_name
from onrecord.query.statements import StatementLine, sorting_key, statement_line
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters

Placed = TypeVar("Placed", bound=PlacedSpan)

MOST_LINKS = 40
"""So many links stand on a speaker's page."""


class SpeakerLine(Record, frozen=True, kw_only=True):
    """A speaker with the number of their statements by position; `pages` is on how many pages they speak.

    `role` is the most frequent one; `actor` is whom the user's own list has for them.
    """

    id: str
    name: str
    type: str
    of: str | None
    role: str | None
    actor: Actor | None
    aliases: tuple[PlacedSpan, ...]
    roles: tuple[SpeakerRole, ...]
    statements: int
    says: int
    denies: int
    withholds: int
    pages: int

    @property
    def also(self) -> str:
        """The other names by which pages call them, the most frequent first."""
        return ", ".join(name for name in _texts(self.aliases) if name != self.name)

    @property
    def held(self) -> str:
        """The roles with the dates of the pages that show them, the most frequent first."""
        dated = ((role, _dates(found)) for role, found in _texts(self.roles).items())
        return "; ".join(f"{role} ({when})" if when else role for role, when in dated)

    @property
    def actor_id(self) -> str | None:
        """The user's own id."""
        return None if self.actor is None else self.actor.id

    @property
    def party(self) -> str | None:
        """The party in the user's own list."""
        return None if self.actor is None else self.actor.party

    @property
    def country(self) -> str | None:
        """The country in the user's own list."""
        return None if self.actor is None else self.actor.country


class Evidence(Record, frozen=True, kw_only=True):
    """Where a name or role stands: the page, and the place on it to go to."""

    article: str
    page: str
    anchor: str


class NameOnPage(Record, frozen=True, kw_only=True):
    """A name or role as pages write it, where it stands first on each, and the dates of these pages for a role."""

    text: str
    places: tuple[Evidence, ...]
    when: str | None = None


class SpeakerView(Record, frozen=True, kw_only=True):
    """Everything the case holds on one speaker; `name_note` says where the name comes from if not from a page.

    `links` are why names were taken for one or kept apart, and what was left open, which comes first.
    """

    line: SpeakerLine
    name_note: str | None
    belongs_to: SpeakerName | None
    names: tuple[NameOnPage, ...]
    roles: tuple[NameOnPage, ...]
    links: Listing[LinkLine]
    disputes: tuple[DisputeLine, ...]
    courses: tuple[tuple[DisputeLine, CourseView], ...]
    statements: Listing[StatementLine]


def speaker_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[SpeakerLine]:
    """Return the speakers, those with most statements first."""
    spoken: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in reader.records(Statement):
        for speaker_id in statement.speakers:
            spoken[speaker_id].append(statement)
    lookup = Lookup(reader)
    speakers = sorted(reader.records(Speaker), key=lambda each: (-len(spoken[each.id]), shown_name(each), each.id))
    lines = tuple(_line(lookup, speaker, spoken[speaker.id]) for speaker in cut(speakers, limit, offset))
    return Listing(lines=lines, total=len(speakers), limit=limit, offset=offset)


def speaker_view(reader: CaseReader, speaker_id: str, limit: int | None = None, offset: int = 0) -> SpeakerView | None:
    """Return the speaker's view with their statements in the order of time, or None where there is no such speaker."""
    speaker = reader.record(Speaker, speaker_id)
    if speaker is None:
        return None
    lookup = Lookup(reader)
    spoken = [
        statement
        for statement in reader.statements(StatementFilters(speaker=speaker_id))
        if speaker_id in statement.speakers
    ]
    spoken.sort(key=lambda statement: sorting_key(lookup.article(statement.article), statement))
    disputes = [
        (dispute, dispute_line(lookup, dispute))
        for dispute in reader.records(Dispute)
        if any(speaker_id in side.speakers for side in dispute.sides)
    ]
    courses = [
        (line, course_view(lookup, course))
        for dispute, line in disputes
        for course in dispute.courses
        if course.speaker == speaker_id
    ]
    return SpeakerView(
        line=_line(lookup, speaker, spoken),
        name_note=_name_note(speaker),
        belongs_to=_belongs_to(lookup, speaker),
        names=tuple(
            NameOnPage(text=name, places=_evidence(lookup, found)) for name, found in _texts(speaker.aliases).items()
        ),
        roles=tuple(
            NameOnPage(text=role, places=_evidence(lookup, found), when=_dates(found))
            for role, found in _texts(speaker.roles).items()
        ),
        links=_links(lookup, speaker),
        disputes=tuple(line for _, line in disputes),
        courses=tuple(courses),
        statements=Listing(
            lines=tuple(statement_line(lookup, statement) for statement in cut(spoken, limit, offset)),
            total=len(spoken),
            limit=limit,
            offset=offset,
        ),
    )


def _line(lookup: Lookup, speaker: Speaker, spoken: list[Statement]) -> SpeakerLine:
    positions = Counter(statement.position for statement in spoken)
    owner = _belongs_to(lookup, speaker)
    return SpeakerLine(
        id=speaker.id,
        name=shown_name(speaker),
        type=word_for("speaker_type", speaker.type),
        of=None if owner is None else owner.name,
        role=next(iter(_texts(speaker.roles)), None),
        actor=speaker.actor,
        aliases=speaker.aliases,
        roles=speaker.roles,
        statements=len(spoken),
        says=positions["affirms"],
        denies=positions["denies"],
        withholds=positions["withholds"],
        pages=lookup.editions.count_pages(statement.article for statement in spoken),
    )


def _belongs_to(lookup: Lookup, speaker: Speaker) -> SpeakerName | None:
    """Return the state or body that the speaker belongs to: a speaker of the case, or a name alone."""
    if speaker.of is None:
        return None
    owner = lookup.speaker(speaker.of)
    return SpeakerName(id=None, name=speaker.of) if owner is None else SpeakerName(id=owner.id, name=owner.name)


def _name_note(speaker: Speaker) -> str | None:
    if speaker.name in {alias.text for alias in speaker.aliases}:
        return None
    if speaker.actor is not None and speaker.name == speaker.actor.name:
        return f"The name “{speaker.name}” comes from your list of actors; the pages write what is listed below."
    if speaker.name_from == "text":
        return None
    return f"The name “{speaker.name}” comes from a table of names; the pages write what is listed below."


def _links(lookup: Lookup, speaker: Speaker) -> Listing[LinkLine]:
    links = sorted(lookup.reader.links_about(speaker.id), key=link_order)
    lines = tuple(link_line(lookup, link, speaker.name) for link in cut(links, MOST_LINKS, 0))
    return Listing(lines=lines, total=len(links), limit=MOST_LINKS, offset=0)


def _texts(spans: Sequence[Placed]) -> dict[str, list[Placed]]:
    """Return the different words with their spans, the most frequent first; letter case makes no difference."""
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for span in spans:
        found[span.text.casefold()].append(span)
    ordered = sorted(found.values(), key=lambda alike: (-len(alike), alike[0].text))
    return {_usual(alike): alike for alike in ordered}


def _usual(alike: Sequence[PlacedSpan]) -> str:
    """Return how most of the spans write it."""
    counts = Counter(span.text for span in alike)
    return min(counts, key=lambda text: (-counts[text], text))


def _dates(roles: Sequence[SpeakerRole]) -> str | None:
    """Return from when to when pages show a role, in words."""
    days = [day[:10] for role in roles for day in (role.from_, role.to) if day is not None]
    return show_between(min(days), max(days)) if days else None


def _evidence(lookup: Lookup, spans: Sequence[PlacedSpan]) -> tuple[Evidence, ...]:
    """Return the first place on each page."""
    first: dict[str, PlacedSpan] = {}
    for span in spans:
        first.setdefault(span.article, span)
    return tuple(
        Evidence(article=article, page=page_name(lookup.article(article)), anchor=_anchor(lookup, span))
        for article, span in first.items()
    )


def _anchor(lookup: Lookup, span: PlacedSpan) -> str:
    """Return the id of the paragraph that holds a span on its page."""
    blocks = lookup.article(span.article).blocks
    index = bisect_right(blocks, span.start, key=lambda block: block.start) - 1
    return f"p{blocks[index].start}" if index >= 0 else "main"
