"""Keeps a case in one SQLite file: a reader that cannot change it, and one writer at a time."""

from onrecord.store.reader import CaseReader, StatementFilters, StoredPage, StoredRecord
from onrecord.store.writer import CaseWriter

__all__ = ["CaseReader", "CaseWriter", "StatementFilters", "StoredPage", "StoredRecord"]
