"""A passage's text into quantities: numbers with qualifier, currency or unit, joined to ranges where they bound one.

Invariant: a quantity's low and high follow from its qualifier alone (exactly and about: equal; more than and at least:
high open; less than and up to: low open; vague: the least sensible value as low, if any; range: both).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast

from babel.numbers import get_currency_name, list_currencies

from onrecord.language.numbers import Number, find_numbers
from onrecord.language.tables import read_table
from onrecord.model import Qualifier


class Quantity(NamedTuple):
    """A quantity at `[start, end)`, its qualifier included; `numbers` is the range of its bare digits and words.

    `kind` is what its unit is: `percent`, `currency`, `measure`, `duration` or `""` for plain counts. A duration's unit
    is not part of the span. `after` is where the words behind the number begin, its unit among them.
    """

    start: int
    end: int
    numbers: tuple[int, int]
    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: str | None
    kind: str
    after: int
    fraction: bool = False


class _Amount(NamedTuple):
    """One number with its own unit."""

    start: int
    end: int
    number: Number
    unit: str | None
    kind: str


_TABLES = {name: read_table("onrecord.read", name) for name in ("units.csv", "qualifiers.csv")}


def _forms(name: str, column: str, *values: str) -> str:
    forms = sorted((row["form"] for row in _TABLES[name] if row[column] in values), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form) for form in forms)


_SYMBOL = 3
"""Units of up to so many letters are symbols and keep their case: "MW" is no "mw"."""


def _unit_key(form: str) -> str:
    return form if len(form) <= _SYMBOL else form.casefold()


_UNITS = {_unit_key(row["form"]): row for row in _TABLES["units.csv"]}
MEASURES = frozenset(row["unit"] for row in _TABLES["units.csv"] if row["kind"] == "measure")
"""Units of measures, as figures have them."""

_QUALIFIERS = {row["form"]: cast("Qualifier", row["qualifier"]) for row in _TABLES["qualifiers.csv"]}
_SIGN_BEFORE = re.compile(
    rf"(?:(?<![^\W\d_])(?i:{_forms('units.csv', 'kind', 'sign')})|\b(?:{_forms('units.csv', 'kind', 'code')}))"
    r"[ \u00a0]?$"
)
_LONGEST_SIGN = 6
_LEAST_WON = 100
_UNIT_AFTER = re.compile(
    r"(?P<gap>[ \u00a0]an?[ \u00a0]|[ \u00a0]?|-)"
    rf"(?P<unit>{_forms('units.csv', 'kind', 'sign', 'code', 'currency', 'percent', 'measure', 'duration')})(?![\w°])",
    re.IGNORECASE,
)
_QUALIFIER_BEFORE = re.compile(
    rf"(?<![\w-])(?P<form>{_forms('qualifiers.csv', 'place', 'before')})(?:[ \u00a0]|(?<=[~≈]))$", re.IGNORECASE
)
_LONGEST_QUALIFIER = 24
_QUALIFIER_AFTER = re.compile(
    rf"(?:[ -]|(?=\+))(?P<form>{_forms('qualifiers.csv', 'place', 'after')})(?!\w)", re.IGNORECASE
)
_NAME_AFTER = re.compile(r"[ \u00a0-](?P<words>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w’'-]*){1,3})")
"""Words behind a number that may name a currency in full: "5 million |Egyptian pounds|"."""
_COINS = re.compile(
    r"(?:,?(?: and)? (?P<count>\d{1,2}|[a-z]+(?:[ -][a-z]+)?) (?:cents?|pence|pennies|kopeks|kopecks|centimes)\b|"
    r" (?P<left>\d\d|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -][a-z]+)?)(?=[.,;!?]|$))",
    re.IGNORECASE,
)
_COIN = 100.0
_ONE_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_POINTED_TEXT = re.compile(r"\d\.\d{3}\.\d{3}\b|\d,\d{1,2} ?(?:%|per ?cent|k?m\b|kg\b|€)")
"""A page whose points part thousands: "1.250.000", "3,5 km"."""
_NEAR_MONEY = 80
_MONEY_TALK = re.compile(
    r"£|\b(?:sterling|pence|profits?|costs?|prices?|paid|pays?|worth|fined?|budgets?|sales|debts?|funds?|tax(?:es)?|valued?|"
    r"invest(?:s|ed|ment)?|spen[dt]|earn(?:s|ed)?|revenues?|loans?|savings?|rents?|wages?|salar(?:y|ies))\b",
    re.IGNORECASE,
)
"""Words that tell pounds of money from pounds of weight."""
_COORDINATES = re.compile(r" ?(?:\d|[NSEW]\b)")
_MINUS = re.compile(r"(?:\bminus |(?<!\S)[−-])$", re.IGNORECASE)
_JOINT = re.compile(r"\s?[-–—]\s?|\s?[-–]?to[-–]?\s|-to-|\s(?:and|or)\s|\s(?:and|or)\s(?:around|about)\s")
_LEAD = re.compile(
    r"\b(?:between|(?:range|ranges|ranged|ranging|anywhere) (?:from|between)|(?P<change>from|by))\s$", re.IGNORECASE
)


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Return the quantities of `text[start:end]` in order, without overlap, whatever they count or name."""
    pointed = _POINTED_TEXT.search(text, start, end) is not None
    amounts: list[_Amount] = []
    for number in find_numbers(text, start, end):
        if not amounts or number.start >= amounts[-1].end:
            amounts.append(_amount(text, number if pointed else _with_decimals(text, number, end), start, end))
    found: list[Quantity] = []
    index = 0
    while index < len(amounts):
        pair = _range(text, start, amounts[index : index + 2])
        found.append(pair or _single(text, start, end, amounts[index]))
        index += 2 if pair else 1
    return found


def _amount(text: str, number: Number, start: int, end: int) -> _Amount:
    window = text[max(start, number.start - _LONGEST_SIGN) : number.start]
    if sign := _SIGN_BEFORE.search(window):
        unit = _signs()[sign[0].strip().casefold()]
        return _Amount(number.start - len(sign[0]), number.end, number, unit, "currency")
    after = _unit_after(text, number, end)
    if after is None:
        return _Amount(number.start, number.end, number, None, "")
    stop, row = after
    kind = "currency" if row["kind"] in {"sign", "code"} else row["kind"]
    unit = row["unit"]
    if unit == "pounds" and _MONEY_TALK.search(
        text, max(start, number.start - _NEAR_MONEY), min(end, number.end + _NEAR_MONEY)
    ):
        unit, kind = "GBP", "currency"
    if kind == "currency" and (coins := _coins(text, stop, end)):
        stop, number = coins[0], number._replace(value=(number.value or 0.0) + coins[1])
    minus = _MINUS.search(text, max(start, number.start - _LONGEST_SIGN), number.start)
    if minus and number.value is not None and kind in {"percent", "measure"}:
        number = number._replace(start=minus.start(), value=-number.value)
    return _Amount(number.start, number.end if kind == "duration" else stop, number, unit, kind)


def _unit_after(text: str, number: Number, end: int) -> tuple[int, dict[str, str]] | None:
    match = _UNIT_AFTER.match(text, number.end, end)
    row = _UNITS.get(_unit_key(match["unit"])) if match else None
    if match is None or row is None:
        return _currency_after(text, number.end, end)
    return (match.end(), row) if _is_unit(text, number, match) else None


def _is_unit(text: str, number: Number, match: re.Match[str]) -> bool:
    """Whether a unit's form stands for it behind this number."""
    form, gap = match["unit"].casefold(), match["gap"]
    if len(gap) > 1:
        return number.fraction  # only a part takes an article: "half an hour"
    if form == "won":
        return (number.value or 0) >= _LEAST_WON  # "12 won" is a verb where 100 won are money
    if form == "second":
        return gap == "-"
    if form == "°":
        return _COORDINATES.match(text, match.end()) is None
    return not (len(form) == 1 and form.isalpha() and form != "m" and gap != "")


def _currency_after(text: str, position: int, end: int) -> tuple[int, dict[str, str]] | None:
    match = _NAME_AFTER.match(text, position, end)
    words = match["words"].split(" ") if match else []
    for count in range(len(words), 1, -1):
        name = " ".join(words[:count])
        code = _currency_names().get(name.casefold().rstrip("."))
        if match is not None and code is not None:
            return match.start("words") + len(name.rstrip(".")), {"kind": "currency", "unit": code}
    return None


@cache
def _signs() -> dict[str, str]:
    return {row["form"].casefold(): row["unit"] for row in _TABLES["units.csv"] if row["kind"] in {"sign", "code"}}


@cache
def _currency_names() -> dict[str, str]:
    """Return the full names of currencies, in the singular and plural, with their ISO 4217 codes (CLDR)."""
    codes = sorted(list_currencies(locale="en"))
    return {get_currency_name(code, count, "en").casefold(): code for code in codes for count in (1, 2)}


def _with_decimals(text: str, number: Number, end: int) -> Number:
    """Return "12.000" with decimals before a unit of measure ("12.000 kg"), where "12.000 soldiers" are thousands."""
    if not _ONE_POINT.fullmatch(text, number.start, number.end):
        return number
    after = _unit_after(text, number, end)
    is_measure = after is not None and after[1]["kind"] == "measure"
    return number._replace(value=float(text[number.start : number.end])) if is_measure else number


def _coins(text: str, position: int, end: int) -> tuple[int, float] | None:
    """Return where the cents behind a sum end, and what they add: "3 dollars |and 50 cents|"."""
    match = _COINS.match(text, position, end)
    count = find_numbers(text, *match.span("count" if match["count"] else "left")) if match else []
    if match is None or len(count) != 1 or not count[0].value or count[0].value >= _COIN:
        return None
    return match.end(), count[0].value / _COIN


def _range(text: str, start: int, pair: Sequence[_Amount]) -> Quantity | None:
    """Return the range that two amounts bound ("between 5 and 7 million", "45% to 60%"), or None."""
    if len(pair) < 2 or any(amount.number.vague for amount in pair):  # noqa: PLR2004 - a pair
        return None
    first, second = pair
    joint = text[first.end : second.start]
    # "600 MW to 90,000 homes" bounds nothing; only a currency may be said of the first alone: "$5 to 7 million"
    if not _JOINT.fullmatch(joint) or (
        first.unit and first.unit != second.unit and (second.unit or first.kind != "currency")
    ):
        return None
    lead = _LEAD.search(text, max(start, first.start - _LONGEST_QUALIFIER), first.start)
    bounded = lead is not None and not lead["change"]
    changed = lead is not None and not bounded
    if ("and" in joint and not bounded) or ("to" in joint and changed):
        return None
    limits = _limits(first.number, second.number)
    if limits is None:
        return None
    begin = lead.start() if lead is not None and bounded else first.start
    qualifier = None if bounded else _qualifier_before(text, start, begin)
    unit, kind = (second.unit, second.kind) if second.unit else (first.unit, first.kind)
    place, begin = (first.number.start, second.number.end), qualifier[0] if qualifier else begin
    return Quantity(begin, second.end, place, *limits, "range", unit, kind, second.number.end)


def _limits(first: Number, second: Number) -> tuple[float, float] | None:
    """Return low and high of a range; a scale said once holds for both ("5 to 7 million"). None where they descend."""
    low, high = first.value or 0.0, second.value or 0.0
    if first.scale == 1.0 and low < high / second.scale:
        low *= second.scale
    return (low, high) if low < high else None


def _single(text: str, start: int, end: int, amount: _Amount) -> Quantity:
    number, begin, stop = amount.number, amount.start, amount.end
    qualifier: Qualifier = "exactly"
    if before := _qualifier_before(text, start, begin):
        begin, qualifier = before
    elif after := _QUALIFIER_AFTER.match(text, stop, end):
        stop, qualifier = after.end(), _QUALIFIERS[after["form"].casefold()]
    if number.vague:
        qualifier = "vague"
    low, high = bounds(number.value, qualifier)
    place, behind = (number.start, number.end), stop if stop > amount.end else number.end
    return Quantity(begin, stop, place, low, high, qualifier, amount.unit, amount.kind, behind, number.fraction)


def bounds(value: float | None, qualifier: Qualifier) -> tuple[float | None, float | None]:
    """Return low and high of one value under a qualifier other than `range`."""
    low = None if qualifier in {"less_than", "up_to"} else value
    high = None if qualifier in {"more_than", "at_least", "vague"} else value
    return low, high


def _qualifier_before(text: str, start: int, begin: int) -> tuple[int, Qualifier] | None:
    window = text[max(start, begin - _LONGEST_QUALIFIER) : begin]
    match = _QUALIFIER_BEFORE.search(window)
    return (begin - len(window) + match.start(), _QUALIFIERS[match["form"].casefold()]) if match else None
