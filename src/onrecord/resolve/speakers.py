"""Decides who stands behind each statement's source: which named person or body, which role, which unnamed group.

Invariant: every answer is a group that the article's own words name or describe, or there is none and a reason.
"""

import re
from dataclasses import dataclass

from onrecord.language.fold import fold
from onrecord.language.names import is_no_name
from onrecord.language.phrases import (
    ARTICLES,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    Phrase,
    is_possessive,
    read_phrase,
)
from onrecord.language.titles import find_body, find_title
from onrecord.model import Part, Statement
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.epithets import house_of, is_epithet
from onrecord.resolve.joints import split_joint
from onrecord.resolve.mentions import Named
from onrecord.resolve.naming import LONGEST_NAME, NameFinder
from onrecord.resolve.pairs import Asked, PairFinder, asks_for_pair, can_be_described, name_pairs
from onrecord.resolve.passages import Passages
from onrecord.resolve.people import phrase_before
from onrecord.resolve.pronouns import PRONOUNS, RELATIVES, Antecedents
from onrecord.resolve.roles import described, together

_FOLLOWERS = re.compile(r"[^,;]* and (?:its|his|her|their) [a-z]+")
_RELATIVE = re.compile(r", (?:who|whom|whose|which|where)\b")
_PERSONAL_RELATIVE = re.compile(r", who\b|, whom\b|, whose\b")

_INNER_CAPITALS = re.compile(r"\b[A-Z]{2,}[a-z]|[a-z]{4,}[A-Z]|[a-z][A-Z]\b")

_SIGNED = frozenset(
    {"notice", "filing", "post", "release", "lawsuit", "complaint", "analysis", "website", "account"}
) | (
    {"statement", "report", "letter", "memo", "article", "video", "message", "tweet", "speech", "study", "survey"}
    | {"projection", "estimate", "announcement", "email", "remark", "comment", "testimony", "ruling", "review", "audit"}
    | {"forecast", "claim", "blog", "interview", "statistic", "statistics", "data", "figure", "finding", "poll"}
)
"""Documents and words that speak with their author's voice."""

_COUNTED = frozenset({"statistic", "statistics", "data", "figure", "finding", "poll", "survey", "study"})
_MADE_BY_TWO = frozenset({"statement", "communique", "declaration", "letter", "report"})

LONGEST_SOURCE = 80
"""Characters before "who" or "which" in which the noun phrase it takes up is looked for."""

NO_SOURCE = "the page names no source"
NO_ANTECEDENT = "nobody whom the page names before “{words}” fits, so it does not show for whom the words stand"
WRITER = "“{words}” stands for whoever wrote the page or speaks in it, and no name stands beside it"
SEVERAL_PAIRS = "“{words}” can mean {pairs}"
NO_PAIR = "the page names no two together near “{words}” for whom the words could stand"


@dataclass(frozen=True)
class Answer:
    """Who says a statement; where nobody is found, why."""

    groups: tuple[Group, ...] = ()
    reason: str = NO_SOURCE


class SpeakerFinder:
    """Resolves the sources of one article, in reading order.

    Args:
        cast: everybody the article names; groups that only speak are added to it.
        passages: its sentences.
        statements: all its statements.
    """

    def __init__(self, cast: Cast, passages: Passages, statements: tuple[Statement, ...]) -> None:
        self._text = cast.text
        self._cast = cast
        self._passages = passages
        self._names = NameFinder(cast)
        self._pairs = PairFinder(cast, self._names, passages)
        self._antecedents = Antecedents(cast, passages, self._pairs, statements)

    def resolve(self, statement: Statement, outer: tuple[Group, ...]) -> Answer:
        """Return who says it; `outer` are the speakers of the statement that reports this one."""
        source = statement.source
        if source is None:
            person = self._antecedents.only_person_before(statement)
            return Answer() if person is None else Answer(groups=(self._speaking(person),))
        place = self._without_possessive(source.start, source.end)
        answers = [
            self._one(start, end, statement, outer) for start, end in split_joint(self._text, self._names, *place)
        ]
        found = [group for answer in answers for group in answer.groups]
        found = [group for n, group in enumerate(found) if group not in found[:n]]
        for group in found:
            self._antecedents.spoke(source, group)
        return Answer(groups=tuple(found), reason=answers[0].reason)

    def _without_possessive(self, start: int, end: int) -> Part:
        """Return a source less the ending of an owner ("Oxby's" complaint), with the one it is joined to before it."""
        if not is_possessive(self._text[start:end]) or self._text[end - 1] != "s":
            return start, end
        if end - start == len("'s"):
            # The ending alone was read as the source: it is the name's before it.
            owner = self._names.ending_at(start)
            phrase = self._phrase_ending_at(start) if owner is None else (owner[0].first, start)
            return phrase or (start, end)
        before = start - len(" and ")
        named = self._names.ending_at(before) if self._text[before:start] == " and " else None
        return (start if named is None else named[0].first), end - len("'s")

    def last_voice(self) -> Group | None:
        """Return who spoke last."""
        return self._antecedents.last_voice()

    def _one(self, start: int, end: int, statement: Statement, outer: tuple[Group, ...]) -> Answer:
        clause = _RELATIVE.search(self._text, start, end)
        end = end if clause is None else clause.start()
        words = self._text[start:end]
        asked = asks_for_pair(self._text, start, end)
        if asked is not None:
            return self._pair(asked, start, end) or self._described_as(start, end, statement)
        # "US" is no "us".
        folded = "" if words.isupper() and len(words) > 1 else words.casefold()
        if folded in RELATIVES:
            return self._relative(start, end, statement, outer)
        if folded in PRONOUNS:
            return self._pronoun(start, end, statement, outer)
        if _FOLLOWERS.fullmatch(words):
            return Answer(groups=(together(self._cast, start, end),))
        named = self._named(start, end)
        if named is None:
            return self._described_as(start, end, statement)
        if clause is not None and _PERSONAL_RELATIVE.match(self._text, clause.start()) and named[1].type is None:
            named[1].type = "person"
        return Answer(groups=(self._speaking(named[1]),))

    def _pair(self, asked: Asked, start: int, end: int) -> Answer | None:
        """Return for which two the words stand, or why it is open; None where they describe somebody all the same."""
        words = self._text[start:end]
        paired = self._pairs.stand_for(words, asked, start)
        for group in paired.groups:
            group.add(start, end, "pronoun")
            group.speaks = True
        if paired.groups:
            return Answer(groups=paired.groups)
        if paired.candidates:
            return Answer(reason=SEVERAL_PAIRS.format(words=words, pairs=name_pairs(paired.candidates)))
        return None if can_be_described(asked) else Answer(reason=NO_PAIR.format(words=words))

    def _pronoun(self, start: int, end: int, statement: Statement, outer: tuple[Group, ...]) -> Answer:
        words = self._text[start:end]
        number, gender = PRONOUNS[words.casefold()]
        groups = outer[:1]
        if number != "we":
            groups = self._antecedents.stands_for(number, gender, start, statement.parts)
        for group in groups:
            group.add(start, end, "pronoun")
            group.gender = group.gender or gender
        reason = WRITER if number == "we" else NO_ANTECEDENT
        return Answer(groups=groups, reason=reason.format(words=words))

    def _relative(self, start: int, end: int, statement: Statement, outer: tuple[Group, ...]) -> Answer:
        """Return whom "who" or "which" takes up: the noun phrase that ends right before it."""
        lead = self._text[max(0, start - len(", ")) : start]
        before = start - len(lead) + len(lead.rstrip(", "))
        named = self._names.ending_at(before)
        if named is not None and named[1].type not in {"place", "other"}:
            named[1].add(start, end, "pronoun")
            return Answer(groups=(self._speaking(named[1]),))
        phrase = self._phrase_ending_at(before)
        if phrase is None:
            return Answer(reason=NO_ANTECEDENT.format(words=self._text[start:end]))
        return self._one(*phrase, statement, outer)

    def _phrase_ending_at(self, end: int) -> Part | None:
        """Return the noun phrase that ends at this place, within its sentence."""
        first, _ = next(self._passages.before(end, 1), (end, end))
        return phrase_before(self._text, max(first, end - LONGEST_SOURCE), end)

    def _named(self, start: int, end: int) -> tuple[Named, Group] | None:
        """Return the name in a source: its head, beside its role, or behind its complement."""
        whole = self._names.whole(start, end)
        if whole is not None:
            return whole
        phrases = [read_phrase(self._text, a, b) for a, b in self._segments(start, end)]
        # "Some firms including Quill and Strand" are more than the two.
        if phrases[0].tail and self._text[slice(*phrases[0].tail[0])] == "including":
            return None
        named = self._names.heading(phrases[0])
        if named is None or named[1].type != "person":
            named = self._names.behind(phrases[0]) or named
        titled = find_title(phrases[0].head) is not None or find_body(phrases[0].head) is not None
        if named is None and (titled or phrases[0].determiner in ARTICLES):
            # "A Norvian spokesman, Ada Kern": the name stands beside its role.
            beside = [self._names.heading(phrase) for phrase in phrases[1:]]
            beside.append(self._names.apposed(phrases[0], end))
            named = next((pair for pair in beside if pair is not None and self._is_bearer(pair[1], titled)), None)
        return named

    def _described_as(self, start: int, end: int, statement: Statement) -> Answer:
        """Return the group that words without a name mean."""
        segments = self._segments(start, end)
        phrase = read_phrase(self._text, *segments[0])
        author = self._author(phrase)
        if author:
            return Answer(groups=author)
        known = self._called(phrase, statement)
        if known is not None:
            known.add(start, end, "role")
            return Answer(groups=(self._speaking(known),))
        whole = phrase if len(segments) == 1 else read_phrase(self._text, segments[0][0], end)
        group = described(self._cast, whole, self._owner(whole, statement))
        words = self._text[start:end]
        return Answer(groups=() if group is None else (group,), reason=NO_ANTECEDENT.format(words=words))

    def _called(self, phrase: Phrase, statement: Statement) -> Group | None:
        """Return the named one whom words tell from another side ("the 72-year-old", "the company"), or None."""
        if self._cast.headed(phrase.head):
            return None
        if is_epithet(self._text, phrase):
            meant = self._antecedents.stands_for("he", None, phrase.start, statement.parts)
            return meant[0] if meant and meant[0].type in {"person", None} else None
        house = house_of(phrase)
        meant = () if house is None else self._antecedents.stands_for("it", None, phrase.start, statement.parts)
        return meant[0] if meant and meant[0].type in {house, None} else None

    def _owner(self, phrase: Phrase, statement: Statement) -> Group | None:
        """Return to whom a described one belongs: "his spokesman", "Kern's lawyer", "a spokesman for the board"."""
        if phrase.determiner in POSSESSIVES & set(PRONOUNS):
            number, gender = PRONOUNS[phrase.determiner or ""]
            bearers = self._antecedents.stands_for(number, gender, phrase.start, statement.parts)
            return bearers[0] if bearers else None
        if not phrase.core:
            return None
        names = self._names.between(phrase.start, phrase.core[-1][0])
        if phrase.tail and self._text[slice(*phrase.tail[0])] in {"of", "for", "from", "at"}:
            names += self._names.between(phrase.tail[0][1], phrase.end)
        owners = [group for mention, group in names if mention.possessive or group.type not in {None, "place", "other"}]
        return owners[0] if owners else None

    @staticmethod
    def _is_bearer(group: Group, titled: bool) -> bool:
        """Return whether the group can be who a role or description names; a mere description takes full names only."""
        if not titled:
            return group.type in {"person", None} and len(group.key) > 1
        return group.type not in {"state", "place"}

    def _segments(self, start: int, end: int) -> list[Part]:
        """Return the parts of a source between commas, less adverbials before it: "On Friday, …"."""
        cuts = [match.start() for match in re.finditer(r", ", self._text[start:end])]
        bounds = [0, *(cut + 2 for cut in cuts)]
        stops = [*cuts, end - start]
        segments = [(start + a, start + b) for a, b in zip(bounds, stops, strict=True) if b > a]
        while len(segments) > 1 and self._is_adverbial(segments[0]):
            segments = segments[1:]
        return segments

    def _is_adverbial(self, segment: Part) -> bool:
        """Return whether a part before a comma is no source: "On Friday, …", "However, …"."""
        word = self._text[slice(*segment)].split()[0]
        named = self._names.heading(read_phrase(self._text, *segment)) is not None
        return (
            is_no_name(word)
            and (fold(word) in PREPOSITIONS or (fold(word) not in DETERMINERS and not named))
            and find_title(word) is None
        )

    def _speaking(self, group: Group) -> Group:
        """Return the group, which speaks and so is no mere place; what a single bare name is stays open."""
        group.speaks = True
        if group.type in {None, "place", "other"}:
            if group.articled or group.located or len(group.key) > LONGEST_NAME or _is_brand(group.name):
                group.type = "organisation"
            elif len(group.key) > 1 or group.gender is not None:
                group.type = "person"
        return group

    def _author(self, phrase: Phrase) -> tuple[Group, ...]:
        """Return whose document the phrase names ("Kern's statement", "a letter by Kern and the board"), or nobody."""
        if phrase.head not in _SIGNED or not phrase.core:
            return ()
        if phrase.tail and self._text[slice(*phrase.tail[0])] in {"by", "from"} and len(phrase.tail) > 1:
            signers = self._signers(phrase.tail[1][0], phrase.end)
            if signers:
                return signers
        for mention, group in self._names.between(phrase.start, phrase.core[-1][0]):
            # "Oxby's port statistics" are about the town, not by it.
            counted = phrase.head in _COUNTED and (group.type in {None, "place", "other"} or len(group.key) == 1)
            if mention.possessive and not (counted and group.type not in {"person", "organisation", "media"}):
                return (self._speaking(group),)
        if self._made_by_two(phrase):
            return self._pairs.stand_for("", "any", phrase.start).groups
        return ()

    def _signers(self, start: int, end: int) -> tuple[Group, ...]:
        """Return who signed a document, given the words behind its "by" or "from"; nobody where a part names none."""
        asked = asks_for_pair(self._text, start, end)
        if asked is not None:
            return self._pairs.stand_for(self._text[start:end], asked, start).groups
        signers: list[Group] = []
        parts = split_joint(self._text, self._names, start, end)
        for part in parts:
            phrase = read_phrase(self._text, *part)
            named = self._names.placed_at(phrase) if phrase.core else None
            if named is not None and named[0].end >= part[1] and (len(parts) > 1 or not named[0].placed):
                signers.append(self._speaking(named[1]))
            elif phrase.determiner == "this" and find_body(phrase.head) is not None:
                signers += [group for group in (described(self._cast, phrase),) if group is not None]
            else:
                return ()
        return tuple(signers)

    def _made_by_two(self, phrase: Phrase) -> bool:
        """Return whether the words say that two made a document: "a joint statement"."""
        qualifiers = {fold(self._text[slice(*place)]) for place in phrase.core[:-1]}
        return phrase.head in _MADE_BY_TWO and "joint" in qualifiers


def _is_brand(name: str) -> bool:
    """Return whether a name has capitals inside a word, as firms have and people ("McKern", "O'Kern") have not."""
    return _INNER_CAPITALS.search(name) is not None
