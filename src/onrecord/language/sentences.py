"""Sentence borders with exact offsets (by sentencex); every sentence is a slice, nothing is normalised."""

import sentencex

from onrecord.model import Part


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """Return the sentences of `text[start:end]` as (start, end) offsets into `text`, outer white space excluded."""
    stop = len(text) if end is None else end
    spans: list[Part] = []
    for found in sentencex.get_sentence_boundaries("en", text[start:stop]):
        words = text[start + found["start_index"] : start + found["end_index"]]
        stripped = words.strip()
        if stripped:
            first = start + found["start_index"] + len(words) - len(words.lstrip())
            spans.append((first, first + len(stripped)))
    return spans
