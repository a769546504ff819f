"""Turns a person, body, place, vessel or event that is spoken about into a view: its names, and all that is said of it.

Invariant: a statement stands here because its own words name the thing; a page, because it mentions it.
"""

from collections import Counter, defaultdict

from onrecord.model import Mention, Record, Thing
from onrecord.query.context import Excerpt, around
from onrecord.query.listing import Listing
from onrecord.query.lookup import Lookup, SpeakerName, shown_name
from onrecord.query.origins import PageName, name_page
from onrecord.query.statements import StatementLine, statement_lines
from onrecord.query.wording import word_for
from onrecord.store import CaseReader, StatementFilters

MOST_PAGES = 40


class ThingPage(Record, frozen=True, kw_only=True):
    """A page that mentions a thing: how many times, and the words around the first of them."""

    page: PageName
    mentions: int
    anchor: str
    excerpt: Excerpt


class ThingView(Record, frozen=True, kw_only=True):
    """A thing with its names as pages write them, each with how many times, and what is said of it.

    `pages` are the first that mention it, by date; `more_pages` are not shown.
    """

    id: str
    name: str
    type: str
    names: tuple[tuple[str, int], ...]
    speaker: SpeakerName | None
    statements: Listing[StatementLine]
    pages: tuple[ThingPage, ...]
    more_pages: int


def thing_view(reader: CaseReader, thing_id: str, limit: int | None = None, offset: int = 0) -> ThingView | None:
    """Return the view of one thing, or None where there is none of this id."""
    thing = reader.record(Thing, thing_id)
    if thing is None:
        return None
    lookup = Lookup(reader)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in reader.mentions(thing_id):
        mentions[mention.article].append(mention)
    names = Counter(mention.text for found in mentions.values() for mention in found)
    listed = {alias.text for alias in thing.aliases} | {thing.name}
    written = {name: times for name, times in names.items() if name in listed}
    pages = [_page(lookup, article, found) for article, found in mentions.items()]
    pages.sort(key=lambda each: (lookup.day(each.page.id), each.page.id))
    speaker = None if thing.speaker is None else lookup.speaker(thing.speaker)
    return ThingView(
        id=thing.id,
        name=thing.name,
        type=word_for("thing_type", thing.type),
        names=tuple(sorted(written.items(), key=lambda each: (-each[1], each[0]))),
        speaker=None if speaker is None else SpeakerName(id=speaker.id, name=shown_name(speaker)),
        statements=statement_lines(reader, StatementFilters(about=thing.id, limit=limit, offset=offset)),
        pages=tuple(pages[:MOST_PAGES]),
        more_pages=max(0, len(pages) - MOST_PAGES),
    )


def _page(lookup: Lookup, article_id: str, mentions: list[Mention]) -> ThingPage:
    article, first = lookup.article(article_id), mentions[0]
    block = next((each.start for each in article.blocks if each.start <= first.start < each.end), None)
    return ThingPage(
        page=name_page(article),
        mentions=len(mentions),
        anchor="main" if block is None else f"p{block}",
        excerpt=around(article, first.start, first.end),
    )
