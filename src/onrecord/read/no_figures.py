"""A quantity in its passage into whether somebody would compare it between articles or it only names something.

Invariant: dates, clock times, ages, list and model numbers, results of matches, pronouns and idioms are no figures.
Each test looks at a bounded number of characters beside the quantity.
"""

import re

from onrecord.language.calendar import month_numbers
from onrecord.model import Part
from onrecord.read.quantities import Quantity
from onrecord.read.times import YEARS

_WINDOW = 60
_MOST_AGE = 110
_YEAR_DIGITS = 4
_COUNTED_IN_THOUSANDS = (
    r"(?:people|men|women|children|soldiers|troops|civilians|workers|refugees|migrants|residents|homes|houses|votes|"
    r"jobs|members|students|deaths|cases|police|protesters|fighters|prisoners|employees|passengers)"
)
_PEOPLE_AFTER = re.compile(rf" (?:[a-z]+ )?{_COUNTED_IN_THOUSANDS}\b")
_CLOCK_AFTER = re.compile(
    r"\s?(?:a\.?m\b(?! (?:radio|band|frequenc|stations?\b))|p\.?m\b|o[’']clock|"
    r"(?:GMT|UTC|BST|EST|EDT|CET|CEST|ET|PT|hrs)\b|hours (?:GMT|local))",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[ -](?:years?|months?|weeks?|days?)[ -]olds?\b|[ -]years? of age\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|age of|(?:aged?|ages) (?:of )?between|between the ages of|ages? (?:of )?\d{1,3} (?:and|to|or)) $",
    re.IGNORECASE,
)
_AGE_TURNED = re.compile(r"\b(?:turned|turning|turns) $", re.IGNORECASE)
_TURNED_AFTER = re.compile(r"(?: (?:on|in|last|this|next|years)\b|[.,;)]|$)")
_AGE_ENDS = re.compile(r"[.,;]| (?:when|while|and|at the time)\b|$")
_AGE_OF_WHOM = re.compile(r"\b(?:[Hh]e|[Ss]he|who) (?:was|is)(?: only| just)? $")
_NAME_AND_COMMA = re.compile(r"\b[^\W\d_a-z][\w’'-]{0,30}, $")
_TIME_AFTER = re.compile(r"[ -][a-z]{1,12} (?:ago|later|earlier|after|before|since|prior|on)\b", re.IGNORECASE)
_LAST_HOURS = re.compile(r"\b(?:last|past|next|previous|coming|first) $", re.IGNORECASE)
_LABELS = (
    "number|numbers|top|article|articles|resolution|resolutions|flight|chapter|section|route|highway|channel|page|class|"
    "phase|level|room|version|type|wave|episode|season|series|gate|tier|category|day|week|paragraph|paragraphs|clause|"
    "count|annex|act|district|zone|stage|lot|block|step|part|verse|magnitude|track|line|game|region|group of|gang of|"
    "view|exit|highway|interstate|motorway|platform|terminal|pier|apartment|suite|box|line|bus|model|unit"
)
_MONTH_BEFORE = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(month_numbers().keys() - {'may', 'march', 'mar'}))})\.?|"
    r"\b(?:on|since|until|by|from|to|of|before|after|through) (?:may|march)) $",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(
    rf" (?:of )?(?:{'|'.join(sorted(month_numbers().keys() - {'may', 'march', 'mar'}))}|"
    r"(?:may|march)(?=,? (?:that|this|last|next|\d{4})\b))\b",
    re.IGNORECASE,
)
_MOST_DAY = 31
_COUNTER_BEFORE = re.compile(
    r"(?:\b(?:page|photo|picture|image|slide|part|step|question|round|game|chapter) \d{1,4} (?:of|/) |\d{1,3} ?/ ?)$",
    re.IGNORECASE,
)
_PHONE_BEFORE = re.compile(
    r"(?:\+[\d ().-]{0,16}|\b(?:phone|tel|telephone|call|dial|fax|hotline|text)(?:\.|:| on| at)? ?[\d ()+.-]{0,16}|"
    r"\b0[\d-]{1,5} (?:[\d-]{1,8} ){0,3})$",
    re.IGNORECASE,
)
_PHONE_DIGITS = re.compile(r"[\d ().-]{0,24}")
_LEAST_PHONE = 7
_LABEL_BEFORE = re.compile(rf"(?:\b(?:no|nr|vol|pp?|art|sec|ch)\.|#|№|§|\b(?:{_LABELS}))[ \u00a0]?$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w’'-]{0,30}[a-zA-Z][ \u00a0]$")
_NOUN_AFTER = re.compile(
    r"[ \u00a0-](?:[a-z][\w-]{0,30} ){0,2}?"
    r"(?:[a-z]{2,30}s|people|men|women|children|police|troops|more|of|dead|killed|wounded|injured)\b"
)
_GLUED_AFTER = re.compile(r"[^\W_]|[-/~]\d|[-–][A-Z]|[.,]\d|[°′″@]")
_BRACKET_AFTER = re.compile(r" ?\)(?:\s|$)")
_STREET_AFTER = re.compile(
    r"(?: [A-Z][\w.’'-]{0,20}){1,4} (?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Drive|Square|Place|Terrace)\b"
)
_PRICED = re.compile(r"(?:\b(?:cents?|pence|dollars?|euros?|pounds?|yen|yuan)|[$€£¥]\d[\d.,]{0,12}) $")
_LIST_MARK_AFTER = re.compile(r"[.)](?:\s|$)")
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}(?![\d,.%-])")
_ONE_COUNTS = re.compile(
    r" (?:[a-z-]{1,30} )?(?:person|man|woman|boy|girl|child|soldier|civilian|member|officer|policeman|policewoman|"
    r"death|suspect|victim|worker|student|passenger|fatality|case|vote|protester|hostage|killed|dead|injured|wounded|missing|"
    r"arrested|other)\b",
    re.IGNORECASE,
)
_OF_AFTER = re.compile(r" (?:of|more|others|were|killed|dead|injured|wounded)\b")
_SINGLE_PARTS = ("half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SHARE_AFTER = re.compile(r"[ -](?:of|majority|vote|share|stake|the|its|their|all|as)\b")
_SHARE_BEFORE = re.compile(r"\b(?:by|than|nearly|almost|about|roughly|around|over|at least|up to)\s$", re.IGNORECASE)
_HALF_NAMED = re.compile(
    r"\b(?:first|second|other|latter|one|better|final|last|top|bottom|upper|lower|front|back)[ -]$", re.IGNORECASE
)
_PLURAL_AFTER = re.compile(
    r"(?: of)?(?: (?:the|other|more))?(?: [\w’-]{1,30}){0,2}? (?:[a-z]{2,30}s|people|men|women|children)\b"
)
_DEFINITE = re.compile(r"\b(?:the|these|those)(?: other)? $", re.IGNORECASE)

_NO_COUNT_BEHIND = {"two": _DEFINITE, "a dozen": _PRICED}
"""Number words that count nothing behind certain words: "the two", "60 cents a dozen"."""


def is_figure(text: str, quantity: Quantity, passage: Part, *, dated: bool) -> bool:
    """Whether a quantity of the passage is a figure; `dated` says that its number is part of a time expression."""
    first, last = quantity.numbers
    before = text[max(passage[0], first - _WINDOW) : first]
    counts_people = _MONTH_BEFORE.search(before) is not None and _PEOPLE_AFTER.match(text, last) is not None
    if dated and not counts_people and (quantity.qualifier == "exactly" or quantity.kind != "duration"):
        return False
    if quantity.kind in {"percent", "currency", "measure"}:
        return True
    if _GLUED_AFTER.match(text, last, passage[1]) or _CLOCK_AFTER.match(text, last) or _is_age(text, quantity, before):
        return False
    if quantity.kind == "duration":
        return not _is_time(text, quantity, before)
    named = _is_year(text, quantity) or _is_day(text, quantity, before) or _LABEL_BEFORE.search(before) is not None
    named = named or _COUNTER_BEFORE.search(before) is not None or _is_phone(text, quantity, before)
    return not named and _counts(text, quantity, passage, before)


def _counts(text: str, quantity: Quantity, passage: Part, before: str) -> bool:
    first, last = quantity.numbers
    if quantity.qualifier == "range" and _SCORE.match(text, first) and not _NOUN_AFTER.match(text, last):
        return False
    if text[first].isdigit():
        return quantity.qualifier != "exactly" or not _only_labels(text, quantity, passage, before)
    return _counts_in_words(text, quantity, before)


def _is_age(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a number is an age: "a 30-year-old", "aged 30", or beside a name ("Odile Varga, 30, said")."""
    first, last = quantity.numbers
    if _AGE_AFTER.match(text, last) or _AGE_BEFORE.search(before):
        return True
    if _AGE_TURNED.search(before) and _TURNED_AFTER.match(text, last):
        return True
    if _AGE_OF_WHOM.search(before) and _AGE_ENDS.match(text, last):
        return (quantity.low or 0.0) <= _MOST_AGE
    apart = text[last : last + 1] in {",", ")", "."} and text[first].isdigit()
    return apart and (quantity.low or 0.0) <= _MOST_AGE and _NAME_AND_COMMA.search(before) is not None


def _is_time(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a duration places something in time ("two days later", "the last 24 hours") instead of measuring it."""
    placed = quantity.qualifier in {"exactly", "vague"} and not before.endswith(("within ", "for "))
    recent = quantity.unit == "hours" and _LAST_HOURS.search(before) is not None
    return recent or (placed and _TIME_AFTER.match(text, quantity.numbers[1]) is not None)


def _is_day(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a number beside a month is its day, which small letters ("sept. 30") keep from being a date elsewhere."""
    if quantity.qualifier != "exactly" or (quantity.low or 0) > _MOST_DAY:
        return False
    last = quantity.numbers[1]
    behind_month = _MONTH_BEFORE.search(before) and not _PEOPLE_AFTER.match(text, last)
    return bool(behind_month or _MONTH_AFTER.match(text, last))


def _is_phone(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a number is part of a telephone number: behind a plus, a word like "call", or a leading zero."""
    lead = _PHONE_BEFORE.search(before)
    run = _PHONE_DIGITS.match(text, quantity.numbers[0])
    if lead is None or run is None:
        return False
    return sum(map(str.isdigit, lead[0] + run[0])) >= _LEAST_PHONE


def _is_year(text: str, quantity: Quantity) -> bool:
    """Four bare digits in the range of years are a year, unless they count people or things."""
    first, last = quantity.numbers
    words = text[first:last]
    if len(words) != _YEAR_DIGITS or not words.isdigit() or int(words) not in YEARS:
        return False
    strong = quantity.qualifier not in {"exactly", "about", "more_than"}
    return not (strong or _PEOPLE_AFTER.match(text, last))


def _only_labels(text: str, quantity: Quantity, passage: Part, before: str) -> bool:
    """Whether bare digits only label something: a list item, a result of a match, a product."""
    first, last = quantity.numbers
    if (first == passage[0] or before.endswith("(")) and _LIST_MARK_AFTER.match(text, last):
        return True
    if _BRACKET_AFTER.match(text, last) and "(" not in before:
        return True
    if (
        _SCORE.match(text, first)
        or _STREET_AFTER.match(text, last)
        or (before.endswith(("-", "–")) and before[-2:-1].isdigit())
    ):
        return True
    return _NAME_BEFORE.search(before) is not None and not _NOUN_AFTER.match(text, last)


def _counts_in_words(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a number word counts, and is no pronoun ("one of them"), idiom or noun ("the second half")."""
    first, last = quantity.numbers
    words = text[first:last].casefold()
    if quantity.fraction and words.endswith(_SINGLE_PARTS):
        shared = _SHARE_AFTER.match(text, last) or _SHARE_BEFORE.search(before)
        return shared is not None and _HALF_NAMED.search(before) is None
    if words == "one":
        return quantity.qualifier not in {"exactly", "about"} or _ONE_COUNTS.match(text, last) is not None
    if words in _NO_COUNT_BEHIND:
        return _NO_COUNT_BEHIND[words].search(before) is None
    if words in {"tens", "scores"}:
        return _OF_AFTER.match(text, last) is not None
    if words in {"several", "a few", "a couple", "a handful"}:
        return _PLURAL_AFTER.match(text, last) is not None
    return words != "zero"
