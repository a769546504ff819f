"""Turns human judgements into lines, and what a person types into the member that is judged about.

Invariant: an id or a name stands for one speaker or thing, or is refused with what it could stand for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from onrecord.errors import UsageError
from onrecord.language.fold import fold
from onrecord.model import Chain, Judgement, Link, Record, Speaker, Thing
from onrecord.query.judged_words import JudgedWords
from onrecord.query.links import first_member
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup
from onrecord.query.wording import word_for
from onrecord.store import UNDO, CaseReader

WHO_IS_WHOM = frozenset({"same", "not_same", "unsure"})
"""Kinds of judgements on whether two names are one."""

MOST_MATCHES = 12
"""So many whom a name could mean are listed."""


class JudgementLine(Record, frozen=True, kw_only=True):
    """A judgement in one line, in the words of the pages; `undone` says by whom and when, if it is.

    `one` is what it is on and `other` what was judged: of who is whom two names, else a record and what holds for it;
    `was` is what the program had read. `kind` groups both: who is whom, corrections, what was checked, notes.
    """

    id: str
    kind: str
    label: str
    one: str
    one_id: str
    other: str
    other_id: str
    was: str | None
    by: str
    at: str
    note: str | None
    undone: str | None


def judgement_lines(
    reader: CaseReader, limit: int | None = None, offset: int = 0, on: str | None = None
) -> Listing[JudgementLine]:
    """Return the judgements in the order in which they were made; `on` asks for those on one record."""
    if on is not None and on not in reader.checks.touched:
        return Listing(lines=(), total=0, limit=limit, offset=offset)
    judgements = reader.judgements()
    undone = {each.on: f"by {each.by}, {each.at}" for each in judgements if each.kind == UNDO}
    asked = (each for each in judgements if each.kind != UNDO and on in (None, each.on))
    made = sorted(asked, key=lambda each: (each.at, each.id))
    shown = cut(made, limit, offset)
    names = judged_names(reader, [each for each in shown if each.kind in WHO_IS_WHOM])
    words = JudgedWords(Lookup(reader))
    lines = tuple(
        JudgementLine(
            id=each.id,
            kind=each.kind,
            label=word_for("judgement", each.kind),
            one=names[each.on] if each.kind in WHO_IS_WHOM else words.subject(each.on),
            one_id=each.on,
            other=names[each.value] if each.kind in WHO_IS_WHOM else words.value(each),
            other_id=each.value if each.kind in WHO_IS_WHOM else "",
            was=words.was(each),
            by=each.by,
            at=each.at,
            note=each.note,
            undone=undone.get(each.id),
        )
        for each in shown
    )
    return Listing(lines=lines, total=len(made), limit=limit, offset=offset)


def judged_names(reader: CaseReader, judgements: Iterable[Judgement]) -> Mapping[str, str]:
    """Return the names of those judged about, by the ids in the judgements; the id for whom no page has any more."""
    wanted = dict.fromkeys(chain for each in judgements for chain in (each.on, each.value))
    found = dict(_names_in_links(reader, wanted)) if wanted else {}
    return {chain_id: found.get(chain_id) or _name_of(reader.chain(chain_id)) or chain_id for chain_id in wanted}


def _names_in_links(reader: CaseReader, wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the names of those at the ends of links: there most stand who were judged about."""
    for link in reader.records(Link):
        for end in (link.one, link.other):
            if end.chain in wanted:
                yield end.chain, end.text


def _name_of(chain: Chain | None) -> str | None:
    return None if chain is None else chain.name


def find_thing(reader: CaseReader, typed: str) -> Thing:
    """Return the thing of an id (its own, its speaker's) or of a name that it alone has.

    Raises:
        UsageError: there is none, or there are several; they are named with their ids.
    """
    written = _storable(typed)
    thing = reader.record(Thing, written)
    if thing is not None:
        return thing
    things = list(reader.records(Thing))
    named = [each for each in things if each.speaker == written] or [
        each for each in things if _has_name(each, written)
    ]
    if len(named) == 1:
        return named[0]
    if not named:
        raise UsageError(f"“{typed}” is neither the id nor the name of anybody or anything in the case")
    listed = [f"{each.name} ({word_for('thing_type', each.type)}): {each.speaker or each.id}" for each in named]
    more = f"; and {len(listed) - MOST_MATCHES} more" if len(listed) > MOST_MATCHES else ""
    raise UsageError(f"“{typed}” is the name of {len(listed)}, give an id: {'; '.join(listed[:MOST_MATCHES])}{more}")


def find_member(reader: CaseReader, typed: str) -> str:
    """Return the id to judge by: of a speaker, a thing, one page's mentions of them, or a name that one alone has.

    Raises:
        UsageError: there is none, or there are several; they are named with their ids.
    """
    written = _storable(typed)
    if reader.record(Speaker, written) is not None or reader.chain(written) is not None:
        return written
    thing = find_thing(reader, typed)
    member = first_member(reader, thing)
    if member is None:
        raise UsageError(f"“{typed}”: no page gives it a name")
    return member


def _has_name(thing: Thing, written: str) -> bool:
    wanted = fold(written)
    listed = () if thing.actor is None else (thing.actor.name, *thing.actor.aliases)
    names = (thing.name, *(alias.text for alias in thing.aliases), *listed)
    return bool(wanted) and any(fold(name) == wanted for name in names)


def _storable(typed: str) -> str:
    """Return what was typed without characters that no text can hold."""
    return typed.strip().encode("utf-8", "replace").decode()
