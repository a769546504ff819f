"""Words of names as what they sound like: Khrushchev, Chruschtschow and Khrouchtchev agree, Kern and Korn do not.

A word is its consonants, each the sounds that its letters have in one language or another, and the slots around them:
the vowels that stand there, in each way to read them. Two words sound alike where all of both meet.

Invariant: agreement is symmetric and depends on the two words only.
"""

import re
from functools import cache, lru_cache

from anyascii import anyascii

from onrecord.language.tables import read_table
from onrecord.model import Record

WORDS_KEPT = 1 << 18
"""Words whose sounds are remembered: a large case has some ten thousand."""

LONGEST_WORD = 40
"""Letters; what goes on longer is no word of a name, and is cut."""

_FRONT = frozenset("eiyéíìîè")
_SIBILANTS = frozenset("SZCQ")
_GLIDE = re.compile(r"(?<!d)j")
_ALLAH = re.compile(r"[uo]l+ah?(?=$|i)")
_LONG = (("ou", "u"), ("oo", "u"), ("uu", "u"), ("aa", "a"), ("ee", "i"), ("ii", "i"))
_UMLAUTS = (("ae", "aA"), ("oe", "oO"), ("ue", "uU"))
"""As umlauts are written without dots: Mueller is Müller, and Muller, whose dots were lost."""

_MARKED = str.maketrans({"ä": "A", "ö": "O", "ü": "U", "å": "a", "æ": "a", "ø": "o", "œ": "o", "ő": "o", "ű": "u"})
_LOOSE = (str.maketrans("eo", "au"), str.maketrans("eo", "iu"))
"""Short vowels of Arabic and Persian, which pages write as they hear them: Ahmad and Ahmed, Khaled and Khalid."""
_COARSE = {sound: sound for sound in "pbtdmnlr"} | {"f": "v", "v": "v"}
"""Sounds that no letter shares with another one; all others are one class."""

Slot = frozenset[str]


class Sounds(Record, frozen=True, kw_only=True):
    """One way to read a word: its consonants, and the slots before, between and after them, strictly and loosely."""

    consonants: tuple[frozenset[str], ...]
    slots: tuple[Slot, ...]
    loose: tuple[Slot, ...]


def sound_alike(one: str, other: str, *, loose: bool = False) -> bool:
    """Return whether two words in small letters can be spellings of one; `loose` lets short vowels vary."""
    return any(_meet(first, second, loose=loose) for first in sounds_of(one) for second in sounds_of(other))


def _meet(one: Sounds, other: Sounds, *, loose: bool) -> bool:
    if len(one.consonants) != len(other.consonants):
        return False
    pairs = [*zip(one.consonants, other.consonants, strict=True)]
    pairs += zip(one.loose, other.loose, strict=True) if loose else zip(one.slots, other.slots, strict=True)
    return not any(first.isdisjoint(second) for first, second in pairs)


@lru_cache(WORDS_KEPT)
def sounds_of(word: str) -> tuple[Sounds, ...]:
    """Return the ways to read a word in small letters, diacritics and all: two where it has a j."""
    plain = _ALLAH.sub("alla", word[:LONGEST_WORD])
    return tuple(_read(reading) for reading in dict.fromkeys((plain, _GLIDE.sub("y", plain))))


@lru_cache(WORDS_KEPT)
def coarse_sounds(word: str) -> tuple[str, ...]:
    """Return keys of a word in small letters, one for each way to read it; words that sound alike share one."""
    return tuple(dict.fromkeys(map(_coarse, sounds_of(word))))


def _coarse(sounds: Sounds) -> str:
    first, last = sounds.slots[0], sounds.slots[-1]
    letters = (_COARSE.get(min(sound), "*") for sound in sounds.consonants)
    return f"{'' if '' in first else 'a'}{''.join(letters)}{'' if '' in last else 'a'}"


def _read(word: str) -> Sounds:
    consonants: list[frozenset[str]] = []
    runs = [""]
    for match in _pattern().finditer(word):
        letters = match.group()
        following = word[match.end() : match.end() + 1]
        sounds = _sounds_here(letters, following)
        if sounds is None:
            runs[-1] += letters
        for sound in sounds or ():
            # "Hoffmann" is "Hofman": what is doubled sounds once.
            if runs[-1] or not consonants or consonants[-1] != sound:
                consonants.append(sound)
                runs.append("")
    last = len(runs) - 1
    slots = tuple(
        _readings(run, first=n == 0, last=n == last, hushed=n > 0 and bool(consonants[n - 1] & _SIBILANTS))
        for n, run in enumerate(runs)
    )
    return Sounds(consonants=tuple(consonants), slots=slots, loose=tuple(_loosened(slot) for slot in slots))


def _sounds_here(letters: str, following: str) -> tuple[frozenset[str], ...] | None:
    """Return the consonants that letters are before what follows them; None for a vowel."""
    if letters == "h" and (not following or following in _graphemes()):
        return ()
    if following in _FRONT and letters in {"c", "g"}:
        return (frozenset("scC" if letters == "c" else "gJ"),)
    if letters == "f" and not following:
        return (frozenset("fv"),)
    return _graphemes().get(letters)


def _readings(run: str, *, first: bool, last: bool, hushed: bool) -> Slot:
    """Return how the vowels between two consonants can be read; `hushed` after a sound like sh."""
    base = anyascii(run.translate(_MARKED)).replace("y", "i").replace("j", "i")
    for written, read in _LONG:
        base = base.replace(written, read)
    found = {base}
    found |= {base.replace(written, way) for written, ways in _UMLAUTS for way in ways}
    if not last:
        # Yeltsin and Eltsin, Nazarbayev and Nazarbaev.
        found.add(base.replace("ie", "e"))
    if not first and not last:
        # Fyodor and Fedor, Lyudmila and Ludmila; Gorbachev and Gorbachov.
        found |= {base.replace("io", "e"), base.replace("iu", "u")}
        if hushed:
            found |= {base.replace("io", "o"), base.replace("io", "e").replace("o", "e")}
    return frozenset(found)


def _loosened(slot: Slot) -> Slot:
    return frozenset(each.translate(table).replace("ii", "i") for each in slot for table in _LOOSE)


@cache
def _graphemes() -> dict[str, tuple[frozenset[str], ...]]:
    rows = read_table("onrecord.link", "graphemes.csv")
    return {row["letters"]: tuple(frozenset(sound.split()) for sound in row["sounds"].split("|")) for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds the letters that belong together, the longest first, and every letter else."""
    return re.compile("|".join([*sorted(map(re.escape, _graphemes()), key=len, reverse=True), "[^\\W\\d_]"]))
