"""Where statements stand on their page, and how near others count.

Invariant: paragraphs are numbered from the top of the page.
"""

from onrecord.assemble.wordings import Wording
from onrecord.model import Article, Record, Statement

NEAR_BLOCKS = 2
"""So many paragraphs back a denial that only points ("the allegations") finds what it answers; a silence, one."""

LEAST_SHARED = 2
"""Words of content that a denial shares with what it answers on its own page."""

MOST_DENIED = 40
"""With so many claims of a paragraph that others deny a denial is compared."""


class Placed(Record, frozen=True, kw_only=True):
    """A statement with its wording, its article and the number of the paragraph it begins in."""

    wording: Wording
    article: Article
    block: int

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.wording.statement
