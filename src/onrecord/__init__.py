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
    "Claim",
    "FetchOptions",
    "Judge",
    "OnRecordError",
    "StatementFilters",
    "__version__",
    "audit_case",
    "audit_export",
    "build_case",
    "capture_span",
    "check_claims",
    "check_draft",
    "check_text",
    "correct_case",
    "export_jsonl",
    "judge_case",
    "read_actors",
    "sample_pages",
    "undo_judgement",
    "watch_case",
]

_HOMES = {
    "BuildOptions": "onrecord.pipeline",
    "BuildResult": "onrecord.pipeline",
    "CaseReader": "onrecord.store",
    "Claim": "onrecord.audit.drafts",
    "FetchOptions": "onrecord.sources.web",
    "Judge": "onrecord.review",
    "OnRecordError": "onrecord.errors",
    "StatementFilters": "onrecord.store",
    "audit_case": "onrecord.audit",
    "audit_export": "onrecord.audit",
    "build_case": "onrecord.pipeline",
    "capture_span": "onrecord.model",
    "check_claims": "onrecord.audit.drafts",
    "check_draft": "onrecord.audit.drafts",
    "check_text": "onrecord.audit.drafts",
    "correct_case": "onrecord.review",
    "export_jsonl": "onrecord.query.export",
    "judge_case": "onrecord.review",
    "read_actors": "onrecord.sources.actors",
    "sample_pages": "onrecord.sample",
    "undo_judgement": "onrecord.review",
    "watch_case": "onrecord.watch",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
