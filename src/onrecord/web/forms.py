"""Answers what is sent by a form: a draft to check, pages to add.

Invariant: a draft is answered and forgotten; a page is added as `onrecord build` would add it, or the reason is shown
and the case is as it was.
"""

import json
import tempfile
from hashlib import sha256
from pathlib import Path

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.audit.drafts import DraftView, check_draft, check_text, view_draft
from onrecord.errors import InputError, StorageError, UsageError
from onrecord.model import Record, content_id
from onrecord.pipeline import build_case
from onrecord.publish.html import Message, render_page
from onrecord.store import CaseReader
from onrecord.web.frames import bare_frame, frame_of
from onrecord.web.intake import TOLD, Intake, IntakeView
from onrecord.web.parameters import LARGEST_FORM, read_form, text_of
from onrecord.web.uploads import files_of, keep_file, read_upload

PASTED = "pasted.jsonl"
NOT_THERE = Message(title="Not there any more", text="These files were read, or are gone: give them again.")
REFRESH = {"refresh": "2"}
"""Asks the browser for the same page again in two seconds, while a build runs."""


class CheckView(Record, frozen=True, kw_only=True):
    """The page on which a draft is checked, with the answers once one was sent."""

    text: str = ""
    checked: DraftView | None = None


class AddView(Record, frozen=True, kw_only=True):
    """The page on which pages are added; `told` is what was filled in, `failure` why it was not added."""

    told: dict[str, str] = msgspec.field(default_factory=lambda: dict.fromkeys(("text", *TOLD), ""))
    failure: str | None = None
    read_only: bool = False
    intake: IntakeView = IntakeView()


async def answer_draft(request: Request) -> Response:
    """Answer a draft that was pasted, or dropped as a file."""
    async with read_upload(request, LARGEST_FORM) as form:
        files, text = files_of(form, "file"), str(form.get("text") or "").strip()
        if not files and not text:
            raise UsageError("there is no text: paste one, or give a file")
        return await run_in_threadpool(_answer_draft, request, text, files)


def _answer_draft(request: Request, text: str, files: list[UploadFile]) -> Response:
    with tempfile.TemporaryDirectory(prefix="onrecord-draft-") as folder, CaseReader(request.app.state.case) as reader:
        if files:
            checked = check_draft(reader, keep_file(files[0], Path(folder)))
        else:
            checked = check_text(reader, text, "Your draft")
        view = CheckView(text=text, checked=view_draft(checked))
        return HTMLResponse(render_page("check", view, frame_of(reader, request)))


async def show_intake(request: Request) -> Response:
    """Show the page on which pages are added, with how far a build is."""
    intake = _intake(request).view()
    view = AddView(read_only=not request.app.state.editable, intake=intake)
    page = render_page("add", view, bare_frame(request))
    return HTMLResponse(page, headers=REFRESH if intake.running else {})


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


async def add_files(request: Request) -> Response:
    """Keep files until what is known of them is told, and lead to the sheet for that."""
    async with read_upload(request) as form:
        files = files_of(form, "files")
        if not files:
            raise UsageError("there is no file: choose or drop some")
        folder = _intake(request).new_folder()
        for upload in files:
            await run_in_threadpool(keep_file, upload, folder)
    return RedirectResponse(f"/add/{folder.name}", status_code=303)


async def show_sheet(request: Request) -> Response:
    """Show what can be told of the files that wait."""
    view = _intake(request).sheet(str(request.path_params["token"]))
    if view is None:
        return HTMLResponse(render_page("message", NOT_THERE, bare_frame(request)), status_code=404)
    return HTMLResponse(render_page("sheet", view, bare_frame(request)))


async def take_sheet(request: Request) -> Response:
    """Begin to read the files that wait, with what was told of them."""
    form, token = await read_form(request), str(request.path_params["token"])
    sheet = _intake(request).sheet(token)
    told = [
        {"file": file} | {name: value for name in TOLD if (value := form.one(f"{name}-{number}"))}
        for number, file in enumerate(sheet.files if sheet else ())
    ]
    _intake(request).start_files(token, [each for each in told if len(each) > 1])
    return RedirectResponse("/add", status_code=303)


async def add_addresses(request: Request) -> Response:
    """Begin to fetch and read pages of the web."""
    addresses = (await read_form(request)).one("addresses").split()
    if not addresses:
        raise UsageError("there is no address: give one to a line")
    wrong = [each for each in addresses if not each.lower().startswith(("http://", "https://"))]
    if wrong:
        raise UsageError(f"“{wrong[0][:80]}” is not an address of the web: it begins with http:// or https://")
    _intake(request).start_addresses(addresses)
    return RedirectResponse("/add", status_code=303)


def _intake(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


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
