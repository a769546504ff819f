"""Names as they were found into whole names of things: "Battle of |Oxby", "Boeing |737 Max", "|MV| Sea Star".

Invariant: a name grows over words of its own line only, or loses words that are no part of it; the order stays.
"""

import re

from msgspec.structs import replace

from onrecord.language.class_nouns import is_numbered, ship_prefix
from onrecord.language.fold import fold
from onrecord.language.names import is_no_name
from onrecord.language.states import find_state
from onrecord.resolve.mentions import Named
from onrecord.resolve.signs import class_suffix, is_body_ahead, is_named_ahead, leads_name, read_sign

_OF = re.compile(r" of (?:the )?")
_NUMBER = re.compile(r" (\d{1,4}[A-Z]{0,2}[a-z]?(?:-[A-Z]+\d*)?)(?! ?%)(?=[\s,;)”\"’']|[.:](?!\d)|$)")
_TAIL = re.compile(r" [A-Z][a-z]+\b")
_MEASURED = re.compile(r" (?:percent|per cent|million|billion|thousand|[a-z]+s)\b")
_VERBS = frozenset({"is", "was", "has", "does", "hits", "crashes", "lands", "strikes"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEVERAL = re.compile(r"\d{3}s")
_EVENT_YEAR = re.compile(r"\b(?:19|20)\d\d $")
_HEAD = re.compile(r"\b([A-Z][a-z]+) $")
_LONGEST_HEAD = 16
_ONE_OF_MANY = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:(?:new|older?|latest|first|[a-z]+-[a-z]+) )?$"
)
_WIDEST_DETERMINER = 40
"""Characters before a name in which "the new" stands."""


def whole_names(text: str, named: list[Named]) -> list[Named]:
    """Return the names with what belongs to them and without what does not; linear in their number."""
    whole: list[Named] = []
    for mention in named:
        last = whole[-1] if whole else None
        if last is not None and mention.start < last.end:
            continue
        if last is not None and _goes_on(text, last, mention):
            whole[-1] = _respan(text, last, last.start, mention.end)
        else:
            whole.append(_without_origin(text, _with_number(text, _with_head(text, _without_affixes(text, mention)))))
    return _known_models(text, whole)


def _goes_on(text: str, last: Named, mention: Named) -> bool:
    return last.type is None and _OF.fullmatch(text, last.end, mention.start) is not None and leads_name(last.text)


def _without_affixes(text: str, mention: Named) -> Named:
    """Return the name without "MV" before it and "-class" behind it."""
    start = mention.first
    # "The aircraft carrier Admiral Kern" is no admiral.
    if start < mention.start and text[start].isupper() and is_named_ahead(text, start, mention.end):
        return _respan(text, mention, start, mention.end)
    first, _, rest = text[start : mention.end].partition(" ")
    if not ship_prefix(first):
        start = mention.start
        first, _, rest = mention.text.partition(" ")
    if rest and (ship_prefix(first) or (len(first) == 1 and ship_prefix(text[max(0, start - 2) : start + 1]))):
        start += len(first) + 1
    end = mention.end - class_suffix(mention.text)
    return mention if (start, end) == (mention.start, mention.end) else _respan(text, mention, start, end)


def _without_origin(text: str, mention: Named) -> Named:
    """Return a craft's or weapon's name without the people that made it: "Norvian |Kestrel missiles"."""
    first, _, rest = mention.text.partition(" ")
    origin = find_state(first) if rest and mention.type is None else None
    if origin is None or origin.matched != "demonym":
        return mention
    sign = read_sign(text, mention.start, mention.end)
    made = sign is not None and sign.how == "after" and sign.kind in {"vessel", "product"}
    return _respan(text, mention, mention.end - len(rest), mention.end) if made else mention


def _with_head(text: str, mention: Named) -> Named:
    """Return the name with a first word that only opens its sentence, and with the year of an event."""
    head = _HEAD.search(text, max(0, mention.start - _LONGEST_HEAD), mention.start)
    if head is not None and mention.type is None and mention.state is None and leads_name(head.group(1)):
        return _respan(text, mention, head.start(), mention.end)
    year = _EVENT_YEAR.search(text, max(0, mention.start - len("2024 ")), mention.start)
    sign = None if year is None else read_sign(text, mention.start, mention.end)
    if year is not None and sign is not None and sign.kind == "event":
        return _respan(text, mention, year.start(), mention.end)
    return mention


def _with_number(text: str, mention: Named) -> Named:
    """Return the name with the number of its model or year, where such a name is a thing."""
    if mention.type == "event" or mention.state is not None or mention.role is not None:
        return mention
    found = _NUMBER.match(text, mention.end)
    if found is None or is_numbered(mention.text):
        return mention
    end = found.end()
    tail = _TAIL.match(text, end)
    longest = end if tail is None or is_no_name(tail.group().strip()) else tail.end()
    for longer in (_respan(text, mention, mention.start, longest), _respan(text, mention, mention.start, end)):
        if _is_model(text, longer, found.group(1)):
            return longer
    return mention


def _known_models(text: str, mentions: list[Named]) -> list[Named]:
    """Return the mentions, a name with the number by which another place calls a model taken for that model."""
    models = {mention.text: mention for mention in mentions if mention.text[-1].isdigit() and " " in mention.text}
    if not models:
        return mentions
    found: list[Named] = []
    for mention in mentions:
        number = _NUMBER.match(text, mention.end)
        longer = None if number is None else models.get(mention.text + number.group())
        if longer is not None and number is not None and longer.type is None and mention.state is None:
            found.append(_respan(text, mention, mention.start, number.end()))
        elif not found or found[-1].end <= mention.start:
            found.append(mention)
    return found


def _is_model(text: str, mention: Named, number: str) -> bool:
    """Return whether a name with a number is a thing: "an Oxby 737", "Oxby 5 rocket", "the Long Walk 4C"."""
    sign = read_sign(text, mention.start, mention.end)
    if sign is not None and sign.kind != "place" and not (sign.how == "after" and mention.placed):
        return True
    measured = _MEASURED.match(text, mention.end)
    if is_body_ahead(text, mention.end) or (measured and measured.group().strip() not in _VERBS):
        return False
    one = not _YEAR.fullmatch(number) and _ONE_OF_MANY.search(
        text, max(0, mention.start - _WIDEST_DETERMINER), mention.start
    )
    if _TAIL.match(text, mention.end):
        return False
    return bool(one) or _SEVERAL.fullmatch(number) is not None


def _respan(text: str, mention: Named, start: int, end: int) -> Named:
    words = text[start:end]
    bare = replace(mention, type=None, state=None, role=None, possessive=text[end : end + 2] in {"'s", "’s"})
    return replace(bare, start=start, end=end, text=words, tokens=tuple(fold(words).split()))
