"""`python -m training.world --data DIR`: world news to lessons, labelled by the patterns and the exported tagger.

Where the patterns find an attribution theirs is taken: their table knows the world beyond the corpus. What only the
network finds is taken when it is sure of it and left out of the loss when it is not.
"""

import argparse
import json
from pathlib import Path

from onrecord.model import Part
from onrecord.read import PatternTagger
from onrecord.read.tagger import Attribution
from training.corpus import Annotated, paragraphs, teach
from training.patterned import as_annotation
from training.prepare import open_tokenizer, write_lessons
from training.runtime.network import NetworkTagger

SURE = 0.8
"""Least score of what only the network finds."""

LEAST_WORDS = 80
_SHARED = 80
"""Characters that a text must not share with a page that something is measured on."""


def label_world(data: Path) -> None:
    """Write `world.json` from `unlabelled/*.jsonl`; pages that share text with `gold-dev` are left out."""
    kept_out = "\n".join(path.read_text(encoding="utf-8") for path in sorted(data.glob("gold-dev/*/*.txt")))
    teacher, patterns, tokenizer = NetworkTagger(), PatternTagger(), open_tokenizer()
    lessons = []
    for path in sorted(data.glob("unlabelled/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = str(row["text"])
            if len(text.split()) >= LEAST_WORDS and not _shares(text, kept_out):
                lessons.append(teach(_label(str(row["id"]), text, teacher, patterns), tokenizer))
    write_lessons("world", lessons)


def _label(name: str, text: str, teacher: NetworkTagger, patterns: PatternTagger) -> Annotated:
    places = paragraphs(text)
    by_table = patterns.tag(text, places)
    taken = [one for one in by_table if one.within is None]
    doubtful: list[Part] = []
    covered = [False] * len(text)
    for one in taken:
        for start, end in _whole(one):
            covered[start:end] = [True] * (end - start)
    for one in teacher.tag(text, places):
        whole = _whole(one)
        if one.within is not None or any(any(covered[start:end]) for start, end in whole):
            continue
        if one.score >= SURE and one.cue:
            taken.append(one)
        else:
            doubtful += whole
    outer = tuple(as_annotation(text, one) for one in taken)
    inner = tuple(as_annotation(text, one, inner=True) for one in by_table if one.within is not None and one.cue)
    searched = tuple(part for one in outer for part in one.content)
    return Annotated(name, text, outer + inner, searched, tuple(doubtful))


def _whole(one: Attribution) -> list[Part]:
    return [*one.content, *one.cue, *([] if one.source is None else [one.source])]


def _shares(text: str, others: str) -> bool:
    return any(text[at : at + _SHARED] in others for at in range(0, max(1, len(text) - _SHARED), _SHARED * 3))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    label_world(parser.parse_args().data)


if __name__ == "__main__":
    main()
