"""The codebook as a page: each field of the record, what it tells, and the words that screens use for its values.

Invariant: every field that has words for its values has a meaning.
"""

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.model import Record
from onrecord.query.wording import CODEBOOK

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "position": "The speaker's stance towards what the statement answers (a statement's or a side's `position`).",
        "withheld": "The way in which a speaker neither confirms nor denies (a statement's `withheld`).",
        "act": "What is done by saying it (a statement's `act`); the label beside a line that affirms.",
        "basis": "How far the words are the speaker's own (a statement's `basis`): quoted, put into the page's words, "
        "or only described, as a stance or a silence. Own words of `kind` mixed show as “partial quotation”.",
        "speaker_type": "Who speaks (a speaker's `type`).",
        "thing_type": "What is spoken about (a thing's `type`).",
        "role": "The part that a line plays on its page (a block's `role`). Statements are read from headline, "
        "crosshead, text and pull quote only.",
        "statement_kind": "Whether the words stand in quotation marks, wholly or in part (a statement's `kind`).",
        "genre": "What kind of article a section is (a section's `genre`), where the page shows it.",
        "link_decision": "Whether two names are one speaker or thing (a link's `decision`); `reason` says why.",
        "judgement": "What a person says of two names, of a statement, a number or a page (a judgement's `kind`): it "
        "overrides the program's own decision. A judgement of kind `undo` takes another one back.",
        "dispute_kind": "On what the speakers of a disputed point differ (a dispute's `kind`).",
        "relation": "How one page's text hangs together with another's (`relation` in lineage).",
        "origin_relation": "What is known of the original source of a group of pages (an origin's groups' `relation`).",
        "pair_relation": "How two numbers of one track relate (`relation` in a track's pairs).",
        "qualifier": "How exact a number is (a figure's `qualifier`).",
        "date_evidence": "From where a page's date is known (`how` in `published` and `updated`).",
        "change": "What an edit of a page did to a statement (`op` in a version's `changes`).",
        "difference": "How a page's wording of a remark differs from the fullest one (`op` in a variant's `differs`).",
        "failure": "Why a page could not be taken in (a failure's `code`).",
        "unresolved": "What could not be said of a statement (the keys of its `unresolved`; the value is the reason).",
    }
)
"""Field of the codebook -> what it tells."""


class CodebookField(Record, frozen=True, kw_only=True):
    """A field: its name, what it tells, and each value with its words."""

    name: str
    meaning: str
    values: tuple[tuple[str, str], ...]


class CodebookView(Record, frozen=True, kw_only=True):
    """All fields, in the order of the codebook."""

    fields: tuple[CodebookField, ...]


def codebook_view() -> CodebookView:
    """Return the codebook."""
    return CodebookView(
        fields=tuple(
            CodebookField(name=name, meaning=MEANINGS[name].replace("`", ""), values=tuple(words.items()))
            for name, words in CODEBOOK.items()
        )
    )
