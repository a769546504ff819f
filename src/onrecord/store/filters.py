"""Turns what somebody looks for among the statements into SQL conditions.

Invariant: whatever is typed is a value, never syntax of SQL or of the full-text index.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, func, or_, select

from onrecord.errors import UsageError
from onrecord.model import Position, Record
from onrecord.store.codec import fold
from onrecord.store.tables import (
    pages,
    speaker_names,
    statement_speakers,
    statement_things,
    statement_words,
    statements,
    thing_names,
)


class StatementFilters(Record, frozen=True, kw_only=True):
    """What a statement must meet, all at once; null or empty asks for nothing.

    `words` must all stand in the content (accents and letter case do not matter, a final `*` stands for any ending).
    `speaker` is an id or part of a name, `about` the same of somebody or something that the content names. `outlet` is
    a name, `article` an id. `date_from` and `date_to` are ISO days, both included: the time when it may have been said,
    else its page's date, must overlap them. `limit` and `offset` cut a page from the answer.
    """

    words: str | None = None
    speaker: str | None = None
    about: str | None = None
    position: Position | None = None
    outlet: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    article: str | None = None
    limit: int | None = None
    offset: int = 0


EVERY_STATEMENT = StatementFilters()


def conditions(
    filters: StatementFilters, outlets: Mapping[str, str] = MappingProxyType({})
) -> list[ColumnElement[bool]]:
    """Return the conditions on the table of statements, to be joined by AND.

    Args:
        filters: what is asked for.
        outlets: the outlet of the articles that people gave another one, by id.

    Raises:
        UsageError: a date is none.
    """
    found: list[ColumnElement[bool]] = []
    if filters.words and filters.words.strip():
        found.append(_has_words(filters.words))
    if filters.speaker:
        found.append(_is_said_by(filters.speaker))
    if filters.about:
        found.append(_names(filters.about))
    if filters.position:
        found.append(statements.c.position == filters.position)
    if filters.outlet:
        found.append(_is_of_outlet(fold(filters.outlet), outlets))
    if filters.article:
        found.append(statements.c.article == _storable(filters.article))
    if filters.date_from or filters.date_to:
        found.append(_falls_within(filters.date_from, filters.date_to))
    return found


def _is_of_outlet(name: str, outlets: Mapping[str, str]) -> ColumnElement[bool]:
    given = [article for article, outlet in outlets.items() if fold(outlet) == name]
    read = select(pages.c.id).where(pages.c.outlet == name, pages.c.id.not_in(list(outlets)))
    return or_(statements.c.article.in_(read), statements.c.article.in_(given))


def _has_words(words: str) -> ColumnElement[bool]:
    index = statement_words.c
    return statements.c.number.in_(select(index.rowid).where(index.statement_words.match(match_expression(words))))


def match_expression(words: str) -> str:
    """Return the full-text query that asks for all the words, each as a quoted string (SQLite, "FTS5 Strings")."""
    kept = dict.fromkeys(_plain_words(words))
    terms = (f'"{word.rstrip("*")}"*' if word.endswith("*") else f'"{word}"' for word in kept)
    return " ".join(terms) or '""'


def phrase_expression(words: str) -> str:
    """Return the full-text query that asks for the words in a row."""
    return f'"{" ".join(_plain_words(words))}"'


def any_expression(words: str, most: int) -> str:
    """Return the full-text query that asks for any of the `most` longest of the words."""
    ranked = sorted(dict.fromkeys(_plain_words(words)), key=lambda word: (-len(word), word))[:most]
    return " OR ".join(f'"{word}"' for word in ranked) or '""'


def _plain_words(words: str) -> list[str]:
    # A null character would end the query early; the index knows no word that holds one.
    return _storable(words).replace("\0", " ").replace('"', " ").split()


def _is_said_by(speaker: str) -> ColumnElement[bool]:
    named = select(speaker_names.c.speaker).where(func.instr(speaker_names.c.name, fold(speaker)) > 0)
    return statements.c.id.in_(
        select(statement_speakers.c.statement).where(
            or_(statement_speakers.c.speaker == _storable(speaker), statement_speakers.c.speaker.in_(named))
        )
    )


def _names(thing: str) -> ColumnElement[bool]:
    called = select(thing_names.c.thing).where(func.instr(thing_names.c.name, fold(thing)) > 0)
    return statements.c.id.in_(
        select(statement_things.c.statement).where(
            or_(statement_things.c.thing == _storable(thing), statement_things.c.thing.in_(called))
        )
    )


def _falls_within(date_from: str | None, date_to: str | None) -> ColumnElement[bool]:
    first, last = statements.c.date_from, statements.c.date_to
    wanted: list[ColumnElement[bool]] = [or_(first.is_not(None), last.is_not(None))]
    if date_from:
        wanted.append(or_(last.is_(None), last >= _iso_day(date_from)))
    if date_to:
        wanted.append(or_(first.is_(None), first <= _iso_day(date_to)))
    return and_(*wanted)


def _iso_day(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(f"{day!r} is not a date such as 2024-10-25") from error


def _storable(typed: str) -> str:
    return typed.encode("utf-8", "replace").decode()
