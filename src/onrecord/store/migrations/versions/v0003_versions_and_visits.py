"""Versions of pages, by where and when they were taken and their address; lines set aside; visits of addresses."""

import msgspec
import sqlalchemy as sa
from alembic import op

from onrecord.language.addresses import article_address
from onrecord.model import Article, wording_hash

revision = "0003"
down_revision = "0002"

AT_ONCE = 500


def upgrade() -> None:
    """Add columns and tables; pages that came in before were all files, and their addresses are worked out once."""
    op.add_column("pages", sa.Column("taken_from", sa.Text, nullable=False, server_default="file"))
    op.add_column("pages", sa.Column("address", sa.Text))
    op.add_column("pages", sa.Column("wording", sa.Text))
    _find_addresses(op.get_bind())
    op.create_index("pages_address", "pages", ["address", "taken_from", "captured_at"])
    op.create_index("pages_taken_from", "pages", ["taken_from"])
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("article", sa.Text, sa.ForeignKey("pages.id"), nullable=False),
        sa.Column("version_of", sa.Text, sa.ForeignKey("pages.id")),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("versions_article", "versions", ["article"])
    op.create_table(
        "set_aside",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("article", sa.Text, sa.ForeignKey("pages.id"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("set_aside_place", "set_aside", ["article", "start", "id"])
    op.create_table(
        "visits",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("checked_at", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
    )
    op.create_index("visits_published", "visits", ["published"])


def _find_addresses(connection: sa.Connection) -> None:
    pages = sa.table("pages", *map(sa.column, ("number", "article", "address", "wording")))
    decoder = msgspec.json.Decoder(Article)
    last = -1
    while rows := connection.execute(
        sa.select(pages.c.number, pages.c.article).where(pages.c.number > last).order_by(pages.c.number).limit(AT_ONCE)
    ).all():
        for row in rows:
            try:
                article = decoder.decode(row.article)
            except msgspec.DecodeError:
                # The audit names a page that does not decode; it must not keep the case from being opened.
                continue
            found = {"address": article_address(article), "wording": wording_hash(article)}
            connection.execute(sa.update(pages).where(pages.c.number == row.number).values(found))
        last = rows[-1].number
    # Accounts of an older case know no versions: they are made anew with the next build.
    connection.execute(sa.text("INSERT OR IGNORE INTO state SELECT 'unassembled', '' FROM pages LIMIT 1"))
