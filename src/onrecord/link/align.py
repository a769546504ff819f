"""Two names' words into which word stands for which: the pairing, in order, that agrees most.

Invariant: pairs ascend in both names; the pairing is symmetric.
"""

from collections.abc import Sequence

from onrecord.link.names import Word
from onrecord.link.words import Agreement, Likeness, compare_initials, compare_words
from onrecord.model import Record

_RANK: dict[Agreement, int] = {"equal": 0, "spelling": 1, "short": 2, "slip": 3, "initial": 4, "none": 5}


class Pair(Record, frozen=True, kw_only=True):
    """The places of two words that agree."""

    one: int
    other: int
    likeness: Likeness


def word_likeness(one: Word, other: Word, *, loose: bool) -> Likeness:
    """Return how two words agree, with or without the particles that lead to them."""
    if one.initial or other.initial:
        return compare_initials(one.text, other.text)
    best = compare_words(one.written, other.written, loose=loose)
    if best.kind != "equal" and (one.joined != one.text or other.joined != other.text):
        for first, second in ((one.joined, other.written), (one.written, other.joined)):
            best = min(best, compare_words(first, second, loose=loose), key=lambda each: _RANK[each.kind])
    return best


def align_words(one: Sequence[Word], other: Sequence[Word], *, loose: bool) -> list[Pair]:
    """Return the pairs of words that agree, in order in both names, with the highest sum of scores.

    Names have at most `names.MOST_WORDS` words.
    """
    # best[i][j]: sum and pairs of the words from i and from j on.
    best: list[list[tuple[float, tuple[Pair, ...]]]] = [[(0.0, ())] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            found = max(best[i + 1][j], best[i][j + 1], key=lambda each: each[0])
            likeness = word_likeness(one[i], other[j], loose=loose)
            if likeness.kind != "none" and likeness.score + best[i + 1][j + 1][0] > found[0]:
                pair = Pair(one=i, other=j, likeness=likeness)
                found = (likeness.score + best[i + 1][j + 1][0], (pair, *best[i + 1][j + 1][1]))
            best[i][j] = found
    return list(best[0][0][1])


def join_split(one: tuple[Word, ...], other: tuple[Word, ...], *, loose: bool) -> tuple[Word, ...]:
    """Return the first name with neighbours made one where the other has them as one: "Mac Donald" of "MacDonald"."""
    words = list(one)
    at = 0
    while at + 1 < len(words):
        first, second = words[at], words[at + 1]
        written = first.written + second.written
        # "C. Kern" is no "Ckern", but "Ó Briain" is "O'Briain".
        whole = not (second.initial or (first.initial and first.written.isascii()))
        if whole and any(len(each.text) > len(first.text) and _is_one(written, each, loose=loose) for each in other):
            text = first.text + second.text
            words[at : at + 2] = [Word(text=text, written=written, joined=text, tied=first.tied)]
        at += 1
    return tuple(words)


def _is_one(written: str, word: Word, *, loose: bool) -> bool:
    return compare_words(written, word.written, loose=loose).kind in {"equal", "spelling"}
