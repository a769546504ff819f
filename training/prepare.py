"""`python -m training.prepare --data DIR`: the annotated articles to lessons in `training/build`.

DIR holds `polnear/train`, `polnear/dev` (NAME.txt beside NAME.json), `nested/nested.jsonl` and `gold-dev`.
"""

import argparse
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from tokenizers import Tokenizer

from onrecord.language.cues import match_cue
from onrecord.model import Part
from onrecord.read import PatternTagger
from training.composed import compose_nested
from training.corpus import Annotated, Lesson, read_annotated, read_nested, teach
from training.network import encoder_folder
from training.patterned import inner_by_patterns
from training.settings import BUILD, read_settings

GUIDED = ("wn_dev", "wn_dev2")
"""Folders of articles that were annotated as this project's own guide says and may be trained on."""

SILENT_STEP = 4
"""Of the contents without a reporting word every so many-th is searched: they teach the inner layer little."""


def prepare(data: Path) -> None:
    """Write `train.json`, `dev.json`, `nested.json` (held-out articles with inner attributions) and those of GUIDED."""
    settings = read_settings()
    tokenizer = open_tokenizer()
    nested = read_nested(data / "nested" / "nested.jsonl")
    train, held_out = [], []
    for article in read_annotated(data / "polnear" / "train"):
        if article.name in nested and is_held_out(article.name, settings.data.nested_held_out):
            held_out.append(_as_annotated(article, nested[article.name]))
            train.append(article)
        else:
            train.append(_with_inner(article, nested.get(article.name, [])))
    composed = compose_nested(train, settings.data.composed_nested, settings.data.composed_per_article, settings.seed)
    dev = read_annotated(data / "polnear" / "dev")
    guide = [(name, read_annotated(data / "gold-dev" / name)) for name in GUIDED]
    for name, articles in (("train", [*train, *composed]), ("dev", dev), ("nested", held_out), *guide):
        write_lessons(name, [teach(article, tokenizer) for article in articles])


def open_tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def is_held_out(name: str, percent: int) -> bool:
    """Return whether an article is kept for the evaluation of inner attributions; depends on its name alone."""
    return zlib.crc32(name.encode()) % 100 < percent


def write_lessons(name: str, lessons: Sequence[Lesson]) -> None:
    """Write lessons to `training/build/NAME.json`."""
    BUILD.mkdir(exist_ok=True)
    (BUILD / f"{name}.json").write_bytes(msgspec.json.encode(lessons))
    pieces = sum(len(passage.ids) for lesson in lessons for passage in lesson.passages)
    print(f"{name}: {len(lessons)} articles, {pieces} pieces")


def read_lessons(name: str) -> list[Lesson]:
    """Return the lessons that `write_lessons` wrote."""
    return msgspec.json.decode((BUILD / f"{name}.json").read_bytes(), type=list[Lesson])


def _as_annotated(article: Annotated, nested: Sequence[Annotated]) -> Annotated:
    """Add the inner attributions that people annotated, and nothing else."""
    inner = tuple(one for content in nested for one in content.attributions)
    searched = tuple(part for content in nested for part in content.searched)
    return Annotated(article.name, article.text, article.attributions + inner, searched)


def _with_inner(article: Annotated, nested: Sequence[Annotated]) -> Annotated:
    """Add the inner attributions and what was searched for them.

    Beside the annotated contents these are some of those without any reporting word, and those in which the patterns
    find an inner attribution.
    """
    listed = {one.searched for one in nested}
    contents = list(dict.fromkeys(one.content for one in article.attributions if one.content not in listed))
    silent = [content for content in contents if not _reports(article.text, content)][::SILENT_STEP]
    found = inner_by_patterns(article.text, contents, PatternTagger())
    return Annotated(
        article.name,
        article.text,
        article.attributions
        + tuple(inner for one in nested for inner in one.attributions)
        + tuple(inner for _, inner in found),
        tuple(
            part for parts in [*sorted(listed), *silent, *(contents[number] for number, _ in found)] for part in parts
        ),
    )


def _reports(text: str, parts: Sequence[Part]) -> bool:
    words = re.findall(r"[\w'-]+", " ".join(text[start:end] for start, end in parts).lower().replace("’", "'"))
    return any(match_cue(words, at) for at in range(len(words)))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    prepare(parser.parse_args().data)


if __name__ == "__main__":
    main()
