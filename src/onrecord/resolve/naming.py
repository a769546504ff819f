"""Finds the name that a source's noun phrase has as its head, beside it or behind its complement.

Invariant: a name is one that the article's cast has, or a capitalised word that a headline hid; nothing else is one.
"""

from bisect import bisect_left

from onrecord.language.names import OPENING_ENDINGS, is_no_name
from onrecord.language.offices import read_office
from onrecord.language.phrases import PREPOSITIONS, Phrase, read_phrase
from onrecord.language.states import find_state
from onrecord.language.titles import find_body, find_title
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.mentions import Named, read_mention

LONGEST_NAME = 6
"""Words of the longest personal names in news."""

WORD_BEFORE = 24
"""Characters before a name in which the word before it is looked for."""

_OF_A_PEOPLE = ("s", "ese", "ish", "ch")
"""Endings of the word for a whole people: "Norwegians", "Chinese", "British", "French"."""

_LEADS = PREPOSITIONS | {"the", "a", "an"}


class NameFinder:
    """Finds names of one article's cast by where they stand in a noun phrase."""

    def __init__(self, cast: Cast) -> None:
        self._text = cast.text
        self._cast = cast
        self._ends = sorted((mention.end, n) for n, (mention, _) in enumerate(cast.places))
        self._starts = [mention.first for mention, _ in cast.places]

    def inside_name(self, place: int) -> bool:
        """Return whether a place lies inside a name."""
        at = bisect_left(self._ends, (place + 1, -1))
        return at < len(self._ends) and self._cast.places[self._ends[at][1]][0].start < place

    def ending_at(self, place: int) -> tuple[Named, Group] | None:
        """Return the name that ends at exactly this place, or None."""
        at = bisect_left(self._ends, (place, -1))
        return self._cast.places[self._ends[at][1]] if at < len(self._ends) and self._ends[at][0] == place else None

    def between(self, start: int, end: int) -> list[tuple[Named, Group]]:
        """Return the names that lie in a part of the text, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [pair for pair in self._cast.places[first:last] if pair[0].end <= end]

    def heading(self, phrase: Phrase) -> tuple[Named, Group] | None:
        """Return the name that is the phrase's head, or None: "Norvia's army" and "the Kern campaign" have none."""
        if not phrase.core:
            return None
        named = self.placed_at(phrase)
        # "Legal and social workers" opens with an adjective, not with a name.
        shared = bool(phrase.tail) and self._text[slice(*phrase.tail[0])] == "and" and len(phrase.core) == 1
        return self._missed_name(phrase) if named is None and not shared and not self._owns_head(phrase) else named

    def placed_at(self, phrase: Phrase) -> tuple[Named, Group] | None:
        """Return the found name that ends with the phrase's head, or None."""
        first, last = phrase.core[-1]
        for n in range(bisect_left(self._ends, (first + 1, -1)), len(self._ends)):
            mention, group = self._cast.places[self._ends[n][1]]
            if mention.start > first:
                break
            if mention.start <= first and mention.end >= last - len("'s"):
                return None if mention.possessive and mention.end < last else (mention, group)
        return None

    def _owns_head(self, phrase: Phrase) -> bool:
        """Return whether the last name of the phrase owns its head: "Norvia's army" as one capitalised run."""
        first, last = phrase.core[-1]
        at = bisect_left(self._ends, (first + 1, -1))
        if at == len(self._ends):
            return False
        mention, _ = self._cast.places[self._ends[at][1]]
        return mention.start <= first and mention.possessive and last - len("'s") <= mention.end < last

    def apposed(self, phrase: Phrase, end: int) -> tuple[Named, Group] | None:
        """Return the full name between commas right behind a role: "Another aide, Ada Kern, said"."""
        at = bisect_left(self._starts, end + 2)
        if self._text[end : end + 2] != ", " or at == len(self._starts) or phrase.plural or not phrase.core:
            return None
        mention, group = self._cast.places[at]
        alone = mention.first == end + 2 and self._text[mention.end : mention.end + 1] == ","
        return (mention, group) if alone and group.type == "person" and len(mention.tokens) > 1 else None

    def behind(self, phrase: Phrase) -> tuple[Named, Group] | None:
        """Return the person at the end of a phrase whose office has a complement: "envoy for Norvia Ada Kern"."""
        if not phrase.tail:
            return None
        # "Retired sailor and harbour expert Ada Kern" has two trades for one person.
        paired = self._text[slice(*phrase.tail[0])] == "and"
        if not paired and find_title(phrase.head) is None and find_body(phrase.head) is None:
            return None
        last = phrase.tail[-1][1]
        at = bisect_left(self._ends, (last, -1))
        if at == len(self._ends) or self._ends[at][0] > last + 1:
            return None
        mention, group = self._cast.places[self._ends[at][1]]
        before = self._text[max(0, mention.first - WORD_BEFORE) : mention.first].split()
        person = group.type in {"person", None} and len(group.key) > 1
        if (
            not person
            or mention.first <= phrase.core[-1][1]
            or not before
            or before[-1].casefold() in _LEADS - {"and" if paired else ""}
        ):
            return None
        if mention.role is None:
            group.roles.setdefault(
                (phrase.core[0][0], mention.start - 1), read_office(self._text, phrase.start, mention.start - 1)
            )
        return mention, group

    def whole(self, start: int, end: int) -> tuple[Named, Group] | None:
        """Return the state or seat of power that exactly these words name: "Quai d'Orsay", "Number 10".

        "The Norwegians" are their state where the article names it.
        """
        words = self._text[start:end]
        state = find_state(words)
        if state is None:
            return None
        if state.matched != "demonym":
            return self._placed(start, end)
        group = self._cast.get(("state", state.code))
        if group is None or not words.casefold().startswith("the ") or not words.endswith(_OF_A_PEOPLE):
            return None
        mention = read_mention(self._text, start + len("the "), end)
        group.add(mention.start, mention.end, "name")
        return mention, group

    def _missed_name(self, phrase: Phrase) -> tuple[Named, Group] | None:
        """Return the name in a headline whose capitals hid it, or None."""
        first, last = phrase.core[-1]
        word = self._text[first:last]
        if (
            not word[0].isupper()
            or (is_no_name(word) and find_state(word) is None)
            or word.endswith(OPENING_ENDINGS)
            or find_title(word)
            or find_body(word)
            or phrase.plural
        ):
            return None
        begin = next(
            (a for a, _ in phrase.core if all(self._text[b].isupper() for b, _ in phrase.core if b >= a)), first
        )
        if read_phrase(self._text, begin, last).head != phrase.head:
            return None
        return self._placed(begin, last)

    def _placed(self, start: int, end: int) -> tuple[Named, Group] | None:
        mention = read_mention(self._text, start, end)
        group = self._cast.place(mention)
        return None if group is None else (mention, group)
