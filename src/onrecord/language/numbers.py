"""Numbers as news English writes them, in digits, in words and mixed, each with its value and its exact offsets.

Invariant: what cannot be read as one number (`12.06.2024`, `1,2,3`, a run of a thousand digits) is not returned.
Works in linear time: every look around a number is bounded.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from onrecord.language.tables import read_table

MOST_DIGITS = 15
"""Integers of more digits than this do not fit a float exactly, and are codes rather than quantities."""

THOUSAND = 1000.0
HUNDRED = 100.0
_TWENTY = 20.0


class Number(NamedTuple):
    """A number at `[start, end)`; `scale` is the factor its last words gave (`million`), 1 where none did.

    `vague` numbers ("dozens", "several thousand") have their least sensible value, or None. `fraction` marks shares
    written as such ("two thirds", "one in five").
    """

    start: int
    end: int
    value: float | None
    scale: float = 1.0
    vague: bool = False
    fraction: bool = False


@cache
def number_words(*kinds: str) -> dict[str, float]:
    """Return the words of the kinds (`unit`, `teen`, `ten`, `scale`, `suffix`, `part`, `crowd`, `code`) with values."""
    return {
        row["word"]: float(row["value"])
        for row in read_table("onrecord.language", "numbers.csv")
        if row["kind"] in kinds
    }


def _any_of(*kinds: str) -> str:
    return "|".join(number_words(*kinds))


_GAP = r"[ \u00a0\u202f-]"
_SMALL = number_words("unit", "teen", "ten")
_FACTORS = number_words("scale", "suffix")
_PARTS = number_words("part")
_CROWDS = number_words("crowd")
_GLYPHS = {glyph: float(unicodedata.numeric(glyph)) for glyph in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_MONEY_SIGNS = frozenset("$€£¥₹₽₩₴₺₪₿")
MONEY_CODES = frozenset(number_words("code"))
"""ISO 4217 codes that stand right before a number ("USD115")."""

_CANDIDATE = re.compile(
    rf"""(?P<digits>(?:(?<![\w.])\.)?\d+(?:[.,:/]\d+)*)
    | (?P<glyph>[{"".join(_GLYPHS)}])
    | \b(?:(?P<several>several|a\ few|a\ couple|a\ handful)(?:{_GAP}(?:of\ )?(?P<several_scale>{_any_of("scale")}))?
      | (?P<crowd>{_any_of("crowd")})(?:\ (?:of|and)\ (?P<crowd_scale>{_any_of("crowd")}))?
      | (?P<portion>half|quarter){_GAP}(?:an?{_GAP})?(?P<half_scale>{_any_of("scale")})
      | (?P<pair>a\ pair)(?=\ of\b)
      | (?P<article>an?{_GAP})?(?P<word>{_any_of("unit", "teen", "ten", "scale", "part")}))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT_WORD = re.compile(
    rf"{_GAP}(?P<and>and{_GAP})?(?P<word>{_any_of('unit', 'teen', 'ten', 'scale')})\b", re.IGNORECASE
)
_SCALE = re.compile(rf"{_GAP}?(?P<word>{_any_of('scale', 'suffix')})\b", re.IGNORECASE)
_AND_PART = re.compile(
    rf"{_GAP}and{_GAP}(?P<count>an?|{_any_of('unit')}){_GAP}(?P<part>{_any_of('part')})\b(?! of\b)", re.IGNORECASE
)
_PART = re.compile(rf"{_GAP}(?P<part>{_any_of('part')})\b(?!-)", re.IGNORECASE)
_PART_MAJORITY = re.compile(r"-(?P<part>third|quarter|fifth)(?= majority)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:-|[- ]and )(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?!s)", re.IGNORECASE
)
"""What makes number words an ordinal: "twenty|-first|", "one hundred| and fifth|"."""
_POINT = re.compile(
    r" point(?P<decimals>(?: (?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine)\b){1,6})", re.IGNORECASE
)
_DECIMAL_ZEROS = {"nought": "0", "oh": "0"}
_SCALE_FIRST = re.compile(r"hundred[ -](?:thousand|million|billion)\b", re.IGNORECASE)
_SHARE = re.compile(r" (?:in|out of)(?: every)? (?P<whole>\d{1,3}(?:,000)*|[a-z]+) (?=[a-z])", re.IGNORECASE)
_MIXED = re.compile(rf"[ \u00a0](?P<above>[1-9])/(?P<below>[2-9])(?![\d/])|[ \u00a0]?(?P<glyph>[{''.join(_GLYPHS)}])")
_SLASHED = re.compile(r"(?P<above>[1-9])/(?P<below>[2-9]|10)")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:(?:[ \u00a0\u202f]\d{3})+(?:\.\d{1,2})?|(?:, 000)+)(?![.,:/]?\d)")
_ENGLISH = re.compile(
    r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?|(?:0|[1-9]\d*)?\.\d+|0|[1-9]\d*"
)
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_DECIMAL_AFTER = re.compile(rf"[ \u00a0]?(?:%|(?:per ?cent|{_any_of('scale')}|mn|bn|tn|m)\b)", re.IGNORECASE)
_PLURAL_AFTER = re.compile(r" (?:people|men|women|children|[a-z]{3,}s)\b")
_WHOLES = {*map(float, range(2, 11)), 12.0, 20.0, 25.0, 50.0, 100.0, 1e3, 1e4, 1e5, 1e6}


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Return the numbers in `text[start:end]` in order, without overlap.

    A number glued to a name ("G20", "F-16") or with leading zeros (a code)
    is not returned. A leading "a" ("a dozen") belongs to the number.
    """
    stop = len(text) if end is None else end
    found: list[Number] = []
    position = start
    while match := _CANDIDATE.search(text, position, stop):
        number = None if _is_glued(text, match.start()) else _read(text, match, stop)
        if number is not None:
            found.append(number)
        position = max(match.end(), number.end if number else 0)
    return found


def digits_value(text: str, *, decimal: bool) -> float | None:
    """Return the value of digits with separators, or None where they are no number.

    `12.000` is twelve thousand, as pages translated from other languages print it, unless `decimal` says that a scale
    or a per cent sign follows ("2.125 million"); only then does a comma separate decimals ("12,5 %").
    """
    if len(text) > 2 * MOST_DIGITS or sum(map(str.isdigit, text)) > MOST_DIGITS:
        return None
    if _POINTED.fullmatch(text) and not decimal:
        return float(text.replace(".", "").replace(",", "."))
    if decimal and _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return float(text.replace(",", "")) if _ENGLISH.fullmatch(text) else None


def _is_glued(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    if text[max(0, start - 4) : start] == "-to-":
        return False
    dashes = {"-", "–", "_"} if text[start].isdigit() else {"-", "_"}
    if before[-1:] == "." and text[start].isdigit():
        return text[max(0, start - 3) : start] != "Rs."
    if text[start].isdigit() and text[max(0, start - 3) : start] in MONEY_CODES:
        return text[max(0, start - 4) : start - 3].isalnum()
    return before[-1:].isalpha() or (before[-1:] in dashes and before[0].isalpha())


def _read(text: str, match: re.Match[str], stop: int) -> Number | None:
    if match["digits"]:
        return _read_digits(text, match, stop)
    if match["word"]:
        return _read_words(text, match, stop)
    start, end = match.span()
    if match["glyph"]:
        return _scaled(text, Number(start, end, _GLYPHS[match["glyph"]], fraction=True), stop)
    if match["several"] or match["crowd"]:
        return Number(start, end, _least(match), vague=True)
    scale = _FACTORS.get((match["half_scale"] or "").lower(), 1.0)
    return Number(start, end, 2.0 if match["pair"] else scale / _PARTS[match["portion"].lower()], scale)


def _least(match: re.Match[str]) -> float | None:
    """Return the least sensible value of "several thousand", "hundreds of thousands"; None where nothing tells one."""
    if match["several"]:
        return _FACTORS.get((match["several_scale"] or "").lower())
    return _CROWDS[match["crowd"].lower()] * _CROWDS.get((match["crowd_scale"] or "").lower(), 1.0)


def _read_digits(text: str, match: re.Match[str], stop: int) -> Number | None:
    start, end = match.span()
    if slashed := _SLASHED.fullmatch(match["digits"]):
        return Number(start, end, int(slashed["above"]) / int(slashed["below"]), fraction=True)
    if spaced := _SPACED.match(text, start, stop):
        value, end = digits_value(re.sub(r"[\s,]", "", spaced[0]), decimal=False), spaced.end()
    else:
        value = digits_value(match["digits"], decimal=_DECIMAL_AFTER.match(text, end, stop) is not None)
    if value is None:
        return None
    if mixed := _MIXED.match(text, end, stop):
        value += _GLYPHS[mixed["glyph"]] if mixed["glyph"] else int(mixed["above"]) / int(mixed["below"])
        end = mixed.end()
    return _as_share(text, _scaled(text, Number(start, end, value), stop), stop)


def _scaled(text: str, number: Number, stop: int) -> Number:
    """Return the number with what multiplies it: "and a half", "million", a short suffix ("5bn", "12k")."""
    value, end = _with_part(text, number.value or 0.0, number.end, number.scale, stop)
    factor = number.scale
    while (match := _SCALE.match(text, end, stop)) and _multiplies(text, match, number.start) and factor < THOUSAND:
        factor *= _FACTORS[match["word"].lower()]
        value, end = value * _FACTORS[match["word"].lower()], match.end()
    if factor != number.scale:
        value, end = _with_part(text, value, end, factor, stop)
    return number._replace(end=end, value=value, scale=factor)


def _with_part(text: str, value: float, end: int, factor: float, stop: int) -> tuple[float, int]:
    """Return value and end with an added part: "two and a half", "three million and a quarter"."""
    part = _AND_PART.match(text, end, stop)
    if part is None:
        return value, end
    count = _SMALL.get(part["count"].lower(), 1.0)
    return value + count * factor / _PARTS[part["part"].lower()], part.end()


def _multiplies(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a suffix multiplies: "5m" is five million after a currency sign or before a plural, else metres."""
    word = match["word"]
    if word.lower() in number_words("scale"):
        return True
    money = text[max(0, start - 1) : start] in _MONEY_SIGNS
    if match.start("word") > match.start():
        return len(word) > 1 or (word == "m" and money)
    return len(word) > 1 or word in "kKM" or money or _PLURAL_AFTER.match(text, match.end()) is not None


def _read_words(text: str, match: re.Match[str], stop: int) -> Number | None:
    word = match["word"].lower()
    counted_by_article = word in number_words("scale", "part")
    if counted_by_article and not match["article"] and not _SCALE_FIRST.match(text, match.start("word")):
        return Number(*match.span(), 0.5, fraction=True) if word == "half" else None
    start = match.start() if counted_by_article else match.start("word")
    if word in _PARTS:
        return _scaled(text, Number(start, match.end(), 1.0 / _PARTS[word], fraction=True), stop)
    chain = _chain(text, start, match, stop)
    number = _scaled(text, _with_decimals(text, chain, stop), stop)
    part = _PART.match(text, number.end, stop) if number.scale == 1.0 else None
    if part and not (number.value == 1.0 or part["part"].lower().endswith("s")):
        part = _PART_MAJORITY.match(text, number.end, stop)
    if part:
        share = (number.value or 0.0) / _PARTS[part["part"].lower()]
        return _scaled(text, Number(start, part.end(), share, fraction=True), stop)
    tens = chain.value is not None and chain.value >= _TWENTY and chain.value % 10 == 0
    return None if tens and _ORDINAL.match(text, chain.end, stop) else _as_share(text, number, stop)


def _with_decimals(text: str, number: Number, stop: int) -> Number:
    """Return number words with the decimals that follow them: "two |point five|"."""
    point = _POINT.match(text, number.end, stop)
    if point is None or number.value is None:
        return number
    words = point["decimals"].lower().split()
    digits = "".join(_DECIMAL_ZEROS.get(word) or f"{_SMALL[word]:.0f}" for word in words)
    return number._replace(end=point.end(), value=float(f"{number.value:.0f}.{digits}"))


def _as_share(text: str, number: Number, stop: int) -> Number:
    """Return "one in five" or "3 out of every 1,000" as the fraction it is, every other number unchanged."""
    if not number.value or number.value >= 10 or not (share := _SHARE.match(text, number.end, stop)):  # noqa: PLR2004 - larger ones are counts
        return number
    word = share["whole"].lower()
    whole = float(word.replace(",", "")) if word[0].isdigit() else (_SMALL | _FACTORS).get(word, 0.0)
    if whole not in _WHOLES or whole <= number.value:
        return number
    return Number(number.start, share.end() - 1, number.value / whole, fraction=True)


class _Sum(NamedTuple):
    """The value of number words so far: finished thousands, the group below a thousand, and what may still follow."""

    total: float = 0.0
    group: float = 0.0
    room: float = THOUSAND
    ceiling: float = float("inf")
    scale: float = 1.0

    def plus(self, word: str) -> "_Sum | None":
        """Return the sum with one more word, or None where it begins another number ("two three", "ten thirty")."""
        if word in _SMALL:
            value = _SMALL[word]
            room = 10.0 if value >= 20 else 0.0  # noqa: PLR2004 - only twenty to ninety take a unit
            fits = 0.0 < value < self.room
            return self._replace(group=self.group + value, room=room, scale=1.0) if fits else None
        factor = _FACTORS[word]
        if not self.group or factor >= self.ceiling:
            return None
        if factor >= THOUSAND:
            total = self.total + self.group * factor
            return _Sum(total, ceiling=factor, scale=factor)
        if self.group >= HUNDRED:
            return None
        return self._replace(group=self.group * factor, room=factor if factor == HUNDRED else 0.0, scale=factor)


def _chain(text: str, start: int, match: re.Match[str], stop: int) -> Number:
    """Return the number of as many number words as fit together: "two hundred and sixty-one thousand"."""
    word, end = match["word"].lower(), match.end()
    first = _Sum(group=1.0).plus(word) if word in number_words("scale") else _Sum().plus(word)
    total = first or _Sum()
    while following := _NEXT_WORD.match(text, end, stop):
        longer = total.plus(following["word"].lower())
        stray = following["and"] and (total.scale == 1.0 or _PART.match(text, following.end(), stop))
        if longer is None or stray:
            break
        total, end = longer, following.end()
    return Number(start, end, total.total + total.group, total.scale)
