"""`python -m training.world --data DIR`: world news to lessons, labelled by the exported network and the patterns.

The network is taken at its word where it is sure or where the patterns find something in the same place; what the
patterns alone find is added. So the next run learns what readers of world news call a statement.
"""

import argparse
import json
from pathlib import Path

from onrecord.read.network import NetworkTagger
from onrecord.read.network.settling import Places
from onrecord.read.tagger import Attribution
from training.corpus import Annotated, paragraphs, teach
from training.patterned import as_annotation
from training.prepare import open_tokenizer, write_lessons

SURE, SURE_INSIDE = 0.65, 0.85
"""Least score of what only the network finds: outside contents, and inside."""

LEAST_WORDS = 80
_SHARED = 80
"""Characters that a text must not share with a page that something is measured on."""


def label_world(data: Path) -> None:
    """Write `world.json` from `unlabelled/wikinews.jsonl`; pages that share text with `gold-dev` are left out."""
    kept_out = "\n".join(path.read_text(encoding="utf-8") for path in sorted(data.glob("gold-dev/*/*.txt")))
    teacher, tokenizer = NetworkTagger(), open_tokenizer()
    lessons = []
    for line in (data / "unlabelled" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = str(row["text"])
        if len(text.split()) >= LEAST_WORDS and not _shares(text, kept_out):
            lessons.append(teach(_label(str(row["id"]), text, teacher), tokenizer))
    write_lessons("world", lessons)


def _label(name: str, text: str, teacher: NetworkTagger) -> Annotated:
    places = paragraphs(text)
    proposed = teacher.patterns.tag(text, places)
    found = teacher.tag(text, places)
    taken: list[tuple[Attribution, bool]] = []
    for layer, sure in ((False, SURE), (True, SURE_INSIDE)):
        ours = [one for one in proposed if (one.within is not None) == layer]
        theirs = [one for one in found if (one.within is not None) == layer]
        seen, read = Places(ours), Places(theirs)
        kept = [one for one in theirs if one.score >= sure or seen.touch(one)]
        taken += [(one, layer) for one in [*kept, *(one for one in ours if one.cue and not read.touch(one))]]
    annotations = tuple(as_annotation(text, one, inner=inner) for one, inner in taken)
    searched = tuple(part for one in annotations if not one.inner for part in one.content)
    return Annotated(name, text, annotations, searched)


def _shares(text: str, others: str) -> bool:
    return any(text[at : at + _SHARED] in others for at in range(0, max(1, len(text) - _SHARED), _SHARED * 3))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    label_world(parser.parse_args().data)


if __name__ == "__main__":
    main()
