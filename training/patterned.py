"""What the pattern tagger finds, as annotations in the manner of the corpus."""

from collections.abc import Iterable, Sequence

from onrecord.model import Part
from onrecord.read import PatternTagger
from onrecord.read.tagger import Attribution
from training.corpus import Annotation, as_corpus, paragraphs


def inner_by_patterns(
    text: str, holders: Sequence[Sequence[Part]], patterns: PatternTagger
) -> list[tuple[int, Annotation]]:
    """Return the attributions that the patterns find inside the given contents, with the number of the content."""
    found = []
    for one in patterns.tag(text, paragraphs(text)):
        whole = (*one.content, *one.cue, *(() if one.source is None else (one.source,)))
        for number, holder in enumerate(holders):
            if one.cue and one.source and all(_inside(part, holder) for part in whole):
                found.append((number, as_annotation(text, one, inner=True)))
                break
    return found


def as_annotation(text: str, one: Attribution, *, inner: bool = False) -> Annotation:
    """Return an attribution with contents as the corpus cuts them."""
    source = () if one.source is None else (one.source,)
    return Annotation(source, one.cue, tuple(as_corpus(text, part) for part in one.content), inner)


def _inside(part: Part, holders: Iterable[Part]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in holders)
