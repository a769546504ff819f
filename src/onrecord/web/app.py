"""Turns addresses into pages of the record: each request opens the case, asks one question and renders the answer.

Invariant: no page may load or send anything beyond this application, and nothing but a form (see `forms`) changes the
case.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from onrecord.errors import CaseError, InputError, UsageError
from onrecord.model import Record
from onrecord.publish.html import Message, Template, load_templates, render_page, script, stylesheet
from onrecord.query import (
    codebook_view,
    dispute_view,
    dispute_views,
    figure_lines,
    figure_tracks,
    mention_lines,
    origins_view,
    overview,
    page_lines,
    page_view,
    queue_view,
    search_view,
    sign_off,
    speaker_lines,
    speaker_view,
    statement_view,
    table_view,
    thing_view,
    timeline,
)
from onrecord.query.searching import MOST_ROWS
from onrecord.store import CaseReader, HeldCase
from onrecord.web.cookies import shows_only_reviewed
from onrecord.web.forms import (
    CheckView,
    add_addresses,
    add_files,
    add_page,
    answer_draft,
    show_intake,
    show_sheet,
    take_sheet,
)
from onrecord.web.frames import bare_frame, frame_of
from onrecord.web.guard import Guard
from onrecord.web.intake import Intake
from onrecord.web.parameters import MOST_LINES, read_filters, read_window
from onrecord.web.review import take_judgement, take_lists, take_name, take_only, take_undo
from onrecord.web.reviewed import ReviewedCopy

Question = Callable[[CaseReader, Request], Record | None]
Listed = Callable[[CaseReader, int, int], Record]

_WRITING = (
    Route("/add", add_page, methods=["POST"]),
    Route("/add/files", add_files, methods=["POST"]),
    Route("/add/addresses", add_addresses, methods=["POST"]),
    Route("/add/{token}", show_sheet, methods=["GET"]),
    Route("/add/{token}", take_sheet, methods=["POST"]),
    Route("/review", take_judgement, methods=["POST"]),
    Route("/review/undo", take_undo, methods=["POST"]),
    Route("/review/name", take_name, methods=["POST"]),
    Route("/review/lists", take_lists, methods=["POST"]),
)

MOST_DISPUTES, MOST_TRACKS = 20, 10
"""Points, and tracks of numbers, on one page of their lists: each has many lines."""

NOT_THERE = Message(title="Not in this record", text="There is nothing at this address.")
REFUSED = {
    405: Message(title="Only for reading", text="This record can be read here, not changed."),
    404: NOT_THERE,
}


def make_app(case: Path, *, read_only: bool = False, token: str | None = None) -> Starlette:
    """Return the application that shows the case; the file is opened anew for every request.

    `read_only`: no page can be added from the browser, and nothing judged. `token`: what a browser must bring, where
    others than the person at this machine are served.
    """
    routes = [
        _route("/", "overview", lambda reader, _: overview(reader), HeldCase),
        _list_route("/disputes", "disputes", dispute_views, most=MOST_DISPUTES),
        _route("/disputes/{id}", "dispute", _ask_dispute),
        _route("/statements", "statements", _ask_search),
        _route("/statements/table", "table", _ask_table),
        _route("/statements/{id}", "statement", _ask_statement),
        _list_route("/speakers", "speakers", speaker_lines),
        _route("/speakers/{id}", "speaker", _ask_speaker),
        _list_route("/figures", "figures", figure_tracks, most=MOST_TRACKS),
        _list_route("/numbers", "numbers", figure_lines),
        _list_route("/origins", "origins", origins_view),
        _list_route("/timeline", "timeline", timeline),
        _list_route("/mentions", "mentions", mention_lines),
        _route("/things/{id}", "thing", _ask_thing),
        _list_route("/pages", "pages", page_lines),
        _route("/pages/{id}", "page", _ask_page),
        Route("/pages/{id}/original", _original, methods=["GET"]),
        _route("/codebook", "codebook", lambda _reader, _request: codebook_view()),
        _route("/check", "check", lambda _reader, _request: CheckView()),
        Route("/check", answer_draft, methods=["POST"]),
        Route("/add", show_intake, methods=["GET"]),
        _route("/review", "review", lambda reader, _: queue_view(reader), HeldCase),
        _route("/review/log", "signoff", lambda reader, _: sign_off(reader), HeldCase),
        Route("/review/only", take_only, methods=["POST"]),
        *([] if read_only else _WRITING),
        Route("/style.css", _style, methods=["GET"]),
        Route("/script.js", _script, methods=["GET"]),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token)],
        exception_handlers={HTTPException: _refuse, InputError: _explain},
        lifespan=_lifespan,
    )
    app.state.case = case
    app.state.editable = not read_only
    app.state.reviewed = ReviewedCopy(case)
    app.state.intake = Intake(case)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    await run_in_threadpool(load_templates)
    yield
    app.state.intake.close()
    app.state.reviewed.close()


def _route(path: str, template: Template, question: Question, opened: type[CaseReader] = CaseReader) -> Route:
    """Return the route of one view; what asks for many records is answered from a `HeldCase`."""

    def answer(request: Request) -> Response:
        with opened(_case_shown(request), briefly=True) as reader:
            view = question(reader, request)
            frame = frame_of(reader, request)
        if view is None:
            return HTMLResponse(render_page("message", NOT_THERE, frame), status_code=404)
        return HTMLResponse(render_page(template, view, frame))

    return Route(path, answer, methods=["GET"])


def _case_shown(request: Request) -> Path:
    """Return the case that a page is read from: all of it, or what was checked alone."""
    if shows_only_reviewed(request) and not request.url.path.startswith("/review"):
        return request.app.state.reviewed.path()  # type: ignore[no-any-return]
    return request.app.state.case  # type: ignore[no-any-return]


def _list_route(path: str, template: Template, listed: Listed, most: int = MOST_LINES) -> Route:
    def question(reader: CaseReader, request: Request) -> Record:
        window = read_window(request, most)
        return listed(reader, window.limit, window.offset)

    return _route(path, template, question, HeldCase)


def _ask_dispute(reader: CaseReader, request: Request) -> Record | None:
    return dispute_view(reader, _id(request), request.query_params.get("line"))


def _ask_search(reader: CaseReader, request: Request) -> Record:
    return search_view(reader, read_filters(request, read_window(request)))


def _ask_table(reader: CaseReader, request: Request) -> Record:
    return table_view(reader, read_filters(request, read_window(request, MOST_ROWS)))


def _ask_statement(reader: CaseReader, request: Request) -> Record | None:
    return statement_view(reader, _id(request), for_review=request.app.state.editable)


def _ask_speaker(reader: CaseReader, request: Request) -> Record | None:
    window = read_window(request)
    return speaker_view(reader, _id(request), window.limit, window.offset)


def _ask_thing(reader: CaseReader, request: Request) -> Record | None:
    window = read_window(request)
    return thing_view(reader, _id(request), window.limit, window.offset)


def _ask_page(reader: CaseReader, request: Request) -> Record | None:
    return page_view(reader, _id(request), request.query_params.get("mark"))


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _original(request: Request) -> Response:
    """Answer with the bytes that a page came in as: to be kept as a file, never to be shown by the browser."""
    with CaseReader(request.app.state.case, briefly=True) as reader:
        page = reader.page(_id(request))
    if page is None:
        return HTMLResponse(render_page("message", NOT_THERE, bare_frame(request)), status_code=404)
    name = quote(page.capture.uri.rpartition("/")[2] or "page")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(page.capture.data, media_type="application/octet-stream", headers=headers)


def _style(_: Request) -> Response:
    return Response(stylesheet(), media_type="text/css")


def _script(_: Request) -> Response:
    return Response(script(), media_type="text/javascript")


def _refuse(request: Request, error: Exception) -> Response:
    """Answer an address or method that is not ours."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    message = REFUSED.get(status, Message(title="Not possible", text="This cannot be shown."))
    return HTMLResponse(render_page("message", message, bare_frame(request)), status_code=status)


def _explain(request: Request, error: Exception) -> Response:
    """Answer a question that cannot be asked (a date that is none), or a case that cannot be read."""
    title = "The case cannot be read" if isinstance(error, CaseError) else "This cannot be looked for"
    status = 400 if isinstance(error, UsageError) else 500
    page = render_page("message", Message(title=title, text=str(error)), bare_frame(request))
    return HTMLResponse(page, status_code=status)
