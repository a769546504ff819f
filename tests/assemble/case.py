"""A case in a few lines: pages with statements, speakers by name, and their assembly."""

from collections.abc import Sequence
from itertools import count

from msgspec.structs import replace

from onrecord.assemble import assemble_accounts
from onrecord.model import (
    Accounts,
    Article,
    Chain,
    Figure,
    Interval,
    Linked,
    Qualifier,
    Reading,
    Scope,
    Speaker,
    SpeakerType,
    Statement,
    content_id,
    figure_id,
    span_at,
)
from tests.factories import make_article, make_chain, make_statement


class Case:
    """Collects pages; a speaker's name is its first mention in the page."""

    def __init__(self) -> None:
        self.pages: list[tuple[Article, Reading]] = []
        self.speakers: dict[str, Speaker] = {}
        self.speaker_of: dict[str, str] = {}
        self._numbers = count(1)

    def speaker(self, name: str, kind: SpeakerType = "person", of: str | None = None) -> str:
        """Make a speaker known, and return its name."""
        speaker_id = content_id("sp", name)
        self.speakers[name] = Speaker(
            id=speaker_id, name=name, name_from="text", aliases=(), type=kind, of=of, roles=()
        )
        return name

    def page(
        self, text: str, *, outlet: str | None = None, agency: str | None = None, date: str = "2024-10-25"
    ) -> Article:
        """Add a page and return its article."""
        article = make_article(text, uri=f"page{next(self._numbers)}.txt", outlet=outlet, date=date)
        article = replace(article, agency=agency)
        self.pages.append((article, Reading(article=article.id)))
        return article

    def says(self, article: Article, name: str, content: str, **more) -> Statement:
        """Add a statement of the named speaker to the page."""
        if name not in self.speakers:
            self.speaker(name)
        speaker = self.speakers[name]
        chain = make_chain(article, name, kind=speaker.type, of=speaker.of)
        self.speaker_of[chain.id] = speaker.id
        via, within, act = more.pop("via", None), more.pop("within", None), more.pop("act", "states")
        basis = more.pop("basis", "paraphrase")
        statement = make_statement(article, content, speakers=(chain.id,), **more)
        start = article.text.index(via) if via else 0
        statement = replace(
            statement,
            act=act,
            basis=basis,
            within=within,
            via=span_at(article.text, start, start + len(via)) if via else None,
        )
        self._add(article, chains=(chain,), statements=(statement,))
        return statement

    def counts(
        self,
        article: Article,
        words: str,
        value: float,
        counted: str,
        statement: Statement | None = None,
        qualifier: Qualifier = "exactly",
        *,
        as_of: Interval | None = None,
        forecast: bool = False,
        scope: tuple[Scope, ...] = (),
    ) -> Figure:
        """Add a figure whose words, and then whose counted noun, stand in the page."""
        start = article.text.index(words)
        noun = article.text.index(counted, start)
        figure = Figure(
            id=figure_id(article.id, start, start + len(words)),
            article=article.id,
            start=start,
            end=start + len(words),
            text=words,
            low=value,
            high=None if qualifier in ("at_least", "more_than") else value,
            qualifier=qualifier,
            unit=None,
            counted=span_at(article.text, noun, noun + len(counted)),
            statement=statement.id if statement else None,
            as_of=as_of,
            forecast=forecast,
            scope=scope,
        )
        self._add(article, figures=(figure,))
        return figure

    def assemble(self, pages: Sequence[tuple[Article, Reading]] | None = None) -> Accounts:
        """Return the accounts of the pages collected so far."""
        linked = Linked(speakers=tuple(self.speakers.values()), speaker_of=self.speaker_of)
        return assemble_accounts(self.pages if pages is None else pages, linked)

    def _add(
        self,
        article: Article,
        *,
        chains: tuple[Chain, ...] = (),
        statements: tuple[Statement, ...] = (),
        figures: tuple[Figure, ...] = (),
    ) -> None:
        place = next(i for i, (page, _) in enumerate(self.pages) if page.id == article.id)
        reading = self.pages[place][1]
        known = {chain.id for chain in reading.chains}
        self.pages[place] = (
            article,
            replace(
                reading,
                chains=reading.chains + tuple(chain for chain in chains if chain.id not in known),
                statements=reading.statements + statements,
                figures=reading.figures + figures,
            ),
        )


def ids(*statements: Statement) -> tuple[str, ...]:
    """Return the sorted ids."""
    return tuple(sorted(statement.id for statement in statements))


def remark_of(accounts: Accounts, statement: Statement) -> tuple[str, ...]:
    """Return the ids of all carriers of a statement's remark."""
    return next(u.statements for u in accounts.utterances if statement.id in u.statements)
