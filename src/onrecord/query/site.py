"""Writes the dossier of a case as a folder of pages that open from disk.

Invariant: the same case gives the same bytes; every link leads to a file of the folder or to where a page was found.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.model import Article, Dispute, Record, SetAside, Speaker, Statement
from onrecord.publish.html import Frame, Template, render_page, stylesheet
from onrecord.publish.site import LIST_LINES, list_file, record_file, to_file
from onrecord.query.chronology import timeline
from onrecord.query.codebook import codebook_view
from onrecord.query.disputes import dispute_view, dispute_views
from onrecord.query.evidence import statement_view
from onrecord.query.figures import figure_lines, figure_tracks
from onrecord.query.files import write_files
from onrecord.query.graph import origins_view
from onrecord.query.listing import Listing
from onrecord.query.mentions import mention_lines
from onrecord.query.pages import page_lines, page_view
from onrecord.query.searching import SearchView
from onrecord.query.speakers import speaker_lines, speaker_view
from onrecord.query.statements import statement_lines
from onrecord.query.summary import overview
from onrecord.query.things import thing_view
from onrecord.store import CaseReader


def export_site(reader: CaseReader, folder: Path) -> dict[str, str]:
    """Write the dossier into the folder (made if need be); return the SHA-256 of each file by its name.

    Every record is asked for by itself, so a `HeldCase` answers fastest. Raises UsageError where a build was cut off
    before its accounts were made, StorageError where a file cannot be written.
    """
    if not reader.is_assembled():
        raise UsageError(f"{reader.path}: the last build was cut off: run `onrecord build` again before exporting")
    return write_files(folder, ((name, text.encode()) for name, text in _files(reader)))


def _files(reader: CaseReader) -> Iterator[tuple[str, str]]:
    """Yield each file's name and text."""
    frame = Frame(case=reader.path.stem)

    def shown(template: Template, view: Record, name: str = "") -> str:
        return to_file(render_page(template, view, frame), name)

    yield "style.css", stylesheet()
    yield "index.html", shown("overview", overview(reader))
    yield "codebook.html", shown("codebook", codebook_view())
    for name, template, parts in _lists(reader):
        for number, part in enumerate(parts):
            yield list_file(name, number * LIST_LINES), shown(template, part, name)
    for name, template, ids, ask in _records(reader):
        for record_id in ids:
            view = ask(record_id)
            if view is not None:
                yield record_file(name, record_id), shown(template, view, name)


def _lists(reader: CaseReader) -> Iterator[tuple[str, Template, Iterator[Record]]]:
    """Yield the lists, each with its template and its parts."""
    whole: dict[Template, Listing[Any]] = {
        "disputes": dispute_views(reader),
        "statements": statement_lines(reader),
        "speakers": speaker_lines(reader),
        "timeline": timeline(reader),
        "mentions": mention_lines(reader),
        "pages": page_lines(reader),
        "figures": figure_tracks(reader),
        "numbers": figure_lines(reader),
    }
    for name, listing in whole.items():
        parts = _parts(listing)
        yield name, name, (SearchView(found=part) for part in parts) if name == "statements" else parts
    origins = origins_view(reader)
    yield "origins", "origins", (replace(origins, origins=part) for part in _parts(origins.origins))


def _parts(listing: Listing[Any]) -> Iterator[Listing[Any]]:
    """Yield the listing in parts of `LIST_LINES` lines, an empty one as one part."""
    for offset in range(0, max(len(listing.lines), 1), LIST_LINES):
        lines = listing.lines[offset : offset + LIST_LINES]
        yield replace(listing, lines=lines, limit=LIST_LINES, offset=offset)


def _records(
    reader: CaseReader,
) -> Iterator[tuple[str, Template, list[str], Callable[[str], Record | None]]]:
    """Yield the lists whose records have pages of their own: name, template, ids, and what asks for one."""
    kinds: tuple[tuple[str, Template, type[Record], Callable[[str], Record | None]], ...] = (
        ("disputes", "dispute", Dispute, lambda each: dispute_view(reader, each)),
        ("statements", "statement", Statement, lambda each: statement_view(reader, each)),
        ("statements", "statement", SetAside, lambda each: statement_view(reader, each)),
        ("speakers", "speaker", Speaker, lambda each: speaker_view(reader, each)),
        ("pages", "page", Article, lambda each: page_view(reader, each)),
    )
    for name, template, kind, ask in kinds:
        found: list[Any] = list(reader.records(kind))
        yield name, template, [record.id for record in found], ask
    things = [line.id for line in mention_lines(reader).lines if line.has_page]
    yield "things", "thing", things, lambda each: thing_view(reader, each)
