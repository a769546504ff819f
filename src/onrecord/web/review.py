"""Takes a person's judgements from the browser, and shows what is to check and what was judged.

Invariant: a judgement is kept as `onrecord review` keeps it, and then leads back to the page that it came from; where
it cannot be kept, the reason is shown and the case is as it was.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import InputError, StorageError, UsageError
from onrecord.model import GivenWords, Judgement, decode_value
from onrecord.pipeline import assemble_case
from onrecord.publish.html import Message, render_page
from onrecord.review import KINDS, Judge, correct_records, judge_case, undo_judgement
from onrecord.store import CaseReader, CaseWriter
from onrecord.web.cookies import ONLY, REVIEWER
from onrecord.web.frames import bare_frame
from onrecord.web.parameters import Form, read_form

PAGES_AT_ONCE = 200
"""In a case of up to so many pages the lists are made anew with each correction; in a larger one when asked for."""

A_YEAR = 365 * 24 * 3600


async def take_judgement(request: Request) -> Response:
    """Keep what a form says of one or several records."""
    form = await read_form(request)
    return await run_in_threadpool(_answer, request, form, _judge)


async def take_undo(request: Request) -> Response:
    """Take a judgement back."""
    form = await read_form(request)
    return await run_in_threadpool(_answer, request, form, _undo)


async def take_lists(request: Request) -> Response:
    """Make the lists anew that wait for corrections."""
    form = await read_form(request)
    return await run_in_threadpool(_answer, request, form, _assemble)


async def take_name(request: Request) -> Response:
    """Remember under which name somebody judges."""
    return await run_in_threadpool(_answer, request, await read_form(request), lambda _case, form: _next(form))


async def take_only(request: Request) -> Response:
    """Show what was checked alone, or all."""
    form = await read_form(request)
    response = RedirectResponse(_next(form), status_code=303)
    if form.one("only") == "reviewed":
        response.set_cookie(ONLY, "reviewed", httponly=True, samesite="strict")
    else:
        response.delete_cookie(ONLY, httponly=True, samesite="strict")
    return response


def _answer(request: Request, form: Form, act: Callable[[Path, Form], str]) -> Response:
    try:
        address = act(request.app.state.case, form)
    except (InputError, StorageError) as error:
        message = Message(title="This was not kept", text=str(error))
        status = 400 if isinstance(error, UsageError) else 500
        return HTMLResponse(render_page("message", message, bare_frame(request)), status_code=status)
    response = RedirectResponse(address, status_code=303)
    if form.one("by"):
        response.set_cookie(REVIEWER, quote(form.one("by")), max_age=A_YEAR, httponly=True, samesite="strict")
    return response


def _judge(case: Path, form: Form) -> str:
    judge = _judge_of(form)
    kind, values = form.one("kind"), [form.one(f"value{number}") for number in range(1, 5)]
    asked = form.all("on")
    if not asked:
        raise UsageError("there is nothing to judge")
    if kind in ("same", "not_same"):
        judge_case(case, "same" if kind == "same" else "not_same", [asked[0], values[0]], judge)
        return _next(form)
    if kind not in KINDS:
        raise UsageError(f"“{kind}” is no judgement")
    given = form.all("value1") if kind == "answers" else values[: len(KINDS[kind].takes)]
    made = correct_records(case, kind, asked, given, judge, at_once=_is_small(case))
    return _where_it_went(case, made[0], _next(form))


def _where_it_went(case: Path, judgement: Judgement, address: str) -> str:
    """Return the address, or that of the statement that other words made out of the one judged."""
    if judgement.kind != "words":
        return address
    given = decode_value(judgement, GivenWords)
    with CaseReader(case) as reader:
        found = reader.placed_statement(given.article, given.parts)
    return address if found is None else f"/statements/{found.id}#review"


def _undo(case: Path, form: Form) -> str:
    undo_judgement(case, form.one("judgement"), _judge_of(form), at_once=_is_small(case))
    return _next(form)


def _assemble(case: Path, form: Form) -> str:
    with CaseWriter(case) as writer:
        assemble_case(writer)
    return _next(form)


def _is_small(case: Path) -> bool:
    with CaseReader(case) as reader:
        return reader.counts()["articles"] <= PAGES_AT_ONCE


def _judge_of(form: Form) -> Judge:
    if not form.one("by"):
        raise UsageError("who judges? fill in your name")
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Judge(by=form.one("by")[:100], at=at, note=form.one("note") or None)


def _next(form: Form) -> str:
    """Return the page of this application that a form came from."""
    address = form.one("next")
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/review"
