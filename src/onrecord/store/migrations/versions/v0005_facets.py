"""What statements are counted by beside their words: how they stand, what they do, their numbers and sources."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; accounts of an older case do not fill them: they are made anew with the next build."""
    for name, kind in (("kind", sa.Text), ("act", sa.Text), ("figures", sa.Integer), ("sources", sa.Integer)):
        op.add_column("statements", sa.Column(name, kind))
    op.create_index(
        "statements_facets", "statements", ["position", "kind", "act", "figures", "sources", "date_from", "article"]
    )
    op.execute("INSERT OR IGNORE INTO state SELECT 'unassembled', '' FROM pages LIMIT 1")
