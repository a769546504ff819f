"""Groups of chains into the case's records: speakers with aliases and roles, things, and every mention of them.

Invariant: each alias, role and mention is a span of the article it names; pronouns are none of them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.link.clusters import Verdict
from onrecord.link.compare import parse_name
from onrecord.model import (
    Actor,
    Article,
    Chain,
    Link,
    LinkEnd,
    Mention,
    NameFrom,
    PlacedSpan,
    Speaker,
    SpeakerRole,
    SpeakerType,
    Thing,
    ThingType,
    content_id,
)

_THING_TYPES: dict[str, ThingType] = {
    "person": "person",
    "organisation": "body",
    "media": "body",
    "state": "body",
    "place": "place",
    "vessel": "vessel",
    "product": "product",
    "event": "event",
}
_FROM_LIST: NameFrom = "table"
_SPEAKER_TYPES: tuple[SpeakerType, ...] = ("person", "state", "organisation", "media", "document", "unnamed")


def speaker_of_group(group: Sequence[Chain], thing: Thing, articles: Mapping[str, Article]) -> Speaker:
    """Return the speaker that a group of chains, sorted by id, stands for; `thing` is the same group's."""
    name, name_from = fullest_name(group) if thing.actor is None else (thing.actor.name, _FROM_LIST)
    owners = Counter(chain.of for chain in group if chain.of is not None)
    return Speaker(
        id=group[0].id,
        name=name,
        name_from=name_from,
        aliases=thing.aliases,
        type=_speaker_type(_named(group)),
        of=min(owners, key=lambda of: (-owners[of], of)) if owners else None,
        roles=_roles(group, articles),
        actor=thing.actor,
    )


def thing_of_group(group: Sequence[Chain], actor: Actor | None, *, speaks: bool) -> Thing:
    """Return the thing that a group of chains, sorted by id, stands for.

    `actor` is whom the user's list has for it, `speaks` whether it is a speaker too.
    """
    types = Counter(chain.type for chain in _named(group) if chain.type != "other")
    kind = min(types.items(), key=lambda item: (-item[1], item[0]))[0] if types else "other"
    # A country that only is spoken about is a place; one that speaks is a body.
    country = kind == "state" and not speaks and all(chain.of is None for chain in group)
    return Thing(
        id=content_id("th", group[0].id),
        name=fullest_name(group)[0] if actor is None else actor.name,
        type="place" if country else _THING_TYPES.get(kind, "other"),
        aliases=_aliases(group),
        speaker=group[0].id if speaks else None,
        actor=actor,
    )


def link_of_verdict(verdict: Verdict, chains: Mapping[str, Chain], things: Mapping[str, Thing]) -> Link:
    """Return the link that a verdict on two chains is; `chains` by id, `things` by the ids of their chains."""
    one, other = chains[verdict.one], chains[verdict.other]
    together = things[one.id] if things[one.id] is things[other.id] else None
    return Link(
        id=content_id("lk", one.id, other.id, verdict.decision, verdict.reason),
        one=_end(one),
        other=_end(other),
        decision=verdict.decision,
        reason=verdict.reason,
        thing=None if together is None else together.id,
        judgement=verdict.judgement,
    )


def _end(chain: Chain) -> LinkEnd:
    named = next((mention for mention in chain.mentions if mention.form == "name"), chain.mentions[0])
    return LinkEnd(start=named.start, end=named.end, text=named.text, article=chain.article, chain=chain.id)


def _named(group: Sequence[Chain]) -> Sequence[Chain]:
    """Return the chains that have a name, all where none has: an office without one was joined to its holder."""
    return [chain for chain in group if chain.type != "unnamed"] or group


def mentions_of_group(group: Sequence[Chain], thing: Thing) -> list[Mention]:
    """Return every mention of a thing by a name or a role, each place once: two chains of a page may share one."""
    places = {
        (chain.article, mention.start, mention.end): mention.text
        for chain in group
        for mention in chain.mentions
        if mention.form != "pronoun"
    }
    return [
        Mention(
            id=content_id("mn", article, start, end, thing.id),
            article=article,
            start=start,
            end=end,
            text=text,
            thing=thing.id,
        )
        for (article, start, end), text in places.items()
    ]


def fullest_name(group: Sequence[Chain]) -> tuple[str, NameFrom]:
    """Return the name with most words (an initial is half a one), then the most frequent, then the first by letters."""
    counts = Counter((chain.name, chain.name_from) for chain in _named(group))

    def fullness(text: str) -> float:
        name = parse_name(text)
        return len(name.words) - sum(part.initial for part in name.parts) / 2

    return min(counts, key=lambda pair: (-fullness(pair[0]), -counts[pair], pair))


def _aliases(group: Sequence[Chain]) -> tuple[PlacedSpan, ...]:
    first: dict[tuple[str, str], PlacedSpan] = {}
    for chain in _named(group):
        for mention in chain.mentions:
            if mention.form in {"name", "description"}:
                alias = PlacedSpan(start=mention.start, end=mention.end, text=mention.text, article=chain.article)
                known = first.setdefault((chain.article, mention.text), alias)
                if alias.start < known.start:
                    first[chain.article, mention.text] = alias
    return tuple(sorted(first.values(), key=lambda alias: (alias.article, alias.start, alias.end)))


def _roles(group: Sequence[Chain], articles: Mapping[str, Article]) -> tuple[SpeakerRole, ...]:
    found: dict[tuple[str, str], SpeakerRole] = {}
    for chain in group:
        published = articles[chain.article].published
        for role in chain.roles:
            placed = SpeakerRole(
                start=role.start,
                end=role.end,
                text=role.text,
                article=chain.article,
                from_=None if published is None else published.from_,
                to=None if published is None else published.to,
            )
            known = found.setdefault((chain.article, role.text), placed)
            if placed.start < known.start:
                found[chain.article, role.text] = placed
    return tuple(sorted(found.values(), key=lambda role: (role.article, role.start, role.end)))


def _speaker_type(group: Sequence[Chain]) -> SpeakerType:
    types = Counter(chain.type for chain in group)
    return max(_SPEAKER_TYPES, key=lambda each: (types[each], -_SPEAKER_TYPES.index(each)))
