"""Answers what is sent by a form: a draft to check, a page to add.

Invariant: a draft is answered and forgotten; a page is added as `onrecord build` would add it, or the reason is shown
and the case is as it was.
"""

import json
import tempfile
from hashlib import sha256
from pathlib import Path

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.audit.drafts import DraftView, check_text, view_draft
from onrecord.errors import InputError, StorageError
from onrecord.model import Record, content_id
from onrecord.pipeline import build_case
from onrecord.publish.html import render_page
from onrecord.store import CaseReader
from onrecord.web.frames import bare_frame, frame_of
from onrecord.web.parameters import read_form, text_of

PASTED = "pasted.jsonl"
TOLD = ("url", "date", "title", "outlet")
"""What a reader may tell of a page."""


class CheckView(Record, frozen=True, kw_only=True):
    """The page on which a draft is checked, with the answers once one was sent."""

    text: str = ""
    checked: DraftView | None = None


class AddView(Record, frozen=True, kw_only=True):
    """The page on which a page is added; `told` is what was filled in, `failure` why it was not added."""

    told: dict[str, str] = msgspec.field(default_factory=lambda: dict.fromkeys(("text", *TOLD), ""))
    failure: str | None = None
    read_only: bool = False


async def check_draft(request: Request) -> Response:
    """Answer a draft that was pasted."""
    text = text_of(await read_form(request))

    def answer() -> Response:
        with CaseReader(request.app.state.case) as reader:
            view = CheckView(text=text, checked=view_draft(check_text(reader, text, "Your draft")))
            return HTMLResponse(render_page("check", view, frame_of(reader, request)))

    return await run_in_threadpool(answer)


async def add_page(request: Request) -> Response:
    """Add a page that was pasted, and lead to it; where it cannot be added, show the form again and why."""
    form = await read_form(request)
    told = {"text": text_of(form), **{name: form.one(name) for name in TOLD}}

    def answer() -> Response:
        try:
            article, failure = _take_in(request.app.state.case, told)
        except (InputError, StorageError) as error:
            article, failure = "", str(error)
        if failure is None:
            return RedirectResponse(f"/pages/{article}", status_code=303)
        view = AddView(told=told, failure=failure)
        return HTMLResponse(render_page("add", view, bare_frame(request)), status_code=400)

    return await run_in_threadpool(answer)


def _take_in(case: Path, told: dict[str, str]) -> tuple[str, str | None]:
    """Build the page into the case; return its article's id, and why that failed if it did."""
    digest = sha256(told["text"].encode()).hexdigest()
    line = {"id": digest[:12], **{name: value for name, value in told.items() if value}}
    with tempfile.TemporaryDirectory(prefix="onrecord-add-") as folder:
        path = Path(folder, PASTED)
        path.write_text(json.dumps(line), encoding="utf-8")
        result = build_case([path], case)
    failed = next((failure.detail for failure in result.failures), None)
    return content_id("ar", f"{PASTED}#{line['id']}", digest), failed
