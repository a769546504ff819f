"""Turns the addresses under which pages are found into the one form in which two of them are equal for one page.

Invariant: only what servers ignore is dropped; two addresses that may lead to different pages stay different.
"""

from functools import cache
from urllib.parse import SplitResult, urlsplit

from onrecord.language.tables import read_table
from onrecord.model import Article

DEFAULT_PORTS = {80, 443}


def article_address(article: Article) -> str | None:
    """Return the address of the article's page as it compares, None where the page tells none.

    The address that is known counts; the one that a page calls canonical is asked only where there is no other, since
    a copy may name the page that it was taken from.
    """
    return page_address(article.url or article.canonical_url or "")


def page_address(url: str) -> str | None:
    """Return "host/path?query" without scheme, `www.`, default port, fragment and tracking; None for no such address.

    A site's front page has none: it is another page every day, and lists of articles often give it for all of them.
    """
    try:
        split = urlsplit(url.strip())
        host, port = (split.hostname or "").rstrip(".").removeprefix("www."), split.port
    except ValueError:
        return None
    if split.scheme.lower() not in {"http", "https"} or not host:
        return None
    path, query = split.path.rstrip("/"), _own_query(split)
    if not path and not query:
        return None
    place = host if port is None or port in DEFAULT_PORTS else f"{host}:{port}"
    return f"{place}{path}?{query}" if query else f"{place}{path}"


def _own_query(split: SplitResult) -> str:
    fields = (field for field in split.query.split("&") if field)
    return "&".join(field for field in fields if not _is_tracking(field.partition("=")[0].lower()))


def _is_tracking(parameter: str) -> bool:
    exact, beginnings = _tracking_parameters()
    return parameter in exact or parameter.startswith(beginnings)


@cache
def _tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the parameters that only count visitors, and what others begin with (`tracking_parameters.csv`)."""
    names = [row["parameter"] for row in read_table("onrecord.language", "tracking_parameters.csv")]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name.removesuffix("*") for name in names if name.endswith("*"))
