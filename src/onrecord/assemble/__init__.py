"""Puts the readings of a case together: remarks, lineage, original sources, disputed points, figure tracks."""

from onrecord.assemble.accounts import assemble_accounts

__all__ = ["assemble_accounts"]
