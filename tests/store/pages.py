"""Whole pages for tests of the store, and programs that are killed while they write them."""

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

import msgspec

from onrecord.errors import StorageError
from onrecord.model import Accounts, Article, Capture, Given, PlacedSpan, Reading, Speaker, Statement
from onrecord.store import CaseWriter, writer
from tests.factories import make_article, make_statement

Page = tuple[Capture, Article, Reading]


def make_page(
    words: str = "The ferry sailed",
    *,
    uri: str = "page.txt",
    date: str | None = "2024-10-25",
    outlet: str | None = None,
    data: bytes | None = None,
    url: str | None = None,
    captured_at: str | None = None,
) -> Page:
    """Return a page on which Odile Varga says the words; with a time of capture it is taken from the web."""
    text = f"{words}, Odile Varga said on the quay."
    capture = Capture(
        uri=uri,
        data=text.encode() if data is None else data,
        media_type="text/plain",
        captured_at=captured_at or "2024-10-26T00:00:00Z",
        taken_from="file" if captured_at is None else "web",
        given=Given(date=date, outlet=outlet, url=url),
    )
    article = make_article(text, uri=uri, date=date, outlet=outlet)
    article = msgspec.structs.replace(article, id=capture.article_id, sha256=capture.sha256, url=url)
    statement = make_statement(article, words, source="Odile Varga", cue="said")
    return capture, article, Reading(article=article.id, statements=(statement,))


def make_pages(number: int) -> list[Page]:
    """Return so many different pages."""
    return [make_page(f"Ferry {index} sailed", uri=f"{index:04}.txt") for index in range(number)]


def make_speaker(article: Article, name: str = "Odile Varga", speaker_id: str = "sp_varga") -> Speaker:
    """Return a speaker whose alias is the first such name of the article."""
    start = article.text.index(name)
    alias = PlacedSpan(start=start, end=start + len(name), text=name, article=article.id)
    return Speaker(id=speaker_id, name=name, name_from="text", aliases=(alias,), type="person", of=None, roles=())


def accounts_of(pages: list[tuple[Article, Reading]]) -> Accounts:
    """Return accounts in which Odile Varga says everything on the pages."""
    statements: list[Statement] = [
        msgspec.structs.replace(statement, speakers=("sp_varga",))
        for _, reading in pages
        for statement in reading.statements
    ]
    return Accounts(statements=tuple(statements), speakers=(make_speaker(pages[0][0]),))


def build(path: Path, pages: list[Page]) -> None:
    """Add the pages that the case lacks and put its accounts: a small build."""
    with CaseWriter(path) as case:
        for page in pages:
            if not case.is_known(page[1].id):
                case.add_page(*page)
        case.put_accounts(accounts_of(list(case.pages())))


def run_apart(program: Callable[..., None], *arguments: object) -> int | None:
    """Run a function of this module in a process of its own and return its exit code."""
    process = get_context("spawn").Process(target=program, args=arguments)
    process.start()
    process.join(60)
    code = process.exitcode
    process.close()
    return code


def die(*_: object, **__: object) -> None:
    """End this process as a power cut would: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_in(path: Path, place: str, pages: list[Page]) -> None:
    """Build, and be killed when the writer reaches the named function."""
    with mock.patch(place, die):
        build(path, pages)


def die_after(path: Path, pages: list[Page], number: int) -> None:
    """Build, and be killed right after so many pages, with the next one half stored."""
    with CaseWriter(path) as case:
        for page in pages[:number]:
            case.add_page(*page)
        with mock.patch.object(writer.state, "mark_unassembled", die):
            case.add_page(*pages[number])


def fill_the_disk(path: Path, pages: list[Page], limit: int, note: Path) -> None:
    """Build while no file may grow beyond the limit (bytes); leave the error's words in the note."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        build(path, pages)
    except StorageError as error:
        note.write_text(str(error))


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be somebody whom file permissions bind: tests often run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)
