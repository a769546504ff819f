"""Brings a case file to the newest schema, in the caller's transaction."""

from pathlib import Path

from sqlalchemy import Connection

from onrecord.store.tables import SCHEMA_VERSION

MIGRATIONS = Path(__file__).parent / "migrations"


def schema_version(connection: Connection) -> int:
    """Return the number of the last migration that the file has seen, 0 for a new file."""
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(tables).scalar_one():
        return 0
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return int(version or 0)


def migrate(connection: Connection) -> None:
    """Apply the migrations that the file has not seen; the caller commits."""
    if schema_version(connection) == SCHEMA_VERSION:
        return
    from alembic import command  # noqa: PLC0415 - 0.2 s that only a new or older file pays
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    # A percent sign in the folder's name would be read as interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
