"""What a browser remembers between requests: who judges in it, and whether it shows what was checked alone.

Invariant: cookies hold no secret and decide nothing about the case.
"""

import getpass
from urllib.parse import unquote

from starlette.requests import Request

REVIEWER = "reviewer"
"""Cookie that remembers under which name somebody judges."""

ONLY = "only"
"""Cookie that asks for what was checked alone."""


def reviewer_of(request: Request) -> str:
    """Return under which name somebody judged last in this browser, else the name of the login."""
    known = unquote(request.cookies.get(REVIEWER, ""))
    if known:
        return known
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def shows_only_reviewed(request: Request) -> bool:
    """Tell whether this browser asked for what was checked alone."""
    return request.cookies.get(ONLY) == "reviewed"
