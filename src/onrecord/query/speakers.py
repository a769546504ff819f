"""Turns speakers into lines and views: their names on the pages, roles, positions and statements.

Invariant: a name from a table says so, and every name and role leads to the page it was read from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.model import Dispute, Record, Speaker, Statement
from onrecord.query.dates import show_between
from onrecord.query.disputes import DisputeLine, dispute_line
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, SpeakerName, shown_name
from onrecord.query.statements import StatementLine, sorting_key, statement_line
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters


class SpeakerLine(Record, frozen=True, kw_only=True):
    """A speaker with the number of their statements by position; `pages` is on how many pages they speak."""

    id: str
    name: str
    type: str
    of: str | None
    role: str | None
    statements: int
    says: int
    denies: int
    withholds: int
    pages: int


class NameOnPage(Record, frozen=True, kw_only=True):
    """A name or role as pages write it, how many times, and where it stands first."""

    text: str
    times: int
    article: str
    when: str | None = None


class SpeakerView(Record, frozen=True, kw_only=True):
    """Everything the case holds on one speaker; `name_note` says where the name comes from if not from a page."""

    line: SpeakerLine
    name_note: str | None
    belongs_to: SpeakerName | None
    names: tuple[NameOnPage, ...]
    roles: tuple[NameOnPage, ...]
    disputes: tuple[DisputeLine, ...]
    statements: Listing[StatementLine]


def speaker_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[SpeakerLine]:
    """Return the speakers, those with most statements first."""
    spoken: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in reader.records(Statement):
        for speaker_id in statement.speakers:
            spoken[speaker_id].append(statement)
    lookup = Lookup(reader)
    lines = [_line(lookup, speaker, spoken.get(speaker.id, [])) for speaker in reader.records(Speaker)]
    lines.sort(key=lambda line: (-line.statements, line.name, line.id))
    return Listing(lines=tuple(cut(lines, limit, offset)), total=len(lines), limit=limit, offset=offset)


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
        dispute_line(lookup, dispute)
        for dispute in reader.records(Dispute)
        if any(speaker_id in side.speakers for side in dispute.sides)
    ]
    return SpeakerView(
        line=_line(lookup, speaker, spoken),
        name_note=_name_note(speaker),
        belongs_to=_belongs_to(lookup, speaker),
        names=_names_on_pages((alias.text, alias.article, None) for alias in speaker.aliases),
        roles=_names_on_pages((role.text, role.article, show_between(role.from_, role.to)) for role in speaker.roles),
        disputes=tuple(disputes),
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
        role=speaker.roles[0].text if speaker.roles else None,
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
    if speaker.name_from == "text":
        return None
    return f"The name “{speaker.name}” comes from a table of names; the pages write what is listed below."


def _names_on_pages(found: Iterable[tuple[str, str, str | None]]) -> tuple[NameOnPage, ...]:
    """Return the different names, the most frequent first."""
    first: dict[str, tuple[str, str | None]] = {}
    times: Counter[str] = Counter()
    for text, article, when in found:
        first.setdefault(text, (article, when))
        times[text] += 1
    return tuple(
        NameOnPage(text=text, times=count, article=first[text][0], when=first[text][1])
        for text, count in sorted(times.items(), key=lambda item: (-item[1], item[0]))
    )
