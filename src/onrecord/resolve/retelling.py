"""Sets aside what a retelling makes up: lines that the article it retells does not support, or that satire wrote.

Invariant: a statement that is set aside keeps its words and its place, has no speakers, and says why; nothing outside
of a retelling and of labelled satire is touched.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz.distance import LCSseq

from onrecord.language.fold import fold
from onrecord.language.names import is_no_name
from onrecord.language.quotes import scan_quotations
from onrecord.language.shingles import find_words
from onrecord.model import Article, Chain, Part, Reading, Section, Statement

CALLED_SATIRE = "the page says that it is satire"
MADE_UP = "the article that this satire retells does not have it"
NOT_QUOTED = "the article that this text retells does not quote it"

SHORT_QUOTE = 4
"""A quotation of so few words must stand in the other article word for word."""

LEAST_SAME = 0.8
"""Share of a longer quotation's words, in their order, that the other article has: two translations differ a little."""

LEAST_COMMON = 0.6
"""Share of the content words of reported speech that one statement of the other article has."""

ANCHORS = 3
PLACES = 20
"""A quotation is looked for around its rarest words, at so many places of each: bounds the work on hostile pages."""

LONGEST = 80
POSTINGS = 200
CONTENT_LETTERS = 4
STEM = 6


def set_aside(article: Article, reading: Reading) -> Reading:
    """Return the reading with all that satire or a retelling makes up set aside.

    In a retelling, a quotation stays where the other article has it in nearly the same words; in satire, reported
    speech stays where a statement of the other article has its content, its position and, where known, its speaker; a
    headline sums up a whole article, so its words may stand anywhere in the other one.
    Reported speech in a plain rewrite stays: in other words is how a rewrite reports. What a line that is set aside
    reports inside itself is set aside with it. Linear in the text, but for words that stand in it very often.
    """
    sections = {section.id: section for section in article.sections}
    if not any(section.genre == "satire" or section.retells for section in article.sections):
        return reading
    chains = {chain.id: chain for chain in reading.chains}
    quoted = [
        (inner.inner_start, inner.end - 1 if inner.closed else inner.end)
        for inner in scan_quotations(article.text)
        if inner.depth == 0
    ]
    originals = {
        told: _Original(article, sections[told], reading.statements, chains, quoted)
        for told in sorted({section.retells for section in article.sections if section.retells in sections})
    }
    headlines = _headlines(article, reading.statements)
    reasons = {
        each.id: reason
        for each in reading.statements
        if each.section is not None
        and (reason := _reason(sections[each.section], each, originals, is_headline=each.id in headlines))
    }
    # What reports comes before what it reports: it begins no later, and ends later where both begin together.
    for each in sorted(reading.statements, key=lambda statement: (statement.start, -statement.parts[-1][1])):
        if each.within in reasons:
            reasons.setdefault(each.id, reasons[each.within])
    statements = (_set_aside(each, reasons[each.id]) if each.id in reasons else each for each in reading.statements)
    return replace(reading, statements=tuple(statements))


def _headlines(article: Article, statements: Sequence[Statement]) -> set[str]:
    """Return the ids of the statements that begin in a title."""
    titles = [block for block in article.blocks if block.role == "title"]
    numbers = [bisect_right(titles, each.start, key=lambda block: block.start) - 1 for each in statements]
    return {
        each.id
        for each, number in zip(statements, numbers, strict=True)
        if number >= 0 and each.start < titles[number].end
    }


def _set_aside(statement: Statement, reason: str) -> Statement:
    return replace(
        statement,
        set_aside=reason,
        speakers=(),
        unresolved={**statement.unresolved, "speakers": f"set aside: {reason}"},
    )


def _reason(
    section: Section, statement: Statement, originals: Mapping[str, "_Original"], *, is_headline: bool
) -> str | None:
    """Return why a statement is set aside, None where it stands."""
    satire = section.genre == "satire"
    if section.retells is None or section.retells not in originals:
        return CALLED_SATIRE if satire else None
    original = originals[section.retells]
    quoted = original.quoted_in(statement)
    if quoted:
        supported = all(original.quotes(words, statement) for words in quoted)
    else:
        supported = not satire or original.reports(statement) or (is_headline and original.tells(statement))
    return None if supported else MADE_UP if satire else NOT_QUOTED


class _Token(NamedTuple):
    word: str
    place: int


class _Original:
    """What the article that is retold says: its quotations and statements as one row of words."""

    def __init__(
        self,
        article: Article,
        section: Section,
        statements: Sequence[Statement],
        chains: Mapping[str, Chain],
        quoted: Sequence[Part],
    ) -> None:
        self._text = article.text
        self._chains = chains
        self._named: dict[str, frozenset[str]] = {}
        self._quoted = quoted
        self._statements = [each for each in statements if each.section == section.id]
        self._told = _content_stems(article.text[section.start : section.end])
        spans = [part for each in self._statements for part in each.parts]
        spans += [part for part in quoted if section.start <= part[0] < section.end]
        self._tokens: list[_Token] = []
        for start, end in sorted(set(spans)):
            self._tokens += [_Token(word.text, word.start) for word in find_words(article.text, start, end)]
            self._tokens.append(_Token("", end))
        self._at: dict[str, list[int]] = defaultdict(list)
        for index, token in enumerate(self._tokens):
            self._at[token.word].append(index)
        self._places = sorted((part, number) for number, each in enumerate(self._statements) for part in each.parts)
        self._stems: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(self._statements):
            for stem in sorted(_content_stems(each.text)):
                self._stems[stem].append(number)

    def quoted_in(self, statement: Statement) -> list[list[str]]:
        """Return the words of each quotation in a statement: all of a direct one, what is in marks of a mixed one."""
        if statement.kind == "direct":
            spans = list(statement.parts)
        else:
            spans = [
                (max(start, first), min(end, last))
                for start, end in statement.parts
                for first, last in self._quoted_from(start)
            ]
        return [words for start, end in spans if start < end and (words := _words(self._text, start, end))]

    def _quoted_from(self, start: int) -> Sequence[Part]:
        first = max(0, bisect_right(self._quoted, (start, start)) - 1)
        return self._quoted[first : first + PLACES]

    def quotes(self, words: list[str], statement: Statement) -> bool:
        """Return whether the article has these words, and gives them to no other speaker."""
        wanted = words[:LONGEST]
        anchors = sorted(((len(self._at.get(word, ())), word, n) for n, word in enumerate(wanted)))
        for count, word, n in [anchor for anchor in anchors if anchor[0]][:ANCHORS]:
            for index in self._at[word][: min(count, PLACES)]:
                place = self._match(wanted, index - n)
                if place is not None and self._may_be(statement, place):
                    return True
        return False

    def _match(self, words: list[str], start: int) -> int | None:
        """Return the place in the text where the words stand around a token, None where they do not."""
        if len(words) <= SHORT_QUOTE:
            found = self._tokens[max(0, start) : max(0, start) + len(words)]
            return found[0].place if [token.word for token in found] == words else None
        slack = len(words) // 5 + 1
        found = self._tokens[max(0, start - slack) : max(0, start + len(words) + slack)]
        same = LCSseq.similarity(words, [token.word for token in found])
        return found[min(slack, len(found) - 1)].place if same >= LEAST_SAME * len(words) else None

    def _may_be(self, statement: Statement, place: int) -> bool:
        """Return whether no statement around the place, which has a speaker, has quite another one."""
        last = bisect_right(self._places, ((place + 1, 0), 0))
        around = [number for (start, end), number in self._places[max(0, last - 4) : last] if start <= place < end]
        known = [self._statements[number] for number in around if self._statements[number].speakers]
        return not known or any(self._same_speaker(statement, each) for each in known)

    def reports(self, statement: Statement) -> bool:
        """Return whether one statement has the content, the position and, where it is known there, the speaker."""
        if not statement.speakers:
            return False
        stems = _content_stems(statement.text)
        shared = Counter(number for stem in stems for number in self._stems.get(stem, ())[:POSTINGS])
        if not stems and statement.position != "affirms":
            # "He denied it": nothing but the position and the speaker can be compared.
            shared = Counter(range(min(POSTINGS, len(self._statements))))
        return any(
            count >= LEAST_COMMON * len(stems)
            and self._statements[number].position == statement.position
            and self._same_speaker(statement, self._statements[number])
            for number, count in shared.items()
        )

    def tells(self, statement: Statement) -> bool:
        """Return whether the words of what is said, and of who says it, stand in the article."""
        source = "" if statement.source is None else statement.source.text
        stems = _content_stems(f"{source} {statement.text}")
        return len(stems & self._told) >= LEAST_COMMON * len(stems) > 0

    def _same_speaker(self, one: Statement, other: Statement) -> bool:
        """Return whether the speakers share a word of their names; an unknown one may be anybody."""
        if not one.speakers or not other.speakers:
            return True
        return bool(self._names(one) & self._names(other))

    def _names(self, statement: Statement) -> set[str]:
        return set().union(*(self._words_of(speaker) for speaker in statement.speakers if speaker in self._chains))

    def _words_of(self, speaker: str) -> frozenset[str]:
        """Return the words of all names of a chain, remembered: it may speak often."""
        if speaker not in self._named:
            chain = self._chains[speaker]
            names = {chain.name, *(mention.text for mention in chain.mentions if mention.form != "pronoun")}
            words = (word for name in names for word in fold(name).split())
            self._named[speaker] = frozenset(word for word in words if not is_no_name(word))
        return self._named[speaker]


def _words(text: str, start: int, end: int) -> list[str]:
    return [word.text for word in find_words(text, start, end)]


def _content_stems(text: str) -> set[str]:
    words = (word.text for word in find_words(text))
    return {word[:STEM] for word in words if len(word) >= CONTENT_LETTERS and not is_no_name(word)}
