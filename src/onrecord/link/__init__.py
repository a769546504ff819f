"""Links the chains of many articles: one speaker for one person, body, state or outlet.

Invariant: ids and order of the result do not depend on the order of the pages.
"""

from collections.abc import Sequence

from onrecord.link.decide import decide_groups
from onrecord.link.records import link_of_verdict, mentions_of_group, speaker_of_group, thing_of_group
from onrecord.model import Actor, Article, Judgement, Linked, Reading, Thing

__all__ = ["link_readings"]


def link_readings(
    pages: Sequence[tuple[Article, Reading]], actors: Sequence[Actor] = (), judgements: Sequence[Judgement] = ()
) -> Linked:
    """Return the speakers, things and mentions of a case, and why each is one.

    Near-linear in the number of chains: a name is compared with few others (see `candidates`).

    Args:
        pages: the case's articles and what was read from each.
        actors: the user's own list, whose names are preferred.
        judgements: what people decided on who is whom; they hold against every rule.
    """
    articles = {article.id: article for article, _ in pages}
    speaking = {chain for _, reading in pages for statement in reading.statements for chain in statement.speakers}
    chains = {chain.id: chain for _, reading in pages for chain in reading.chains}
    days = {article.id: None if article.published is None else article.published.from_ for article, _ in pages}
    decisions = decide_groups(list(chains.values()), days, actors, judgements)
    speakers = []
    things = []
    mentions = []
    speaker_of: dict[str, str] = {}
    thing_of: dict[str, Thing] = {}
    for group in decisions.groups:
        speaks = any(chain.id in speaking for chain in group)
        thing = thing_of_group(group, decisions.actors.get(group[0].id), speaks=speaks)
        thing_of |= dict.fromkeys((chain.id for chain in group), thing)
        if speaks:
            speakers.append(speaker_of_group(group, thing, articles))
            speaker_of |= {chain.id: group[0].id for chain in group}
        things.append(thing)
        mentions.extend(mentions_of_group(group, thing))
    return Linked(
        speakers=tuple(speakers),
        speaker_of=speaker_of,
        things=tuple(sorted(things, key=lambda thing: thing.id)),
        mentions=tuple(sorted(mentions, key=lambda each: (each.article, each.start, each.id))),
        links=tuple(
            sorted(
                {
                    link.id: link
                    for verdict in decisions.verdicts
                    if (link := link_of_verdict(verdict, chains, thing_of))
                }.values(),
                key=lambda link: link.id,
            )
        ),
    )
