"""What a case keeps about itself: failures, human judgements, and the manifest of an export."""

from onrecord.model.identity import content_id
from onrecord.model.span import Record


class Failure(Record, frozen=True, kw_only=True):
    """A page that could not be processed: which, at what stage, the cause as a code and in words."""

    uri: str
    stage: str
    code: str
    detail: str


class Judgement(Record, frozen=True, kw_only=True):
    """A person's decision about a record: append-only, never deleted, undone by a later one.

    Of kind `same`, `not_same` and `unsure`, `on` and `value` are the ids of two chains: whether the two are one speaker
    or thing. Of kind `accept`, `value` is the position of the statement that was checked. Kinds that correct what was
    read: see `corrections`; those that join or part statements and pages: see `assemble/judged`; `was` is what the
    program had read there. `note`, `tag` and `rating` say something about a record and change nothing. Of kind `undo`,
    `on` is the judgement that is taken back and `value` that one's kind. `at` is ISO 8601 in UTC.
    """

    id: str
    on: str
    kind: str
    value: str
    by: str
    at: str
    note: str | None = None
    undone: bool = False
    was: str | None = None


def judgement_id(on: str, kind: str, value: str, by: str, at: str) -> str:
    """Return the id of a judgement: hash of what is judged, how, by whom and when."""
    return content_id("jd", on, kind, value, by, at)


class Manifest(Record, frozen=True, kw_only=True):
    """What an export was made with and from; `files` maps a file name to the SHA-256 of its bytes."""

    version: str
    schema: int
    tagger: str
    weights: str | None
    settings: dict[str, str]
    counts: dict[str, int]
    files: dict[str, str]
