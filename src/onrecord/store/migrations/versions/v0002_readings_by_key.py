"""What a page's reading depends on, as a key: a copy that comes later takes the reading over."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the key; pages that were read before have none. Failures, too, are looked up for each page."""
    op.add_column("pages", sa.Column("reading_key", sa.Text))
    op.create_index("pages_reading_key", "pages", ["reading_key"])
    op.create_index("failures_article", "failures", ["article"])
