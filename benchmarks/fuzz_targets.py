"""The parsers that are fuzzed: their sample inputs, and what must hold of what they make of any input.

Invariant: a check raises `PageError` or `InputError` where the input is refused, and anything else only for a fault.
"""

import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from benchmarks import fuzz_samples as samples
from benchmarks.mutation import variant
from onrecord.attempts import try_reading
from onrecord.audit.places import place_faults
from onrecord.clean import clean_capture
from onrecord.clean.dates import find_dates, is_dateline
from onrecord.clean.dating import date_by_address, parse_date
from onrecord.clean.decode import decode_page
from onrecord.errors import InputError, PageError
from onrecord.language.names import find_names, normalize_name
from onrecord.language.numbers import find_numbers
from onrecord.language.quotes import scan_quotations
from onrecord.language.sentences import sentence_spans
from onrecord.model import (
    READ_ROLES,
    Article,
    Capture,
    CaptureSpan,
    Failure,
    MediaType,
    Part,
    Reading,
    Span,
    Statement,
    capture_span,
    join_parts,
)
from onrecord.read import PatternTagger
from onrecord.read.quantities import find_quantities
from onrecord.read.times import find_times
from onrecord.sources import read_captures
from onrecord.sources.addresses import is_address, normalize_address
from onrecord.sources.web.exchange import Answer
from onrecord.sources.web.feeds import read_feed
from onrecord.sources.web.pace import wait_before_retry
from onrecord.sources.web.robots import LONGEST_DELAY, Robots
from onrecord.sources.web.sitemaps import read_sitemap

TAGGER = PatternTagger()
URL = "https://gazette.example/2024/10/25/harbour.html"
SLOW = 10.0
"""Seconds of the processor that no variant may take: some times what the largest honest inputs do."""

SPOTS = 7
"""Places of a text at which its way back to the bytes is tried."""


class Target(NamedTuple):
    """A parser: sample inputs, and a check of what it makes of an input."""

    name: str
    samples: Callable[[], Sequence[bytes]]
    check: Callable[[bytes], None]


class BrokenInvariantError(Exception):
    """A result that should not be."""


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenInvariantError(what)


def _capture(data: bytes, media_type: MediaType) -> Capture:
    return Capture(uri="page", data=data, media_type=media_type, captured_at="2024-10-26T00:00:00Z")


def _check_decoding(data: bytes) -> None:
    for media_type in ("text/plain", "text/html"):
        decoded = decode_page(_capture(data, media_type))
        decoded.text.encode("utf-8")


def _check_cleaning(media_type: MediaType) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        capture = _capture(data, media_type)
        article = clean_capture(capture)
        _check_article(article, data)
        _require(clean_capture(capture) == article, "cleaned again, it is another article")

    return check


def _check_article(article: Article, data: bytes) -> None:
    msgspec.json.encode(article)
    text = article.text
    text.encode("utf-8")
    end = 0
    for block in article.blocks:
        _require(end <= block.start < block.end <= len(text), f"the block {block} is out of place")
        end = block.end
    covered = "".join(text[block.start : block.end] for block in article.blocks)
    _require("".join(text.split()) == "".join(covered.split()), "a line is in no block")
    for section in article.sections:
        _require(0 <= section.start < section.end <= len(text), f"the section {section} is out of place")
    for date in (article.published, article.updated):
        if date is not None and date.start is not None and date.end is not None:
            _require(text[date.start : date.end] == date.text, f"the date {date} is not what stands there")
    for credit in article.credits:
        _check_span(text, credit)
    for start in range(0, len(text), 1 + len(text) // SPOTS):
        place = capture_span(article.offsets, text, start, min(start + 5, len(text)))
        if place is not None and place.start is not None and place.end is not None:
            _require(0 <= place.start < place.end <= len(data), f"{place} is outside of the bytes")


def _check_span(text: str, span: Span) -> None:
    _require(text[span.start : span.end] == span.text, f"the span {span} is not what stands there")


def _check_reading(media_type: MediaType) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        capture = _capture(data, media_type)
        article = clean_capture(capture)
        reading = try_reading(article, TAGGER)
        if not isinstance(reading, Reading):
            raise BrokenInvariantError(reading.detail)
        msgspec.json.encode(reading)
        for statement in reading.statements:
            for start, end in statement.parts:
                _require(0 <= start < end <= len(article.text), f"{statement.parts} is out of place")
            if statement.source is not None:
                _check_span(article.text, statement.source)
        for figure in reading.figures:
            _check_span(article.text, figure)
        _require(try_reading(article, TAGGER) == reading, "read again, it says something else")
        _check_places(article, capture, reading.statements)

    return check


def _check_places(article: Article, capture: Capture, statements: Sequence[Statement]) -> None:
    """Check that the bytes say what the statements do, and so for pieces of the text taken from all over it."""
    size = len(article.text)
    parts = [
        *(each.parts for each in statements),
        *(((at, min(at + 40, size)),) for at in range(0, size, 1 + size // SPOTS)),
    ]
    for one in statements[:1]:
        pieces = [
            replace(one, parts=each, text=join_parts(article.text, each), capture_spans=_places(article, each))
            for each in parts
        ]
        for piece, (field, expected, found) in place_faults(article, capture, pieces):
            raise BrokenInvariantError(f"{piece.parts} {field}: {expected!r} against {found!r}")


def _places(article: Article, parts: Sequence[Part]) -> tuple[CaptureSpan | None, ...]:
    return tuple(capture_span(article.offsets, article.text, start, end) for start, end in parts)


def _check_language(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for quotation in scan_quotations(text):
        parts = ((quotation.start, quotation.end), (quotation.inner_start, quotation.inner_end), *quotation.continues)
        _check_parts(text, parts)
    _check_parts(text, find_names(text))
    _check_parts(text, sentence_spans(text, 0, len(text)))
    _check_parts(text, [(number.start, number.end) for number in find_numbers(text)])
    _check_parts(text, [(each.start, each.end) for each in find_quantities(text, 0, len(text))])
    normalize_name(text[:1000])


def _check_parts(text: str, parts: Sequence[Part]) -> None:
    for start, end in parts:
        _require(0 <= start <= end <= len(text), f"{start}..{end} is outside of the text")


def _check_dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    _check_parts(text, [(found.start, found.end) for found in find_dates(text)])
    is_dateline(text)
    for line in text.splitlines()[:20]:
        parse_date(line, "meta")
        date_by_address(f"https://gazette.example/{line}")
    article = clean_capture(_capture(text.encode(), "text/plain"))
    passages = [(block.start, block.end) for block in article.blocks if block.role in READ_ROLES]
    for found in find_times(article, passages):
        _check_span(article.text, found)


def _check_file(name: str) -> Callable[[bytes], None]:
    """Return a check that reads a file with this name, in a folder with a page beside it."""

    def check(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            Path(scratch, "page.txt").write_text("The ferry sailed.", encoding="utf-8")
            Path(scratch, name).write_bytes(data)
            first = list(read_captures([Path(scratch)]))
            _require(first == list(read_captures([Path(scratch)])), "read again, it holds something else")
        for found in first:
            msgspec.json.encode(found)
            _require(isinstance(found, Failure) or len(found.data) > 0, "a page without bytes")

    return check


def _check_feed(data: bytes) -> None:
    for entry in read_feed(data, URL):
        msgspec.json.encode(entry)
        _require(is_address(entry.url), f"{entry.url} is no address")


def _check_sitemap(data: bytes) -> None:
    for address in read_sitemap(data, URL):
        _require(is_address(address), f"{address} is no address")


def _check_robots(data: bytes) -> None:
    robots = Robots(lambda _: (200, data.decode("utf-8", "replace")))
    for address in ("https://gazette.example/", f"{URL}?q=%00&x=..//"):
        _require(0 <= robots.require_allowed(address) <= LONGEST_DELAY, "that is no delay")


def _check_address(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    normalized = normalize_address(text, URL)
    _require(is_address(normalized) and normalized.isascii(), f"{normalized!r} is no address")
    _require(normalize_address(normalized) == normalized, "normalized again, it is another address")


def _check_retry(data: bytes) -> None:
    value = data.decode("latin-1")
    headers = (("Retry-After", value), ("Date", value))
    answer = Answer(url=URL, status=503, reason="", headers=headers, body=b"", answered_at="2024-10-26T00:00:00Z")
    seconds = wait_before_retry(1, answer)
    _require(seconds >= 0, f"it is to wait for {seconds} seconds")


TARGETS = {
    target.name: target
    for target in (
        Target("decode", samples.pages, _check_decoding),
        Target("html", samples.markup, _check_cleaning("text/html")),
        Target("text", samples.plain, _check_cleaning("text/plain")),
        Target("pdf", samples.pdf, _check_cleaning("application/pdf")),
        Target("read_html", samples.markup, _check_reading("text/html")),
        Target("read_pdf", samples.pdf, _check_reading("application/pdf")),
        Target("read_text", samples.plain, _check_reading("text/plain")),
        Target("language", samples.plain, _check_language),
        Target("dates", samples.dates, _check_dates),
        Target("zip", samples.zips, _check_file("pages.zip")),
        Target("warc", samples.warcs, _check_file("pages.warc")),
        Target("warc_gz", samples.packed_warcs, _check_file("pages.warc.gz")),
        Target("csv", samples.tables, _check_file("pages.csv")),
        Target("jsonl", samples.lines, _check_file("pages.jsonl")),
        Target("mhtml", samples.saved, _check_file("page.mhtml")),
        Target("meta_json", samples.meta_json, _check_file("meta.json")),
        Target("meta_csv", samples.meta_csv, _check_file("meta.csv")),
        Target("feed", samples.feeds, _check_feed),
        Target("sitemap", samples.sitemaps, _check_sitemap),
        Target("robots", samples.robots, _check_robots),
        Target("address", samples.addresses, _check_address),
        Target("retry_after", samples.retry, _check_retry),
    )
}


class Finding(NamedTuple):
    """An input that did not end well, and how, in words."""

    target: str
    seed: int
    number: int
    problem: str


def run_case(name: str, data: bytes) -> str | None:
    """Return what is wrong with how a parser ends on the data, None where nothing is."""
    target = TARGETS[name]
    start = time.process_time()
    try:
        target.check(data)
    except (PageError, InputError):
        pass
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        places = [f"{Path(at.filename).name}:{at.lineno}" for at in traceback.extract_tb(error.__traceback__)[-4:]]
        return f"{type(error).__name__}: {str(error)[:200]} ({' > '.join(places)})"
    seconds = time.process_time() - start
    return f"it took {seconds:.1f} seconds" if seconds > SLOW else None


def run_batch(name: str, seed: int, numbers: Sequence[int]) -> list[Finding]:
    """Return what was found among the variants with these numbers; done in a worker."""
    samples = TARGETS[name].samples()
    problems = ((number, run_case(name, variant(samples, seed, number))) for number in numbers)
    return [Finding(name, seed, number, problem) for number, problem in problems if problem is not None]
