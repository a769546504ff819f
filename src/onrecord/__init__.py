"""onrecord: who said what, when, and who denies it, each line traceable to the characters it was read from.

Names are imported when they are first used (PEP 562), so that the command line starts fast; `__init__.pyi` says their
types. The records themselves are in `onrecord.model`.
"""

from importlib import import_module

__version__ = "0.1.0"

__all__ = [
    "BuildOptions",
    "BuildResult",
    "CaseReader",
    "OnRecordError",
    "StatementFilters",
    "__version__",
    "audit_case",
    "audit_export",
    "build_case",
    "export_jsonl",
    "sample_pages",
]

_HOMES = {
    "BuildOptions": "onrecord.pipeline",
    "BuildResult": "onrecord.pipeline",
    "CaseReader": "onrecord.store",
    "OnRecordError": "onrecord.errors",
    "StatementFilters": "onrecord.store",
    "audit_case": "onrecord.audit",
    "audit_export": "onrecord.audit",
    "build_case": "onrecord.pipeline",
    "export_jsonl": "onrecord.query.export",
    "sample_pages": "onrecord.sample",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
