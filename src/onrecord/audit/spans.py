"""Finds every span that a record holds and re-slices it from the article it names.

Invariant: the walk follows the records' declared fields, so a span in a field that is added later is checked as well.
"""

from collections.abc import Iterator, Mapping

from onrecord.model import Block, Cue, PageDate, Record, Section, Span, Statement, join_parts

Texts = Mapping[str, str]
"""Article id -> text."""

Fault = tuple[str, str, str]
"""Where in the record, what the record says, what the source says."""


def span_faults(record: Record, article: str | None, texts: Texts) -> Iterator[Fault]:
    """Yield the places of a record whose words are not those of the article's text.

    `article` is the id of the article that spans without an own `article` lie in.
    """
    home = getattr(record, "article", None) or article
    yield from _own_faults(record, home, texts)
    for name in record.__struct_fields__:
        for where, child in _children(name, getattr(record, name)):
            for inner, expected, found in span_faults(child, home, texts):
                yield f"{where}.{inner}" if inner else where, expected, found


def _children(name: str, value: object) -> Iterator[tuple[str, Record]]:
    if isinstance(value, Record):
        yield name, value
    elif isinstance(value, tuple):
        for index, member in enumerate(value):
            if isinstance(member, Record):
                yield f"{name}[{index}]", member


def _own_faults(record: Record, home: str | None, texts: Texts) -> Iterator[Fault]:
    if not isinstance(record, Span | Statement | PageDate | Block | Section):
        return
    text = texts.get(home or "")
    if text is None:
        yield "", f"article {home}", "no such article"
    elif isinstance(record, Span):
        yield from _slice_fault("", text, record.start, record.end, record.text)
        if isinstance(record, Cue) and record.parts[-1][1] > len(text):
            yield "parts", str(record.parts), f"the text has {len(text)} characters"
    elif isinstance(record, Statement):
        found = join_parts(text, record.parts)
        if found != record.text or record.parts[-1][1] > len(text):
            yield "text", record.text, found
    elif isinstance(record, PageDate):
        if record.start is not None and record.end is not None:
            yield from _slice_fault("", text, record.start, record.end, record.text or "")
    elif record.end > len(text):
        yield "", f"{record.start}..{record.end}", f"the text has {len(text)} characters"


def _slice_fault(where: str, text: str, start: int, end: int, expected: str) -> Iterator[Fault]:
    if text[start:end] != expected:
        yield where, expected, text[start:end]
