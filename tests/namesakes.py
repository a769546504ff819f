"""Three pages of fiction: Mira Toln speaks on two of them, Odo Brask on the third. Are the two one?"""

from pathlib import Path

from onrecord.clean import clean_capture
from onrecord.model import Article, Capture, Chain, Reading
from onrecord.pipeline import assemble_case
from onrecord.store import CaseReader, CaseWriter
from tests.factories import make_chain, make_statement

PAGES = {
    "bridge.txt": ("Mira Toln", "The bridge had held"),
    "ferry.txt": ("Mira Toln", "The ferry was late"),
    "quay.txt": ("Odo Brask", "The quay had sunk"),
}
"""File -> who speaks on it, and what they say."""


def make_page(uri: str) -> tuple[Capture, Article, Reading]:
    """Return a page with its one statement and the chain of who makes it."""
    name, words = PAGES[uri]
    text = f"{words}, {name} said on Monday."
    capture = Capture(uri=uri, data=text.encode(), media_type="text/plain", captured_at="2025-03-01T00:00:00Z")
    article = clean_capture(capture)
    chain = make_chain(article, name)
    statement = make_statement(article, words, source=name, cue="said", speakers=(chain.id,))
    return capture, article, Reading(article=article.id, statements=(statement,), chains=(chain,))


def chain_on(uri: str) -> Chain:
    """Return the mentions of who speaks on a page."""
    return make_page(uri)[2].chains[0]


def write_namesakes(path: Path) -> Path:
    """Write the case with its accounts and return its path."""
    with CaseWriter(path) as case:
        for uri in PAGES:
            case.add_page(*make_page(uri))
        assemble_case(case)
    return path


def spoken_by(path: Path) -> list[list[str]]:
    """Return, for each speaker of the case, the files on which they speak; all ordered."""
    with CaseReader(path) as case:
        files = {article.id: article.uri for article in case.articles()}
        found: dict[str, list[str]] = {}
        for statement in case.statements():
            for speaker in statement.speakers:
                found.setdefault(speaker, []).append(files[statement.article])
    return sorted(sorted(uris) for uris in found.values())
