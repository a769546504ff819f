"""Places where a definite common noun points back to the one craft or storm that an article names: "the tanker".

Rule: one of its kind in the article, named before; of two ships the noun alone does not tell which is meant.
Invariant: such a mention is a role, not a name, so nothing is ever found or joined by it.
"""

import re

from onrecord.language.class_nouns import ThingKind, again
from onrecord.model import READ_ROLES, Article
from onrecord.resolve.chains import Cast, Group

_PHRASE = re.compile(r"\b[Tt]he ((?:[a-z]+(?:-[a-z]+)* ){0,2}[a-z]+(?:-[a-z]+)*)\b(?! [A-Z“\"])")
_NAMED_AS = re.compile(r"[,:]? [“\"‘]?[A-Z]")


def point_back(article: Article, cast: Cast) -> None:
    """Add to the only vessel and the only event of a storm's kind the places where a noun stands for it; linear."""
    kinds: tuple[ThingKind, ...] = ("vessel", "event")
    meant = {kind: group for kind in kinds if (group := _only(cast, kind)) is not None}
    if not meant:
        return
    for block in article.blocks:
        if block.role in READ_ROLES:
            for found in _PHRASE.finditer(article.text, block.start, block.end):
                _add(article.text, meant, found)


def _only(cast: Cast, kind: ThingKind) -> Group | None:
    groups = [group for group in cast.groups if group.type == kind and (kind == "vessel" or _is_storm(group))]
    return groups[0] if len(groups) == 1 else None


def _is_storm(group: Group) -> bool:
    return any(again((word.casefold(),)) == "event" for word in group.name.split())


def _add(text: str, meant: dict[ThingKind, Group], found: re.Match[str]) -> None:
    words = found.group(1).split(" ")
    for count in range(len(words), 0, -1):
        kind = again(words[:count])
        group = None if kind is None else meant.get(kind)
        if group is not None and group.before(found.start()) is not None:
            end = found.start(1) + len(" ".join(words[:count]))
            if not _NAMED_AS.match(text, end):
                group.add(found.start(), end, "role")
            return
