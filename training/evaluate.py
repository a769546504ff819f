"""`python -m training.evaluate --gold DIR --export DIR`: what the exported tagger finds in a folder of gold texts.

Writes an export of statements as the scorer in `benchmarks` reads it (the speaker is the source's own words, the
position always affirms), and prints the share of inner attributions found in the held-out lessons with `--nested`.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from onrecord.model import Part, join_parts
from onrecord.read.network.tagger import NetworkTagger
from onrecord.read.tagger import Attribution
from training.corpus import paragraphs, read_nested


def write_export(gold: Path, target: Path, tagger: NetworkTagger) -> None:
    """Write the statements of every NAME.txt in `gold` as JSON lines."""
    articles, statements, speakers = [], [], {}
    for path in sorted(gold.glob("*.txt")):
        text = path.read_bytes().decode()
        articles.append({"id": path.name, "uri": path.name, "text": text})
        for number, one in enumerate(tagger.tag(text, paragraphs(text))):
            source = _span(text, None if one.source is None else (one.source,))
            if source:
                speakers[source["text"]] = {"id": source["text"], "name": source["text"], "aliases": []}
            statements.append(_statement(path.name, text, number, one) | {"source": source})
    target.mkdir(parents=True, exist_ok=True)
    _write(target / "articles.jsonl", articles)
    _write(target / "statements.jsonl", statements)
    _write(target / "speakers.jsonl", speakers.values())
    _write(target / "figures.jsonl", [])


def score_nested(data: Path, names: set[str], tagger: NetworkTagger) -> dict[str, int]:
    """Return counts of inner attributions over the searched contents of the named articles.

    `right` ones overlap a gold one by at least half of the characters of both together, and so do their cues at all.
    """
    counts = {"gold": 0, "found": 0, "right": 0}
    for name, searched in read_nested(data / "nested" / "nested.jsonl").items():
        if name not in names:
            continue
        text = (data / "polnear" / "train" / f"{name}.txt").read_bytes().decode()
        inner = [one for one in tagger.tag(text, paragraphs(text)) if one.within is not None]
        for content in searched:
            found = [one for one in inner if _inside(one.content[0], content.searched)]
            counts["gold"] += len(content.attributions)
            counts["found"] += len(found)
            counts["right"] += sum(
                any(
                    _overlap(one.content, gold.content) >= 0.5 and _overlap(one.cue, gold.cue) > 0  # noqa: PLR2004 - as the scorer
                    for one in found
                )
                for gold in content.attributions
            )
    return counts


def _statement(name: str, text: str, number: int, one: Attribution) -> dict[str, object]:
    return {
        "id": f"{name}:{number}",
        "article": name,
        "parts": one.content,
        "text": join_parts(text, one.content),
        "kind": "indirect",
        "cue": _span(text, one.cue),
        "speakers": [] if one.source is None else [text[slice(*one.source)]],
        "position": "affirms",
        "act": "states",
        "within": None if one.within is None else f"{name}:{one.within}",
    }


def _span(text: str, parts: tuple[Part, ...] | None) -> dict[str, object] | None:
    if not parts:
        return None
    start, end = parts[0][0], parts[-1][1]
    return {"start": start, "end": end, "text": text[start:end]}


def _inside(part: Part, holders: Iterable[Part]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in holders)


def _overlap(ours: Iterable[Part], theirs: Iterable[Part]) -> float:
    one, other = ({at for part in parts for at in range(*part)} for parts in (ours, theirs))
    return len(one & other) / max(1, len(one | other))


def _write(path: Path, rows: Iterable[object]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--export", type=Path)
    parser.add_argument("--nested", type=Path, help="the data folder: score the held-out inner attributions")
    arguments = parser.parse_args()
    tagger = NetworkTagger()
    if arguments.gold and arguments.export:
        write_export(arguments.gold, arguments.export, tagger)
    if arguments.nested:
        from training.prepare import read_lessons  # noqa: PLC0415 - needs the encoder's package, the rest does not

        print(score_nested(arguments.nested, {lesson.name for lesson in read_lessons("nested")}, tagger))


if __name__ == "__main__":
    main()
