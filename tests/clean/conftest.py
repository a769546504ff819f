"""A capture from text or bytes, and the roles of an article's lines by their words."""

from collections.abc import Callable

import pytest

from onrecord.clean import clean_capture
from onrecord.model import Article, Capture, Given, MediaType

NOTHING = Given()


def _capture(data: str | bytes, media_type: MediaType, given: Given) -> Capture:
    raw = data if isinstance(data, bytes) else data.encode("utf-8")
    return Capture(uri="page", data=raw, media_type=media_type, captured_at="2024-01-01T00:00:00Z", given=given)


@pytest.fixture
def clean_text() -> Callable[..., Article]:
    """Return a function that cleans a plain text."""
    return lambda data, given=NOTHING: clean_capture(_capture(data, "text/plain", given))


@pytest.fixture
def clean_html() -> Callable[..., Article]:
    """Return a function that cleans an HTML page."""
    return lambda data, given=NOTHING: clean_capture(_capture(data, "text/html", given))


@pytest.fixture
def roles() -> Callable[[Article], dict[str, str]]:
    """Return a function that gives each line's role by its words (of equal lines the last one's)."""
    return lambda article: {article.text[block.start : block.end]: block.role for block in article.blocks}
