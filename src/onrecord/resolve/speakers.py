"""Decides who stands behind each statement's source: which named person or body, which role, which unnamed group.

Invariant: every answer is a group that the article's own words name or describe, or there is none and a reason.
"""

import re
from bisect import bisect_left, bisect_right

from onrecord.language.fold import fold
from onrecord.language.names import OPENING_ENDINGS, is_no_name
from onrecord.language.states import find_state
from onrecord.language.titles import find_body, find_title
from onrecord.model import Article, Part, Statement
from onrecord.resolve.chains import Cast, Group
from onrecord.resolve.mentions import Named, read_mention
from onrecord.resolve.phrases import ARTICLES, DETERMINERS, POSSESSIVES, PREPOSITIONS, Phrase, read_office, read_phrase
from onrecord.resolve.pronouns import PRONOUNS, Antecedents
from onrecord.resolve.roles import described, together

_JOINTS = re.compile(r",? and |, |; | as well as | n?or ")
_FOLLOWERS = re.compile(r"[^,;]* and (?:its|his|her|their) [a-z]+")
_RELATIVE = re.compile(r", (?:who|whom|whose|which|where)\b")
_LONGEST_NAME = 6
WORD_BEFORE = 24
"""Characters before a name in which the word before it is looked for."""

_LEADS = PREPOSITIONS | {"the", "a", "an"}
_SIGNED = frozenset({"notice", "filing", "post", "release", "lawsuit", "complaint"}) | frozenset(
    {"statement", "report", "letter", "memo", "article", "video", "message", "post", "tweet", "speech"}
)
"""Documents that speak with their author's voice."""

_PAIRED = frozenset({"sides", "parties", "countries", "nations", "states", "governments", "leaders", "side", "party"})
"""Nouns that with "both" or "two" mean whoever was named together; which of several pairs no rule here decides."""

NO_SOURCE = "the page names no source"
NO_ANTECEDENT = "the page does not show for whom the words stand"


class SpeakerFinder:
    """Resolves the sources of one article, in reading order.

    Args:
        article: the article.
        cast: everybody it names; groups that only speak are added to it.
        statements: all statements of the article.
    """

    def __init__(self, article: Article, cast: Cast, statements: tuple[Statement, ...]) -> None:
        self._text = article.text
        self._cast = cast
        self._ends = sorted((mention.end, n) for n, (mention, _) in enumerate(cast.places))
        self._starts = [mention.first for mention, _ in cast.places]
        self._antecedents = Antecedents(article, cast, statements)

    def resolve(self, statement: Statement, outer: list[Group]) -> list[Group]:
        """Return who says it; `outer` are the speakers of the statement that reports this one."""
        source = statement.source
        if source is None:
            return []
        found: list[Group] = []
        for start, end in self._joint(source.start, source.end):
            group = self._one(start, end, statement, outer)
            if group is not None and group not in found:
                found.append(group)
        for group in found:
            self._antecedents.spoke(source.start, group)
        return found

    def last_voice(self) -> Group | None:
        """Return who spoke last."""
        return self._antecedents.last_voice()

    def _joint(self, start: int, end: int) -> list[Part]:
        """Return the parts of a source that name several: "A and B", "X, Y and Z", "both A and B"."""
        text = self._text
        if text[start:end].casefold().startswith(("both ", "neither ")):
            start = text.index(" ", start) + 1
        bounds = [
            (m.start(), m.end(), m.group())
            for m in _JOINTS.finditer(text, start, end)
            if not self._inside_name(m.start())
        ]
        if all(joint == ", " for _, _, joint in bounds):
            return [(start, end)]
        parts: list[Part] = []
        first = start
        for n, (a, b, joint) in enumerate(bounds):
            following = bounds[n + 1][0] if n + 1 < len(bounds) else end
            if not self._are_two((first, a), (b, following)):
                # Behind "Ada Kern, head of trade and …" the rest belongs to the apposition.
                if joint == ", ":
                    break
                continue
            if joint != ", " or n + 1 < len(bounds):
                parts.append((first, a))
                first = b
        return [*parts, (first, end)]

    def _are_two(self, one: Part, other: Part) -> bool:
        """Return whether both parts of a source are whole; "a group of lawyers and agents" has one complement."""
        if not (self._stands_alone(*one) and self._stands_alone(*other)):
            return False
        before, behind = read_phrase(self._text, *one), read_phrase(self._text, *other)
        complemented = bool(before.tail) and self._text[slice(*before.tail[0])] == "of"
        return not complemented or behind.determiner is not None or self._placed_at(behind) is not None

    def _inside_name(self, place: int) -> bool:
        at = bisect_right(self._ends, (place, len(self._ends)))
        return at < len(self._ends) and self._cast.places[self._ends[at][1]][0].start < place

    def _stands_alone(self, start: int, end: int) -> bool:
        """Return whether the words are a whole source by themselves: a name, or a phrase with its own head."""
        phrase = read_phrase(self._text, start, end)
        if not phrase.core or phrase.head == "":
            return False
        if self._placed_at(phrase) is not None or (
            phrase.determiner in ARTICLES and find_body(phrase.head) is not None
        ):
            return True
        if phrase.determiner in ARTICLES | POSSESSIVES:
            return find_title(phrase.head) is not None
        return phrase.plural and len(phrase.core) <= _LONGEST_NAME

    def _one(self, start: int, end: int, statement: Statement, outer: list[Group]) -> Group | None:
        clause = _RELATIVE.search(self._text, start, end)
        end = end if clause is None else clause.start()
        words = self._text[start:end]
        if self._is_both(start, end):
            return None
        # "US" is no "us".
        pronoun = None if words.isupper() and len(words) > 1 else PRONOUNS.get(words.casefold())
        if pronoun is not None:
            number, gender = pronoun
            group = outer[0] if number == "we" and outer else None
            if number != "we":
                group = self._antecedents.stands_for(number, gender, start, statement.parts)
            if group is not None:
                group.add(start, end, "pronoun")
                group.gender = group.gender or gender
            return group
        if _FOLLOWERS.fullmatch(words):
            return together(self._cast, start, end)
        segments = self._segments(start, end)
        while len(segments) > 1 and self._is_adverbial(segments[0]):
            segments = segments[1:]
        phrases = [read_phrase(self._text, a, b) for a, b in segments]
        named = self._named_at(phrases[0])
        if named is None or named[1].type != "person":
            named = self._named_behind(phrases[0]) or named
        titled = find_title(phrases[0].head) is not None or find_body(phrases[0].head) is not None
        if named is None and (titled or phrases[0].determiner in ARTICLES):
            # "A Norvian spokesman, Ada Kern": the name stands beside its role.
            beside = [self._named_at(phrase) for phrase in phrases[1:]]
            beside.append(self._apposed(phrases[0], end))
            named = next((pair for pair in beside if pair is not None and self._is_bearer(pair[1], titled)), None)
        if named is not None:
            return self._speaking(named[1])
        owner = self._author(phrases[0])
        whole = phrases[0] if len(phrases) == 1 else read_phrase(self._text, segments[0][0], end)
        return owner or described(self._cast, whole)

    @staticmethod
    def _is_bearer(group: Group, titled: bool) -> bool:
        """Return whether the group can be who a role or description names; a mere description takes full names only."""
        if not titled:
            return group.type in {"person", None} and len(group.key) > 1
        return group.type not in {"state", "place"}

    def _apposed(self, phrase: Phrase, end: int) -> tuple[Named, Group] | None:
        """Return the full name between commas right behind a role: "Another aide, Ada Kern, said"."""
        at = bisect_left(self._starts, end + 2)
        if self._text[end : end + 2] != ", " or at == len(self._starts) or phrase.plural or not phrase.core:
            return None
        mention, group = self._cast.places[at]
        alone = mention.first == end + 2 and self._text[mention.end : mention.end + 1] == ","
        return (mention, group) if alone and group.type == "person" and len(mention.tokens) > 1 else None

    def _is_both(self, start: int, end: int) -> bool:
        """Return whether the words mean two who were named together: "both sides", "the two countries"."""
        before = self._text[max(0, start - WORD_BEFORE) : start].split()
        words = [word.casefold() for word in (*before[-1:], *self._text[start:end].split())]
        return len(words) > 1 and words[-1] in _PAIRED and bool({"both", "two", "neither"} & set(words[-3:-1]))

    def _segments(self, start: int, end: int) -> list[Part]:
        cuts = [match.start() for match in re.finditer(r", ", self._text[start:end])]
        bounds = [0, *(cut + 2 for cut in cuts)]
        stops = [*cuts, end - start]
        return [(start + a, start + b) for a, b in zip(bounds, stops, strict=True) if b > a]

    def _is_adverbial(self, segment: Part) -> bool:
        """Return whether a part before a comma is no source: "On Friday, …", "However, …"."""
        word = self._text[slice(*segment)].split()[0]
        return (
            is_no_name(word)
            and (fold(word) in PREPOSITIONS or (fold(word) not in DETERMINERS and not self._is_named(segment)))
            and find_title(word) is None
        )

    def _is_named(self, segment: Part) -> bool:
        return self._named_at(read_phrase(self._text, *segment)) is not None

    def _named_at(self, phrase: Phrase) -> tuple[Named, Group] | None:
        """Return the name that is the phrase's head, or None: "Norvia's army" and "the Kern campaign" have none."""
        if not phrase.core:
            return None
        named = self._placed_at(phrase)
        # "Legal and social workers" opens with an adjective, not with a name.
        shared = bool(phrase.tail) and self._text[slice(*phrase.tail[0])] == "and" and len(phrase.core) == 1
        return self._missed_name(phrase) if named is None and not shared and not self._owns_head(phrase) else named

    def _owns_head(self, phrase: Phrase) -> bool:
        """Return whether the last name of the phrase owns its head: "Norvia's army" as one capitalised run."""
        first, last = phrase.core[-1]
        at = bisect_left(self._ends, (first + 1, -1))
        if at == len(self._ends):
            return False
        mention, _ = self._cast.places[self._ends[at][1]]
        return mention.start <= first and mention.possessive and last - len("'s") <= mention.end < last

    def _placed_at(self, phrase: Phrase) -> tuple[Named, Group] | None:
        """Return the found name that ends with the phrase's head, or None."""
        first, last = phrase.core[-1]
        for n in range(bisect_left(self._ends, (first + 1, -1)), len(self._ends)):
            mention, group = self._cast.places[self._ends[n][1]]
            if mention.start > first:
                break
            if mention.start <= first and mention.end >= last - len("'s"):
                return None if mention.possessive and mention.end < last else (mention, group)
        return None

    def _named_behind(self, phrase: Phrase) -> tuple[Named, Group] | None:
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
        mention = read_mention(self._text, begin, last)
        if mention.state is not None and mention.state.matched == "demonym":
            return None
        group = self._cast.place(mention)
        return None if group is None else (mention, group)

    def _speaking(self, group: Group) -> Group:
        """Return the group, which speaks and so is no mere place; what a single bare name is stays open."""
        group.speaks = True
        if group.type in {None, "place", "other"}:
            articled = any(self._text[max(0, start - 4) : start].casefold() == "the " for start in group.starts)
            if articled or len(group.key) > _LONGEST_NAME:
                group.type = "organisation"
            elif len(group.key) > 1 or group.gender is not None:
                group.type = "person"
        return group

    def _author(self, phrase: Phrase) -> Group | None:
        """Return whose document the phrase names ("Kern's statement", "a letter by Kern"), or None."""
        if phrase.head not in _SIGNED or not phrase.core:
            return None
        if phrase.tail and self._text[slice(*phrase.tail[0])] in {"by", "from"} and len(phrase.tail) > 1:
            signer = read_phrase(self._text, phrase.tail[1][0], phrase.end)
            named = self._placed_at(signer)
            if named is not None and named[0].end >= phrase.tail[-1][1] and named[1].type not in {"state", "place"}:
                return self._speaking(named[1])
            if signer.determiner == "this" and find_body(signer.head) is not None:
                return described(self._cast, signer)
        for n in range(bisect_left(self._starts, phrase.start), bisect_right(self._starts, phrase.end)):
            mention, group = self._cast.places[n]
            if mention.possessive and mention.end <= phrase.core[-1][0]:
                return self._speaking(group)
        return None
