"""Turns links into lines: which names were joined or left open, on which pages, and why; and members into a list.

Invariant: each end of a line is a name as its page writes it, with the id by which a person can judge about it.
"""

from collections.abc import Iterator, Mapping

from onrecord.model import Link, LinkDecision, LinkEnd, Record, Thing
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, page_name
from onrecord.query.wording import word_for
from onrecord.store import CaseReader

ORDER: Mapping[LinkDecision, int] = {"open": 0, "not_same": 1, "same": 2}
"""What a person may have to decide comes first."""


class LinkLine(Record, frozen=True, kw_only=True):
    """A link in one line; `who` names the things at its ends: one where they are joined.

    `one` and `other` are the names as the pages write them, `one_id` and `other_id` the ids to judge by. `judgement` is
    the id of the human one that decided.
    """

    id: str
    decision: LinkDecision
    label: str
    who: str
    one: str
    one_id: str
    one_article: str
    one_page: str
    other: str
    other_id: str
    other_article: str
    other_page: str
    reason: str
    judgement: str | None


class MemberLine(Record, frozen=True, kw_only=True):
    """A page's mentions of a speaker or thing, by the id to judge by: its name there, and where it stands first."""

    id: str
    name: str
    article: str
    page: str
    start: int


def link_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[LinkLine]:
    """Return the links of the case: those left open first, then those kept apart, then those joined."""
    links = sorted(reader.records(Link), key=sorting_key)
    lookup = Lookup(reader)
    if limit is None:
        lookup.all_articles()
    things = {thing.id: thing.name for thing in reader.records(Thing)}
    ends = reader.link_things()
    lines = tuple(
        link_line(lookup, link, " / ".join(things[thing] for thing in ends.get(link.id, ())))
        for link in cut(links, limit, offset)
    )
    return Listing(lines=lines, total=len(links), limit=limit, offset=offset)


def sorting_key(link: Link) -> tuple[int, str, str, str]:
    """Return what puts links in order."""
    return ORDER[link.decision], link.one.text, link.other.text, link.id


def link_line(lookup: Lookup, link: Link, who: str) -> LinkLine:
    """Return the line of one link; `who` is what the case calls those at its ends."""
    return LinkLine(
        id=link.id,
        decision=link.decision,
        label=word_for("link_decision", link.decision),
        who=who,
        one=link.one.text,
        one_id=link.one.chain,
        one_article=link.one.article,
        one_page=_page(lookup, link.one),
        other=link.other.text,
        other_id=link.other.chain,
        other_article=link.other.article,
        other_page=_page(lookup, link.other),
        reason=link.reason,
        judgement=link.judgement,
    )


def _page(lookup: Lookup, end: LinkEnd) -> str:
    return page_name(lookup.article(end.article))


def member_lines(reader: CaseReader, thing: Thing) -> Listing[MemberLine]:
    """Return whose mentions a thing holds, a line for each page and name, in the order of the case."""
    lookup = Lookup(reader)
    lines = tuple(
        MemberLine(id=chain_id, name=name, article=article, page=page_name(lookup.article(article)), start=start)
        for article, start, chain_id, name in _members(reader, thing)
    )
    return Listing(lines=lines, total=len(lines), limit=None, offset=0)


def first_member(reader: CaseReader, thing: Thing) -> str | None:
    """Return the id of a chain that the thing holds, None where no page names it."""
    return thing.speaker or next((chain_id for _, _, chain_id, _ in _members(reader, thing)), None)


def _members(reader: CaseReader, thing: Thing) -> Iterator[tuple[str, int, str, str]]:
    """Yield article, first offset, id and name of the chains that have the thing's names where the thing has them."""
    places: dict[str, set[tuple[int, int]]] = {}
    for alias in thing.aliases:
        places.setdefault(alias.article, set()).add((alias.start, alias.end))
    for article, spans in places.items():
        for chain in reader.chains(article):
            if any((mention.start, mention.end) in spans for mention in chain.mentions):
                yield article, chain.mentions[0].start, chain.id, chain.name
