"""Keeps a case in one SQLite file: a reader that cannot change it, and one writer at a time."""

from onrecord.store.compare import Difference, differing_rows
from onrecord.store.filters import StatementFilters
from onrecord.store.given import UNDO
from onrecord.store.held import HeldCase
from onrecord.store.reader import CaseReader, StoredPage
from onrecord.store.tables import SCHEMA_VERSION
from onrecord.store.visits import PastVisit
from onrecord.store.writer import CaseWriter

__all__ = [
    "SCHEMA_VERSION",
    "UNDO",
    "CaseReader",
    "CaseWriter",
    "Difference",
    "HeldCase",
    "PastVisit",
    "StatementFilters",
    "StoredPage",
    "differing_rows",
]
