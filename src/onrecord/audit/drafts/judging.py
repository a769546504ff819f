"""Holds claims against the statements of a case, and says of each how it stands there.

Of all statements that resemble a claim the best answer counts: the same words of the same speaker before those of
somebody else, and these before other words of his. Invariant: exact and cut are said of words that stand in a statement
of the named speaker, in the claimed position, and, where they are quoted, as that speaker's own words.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz.distance import LCSseq

from onrecord.audit.drafts.claims import Checked, Claim, Place, Verdict
from onrecord.audit.drafts.differences import find_changes, verdict_of
from onrecord.audit.drafts.matching import Match, Source, match_claim, read_claim, read_source
from onrecord.audit.drafts.paraphrases import compare_paraphrase
from onrecord.audit.drafts.speakers import is_called, names_speaker
from onrecord.audit.drafts.tokens import Token
from onrecord.errors import CaseError
from onrecord.language.addresses import page_address
from onrecord.language.quotes import scan_quotations
from onrecord.model import Article, Difference, Part, Position, Speaker, Statement, Utterance
from onrecord.store import CaseReader

MOST_RESEMBLING = 200
LEAST_ALIKE = 0.6
"""Share of a claim's tokens that a statement must have, in order, to be what the claim altered …"""

LEAST_TOKENS = 3
"""… which one or two words never are."""

ARTICLES_KEPT = 64
MOST_IN_A_ROW = 60
MOST_SEARCHED = 2_000
"""Pages whose texts are searched for words that no statement has: more would cost more than the answer is worth."""

ORDER: tuple[Verdict, ...] = (
    *("exact", "cut", "other_page", "page_words", "other_polarity", "other_speaker"),
    *("other_figure", "other_date", "altered", "paraphrase", "not_in_case"),
)
"""Of two answers to a claim the one that stands first is the better."""


_DOES: Mapping[Position, str] = MappingProxyType(
    {"affirms": "says", "denies": "denies", "withholds": "neither confirms nor denies"}
)
_REASONS: Mapping[Verdict, str] = MappingProxyType(
    {
        "altered": "the source has other words",
        "other_figure": "the source has another number",
        "other_date": "the source has another date",
        "other_polarity": "one says that it is so, the other that it is not",
        "paraphrase": "no quotation: a remark says the like, compare them",
    }
)


class Candidate(NamedTuple):
    """A statement that resembles a claim, with its words and whether the claim's speaker says it."""

    statement: Statement
    source: Source
    same_speaker: bool


class Judge:
    """The statements of a case, asked claim by claim; remembers what it read."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._article = lru_cache(ARTICLES_KEPT)(self._read_article)
        self._quoted = lru_cache(ARTICLES_KEPT)(self._read_quoted)
        self._speakers: dict[str, Speaker | None] = {}

    def check(self, claim: Claim) -> Checked:
        """Return how a claim stands in the case."""
        stretches = read_claim(claim.text)
        if not stretches:
            return Checked(claim=claim, verdict="not_in_case", reason="there are no words to look for")
        candidates = [self._candidate(claim, statement) for statement in self._resembling(claim, stretches)]
        answers = [answer for each in candidates if (answer := self._answer(claim, stretches, each)) is not None]
        best = min(answers, key=_rank, default=None)
        if best is None or best.verdict == "not_in_case":
            return self._unattributed(best, claim, stretches)
        return self._with_notes(best) if best.stands else best

    def _unattributed(self, best: Checked | None, claim: Claim, stretches: Sequence[Sequence[Token]]) -> Checked:
        """Return the answer to a claim that no statement has, with the page on which its words stand all the same."""
        reason = "no statement of the case has such words"
        answer = best or Checked(claim=claim, verdict="not_in_case", reason=reason)
        words = [re.escape(token.text) for token in max(stretches, key=len) if token.kind == "word"]
        if len(words) < LEAST_TOKENS:
            return answer
        row = re.compile(r"\b" + r"\W+".join(words[:MOST_IN_A_ROW]) + r"\b")
        found = next((article for article in self._texts if row.search(article.text)), None)
        if found is None:
            return answer
        where = f"{found.outlet}, {found.uri}" if found.outlet else found.uri
        return replace(answer, notes=(f"the words stand on a page ({where}), and nobody is on record with them",))

    @cached_property
    def _texts(self) -> list[Article]:
        """The pages that are searched for words that no statement has: the first of the case."""
        return list(islice(self._reader.articles(), MOST_SEARCHED))

    def _resembling(self, claim: Claim, stretches: Sequence[Sequence[Token]]) -> list[Statement]:
        longest = max(stretches, key=len)
        words = [token.text for token in longest if token.kind == "word"]
        return self._reader.resembling(" ".join(words), claim.text, MOST_RESEMBLING)

    def _candidate(self, claim: Claim, statement: Statement) -> Candidate:
        article = self._article(statement.article)
        return Candidate(
            statement, read_source(article.text, statement.parts), self._is_said_by(claim.speaker, statement)
        )

    def _is_said_by(self, name: str | None, statement: Statement) -> bool:
        if name is None:
            return True
        if not statement.speakers:
            return statement.source is not None and is_called(name, statement.source.text)
        found = [self._speaker(speaker) for speaker in statement.speakers]
        return any(speaker is not None and names_speaker(name, speaker) for speaker in found)

    def _answer(self, claim: Claim, stretches: Sequence[Sequence[Token]], candidate: Candidate) -> Checked | None:
        match = match_claim(stretches, candidate.source)
        if match is not None and claim.kind == "quotation":
            match = self._within_marks(candidate.statement, candidate.source, match)
        if match is not None and match.holds:
            return self._answer_to_match(claim, candidate, match)
        if match is not None:
            verdict: Verdict = "altered" if candidate.same_speaker else "other_speaker"
            return self._checked(claim, candidate, verdict, _why_altered(match), _dropped(match))
        answer = self._altered(claim, stretches, candidate)
        if answer is None or candidate.same_speaker:
            return answer
        return _changed(answer, "not_in_case", "the nearest words are other ones, of somebody else")

    def _answer_to_match(self, claim: Claim, candidate: Candidate, match: Match) -> Checked:
        """Return the answer to a claim whose words stand in a statement."""
        statement = candidate.statement
        answer = self._checked(
            claim, candidate, "exact" if match.whole else "cut", "the source has it so", tolerated=match.tolerated
        )
        if not candidate.same_speaker:
            return _changed(answer, "other_speaker", "somebody else says so")
        # Words that the page quotes whole speak for themselves.
        spoken = claim.kind == "quotation" and (statement.kind == "direct" or _follows_as(candidate.source, match))
        if claim.position is not None and claim.position != statement.position and not spoken:
            return _changed(answer, "other_polarity", f"the speaker {_DOES[statement.position]} this")
        if claim.kind == "quotation" and not self._are_own_words(statement, candidate.source, match):
            return _changed(answer, "page_words", "these are the page's words for what was said, not the speaker's own")
        if claim.url is not None and not self._is_page(claim.url, statement.article):
            return _changed(answer, "other_page", "the page that is cited does not carry it")
        return answer

    def _within_marks(self, statement: Statement, source: Source, match: Match) -> Match:
        """Return the match of a quotation without what the page says around it of who is quoted.

        In `rejected the allegations as |"a tale"|` the allegations are the page's; a "not" before the marks counts.
        """
        quoted = self._quoted(statement.article)
        if statement.kind == "direct" or not self._are_own_words(statement, source, match):
            return match
        kept = [each for each in match.dropped if each.kind != "attribution" or _lies_in(each.start, quoted)]
        return match._replace(dropped=tuple(kept))

    def _altered(self, claim: Claim, stretches: Sequence[Sequence[Token]], candidate: Candidate) -> Checked | None:
        """Return in what a claim differs from a statement that it resembles, None where it hardly does."""
        tokens = [token for stretch in stretches for token in stretch]
        against = _nearest_sentence(tokens, candidate.source)
        if claim.kind == "paraphrase":
            verdict = compare_paraphrase(claim, candidate.statement, tokens, against)
            return None if verdict is None else self._checked(claim, candidate, verdict, _REASONS[verdict])
        alike = _shared(tokens, against) / len(tokens)
        if alike < LEAST_ALIKE or len(tokens) < LEAST_TOKENS:
            return None
        changes = find_changes(claim.text, tokens, candidate.source.text, against)
        verdict = verdict_of(changes) if changes else "altered"
        differs = tuple(change.difference for change in changes)
        return self._checked(claim, candidate, verdict, _REASONS[verdict], differs)

    def _are_own_words(self, statement: Statement, source: Source, match: Match) -> bool:
        """Whether the page quotes all the words that a claim has, and does not only tell them."""
        if statement.kind == "direct":
            return True
        quoted = self._quoted(statement.article)
        return all(_lies_in(source.tokens[at].start, quoted) for at in match.places)

    def _is_page(self, url: str, article_id: str) -> bool:
        article = self._article(article_id)
        addresses = [page_address(each) for each in (article.url, article.canonical_url) if each is not None]
        wanted = page_address(url)
        return wanted is not None and wanted in addresses

    def _checked(
        self,
        claim: Claim,
        candidate: Candidate,
        verdict: Verdict,
        reason: str,
        differs: tuple[Difference, ...] = (),
        tolerated: tuple[str, ...] = (),
    ) -> Checked:
        statement = candidate.statement
        article = self._article(statement.article)
        names = [found.name for each in statement.speakers if (found := self._speaker(each)) is not None]
        place = Place(
            statement=statement.id,
            text=statement.text,
            speakers=tuple(names or ([statement.source.text] if statement.source else [])),
            position=statement.position,
            article=article.id,
            start=statement.parts[0][0],
            end=statement.parts[-1][1],
            uri=article.uri,
            url=article.url,
            outlet=article.outlet,
        )
        return Checked(claim=claim, verdict=verdict, reason=reason, place=place, differs=differs, tolerated=tolerated)

    def _with_notes(self, answer: Checked) -> Checked:
        """Return the answer with what a reader should know of the statement that it rests on."""
        statement = None if answer.place is None else self._reader.record(Statement, answer.place.statement)
        if statement is None:
            return answer
        notes: list[str] = []
        outer = None if statement.within is None else self._reader.record(Statement, statement.within)
        if outer is not None:
            names = [found.name for each in outer.speakers if (found := self._speaker(each)) is not None]
            notes.append(f"quoted inside the words of {' and '.join(names) or 'somebody who is not named'}")
        remark = None if statement.utterance is None else self._reader.record(Utterance, statement.utterance)
        others = {} if remark is None else {each.statement: each.differs for each in remark.variants}
        own = others.pop(statement.id, ())
        unlike = sum(differs != own for differs in others.values())
        if others:
            notes.append(
                f"carried in {len(others) + 1} places, {f'{unlike} in other words' if unlike else 'all alike'}"
            )
        return replace(answer, notes=tuple(notes))

    def _speaker(self, speaker_id: str) -> Speaker | None:
        if speaker_id not in self._speakers:
            self._speakers[speaker_id] = self._reader.record(Speaker, speaker_id)
        return self._speakers[speaker_id]

    def _read_article(self, article_id: str) -> Article:
        article = self._reader.article(article_id)
        if article is None:
            raise CaseError(f"{self._reader.path}: a record refers to the page {article_id}, which is not there")
        return article

    def _read_quoted(self, article_id: str) -> list[Part]:
        found = scan_quotations(self._article(article_id).text)
        return [part for each in found for part in ((each.inner_start, each.inner_end), *each.continues)]


def _nearest_sentence(tokens: Sequence[Token], source: Source) -> Sequence[Token]:
    """Return the source's tokens, only those of one sentence where that has all that the claim has of them."""
    whole = _shared(tokens, source.tokens)
    for number in sorted(set(source.sentences)):
        sentence = [each for each, of in zip(source.tokens, source.sentences, strict=True) if of == number]
        if _shared(tokens, sentence) == whole:
            return [token for place, token in enumerate(sentence) if place or token.kind != "joint"]
    return source.tokens


def _shared(tokens: Sequence[Token], against: Sequence[Token]) -> int:
    """Return how many of the claim's tokens the others have in order, letter case aside."""
    return LCSseq.similarity([token.text.lower() for token in tokens], [token.text.lower() for token in against])


def _lies_in(place: int, parts: Sequence[Part]) -> bool:
    return any(first <= place < last for first, last in parts)


def _follows_as(source: Source, match: Match) -> bool:
    """Whether the words say what something is to the speaker: `rejected the allegations as |"a tale"|`."""
    before = [token.text for token in source.tokens[: match.places[0]] if not token.is_quote]
    return before[-1:] == ["as"]


def _rank(answer: Checked) -> tuple[int, int, int, str]:
    size = sum(len(each.text) + len(each.against) for each in answer.differs)
    return ORDER.index(answer.verdict), len(answer.tolerated), size, answer.place.statement if answer.place else ""


def _changed(answer: Checked, verdict: Verdict, reason: str) -> Checked:
    return replace(answer, verdict=verdict, reason=reason)


def _why_altered(match: Match) -> str:
    if match.joined:
        return "the omission makes one sentence of two"
    kinds = ", ".join(dict.fromkeys(each.kind for each in match.dropped))
    return f"what is left out matters: {kinds}"


def _dropped(match: Match) -> tuple[Difference, ...]:
    return tuple(Difference(op="drops", text="", against=each.words) for each in match.dropped)
