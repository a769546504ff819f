"""Broken variants of sample inputs, for fuzzing: the same number of the same seed is the same variant.

Invariant: a variant is at most `LARGEST` bytes long, so that what takes long is the parser's fault.
"""

import random
from collections.abc import Callable, Sequence

LARGEST = 100_000
MOST_CHANGES = 6

TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        "\0", "\x1b[31m", "\r\n\r\n", "\n", " ", "\t", "\x85", "\u2028", "\u202e", "\ufeff",
        "\ufffe", "\ud800", "\U0010ffff",
        "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "<script>", "</script",
        "<p>", "<div>", "<table>",
        "<td colspan=99999999>", "<svg>", "<template>", "<plaintext>", "<br>", "<a href=", "<base href=//x>", "<?xml ",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&", "&amp", "&#0;", "&#x110000;", "&#xD800;",
        "&x;", "&nbsp;", "&lt;",
        "charset=utf-16", "charset=rot13", "charset=idna", "charset=unicode_escape", "charset=utf-7",
        "style='display:none'",
        "“", "”", "‘", "’", "«", "»", "„", '"', "'", "''", "“‘“", "(", ")", "[", "]", "{", "}", ",",
        ".", ":", ";", "—", "...",
        "said", " said: ", "according to", "denied that", "he", "ministry", "Mr. ", "a.m.", "30 February", "2024-13-45",
        "31.12.9999", "Monday", "0", "-1", "1e308", "99999999999999999999", "١٢٣", "Ⅻ", "½",
        "million", "per cent", "between",
        "http://", "https://[::1]/", "//", "..", "../", "%00", "%", "#", "?", "=", '":', "null",
        "true", "NaN", "[[[[", '{"a":',
        "WARC/1.0\r\n", "Content-Length: ", "Content-Type: text/html", "HTTP/1.1 200 OK\r\n", "--",
        "boundary=", "=3D", "=",
        "PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "%PDF-", "obj", "endobj", "stream", "xref",
        "trailer", "<<", ">>", "/Kids",
        "/Length", "\x1f", "\x8b", "User-agent: *", "Disallow: /", "Sitemap:", "Crawl-delay: 1e999",
        "\ufdfa", "ﬃ", "İ", "ß",
        "e\u0301" , "\u0301", "👩‍👩‍👧", "א", "漢字", "ก",
    )
)  # fmt: skip
"""What parsers stumble over: marks of the formats and grammars read here, and odd characters and numbers."""

Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def variant(samples: Sequence[bytes], seed: int, number: int) -> bytes:
    """Return the variant with a number; the first ones are the samples themselves."""
    if number < len(samples):
        return samples[number]
    draw = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret
    data = draw.choice(samples)
    for _ in range(draw.randrange(1, MOST_CHANGES)):
        data = draw.choice(CHANGES)(draw, data, samples)[:LARGEST]
    return data


def _range(draw: random.Random, data: bytes) -> tuple[int, int]:
    """Return a part of the data, mostly a short one."""
    start = draw.randrange(len(data) + 1)
    longest = draw.choice((1, 4, 16, 64, 1024, LARGEST))
    return start, min(len(data), start + draw.randrange(longest) + 1)


def _flip(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    if not data:
        return data
    at = draw.randrange(len(data))
    return data[:at] + bytes((draw.randrange(256),)) + data[at + 1 :]


def _insert_token(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(TOKENS) + data[at:]


def _replace_by_token(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _range(draw, data)
    return data[:start] + draw.choice(TOKENS) + data[end:]


def _remove(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _range(draw, data)
    return data[:start] + data[end:]


def _truncate(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _repeat(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _range(draw, data)
    times = draw.choice((2, 3, 10, 100))
    return data[:end] + data[start:end] * times + data[end:]


def _flood(draw: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A token so often that what is not linear takes long, and what is recursive runs out of stack."""
    at = draw.randrange(len(data) + 1)
    token = draw.choice(TOKENS)
    return data[:at] + token * draw.choice((100, 1000, 20_000)) + data[at:]


def _splice(draw: random.Random, data: bytes, samples: Sequence[bytes]) -> bytes:
    other = draw.choice(samples)
    start, end = _range(draw, other)
    at = draw.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


CHANGES: tuple[Change, ...] = (
    _flip, _flip, _insert_token, _insert_token, _insert_token, _replace_by_token, _replace_by_token, _remove, _truncate,
    _repeat, _flood, _splice,
)  # fmt: skip
"""Often small, rarely large."""


def smaller(data: bytes, still_fails: Callable[[bytes], bool], tries: int = 200) -> bytes:
    """Return a part of the data that still fails, found by leaving out ever smaller pieces."""
    size = len(data) // 2
    while size and tries > 0:
        at = 0
        while at < len(data) and tries > 0:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            if still_fails(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
