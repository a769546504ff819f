"""An article: one text with labelled blocks, and what the page shows about its own date and origin.

Invariant: blocks lie in ascending order, do not overlap, and nothing of the text is cut: what is not the article is
labelled, not removed.
"""

from bisect import bisect_right
from itertools import pairwise
from typing import Literal

from msgspec import field

from onrecord.model.identity import content_id
from onrecord.model.offsets import OffsetMap
from onrecord.model.span import Part, Record, Span, check_parts

Role = Literal[
    "title",
    "byline",
    "dateline",
    "body",
    "heading",
    "caption",
    "pull_quote",
    "credit",
    "related",
    "boilerplate",
    "comment",
]
READ_ROLES: frozenset[Role] = frozenset({"title", "heading", "body", "pull_quote"})
"""Statements are read from these blocks and no others."""

Genre = Literal["news", "satire", "opinion", "live"]
DateEvidence = Literal["given", "meta", "dateline", "url", "bound"]
CreditKind = Literal["outlet", "byline", "agency", "published_by", "republished_by", "translated_from"]


class Block(Record, frozen=True, kw_only=True):
    """A line or paragraph of the text with its role on the page."""

    start: int
    end: int
    role: Role


class Section(Record, frozen=True, kw_only=True):
    """One of several articles on a page; `retells` is the id of the section that this one retells.

    `genre` is null where the page does not show it; `evidence` are the words that do, where there are such.
    """

    id: str
    start: int
    end: int
    genre: Genre | None = None
    retells: str | None = None
    evidence: Span | None = None


def section_id(article: str, start: int, end: int) -> str:
    """Return the id of a section: hash of article and span."""
    return content_id("se", article, start, end)


class PageDate(Record, frozen=True, kw_only=True):
    """When a page was published or updated, as an interval with its evidence.

    `from_` and `to` are ISO 8601 dates or times (either may be null for a bound), `zone` an offset such as `+02:00`
    or null where the page does not say. `how` names the evidence: what came with the page, its metadata, its visible
    date, its address, or words that only bound the date, for the `reason`. `start`, `end` and `text` are the evidence
    in the article's text, or null (and `text` alone) where it stands in metadata.
    """

    from_: str | None = field(name="from")
    to: str | None
    zone: str | None
    how: DateEvidence
    text: str | None = None
    start: int | None = None
    end: int | None = None
    reason: str | None = None


class Credit(Span, frozen=True, kw_only=True):
    """Words of the page that say where it comes from; `name` is whom they name (an agency under its usual name).

    That of `translated_from` is the language or outlet of the original, or the note's own word where it names none.
    """

    kind: CreditKind
    name: str


class Article(Record, frozen=True, kw_only=True):
    """One text on a page, with its parts labelled.

    `credits` are the words that outlet, byline and agency were read from, so far as they stand in the text and not in
    metadata, with notes of publication, republication and translation. `offsets` leads back to the captured bytes.
    `version_of` is the article that was captured at the same address before, once the case is assembled. `extra` holds
    the columns that came with the page, and notes: `undated` says why `published` is null, `date_conflict` what speaks
    against a given date, `encoding` with which one the page was read if not UTF-8, `pages_without_text` which pages of
    a PDF show none.
    """

    id: str
    uri: str
    url: str | None = None
    canonical_url: str | None = None
    sha256: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None
    published: PageDate | None = None
    updated: PageDate | None = None
    version_of: str | None = None
    text: str
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...]
    credits: tuple[Credit, ...] = ()
    offsets: OffsetMap = OffsetMap()
    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_parts([(block.start, block.end) for block in self.blocks], f"blocks of {self.uri}")
        if self.blocks and self.blocks[-1].end > len(self.text):
            raise ValueError(f"{self.uri}: a block ends behind the text")
        check_parts([(section.start, section.end) for section in self.sections], f"sections of {self.uri}")

    def section_at(self, place: int) -> str | None:
        """Return the id of the section that the character stands in, None outside of any."""
        number = bisect_right(self.sections, place, key=lambda section: section.start) - 1
        return self.sections[number].id if number >= 0 and place < self.sections[number].end else None

    def separate_texts(self) -> tuple[Part, ...]:
        """Return the stretches that are read each by itself, together all of the text.

        Those are the sections where they are articles of their own; the entries of a live blog speak of one another.
        """
        live = any(section.genre == "live" for section in self.sections)
        starts = [] if live else [section.start for section in self.sections[1:]]
        return tuple(pairwise([0, *starts, len(self.text)]))
