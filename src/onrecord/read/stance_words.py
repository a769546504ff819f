"""An attribution to the words that its stance follows from: its cue's entry in the table, and the front of its content.

Invariant: at most `LONGEST_CUE` characters of the cue and `LONGEST_FRONT` of the content are looked at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.language.cues import CueEntry, CueMatch, match_cue, match_noun
from onrecord.language.quotes import scan_quotations
from onrecord.model import Part
from onrecord.read.tagger import Attribution
from onrecord.read.words import NEGATIONS, NOBODY

LONGEST_FRONT = 160
"""Characters of content that are looked at: its main clause stands at the front."""

LONGEST_CUE = 240

REFUSING = frozenset({"decline", "refuse"})
DISMISSING = frozenset({"dismiss", "brush aside", "brush off", "laugh off", "shrug off", "wave off"})

_LONGEST_GAP = 3
"""Characters between a cue and the content that goes on with its phrase: `declined |to confirm or deny`."""

_LONGEST_PHRASE = 5
_MARKS = 2
"""Characters of the quotation marks around a content, which are no part of it."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_TOPIC_LINKS = frozenset({"about", "on", "over", "regarding", "concerning", "to", "for", "of"})
_TOPIC = re.compile(r"(?:about|on|over|regarding|concerning) (?!how\b|why\b|whether\b|what\b)")
_TOPIC_ENDINGS = (" about", " on")
_TELLS = re.compile(r"[.!] |, (?:right|huh|eh|no|you know|is it|isn't it|are they|aren't they)\?")
"""Where a content that ends in a question mark is no question: another sentence, or a tag."""

_REPLIES = "t"
"""Letter of cues that only say that somebody answered; how he did may follow: `responded by |calling`."""


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The words of an attribution by what they do for its stance; apostrophes are straight.

    `entry` is the table's entry of the cue, null where it is in no table; `cue` are its words in lower case and `verb`
    the place of the entry among them, `rest` those behind it. `link` is the word before the content in lower case,
    `content` its front behind what belongs to the cue; `asks` says whether it is one question.
    """

    entry: CueEntry | None
    negated: bool
    cue: tuple[str, ...]
    verb: int
    rest: str
    source: str
    link: str
    content: str
    asks: bool

    @property
    def before(self) -> tuple[str, ...]:
        """The words of the cue before its entry; all of them where it has none."""
        return self.cue if self.entry is None else self.cue[: self.verb]

    @property
    def object(self) -> str:
        """What stands behind the entry, in the cue and in the content: `refused |to say where|`."""
        return f"{self.rest} {self.content}".lstrip()

    @property
    def topic(self) -> bool:
        """Whether the content is only what was spoken of: `commented on |the plan|`."""
        entry = self.entry
        if entry is not None and _REPLIES in entry.takes and self.content.startswith("to "):
            return True
        phrased = entry is not None and entry.phrase.endswith(_TOPIC_ENDINGS)
        return phrased or self.link in _TOPIC_LINKS or _TOPIC.match(self.content) is not None


def stance_words(text: str, attribution: Attribution) -> StanceWords:
    """Return the words of an attribution in `text`."""
    cue = _words(text, attribution.cue)
    ahead = _ahead(text, attribution)
    found = _find_entry(cue, ahead)
    fronts = (text[start : min(end, start + LONGEST_FRONT)] for start, end in attribution.content)
    front = " ".join(fronts)[:LONGEST_FRONT]
    content = front.replace("’", "'").lstrip()
    negated, verb, entry, rest = False, 0, None, ""
    if found is not None:
        verb, match = found
        entry = match.entry
        negated = _is_negated(entry, cue[:verb]) or (entry.kind == "verb" and _is_nobody(text, attribution.source))
        length = verb + match.length
        taken = length - len(cue)
        content, rest = _behind(content, taken), " ".join(cue[length:])
    start = attribution.content[0][0]
    return StanceWords(
        entry=entry,
        negated=negated,
        cue=tuple(cue),
        verb=verb,
        rest=rest,
        source="" if attribution.source is None else text[slice(*attribution.source)][:LONGEST_CUE],
        link=_last_word(text, start) if attribution.cue and attribution.cue[0][0] < start else "",
        content=content,
        asks=front.endswith("?") and _TELLS.search(front) is None,
    )


def quoted_letters(text: str, content: Iterable[Part], quoted: Iterable[Part]) -> tuple[int, int]:
    """Return how many letters and digits of the content lie inside the quotations, and how many it has."""
    parts, quotations = tuple(content), tuple(quoted)
    inside = sum(
        _letters(text, max(start, first), min(end, last)) for start, end in parts for first, last in quotations
    )
    return inside, sum(_letters(text, start, end) for start, end in parts)


def quoted_share(text: str, content: tuple[Part, ...]) -> float:
    """Return which share of the letters of a content its quotation marks enclose, in 0..1."""
    start, end = max(0, content[0][0] - _MARKS), min(len(text), content[-1][1] + _MARKS)
    quoted = [
        part
        for quotation in scan_quotations(text, start, end)
        if quotation.depth == 0
        for part in ((quotation.inner_start, quotation.inner_end), *quotation.continues)
    ]
    inside, whole = quoted_letters(text, content, quoted)
    return inside / whole if whole else 0.0


def _letters(text: str, start: int, end: int) -> int:
    return sum(text[at].isalnum() for at in range(start, end))


def _words(text: str, parts: Iterable[Part]) -> list[str]:
    return [
        found.group().lower().replace("’", "'")
        for start, end in parts
        for found in _WORD.finditer(text, start, min(end, start + LONGEST_CUE))
    ]


def _ahead(text: str, attribution: Attribution) -> list[str]:
    """Return the first words of the content where it goes straight on from the cue, outside quotation marks."""
    if not attribution.cue:
        return []
    cue_end = attribution.cue[-1][1]
    following = next((part for part in attribution.content if part[0] >= cue_end), None)
    if following is None or following[0] - cue_end > _LONGEST_GAP or text[cue_end : following[0]].strip():
        return []
    return _words(text, [(following[0], min(following[1], following[0] + LONGEST_FRONT))])[:_LONGEST_PHRASE]


def _find_entry(cue: list[str], ahead: list[str]) -> tuple[int, CueMatch] | None:
    """Return the cue's entry and where it begins; that of the words themselves where the first only says: replied."""
    first: tuple[int, CueMatch] | None = None
    words = cue + ahead
    for at in range(len(cue)):
        match = match_cue(words, at) or match_noun(words[at])
        if match is None or (match.entry.phrase == "continue" and "to" in cue[at:]):
            continue
        if first is None:
            first = at, match
            if _REPLIES not in match.entry.takes:
                break
        elif match.form == "ing":
            return at, match
    return first


def _is_negated(entry: CueEntry, before: list[str]) -> bool:
    words = " ".join(before).replace("not only", "").split()
    return entry.kind != "fixed" and not NEGATIONS.isdisjoint(words)


def _is_nobody(text: str, source: Part | None) -> bool:
    """Whether nobody speaks: `neither party`, `no official`."""
    first = None if source is None else _WORD.search(text, *source)
    return first is not None and first.group().lower() in NOBODY and text[first.end() : first.end() + 1] != "."  # No. 5


def _behind(content: str, taken: int) -> str:
    """Return the content without its first words, which belong to the cue."""
    for _ in range(taken):
        found = _WORD.search(content)
        content = "" if found is None else content[found.end() :]
    return content.lstrip()


def _last_word(text: str, end: int) -> str:
    """Return the word before `end` in lower case."""
    words = _WORD.findall(text, max(0, end - LONGEST_CUE // 8), end)
    return words[-1].lower() if words else ""
