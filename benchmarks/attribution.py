"""Scores who said what, span by span, against annotated articles: exact F1 of source, cue and content.

    python -m benchmarks.attribution --data DIR [--alone] [--tagger NAME] [--errors N]

DIR holds folders of NAME.txt beside NAME.json (or is one), such as PolNeAR (Newell et al., LREC 2018). The setting is
that of CofeNet (Wang et al., COLING 2022), in two units, each normalised and raw.

What its published code and files show (cofe-ai/CofeNet on GitHub, `exe/eval` and `res/polnear`): one paragraph (line)
of an article is one example; paragraphs without an annotation are kept; each contiguous run of a discontinuous span is
a span; contents include quotation marks, the comma before them and "that"; a span counts only with the same first and
last word; precision and recall pool the spans of all examples. That is the unit `paragraphs`; with `--alone` the tagger
is given what CofeNet is given. The unit `annotated sentences` cuts spans at the borders of sentences (ours, which
seldom cut a quotation) and leaves out the sentences in which nothing is annotated. It is an easier setting, as it
forgives what is found where there is nothing, and nothing in the published files shows that it was used; the paper's
own description of its data was not at hand.

Assumed, as the corpus is annotated so: there is one layer, so that attributions inside another one are left out on our
side, and a span that two attributions share is one span. Not followed: their word borders (spans are compared by
characters) and their cut of examples at 300 words. DIR need not hold their test articles.

Without `--alone` the tagger reads the whole article, as in use. Its passages are the lines of the text, not the blocks
that cleaning would leave: CofeNet was given every line too. Our contents begin behind "that" and inside the quotation
marks, so the main figures trim both sides alike (`spans.trim`; a cue that is only a colon is no span then), which is
milder than what CofeNet was measured by; `raw` compares what stands there.

Invariant: both sides pass through the same cuts before they are compared.
"""

import argparse
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.floors import add_floor_options, gate, pick
from benchmarks.gold import GoldArticle, GoldFolder, read_gold
from benchmarks.quality import gold_folders
from benchmarks.score import Score
from benchmarks.spans import trim
from onrecord.language.sentences import sentence_spans
from onrecord.model import Part
from onrecord.read import Attribution, PatternTagger, Tagger
from onrecord.read.network import NetworkTagger

TAGGERS: dict[str, Callable[[], Tagger]] = {"bundled": NetworkTagger, "patterns": PatternTagger}
"""What can be measured; the first is the default."""

ROLES = ("source", "cue", "content")
GATED = tuple(f"{unit}: {role}" for unit in ("paragraphs", "annotated sentences") for role in ROLES)

Mark = tuple[str, tuple[Part, ...]]
"""A role and the parts of the words that have it in one attribution."""

Run = tuple[str, int, int]
"""A role and a contiguous range of characters that has it."""

Trim = Callable[[str, int, int], Part]


def strip(text: str, start: int, end: int) -> Part:
    """Return the range without outer white space."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, start + len(words.strip()))


FORMS: tuple[tuple[str, Trim], ...] = (("", trim), (", raw", strip))


def score_folder(folder: GoldFolder, tagger: Tagger, *, alone: bool = False) -> Score:
    """Return the counts of exact spans over a folder, named `unit: role` and `unit: role, raw`.

    With `alone` the tagger is given every unit as a text of its own, else the article.
    """
    score = Score()
    for stem, article in folder.articles.items():
        text, gold = folder.texts[stem], list(gold_marks(article))
        paragraphs = paragraph_spans(text)
        whole = [] if alone else tagger.tag(text, paragraphs)
        for unit, places in (("paragraphs", paragraphs), ("annotated sentences", annotated_sentences(text, gold))):
            found = list(marks_alone(tagger, text, places) if alone else found_marks(whole))
            for form, trimmed in FORMS:
                ours, theirs = cut_marks(text, gold, places, trimmed), cut_marks(text, found, places, trimmed)
                _count(score, unit, form, (ours, theirs))
                if not form:
                    score.errors += _errors(f"{stem}, {unit}", text, (ours, theirs))
    return score


def paragraph_spans(text: str) -> list[Part]:
    """Return the lines of a text that hold words."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append(strip(text, at, at + len(line)))
        at += len(line)
    return spans


def annotated_sentences(text: str, gold: Iterable[Mark]) -> list[Part]:
    """Return the sentences of the paragraphs in which words are annotated."""
    sentences = [part for paragraph in paragraph_spans(text) for part in sentence_spans(text, *paragraph)]
    starts = [start for start, _ in sentences]
    runs = cut_marks(text, gold, sentences, strip)
    return [sentences[number] for number in sorted({bisect_right(starts, start) - 1 for _, start, _ in runs})]


def gold_marks(article: GoldArticle) -> Iterator[Mark]:
    """Give the annotated words with their roles."""
    for statement in article.statements:
        yield "content", statement.parts
        for role, span in (("source", statement.source), ("cue", statement.cue)):
            if span is not None:
                yield role, span.parts or ((span.start, span.end),)


def found_marks(found: Iterable[Attribution], shift: int = 0) -> Iterator[Mark]:
    """Give the words of the outer attributions with their roles, moved by `shift` characters."""
    for attribution in found:
        if attribution.within is None:
            source = () if attribution.source is None else (attribution.source,)
            for role, parts in zip(ROLES, (source, attribution.cue, attribution.content), strict=True):
                yield role, tuple((start + shift, end + shift) for start, end in parts)


def marks_alone(tagger: Tagger, text: str, places: Sequence[Part]) -> Iterator[Mark]:
    """Give the words that the tagger finds where each place is all that it sees."""
    for start, end in places:
        yield from found_marks(tagger.tag(text[start:end], [(0, end - start)]), shift=start)


def cut_marks(text: str, marks: Iterable[Mark], places: Sequence[Part], trimmed: Trim) -> set[Run]:
    """Return the contiguous runs of the marks inside the places (ascending, disjoint), cut at their borders."""
    starts = [start for start, _ in places]
    cut: set[Run] = set()
    for role, parts in marks:
        for start, end in _join(text, parts, trimmed):
            for first, last in places[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end)]:
                begin, stop = trimmed(text, max(start, first), min(end, last))
                if begin < stop:
                    cut.add((role, begin, stop))
    return cut


def _join(text: str, parts: Iterable[Part], trimmed: Trim) -> list[Part]:
    """Join the parts between which nothing is left when the gap is trimmed."""
    joined: list[Part] = []
    for start, end in sorted(parts):
        if joined:
            left, right = trimmed(text, joined[-1][1], start)
            if left >= right:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
                continue
        joined.append((start, end))
    return joined


def _count(score: Score, unit: str, form: str, sides: tuple[set[Run], set[Run]]) -> None:
    for role in ROLES:
        gold, found = ({run for run in side if run[0] == role} for side in sides)
        score.count(f"{unit}: {role}{form}", len(gold & found), len(found), len(gold))


def _errors(place: str, text: str, sides: tuple[set[Run], set[Run]]) -> list[str]:
    gold, found = sides
    wrong = [(run, "missed") for run in gold - found] + [(run, "wrong") for run in found - gold]
    by_place = sorted(wrong, key=lambda one: (one[0][1:], one))
    return [f"{place}: {what} {role}: {text[start:end]}" for (role, start, end), what in by_place]


def report(name: str, score: Score) -> None:
    """Print precision, recall and F1 of every measure with its counts."""
    print(f"\n{name}\n  {'':36} {'P':>5} {'R':>5} {'F1':>5}")
    for measure, f1 in score.figures().items():
        hits, found, gold = score.hits[measure], score.found[measure], score.gold[measure]
        precision, recall = (100 * hits / whole if whole else 0.0 for whole in (found, gold))
        print(f"  {measure:36} {precision:5.1f} {recall:5.1f} {f1:5.1f}   {score.counts_of(measure)}")


def main() -> int:
    """Run the command; return its exit code: 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with annotated folders at or below it")
    parser.add_argument("--alone", action="store_true", help="give the tagger each unit as a text of its own")
    parser.add_argument("--tagger", choices=TAGGERS, default=next(iter(TAGGERS)))
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list up to N errors a folder")
    add_floor_options(parser)
    options = parser.parse_args()
    folders = gold_folders(options.data)
    if not folders:
        parser.error(f"{options.data}: no annotated folder (NAME.json beside NAME.txt) at or below it")
    tagger = TAGGERS[options.tagger]()
    holds = True
    given = "units alone" if options.alone else "whole articles"
    for folder in folders:
        score = score_folder(read_gold(folder), tagger, alone=options.alone)
        report(f"{folder.name}: {tagger.name}, {given}", score)
        print(*score.errors[: options.errors], sep="\n")
        name = f"{folder.name}, {tagger.name}, {given}"
        holds = gate(name, [folder], pick(score, GATED), options) and holds
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
