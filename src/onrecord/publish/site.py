"""Turns the dossier's pages into files that open from disk: their links lead to files beside them.

Invariant: only links that the templates wrote are changed; the words of pages are escaped and hold no attribute.
"""

import re
from urllib.parse import parse_qs

LIST_LINES = 50
"""Lines of a list's file."""

_LINK = re.compile(r'href="(?P<address>[/?][^"]*)"')
_FORM = re.compile(r"<form .*?</form>", re.DOTALL)
_SINGULAR = {
    "disputes": "dispute",
    "statements": "statement",
    "speakers": "speaker",
    "pages": "page",
    "things": "thing",
}


def list_file(name: str, offset: int = 0) -> str:
    """Return the file of a list from a line on: `statements.html`, `statements-2.html`."""
    number = offset // LIST_LINES + 1
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def record_file(name: str, record_id: str) -> str:
    """Return the file of one record of a list: `statement-st_1.html`."""
    return f"{_SINGULAR[name]}-{record_id}.html"


def to_file(page: str, name: str) -> str:
    """Return a rendered page with links to files; `name` is the list it belongs to, for the links to further lines.

    Searching, which only a server can do, is left out.
    """
    shown = _FORM.sub("", page) if "<form" in page else page
    return _LINK.sub(lambda link: f'href="{_file_of(link["address"], name)}"', shown)


def _file_of(address: str, name: str) -> str:
    path, _, anchor = address.replace("&amp;", "&").partition("#")
    path, _, query = path.partition("?")
    asked = parse_qs(query) if query else {}
    parts = path.strip("/").split("/")
    if not path:
        return list_file(name, int(asked.get("offset", ["0"])[0]))
    if path == "/":
        return "index.html"
    if len(parts) == 1:
        found = parts[0] if "." in parts[0] else list_file(parts[0])
    elif "line" in asked:
        # The server shows a chosen line beside its point: here it has a page of its own.
        return record_file("statements", asked["line"][0])
    else:
        found = record_file(*parts)
    return f"{found}#{anchor}" if anchor else found
