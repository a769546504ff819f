"""Turns files of drafts into their text, or into the claims that their lines make.

Text and Markdown are decoded as pages are, a Word file gives its paragraphs and tables in reading order, and a JSONL
file gives a claim a line. Invariant: a file that cannot be read raises an InputError that names it and the cause.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import msgspec
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element
from markdown_it import MarkdownIt
from markdown_it.token import Token

from onrecord.audit.drafts.claims import Claim
from onrecord.clean import decode_page
from onrecord.errors import InputError, PageError
from onrecord.model import Capture, Position, Record

SUFFIXES = (".txt", ".md", ".docx", ".jsonl")
LARGEST = 16 * 1024 * 1024
"""Bytes of a draft, and of what a Word file unpacks to: a book has two million characters."""


class DraftLine(Record, frozen=True, kw_only=True):
    """A line of a JSONL draft."""

    text: str
    speaker: str | None = None
    position: Position | None = None
    url: str | None = None


def read_file(path: Path) -> str | list[Claim]:
    """Return the text of a draft, or the claims of its lines (`.jsonl`: `speaker`, `text`, `position`, `url`).

    Raises:
        InputError: there is no such file, its kind is none of `SUFFIXES`, or it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"{path}: a draft is one of {', '.join(SUFFIXES)}")
    data = _read_bytes(path)
    if suffix == ".docx":
        return "\n\n".join(_word_lines(data, path))
    try:
        capture = Capture(uri=path.name, data=data, media_type="text/plain", captured_at="")
        text = decode_page(capture).text
    except PageError as error:
        raise InputError(f"{path}: {error.detail}") from error
    if suffix == ".jsonl":
        return _line_claims(text, path)
    return "\n\n".join(_markdown_lines(text)) if suffix == ".md" else text


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    if len(data) > LARGEST:
        raise InputError(f"{path}: larger than {LARGEST // 1024**2} MB, which no draft is")
    return data


def _line_claims(text: str, path: Path) -> list[Claim]:
    claims: list[Claim] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found = msgspec.json.decode(line, type=DraftLine)
            except msgspec.MsgspecError as error:
                raise InputError(f"{path}: line {number}: {error}") from error
            claims.append(Claim(text=found.text, speaker=found.speaker, position=found.position, url=found.url))
    return claims


def _word_lines(data: bytes, path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > LARGEST:
            raise InputError(f"{path}: unpacks to more than {LARGEST // 1024**2} MB, which no draft does")
        yield from _blocks(docx.Document(io.BytesIO(data)))
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError) as error:
        raise InputError(f"{path}: no Word file ({error})") from error


def _blocks(document: Document) -> Iterator[str]:
    """Yield the paragraphs that a reader sees, wherever they stand: in tables, text boxes, tracked insertions.

    The library's own text leaves insertions out; what was deleted or moved away is no part of the draft.
    """
    for paragraph in document.element.body.iter(qn("w:p")):
        words = "".join(_shown(node) for node in paragraph.iter(*_SHOWN) if _belongs(node, paragraph))
        if words.strip():
            yield words


_SHOWN = {qn("w:t"): "", qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:moveFrom"), qn("w:del"), qn("w:pPr"), _FALLBACK})


def _shown(node: _Element) -> str:
    return node.text or "" if node.tag == qn("w:t") else _SHOWN[node.tag]


def _belongs(node: _Element, paragraph: _Element) -> bool:
    """Whether a node is of this paragraph, not of one in a text box inside it, and is shown."""
    for parent in node.iterancestors():
        if parent is paragraph:
            return True
        if parent.tag in _GONE or parent.tag == qn("w:p"):
            return False
    return False


def _markdown_lines(text: str) -> Iterator[str]:
    """Yield the text of each block, without the signs of its markup."""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            yield "".join(_plain(child) for child in token.children or ())
        elif token.type in {"code_block", "fence"}:
            yield token.content.strip()


def _plain(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content if token.type != "html_inline" else "")
