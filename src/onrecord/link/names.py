"""A name as written, in any script, into its words, in the order of given and family name.

Titles, credentials and quoted nicknames are dropped; particles stay with the word that they lead to; initials stand
alone; a comma or a patronymic at the end shows that the family name came first.

Invariant: any string gives a name; what holds no word has none.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from onrecord.language.fold import fold
from onrecord.language.names import PARTICLES
from onrecord.language.titles import title_end
from onrecord.link.abjads import is_abjad
from onrecord.link.eastern import Reading, read_romanised, read_written, romanised, split_eastern
from onrecord.link.given import find_given
from onrecord.model import Record

NAMES_KEPT = 1 << 18
LONGEST_EASTERN = 3
"""Words of a Korean or Chinese name in Latin letters."""

MOST_WORDS = 8
"""Of one name; what is longer is cut, so that comparing stays bounded."""

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"} | {
    form: numeral
    for numeral, forms in {"ii": "ii 2nd second", "iii": "iii 3rd third", "iv": "iv 4th fourth"}.items()
    for form in forms.split()
}
_CREDENTIALS = frozenset(
    ["md", "phd", "esq", "kc", "qc", "mp", "mep", "cbe", "obe", "mbe", "dds", "rn", "jd", "cpa", "dphil", "msc", "llm"]
)
_ARTICLES = frozenset(["al", "el", "ul", "ur", "ar", "as", "ash", "at", "ad", "an", "az", "es", "er", "ed", "ez"])
"""The Arabic article, as it sounds before the word that follows."""

_ALWAYS = frozenset(
    [
        "de",
        "del",
        "della",
        "dela",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "van",
        "von",
        "zu",
        "den",
        "der",
        "ter",
        "bin",
        "ibn",
        "bint",
    ]
)
"""Particles also at the beginning of a name, where the others can be a given name: Ben, Al, Do."""

_SONS = frozenset({"bn", "بن", "ابن", "بنت", "bin", "ibn", "bint", "ben"})
_SERVANT = re.compile(r"abd(?:el|al|ul|ol|il|oul|er|ar|ur|es|as|us|ed|ad|ud|en|an|un|ez|az|uz|ou|u)?$")
_SERVANT_OF = re.compile(r"abd(?:el|al|ul|ol|il|oul|er|ar|ur|es|as|us|ed|ad|ud|ez|az|uz)(?=[a-z]{2})")
_PATRONYMIC = re.compile(r"(?:[oeyi]v|w)(?:ich|ych|yc|ic|itch|itsch|na)$|ichna$|inichna$")
_QUOTED = re.compile(r"[\"“”„«»(\[][^\"“”„«»()\[\]]{0,40}[\"“”„«»)\]]")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.[\s-]?){1,4}")
_SPACES = re.compile(r"[\s·•・_]+")
_HYPHENS = re.compile(r"[-‐‑–]+")
_GREEK = (("Μπ", "B"), ("μπ", "b"), ("Ντ", "D"), ("Γκ", "G"), ("ου", "ou"), ("ευ", "ev"), ("αυ", "av"), ("γι", "y"))
_ANUSVARA = str.maketrans({"ं": "न"})


class Word(Record, frozen=True, kw_only=True):
    """A word of a name.

    Attributes:
        text: folded; of Arabic and Hebrew words the consonants.
        written: in small letters with its diacritics, romanised where it is in another script than Latin, Arabic,
            Hebrew.
        joined: with the particles that lead to it: "vandenberg"; else the same as `text`.
        tied: a hyphen ties it to the word before.
        initial: it is one letter, which romanised can be several: "Ю." is "yu".
    """

    text: str
    written: str
    joined: str
    tied: bool = False
    initial: bool = False


class Name(Record, frozen=True, kw_only=True):
    """A name as written and as it is compared.

    Attributes:
        text: as written.
        words: the folded words, given names first where that shows; titles and particles dropped, a suffix ("jr",
            "iii") last: names of equal words are one name.
        parts: the words with what is needed to compare them, without the suffix.
        suffix: "jr", "sr", "ii", "iii", "iv" or empty.
        readings: as a Korean or Chinese name.
        characters: of a name in Chinese characters or Hangul, else empty.
        script: of its first letter, as Unicode names it: "LATIN", "CYRILLIC".
        ordered: a comma, initials or a patronymic showed which name is the family's.
        loose: its short vowels may be written in several ways.
    """

    text: str
    words: tuple[str, ...]
    parts: tuple[Word, ...]
    suffix: str
    readings: tuple[Reading, ...]
    characters: str
    script: str
    ordered: bool
    loose: bool

    @property
    def family(self) -> str:
        """The last word without a suffix, where the family name stands in most languages; empty if there is none."""
        return self.parts[-1].text if self.parts else ""


@lru_cache(NAMES_KEPT)
def parse_name(text: str) -> Name:
    """Return a name of any script as its words; raises nothing, whatever the text."""
    plain = _QUOTED.sub(" ", unicodedata.normalize("NFC", text))
    characters = "".join(plain.split())
    if characters and all(map(_is_character, characters)):
        return _of_characters(text, characters)
    family, comma, given = plain.partition(",")
    if comma and _suffix_of(given) is None and fold(given).replace(" ", "") not in _CREDENTIALS and given.strip():
        parts, suffix = _parts(f"{given} {family}")
        return _name(text, parts, suffix, ordered=True)
    parts, suffix = _parts(plain.replace(",", " "))
    turned = _given_first(parts)
    return _name(text, turned, suffix, ordered=turned != parts)


def is_patronymic(word: str) -> bool:
    """Return whether a folded word ends as patronymics do: -ovich, -evna."""
    return len(word) > len("ivich") and _PATRONYMIC.search(word) is not None


def _name(text: str, parts: tuple[Word, ...], suffix: str, *, ordered: bool) -> Name:
    words = tuple(part.text for part in parts)
    known = [find_given(word) for word in words]
    return Name(
        text=text,
        words=(*words, suffix) if suffix and words else words,
        parts=parts,
        suffix=suffix,
        readings=read_romanised(words) if 1 < len(words) <= LONGEST_EASTERN and not any(map(is_abjad, words)) else (),
        characters="",
        script=_script_of(text),
        ordered=ordered,
        loose=any(given is not None and given.loose for given in known) or any(_is_arabic(part) for part in parts),
    )


def _script_of(text: str) -> str:
    first = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(first, "").partition(" ")[0] if first else ""


def _is_arabic(part: Word) -> bool:
    return (
        part.joined.removesuffix(part.text) in _ARTICLES | _SONS or part.text.startswith("abd") or is_abjad(part.text)
    )


def _is_character(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf" or "\uac00" <= letter <= "\ud7a3"


def _of_characters(text: str, characters: str) -> Name:
    family, given = split_eastern(characters)
    words = tuple(romanised(each) for each in (family, given) if each)
    parts = tuple(Word(text=word, written=word, joined=word) for word in words)
    return Name(
        text=text,
        words=words,
        parts=parts,
        suffix="",
        readings=read_written(family, given),
        characters=characters,
        script=_script_of(text),
        ordered=True,
        loose=False,
    )


def _suffix_of(words: str) -> str | None:
    return _SUFFIXES.get(fold(words).removeprefix("the "))


def _parts(plain: str) -> tuple[tuple[Word, ...], str]:
    """Return the words of a name without titles, and its suffix."""
    spaced = _DOTTED.sub(lambda match: f" {' '.join(letter for letter in match.group() if letter.isalpha())} ", plain)
    tokens = [token for token in _SPACES.split(spaced) if fold(token) or is_abjad(token)]
    if not any(map(is_abjad, tokens)):
        tokens = tokens[title_end(tokens) :] or tokens
    suffix = ""
    while len(tokens) > 1:
        last = fold(tokens[-1])
        if last in _SUFFIXES and not suffix:
            suffix = _SUFFIXES[last]
        elif not (last == "the" or (last in _CREDENTIALS and tokens[-1].replace(".", "").isupper())):
            break
        tokens.pop()
    return _words(_letters_apart(tokens)[: 2 * MOST_WORDS])[:MOST_WORDS], suffix


def _letters_apart(tokens: list[str]) -> list[str]:
    """Write "JR Kern" as "J R Kern": two capitals before a name in small letters are initials."""
    if len(tokens) > 1 and len(tokens[0]) == len("JR") and tokens[0].isupper() and not tokens[-1].isupper():
        return [*tokens[0], *tokens[1:]]
    return tokens


def _words(tokens: list[str]) -> tuple[Word, ...]:
    pieces = [(piece, n > 0) for token in tokens for n, piece in enumerate(filter(None, _HYPHENS.split(token)))]
    found: list[Word] = []
    leading = ""
    for n, (piece, tied) in enumerate(pieces):
        written = _written(piece)
        text = fold(written) if not is_abjad(written) else written
        following = n + 1 < len(pieces)
        if not text:
            continue
        if following and _leads(text, piece, first=not found, tied_next=pieces[n + 1][1]):
            leading += text
        elif leading and leading in {"abu", "أبو", "ابو", "umm"}:
            found.append(Word(text=leading + text, written=leading + written, joined=leading + text))
            leading = ""
        elif _SERVANT.match(leading) or leading == "عبد":
            bare = text.removeprefix("ال") if is_abjad(text) else text
            servant = ("عبد" if is_abjad(text) else "abd") + bare
            found.append(Word(text=servant, written=servant, joined=servant))
            leading = ""
        else:
            initial = len(piece) == 1 and not is_abjad(piece)
            found.append(_word(text, written, leading, tied=tied, initial=initial))
            leading = ""
    return tuple(found)


def _word(text: str, written: str, leading: str, *, tied: bool, initial: bool) -> Word:
    if is_abjad(text):
        bare = text.removeprefix("ال") if len(text) > len("الله") else text
        return Word(text=bare, written=bare, joined=bare, tied=tied)
    served = _SERVANT_OF.sub("abd", text)
    if served != text:
        return Word(text=served, written=served, joined=served, tied=tied)
    return Word(text=text, written=written, joined=leading + text, tied=tied and not leading, initial=initial)


def _leads(text: str, piece: str, *, first: bool, tied_next: bool) -> bool:
    """Return whether a word is a particle before the next one."""
    if text in {"abu", "أبو", "ابو", "umm", "عبد"} or _SERVANT.match(text) or text in _SONS:
        return not (first and text == "ben")
    if text in _ARTICLES and (tied_next or not first):
        return True
    return text in _ALWAYS or (text in PARTICLES and (not first or piece.islower()))


def _written(piece: str) -> str:
    """Return a word in small letters: Latin with its diacritics, Arabic and Hebrew as they are, others romanised."""
    letters = "".join(letter for letter in piece if letter.isalnum() or unicodedata.category(letter) in {"Mc", "Mn"})
    if is_abjad(letters):
        return "".join(letter for letter in letters if letter.isalpha() and letter != "ـ")
    if letters and not unicodedata.name(letters[0], "").startswith("LATIN"):
        for greek, latin in _GREEK:
            letters = letters.replace(greek, latin)
        letters = "".join(each for each in anyascii(letters.translate(_ANUSVARA)) if each.isalnum())
    return letters.lower()


def _given_first(parts: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with the family name last where initials or a patronymic at the end show it came first."""
    if len(parts) > 1 and not parts[0].initial and all(part.initial for part in parts[1:]):
        return (*parts[1:], parts[0])
    if len(parts) == len(("family", "given", "patronymic")) and _ends_in_patronymic(parts):
        return (parts[1], parts[2], parts[0])
    return parts


def _ends_in_patronymic(parts: tuple[Word, ...]) -> bool:
    """Return whether the last word alone is a patronymic: "Milan Jovan Petrovic" ends in a family name."""
    *_, given, last = (part.text for part in parts)
    return is_patronymic(last) and last.endswith(("ich", "ych", "na", "itch", "itsch")) and not is_patronymic(given)
