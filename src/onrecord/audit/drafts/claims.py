"""What a draft claims that somebody said, and what the check of it answers.

Invariant: an answer other than `not_in_case` names the place in the case that it rests on.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from onrecord.model import Difference, Part, Position, Record

Verdict = Literal[
    "exact",
    "cut",
    "paraphrase",
    "altered",
    "page_words",
    "other_speaker",
    "other_polarity",
    "other_figure",
    "other_date",
    "other_page",
    "not_in_case",
]
"""`exact`: the source's words, all of them. `cut`: some of them, and what is left out changes nothing. `paraphrase`: no
quotation; a remark says the like, which a person must compare. `altered`: words were changed, added, or left out that
matter. `page_words`: quoted as the speaker's, but they are the page's for what he said. The `other_…`: the words stand
there but for who says so, whether it is said or denied, a number, a date, or the page that was cited."""

ClaimKind = Literal["quotation", "words", "paraphrase"]
"""`quotation`: in quotation marks. `words`: a line of a record. `paraphrase`: told without quotation marks."""

VERDICT_WORDS: Mapping[Verdict, str] = MappingProxyType(
    {
        "exact": "exact",
        "cut": "cut",
        "paraphrase": "paraphrase",
        "altered": "altered",
        "page_words": "the page’s words",
        "other_speaker": "other speaker",
        "other_polarity": "says the opposite",
        "other_figure": "other number",
        "other_date": "other date",
        "other_page": "other page",
        "not_in_case": "not in this case",
    }
)
"""What a person reads for a verdict."""

STANDS: frozenset[Verdict] = frozenset({"exact", "cut"})


class Claim(Record, frozen=True, kw_only=True):
    """Words that somebody is claimed to have said.

    `speaker` is as the draft names them, null where it does not. `place` is where they stand in the draft. `url` is the
    page that is cited for them.
    """

    text: str
    speaker: str | None = None
    position: Position | None = None
    kind: ClaimKind = "words"
    place: Part | None = None
    url: str | None = None


class Place(Record, frozen=True, kw_only=True):
    """A statement of the case: its words and speakers, and where they stand."""

    statement: str
    text: str
    speakers: tuple[str, ...]
    position: Position
    article: str
    start: int
    end: int
    uri: str
    url: str | None
    outlet: str | None


class Checked(Record, frozen=True, kw_only=True):
    """The answer to a claim.

    `differs` are its words against those of the nearest place. `tolerated` names what only the print differs in,
    `notes` what else a reader should know (other carriers have other words, it stands inside another's words).
    """

    claim: Claim
    verdict: Verdict
    reason: str
    place: Place | None = None
    differs: tuple[Difference, ...] = ()
    tolerated: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the case has the claim as it is."""
        return self.verdict in STANDS
