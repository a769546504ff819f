"""Proof: re-slices and recomputes what is stored and exported."""

from onrecord.audit.case import AuditResult, Mismatch, audit_case
from onrecord.audit.export import audit_export, read_manifest

__all__ = ["AuditResult", "Mismatch", "audit_case", "audit_export", "read_manifest"]
