"""One page's work that may fail: cleaning a capture, reading an article; what it raises is told, not raised.

Invariant: no page makes these functions raise anything but MemoryError. They are what worker processes import, so
nothing of the case is imported here.
"""

from typing import NamedTuple

from onrecord.clean import clean_capture
from onrecord.errors import PageError
from onrecord.model import Article, Capture, Reading
from onrecord.read import Tagger, read_article
from onrecord.resolve import resolve_reading

WARM_UP = b"<html><body><p>The ferry sailed on 25 October 2024.</p></body></html>"
LONGEST_DETAIL = 500
"""Characters of an unforeseen error's words: they may hold the whole page."""


class Fault(NamedTuple):
    """Why a page could not be processed, in words that do not name it: copies share them."""

    stage: str
    code: str
    detail: str


def warm_up() -> None:
    """Clean a page, so that the libraries and tables that every page needs are loaded."""
    clean_capture(Capture(uri="-", data=WARM_UP, media_type="text/html", captured_at="2024-10-25T00:00:00Z"))


def try_cleaning(capture: Capture) -> Article | Fault:
    """Return the capture's article, or why there is none."""
    try:
        return clean_capture(capture)
    except MemoryError:
        raise
    except PageError as error:
        return Fault(error.stage, error.code, error.detail.removeprefix(f"{capture.uri}: "))
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page is stored with its cause and stops no other
        return _internal("clean", error)


def try_reading(article: Article, tagger: Tagger) -> Reading | Fault:
    """Return what the article says with its speakers resolved, or why it could not be read."""
    try:
        return resolve_reading(article, read_article(article, tagger))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page is stored with its cause and stops no other
        return _internal("read", error)


def _internal(stage: str, error: Exception) -> Fault:
    return Fault(stage, "internal", f"{type(error).__name__}: {error}"[:LONGEST_DETAIL])
