"""A passage's text into quantities: numbers with qualifier, currency or unit, joined to ranges where they bound one.

Invariant: a quantity's low and high follow from its qualifier alone (exactly and about: equal; more than and at least:
high open; less than and up to: low open; vague: the least sensible value as low, if any; range: both).
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from onrecord.language.numbers import Number, find_numbers
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


@cache
def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a reviewed table beside this module."""
    text = files("onrecord.read").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _forms(name: str, column: str, *values: str) -> str:
    forms = sorted(
        (row["form"] for row in read_table(name) if row[column] in values), key=lambda form: (-len(form), form)
    )
    return "|".join(re.escape(form) for form in forms)


_SYMBOL = 3
"""Units of up to so many letters are symbols and keep their case: "MW" is no "mw"."""


def _unit_key(form: str) -> str:
    return form if len(form) <= _SYMBOL else form.casefold()


_UNITS = {_unit_key(row["form"]): row for row in read_table("units.csv")}
_QUALIFIERS = {row["form"]: cast("Qualifier", row["qualifier"]) for row in read_table("qualifiers.csv")}
_SIGN_BEFORE = re.compile(
    rf"(?:(?:{_forms('units.csv', 'kind', 'sign')})|\b(?:{_forms('units.csv', 'kind', 'code')}))[ \u00a0]?$"
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
_MINUS = re.compile(r"(?:\bminus |(?<!\S)[−-])$", re.IGNORECASE)
_JOINT = re.compile(r"\s?[-–—]\s?|\s?[-–]?to[-–]?\s|-to-|\s(?:and|or)\s|\s(?:and|or)\s(?:around|about)\s")
_LEAD = re.compile(
    r"\b(?:between|(?:range|ranges|ranged|ranging|anywhere) (?:from|between)|(?P<change>from|by))\s$", re.IGNORECASE
)


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Return the quantities of `text[start:end]` in order, without overlap, whatever they count or name."""
    amounts = [_amount(text, number, start, end) for number in find_numbers(text, start, end)]
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
        unit = _UNITS[_unit_key(sign[0].strip())]["unit"]
        return _Amount(number.start - len(sign[0]), number.end, number, unit, "currency")
    after = _unit_after(text, number, end)
    if after is None:
        return _Amount(number.start, number.end, number, None, "")
    stop, row = after
    kind = "currency" if row["kind"] in {"sign", "code"} else row["kind"]
    minus = _MINUS.search(text, max(start, number.start - _LONGEST_SIGN), number.start)
    if minus and number.value is not None and kind in {"percent", "measure"}:
        number = number._replace(start=minus.start(), value=-number.value)
    return _Amount(number.start, number.end if kind == "duration" else stop, number, row["unit"], kind)


def _unit_after(text: str, number: Number, end: int) -> tuple[int, dict[str, str]] | None:
    match = _UNIT_AFTER.match(text, number.end, end)
    row = _UNITS.get(_unit_key(match["unit"])) if match else None
    if match is None or row is None:
        return None
    form, gap = match["unit"], match["gap"]
    spaced_symbol = len(form) == 1 and form.isalpha() and form != "m" and gap != ""
    # "12 won" is a verb where 100 won are money; only a part takes an article: "half an hour"
    verb = form.casefold() == "won" and (number.value or 0) < _LEAST_WON
    article = len(gap) > 1 and not number.fraction
    return None if spaced_symbol or verb or article else (match.end(), row)


def _range(text: str, start: int, pair: Sequence[_Amount]) -> Quantity | None:
    """Return the range that two amounts bound ("between 5 and 7 million", "45% to 60%"), or None."""
    if len(pair) < 2 or any(amount.number.vague for amount in pair):  # noqa: PLR2004 - a pair
        return None
    first, second = pair
    joint = text[first.end : second.start]
    if not _JOINT.fullmatch(joint) or (first.unit and second.unit and first.unit != second.unit):
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
