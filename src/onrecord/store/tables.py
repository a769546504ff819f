"""The tables of a case, as the newest migration leaves them.

Invariant: a record's JSON is the truth; the columns beside it repeat fields that questions filter or sort by.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, column, table
from sqlalchemy.schema import SchemaItem

from onrecord.model import (
    Actor,
    Dispute,
    Figure,
    FigureTrack,
    Judgement,
    Lineage,
    Link,
    Mention,
    Origin,
    Record,
    SetAside,
    Speaker,
    Statement,
    Thing,
    Utterance,
    Version,
)

SCHEMA_VERSION = 5
"""Number of the newest migration; a case file with a higher one was made by a newer program."""

APPLICATION_ID = 0x4F4E5243
"""`ONRC` in the file's header: how a case is told from any other SQLite file."""

metadata = MetaData()


def _id_column() -> Column[str]:
    return Column("id", Text, nullable=False, unique=True)


blobs = Table(
    "blobs",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
# `given` is what was said about the page, `outlet` has its letter case folded, `seal` is a hash over the row.
# `reading_key` stands for all that the reading depends on but its date (null: read before schema version 2).
# `address` and `wording` tell captures of one page and of one wording of it (null: the page tells no address).
pages = Table(
    "pages",
    metadata,
    Column("number", Integer, primary_key=True),
    _id_column(),
    Column("uri", Text, nullable=False),
    Column("sha256", Text, ForeignKey(blobs.c.sha256), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("captured_at", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("outlet", Text),
    Column("article", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("reading_key", Text),
    Column("taken_from", Text, nullable=False, server_default="file"),
    Column("address", Text),
    Column("wording", Text),
    Index("pages_uri", "uri"),
    Index("pages_reading_key", "reading_key"),
    Index("pages_address", "address", "taken_from", "captured_at"),
    Index("pages_taken_from", "taken_from"),
)


def _placed(name: str, *columns: SchemaItem) -> Table:
    """Return a table of records that stand at a place in an article."""
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True),
        _id_column(),
        Column("article", Text, ForeignKey(pages.c.id), nullable=False),
        Column("start", Integer, nullable=False),
        *columns,
        Column("record", Text, nullable=False),
        Index(f"{name}_place", "article", "start", "id"),
    )


def _grouped(name: str) -> Table:
    """Return a table of records that join several articles."""
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True),
        _id_column(),
        Column("record", Text, nullable=False),
    )


# `date_from` and `date_to`: when it was said, else when its page was published (ISO dates without time). `figures` is
# how many numbers stand in it, `sources` on how many original sources its remark is shown to rest at least.
statements = _placed(
    "statements",
    Column("position", Text, nullable=False),
    Column("date_from", Text),
    Column("date_to", Text),
    Column("kind", Text),
    Column("act", Text),
    Column("figures", Integer),
    Column("sources", Integer),
    Index("statements_facets", "position", "kind", "act", "figures", "sources", "date_from", "article"),
)
speakers = _grouped("speakers")
statement_speakers = Table(
    "statement_speakers",
    metadata,
    Column("statement", Text, ForeignKey(statements.c.id), primary_key=True),
    Column("speaker", Text, ForeignKey(speakers.c.id), primary_key=True),
    Index("statement_speakers_speaker", "speaker"),
)
links = _grouped("links")
things = _grouped("things")
# Whom a link is about: the things that hold its two ends, and the speakers that these are.
link_ends = Table(
    "link_ends",
    metadata,
    Column("link", Text, ForeignKey(links.c.id), primary_key=True),
    Column("thing", Text, ForeignKey(things.c.id), primary_key=True),
    Column("speaker", Text, ForeignKey(speakers.c.id)),
    Index("link_ends_thing", "thing"),
    Index("link_ends_speaker", "speaker"),
)
# What the words of a statement name, and the names of things, letter case folded.
statement_things = Table(
    "statement_things",
    metadata,
    Column("statement", Text, ForeignKey(statements.c.id), primary_key=True),
    Column("thing", Text, ForeignKey(things.c.id), primary_key=True),
    Index("statement_things_thing", "thing"),
)
thing_names = Table(
    "thing_names",
    metadata,
    Column("thing", Text, ForeignKey(things.c.id), primary_key=True),
    Column("name", Text, primary_key=True),
)
# Names and aliases, those of the user's list among them, letter case folded.
speaker_names = Table(
    "speaker_names",
    metadata,
    Column("speaker", Text, ForeignKey(speakers.c.id), primary_key=True),
    Column("name", Text, primary_key=True),
)
versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True),
    _id_column(),
    Column("article", Text, ForeignKey(pages.c.id), nullable=False),
    Column("version_of", Text, ForeignKey(pages.c.id)),
    Column("record", Text, nullable=False),
    Index("versions_article", "article"),
)
failures = Table(
    "failures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", Text),
    Column("uri", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("failures_uri", "uri"),
    Index("failures_article", "article"),
)
settings = Table(
    "settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
# What the case knows of its own condition; never exported.
state = Table(
    "state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# When an address was asked for last and what its server said of that version; `published` is the day from which it is
# asked again (null: a feed). Never exported.
visits = Table(
    "visits",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", Text, nullable=False),
    Column("published", Text),
    Index("visits_published", "published"),
)

RECORD_TABLES: Mapping[type[Record], Table] = MappingProxyType(
    {
        Statement: statements,
        Figure: _placed("figures"),
        Mention: _placed("mentions"),
        SetAside: _placed("set_aside"),
        Speaker: speakers,
        Thing: things,
        Link: links,
        Utterance: _grouped("utterances"),
        Lineage: _grouped("lineage"),
        Origin: _grouped("origins"),
        Dispute: _grouped("disputes"),
        FigureTrack: _grouped("figure_tracks"),
        Version: versions,
        Judgement: _grouped("judgements"),
        Actor: _grouped("actors"),
    }
)
"""The table of each record type; all but what people gave are rebuilt as a whole from the pages' readings."""

GIVEN_KINDS = frozenset({Judgement, Actor})
"""What people gave, and no build makes."""

ACCOUNT_KINDS: tuple[type[Record], ...] = tuple(kind for kind in RECORD_TABLES if kind not in GIVEN_KINDS)
ACCOUNT_TABLES: tuple[Table, ...] = (
    speakers,
    *(RECORD_TABLES[kind] for kind in ACCOUNT_KINDS if kind is not Speaker),
    statement_speakers,
    speaker_names,
    link_ends,
    statement_things,
    thing_names,
)
"""What the accounts fill, in an order that foreign keys allow."""

statement_words = table("statement_words", column("rowid"), column("text"), column("statement_words"))
"""Full-text index without content of its own: `rowid` is the statement's number, the last column takes commands."""
