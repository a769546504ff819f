"""Turns view records into web pages: one template per view, no HTML anywhere else.

Invariant: everything that comes from a page is escaped, and only http and https addresses become links.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.model import Record

Template = Literal[
    "overview",
    "disputes",
    "dispute",
    "statements",
    "table",
    "statement",
    "speakers",
    "speaker",
    "figures",
    "numbers",
    "origins",
    "timeline",
    "mentions",
    "thing",
    "pages",
    "page",
    "message",
    "check",
    "add",
    "sheet",
    "codebook",
    "review",
    "signoff",
]


ASKED = (
    *("words", "speaker", "about", "outlet", "date_from", "date_to", "position", "act", "kind", "figure", "checked"),
    *("sources", "point"),
)
"""Fields of an address that ask for statements."""


class Frame(Record, frozen=True, kw_only=True):
    """What stands around every view: the case's name, whether its accounts are behind its pages, and what was asked.

    `query` is what the address asks for beyond its path; the links to the next lines of a list repeat it. `served`
    pages come from a program that answers forms, `editable` ones take judgements, by the `reviewer`; `address` is where
    a form leads back to. `only_reviewed`: what nobody has checked is left out.
    """

    case: str
    unfinished: bool = False
    query: dict[str, str] = msgspec.field(default_factory=lambda: dict.fromkeys(ASKED, ""))
    served: bool = False
    editable: bool = False
    reviewer: str = ""
    only_reviewed: bool = False
    address: str = "/"


class Message(Record, frozen=True, kw_only=True):
    """A page that says one thing: that there is no such page, or what was wrong with the question."""

    title: str
    text: str


def render_page(template: Template, view: Record, frame: Frame) -> str:
    """Return the page of a view; the template's name is the view's own (`statement` for a `StatementView`)."""
    return _environment().get_template(f"{template}.html").render(view=view, frame=frame)


def load_templates() -> None:
    """Make all templates ready, so that the first page that is asked for takes no longer than the next ones."""
    for name in get_args(Template):
        _environment().get_template(f"{name}.html")


def render_draft(view: Record) -> str:
    """Return the page of a checked draft (`DraftView`), which needs no other file: its styles stand in it."""
    return _environment().get_template("draft.html").render(view=view)


def stylesheet() -> str:
    """Return the one style sheet that all pages use, under the address `/style.css`."""
    return files("onrecord.publish").joinpath("templates", "style.css").read_text(encoding="utf-8")


def script() -> str:
    """Return the one script that served pages use, under the address `/script.js`; each works without it."""
    return files("onrecord.publish").joinpath("templates", "script.js").read_text(encoding="utf-8")


def is_web_address(address: str) -> bool:
    """Tell whether an address that came with a page may become a link."""
    return address.lower().startswith(("http://", "https://"))


def write_query(query: Mapping[str, str]) -> str:
    """Return the fields of an address that ask for something, as they stand in it."""
    return urlencode({name: value for name, value in query.items() if value})


def _without(query: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in query.items() if name not in names}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.tests["web_address"] = is_web_address
    environment.filters["asked"] = write_query
    environment.filters["without"] = lambda query, names: {
        name: each for name, each in query.items() if name not in names
    }
    return environment
