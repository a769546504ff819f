"""Reads quotations that the page sets apart: who is named below them, and whether its text says them anyway.

Invariant: words that stand in a paragraph and in a pull quote are read once, from the paragraph; a pull quote with a
name below it is that person's, never the last speaker's of the paragraph above.
"""

import re
from itertools import zip_longest
from typing import NamedTuple

from onrecord.model import READ_ROLES, Article, Block, Part
from onrecord.read.tagger import Attribution

MARKS = " \"“”„«»‘’'"
DASHES = "-–—―"
LABEL_WORDS = 24
"""A line below a quotation that says whose it is has no more words."""

NAMED = re.compile(
    r"[-–—―\s]{0,4}(?P<name>[^\W\d_a-z][\w.’'-]{0,25}?(?: (?:[a-z]{1,3} )?[^\W\d_a-z][\w.’'-]{0,25}?){0,4})"
    r"(?:(?<=[a-z]{3})(?=[A-Z][a-z]{3})|(?![\w’'-])(?! [^\W\d_a-z]))"
)
"""The name at the start of such a line; extractions lose the space before the title ("Ada MoranMayor of Varnholm")."""

ECHO_WORDS = 4
ECHOES = 200
"""How many pull quotes are looked up in the paragraphs: bounds the work on hostile pages."""

SURE = 0.6


class SetApart(NamedTuple):
    """What is left for the tagger once the pull quotes are read, and whose those are that have a name below them."""

    passages: list[Part]
    attributions: list[Attribution]


def read_pull_quotes(article: Article) -> SetApart:
    """Return the passages to be tagged, without pull quotes that are signed or repeat a paragraph, and the signed ones.

    A pull quote without a name and with words of its own stays a passage: `<blockquote>` may go on with a sentence.
    """
    blocks = [block for block in article.blocks if block.role in READ_ROLES]
    paragraphs = "\n".join(_words(article.text, block) for block in blocks if block.role == "body")
    passages: list[Part] = []
    signed: list[Attribution] = []
    skip = False
    looked_up = 0
    for block, below in zip_longest(blocks, blocks[1:]):
        words = _words(article.text, block)
        if skip or block.role != "pull_quote" or not words:
            passages += [] if skip else [(block.start, block.end)]
            skip = False
            continue
        name = _name_below(article.text, block, below)
        looked_up += 1
        is_echo = len(words.split()) >= ECHO_WORDS and looked_up <= ECHOES and words in paragraphs
        skip = name is not None
        if name is None and not is_echo:
            passages.append((block.start, block.end))
        elif name is not None and not is_echo:
            signed.append(Attribution(name, (), (_inner(article.text, block),), None, SURE))
    return SetApart(passages, signed)


def _words(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].casefold().strip(MARKS + ".,!").split())


def _inner(text: str, block: Block) -> Part:
    words = text[block.start : block.end]
    start = block.start + len(words) - len(words.lstrip(MARKS))
    return start, start + len(words.strip(MARKS))


def _name_below(text: str, quote: Block, below: Block | None) -> Part | None:
    """Return the place of the name in the next line where that line only says whose the quotation is."""
    if below is None or below.role != "pull_quote" or text[quote.start] not in MARKS:
        return None
    line = text[below.start : below.end]
    if line[0] in MARKS or len(line.split()) > LABEL_WORDS or (line[-1] in ".!?" and line[0] not in DASHES):
        return None
    found = NAMED.match(line)
    return None if found is None else (below.start + found.start("name"), below.start + found.end("name"))
