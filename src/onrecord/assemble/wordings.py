"""Turns statements into what they are compared by: words, stems, senses, numbers, partial quotations.

Invariant: a content depends on the statement's text alone, so copies compare equal on every page.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from onrecord.assemble.content_words import content_stems, merge_synonyms, pointing_stems, stem_words
from onrecord.language.numbers import number_words
from onrecord.language.quotes import scan_quotations
from onrecord.language.shingles import find_words
from onrecord.model import Record, Statement

NEGATIONS = frozenset(
    {
        "no",
        "not",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "cannot",
        "false",
        "untrue",
        "denied",
    }
)

_DIGIT = re.compile(r"\d")

_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)\d{2,}(?:\.\d+)?")
"""A number of at least two digits that is no year."""


class Content(Record, frozen=True, kw_only=True):
    """What the words of a statement are compared by.

    `senses` are the stems, one for all of a sense; `matter` are those that do more than point at something said
    elsewhere, `plain` those of words without a capital. `negated`: it says that something is not so. `numbers` are all
    words that give one, `figures` those in digits, without their commas. `quoted` are the pairs of senses that follow
    each other inside the marks of a partial quotation, `pairs` all.
    """

    words: tuple[str, ...]
    stems: frozenset[str]
    senses: frozenset[str]
    matter: frozenset[str]
    plain: frozenset[str]
    negated: bool
    numbers: frozenset[str]
    figures: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    quoted: frozenset[tuple[str, str]]


class Wording(Record, frozen=True, kw_only=True):
    """A statement with what remarks are compared by.

    `day` is the day on which its article was published, `said` the one on which it was said, as far as that is known.
    """

    statement: Statement
    day: str | None
    said: str | None
    content: Content

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of the content, in order."""
        return self.content.words

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the content's words."""
        return self.content.stems

    @property
    def senses(self) -> frozenset[str]:
        """The stems of the content's words, one for all of a sense."""
        return self.content.senses

    @property
    def numbers(self) -> frozenset[str]:
        """The words of the content that give a number."""
        return self.content.numbers


def read_wordings(statements: Iterable[Statement], days: Mapping[str, str | None]) -> list[Wording]:
    """Return the statements' wordings; `days` are the ISO dates on which their articles were published, if known."""
    read = cache(_read_content)
    return [
        Wording(
            statement=statement,
            day=days[statement.article],
            said=said_day(statement) or days[statement.article],
            content=read(statement.text),
        )
        for statement in statements
    ]


def said_day(statement: Statement) -> str | None:
    """Return the one day on which the text says that a statement was made."""
    said = statement.said_on
    return None if said is None or said.from_ is None or said.from_ != said.to else said.from_[:10]


def _read_content(text: str) -> Content:
    found = find_words(text)
    words = tuple(word.text for word in found)
    written = number_words("unit", "teen", "ten", "scale", "crowd")
    stems = stem_words(words)
    senses = merge_synonyms(stems)
    fragments = [text[quotation.inner_start : quotation.inner_end] for quotation in scan_quotations(text)]
    quoted = (merge_synonyms(content_stems(fragment)) for fragment in fragments)
    plain = stem_words(word.text for word in found if not text[word.start].isupper())
    return Content(
        words=words,
        stems=frozenset(stems),
        senses=frozenset(senses),
        matter=frozenset(merge_synonyms([stem for stem in stems if stem not in pointing_stems()])),
        plain=frozenset(merge_synonyms(plain)),
        negated=any(word in NEGATIONS or word.endswith("n't") for word in words),
        numbers=frozenset(word for word in words if word in written or _DIGIT.search(word)),
        figures=frozenset(stem for stem in stems if _FIGURE.fullmatch(stem)),
        pairs=frozenset(pairwise(senses)),
        quoted=frozenset(pair for fragment in quoted for pair in pairwise(fragment)),
    )
