"""Turns things and their mentions into lines: who and what is spoken about, how many times, in how many statements."""

from collections import Counter, defaultdict

from onrecord.model import Mention, Record, Thing, ThingType
from onrecord.query.editions import Editions
from onrecord.query.listing import Listing, cut
from onrecord.query.wording import word_for
from onrecord.store import CaseReader


class MentionLine(Record, frozen=True, kw_only=True):
    """Somebody or something that is spoken about; `speaker` where it speaks too; `article` holds the first mention.

    `statements` is how many statements name it in their words.
    """

    id: str
    name: str
    type: str
    mentions: int
    statements: int
    pages: int
    also: str
    speaker: str | None
    article: str | None

    @property
    def has_page(self) -> bool:
        """Whether there is more to show of it than the page that mentions it: statements name it."""
        return self.statements > 0


def mention_lines(
    reader: CaseReader, limit: int | None = None, offset: int = 0, kind: ThingType | None = None
) -> Listing[MentionLine]:
    """Return what is spoken about, the most frequent first; `kind` asks for one kind of thing alone."""
    times: Counter[str] = Counter()
    editions = Editions(reader)
    articles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for mention in reader.records(Mention):
        times[mention.thing] += 1
        articles[mention.thing][mention.article] = None
    asked = (thing for thing in reader.records(Thing) if kind in {None, thing.type})
    things = sorted(asked, key=lambda thing: (-times[thing.id], thing.name, thing.id))
    statements = reader.count_about()
    lines = tuple(
        MentionLine(
            id=thing.id,
            name=thing.name,
            type=word_for("thing_type", thing.type),
            mentions=times[thing.id],
            statements=statements.get(thing.id, 0),
            pages=editions.count_pages(articles[thing.id]),
            also=", ".join(_other_names(thing)),
            speaker=thing.speaker,
            article=next(iter(articles[thing.id]), None),
        )
        for thing in cut(things, limit, offset)
    )
    return Listing(lines=lines, total=len(things), limit=limit, offset=offset)


def _other_names(thing: Thing) -> list[str]:
    return sorted({alias.text for alias in thing.aliases} - {thing.name})
