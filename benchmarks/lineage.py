"""Measures who is found to have taken a text from whom, on pages whose descent is known because a script made it.

    python -m benchmarks.lineage [--pages N] [--peer]

Events are made up, each of facts and quotations. Reporters tell some of an event's facts in their own order and words;
from their stories come copies, cuts, rewrites (facts left out and moved, half the words exchanged) and retellings as
translations are (every sentence in other words, the course kept). Pages of one event share names, numbers and
quotations without being of one family. Families are known or not by edges: what hangs together by them is one. Half of
the events, by a hash, is test: methods are tuned on dev alone.

Figures: the adjusted Rand index of families (Hubert and Arabie 1985), and of the pages that have a source how many hang
together with it, by kind. `--peer` does the same with plain MinHash (signatures of word 5-grams, bands, Jaccard of 0.3)
and with the overlap of word 5-grams (0.2 of the shorter page).

Invariant: the same pages come from the same number of pages asked for.
"""

import argparse
import platform
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import combinations
from math import comb
from pathlib import Path

import msgspec

from benchmarks.floors import add_floor_options, gate
from benchmarks.lineage_words import ADJECTIVES, ADVERBS, CLAUSES, CONTENT, PLACES, QUOTES, SYLLABLES
from onrecord.assemble.bodies import Body, read_bodies
from onrecord.assemble.grouping import least_joined
from onrecord.assemble.lineage import trace_lineage
from onrecord.assemble.versions import Editions
from onrecord.language.shingles import SHINGLE_WORDS, shingle_words, sign_shingles, signature_bands
from onrecord.model import Article, Block, PageDate, content_id

WORDS = Path(__file__).with_name("lineage_words.py")
SEED = 11
FACTS, TOLD = 30, 14
"""Facts of an event, and those that one story tells."""

MOST_IN_FAMILY = 12
KINDS = ("copy", "cut", "rewrite", "translation")
DAYS = ("2031-03-04", "2031-03-05", "2031-03-06")
PEER_JACCARD, PEER_OVERLAP = 0.3, 0.2

Fact = tuple[str, ...]
Pattern = tuple[int, ...]
Sentence = tuple[bool, Pattern, Fact]
"""Whether it is a quotation, which of the clauses it has, and the words in their places."""

Story = tuple[Sentence, ...]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A page with its family, what it is to its source, and the place of that source; None for a story of its own."""

    article: Article
    family: int
    kind: str
    source: int | None
    half: str


def make_pages(number: int) -> list[Made]:
    """Return so many pages, events one after the other."""
    draw = random.Random(SEED)  # noqa: S311 - test data, not a secret
    made: list[Made] = []
    event = family = 0
    while len(made) < number:
        half = "test" if sha256(str(event).encode()).digest()[0] % 2 else "dev"
        facts = [_fact(draw) for _ in range(FACTS)]
        quotes = [draw.choice(QUOTES).format(draw.choice(PLACES)) for _ in range(3)]
        for _ in range(draw.choice((1, 2, 2, 3, 4))):
            first = len(made)
            stories = [_story(draw, facts, quotes)]
            made.append(_page(draw, stories[0], first, (family, "own", None, half)))
            for _ in range(draw.choice((0, 0, 1, 1, 2, 3, 5, 8, MOST_IN_FAMILY - 1))):
                # Most take from the first, some from who took before them.
                source = draw.choice((0, 0, 0, draw.randrange(len(stories))))
                kind = draw.choice(KINDS)
                stories.append(_derive(draw, kind, stories[source]))
                made.append(_page(draw, stories[-1], len(made), (family, kind, first + source, half)))
            family += 1
        event += 1
    return made[:number]


def _name(draw: random.Random) -> str:
    return "".join(draw.choices(SYLLABLES, k=3)).capitalize()


def _fact(draw: random.Random) -> Fact:
    """Return the words of a fact: a name, a place, a number, and meanings of which each has several words."""
    return (_name(draw), draw.choice(PLACES), str(draw.randrange(3, 9000)), *draw.sample(sorted(CONTENT), 5))


def _story(draw: random.Random, facts: Sequence[Fact], quotes: Sequence[str]) -> Story:
    told = draw.sample(range(FACTS), TOLD)
    sentences: list[Sentence] = [(False, _pattern(draw), _worded(draw, facts[n])) for n in told]
    for quote in draw.sample(quotes, 2):
        sentences.insert(draw.randrange(len(sentences)), (True, (), (quote, _name(draw))))
    return tuple(sentences)


def _pattern(draw: random.Random) -> Pattern:
    return tuple(draw.randrange(len(clauses)) for clauses in CLAUSES)


def _worded(draw: random.Random, fact: Fact) -> Fact:
    told = (_word(draw, meaning) for meaning in fact[3:])
    return (*fact[:3], *told, draw.choice(ADVERBS), *(draw.choice(ADJECTIVES) for _ in range(3)))


def _word(draw: random.Random, meaning: str) -> str:
    return f"{meaning}/{draw.randrange(len(CONTENT[meaning]))}"


def _derive(draw: random.Random, kind: str, story: Story) -> Story:
    if kind == "copy":
        return story
    if kind == "cut":
        return story[: max(6, int(len(story) * draw.uniform(0.4, 0.8)))]
    if kind == "translation":
        return tuple(_reworded(draw, sentence, words=0.9, pattern=0.8) for sentence in story)
    kept = [sentence for sentence in story if draw.random() > 0.2]
    if len(kept) > 4 and draw.random() < 0.5:
        at = draw.randrange(len(kept) - 1)
        kept[at : at + 2] = kept[at : at + 2][::-1]
    return tuple(_reworded(draw, sentence, words=0.5, pattern=0.5) for sentence in kept)


def _reworded(draw: random.Random, sentence: Sentence, *, words: float, pattern: float) -> Sentence:
    """Return a sentence with that share of its words, and of its clauses, drawn again."""
    quoted, clauses, parts = sentence
    if quoted:
        return sentence
    anew = _worded(draw, (*parts[:3], *(part.partition("/")[0] for part in parts[3:8])))
    changed = tuple(new if draw.random() < words else old for old, new in zip(parts, anew, strict=True))
    other = tuple(new if draw.random() < pattern else old for old, new in zip(clauses, _pattern(draw), strict=True))
    return False, other, changed


def _page(draw: random.Random, story: Story, place: int, what: tuple[int, str, int | None, str]) -> Made:
    family, kind, source, half = what
    text = " ".join(_sentence(sentence) for sentence in story)
    day = DAYS[0] if source is None else draw.choice(DAYS[1:])
    uri = f"page-{place}.txt"
    article = Article(
        id=content_id("ar", uri, text),
        uri=uri,
        sha256=sha256(text.encode()).hexdigest(),
        language="en",
        published=PageDate(from_=day, to=day, zone=None, how="given", text=day),
        text=text,
        blocks=(Block(start=0, end=len(text), role="body"),),
    )
    return Made(article=article, family=family, kind=kind, source=source, half=half)


def _sentence(sentence: Sentence) -> str:
    quoted, pattern, parts = sentence
    if quoted:
        return f"“{parts[0]}” said {parts[1]}."
    words = [part.partition("/") for part in parts]
    filled = [CONTENT[meaning][int(variant)] if variant else meaning for meaning, _, variant in words]
    clauses = (each[n].format(*filled) for each, n in zip(CLAUSES, pattern, strict=True))
    told = ", ".join(clauses)
    return f"{told[0].upper()}{told[1:]}."


def by_edges(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Return the pairs of pages that lineage joins, by place."""
    places = {body.article.id: place for place, body in enumerate(bodies)}
    return [(places[edge.from_], places[edge.to]) for edge in trace_lineage(bodies, Editions(()))]


def by_minhash(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Return the pairs that meet in a band of their signatures and share enough word 5-grams."""
    shingles = [shingle_words(body.texts) for body in bodies]
    bands: dict[object, list[int]] = defaultdict(list)
    for place, own in enumerate(shingles):
        for band in signature_bands(sign_shingles(own)) if own else ():
            bands[band].append(place)
    met = {pair for posting in bands.values() for pair in combinations(posting, 2)}
    return [pair for pair in sorted(met) if _jaccard(set(shingles[pair[0]]), set(shingles[pair[1]])) >= PEER_JACCARD]


def by_overlap(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Return the pairs of which the shorter page has enough of its word 5-grams in the other."""
    shingles = [set(shingle_words(body.texts)) for body in bodies]
    postings: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(shingles):
        for shingle in own:
            postings[shingle].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for posting in postings.values():
        shared.update(combinations(posting, 2))
    return [
        pair
        for pair, count in sorted(shared.items())
        if count >= PEER_OVERLAP * min(len(shingles[pair[0]]), len(shingles[pair[1]]))
    ]


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how far two partitions agree beyond chance: 1 where they are the same, about 0 for random ones.

    Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985).
    """
    both = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    first, second = (sum(comb(count, 2) for count in Counter(labels).values()) for labels in (one, other))
    expected = first * second / comb(len(one), 2) if len(one) > 1 else 0.0
    most = (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def measure(made: Sequence[Made], find: Callable[[Sequence[Body]], list[tuple[int, int]]]) -> dict[str, float]:
    """Return the figures of a method on each half, in per cent, and print them with its speed."""
    bodies = read_bodies(each.article for each in made)
    began = time.perf_counter()
    families = least_joined(len(made), find(bodies))
    seconds = time.perf_counter() - began
    figures: dict[str, float] = {}
    for half in ("dev", "test"):
        places = [place for place, each in enumerate(made) if each.half == half]
        ours, known = [families[place] for place in places], [made[place].family for place in places]
        figures[f"{half}: ARI"] = 100 * adjusted_rand(ours, known)
        for kind in KINDS:
            taken = [place for place in places if made[place].kind == kind]
            found = sum(families[place] == families[made[place].source or 0] for place in taken)
            figures[f"{half}: {kind}"] = 100 * found / len(taken) if taken else 100.0
    shown = "  ".join(f"{name} {value:.1f}" for name, value in figures.items())
    print(f"{find.__name__.removeprefix('by_')}: {shown}  ({len(made) / seconds:,.0f} pages a second)")
    return figures


def main() -> int:
    """Run the command; return its exit code: 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000, metavar="N")
    parser.add_argument("--peer", action="store_true", help="also measure MinHash and the overlap of n-grams")
    add_floor_options(parser)
    options = parser.parse_args()
    made = make_pages(options.pages)
    print(f"Python {platform.python_version()}, {platform.machine()}, one core; {SHINGLE_WORDS} words a shingle")
    figures = measure(made, by_edges)
    if options.peer:
        measure(made, by_minhash)
        measure(made, by_overlap)
    held = {name: round(value, 1) for name, value in figures.items()}
    return 0 if gate(f"lineage of {options.pages:,} pages", [WORDS], held, options) else 1


if __name__ == "__main__":
    sys.exit(main())
