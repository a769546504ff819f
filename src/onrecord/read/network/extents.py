"""Tagged content to the words that were said: no outer quotation marks, no leading "that", no trailing comma.

Invariant: what is returned lies inside what was tagged or inside the quotation that it all but fills.
"""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.language.quotes import Quotation
from onrecord.model import Part

SLACK = 12
"""Characters by which tagged content may miss a quotation's mark and still be snapped to it."""

_EDGE = " \t\n\r\u00a0,;:–—-"


class Extents:
    """The outermost quotations of a text, to which contents are snapped."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quoted = [quotation for quotation in quotations if quotation.depth == 0]
        self.starts = [quotation.start for quotation in self.quoted]

    def parts(self, tagged: Sequence[Part]) -> tuple[Part, ...]:
        """Return the parts of a content, trimmed, in order, without overlap; what is nothing but marks is dropped."""
        found: list[Part] = []
        for start, end in sorted(self._trimmed(*self._snapped(*part)) for part in tagged):
            first = max(start, found[-1][1]) if found else start
            if first < end and any(sign.isalnum() for sign in self.text[first:end]):
                found.append((first, end))
        return tuple(found)

    def are_quoted(self, parts: Sequence[Part]) -> bool:
        """Return whether any of the parts shares a character with a quotation."""
        number = [bisect_right(self.starts, end - 1) - 1 for _, end in parts]
        return any(at >= 0 and self.quoted[at].end > start for at, (start, _) in zip(number, parts, strict=True))

    def _snapped(self, start: int, end: int) -> Part:
        """Move an end that misses the mark of the quotation around it by a few characters."""
        opening, closing = self._around(start), self._around(end - 1)
        if opening is not None and 0 < start - opening.inner_start <= SLACK and end > opening.inner_start:
            start = opening.inner_start
        if closing is not None and closing.closed and not closing.continues and 0 < closing.inner_end - end <= SLACK:
            end = closing.inner_end
        return start, end

    def _around(self, at: int) -> Quotation | None:
        number = bisect_right(self.starts, at) - 1
        return self.quoted[number] if number >= 0 and at < self.quoted[number].end else None

    def _trimmed(self, start: int, end: int) -> Part:
        start, end = self._stripped(start, end)
        if self.text[start : start + 5].lower().replace(",", " ") == "that ":
            start, end = self._stripped(start + 5, end)
        if self.text[end - 1 : end] == "." and self._around(end - 1) is None:
            end -= 1
        quotation = self._around(start)
        if quotation is not None and start == quotation.start and end in (quotation.end, quotation.inner_end):
            start, end = self._stripped(quotation.inner_start, max(quotation.inner_start, _last_end(quotation)))
        return start, end

    def _stripped(self, start: int, end: int) -> Part:
        while start < end and self.text[start] in _EDGE:
            start += 1
        while end > start and self.text[end - 1] in _EDGE:
            end -= 1
        return start, end


def _last_end(quotation: Quotation) -> int:
    return quotation.continues[-1][1] if quotation.continues else quotation.inner_end
