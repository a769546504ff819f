"""A page as it came in: the bytes, their hash, where and when they were taken, and what was said about them."""

import hashlib
from typing import Literal

from msgspec import field

from onrecord.model.identity import content_id
from onrecord.model.span import Record

MediaType = Literal["text/plain", "text/html", "application/pdf"]
TakenFrom = Literal["file", "web"]


class Given(Record, frozen=True, kw_only=True):
    """What a `meta.json`, a CSV or a JSONL line says about a page; `extra` holds the user's own columns as text."""

    url: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


class Capture(Record, frozen=True, kw_only=True):
    """The bytes of one page.

    `uri` is relative: the path below the folder that was given (or the file's own name), with forward slashes; a
    line of a JSONL file adds `#` and its `id` or line number; a page from the web has its address. `captured_at` is an
    ISO 8601 time in UTC; it enters neither ids nor exports. For a page that was `taken_from` the web (now or in an
    archive) it is when the server answered, and tells its versions' order; for a file it is its time of modification.
    """

    uri: str
    data: bytes
    media_type: MediaType
    captured_at: str
    taken_from: TakenFrom = "file"
    given: Given = Given()

    def __post_init__(self) -> None:
        if not self.uri or self.uri.startswith("/") or "\\" in self.uri:
            raise ValueError(f"capture uri {self.uri!r} is empty, absolute or has backslashes")

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def article_id(self) -> str:
        """Id of the article that this capture becomes: hash of the relative uri and the bytes' hash."""
        return content_id("ar", self.uri, self.sha256)
