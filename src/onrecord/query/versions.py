"""Turns the versions of a page into lines: what an edit added, removed and changed, with the words that differ.

Invariant: what is gone is shown in the words of the version that had it, with the way back to them.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from onrecord.model import Change, Record, Statement, Version
from onrecord.query.dates import show_day
from onrecord.query.differences import WordDifference, show_differences
from onrecord.query.listing import Listing, cut
from onrecord.query.lookup import Lookup, outlet_name, page_name
from onrecord.query.statements import StatementLine, statement_line
from onrecord.query.wording import number_of, word_for
from onrecord.store import CaseReader


class ChangeLine(Record, frozen=True, kw_only=True):
    """A statement that an edit added, removed or changed: as it was before, as it is, and the words that differ."""

    op: str
    label: str
    before: StatementLine | None
    after: StatementLine | None
    differences: tuple[WordDifference, ...]


class VersionLine(Record, frozen=True, kw_only=True):
    """One capture of a page that was captured more than once.

    `words` say what the edit did, `captured` when the page was found so on the web, `is_edit` whether its words are
    others than before.
    """

    article: str
    page: str
    outlet: str | None
    url: str | None
    number: int
    captured: str | None
    words: str
    is_edit: bool
    changes: tuple[ChangeLine, ...]


class EditLine(Record, frozen=True, kw_only=True):
    """One change of one page, or an edit that touched no statement, in one line of a table."""

    article: str
    page: str
    outlet: str | None
    version: int
    captured: str | None
    what: str
    speaker: str | None
    before: str | None
    after: str | None


def edit_lines(reader: CaseReader, limit: int | None = None, offset: int = 0) -> Listing[EditLine]:
    """Return what edits did to the pages of the case, by page and in the order of their versions."""
    lookup = Lookup(reader)
    edits = [
        (version, change)
        for versions in lookup.editions.pages.values()
        for before, version in pairwise(versions)
        if version.number > before.number
        for change in version.changes or (None,)
    ]
    lines = tuple(_edit_line(lookup, version, change) for version, change in cut(edits, limit, offset))
    return Listing(lines=lines, total=len(edits), limit=limit, offset=offset)


def version_lines(lookup: Lookup, article: str) -> tuple[VersionLine, ...]:
    """Return the versions of the article's page in order; none where it was captured once."""
    versions = lookup.editions.of(article)
    numbers = [0, *(version.number for version in versions)]
    return tuple(version_line(lookup, each, is_edit=each.number > numbers[i]) for i, each in enumerate(versions))


def version_line(lookup: Lookup, version: Version, *, is_edit: bool) -> VersionLine:
    """Return the line of one version; `is_edit` where its words are not those of the version before."""
    article = lookup.article(version.article)
    return VersionLine(
        article=article.id,
        page=page_name(article),
        outlet=outlet_name(article),
        url=article.url,
        number=version.number,
        captured=_captured(lookup, version),
        words=_words(version, is_edit=is_edit),
        is_edit=is_edit and version.version_of is not None,
        changes=tuple(_change_line(lookup, change) for change in version.changes),
    )


def edited_words(changes: Sequence[Change]) -> str:
    """Return "edited: 2 statements gone, 1 changed"."""
    counts = Counter(change.op for change in changes)
    if not counts:
        return "edited: no statement added, gone or changed"
    told = [(counts[op], word_for("change", op)) for op in ("removed", "changed", "added") if counts[op]]
    first, *others = told
    words = [f"{number_of(first[0], 'statement')} {first[1]}", *(f"{count} {word}" for count, word in others)]
    return f"edited: {', '.join(words)}"


def _words(version: Version, *, is_edit: bool) -> str:
    if version.version_of is None:
        return "first capture"
    return edited_words(version.changes) if is_edit else "captured again: the same words"


def _captured(lookup: Lookup, version: Version) -> str | None:
    answered = lookup.answered.get(version.article)
    return None if answered is None else show_day(answered)


def _change_line(lookup: Lookup, change: Change) -> ChangeLine:
    return ChangeLine(
        op=change.op,
        label=word_for("change", change.op),
        before=_line(lookup, change.before),
        after=_line(lookup, change.after),
        differences=show_differences(change.differs),
    )


def _line(lookup: Lookup, statement_id: str | None) -> StatementLine | None:
    statement = None if statement_id is None else lookup.reader.record(Statement, statement_id)
    return None if statement is None else statement_line(lookup, statement)


def _edit_line(lookup: Lookup, version: Version, change: Change | None) -> EditLine:
    article = lookup.article(version.article)
    line = None if change is None else _change_line(lookup, change)
    shown = None if line is None else line.after or line.before
    return EditLine(
        article=article.id,
        page=page_name(article),
        outlet=outlet_name(article),
        version=version.number,
        captured=_captured(lookup, version),
        what=edited_words(()) if line is None else line.label,
        speaker=None if shown is None else f"{shown.speaker} {shown.label}",
        before=None if line is None or line.before is None else line.before.text,
        after=None if line is None or line.after is None else line.after.text,
    )
