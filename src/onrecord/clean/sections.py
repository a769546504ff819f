"""Cuts a page into the articles that it holds: a rewrite and its original, a live blog's entries, a digest's stories.

Invariant: sections lie in ascending order, do not overlap and hold every labelled line; a page that is one article of
unknown genre has none. What retells is said only where the story is seen to begin twice.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from onrecord.clean.genre import Label, find_label, genre_of_metadata
from onrecord.clean.lines import Line
from onrecord.clean.restart import find_restart
from onrecord.clean.stories import find_entries, find_stories
from onrecord.clean.tone import Tone, add_tones, measure_tones
from onrecord.model import READ_ROLES, Genre, Record, Role, Section, section_id


class Labelled(Record, frozen=True, kw_only=True):
    """A page's lines with their roles, and what its metadata says about its genre."""

    text: str
    lines: Sequence[Line]
    roles: Sequence[Role]
    subjects: Sequence[str] = ()
    address: str | None = None


def find_sections(article: str, page: Labelled) -> tuple[Section, ...]:
    """Return the page's sections, none where it is one article and does not show of what genre.

    Args:
        article: the id of the article, which the sections' ids are made from.
        page: its labelled lines.
    """
    if not page.lines:
        return ()
    whole = _whole_label(page)
    if entries := find_entries(page.lines, page.roles):
        return tuple(_section(article, page, part, "live") for part in _parts(page, entries))
    if whole is not None and whole.genre == "live":
        return (_labelled(article, page, (0, len(page.lines)), whole),)
    restart = find_restart(page.text, page.lines, page.roles)
    if restart is not None:
        return _two_tellings(article, page, restart)
    if stories := find_stories(page.lines, page.roles):
        genre = None if whole is None else whole.genre
        return tuple(_section(article, page, part, genre) for part in _parts(page, stories))
    return () if whole is None else (_labelled(article, page, (0, len(page.lines)), whole),)


def _whole_label(page: Labelled) -> Label | None:
    said = find_label(page.text, page.lines, page.roles)
    if said is not None:
        return said
    genre = genre_of_metadata(page.subjects, page.address)
    return None if genre is None else Label(genre, None)


def _parts(page: Labelled, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the lines of each part; what stands above the first start belongs to it unless it is read too."""
    preamble = any(page.roles[index] in READ_ROLES - {"title"} for index in range(starts[0]))
    return list(pairwise([0, *(starts if preamble else starts[1:]), len(page.lines)]))


def _section(article: str, page: Labelled, part: tuple[int, int], genre: Genre | None) -> Section:
    start, end = page.lines[part[0]].start, page.lines[part[1] - 1].end
    return Section(id=section_id(article, start, end), start=start, end=end, genre=genre)


def _labelled(article: str, page: Labelled, part: tuple[int, int], label: Label) -> Section:
    return replace(_section(article, page, part, label.genre), evidence=label.evidence)


def _two_tellings(article: str, page: Labelled, restart: int) -> tuple[Section, ...]:
    """Return both tellings: the one that mocks retells the other; where none does, the upper one is the rewrite."""
    parts = [(0, restart), (restart, len(page.lines))]
    tones = [_tone(page, part) for part in parts]
    told = [_told(article, page, part, tone) for part, tone in zip(parts, tones, strict=True)]
    later = tones[1].mocks and not tones[0].mocks
    if {section.genre for section in told} == {"satire", None}:
        later = told[1].genre == "satire"
    retelling, original = reversed(told) if later else told
    if original.genre is None and tones[0 if later else 1].is_plain:
        original = replace(original, genre="news")
    retelling = replace(retelling, retells=original.id)
    return (original, retelling) if later else (retelling, original)


def _told(article: str, page: Labelled, part: tuple[int, int], tone: Tone) -> Section:
    """Return a telling of the genre that it shows; one that jokes with its reader is satire, labelled or not."""
    section = _section(article, page, part, "satire" if tone.mocks else None)
    label = find_label(page.text, page.lines[part[0] : part[1]], page.roles[part[0] : part[1]])
    # A note at the page's foot, "This article is satire", is not about the plain report that happens to stand there.
    if label is None or (label.genre == "satire" and tone.is_plain):
        return section
    return replace(section, genre=label.genre, evidence=label.evidence)


def _tone(page: Labelled, part: tuple[int, int]) -> Tone:
    lines = [page.lines[index] for index in range(*part) if page.roles[index] == "body"]
    return add_tones(measure_tones(page.text, [(line.start, line.end) for line in lines]))
