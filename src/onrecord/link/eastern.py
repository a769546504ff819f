"""Korean and Chinese names, in any script and romanisation, into family name and syllables.

Kim Hong Kyun, Hong-gyun Kim and 김홍균 are one family name and two syllables that can be the same; Kim Jong Un and
Kim Jong Il are not. Korean is read from Hangul, Revised Romanisation, McCune-Reischauer and what newspapers make of
them; Chinese from characters, Pinyin and Wade-Giles.

Invariant: a name that is not wholly syllables after a family name of the table has no reading.
"""

from functools import cache, lru_cache
from itertools import product
from typing import Literal

from anyascii import anyascii

from onrecord.language.fold import fold
from onrecord.language.tables import read_table
from onrecord.model import Record

MOST_SYLLABLES = 2
"""Of a given name."""

MOST_READINGS = 8
"""Of one name: where syllables end can be open ("Hongyun")."""

LONGEST_SYLLABLE = 6
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "0ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ"
_SOFTENED = str.maketrans("리류림로라려량룡륙", "이유임노나여양용육")
_COMPOUND = frozenset(
    [
        "남궁",
        "황보",
        "제갈",
        "선우",
        "독고",
        "사공",
        "서문",
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "司徒",
        "慕容",
        "令狐",
        "皇甫",
        "夏侯",
        "尉迟",
    ]
)
_READ_SO_AS_FAMILY = {
    "单": "shan",
    "單": "shan",
    "曾": "zeng",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "區": "ou",
    "覃": "qin",
}

System = Literal["korean", "chinese"]
Syllable = frozenset[str]


class Reading(Record, frozen=True, kw_only=True):
    """One way to read a name: the family names it can be, and each syllable as what it can stand for.

    `native` is false where the name can only be read by a romanisation that leaves much open (Wade-Giles).
    """

    system: System
    families: frozenset[str]
    given: tuple[Syllable, ...]
    native: bool = True


def readings_agree(one: Reading, other: Reading) -> bool:
    """Return whether two readings of full names can be of one name."""
    return (
        one.system == other.system
        and len(one.given) == len(other.given)
        and not one.families.isdisjoint(other.families)
        and not any(a.isdisjoint(b) for a, b in zip(one.given, other.given, strict=True))
    )


def reading_keys(reading: Reading) -> list[str]:
    """Return keys of a reading: readings that agree share one, and few others do; so do those of one family name.

    Of Korean syllables the vowels are left out, since one letter can stand for three.
    """
    bare = [
        sorted({each[0] + each[-1] if reading.system == "korean" else each for each in part}) for part in reading.given
    ]
    ways = [" ".join(way) for way in product(*bare)]
    families = [f"family {family}" for family in sorted(reading.families)]
    return [*families, *(f"{family} {way}" for family in families for way in ways if way)]


def split_eastern(text: str) -> tuple[str, str]:
    """Return family and given name of a name in Hangul or Chinese characters, the given name empty if it has none."""
    family = 2 if text[:2] in _COMPOUND and len(text) > len("王毅") else 1
    return text[:family], text[family:]


def romanised(text: str) -> str:
    """Return characters as they are romanised, in small letters: Revised Romanisation, Pinyin."""
    family = _READ_SO_AS_FAMILY.get(text)
    return family or "".join(letter for letter in anyascii(text).lower() if letter.isalpha())


def same_characters(one: str, other: str) -> bool:
    """Return whether two names in characters are the same, written simplified or traditional."""
    table = _simplified()
    return one.translate(table) == other.translate(table)


def syllables_alike(one: str, other: str) -> bool:
    """Return whether two folded words of two Korean syllables or more are romanisations of one."""
    return any(
        len(first) == len(second) > 1
        and not any(
            _syllables("korean")[a].isdisjoint(_syllables("korean")[b]) for a, b in zip(first, second, strict=True)
        )
        for first in _cut(one, "korean")
        for second in _cut(other, "korean")
    )


def read_written(family: str, given: str) -> tuple[Reading, ...]:
    """Return the reading of a name in Hangul or Chinese characters."""
    if "\uac00" <= family[:1] <= "\ud7a3":
        syllables = tuple(frozenset({_of_hangul(each)}) for each in given)
        return (Reading(system="korean", families=frozenset({family.translate(_SOFTENED)}), given=syllables),)
    syllables = tuple(frozenset({romanised(each)}) for each in given)
    return (Reading(system="chinese", families=frozenset({romanised(family)}), given=syllables),)


def read_romanised(words: tuple[str, ...]) -> tuple[Reading, ...]:
    """Return the readings of a name in folded words, the family name first or last."""
    found: dict[Reading, None] = {}
    for family, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        for system in ("korean", "chinese"):
            families = _families().get((system, family))
            if families and given:
                for syllables, native in _syllables_of(given, system):
                    found[Reading(system=system, families=families, given=syllables, native=native)] = None
    return tuple(found)[:MOST_READINGS]


@lru_cache(1 << 18)
def families_of(word: str) -> frozenset[str]:
    """Return the Korean and Chinese family names that a folded word can be."""
    return frozenset().union(*(_families().get((system, word), frozenset()) for system in ("korean", "chinese")))


def _syllables_of(given: tuple[str, ...], system: System) -> list[tuple[tuple[Syllable, ...], bool]]:
    if system == "korean":
        return [(syllables, True) for syllables in _joined(tuple(word.replace("wh", "hw") for word in given), "korean")]
    exact = [(syllables, True) for syllables in _joined(given, "pinyin")]
    # A name that is good Pinyin is not read as anything else.
    return exact or [(syllables, False) for syllables in _joined(given, "wade")]


def _joined(given: tuple[str, ...], system: str) -> list[tuple[Syllable, ...]]:
    """Return the ways to read all words as syllables, at most `MOST_SYLLABLES` together."""
    ways = [_cut(word, system) for word in given]
    whole = [tuple(each for part in way for each in part) for way in product(*ways)]
    table = _syllables(system)
    return [tuple(table[each] for each in way) for way in whole if len(way) <= MOST_SYLLABLES]


@lru_cache(1 << 18)
def _cut(word: str, system: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to cut a word into one or two syllables."""
    table = _syllables(system)
    once = [(word,)] if word in table else []
    ends = range(max(1, len(word) - LONGEST_SYLLABLE), min(len(word), LONGEST_SYLLABLE + 1))
    return (*once, *((word[:at], word[at:]) for at in ends if word[:at] in table and word[at:] in table))


def _of_hangul(letter: str) -> str:
    at = ord(letter) - 0xAC00
    if not 0 <= at < len(_INITIALS) * len(_VOWELS) * len(_FINALS):
        return letter
    initial, rest = divmod(at, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


@cache
def _syllables(system: str) -> dict[str, Syllable]:
    """Return what each written syllable can stand for: in Korean its letters, in Chinese its Pinyin."""
    parts: dict[str, list[tuple[str, list[str]]]] = {"initial": [], "vowel": [], "final": []}
    for row in read_table("onrecord.link", "syllables.csv"):
        if row["system"] == system:
            parts[row["part"]].append((row["written"], row["read"].split()))
    if system == "pinyin":
        written = [initial + final for initial, finals in parts["initial"] for final in finals]
        return {each: frozenset({each}) for each in written}
    found: dict[str, set[str]] = {}
    chosen = [parts[part] for part in ("initial", "vowel", "final") if parts[part]]
    for way in product(*chosen):
        read = {"".join(letters).replace("-", "") for letters in product(*(letters for _, letters in way))}
        if system == "wade":
            read &= _syllables("pinyin").keys()
        if read:
            found.setdefault("".join(written for written, _ in way), set()).update(read)
    return {each: frozenset(read) for each, read in found.items()}


@cache
def _simplified() -> dict[int, str]:
    return str.maketrans(
        {row["traditional"]: row["simplified"] for row in read_table("onrecord.link", "han_variants.csv")}
    )


@cache
def _families() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for row in read_table("onrecord.link", "eastern_families.csv"):
        for spelling in row["spellings"].split():
            found.setdefault((row["system"], fold(spelling)), set()).add(row["family"])
    return {key: frozenset(families) for key, families in found.items()}
