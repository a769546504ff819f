"""Turns words into the stems that carry content, so that "was killed" and "killing" compare as one.

Invariant: a stem depends on the word alone, so equal words compare equal in every article.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from onrecord.language.fold import fold
from onrecord.language.shingles import find_words
from onrecord.language.states import find_state
from onrecord.language.tables import read_table

SHORTEST_STEM = 3

FEW, COMMON_SHARE = 4, 0.1
"""A stem in more contents than a few, and than this share of them, is common."""


@cache
def stop_words() -> frozenset[str]:
    """Return the words of grammar and of reporting that say nothing about a content (`stop_words.csv`)."""
    return frozenset(row["word"] for row in read_table("onrecord.assemble", "stop_words.csv"))


@cache
def irregular_stems() -> Mapping[str, str]:
    """Return stems of frequent irregular forms of news verbs and nouns (`irregular_stems.csv`)."""
    return {row["word"]: row["stem"] for row in read_table("onrecord.assemble", "irregular_stems.csv")}


@cache
def pointing_stems() -> frozenset[str]:
    """Return stems of words that point at a matter without naming it, and of bare denials (`pointing_words.csv`)."""
    return frozenset(stem_word(row["word"]) for row in read_table("onrecord.assemble", "pointing_words.csv"))


@lru_cache(maxsize=1 << 18)
def stem_word(word: str) -> str:
    """Return the stem of a folded word: endings of number, tense and adverb off (after Porter 1980, steps 1 and 2).

    A country and its people have one stem ("Norway", "Norwegians"), from the table of states or by the ending.
    """
    plain = word.removesuffix("'s").rstrip("'")
    known = irregular_stems().get(plain)
    if known is not None:
        return known
    if len(plain) <= SHORTEST_STEM or not plain.isalpha():
        return plain.replace(",", "")
    singular = _strip_plural(plain)
    state = find_state(singular.capitalize())
    if state is not None and state.matched in ("name", "demonym"):
        return fold(state.name)
    return singular.removesuffix("n") if singular.endswith(("ian", "ean")) else _strip_tense(singular)


def _strip_plural(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > SHORTEST_STEM + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def _strip_tense(word: str) -> str:
    for ending in ("ing", "edly", "ed", "ly"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM and any(letter in "aeiouy" for letter in stem):
            if stem[-1] == stem[-2] and stem[-1] not in "lsz":
                stem = stem[:-1]
            return stem.removesuffix("e")
    return word.removesuffix("e") if len(word) > SHORTEST_STEM + 1 else word


def content_stems(text: str) -> list[str]:
    """Return the stems of the content words of a text in order, words of grammar left out."""
    return stem_words(word.text for word in find_words(text))


def stem_words(words: Iterable[str]) -> list[str]:
    """Return the stems of the content words among folded words, in order; "air strikes" is one, as "airstrikes"."""
    stems: list[str] = []
    for word in words:
        if word in stop_words():
            continue
        stem = stem_word(word)
        joined = irregular_stems().get(f"{stems[-1]} {stem}") if stems else None
        if joined is None:
            stems.append(stem)
        else:
            stems[-1] = joined
    return stems


@cache
def synonyms() -> Mapping[str, str]:
    """Return for stems of words of news the stem that stands for all that mean the same there (`synonyms.csv`).

    A key may be two stems ("north korea"); a capital that speaks for its state stands for it.
    """
    rows = read_table("onrecord.assemble", "synonyms.csv")
    return {" ".join(map(stem_word, row["word"].split())): stem_word(row["sense"]) for row in rows}


def merge_synonyms(stems: Sequence[str]) -> list[str]:
    """Return the stems in order, each as the one of its sense: "soldiers" and "troops" compare as one."""
    senses: list[str] = []
    place = 0
    while place < len(stems):
        pair = synonyms().get(" ".join(stems[place : place + 2]))
        senses.append(pair or synonyms().get(stems[place], stems[place]))
        place += 2 if pair is not None and place + 1 < len(stems) else 1
    return senses


class Weights:
    """How telling each stem is in this case: rare stems weigh more (inverse document frequency)."""

    def __init__(self, bags: Iterable[Iterable[str]]) -> None:
        kept = [frozenset(bag) for bag in bags]
        self._contents = len(kept)
        self.frequency = Counter(stem for bag in kept for stem in bag)
        self._weight = {stem: _rarity(len(kept), count) for stem, count in self.frequency.items()}
        self._unseen = _rarity(len(kept), 0)

    def total(self, stems: Iterable[str]) -> float:
        """Return the summed weight of the stems; `fsum` is exact, so a set's order leaves no trace."""
        return math.fsum(self._weight.get(stem, self._unseen) for stem in stems)

    def is_telling(self, stems: Iterable[str]) -> bool:
        """Whether each of the stems stands in few contents: not what the whole story is about."""
        most = max(FEW, COMMON_SHARE * self._contents)
        return all(self.frequency[stem] <= most for stem in stems)

    def rarest(self, stems: Iterable[str], most: int) -> list[str]:
        """Return the `most` rarest distinct stems, ties by the alphabet."""
        return sorted(set(stems), key=lambda stem: (self.frequency[stem], stem))[:most]


def _rarity(total: int, count: int) -> float:
    """Return the weight of a stem that `count` of `total` contents have (Spärck Jones 1972, smoothed), at least 0."""
    return max(0.0, math.log((total + 1) / (count + 0.5)))
