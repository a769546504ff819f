"""Dates of statements into the dates of others on the same occasion: who goes on speaking, who answers, the headline.

Invariant: a date is carried forward within neighbouring paragraphs only, never to words that tell what somebody says
at large ("insists", "has said") or said elsewhere ("told the Herald"), and never to a statement within another.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from onrecord.language.cues import match_cue
from onrecord.language.titles import find_title
from onrecord.model import READ_ROLES, Article, Span, Statement, TimeExpression

SENTENCE_END = re.compile(
    r"(?:(?<!\b[A-Z])(?<!\b[A-Z]r)(?<!\bM[rs]s)(?<!\b(?:Gen|Sen|Rep|Gov|Col))[.]|[!?])[\"”’)\]]{0,2}\s+|\n+"
)
"""Ends of sentences as far as dates need them: initials ("U.S.") and titles before names end none."""
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_WORD = re.compile(r"\w{4,}")
_ASKED = re.compile(r"\b(?:asked|questioned|pressed|quizzed)\b", re.IGNORECASE)
_ANSWERS = re.compile(r"\b(?:repl(?:ied|ying)|answer(?:ed|ing)|respond(?:ed|ing)|declin\w+|refus\w+|dodged|evaded)\b")
_SPOKE = re.compile(
    r"\b(?:responded|spoke|testified|took to|broke the news|apologi[sz]ed|(?:gave|held|issued|released|posted|published"
    r"|made|delivered) (?:an?|his|her|their|its) (?:\w+ ){0,3}(?:statement|speech|address|conference|briefing|interview"
    r"|post|tweet|video|message|letter|announcement))\b"
)
_LEADS = re.compile(r"(?:on|in|at|during|late|early|earlier|speaking|later)?\b[^,.;:\"“”\n]{0,60}", re.IGNORECASE)
_JOINED = re.compile(r".*,? (?:while|and|but) \W{0,3}", re.DOTALL)
_GOING_ON = re.compile(r"\b(?:add(?:ed|ing)|continu(?:ed|ing)|went on|going on)\b")
_AT_LARGE = frozenset({"has", "have", "had", "is", "are", "’s", "'s"})
_THEN = frozenset({"did", "would", "was", "were", "could"})
_DEFINITE = re.compile(r"(?:in|at|during) (?:the|that|this) (?:\w+ ){0,2}?(\w{4,})")
_ARTICLES = frozenset({"the", "a", "an", "s", "mr", "mrs", "ms", "dr"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "him", "her", "them"})
_RECENT = 5
"""Statements back to which a speaker's date is carried on."""
_LOOKED_AT = 40
"""Statements looked at for them, those within others included."""
_FAR = 400
"""Characters within which a sentence has begun."""
_LONG_AGO = 4_000
"""Characters back to which an occasion is looked for, and `_MENTIONS` of it at most."""
_MENTIONS = 5
_SUBJECT = 120
"""Characters of a sentence in which its subject stands."""
_SHARED = 3
"""Words of four letters and more that a headline must share with the lead that it repeats under another name."""


def carry_dates(
    article: Article,
    statements: Sequence[Statement],
    times: Sequence[TimeExpression],
    dated: Sequence[TimeExpression | None],
) -> list[TimeExpression | None]:
    """Return the dates of the statements with those carried over, in the order of the text."""
    carrier = _Carrier(article, statements, times, list(dated))
    for index, statement in enumerate(statements):
        if statement.within is None and carrier.dated[index] is None and _tells_of_then(statement):
            carrier.dated[index] = (
                carrier.from_sentence(index) or carrier.from_voice(index) or carrier.from_occasion(statement)
            )
    for index in range(len(statements) - 2, -1, -1):
        carrier.carry_back(index)
    for index, statement in enumerate(statements):
        if carrier.dated[index] is None and carrier.is_title(statement):
            carrier.dated[index] = carrier.from_below(index)
    return carrier.dated


class _Carrier:
    """The statements of an article with their dates so far."""

    def __init__(
        self,
        article: Article,
        statements: Sequence[Statement],
        times: Sequence[TimeExpression],
        dated: list[TimeExpression | None],
    ) -> None:
        starts = [block.start for block in article.blocks if block.role in READ_ROLES]
        self.text = article.text
        self.statements = statements
        self.times = times
        self.dated = dated
        self.voices = [statement.source for statement in statements]
        self.titles = [(block.start, block.end) for block in article.blocks if block.role == "title"]
        self.paragraphs = [bisect_right(starts, statement.start) for statement in statements]
        self.reach = list(self.paragraphs)

    def is_title(self, statement: Statement) -> bool:
        return any(start <= statement.start < end for start, end in self.titles)

    def from_voice(self, index: int) -> TimeExpression | None:
        """Return the date of the speaker's last dated statement, in its paragraph or the next.

        Paragraphs count from where the date stands; only "added" and "continued" take it further along.
        """
        statement = self.statements[index]
        goes_on = statement.cue is not None and _GOING_ON.search(statement.cue.text) is not None
        seen = 0
        for earlier in range(index - 1, max(-1, index - 1 - _LOOKED_AT), -1):
            if seen == _RECENT:
                break
            before = self.statements[earlier]
            if before.within is not None:
                continue
            seen += 1
            near = self.paragraphs[index] - (self.paragraphs if goes_on else self.reach)[earlier] <= 1
            if near and self.dated[earlier] is not None and self._goes_on(earlier, statement, seen == 1):
                self.reach[index] = self.paragraphs[index] if goes_on else self.reach[earlier]
                if statement.source is not None and _is_pronoun(statement.source):
                    self.voices[index] = self.voices[earlier]
                return self.dated[earlier] if self._same_occasion(before, statement) else None
        return None

    def from_occasion(self, statement: Statement) -> TimeExpression | None:
        """Return the day of an occasion that was named before ("at the rally"), where its sentence tells just one."""
        occasion = None if statement.channel is None else _DEFINITE.fullmatch(statement.channel.text)
        if occasion is None or statement.channel is None:
            return None
        start = self._sentence_start(statement.channel.start)
        place = self.text.rfind(f" {occasion[1]}", max(0, start - _LONG_AGO), start)
        for _ in range(_MENTIONS):
            if place < 0:
                return None
            end = SENTENCE_END.search(self.text, place, place + _FAR)
            first = self._sentence_start(place)
            days = self._days(first, end.start() if end else place + _FAR, contents=True)
            if days:
                return days[0] if len(days) == 1 else None
            place = self.text.rfind(f" {occasion[1]}", max(0, start - _LONG_AGO), first)
        return None

    def from_sentence(self, index: int) -> TimeExpression | None:
        """Return the day of the clause that a participle hangs on, of a question, or of what leads the sentence."""
        statement = self.statements[index]
        if statement.cue is None:
            return None
        first = min(span.start for span in (statement.source, statement.cue) if span is not None)
        start = self._sentence_start(first)
        days = self._days(start, first)
        if len(days) == 1 and self._hangs_on(start, days[0], first, statement.cue):
            return days[0]
        begun = start if days else self._sentence_start(max(0, start - 2))
        days = self._days(begun, first)
        return days[0] if len(days) == 1 and self._answers(begun, start, statement) else None

    def _answers(self, begun: int, start: int, statement: Statement) -> bool:
        """Whether a statement answers a question put before it, or is what its speaker was just told to have said."""
        if statement.cue is not None and _ANSWERS.search(statement.cue.text):
            return _ASKED.search(self.text, begun, statement.cue.start) is not None
        if begun == start or statement.source is None or _SPOKE.search(self.text, begun, start) is None:
            return False
        name = _last_name(statement.source)
        return _is_pronoun(statement.source) or name in _NAME.findall(self.text[begun : min(start, begun + _SUBJECT)])

    def carry_back(self, index: int) -> None:
        """Give an undated statement the date of the next one where both cues of a sentence have one source."""
        one, other = self.statements[index], self.statements[index + 1]
        undated = one.within is None and self.dated[index] is None and _tells_of_then(one)
        if undated and other.within is None and one.source is not None and one.source == other.source:
            self.dated[index] = self.dated[index + 1]

    def from_below(self, index: int) -> TimeExpression | None:
        """Return the date of the first dated statement below a headline that it repeats."""
        statement = self.statements[index]
        title = next((self.text[start:end] for start, end in self.titles if start <= statement.start < end), "")
        words = set(_WORD.findall(title.casefold()))
        for later in range(index + 1, min(len(self.statements), index + 1 + _RECENT)):
            date, other = self.dated[later], self.statements[later]
            is_day = date is not None and date.from_ == date.to
            if is_day and other.within is None and not self.is_title(other):
                return date if self._repeats(statement, words, later) else None
        return None

    def _repeats(self, headline: Statement, words: Collection[str], later: int) -> bool:
        """Whether a headline tells what a later statement does: the same speaker, or the same words of its sentence."""
        other, source = self.statements[later], headline.source
        if source is None:
            return False
        if _is_same(self._subject(other, self.voices[later]), source.text):
            return True
        start = self._sentence_start(other.start)
        end = SENTENCE_END.search(self.text, other.parts[-1][1], other.parts[-1][1] + _FAR)
        lead = self.text[start : end.start() if end else other.parts[-1][1]].casefold()
        speaks = _words(source.text)[-1:] or [""]
        known = speaks[0][:1].islower() or speaks[0].casefold() in lead
        return known and len(set(words) & set(_WORD.findall(lead))) >= _SHARED

    def _days(self, start: int, end: int, *, contents: bool = False) -> list[TimeExpression]:
        """Return the single days between two offsets that qualify no noun; those within contents only if asked for."""
        low = bisect_left(self.times, start, key=lambda time: time.start)
        high = bisect_left(self.times, end, key=lambda time: time.start)
        return [
            time
            for time in self.times[low:high]
            if time.from_ == time.to
            and time.from_ is not None
            and self.text[time.end : time.end + 2] not in {"'s", "’s"}
            and (contents or not self._is_content(time, start))
        ]

    def _is_content(self, time: TimeExpression, sentence: int) -> bool:
        low = bisect_left(self.statements, sentence, key=lambda statement: statement.start)
        for statement in self.statements[low:]:
            if statement.start > time.start:
                return False
            if any(start <= time.start and time.end <= end for start, end in statement.parts):
                return True
        return False

    def _hangs_on(self, start: int, day: TimeExpression, first: int, cue: Span) -> bool:
        if cue.text.casefold().split()[-1].endswith("ing"):
            return True
        leads = _LEADS.fullmatch(self.text, start, day.start) is not None
        return leads and _JOINED.fullmatch(self.text, day.end, first) is not None

    def _sentence_start(self, place: int) -> int:
        begin = max(0, place - _FAR)
        start = begin
        for match in SENTENCE_END.finditer(self.text, begin, place):
            start = match.end()
        return start

    def _goes_on(self, earlier: int, after: Statement, directly: bool) -> bool:
        """Whether the speaker of one statement is also the next one's, by name, by pronoun or through a document."""
        before, voice = self.statements[earlier], self.voices[earlier]
        if after.source is None:
            return False
        if not _is_pronoun(after.source):
            return (
                _is_same(self._subject(before, voice), after.source.text)
                or _is_spelt_out(voice, after.source)
                or self._reads_on(before, after.source)
            )
        start = self._sentence_start(after.source.start)
        subject = self.text[self._sentence_start(max(0, start - 2)) : start][:_SUBJECT]
        return directly or (voice is not None and _last_name(voice) in _NAME.findall(subject))

    def _subject(self, statement: Statement, voice: Span | None) -> str:
        """Return the words of a statement's source up to its cue, which may name more speakers than the source."""
        if voice is None:
            return ""
        end = voice.end if statement.cue is None else max(voice.end, statement.cue.start)
        return self.text[voice.start : min(end, voice.start + 2 * _SUBJECT)]

    def _reads_on(self, before: Statement, source: Span) -> bool:
        """Whether the source is the document that the statement before was made in ("The letter read")."""
        head = source.text.split()[-1].casefold()
        is_short = " of " not in source.text
        return is_short and before.channel is not None and head in before.channel.text.casefold().split()

    def _same_occasion(self, before: Statement, after: Statement) -> bool:
        """Whether the later statement names no other occasion, by an outlet or a place with a name of its own."""
        if before.channel is not None and before.channel == after.channel:
            return True
        start, end = self._sentence_start(before.start), before.parts[-1][1] + _FAR
        named = set(_NAME.findall(self.text[start:end]))
        elsewhere = [span for span in (after.via, after.channel) if span is not None]
        return all(name in named for span in elsewhere for name in _NAME.findall(span.text))


def _tells_of_then(statement: Statement) -> bool:
    """Whether the cue tells of one act of speaking in the past, not of what somebody says at large."""
    words = [] if statement.cue is None else statement.cue.text.casefold().split()
    if not words or words[0] in _AT_LARGE or statement.withheld == "no_answer":
        return False
    if not _THEN.isdisjoint(words):
        return True
    matches = (match_cue(words, at) for at in range(len(words)))
    found = next((match for match in matches if match is not None), None)
    return found is None or found.form not in {"third", "base"}


def _last_name(source: Span) -> str:
    return str((_NAME.findall(source.text.split(",", 1)[0]) or [""])[-1])


def _is_pronoun(source: Span) -> bool:
    return source.text.casefold() in _PRONOUNS


def _is_same(subject: str, source: str) -> bool:
    """Whether a later source can be the speaker whom an earlier subject names.

    It ends in a word of that subject, which no other first name, owner or adjective sets apart ("Calvera's ministry",
    "Sundria's ministry").
    """
    words = _words(subject)
    *before, last = _words(source.split(",", 1)[0]) or [""]
    if last.casefold() in (known := [word.casefold() for word in words]):
        if last[0].islower() or "’s" in source or "'s" in source:
            return all(word.casefold() in known for word in before)
        place = known.index(last.casefold())
        first, other = (words[place - 1] if place else ""), (before[-1] if before else "")
        return not (_is_given(first) and _is_given(other) and first.casefold() != other.casefold())
    return False


def _is_spelt_out(voice: Span | None, source: Span) -> bool:
    """Whether a role of two words or more ("Norvia's harbour minister") comes again with a name behind it."""
    role = "" if voice is None else re.split(r"['’]s ", voice.text)[-1].split(",")[0].removeprefix("the ")
    return role.count(" ") > 0 and role.rsplit(" ", 1)[1].islower() and role.casefold() in source.text.casefold()


def _words(source: str) -> list[str]:
    """Return the words of a source without its articles."""
    return [word for word in re.findall(r"\w+", source) if word.casefold() not in _ARTICLES]


def _is_given(word: str) -> bool:
    """Whether a word before a family name can be a given name rather than a title or role."""
    return word[:1].isupper() and find_title(word) is None
