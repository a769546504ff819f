"""Turns what somebody looks for among the statements into SQL conditions.

Invariant: whatever is typed is a value, never syntax of SQL or of the full-text index.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from onrecord.errors import UsageError
from onrecord.model import Act, Dispute, Kind, Position, Record
from onrecord.store.codec import fold
from onrecord.store.tables import (
    RECORD_TABLES,
    pages,
    speaker_names,
    statement_speakers,
    statement_things,
    statement_words,
    statements,
    thing_names,
)

disputes = RECORD_TABLES[Dispute]


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
    kind: Kind | None = None
    act: Act | None = None
    point: str | None = None
    has_figure: bool | None = None
    sources: int | None = None
    checked: bool | None = None
    limit: int | None = None
    offset: int = 0


EVERY_STATEMENT = StatementFilters()


class Reviewed(Record, frozen=True, kw_only=True):
    """What people corrected and checked, as far as statements are looked for by it.

    `outlets` are those of the articles that people gave another one, by id; `checked` the ids of checked statements.
    """

    outlets: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default
    checked: frozenset[str] = frozenset()


def conditions(filters: StatementFilters, reviewed: Reviewed) -> list[ColumnElement[bool]]:
    """Return the conditions on the table of statements, to be joined by AND.

    Args:
        filters: what is asked for.
        reviewed: what people corrected and checked.

    Raises:
        UsageError: a date is none.
    """
    found = [
        statements.c[name] == value
        for name in ("position", "kind", "act")
        if (value := getattr(filters, name)) is not None
    ]
    if filters.words and filters.words.strip():
        found.append(_has_words(filters.words))
    if filters.speaker:
        found.append(_is_said_by(filters.speaker))
    if filters.about:
        found.append(_names(filters.about))
    if filters.outlet:
        found.append(_is_of_outlet(fold(filters.outlet), reviewed.outlets))
    if filters.article:
        found.append(statements.c.article == _storable(filters.article))
    if filters.date_from or filters.date_to:
        found.append(_falls_within(filters.date_from, filters.date_to))
    return [*found, *_further_conditions(filters, reviewed)]


def _further_conditions(filters: StatementFilters, reviewed: Reviewed) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on what stands beside a statement: points, numbers, sources, people's checks."""
    if filters.point:
        yield _stands_on(filters.point)
    if filters.has_figure is not None:
        yield statements.c.figures > 0 if filters.has_figure else statements.c.figures == 0
    if filters.sources is not None:
        yield statements.c.sources >= filters.sources
    if filters.checked is not None:
        listed = func.json_each(json.dumps(sorted(reviewed.checked))).table_valued("value")
        is_checked = statements.c.id.in_(select(listed.c.value))
        yield is_checked if filters.checked else ~is_checked


def _stands_on(point: str) -> ColumnElement[bool]:
    """Return the condition that a statement stands on a side of a disputed point."""
    sides = func.json_each(disputes.c.record, "$.sides").table_valued("value").alias("sides")
    members = func.json_each(sides.c.value, "$.statements").table_valued("value").alias("members")
    standing = disputes.join(sides, true()).join(members, true())
    of_point = select(members.c.value).select_from(standing).where(disputes.c.id == _storable(point))
    return statements.c.id.in_(of_point)


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
