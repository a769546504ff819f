"""Figures into ones with their scope: the words of their clause that restrict what they count.

Invariant: the words stand in the figure's own clause and on its side of the figures next to it, each kind at most once.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from onrecord.language.tables import read_table
from onrecord.model import Figure, Part, Scope, ScopeKind
from onrecord.read.counted_words import is_time_word

_FAR = 120
"""Characters on either side of a figure within which words restrict it."""
_BORDER = re.compile(r"[.!?;:](?=\s)|[\n“”\"]|, (?:and|but|while|as|though|although) |\b(?:and|but|while) that\b")
_LISTED = re.compile(r",(?: and| or)? | (?:and|or) ")
_RATE = re.compile(
    r"\b(?:an?|per|every|each)[ -](?P<value>hour|day|night|week|month|quarter|year|annum|head|person|capita|"
    r"household|share|barrel|tonne|ton|ounce|gram|kilo|kg|litre|liter|gallon|kilometre|kilometer|mile|dozen|ticket)\b"
    r"(?! (?:ago|earlier|later|before|after|old))",
    re.IGNORECASE,
)
_RATES_ALIKE = {"annum": "year", "head": "person", "capita": "person"}
_PART = re.compile(
    r"\b(?:in|of|from|on|by|with|as) (?:the|an?|its|their|his|her|this) (?P<value>(?:first|second|third|fourth|initial|"
    r"last|final|latest|next) (?:[a-z-]{1,20} )?(?:wave|batch|phase|stage|group|contingent|round|tranche|half|quarter|"
    r"convoy|shipment|attack|raid|strike|blast|flight|leg|instalment|day|week|month|year)s?)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|across|inside|outside|off|around) (?:the )?"
    r"(?P<value>[A-Z][\w’'-]{1,30}(?: (?:of (?:the )?)?[A-Z][\w’'-]{1,30}){0,3}"
    r"(?: (?:territory|waters|airspace|soil|province|region|city|valley|island|district|county|state|town|village))?)"
)
_SAME = re.compile(r"\b(?:that|the) same (?P<value>[a-z]{3,30})\b", re.IGNORECASE)


def scope_figures(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, in the order of the text, with what restricts each."""
    scoped: list[Figure] = []
    first = 0
    for index, figure in enumerate(figures):
        if not (index and _is_listed(text, figures[index - 1], figure)):
            first = max(figures[index - 1].end if index else 0, figure.start - _FAR)
        first = max(first, figure.start - 2 * _FAR)
        last = min(figures[index + 1].start if index + 1 < len(figures) else len(text), figure.end + _FAR)
        for border in _BORDER.finditer(text, first, figure.start):
            first = border.end()
        border_behind = _BORDER.search(text, figure.end, last)
        sides = (first, figure.start), (figure.end, border_behind.start() if border_behind else last)
        scoped.append(replace(figure, scope=tuple(_scope(text, *sides))))
    return scoped


def _is_listed(text: str, before: Figure, figure: Figure) -> bool:
    """Whether a figure goes on with the one before it, under one verb: "sent 12 tents |and 40 beds|"."""
    end = before.counted.end if before.counted and before.counted.end <= figure.start else before.end
    return _LISTED.fullmatch(text, max(end, before.end), figure.start) is not None


def _scope(text: str, before: Part, behind: Part) -> Iterator[Scope]:
    """Yield what restricts a figure between the two sides of its clause, in the order of the kinds."""
    phase = _nearest(text, _phase_words(), before, behind)
    if phase is not None:
        yield _scope_at(text, phase, "phase", _phases()[phase["value"].casefold()])
    if rate := _RATE.search(text, *behind):
        yield _scope_at(text, rate, "rate", _RATES_ALIKE.get(rate["value"].casefold(), rate["value"].casefold()))
    if part := _nearest(text, _PART, before, behind):
        yield _scope_at(text, part, "part", part["value"].casefold())
    for place in (*_PLACE.finditer(text, *behind), *_PLACE.finditer(text, *before)):
        if not is_time_word(place["value"].split()[0].casefold()):
            yield _scope_at(text, place, "place", place["value"])
            break
    if same := _nearest(text, _SAME, before, behind):
        yield _scope_at(text, same, "same", same["value"].casefold())


def _scope_at(text: str, match: re.Match[str], kind: ScopeKind, value: str) -> Scope:
    return Scope(start=match.start(), end=match.end(), text=text[match.start() : match.end()], kind=kind, value=value)


def _nearest(text: str, words: re.Pattern[str], before: Part, behind: Part) -> re.Match[str] | None:
    """Return the match that stands nearest to the figure between the two sides."""
    last = None
    for match in words.finditer(text, *before):
        last = match
    following = words.search(text, *behind)
    if last is None or following is None:
        return last or following
    return last if before[1] - last.end() <= following.start() - behind[0] else following


@cache
def _phases() -> dict[str, str]:
    return {row["form"]: row["value"] for row in read_table("onrecord.read", "phases.csv")}


@cache
def _phase_words() -> re.Pattern[str]:
    """Return what matches a word for a phase; "decided to send" is decided, not sent."""
    forms = "|".join(sorted(_phases(), key=lambda form: (-len(form), form)))
    return re.compile(rf"\b(?P<value>{forms})\b(?: to [a-z]+)?", re.IGNORECASE)
