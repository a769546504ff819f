"""Links the chains of many articles: one speaker for one person, body, state or outlet.

Invariant: ids and order of the result do not depend on the order of the pages.
"""

from collections.abc import Sequence

from onrecord.link.decide import decide_groups
from onrecord.link.records import mentions_of_group, speaker_of_group, thing_of_group
from onrecord.model import Article, Linked, Reading

__all__ = ["link_readings"]


def link_readings(pages: Sequence[tuple[Article, Reading]]) -> Linked:
    """Return the speakers, things and mentions of a case.

    Near-linear in the number of chains: names are compared only inside blocks that share a word (see `candidates`).
    """
    articles = {article.id: article for article, _ in pages}
    speaking = {chain for _, reading in pages for statement in reading.statements for chain in statement.speakers}
    decisions = decide_groups([chain for _, reading in pages for chain in reading.chains])
    speakers = []
    things = []
    mentions = []
    speaker_of: dict[str, str] = {}
    for group in decisions.groups:
        speaks = any(chain.id in speaking for chain in group)
        thing = thing_of_group(group, speaks=speaks)
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
    )
