"""Proves links against the chains of the readings, and what people gave against itself.

Invariant: a link's ends are looked up in the pages' own readings, and in the mentions of the thing that joins them.
"""

from collections import defaultdict
from collections.abc import Iterator

from onrecord.audit.spans import Fault
from onrecord.model import (
    Actor,
    Judgement,
    Link,
    LinkDecision,
    LinkEnd,
    Mention,
    Reading,
    Speaker,
    Thing,
    content_id,
    judgement_id,
)
from onrecord.store import UNDO, CaseReader

Place = tuple[str, int, int]
"""Article, start and end."""

DECIDED_BY: dict[str, tuple[LinkDecision, ...]] = {
    "same": ("same", "open"),
    "not_same": ("not_same",),
    "unsure": ("open",),
}
"""Kind of a judgement -> what it can make of a link: one that contradicts another leaves it open."""


class LinkProof:
    """What the case holds at the ends of its links: `note_reading` is to be called with each page's reading first.

    Args:
        reader: the case.
    """

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._chains: dict[str, set[Place]] = {}
        places: set[Place] = set()
        for link in reader.records(Link):
            for end in (link.one, link.other):
                self._chains[end.chain] = set()
                places.add(_place(end))
        self._things: dict[Place, set[str]] = defaultdict(set)
        for mention in reader.records(Mention):
            place = mention.article, mention.start, mention.end
            if place in places:
                self._things[place].add(mention.thing)

    def note_reading(self, reading: Reading) -> None:
        """Note where the chains of a page that stand at the end of a link have their mentions."""
        for chain in reading.chains:
            if chain.id in self._chains:
                self._chains[chain.id] |= {(chain.article, each.start, each.end) for each in chain.mentions}

    def faults(self, link: Link) -> Iterator[Fault]:
        """Yield what is wrong with a link: its id, its ends, the thing that joins them, the judgement behind it."""
        computed = content_id("lk", link.one.chain, link.other.chain, link.decision, link.reason)
        if link.id != computed:
            yield "id", link.id, computed
        for name, end in (("one", link.one), ("other", link.other)):
            if _place(end) not in self._chains[end.chain]:
                yield f"{name}.chain", f"{end.chain} at {end.start}..{end.end}", "no such mention of it"
            if link.thing is not None and link.thing not in self._things[_place(end)]:
                yield "thing", link.thing, f"no mention of it at the end “{name}”"
        if (link.decision == "same" and link.thing is None) or (link.decision == "not_same" and link.thing is not None):
            yield "decision", link.decision, "two things" if link.thing is None else f"both are of {link.thing}"
        if link.judgement is not None:
            yield from self._judgement_faults(link, link.judgement)

    def _judgement_faults(self, link: Link, judgement_id: str) -> Iterator[Fault]:
        judgement = self._reader.record(Judgement, judgement_id)
        if judgement is None or judgement.undone:
            yield "judgement", judgement_id, "no such judgement" if judgement is None else "it is undone"
        elif {judgement.on, judgement.value} != {link.one.chain, link.other.chain}:
            yield "judgement", judgement_id, f"it is on {judgement.on} and {judgement.value}"
        elif link.decision not in DECIDED_BY.get(judgement.kind, ()):
            yield "judgement", link.decision, judgement.kind


def _place(end: LinkEnd) -> Place:
    return end.article, end.start, end.end


def judgement_faults(reader: CaseReader, judgement: Judgement) -> Iterator[Fault]:
    """Yield where a judgement is not what its id was made from, or what it takes back is not marked so."""
    computed = judgement_id(judgement.on, judgement.kind, judgement.value, judgement.by, judgement.at)
    if judgement.id != computed:
        yield "id", judgement.id, computed
    if judgement.kind == UNDO:
        undone = reader.record(Judgement, judgement.on)
        if undone is None or not undone.undone:
            yield "on", judgement.on, "no such judgement" if undone is None else "it is not marked as undone"
    elif judgement.undone and not any(
        each.kind == UNDO and each.on == judgement.id for each in reader.records(Judgement)
    ):
        yield "undone", "a judgement that undoes it", "none"


def actor_faults(reader: CaseReader, record: Speaker | Thing) -> Iterator[Fault]:
    """Yield where a speaker's or thing's actor is not the one of the user's list."""
    if record.actor is not None:
        listed = reader.record(Actor, record.actor.id)
        if listed != record.actor:
            yield "actor", str(record.actor), "not on the list" if listed is None else str(listed)
