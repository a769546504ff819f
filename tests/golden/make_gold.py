"""Turn the annotations of the sample pages, which name exact words, into gold files with offsets.

`python -m tests.golden.make_gold` writes `tests/golden/sample/`: per page NAME.txt (its text as cleaning yields it) and
NAME.json (statements, figures, noise), and `cluster.json` for all pages together. Offsets are half-open code-point
offsets into NAME.txt. Nothing is typed in by hand: words that do not stand in the text, or stand in it more than once
without a hint which are meant, raise AnnotationError.

How an annotation says which words it means:
- `content` of a statement and `words` of a figure stand once in the text, or once within `at` (a longer passage that
  stands once), or are the `nth` of their kind: `{ words = "400", nth = 2 }`;
- source, cue, channel, via and addressee are those nearest to the content, within `at` if it is given;
- a page that `copies` another takes its annotations, but for those it is `without`, and overrides single fields.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.clean import clean_capture
from onrecord.errors import OnRecordError
from onrecord.model import Article, Capture, Part, join_parts
from onrecord.sample import sample_pages
from onrecord.sources import read_captures

ANNOTATIONS = Path(__file__).parent / "annotations"
GOLD = Path(__file__).parent / "sample"
NEAR = 400
"""A source, cue or addressee lies within so many characters of what was said."""

COPIES = ("meridian_wire", "saltmere_courier", "gulf_herald")
"""The wire story and its two copies: `copies:s4` in cluster.toml stands for s4 of each that carries it."""

Table = dict[str, Any]


class AnnotationError(Exception):
    """An annotation names words that are not there, or not there once."""


def sample_articles() -> dict[str, Article]:
    """Return the cleaned sample pages by name (file name without its ending)."""
    with sample_pages() as folder:
        captures = list(read_captures([folder]))
    failed = [capture for capture in captures if not isinstance(capture, Capture)]
    if failed:
        raise OnRecordError(f"sample pages that could not be read: {failed}")
    articles = [clean_capture(capture) for capture in captures if isinstance(capture, Capture)]
    return {Path(article.uri).stem: article for article in articles}


def load(name: str) -> Table:
    """Return an annotation file's content, merged onto that of the page it copies."""
    table = tomllib.loads((ANNOTATIONS / f"{name}.toml").read_text(encoding="utf-8"))
    statements, figures = table.get("statements", {}), table.get("figures", {})
    if "copies" in table:
        base = load(table["copies"])
        left_out = set(table.get("without", []))
        statements = merged(base["statements"], statements, left_out)
        figures = merged(base["figures"], figures, left_out)
    return {"statements": statements, "figures": figures, "noise": table["noise"]}


def merged(base: dict[str, Table], own: dict[str, Table], left_out: set[str]) -> dict[str, Table]:
    """Return the base's annotations without those left out, single fields overridden by the page's own."""
    return {key: fields | own.get(key, {}) for key, fields in base.items() if key not in left_out}


def occurrences(text: str, words: str, window: Part) -> list[Part]:
    """Return where the words stand in the window, as whole words."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return [match.span() for match in pattern.finditer(text, *window)]


def only(text: str, wanted: str | Table, window: Part) -> Part:
    """Return the one place that is meant, or raise AnnotationError."""
    words, nth = (wanted, None) if isinstance(wanted, str) else (wanted["words"], wanted["nth"])
    found = occurrences(text, words, window)
    if nth is None and len(found) != 1:
        raise AnnotationError(f"{words!r} stands {len(found)} times, not once")
    if nth is not None and len(found) < nth:
        raise AnnotationError(f"{words!r} stands {len(found)} times, not {nth}")
    return found[(nth or 1) - 1]


def nearest(text: str, words: str, parts: list[Part], window: Part) -> Part:
    """Return the place of the words that is nearest to the parts: beside them or, if nowhere else, in them."""

    def distance(place: Part) -> int:
        return min(max(start - place[1], place[0] - end) for start, end in parts)

    near = max(window[0], parts[0][0] - NEAR), min(window[1], parts[-1][1] + NEAR)
    found = sorted((distance(place), place) for place in occurrences(text, words, near))
    if not found:
        raise AnnotationError(f"{words!r} does not stand near {text[slice(*parts[0])]!r}")
    return next((place for gap, place in found if gap >= 0), found[0][1])


def span(text: str, place: Part) -> Table:
    """Return a place as gold writes it."""
    return {"start": place[0], "end": place[1], "text": text[slice(*place)]}


def window_of(text: str, fields: Table) -> Part:
    """Return the passage in which the words of an annotation stand: `at`, or the whole text."""
    whole = (0, len(text))
    return only(text, fields["at"], whole) if "at" in fields else whole


def statement(text: str, key: str, fields: Table, types: dict[str, str]) -> Table:
    """Return one statement in the gold format."""
    window = window_of(text, fields)
    content = fields["content"] if isinstance(fields["content"], list) else [fields["content"]]
    parts = [only(text, wanted, window) for wanted in content]

    def beside(field: str) -> Part | None:
        return nearest(text, fields[field], parts, window) if field in fields else None

    source, cue = beside("source"), beside("cue")
    places = {field: beside(field) for field in ("channel", "via", "addressee")}
    return {
        "id": key,
        "parts": parts,
        "text": join_parts(text, parts),
        "kind": fields.get("kind", "indirect"),
        "source": span(text, source) if source else None,
        "cue": span(text, cue) if cue else None,
        "speaker": fields["speaker"],
        "speaker_type": types[fields["speaker"]],
        "position": fields.get("position", "affirms"),
        "act": fields.get("act", "states"),
        "within": fields.get("within"),
        **{field: text[slice(*place)] if place else None for field, place in places.items()},
        "said_on": fields.get("said_on"),
        **({"optional": True} if fields.get("optional") else {}),
    }


def figure(text: str, key: str, fields: Table) -> Table:
    """Return one figure in the gold format; what is counted exactly or about has two equal bounds."""
    qualifier = fields.get("qualifier", "exactly")
    low = fields.get("low")
    return {
        "id": key,
        **span(text, only(text, fields["words"], window_of(text, fields))),
        "low": low,
        "high": low if qualifier in {"exactly", "about"} else fields.get("high"),
        "qualifier": qualifier,
        "counted": fields["counted"],
        "statement": fields.get("statement"),
        **({"optional": True} if fields.get("optional") else {}),
    }


def annotate(name: str, text: str) -> Table:
    """Return the gold of one page: the annotations of that name, with their places in the text."""
    table = load(name)
    types = speaker_types()
    try:
        return {
            "file": f"{name}.txt",
            "statements": [statement(text, key, fields, types) for key, fields in table["statements"].items()],
            "figures": [figure(text, key, fields) for key, fields in table["figures"].items()],
            "noise": [place for words in table["noise"] for place in noise_places(text, words)],
        }
    except AnnotationError as error:
        raise AnnotationError(f"{name}: {error}") from error


def noise_places(text: str, words: str) -> list[Part]:
    """Return every place of a line that is not the article; a line may stand twice (menus, forms)."""
    found = [match.span() for match in re.finditer(re.escape(words), text)]
    if not found:
        raise AnnotationError(f"noise {words!r} does not stand in the text")
    return found


def speaker_types() -> dict[str, str]:
    """Return each speaker's type."""
    table = tomllib.loads((ANNOTATIONS / "speakers.toml").read_text(encoding="utf-8"))
    return {name: kind for kind, group in table.items() for name in group["names"]}


def cluster(pages: dict[str, Table]) -> Table:
    """Return the gold over all pages: remarks, lineage, origins, disputes and figure tracks."""
    table = tomllib.loads((ANNOTATIONS / "cluster.toml").read_text(encoding="utf-8"))
    said = {f"{name}:{item['id']}": item for name, page in pages.items() for item in page["statements"]}
    counted = {f"{name}:{item['id']}": item for name, page in pages.items() for item in page["figures"]}
    return {
        "utterances": [list(spread(group, said)) for group in table["utterances"]],
        "lineage": [edge | {"from": f"{edge['from']}.txt", "to": f"{edge['to']}.txt"} for edge in table["lineage"]],
        "origins": [group | {"files": [f"{name}.txt" for name in group["files"]]} for group in table["origins"]],
        "disputes": [dispute(entry, said) for entry in table["disputes"]],
        "figure_tracks": [
            track | {"figures": list(spread(track["figures"], counted))} for track in table["figure_tracks"]
        ],
    }


def spread(members: list[str], known: dict[str, Table]) -> Iterator[str]:
    """Yield the members, `copies:…` as one for each copy that carries it; raise AnnotationError for unknown ones."""
    for member in members:
        page, key = member.split(":")
        names = [f"{name}:{key}" for name in (COPIES if page == "copies" else [page]) if f"{name}:{key}" in known]
        if not names:
            raise AnnotationError(f"cluster.toml: no {member}")
        yield from names


def dispute(entry: Table, said: dict[str, Table]) -> Table:
    """Return one disputed point with the speakers of each side."""
    sides = []
    for position in ("affirms", "denies", "withholds"):
        members = list(spread(entry.get(position, []), said))
        speakers = list(dict.fromkeys(said[member]["speaker"] for member in members))
        if members:
            sides.append({"position": position, "speakers": speakers, "statements": members})
    return {"question": entry["question"], "sides": sides}


def gold_files() -> dict[str, str]:
    """Return the content of every gold file by file name."""
    articles = sample_articles()
    pages = {name: annotate(name, article.text) for name, article in sorted(articles.items())}
    files = {f"{name}.txt": articles[name].text for name in pages}
    files |= {f"{name}.json": as_json(page) for name, page in pages.items()}
    return files | {"cluster.json": as_json(cluster(pages))}


def as_json(table: Table) -> str:
    """Return a table as indented JSON with a final line break."""
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the gold files, replacing those that are there."""
    GOLD.mkdir(exist_ok=True)
    for old in GOLD.iterdir():
        old.unlink()
    for name, content in gold_files().items():
        (GOLD / name).write_bytes(content.encode("utf-8"))


if __name__ == "__main__":
    main()
