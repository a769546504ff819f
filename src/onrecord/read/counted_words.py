"""The words around quantities, by kind: what opens, joins, ends and moves them (`counted_words.csv`).

Invariant: all words are case folded.
"""

from functools import cache

from onrecord.language.calendar import month_numbers, weekday_numbers
from onrecord.language.numbers import number_words
from onrecord.language.tables import read_table


@cache
def table_words(*kinds: str) -> frozenset[str]:
    """Return the words of the kinds in the table; `number` stands for all number words."""
    rows = read_table("onrecord.read", "counted_words.csv")
    numbers = number_words("unit", "teen", "ten", "scale") if "number" in kinds else {}
    return frozenset(row["word"] for row in rows if row["kind"] in kinds) | numbers.keys()


@cache
def _time_words() -> frozenset[str]:
    return table_words("time") | weekday_numbers().keys() | month_numbers().keys()


def is_time_word(word: str) -> bool:
    """Whether a folded word is a weekday, a month or a word like "today", and so no thing that is counted."""
    return word in _time_words()
