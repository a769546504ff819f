"""Reads a draft as pages are read, into what it claims that somebody said.

Invariant: every quotation of at least `LEAST_WORDS` words is a claim, attributed or not, and so is every shorter one
inside an attributed statement; each claim keeps its place in the draft.
"""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.assemble.content_words import content_stems, pointing_stems
from onrecord.audit.drafts.claims import Claim
from onrecord.language.calendar import weekday_numbers
from onrecord.language.quotes import Quotation, scan_quotations
from onrecord.model import Article, Block, Chain, Part, Statement, join_parts
from onrecord.read import Tagger, read_article
from onrecord.resolve import resolve_reading

LEAST_WORDS = 3
"""Fewer words in quotation marks that nobody is said to have said are a title or an irony."""

LONGEST_HEADING = 15
LEAST_TOLD = 2
"""With fewer words of content nothing is told that could be compared ("denied |it again on Wednesday|")."""


def read_claims(text: str, tagger: Tagger) -> list[Claim]:
    """Return the claims of a draft in the order of their places."""
    blocks = tuple(_blocks(text))
    article = Article(id="ar_draft", uri="draft", sha256="", language="en", text=text, blocks=blocks)
    reading = resolve_reading(article, read_article(article, tagger))
    chains = {chain.id: chain for chain in reading.chains}
    outer = [statement for statement in reading.statements if statement.set_aside is None and statement.within is None]
    quotations = [quotation for quotation in scan_quotations(text) if quotation.depth == 0]
    claims = [claim for each in outer for claim in _of_statement(each, quotations, chains, text)]
    attributed = [claim.place for claim in claims if claim.place is not None]
    claims.extend(
        Claim(text=text[slice(*_inner(each))], kind="quotation", place=_inner(each))
        for each in quotations
        if len(text[slice(*_inner(each))].split()) >= LEAST_WORDS and not _lies_in(_inner(each), attributed)
    )
    first = {claim.place: claim for claim in reversed(claims)}
    return sorted(first.values(), key=lambda claim: claim.place or (0, 0))


def _blocks(text: str) -> Iterator[Block]:
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped and not _is_heading(stripped):
            begin = start + line.index(stripped)
            yield Block(start=begin, end=begin + len(stripped), role="body")
        start += len(line)


def _is_heading(line: str) -> bool:
    """Whether a line is short and ends no sentence: it attributes nothing."""
    return line[-1].isalnum() and len(line.split()) <= LONGEST_HEADING


def _of_statement(
    statement: Statement, quotations: Sequence[Quotation], chains: Mapping[str, Chain], text: str
) -> Iterator[Claim]:
    """Yield what an attributed statement claims: its quotations, or all of it where it has none."""
    speaker = next((chains[each].name for each in statement.speakers if each in chains), None)
    if statement.kind == "direct":
        place = statement.parts[0][0], statement.parts[-1][1]
        yield Claim(text=join_parts(text, statement.parts), speaker=speaker, kind="quotation", place=place)
        return
    quoted = [_inner(each) for each in quotations if _overlaps(_inner(each), statement.parts)]
    for place in quoted:
        # A fragment stands for what the draft makes of it; a whole sentence speaks for itself.
        position = statement.position if len(text[slice(*place)].split()) < len(statement.text.split()) else None
        yield Claim(text=text[slice(*place)], speaker=speaker, position=position, kind="quotation", place=place)
    told = [part for part in statement.parts if not any(_overlaps(place, [part]) for place in quoted)]
    if told and len(_matter(join_parts(text, told))) >= LEAST_TOLD:
        yield Claim(
            text=join_parts(text, told),
            speaker=speaker,
            position=statement.position,
            kind="paraphrase",
            place=(told[0][0], told[-1][1]),
        )


def _matter(text: str) -> set[str]:
    """Return the words of content, without those that only point at something ("it", "the claims") or name a day."""
    return set(content_stems(text)) - pointing_stems() - weekday_numbers().keys() - {"again"}


def _inner(quotation: Quotation) -> Part:
    return quotation.inner_start, quotation.continues[-1][1] if quotation.continues else quotation.inner_end


def _overlaps(place: Part, parts: Sequence[Part]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in parts)


def _lies_in(place: Part, places: Sequence[Part]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in places)
