"""Turns the values of record fields into the words that a newsroom uses: the codebook of every screen.

Invariant: a value that is not in the codebook shows as itself with blanks for underscores, never as nothing.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from onrecord.model import Position, Statement

CODEBOOK: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "position": {"affirms": "says so", "denies": "denies", "withholds": "neither confirms nor denies"},
        "withheld": {
            "neither": "neither confirms nor denies",
            "declined": "declined to comment",
            "no_answer": "did not answer",
            "cannot_confirm": "cannot confirm",
            "no_information": "has no information",
            "referred": "refers the question elsewhere",
        },
        "act": {
            "states": "says",
            "promises": "promises",
            "demands": "demands",
            "asks": "asks",
            "praises": "praises",
            "condemns": "condemns",
            "accuses": "accuses",
            "warns": "warns",
        },
        "basis": {
            "own_words": "own words",
            "paraphrase": "paraphrase",
            "characterised": "the page’s characterisation",
        },
        "speaker_type": {
            "person": "person",
            "organisation": "organisation",
            "state": "state or authority",
            "media": "news outlet",
            "unnamed": "not named",
            "document": "document",
        },
        "thing_type": {
            "person": "person",
            "body": "body",
            "place": "place",
            "vessel": "vessel",
            "product": "product",
            "event": "event",
            "other": "other",
        },
        "role": {
            "title": "headline",
            "byline": "byline",
            "dateline": "place and date",
            "body": "text",
            "heading": "crosshead",
            "caption": "caption",
            "pull_quote": "pull quote",
            "credit": "credit",
            "related": "related link",
            "boilerplate": "page furniture",
            "comment": "reader comment",
            "unlabelled": "not labelled",
        },
        "statement_kind": {"direct": "direct quotation", "indirect": "indirect speech", "mixed": "partial quotation"},
        "genre": {"news": "news", "satire": "satire", "opinion": "opinion", "live": "live blog"},
        "link_decision": {"same": "taken for one", "not_same": "kept apart", "open": "left open"},
        "judgement": {
            "same": "the same",
            "not_same": "not the same",
            "unsure": "not sure",
            "accept": "checked",
            "reject": "does not stand",
            "position": "position corrected",
            "speaker": "speaker corrected",
            "words": "words corrected",
            "said_on": "date corrected",
            "answers": "what it answers corrected",
            "remark_with": "one remark with",
            "remark_apart": "another remark than",
            "point_with": "on one point with",
            "figure": "number corrected",
            "outlet": "outlet corrected",
            "published": "date of the page corrected",
            "role": "label of a line corrected",
            "add": "statement added",
            "took_from": "who took it from whom corrected",
            "note": "note",
            "tag": "tag",
            "rating": "rating",
        },
        "dispute_kind": {
            "polarity": "whether it is so",
            "number": "which number",
            "time": "when",
            "attribution": "who said it",
        },
        "relation": {
            "copy": "copied from",
            "rewrite": "rewritten from",
            "same_wire": "same agency text as",
            "translation": "translated from",
            "retells": "retells",
            "cites": "cites",
        },
        "origin_relation": {
            "shared_origin_shown": "shown to rest on one original source",
            "separate_origin_shown": "shown to have an original source of its own",
            "unknown": "not known whether they share a source",
        },
        "pair_relation": {
            "agree": "agrees with",
            "revision": "revises",
            "conflict": "differs from",
            "different_scope": "counts something else than",
        },
        "qualifier": {
            "exactly": "exactly",
            "about": "about",
            "more_than": "more than",
            "at_least": "at least",
            "less_than": "less than",
            "up_to": "up to",
            "range": "between two numbers",
            "vague": "no exact number",
        },
        "date_evidence": {
            "given": "given with the file",
            "meta": "stated by the page’s code",
            "dateline": "written on the page",
            "url": "in the address",
            "bound": "known only as a bound",
        },
        "change": {"added": "added", "removed": "gone", "changed": "changed"},
        "difference": {"drops": "leaves out", "adds": "adds", "replaces": "writes"},
        "failure": {
            "empty": "the page is empty",
            "too_large": "the page is too large",
            "too_deep": "an archive or a list inside too many others",
            "too_many": "more pages than are taken at once",
            "binary": "not a text",
            "not_a_page": "neither text, HTML nor PDF",
            "no_text": "the PDF has no text that can be read",
            "encoding": "the letters cannot be decoded",
            "encrypted": "locked with a password",
            "broken": "the document is damaged",
            "truncated": "the end is missing",
            "unreadable": "the file cannot be read",
            "given_up": "the rest of the file was given up",
            "bad_archive": "the archive is damaged",
            "bad_packing": "the packed bytes are damaged",
            "bad_record": "the record of a web archive is damaged",
            "bad_line": "the line of a file cannot be understood",
            "bad_table": "the table cannot be understood",
            "bad_metadata": "what was given with the page cannot be understood",
            "bad_feed": "the feed cannot be understood",
            "bad_sitemap": "the sitemap cannot be understood",
            "bad_address": "not an address of the web",
            "bad_redirect": "the server leads nowhere",
            "refused_address": "not a public address",
            "robots": "the site does not want robots there",
            "retry_later": "the server asks to come back later",
            "unreachable": "the server cannot be reached",
            "tls": "the server’s certificate is not valid",
            "timeout": "it took too long",
            "memory": "it needed too much memory",
            "crashed": "the program that read the page died",
            "internal": "an error of this program",
        },
        "unresolved": {
            "source": "who speaks",
            "speakers": "who speaks",
            "said_on": "when it was said",
            "about_time": "what time it is about",
            "answers": "what it answers",
            "parts": "what was said",
        },
    }
)
"""Field -> value -> words on the screen."""

DISPUTE_COLUMNS: Mapping[str, tuple[tuple[Position, str], ...]] = MappingProxyType(
    {
        "polarity": (
            ("affirms", "Says so"),
            ("denies", "Denies"),
            ("withholds", "Neither confirms nor denies"),
        ),
        "number": (
            ("affirms", "Gives this number"),
            ("denies", "Gives another number"),
            ("withholds", "Gives no number"),
        ),
        "time": (
            ("affirms", "Gives this time"),
            ("denies", "Gives another time"),
            ("withholds", "Gives no time"),
        ),
        "attribution": (
            ("affirms", "Says it was said"),
            ("denies", "Denies that it was said"),
            ("withholds", "Neither confirms nor denies"),
        ),
    }
)
"""Kind of disputed point -> the heading of each column."""


def word_for(field: str, value: str) -> str:
    """Return the screen's words for a value of a codebook field."""
    return CODEBOOK[field].get(value, value.replace("_", " "))


def position_label(statement: Statement) -> str:
    """Return what the speaker does, for a label beside the line: "says", "denies", "declined to comment"."""
    if statement.set_aside is not None:
        return "set aside"
    if statement.withheld is not None:
        return word_for("withheld", statement.withheld)
    if statement.position == "denies":
        return "denies"
    return word_for("act", statement.act)


def basis_label(statement: Statement) -> str:
    """Return how far the words are the speaker's own."""
    if statement.basis == "own_words" and statement.kind == "mixed":
        return "partial quotation"
    return word_for("basis", statement.basis)


def join_names(names: Sequence[str], most: int = 4) -> str:
    """Return "A, B and C", with "and N more" behind the first `most` names."""
    if not names:
        return ""
    shown = list(names) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def number_of(count: int, singular: str, plural: str | None = None) -> str:
    """Return the count with its noun: "1 page", "2,000 pages"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
