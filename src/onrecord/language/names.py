"""Names of persons, bodies and places: where they stand in a text, and one key for their spelling variants.

Invariant: a span begins and ends with a name's own word; no article, quotation mark or possessive ending is in it.
"""

import re
from functools import cache

from onrecord.language.fold import fold
from onrecord.language.states import state_names
from onrecord.language.tables import read_table
from onrecord.language.titles import find_body, find_title, title_end
from onrecord.model import Part, Record

PARTICLES = frozenset(
    {"de", "del", "della", "dela", "di", "da", "do", "dos", "das", "du", "van", "von", "zu", "der", "den", "ter", "ten"}
    | {"la", "le", "bin", "ibn", "bint", "bar", "ben", "abu", "al", "el", "ul", "ud", "ur", "as", "y"}
)
"""Words in lower case that stand inside a name, before a capitalised one."""

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’ʼ‘\-‑–.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_ABBREVIATIONS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "cpl",
        "adm",
        "prof",
        "rev",
    }
    | {"st", "jr", "cmdr", "brig", "no", "pvt"}
)
_OPENERS = frozenset('\n.!?:;"“”‘«»„—–(|[•')
HEADLINE_SHARE = 0.6
"""A line with this share of capitals among its longer words writes every word so: capitals show no names there."""

_LONG = 4
_HEADLINE_WORDS = 2
_HEADLINE_LONGEST = 40
_LONGEST_NAME = 16
"""Words; what runs on longer is a list or no language, and is cut so that time stays linear."""

OPENING_ENDINGS = ("ing", "ly", "ed", "tion", "tions", "ment", "ments", "ity", "ness")
"""Endings of words that open sentences far more often than they are names."""

_ACRONYMS = frozenset({"WHO", "US"})
_PARTICIPLE_ENDINGS = ("ed", "ing", "born", "run", "era", "style", "wide", "held", "owned", "old")
"""Endings of the last part of a compound adjective: "-based", "-born", "-year-old"."""

_FIELDS = frozenset(
    {
        "affairs",
        "agriculture",
        "arts",
        "cooperation",
        "culture",
        "customs",
        "development",
        "diseases",
        "drug",
        "education",
    }
    | {
        "energy",
        "exchange",
        "fisheries",
        "food",
        "forestry",
        "health",
        "housing",
        "humanities",
        "immigration",
        "industry",
    }
    | {
        "labor",
        "labour",
        "medicine",
        "medicines",
        "prevention",
        "relations",
        "research",
        "resources",
        "rights",
        "safety",
    }
    | {
        "science",
        "sciences",
        "securities",
        "security",
        "services",
        "sports",
        "studies",
        "technology",
        "tourism",
        "trade",
    }
    | {"transport", "transportation", "wildlife", "fish", "fire", "rescue", "trades", "statistics", "engineering"}
)
"""What institutions are for: "and" joins two of them inside one name ("Food and Drug Administration")."""

_CONTRACTIONS = frozenset({"ve", "re", "ll", "d", "t", "m"})


class _Word(Record, frozen=True, kw_only=True):
    start: int
    end: int
    text: str
    key: str
    capital: bool
    possessive: bool
    opens: bool


class _Shown(Record, frozen=True, kw_only=True):
    """Keys of words that the text writes small, and of those it writes with a capital inside a sentence."""

    small: frozenset[str]
    medial: frozenset[str]


def normalize_name(name: str) -> str:
    """Return the key of a name: folded (see `fold`), titles and what specifies them dropped.

    "Sen. Zoë O'Neill-Kern" becomes "zoe oneill kern". A name that is nothing but a title keeps it.
    """
    words = name.split()
    return " ".join(fold(" ".join(words[title_end(words) :])).split())


def name_tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name's key (see `normalize_name`)."""
    return tuple(normalize_name(name).split())


def find_names(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """Return the capitalised names in `text[start:end]`, ascending, without overlap, titles written as names included.

    A word that opens a sentence is a name unless the text also writes it small or it is in the reviewed list
    `no_names.csv`. Lines that write every word with a capital give only names that other lines show.
    """
    stop = len(text) if end is None else end
    ordinary: list[list[_Word]] = []
    headlines: list[list[_Word]] = []
    small: set[str] = set()
    medial: set[str] = set()
    for line in _lines(text, start, stop):
        if _is_headline(text, line):
            headlines.append(line)
        else:
            ordinary.append(line)
            small.update(word.key for word in line if not word.capital)
            medial.update(word.key for word in line if word.capital and not word.opens)
    shown = _Shown(small=frozenset(small - medial), medial=frozenset(medial))
    found = [part for line in ordinary for part in _names_in(text, line, shown)]
    found = _with_fields(text, sorted(found))
    known = {key for first, last in found for key in fold(text[first:last]).split()}
    found.extend(part for line in headlines for part in _known_in(text, line, known))
    return sorted(found)


def is_no_name(word: str) -> bool:
    """Return whether a capital on this word says nothing: function words, weekdays, "Officials"."""
    return fold(word) in _no_names()


def _lines(text: str, start: int, stop: int) -> list[list[_Word]]:
    lines: list[list[_Word]] = [[]]
    previous = start
    for match in _WORD.finditer(text, start, stop):
        gap = text[previous : match.start()]
        if "\n" in gap:
            lines.append([])
        bare = _POSSESSIVE.sub("", match.group())
        lines[-1].append(
            _Word(
                start=match.start(),
                end=match.start() + len(bare),
                text=bare,
                key=fold(bare),
                capital=_is_capital(bare),
                possessive=len(bare) < len(match.group()),
                opens=not lines[-1] or any(mark in _OPENERS for mark in gap[:4]),
            )
        )
        previous = match.end()
    return [line for line in lines if line]


def _is_capital(word: str) -> bool:
    # "iPhone" is a name, "mRNA" and "kWh" are none.
    if word[0].isupper() or (word[0].islower() and word[1:2].isupper() and word[2:3].islower()):
        return True
    prefix, hyphen, rest = word.partition("-")
    return bool(hyphen) and prefix in PARTICLES and rest[:1].isupper()


def _is_headline(text: str, line: list[_Word]) -> bool:
    long = [word.capital for word in line[1:] if len(word.text) >= _LONG]
    if len(line) > _HEADLINE_LONGEST or text[line[-1].end : line[-1].end + 1] in {".", "!", "?"}:
        return False
    return len(long) >= _HEADLINE_WORDS and sum(long) >= HEADLINE_SHARE * len(long)


def _names_in(text: str, line: list[_Word], shown: _Shown) -> list[Part]:
    found: list[Part] = []
    run: list[_Word] = []
    pending: list[_Word] = []
    for word in line:
        last = pending[-1] if pending else run[-1] if run else None
        if last is not None and (len(run) + len(pending) >= _LONGEST_NAME or not _joins(text, last, word)):
            found.extend(_trimmed(text, run, shown))
            run, pending, last = [], [], None
        if word.capital:
            run, pending = [*run, *pending, word], []
        elif run and _continues(run, pending, word):
            pending.append(word)
        elif run:
            found.extend(_trimmed(text, run, shown))
            run, pending = [], []
    found.extend(_trimmed(text, run, shown))
    return found


def _joins(text: str, last: _Word, word: _Word) -> bool:
    """Return whether nothing but a space, or the full stop of an abbreviation, stands between the words."""
    if last.possessive:
        return False
    gap = text[last.end : word.start]
    return gap in {" ", "\u00a0"} or (gap in {". ", "."} and (len(last.text) == 1 or last.key in _ABBREVIATIONS))


def _continues(run: list[_Word], pending: list[_Word], word: _Word) -> bool:
    # "As" is a particle in "as-Sadr", a conjunction where it stands alone.
    if word.key in PARTICLES - {"as"}:
        return True
    if word.key == "the":
        return bool(pending) and pending[-1].key in {"of", "for", "on"}
    if word.key not in {"of", "for", "on", "and"} or pending:
        return False
    if word.key == "and":
        return any(each.key in {"of", "for"} for each in run) and any(find_body(each.text) for each in run)
    if word.key == "on":
        return find_body(run[-1].text) is not None
    return any(find_body(each.text) for each in run) or (word.key == "of" and run[-1].key in {"secretary", "states"})


def _trimmed(text: str, run: list[_Word], shown: _Shown) -> list[Part]:
    """Return the run as a part, less words that a sentence's opening capitalised, or nothing."""
    words = list(run)
    # "Oxby-based Strand" and "sea-obsessed Kern" have an adjective before the name.
    while words and words[0].capital and ((words[1:] and _is_adjective(words[0].text)) or _only_opens(words, shown)):
        words = words[1:]
    while words and _trails(words[-1]) and not _is_surname(text, words):
        words = words[:-1]
    while words and not words[0].capital:
        words = words[1:]
    if not words or (len(words) == 1 and _is_word_alone(words[0])) or len(words[0].text) == len(words) == 1:
        return []
    # "Centers for Disease Control and Prevention" is one name, "House of Lords and Ada Kern" are two.
    joint = next((n for n in range(len(words)) if words[n].key == "and"), len(words))
    rest = words[joint + 1 :]
    field = bool(rest) and rest[-1].key in _FIELDS
    if (
        rest
        and not field
        and (len(rest) > 1 or rest[0].text.isupper() or find_body(rest[0].text) or rest[0].key in state_names())
    ):
        return [(words[0].start, words[joint - 1].end), (rest[0].start, rest[-1].end)]
    return [(words[0].start, words[-1].end)]


def _with_fields(text: str, found: list[Part]) -> list[Part]:
    """Return the names with those joined that two fields make: "Food" and "Drug Administration"."""
    joined: list[Part] = []
    for start, end in found:
        if joined and text[joined[-1][1] : start] == " and " and fold(text[slice(*joined[-1])]) in _FIELDS:
            last = fold(text[start:end]).split()[-1]
            if find_body(last) is not None or last in _FIELDS:
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _only_opens(words: list[_Word], shown: _Shown) -> bool:
    """Return whether the first word has its capital from its place, not from being a name."""
    first = words[0]
    kind = _no_names().get(first.key)
    if kind in {"function", "calendar"} or _is_contraction(first.text):
        # "All Norvia Airways" inside a sentence has its capital by right, "The Herald" is found without its article.
        placed = first.opens or len(words) == 1 or kind == "calendar" or first.key in {"the", "a", "an"}
        return placed and (len(first.text) == 1 or not first.text.isupper())
    # "Downing Street" opens with no participle.
    if not first.opens or {first.key, " ".join(word.key for word in words)} & state_names():
        return False
    if find_title(first.text) is not None or find_body(first.text) is not None:
        return len(words) == 1
    opening = first.key in shown.small or (first.key not in shown.medial and first.key.endswith(OPENING_ENDINGS))
    return opening or (kind is not None and len(words) == 1)


def _is_surname(text: str, words: list[_Word]) -> bool:
    """Return whether a month at the end is a family name: "Theresa May said", but not "in Oxby May 5"."""
    return (
        len(words) > 1
        and words[-1].key in {"may", "march", "june", "jan", "sun"}
        and not text[words[-1].end + 1 : words[-1].end + 2].isdigit()
    )


def _is_word_alone(word: _Word) -> bool:
    """Return whether a word is in the list of those that are no name; "WHO" and "US" in a line of words are names."""
    return word.key in _no_names() and word.text not in _ACRONYMS


def _trails(word: _Word) -> bool:
    return _is_word_alone(word) and _no_names()[word.key] in {"function", "calendar"}


def _is_adjective(word: str) -> bool:
    stem, hyphen, last = word.rpartition("-")
    return bool(hyphen and stem) and last.islower() and last.endswith(_PARTICIPLE_ENDINGS)


def _is_contraction(word: str) -> bool:
    stem, apostrophe, ending = word.replace("’", "'").partition("'")
    return bool(apostrophe) and ending in _CONTRACTIONS and is_no_name(stem)


def _known_in(text: str, line: list[_Word], known: set[str]) -> list[Part]:
    found: list[Part] = []
    run: list[_Word] = []
    for word in line:
        named = word.capital and not _is_word_alone(word) and (word.key in known or word.key in state_names())
        if run and not (named and _joins(text, run[-1], word)):
            found.append((run[0].start, run[-1].end))
            run = []
        if named:
            run.append(word)
    if run:
        found.append((run[0].start, run[-1].end))
    return found


@cache
def _no_names() -> dict[str, str]:
    rows = read_table("onrecord.language", "no_names.csv")
    return {fold(row["word"]): row["kind"] for row in rows}
