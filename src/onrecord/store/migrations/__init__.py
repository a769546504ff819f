"""Steps from one schema version to the next, run by Alembic from inside the program."""
