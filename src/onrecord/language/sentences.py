"""Sentence borders with exact offsets (by sentencex); every sentence is a slice, nothing is normalised."""

import sentencex

from onrecord.model import Part

WIDEST_WINDOW = 5_000
"""Characters that sentencex sees at once: its time grows with the square of quotations that are left open."""


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """Return the sentences of `text[start:end]` as (start, end) offsets into `text`, outer white space excluded.

    What is longer than `WIDEST_WINDOW` is cut at its line breaks, else at its spaces, so that time stays linear; a
    sentence that reaches across such a cut comes out as two.
    """
    stop = len(text) if end is None else end
    spans: list[Part] = []
    while start < stop:
        cut = _window_end(text, start, stop)
        spans.extend(_sentences(text, start, cut))
        start = cut
    return spans


def _window_end(text: str, start: int, stop: int) -> int:
    """Return where the window ends: behind its last line break, else its last space, else at its full width."""
    widest = start + WIDEST_WINDOW
    if stop <= widest:
        return stop
    found = max(text.rfind("\n", start, widest), start - 1) + 1
    if found == start:
        found = max(text.rfind(" ", start, widest), start - 1) + 1
    return widest if found == start else found


def _sentences(text: str, start: int, stop: int) -> list[Part]:
    spans: list[Part] = []
    for found in sentencex.get_sentence_boundaries("en", text[start:stop]):
        words = text[start + found["start_index"] : start + found["end_index"]]
        stripped = words.strip()
        if stripped:
            first = start + found["start_index"] + len(words) - len(words.lstrip())
            spans.append((first, first + len(stripped)))
    return spans
