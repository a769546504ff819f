"""Turns the carriers of one remark into their word differences against the fullest of them.

Invariant: every difference quotes words that stand in one of the two contents compared.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from onrecord.language.shingles import Word, find_words
from onrecord.model import Difference, Statement, Variant

MOST_WORDS = 600
"""Longer contents are compared by their common beginning and end only: the matcher's cost grows with the square."""


def compare_variants(statements: Sequence[Statement]) -> tuple[Variant, ...]:
    """Return one variant per statement, in the order given, against the fullest carrier (most words, then least id).

    In a difference `text` holds the carrier's words and `against` the fullest carrier's: `drops` has no `text`, `adds`
    has no `against`.
    """
    words = {text: find_words(text) for text in {statement.text for statement in statements}}
    fullest = min(statements, key=lambda statement: (-len(words[statement.text]), statement.id)).text
    differs = {text: _differences(text, said, fullest, words[fullest]) for text, said in words.items()}
    return tuple(
        Variant(statement=statement.id, article=statement.article, differs=differs[statement.text])
        for statement in statements
    )


def word_differences(text: str, against: str) -> tuple[Difference, ...]:
    """Return how the words of one content differ from those of another, without regard to case and punctuation."""
    return _differences(text, find_words(text), against, find_words(against))


def _differences(text: str, words: list[Word], full_text: str, full_words: list[Word]) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for a, b, c, d in _changes([word.text for word in full_words], [word.text for word in words]):
        against, said = _slice(full_text, full_words[a:b]), _slice(text, words[c:d])
        if not said:
            found.append(Difference(op="drops", text="", against=against))
        elif not against:
            found.append(Difference(op="adds", text=said, against=""))
        else:
            found.append(Difference(op="replaces", text=said, against=against))
    return tuple(found)


def _changes(full: list[str], words: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the unequal stretches as (full_start, full_end, start, end) in words."""
    if max(len(full), len(words)) <= MOST_WORDS:
        codes = SequenceMatcher(None, full, words, autojunk=False).get_opcodes()
        return [(a, b, c, d) for tag, a, b, c, d in codes if tag != "equal"]
    shortest = min(len(full), len(words))
    head = next((i for i in range(shortest) if full[i] != words[i]), shortest)
    tail = next((i for i in range(shortest - head) if full[-1 - i] != words[-1 - i]), shortest - head)
    stretch = (head, len(full) - tail, head, len(words) - tail)
    return [stretch] if stretch[0] < stretch[1] or stretch[2] < stretch[3] else []


def _slice(text: str, words: list[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""
