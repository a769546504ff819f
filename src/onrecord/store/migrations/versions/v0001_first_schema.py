"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

GROUPED = ("speakers", "things", "utterances", "lineage", "origins", "disputes", "figure_tracks", "judgements")
TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"


def upgrade() -> None:
    """Create every table."""
    _create_pages()
    _create_placed(
        "statements",
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("date_from", sa.Text),
        sa.Column("date_to", sa.Text),
    )
    _create_placed("figures")
    _create_placed("mentions")
    for name in GROUPED:
        op.create_table(name, _number(), _id(), sa.Column("record", sa.Text, nullable=False))
    _create_speaker_keys()
    _create_bookkeeping()
    op.execute(f"CREATE VIRTUAL TABLE statement_words USING fts5(text, content = '', {TOKENIZER})")


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, nullable=False, unique=True)


def _create_pages() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "pages",
        _number(),
        _id(),
        sa.Column("uri", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, sa.ForeignKey("blobs.sha256"), nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("captured_at", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
    )
    op.create_index("pages_uri", "pages", ["uri"])


def _create_placed(name: str, *columns: sa.Column[str]) -> None:
    op.create_table(
        name,
        _number(),
        _id(),
        sa.Column("article", sa.Text, sa.ForeignKey("pages.id"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        *columns,
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index(f"{name}_place", name, ["article", "start", "id"])


def _create_speaker_keys() -> None:
    op.create_table(
        "statement_speakers",
        sa.Column("statement", sa.Text, sa.ForeignKey("statements.id"), primary_key=True),
        sa.Column("speaker", sa.Text, sa.ForeignKey("speakers.id"), primary_key=True),
    )
    op.create_index("statement_speakers_speaker", "statement_speakers", ["speaker"])
    op.create_table(
        "speaker_names",
        sa.Column("speaker", sa.Text, sa.ForeignKey("speakers.id"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )


def _create_bookkeeping() -> None:
    op.create_table(
        "failures",
        _number(),
        sa.Column("article", sa.Text),
        sa.Column("uri", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("failures_uri", "failures", ["uri"])
    for name in ("settings", "state"):
        op.create_table(name, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
