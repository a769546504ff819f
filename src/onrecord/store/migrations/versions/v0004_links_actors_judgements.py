"""Links with their reasons, the user's list of actors, and what each link and each statement is about."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables; accounts of an older case do not fill them: they are made anew with the next build."""
    for name in ("links", "actors"):
        op.create_table(
            name,
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("id", sa.Text, nullable=False, unique=True),
            sa.Column("record", sa.Text, nullable=False),
        )
    op.create_table(
        "link_ends",
        sa.Column("link", sa.Text, sa.ForeignKey("links.id"), primary_key=True),
        sa.Column("thing", sa.Text, sa.ForeignKey("things.id"), primary_key=True),
        sa.Column("speaker", sa.Text, sa.ForeignKey("speakers.id")),
    )
    op.create_index("link_ends_thing", "link_ends", ["thing"])
    op.create_index("link_ends_speaker", "link_ends", ["speaker"])
    op.create_table(
        "thing_names",
        sa.Column("thing", sa.Text, sa.ForeignKey("things.id"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )
    op.create_table(
        "statement_things",
        sa.Column("statement", sa.Text, sa.ForeignKey("statements.id"), primary_key=True),
        sa.Column("thing", sa.Text, sa.ForeignKey("things.id"), primary_key=True),
    )
    op.create_index("statement_things_thing", "statement_things", ["thing"])
    op.execute("INSERT OR IGNORE INTO state SELECT 'unassembled', '' FROM pages LIMIT 1")
