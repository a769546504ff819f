"""Runs the migrations on the connection that the program hands over.

Invariant: the caller holds the transaction, so schema and version change together or not at all.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
