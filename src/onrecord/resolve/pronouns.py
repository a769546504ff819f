"""Decides for whom a pronoun stands: "he", "she", "it", "they", "we" as the source of a statement.

Rule: the sentence of the pronoun first, then the sentences before it, nearest first; in each, whoever speaks there,
else whoever is named first. Gender and number must not contradict.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from onrecord.language.phrases import read_phrase
from onrecord.language.titles import Gender, find_title
from onrecord.model import Part, Span, Statement
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.pairs import PairFinder
from onrecord.resolve.passages import Passages
from onrecord.resolve.people import find_people
from onrecord.resolve.roles import described

Number = Literal["he", "it", "they", "we"]

PRONOUNS: dict[str, tuple[Number, Gender | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("he", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("he", "f")),
    **dict.fromkeys(("it", "its", "itself"), ("it", None)),
    **dict.fromkeys(("they", "them", "their", "themselves"), ("they", None)),
    **dict.fromkeys(("i", "we", "our", "us", "my", "me"), ("we", None)),
}
"""Pronouns that can be a source: what they can stand for, and the gender they tell."""

RELATIVES = frozenset({"who", "whom", "which", "that"})
"""Pronouns that take up the words right before them."""

_OPENING_MARKS = frozenset("\"“‘'")
"""A name right behind one is a title of some work."""

REACH = 6
"""Sentences that are searched backwards."""

NEAR = 2
"""Sentences in which a name of whom nothing is known can be the one, as their subject."""


@dataclass(frozen=True)
class _Voice:
    """A source that has been resolved, and where."""

    start: int
    group: Group


class Antecedents:
    """Who was named and who spoke where, in reading order; asked for the one a pronoun stands for.

    Args:
        cast: everybody who is named in the article.
        passages: its sentences.
        pairs: who is named together in it.
        statements: their content is not the reporter's: whoever is named in it is a poorer candidate.
    """

    def __init__(self, cast: Cast, passages: Passages, pairs: PairFinder, statements: tuple[Statement, ...]) -> None:
        self._cast = cast
        self._text = cast.text
        self._passages = passages
        self._pairs = pairs
        self._places = cast.places
        self._starts = [mention.start for mention, _ in cast.places]
        self._quotes = sorted(
            part for statement in statements if statement.kind != "indirect" for part in statement.parts
        )
        self._voices: list[_Voice] = []

    def spoke(self, source: Span, group: Group) -> None:
        """Record that a source is this group, unless a quotation holds it; sources come in ascending order."""
        if not self._quoted(source.start):
            self._voices.append(_Voice(source.start, group))

    def last_voice(self) -> Group | None:
        """Return who spoke last."""
        return self._voices[-1].group if self._voices else None

    def stands_for(
        self, number: Number, gender: Gender | None, start: int, own: tuple[Part, ...] = ()
    ) -> tuple[Group, ...]:
        """Return for whom a pronoun at a place stands, several for "they"; `own` are the parts of its own statement."""
        for n, (first, last) in enumerate(self._passages.before(start, REACH)):
            if n == 0 and self._opens_with_participle(first, last):
                continue
            voices = self._within(first, last)
            joint = [voice.group for voice in voices if voice.start == voices[-1].start]
            if n and number == "they" and len(joint) > 1:
                return tuple(joint)
            speaking = [voice.group for voice in voices if _fits(voice.group, number, gender)]
            if speaking:
                # Who speaks as the sentence's subject goes on; else the last one of an earlier sentence does.
                subject = not n or (speaking[0] is voices[0].group and voices[0].start == first)
                return (speaking[0 if subject else -1],)
            found = self._named_for(number, gender, (first, last), own) or (
                self._subject(first, last) if n < NEAR and number == "he" else ()
            )
            if found:
                return found
        fitting = [voice.group for voice in self._voices[-REACH:] if _fits(voice.group, number, gender)]
        return tuple(fitting[-1:]) or self._somebody(number, start, own)

    def _named_for(
        self, number: Number, gender: Gender | None, sentence: Part, own: tuple[Part, ...]
    ) -> tuple[Group, ...]:
        """Return for whom of those that a sentence names the pronoun stands."""
        named = [pair for pair in self._named(*sentence, own, number) if _fits(pair[1], number, gender)]
        # Of two who are named, the one whose gender is known to be the pronoun's.
        named.sort(key=lambda pair: gender is not None and pair[1].gender != gender)
        several = self._several(*sentence, named) if number == "they" else ()
        return several or tuple(group for _, group in named[:1])

    def _opens_with_participle(self, first: int, last: int) -> bool:
        """Return whether the pronoun's sentence leads to it by what its bearer does: "Speaking to Ilya Strand, he"."""
        opening = self._text[first:last].split(" ", 1)[0]
        return opening.endswith("ing") and opening[0].isupper() and self._text[first:last].rstrip().endswith(",")

    def _subject(self, first: int, last: int) -> tuple[Group, ...]:
        """Return the full name that opens a sentence and of whom nothing tells what it is."""
        for place, group in self._named(first, last, (), "he"):
            if place == first and _is_unknown(group):
                return (group,)
        return ()

    def only_person_before(self, statement: Statement) -> Group | None:
        """Return whom the sentence right before a quotation names, where the quotation has no source.

        It must be a sentence of its own on the same line, and nobody else may be named: "Kern was unmoved. “No.”"
        """
        if statement.source is not None or statement.kind != "direct":
            return None
        (own, start), *earlier = self._passages.before(statement.start, 2)
        if not earlier or any(character.isalnum() for character in self._text[own:start]):
            return None
        first, last = earlier[0]
        if "\n" in self._text[last:own] or self._quoted(last - 1) or self._quoted(first + 1):
            return None
        groups = [group for _, group in self._named(first, last, (), "he")]
        people = [group for n, group in enumerate(groups) if group.type == "person" and group not in groups[:n]]
        return people[0] if len(people) == 1 else None

    def _somebody(self, number: Number, start: int, own: tuple[Part, ...]) -> tuple[Group, ...]:
        """Return the nearest full name of whom nothing tells what it is, for "he" and "she"."""
        for first, last in self._passages.before(start, REACH if number == "he" else 0):
            for place, group in self._named(first, last, own, number):
                titled = self._text[place - 1 : place] in _OPENING_MARKS
                if _is_unknown(group) and not titled:
                    return (group,)
        return ()

    def _several(self, first: int, last: int, named: list[tuple[int, Group]]) -> tuple[Group, ...]:
        """Return the people ("researchers") or the only two joined by "and" that come before who else is named."""
        by = named[0][0] if named else last
        people = find_people(self._text, first, by)
        if people is not None and not self._quoted(people[0]):
            group = described(self._cast, read_phrase(self._text, *people))
            return () if group is None else (group,)
        joined = self._pairs.joined(first, last, "any")
        return joined[0] if len(joined) == 1 and joined[0][0].starts_within(first, by + 1) else ()

    def _within(self, first: int, last: int) -> list[_Voice]:
        found: list[_Voice] = []
        for voice in reversed(self._voices):
            if voice.start < first:
                break
            if voice.start < last:
                found.append(voice)
        return found[::-1]

    def _named(self, first: int, last: int, own: tuple[Part, ...], number: Number) -> list[tuple[int, Group]]:
        """Return who is named where between two places outside quotations, owners ("Kern's") behind all others."""
        found: list[tuple[bool, int, Group]] = []
        for n in range(bisect_left(self._starts, first), bisect_left(self._starts, last)):
            mention, group = self._places[n]
            inside = self._quoted(mention.start) or any(a <= mention.start < b for a, b in own)
            # A town that something happens in is not its state: "the talks in Oxby".
            inside = inside or (mention.placed and mention.state is not None and mention.state.matched == "capital")
            if not inside and not (number == "they" and self._qualifies(mention.start, mention.end)):
                found.append((mention.possessive, mention.start, group))
        return [(place, group) for _, place, group in sorted(found, key=lambda item: item[:2])]

    def _qualifies(self, start: int, end: int) -> bool:
        """Return whether a name only qualifies a noun behind a preposition: "of Straits Council sanctions against"."""
        before = self._text[max(0, start - 16) : start].split()
        behind = self._text[end : end + 24]
        noun = behind.split(" ")[1] if behind.startswith(" ") and " " in behind[1:] else ""
        return bool(before) and before[-1] in {"of", "under", "by", "against"} and noun.isalpha() and noun.endswith("s")

    def _quoted(self, place: int) -> bool:
        at = bisect_right(self._quotes, place, key=lambda part: part[0]) - 1
        return at >= 0 and place < self._quotes[at][1]


def _is_unknown(group: Group) -> bool:
    """Return whether a group is a full name that may be a person's or a firm's."""
    return group.type is None and len(group.key) > 1 and not (group.placed or group.articled)


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
    # "The Seafarers" are some body, whatever it is.
    body = group.type in {"organisation", "state", "media"} or (group.type is None and group.articled)
    return (group.plural and group.type != "document") or (body and not country)
