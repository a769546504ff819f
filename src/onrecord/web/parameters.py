"""Turns the query of an address into filters and windows of lists.

Invariant: what cannot be understood is refused in words (UsageError), never silently taken for something else.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast, get_args
from urllib.parse import parse_qs

from starlette.requests import Request

from onrecord.errors import UsageError
from onrecord.model import Act, Kind, Position, Record
from onrecord.publish.html import ASKED
from onrecord.store import StatementFilters

TEXT_FILTERS = ("words", "speaker", "about", "outlet", "date_from", "date_to")
CHOSEN_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "position": get_args(Position),
        "act": get_args(Act),
        "kind": get_args(Kind),
        "figure": ("yes", "no"),
        "checked": ("yes", "no"),
    }
)
"""Fields of an address that take one of some values."""

MOST_LINES = 50
LARGEST_FORM = 4 * 1024**2
"""Bytes of a form: a text of a million characters, each escaped."""

MOST_FIELDS = 600
"""A statement with its copies is checked at once, and a sheet of files has four fields for each."""

LONGEST_NUMBER = 6
YES: Mapping[str | None, bool | None] = MappingProxyType({None: None, "yes": True, "no": False})
FURTHEST = 2**31
"""Offsets beyond this are nonsense, and SQLite's integers end at 2^63."""


class Window(Record, frozen=True, kw_only=True):
    """Which lines of a list are asked for."""

    limit: int
    offset: int


def read_window(request: Request, most: int = MOST_LINES) -> Window:
    """Return the window: `offset` from the address, at most `most` lines; raise UsageError where it is no number."""
    written = request.query_params.get("offset") or "0"
    if not (written.isascii() and written.isdigit()) or int(written[:12]) > FURTHEST:
        raise UsageError(f"offset is a number from 0 on, not “{written[:40]}”")
    return Window(limit=most, offset=int(written))


def read_filters(request: Request, window: Window) -> StatementFilters:
    """Return what is looked for among the statements; raise UsageError where a value cannot be understood."""
    asked = {name: request.query_params.get(name) or None for name in ASKED}
    for name, values in CHOSEN_FILTERS.items():
        value = asked[name]
        if value is not None and value not in values:
            raise UsageError(f"{name} is one of {', '.join(values)}, not “{value[:40]}”")
    sources = asked["sources"]
    if sources is not None and not (sources.isascii() and sources.isdigit() and len(sources) < LONGEST_NUMBER):
        raise UsageError(f"sources is a number, not “{sources[:40]}”")
    return StatementFilters(
        **{name: asked[name] for name in (*TEXT_FILTERS, "point")},
        position=cast("Position | None", asked["position"]),
        act=cast("Act | None", asked["act"]),
        kind=cast("Kind | None", asked["kind"]),
        has_figure=YES.get(asked["figure"]),
        checked=YES.get(asked["checked"]),
        sources=None if sources is None else int(sources),
        limit=window.limit,
        offset=window.offset,
    )


class Form(Record, frozen=True, kw_only=True):
    """The fields of a form, each with its values in order, without white space around them."""

    fields: dict[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return the first value of a field, empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a field that are not empty."""
        return tuple(filter(None, self.fields.get(name, ())))


async def read_form(request: Request) -> Form:
    """Return the fields of a form; raise UsageError where it is none of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise UsageError(f"a text has at most {LARGEST_FORM // 1024**2} MB here")
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UsageError(f"a form of more than {MOST_FIELDS} fields is none of ours") from error
    found = {name: tuple(value.replace("\r\n", "\n").strip() for value in values) for name, values in fields.items()}
    return Form(fields=found)


def text_of(form: Form) -> str:
    """Return the text of a form; raise UsageError where it has none."""
    if not form.one("text"):
        raise UsageError("there is no text: paste one")
    return form.one("text")


def repeated_query(request: Request) -> dict[str, str]:
    """Return the filters of the address, which the links to further lines repeat; empty where nothing is asked."""
    return {name: request.query_params.get(name, "") for name in ASKED}
