from onrecord.audit import audit_case as audit_case
from onrecord.audit import audit_export as audit_export
from onrecord.audit.drafts import Claim as Claim
from onrecord.audit.drafts import check_claims as check_claims
from onrecord.audit.drafts import check_draft as check_draft
from onrecord.audit.drafts import check_text as check_text
from onrecord.errors import OnRecordError as OnRecordError
from onrecord.model import capture_span as capture_span
from onrecord.pipeline import BuildOptions as BuildOptions
from onrecord.pipeline import BuildResult as BuildResult
from onrecord.pipeline import build_case as build_case
from onrecord.query.export import export_jsonl as export_jsonl
from onrecord.review import Judge as Judge
from onrecord.review import correct_case as correct_case
from onrecord.review import judge_case as judge_case
from onrecord.review import undo_judgement as undo_judgement
from onrecord.sample import sample_pages as sample_pages
from onrecord.sources.actors import read_actors as read_actors
from onrecord.sources.web import FetchOptions as FetchOptions
from onrecord.store import CaseReader as CaseReader
from onrecord.store import StatementFilters as StatementFilters
from onrecord.watch import watch_case as watch_case

__version__: str
