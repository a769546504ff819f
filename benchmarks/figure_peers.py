"""Other tools that find quantities, each as a function from a sentence to values with units.

Invariant: nothing of onrecord depends on them; one that is not installed is named and left out.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple


class Amount(NamedTuple):
    """A value, or the two of a range, with its unit ("": none); `counted` are the words for what a number counts."""

    values: tuple[float, ...]
    unit: str = ""
    counted: str = ""


Reader = Callable[[str], list[Amount]]


def peers() -> Iterator[tuple[str, Reader, Reader]]:
    """Yield the tools that are installed: name, reader of quantities, reader of bare numbers."""
    for name, load in (("quantulum3", _quantulum), ("Recognizers-Text", _recognizers)):
        try:
            readers = load()
        except ImportError as error:
            print(f"{name} is not installed ({error})", file=sys.stderr)
        else:
            yield (name, *readers)


def _quantulum() -> tuple[Reader, Reader]:
    parser = import_module("quantulum3.parser")

    def read(text: str) -> list[Amount]:
        try:
            found = parser.parse(text)
        except (ValueError, KeyError, IndexError, AttributeError, TypeError, ZeroDivisionError):
            return []  # it fails on some sentences
        return [Amount((float(each.value),), each.unit.name) for each in found]

    return read, read


def _recognizers() -> tuple[Reader, Reader]:
    bare, units = import_module("recognizers_number"), import_module("recognizers_number_with_unit")
    english = bare.Culture.English
    recognizers = (
        units.recognize_currency,
        units.recognize_dimension,
        units.recognize_temperature,
        units.recognize_age,
        bare.recognize_percentage,
        bare.recognize_number,
    )

    def read(text: str) -> list[Amount]:
        taken: list[tuple[int, int]] = []
        found: list[Amount] = []
        for each in (each for recognize in recognizers for each in recognize(text, english)):
            value = (each.resolution or {}).get("value")
            if value in {None, "null"} or any(start <= each.end and each.start <= end for start, end in taken):
                continue
            taken.append((each.start, each.end))
            unit = "percentage" if value.endswith("%") else each.resolution.get("unit", "")
            found.append(Amount((float(value.rstrip("%")),), unit))
        return found

    def numbers(text: str) -> list[Amount]:
        values = ((each.resolution or {}).get("value") for each in bare.recognize_number(text, english))
        return [Amount((float(value),)) for value in values if value not in {None, "null"}]

    return read, numbers
