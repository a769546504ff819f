"""Titles, offices, trades and bodies: the reviewed tables that tell "President" from a name and a ministry from a man.

Invariant: all look-ups are by folded words (see `fold`), so spelling and capitals do not matter.
"""

from functools import cache
from typing import Literal

import msgspec
from msgspec.structs import replace

from onrecord.language.fold import fold
from onrecord.language.tables import read_table
from onrecord.model import Record

TitleKind = Literal["honorific", "rank", "office", "trade", "kin"]
Gender = Literal["m", "f"]
BodyType = Literal["state", "organisation", "media", "document", "place"]

LONGEST_TITLE = 4
"""Words of the longest row of `titles.csv`."""

_LINKS = frozenset({"of", "for", "on"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})


class Title(Record, frozen=True, kw_only=True):
    """What a title says about who bears it; `gender` is null where it says nothing.

    `holders` is `one` where a state or body has one holder at a time (president, foreign minister, chief executive),
    null where it has many or the title does not tell; `means` is the title that says the same and by which offices are
    compared ("premier": "prime minister"), null for that title itself.
    """

    kind: TitleKind
    gender: Gender | None
    holders: Literal["one"] | None
    means: str | None


def find_title(words: str) -> Title | None:
    """Return the title that exactly these words are ("prime minister", "Sen."), or None."""
    key = fold(words)
    known = _titles().get(key)
    # A co-founder is a founder, a co-chair is not the only one.
    shared = None if known is not None else _titles().get(key.removeprefix("co "))
    return known if shared is None else replace(shared, holders=None)


def is_honorific(words: str) -> bool:
    """Return whether exactly these words are a form of address that says no office: "Mr", "Dr."."""
    title = find_title(words)
    return title is not None and title.kind == "honorific"


def find_body(word: str) -> BodyType | None:
    """Return what kind of body a head word names ("ministry": state, "army": organisation), or None."""
    return _bodies().get(fold(word))


def title_end(words: list[str]) -> int:
    """Return how many leading words are title and its specification, so that `words[n:]` is the bare name.

    The last title wins: "Deputy Emergency Situations Minister Ada Kern" has four such words. 0 where no title leads to
    a name: "Stephen King" keeps his surname and the "Justice Department" its first word.
    """
    folded = [fold(word) for word in words]
    body_at = -1
    for n, word in enumerate(folded):
        if n and word in _bodies() and word not in _titles() and (n + 1 == len(folded) or folded[n + 1] in _LINKS):
            body_at = n
    best = 0
    for start in range(len(folded)):
        for end in range(min(len(folded), start + LONGEST_TITLE), start, -1):
            title = _titles().get(" ".join(folded[start:end]))
            if title is not None and title.kind != "kin" and not all(word in _SUFFIXES for word in folded[end:]):
                best = max(best, end)
                break
    return best if best > body_at else 0


@cache
def _titles() -> dict[str, Title]:
    known: dict[str, Title] = {}
    for row in _rows("titles.csv"):
        title = msgspec.convert({field: row[field] or None for field in Title.__struct_fields__}, Title)
        known.setdefault(fold(row["title"]), title)
    return known


@cache
def _bodies() -> dict[str, BodyType]:
    return msgspec.convert({fold(row["word"]): row["type"] for row in _rows("bodies.csv")}, dict[str, BodyType])


def _rows(name: str) -> list[dict[str, str]]:
    return read_table("onrecord.language", name)
