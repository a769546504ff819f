"""Decides for whom a pronoun stands: "he", "she", "it", "they", "we" as the source of a statement.

Rule: the sentence of the pronoun first, then the sentences before it, nearest first; in each, whoever speaks there,
else whoever is named first. Gender and number must not contradict.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from onrecord.language.sentences import sentence_spans
from onrecord.language.titles import Gender, find_title
from onrecord.model import READ_ROLES, Article, Part, Statement
from onrecord.resolve.chains import Cast, Group

Number = Literal["he", "it", "they", "we"]

PRONOUNS: dict[str, tuple[Number, Gender | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("he", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("he", "f")),
    **dict.fromkeys(("it", "its", "itself"), ("it", None)),
    **dict.fromkeys(("they", "them", "their", "themselves", "both", "each"), ("they", None)),
    **dict.fromkeys(("i", "we", "our", "us", "my", "me"), ("we", None)),
}
"""Pronouns that can be a source: what they can stand for, and the gender they tell."""

REACH = 6
"""Sentences that are searched backwards."""

WIDEST_SENTENCE = 2000
"""Characters of a sentence that are searched: a page without full stops is one sentence."""


@dataclass(frozen=True)
class _Voice:
    """A source that has been resolved, and where."""

    start: int
    group: Group


class Antecedents:
    """Who was named and who spoke where, in reading order; asked for the one a pronoun stands for.

    Args:
        article: gives the sentences.
        cast: everybody who is named in it.
        statements: their content is not the reporter's: whoever is named in it is a poorer candidate.
    """

    def __init__(self, article: Article, cast: Cast, statements: tuple[Statement, ...]) -> None:
        text = article.text
        self._sentences = [
            span
            for block in article.blocks
            if block.role in READ_ROLES
            for span in sentence_spans(text, block.start, block.end)
        ]
        self._first = [start for start, _ in self._sentences]
        self._text = text
        self._places = cast.places
        self._starts = [mention.start for mention, _ in cast.places]
        self._quotes = sorted(
            part for statement in statements if statement.kind != "indirect" for part in statement.parts
        )
        self._voices: list[_Voice] = []

    def spoke(self, start: int, group: Group) -> None:
        """Record that the source at a place is this group; places come in ascending order."""
        self._voices.append(_Voice(start, group))

    def last_voice(self) -> Group | None:
        """Return who spoke last."""
        return self._voices[-1].group if self._voices else None

    def stands_for(self, number: Number, gender: Gender | None, start: int, own: tuple[Part, ...]) -> Group | None:
        """Return for whom a pronoun at a place stands, or None; `own` are the parts of its own statement."""
        at = bisect_right(self._first, start) - 1
        for n in range(at, max(-1, at - REACH), -1):
            first, last = self._sentences[n]
            last = min(last, start)
            first = max(first, last - WIDEST_SENTENCE)
            voices = [voice.group for voice in self._within(first, last) if _fits(voice.group, number, gender)]
            if voices and n < at:
                return voices[-1]
            named = [group for group in self._named(first, last, own, number) if _fits(group, number, gender)]
            # Of two who are named, the one whose gender is known to be the pronoun's.
            fitting = [*voices, *sorted(named, key=lambda group: gender is not None and group.gender != gender)]
            if fitting:
                return fitting[0]
        return next((v.group for v in reversed(self._voices[-REACH:]) if _fits(v.group, number, gender)), None)

    def _within(self, first: int, last: int) -> list[_Voice]:
        found: list[_Voice] = []
        for voice in reversed(self._voices):
            if voice.start < first:
                break
            if voice.start < last:
                found.append(voice)
        return found[::-1]

    def _named(self, first: int, last: int, own: tuple[Part, ...], number: Number) -> list[Group]:
        """Return who is named between two places outside quotations, owners ("Kern's") behind all others."""
        found: list[tuple[bool, int, Group]] = []
        for n in range(bisect_left(self._starts, first), bisect_left(self._starts, last)):
            mention, group = self._places[n]
            inside = self._quoted(mention.start) or any(a <= mention.start < b for a, b in own)
            if not inside and not (number == "they" and self._qualifies(mention.start, mention.end)):
                found.append((mention.possessive, mention.start, group))
        return [group for _, _, group in sorted(found, key=lambda item: item[:2])]

    def _qualifies(self, start: int, end: int) -> bool:
        """Return whether a name only qualifies a noun behind a preposition: "of Straits Council sanctions against"."""
        before = self._text[max(0, start - 16) : start].split()
        behind = self._text[end : end + 24]
        noun = behind.split(" ")[1] if behind.startswith(" ") and " " in behind[1:] else ""
        return bool(before) and before[-1] in {"of", "under", "by", "against"} and noun.isalpha() and noun.endswith("s")

    def _quoted(self, place: int) -> bool:
        at = bisect_right(self._quotes, place, key=lambda part: part[0]) - 1
        return at >= 0 and place < self._quotes[at][1]


def _is_somebody(group: Group) -> bool:
    """Return whether a described group is one human being: "the spokesman", not "the press conference"."""
    head = group.key[-1]
    return not group.plural and (find_title(head) is not None or head in _PERSONAL or head.endswith(_PERSONAL_ENDINGS))


_PERSONAL = frozenset(
    {"person", "source", "victim", "guest", "member", "suspect", "champion", "insider", "year-old", "old"}
)
_PERSONAL_ENDINGS = ("er", "or", "ist", "ian", "ant", "ee", "man", "woman", "aire")
"""What nouns for people end with that are no title."""


def _fits(group: Group, number: Number, gender: Gender | None) -> bool:
    """Return whether a pronoun of this number and gender can stand for the group."""
    # A single name that has spoken may be a man's or a firm's: "Kern", "Broadline".
    open_type = group.speaks and group.type in {None, "place", "other"}
    if number == "he":
        alone = group.type == "person" or open_type or (group.type == "unnamed" and _is_somebody(group))
        return alone and (gender is None or group.gender in {None, gender})
    if number == "it":
        return group.type in {"state", "organisation", "media", "document"} or (open_type and group.gender is None)
    country = group.state is not None and group.state.body is None
    return (group.plural and group.type != "document") or (
        group.type in {"organisation", "state", "media"} and not country
    )
