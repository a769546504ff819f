"""Names of states: what a page calls a country, its people, its capital or a seat of its power, into one country.

Invariant: a name that comes from the table says how it matched, so a reader can tell "Seoul" the government's name
from "Seoul" the town.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from babel import Locale

from onrecord.language.fold import fold
from onrecord.language.tables import read_table
from onrecord.model import Record

Matched = Literal["name", "demonym", "capital", "seat"]

SHORT = 3
"""Keys up to this length ("US", "ROK") count only in capitals: "us" is a pronoun."""


_WITH_ARTICLE = frozenset(
    {"Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles", "Vatican"}
)


class State(Record, frozen=True, kw_only=True):
    """A country as some words name it.

    `code` is its ISO 3166 code (`XK` for Kosovo, as in CLDR), `name` its usual English name, `matched` what the words
    are, `body` the organ that a seat stands for ("the Pentagon": Department of Defense), else null, and `demonym` the
    adjective of the country, null where the table has none.
    """

    code: str
    name: str
    matched: Matched
    body: str | None = None
    demonym: str | None = None


def find_state(name: str) -> State | None:
    """Return the country that exactly these words name, with or without a leading article, or None.

    Names come from CLDR (by babel) and the reviewed table `states.csv`, which also has demonyms, capitals and seats of
    power. Words in lower case never match: "turkey" and "us" are no countries.
    """
    words = _bare(name.strip())
    if not words[:1].isupper():
        return None
    key = fold(words)
    if len(key.replace(" ", "")) <= SHORT and not words.replace(".", "").isupper():
        return None
    return _states().get(key)


def with_article(name: str) -> str:
    """Return a state's name as it stands behind "of": "the United States", "Norway"."""
    grammatical = name.startswith(("United ", "Democratic ", "Republic ")) or name.endswith(("Islands", "Republic"))
    return f"the {name}" if grammatical or name in _WITH_ARTICLE else name


@cache
def state_names() -> frozenset[str]:
    """Return the folded form (see `fold`) of every name that `find_state` knows."""
    return frozenset(_states())


@cache
def _states() -> dict[str, State]:
    rows = read_table("onrecord.language", "states.csv")
    known: dict[str, State] = {}
    # Names go before demonyms and capitals: what two countries share belongs to the one whose name it is.
    for words, state in [*_named(rows), *_associated(rows)]:
        known.setdefault(fold(_bare(words)), state)
    return known


def _named(rows: list[dict[str, str]]) -> Iterator[tuple[str, State]]:
    standard = {row["code"]: _state(row, "name") for row in rows}
    for row in rows:
        for words in (row["name"], *_listed(row["also"])):
            yield words, standard[row["code"]]
    for code, words in sorted(Locale("en").territories.items()):
        if code in standard:
            yield words, standard[code]


def _associated(rows: list[dict[str, str]]) -> Iterator[tuple[str, State]]:
    for row in rows:
        for words in _listed(row["demonyms"]):
            for form in (words, f"{words}s"):
                yield form, _state(row, "demonym")
        for words in _listed(row["capitals"]):
            yield words, _state(row, "capital")
        for seat in _listed(row["seats"]):
            words, _, body = seat.partition("=")
            yield words, _state(row, "seat", body)


def _state(row: dict[str, str], matched: Matched, body: str | None = None) -> State:
    demonym = next(iter(_listed(row["demonyms"])), None)
    return State(code=row["code"], name=row["name"], matched=matched, body=body, demonym=demonym)


def _listed(cell: str) -> list[str]:
    return [words for words in cell.split(";") if words]


def _bare(words: str) -> str:
    return words.removeprefix("the ").removeprefix("The ")
