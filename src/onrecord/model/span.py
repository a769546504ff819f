"""Places in an article's text: half-open Unicode code-point offsets, with the words that stand there.

Invariant: `text` has exactly `end - start` code points, so a span can be checked against its article by slicing.
"""

from collections.abc import Iterable

import msgspec

Part = tuple[int, int]
"""A half-open range (start, end) of code-point offsets into an article's text."""

PART_JOINT = " … "
"""What stands between the parts of a discontinuous statement in its `text`."""


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all records: immutable, typed, encoded with every field, missing knowledge as `null`.

    Records hold no records that hold them, so Python need not search them for cycles (`gc`).
    """


def check_parts(parts: Iterable[Part], what: str) -> None:
    """Raise ValueError unless the parts are non-empty ranges in ascending order without overlap."""
    previous = 0
    for start, end in parts:
        if not previous <= start < end:
            if start < 0 or end <= start:
                raise ValueError(f"{what}: part ({start}, {end}) is empty or negative")
            raise ValueError(f"{what}: part ({start}, {end}) overlaps or precedes the one before it")
        previous = end


class Span(Record, frozen=True, kw_only=True):
    """Words at a place: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        # Records are decoded by the million: the common case makes no call.
        if not 0 <= self.start < self.end:
            check_parts([(self.start, self.end)], "span")
        if len(self.text) != self.end - self.start:
            raise ValueError(f"span ({self.start}, {self.end}) does not have the length of its text {self.text!r}")


class Cue(Span, frozen=True, kw_only=True):
    """A reporting expression; `parts` are its words where it is interrupted ("did … say"), `text` the whole slice."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        check_parts(self.parts, "cue")
        if not self.parts or self.parts[0][0] != self.start or self.parts[-1][1] != self.end:
            raise ValueError(f"cue ({self.start}, {self.end}) is not the hull of its parts {self.parts}")


class PlacedSpan(Span, frozen=True, kw_only=True):
    """A span that names the article it stands in, for records that gather evidence from several."""

    article: str


def span_at(text: str, start: int, end: int) -> Span:
    """Return the span of `text[start:end]`."""
    return Span(start=start, end=end, text=text[start:end])


def cue_at(text: str, parts: Iterable[Part]) -> Cue:
    """Return the cue made of the given non-empty parts of `text`."""
    kept = tuple(parts)
    start, end = kept[0][0], kept[-1][1]
    return Cue(start=start, end=end, text=text[start:end], parts=kept)


def join_parts(text: str, parts: Iterable[Part]) -> str:
    """Return the words at the parts of `text`, joined as statements show them."""
    return PART_JOINT.join(text[start:end] for start, end in parts)
