"""Turns a statement into what somebody who uses it prints or stores: a footnote, an address, a selector.

Invariant: a citation holds the page's own words and what the page shows of itself; what is not known is left out.
"""

from datetime import date
from urllib.parse import quote

import msgspec

from onrecord.model import Article, Record, Statement
from onrecord.query.dates import show_interval
from onrecord.query.lookup import outlet_name, page_name

CONTEXT = 32
"""Characters before and behind the words that a selector keeps, to find them again where they moved."""

FRAGMENT_WORDS = 4
"""Words at either end by which an address leads to a longer passage (Text Fragments, WICG)."""


class Citation(Record, frozen=True, kw_only=True):
    """A statement for other texts.

    `note` is a footnote in the manner of the Chicago notes, `reference` one in that of APA; both name the page's own
    speaker. `address` leads a browser to the words on the living page, null where the page has no address. `selector`
    is a Web Annotation (W3C, 2017) in JSON: a quotation and a position in the article's text for each part.
    """

    quotation: str
    note: str
    reference: str
    address: str | None
    selector: str


def cite_statement(article: Article, statement: Statement, speaker: str) -> Citation:
    """Return the citation of a statement by whom the record names as its speaker."""
    title, outlet = page_name(article), outlet_name(article)
    day = None if article.published is None else article.published.from_ or article.published.to
    shown = None if article.published is None else show_interval(article.published)
    url = article.url if article.url is not None and article.url.startswith(("http://", "https://")) else None
    note = ", ".join(filter(None, (speaker, f"in “{title}”", outlet, shown, url)))
    known = f"{outlet or 'n.p.'} ({_apa_day(day)}). {title}."
    return Citation(
        quotation=f"“{statement.text}”" if statement.basis == "own_words" else statement.text,
        note=f"{note}.",
        reference=f"{speaker}, as cited in {known}{f' {url}' if url else ''}",
        address=None if url is None else f"{url.partition('#')[0]}#:~:text={_fragment(article, statement)}",
        selector=_selector(article, statement),
    )


def _apa_day(day: str | None) -> str:
    """Return "2025, March 12", or "n.d." where no day is known."""
    try:
        known = date.fromisoformat((day or "")[:10])
    except ValueError:
        return "n.d."
    return f"{known.year}, {known:%B} {known.day}"


def _fragment(article: Article, statement: Statement) -> str:
    words = article.text[slice(*statement.parts[0])].split()
    if len(words) <= 2 * FRAGMENT_WORDS:
        return _escaped(" ".join(words))
    return f"{_escaped(' '.join(words[:FRAGMENT_WORDS]))},{_escaped(' '.join(words[-FRAGMENT_WORDS:]))}"


def _escaped(words: str) -> str:
    # A dash and a comma would be syntax.
    return quote(words, safe="").replace("-", "%2D")


def _selector(article: Article, statement: Statement) -> str:
    targets = [
        {
            "source": article.url or article.uri,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": article.text[start:end],
                    "prefix": article.text[max(0, start - CONTEXT) : start],
                    "suffix": article.text[end : end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        }
        for start, end in statement.parts
    ]
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:onrecord:{statement.id}",
        "type": "Annotation",
        "target": targets if len(targets) > 1 else targets[0],
    }
    return msgspec.json.format(msgspec.json.encode(annotation), indent=2).decode()
