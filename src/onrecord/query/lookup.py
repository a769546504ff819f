"""Finds the articles, speakers and names that lines refer to, each read from the case once.

Invariant: a name that no record holds is never made up; a missing record is a broken case.
"""

from functools import cached_property

from onrecord.errors import CaseError
from onrecord.model import Article, Record, SetAside, Speaker, Statement
from onrecord.query.editions import Editions
from onrecord.store import CaseReader


class SpeakerName(Record, frozen=True, kw_only=True):
    """A speaker as a line names them; `id` is null where the page leaves open who speaks."""

    id: str | None
    name: str


class Lookup:
    """What one question to a case has read so far."""

    def __init__(self, reader: CaseReader) -> None:
        self.reader = reader
        self.editions = Editions(reader)
        self._articles: dict[str, Article] = {}
        self._speakers: dict[str, Speaker | None] = {}
        self._statements: dict[str, Statement] = {}
        self._sections: dict[str, Article] | None = None

    def article(self, article_id: str) -> Article:
        """Return the article; raise CaseError where the case refers to one that it does not hold."""
        if article_id not in self._articles:
            article = self.reader.article(article_id)
            if article is None:
                raise CaseError(f"{self.reader.path}: a record refers to the page {article_id}, which is not there")
            self._articles[article_id] = article
        return self._articles[article_id]

    @cached_property
    def answered(self) -> dict[str, str]:
        """When servers answered, by article id, for the pages that were taken from the web."""
        return self.reader.answered()

    def day(self, article_id: str) -> str:
        """Return what sorts an article by its date of publication, those without one last."""
        published = self.article(article_id).published
        return "9" if published is None else published.from_ or published.to or "9"

    def all_articles(self) -> dict[str, Article]:
        """Return every article of the case by id, in the case's order."""
        self._articles = {article.id: article for article in self.reader.articles()}
        return self._articles

    def all_statements(self) -> list[Statement]:
        """Return every statement on record, in the case's order, and keep them and all speakers at hand."""
        self._speakers = {speaker.id: speaker for speaker in self.reader.records(Speaker)}
        self._statements = {statement.id: statement for statement in self.reader.records(Statement)}
        return list(self._statements.values())

    def article_or_section(self, item_id: str) -> Article:
        """Return the article of the id, or the one whose section has it."""
        if self._sections is None:
            articles = self.all_articles().values()
            self._sections = {section.id: article for article in articles for section in article.sections}
        return self._sections.get(item_id) or self.article(item_id)

    def statement(self, statement_id: str) -> Statement | None:
        """Return the statement, whether it is on record or set aside, or None where there is none of this id."""
        if statement_id in self._statements:
            return self._statements[statement_id]
        return self.reader.record(Statement, statement_id) or self.reader.record(SetAside, statement_id)

    def required(self, statement_id: str) -> Statement:
        """Return the statement; raise CaseError where the case refers to one that it does not hold."""
        statement = self.statement(statement_id)
        if statement is None:
            raise CaseError(f"{self.reader.path}: a record refers to the statement {statement_id}, which is not there")
        return statement

    def speaker(self, speaker_id: str) -> Speaker | None:
        """Return the speaker, or None where the accounts are behind the pages."""
        if speaker_id not in self._speakers:
            self._speakers[speaker_id] = self.reader.record(Speaker, speaker_id)
        return self._speakers[speaker_id]

    def speaker_names(self, speaker_ids: tuple[str, ...]) -> tuple[SpeakerName, ...]:
        """Return the names of the speakers that the case holds."""
        found = [self.speaker(speaker_id) for speaker_id in speaker_ids]
        return tuple(SpeakerName(id=speaker.id, name=shown_name(speaker)) for speaker in found if speaker is not None)

    def names_on(self, statement: Statement) -> tuple[SpeakerName, ...]:
        """Return who makes the statement: the speakers, else the page's own words for them, else "not named"."""
        written = None if statement.source is None else statement.source.text
        found = [self.speaker(speaker_id) for speaker_id in statement.speakers]
        names = tuple(
            SpeakerName(id=speaker.id, name=_name_beside(speaker, written)) for speaker in found if speaker is not None
        )
        if names:
            return names
        words = "speaker not named" if written is None else f"“{written}” (not identified)"
        return (SpeakerName(id=None, name=words),)


def _name_beside(speaker: Speaker, written: str | None) -> str:
    """Return the name; where it comes from a table and the line's page writes another, both."""
    if speaker.name_from == "table" and written in {alias.text for alias in speaker.aliases}:
        return speaker.name if written == speaker.name else f"{written}, for {speaker.name}"
    return shown_name(speaker) if written is None else speaker.name


def shown_name(speaker: Speaker) -> str:
    """Return the name; where it comes from a table and no page writes it, with the pages': "Seoul, for South Korea".

    The name in a user's own list stands alone.
    """
    if speaker.name_from == "text" or speaker.actor is not None:
        return speaker.name
    names = [alias.text for alias in speaker.aliases]
    if not names or speaker.name in names:
        return speaker.name
    return f"{names[0]}, for {speaker.name}"


def page_name(article: Article) -> str:
    """Return what a page is called in a list: its headline, else its file's name."""
    headline = next((article.text[block.start : block.end] for block in article.blocks if block.role == "title"), None)
    return article.title or headline or article.uri.rpartition("/")[2]


def outlet_name(article: Article) -> str | None:
    """Return the outlet, else the site of the address, else None."""
    if article.outlet:
        return article.outlet
    host = (article.url or "").partition("://")[2].partition("/")[0].removeprefix("www.")
    return host or None
